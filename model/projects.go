package model

import (
	"cmp"
	"regexp"
	"strings"
	"sync"
)

// ByProject sorts the forms by the project they name, in the order of first
// appearance. Names mean the same project when one is in the other, code and
// year aside; a form without a name is of the first. Most units have one.
func (p *Project) ByProject() [][]*Form {
	var names []string
	var groups [][]*Form
next:
	for _, f := range p.Forms {
		key := projectKey(f.ProjectName)
		for i, name := range names {
			if strings.Contains(name, key) || strings.Contains(key, name) {
				names[i] = cmp.Or(name, key)
				groups[i] = append(groups[i], f)
				continue next
			}
		}
		names = append(names, key)
		groups = append(groups, []*Form{f})
	}
	return groups
}

var (
	projectCode = sync.OnceValue(func() *regexp.Regexp {
		return regexp.MustCompile(`^(?:\([0-9a-z]+\)|\[[0-9a-z]+\]|[0-9]+[0-9a-z]*[-—_])`)
	})
	projectYear = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(`20[0-9]{2}年?度?`) })
)

// projectKey is a project's name without its code and year.
func projectKey(name Cell[string]) string {
	return projectYear().ReplaceAllString(projectCode().ReplaceAllString(Key(name.Value), ""), "")
}

// Base is the budget a row is measured by: 全年预算数, or 年初预算数 on a form
// that has no other (the form of 2016).
func (r *MoneyRow) Base() Cell[Amount] {
	if r.BaseIsInitial() {
		return r.Initial
	}
	return r.Budget
}

// BaseIsInitial reports a row on a form without 全年预算数.
func (r *MoneyRow) BaseIsInitial() bool { return r.Budget.State == Absent && r.Initial.State != Absent }
