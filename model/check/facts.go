package check

import (
	"ziping/model"
)

// facts are what several rules compute from a project, once.
type facts struct {
	project    *model.Project
	categories []category
	details    []*model.Activity
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
