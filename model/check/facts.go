package check

import (
	"ziping/model"
)

// facts are what several rules compute from a project, once.
type facts struct {
	project    *model.Project
	categories []category
	details    []*model.Activity

	byName      []nameGroup
	effects     []clause
	effectsRead bool
}

// A category is the log's rows of one 活动类别.
type category struct {
	name string
	rows []*model.Activity
}

func gather(p *model.Project) *facts {
	f := &facts{project: p}
	index := map[string]int{}
	raw := map[string]int{} // the same words are looked at once
	for _, l := range p.Logs {
		for _, a := range l.Rows {
			if a.Kind != model.Detail {
				continue
			}
			f.details = append(f.details, a)
			i, seen := raw[a.Category.Value]
			if !seen {
				key := model.Key(a.Category.Value)
				if i, seen = index[key]; !seen {
					i = len(f.categories)
					index[key] = i
					f.categories = append(f.categories, category{name: a.Category.Value})
				}
				raw[a.Category.Value] = i
			}
			f.categories[i].rows = append(f.categories[i].rows, a)
		}
	}
	return f
}

// costs are the known costs of the rows; not ok when one could not be read or
// none is there.
func costs(list []*model.Activity) (known []figure, ok bool) {
	for _, a := range list {
		switch {
		case a.Cost.Known():
			known = append(known, amount(a.Cost))
		case a.Cost.State == model.Bad:
			return nil, false
		}
	}
	return known, len(known) > 0
}

// spentRows are the fund table's rows that state the money spent on one
// direction: its details, or a direction's 小计.
func spentRows(t *model.FundTable) []*model.FundRow {
	var out []*model.FundRow
	if t == nil {
		return nil
	}
	for _, r := range t.Rows {
		if r.Kind == model.Detail {
			out = append(out, r)
		}
	}
	return out
}

// A nameGroup is the log's rows of one activity name.
type nameGroup struct {
	name, core string
	rows       []*model.Activity
}

// names groups the log by activity name, on first use.
func (f *facts) names() []nameGroup {
	if f.byName != nil {
		return f.byName
	}
	index := map[string]int{}
	f.byName = []nameGroup{}
	for _, a := range f.details {
		if !a.Name.Known() {
			continue
		}
		i, seen := index[a.Name.Value]
		if !seen {
			i = len(f.byName)
			index[a.Name.Value] = i
			f.byName = append(f.byName, nameGroup{name: a.Name.Value, core: core(a.Name.Value)})
		}
		f.byName[i].rows = append(f.byName[i].rows, a)
	}
	return f.byName
}

// effectClauses are the figures in the texts of 活动成效, on first use.
func (f *facts) effectClauses() []clause {
	if !f.effectsRead {
		f.effectsRead = true
		for _, a := range f.details {
			if a.Effect.Known() {
				f.effects = append(f.effects, clauses(a.Effect.Value, a.Effect.Pos)...)
			}
		}
	}
	return f.effects
}
