package model

import (
	"cmp"
	"regexp"
	"strings"
	"sync"
)

// ByProject sorts the forms by the project they name, in the order of first
// appearance. Names mean the same project when one is in the other, code and
// year aside, unless both have codes that differ; a form without a name is of the
// first. Most units have one, and a part of a unit (One) always has.
func (p *Project) ByProject() [][]*Form {
	if p.One && len(p.Forms) > 0 {
		return [][]*Form{p.Forms}
	}
	var names, codes []string
	var groups [][]*Form
next:
	for _, f := range p.Forms {
		key, code := ProjectKey(f.ProjectName.Value), Key(f.Code.Value)
		for i, name := range names {
			if code != "" && codes[i] != "" && code != codes[i] {
				continue
			}
			if strings.Contains(name, key) || strings.Contains(key, name) {
				names[i], codes[i] = cmp.Or(name, key), cmp.Or(codes[i], code)
				groups[i] = append(groups[i], f)
				continue next
			}
		}
		names, codes = append(names, key), append(codes, code)
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

// ProjectKey is a project's name without its code and year.
func ProjectKey(name string) string {
	return projectYear().ReplaceAllString(projectCode().ReplaceAllString(Key(name), ""), "")
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

// Split are the projects of a unit: its Parts, where it has several, else itself.
// Each has the head of the unit, its own name and its own tables. A unit whose forms
// name several and that nobody has parted gives each its forms only: what names no
// project (fund tables, logs, texts) belongs to none of several.
func (p *Project) Split() []*Project {
	if len(p.Parts) > 1 {
		return p.Parts
	}
	groups := p.ByProject()
	if len(groups) < 2 {
		return []*Project{p}
	}
	out := make([]*Project, len(groups))
	for i, forms := range groups {
		one := *p
		one.Forms, one.Name, one.One = forms, forms[0].ProjectName, true
		one.Funds, one.Logs, one.Texts, one.Allotments = nil, nil, nil, nil
		if i > 0 {
			one.Files, one.Notes = nil, nil
		}
		out[i] = &one
	}
	return out
}

// partFund adds up what the parts of a unit state, each from its best source. A
// part that states nothing leaves the sum open.
func (p *Project) partFund() Fund {
	var out Fund
	for i := range 3 {
		var s summer
		for _, part := range p.Parts {
			f := part.Fund()
			if one := f.at(i); one.Empty() {
				s.Blank++
			} else {
				s.join(summer{Sum: *one})
			}
		}
		*out.at(i) = s.Sum
	}
	return out
}
