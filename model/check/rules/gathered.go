package rules

import (
	"ziping/model"
	"ziping/model/check"
	"ziping/model/check/figure"
	"ziping/model/check/wording"
)

// gathered are what several rules compute from a project, once.
type gathered struct {
	categories []category
	details    []*model.Activity

	byName  []nameGroup
	effects map[string][]sentence
}

// long is the number of rows from which what holds is no longer kept to refute
// suspicions with: of so many rows none is ever suspected.
const long = 10_000

// A category is the log's rows of one 活动类别.
type category struct {
	name string
	rows []*model.Activity
}

// gather gives what is gathered of the project.
func gather(p *check.Pass) *gathered {
	return p.Once(gatheredKey{}, func() any { return gatherFrom(p.Project) }).(*gathered)
}

type gatheredKey struct{}

func gatherFrom(p *model.Project) *gathered {
	f := &gathered{}
	index := map[string]int{}
	raw := map[string]int{} // the same words are looked at once
	for _, l := range p.Logs {
		for _, a := range l.Rows {
			if a.Kind != model.Detail {
				continue
			}
			f.details = append(f.details, a)
			i, seen := raw[a.Category().Value]
			if !seen {
				key := model.Key(a.Category().Value)
				if i, seen = index[key]; !seen {
					i = len(f.categories)
					index[key] = i
					f.categories = append(f.categories, category{name: a.Category().Value})
				}
				raw[a.Category().Value] = i
			}
			f.categories[i].rows = append(f.categories[i].rows, a)
		}
	}
	return f
}

// costs are the known costs of the rows; not ok when one could not be read or
// none is there.
func costs(list []*model.Activity) (known []figure.Figure, ok bool) {
	known = make([]figure.Figure, 0, len(list))
	for _, a := range list {
		switch {
		case a.Cost().Known():
			known = append(known, figure.Amount(a.Cost()))
		case a.Cost().State == model.Bad:
			return nil, false
		}
	}
	return known, len(known) > 0
}

// A nameGroup is the log's rows of one activity name.
type nameGroup struct {
	name, core string
	rows       []*model.Activity
}

// names groups the log by activity name, on first use.
func (f *gathered) names() []nameGroup {
	if f.byName != nil {
		return f.byName
	}
	index := map[string]int{}
	f.byName = []nameGroup{}
	for _, a := range f.details {
		if !a.Name().Known() {
			continue
		}
		i, seen := index[a.Name().Value]
		if !seen {
			i = len(f.byName)
			index[a.Name().Value] = i
			f.byName = append(f.byName, nameGroup{name: a.Name().Value, core: wording.Core(a.Name().Value)})
		}
		f.byName[i].rows = append(f.byName[i].rows, a)
	}
	return f.byName
}

// effectSentences are the figures in the texts of 活动成效 that fit, in order. A text
// that many rows share is read once.
func (f *gathered) effectSentences(fit func(sentence) bool) []sentence {
	if f.effects == nil {
		f.effects = map[string][]sentence{}
	}
	var out []sentence
	for _, a := range f.details {
		if !a.Effect().Known() {
			continue
		}
		list, read := f.effects[a.Effect().Value]
		if !read {
			list = sentences(a.Effect().Value, model.Pos{})
			f.effects[a.Effect().Value] = list
		}
		for _, c := range list {
			if fit(c) {
				c.fig.Pos = a.Effect().Pos
				out = append(out, c)
			}
		}
	}
	return out
}
