package rules

import (
	"strings"

	"github.com/shopspring/decimal"

	"ziping/model"
	"ziping/model/check"
	"ziping/model/check/figure"
)

func ofExecution(g model.Group) bool { return contains(keyOf(g.Name), "执行") }

// blocks are the printed weights that make up the whole of a form: its blocks
// (年度绩效目标1(80分)), or its 一级指标.
func blocks(f *model.Form) (out []model.Group) {
	for level := range 2 {
		for _, g := range f.Groups {
			if g.Level == level && g.Weight.Known() && !ofExecution(g) {
				out = append(out, g)
			}
		}
		if len(out) > 0 {
			break
		}
	}
	return out
}

// weights are the known weights of the indicators; blank ones are told apart.
func weights(list []*model.Indicator) (known []figure.Figure, blank []model.Pos, ok bool) {
	for _, ind := range list {
		switch w := figure.Number(ind.Weight); w.State {
		case model.Known:
			known = append(known, w)
		case model.Bad:
			return nil, nil, false
		case model.Absent:
		default:
			blank = append(blank, w.Pos)
		}
	}
	return known, blank, len(known) > 0
}

// scoreNear holds scores to the tolerance of the rule set.
func scoreNear(p *check.Pass) func(got, want decimal.Decimal) bool {
	return figure.Within(p.Set.Scoring.Tolerance)
}

// inGroup are the indicators a printed weight speaks of: those of the 一级 or 二级
// of that name, or all where it is the only block of the form.
func inGroup(f *model.Form, g model.Group) []*model.Indicator {
	var out []*model.Indicator
	for _, ind := range f.Indicators {
		level := ind.Level1
		if g.Level == 2 {
			level = ind.Level2
		}
		if g.Level > 0 && sameGroup(keyOf(level.Value), keyOf(g.Name)) {
			out = append(out, ind)
		}
	}
	if g.Level == 0 {
		for _, other := range f.Groups {
			if other.Level == 0 && other.Name != g.Name && !ofExecution(other) {
				return nil // several blocks: which indicators are whose is not said
			}
		}
		return f.Indicators
	}
	return out
}

func sameGroup(a, b string) bool {
	a, b = strings.TrimSuffix(a, "指标"), strings.TrimSuffix(b, "指标")
	return a != "" && a == b
}
