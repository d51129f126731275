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

// Split parts a unit of several projects into one Project each, in the order of
// ByProject; a unit of one is returned as it is. Each has the head of the unit,
// its own name and its own forms. What names no project (fund tables, logs,
// texts) belongs to none of several; files and notes are with the first.
func (p *Project) Split() []*Project {
	groups := p.ByProject()
	if len(groups) < 2 {
		return []*Project{p}
	}
	out := make([]*Project, len(groups))
	for i, forms := range groups {
		one := *p
		one.Forms, one.Name = forms, forms[0].ProjectName
		one.Funds, one.Logs, one.Texts, one.Allotments = nil, nil, nil, nil
		if i > 0 {
			one.Files, one.Notes = nil, nil
		}
		out[i] = &one
	}
	return out
}
