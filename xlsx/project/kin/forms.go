package kin

import (
	"slices"

	"ziping/model"
)

// Filled counts the cells of a form that somebody has filled in.
func Filled(f *model.Form) int {
	n := btoi(f.TotalScore.Known())
	for _, m := range f.Money {
		n += btoi(m.Budget.Known()) + btoi(m.Spent.Known())
	}
	for _, x := range f.Indicators {
		n += btoi(x.Actual.Text != "") + btoi(x.Score.Known())
	}
	return n
}

// SameProject reports forms of the same title, project, unit and year that have
// the same indicators.
func SameProject(a, b *model.Form) bool {
	if !a.ProjectName.Known() || a.Year.Value != b.Year.Value || len(a.Indicators) == 0 || len(b.Indicators) == 0 {
		return false
	}
	for _, c := range [][2]model.Cell[string]{{a.ProjectName, b.ProjectName}, {a.Unit, b.Unit}, {a.Title, b.Title}, {a.Code, b.Code}} {
		if model.Key(c[0].Value) != model.Key(c[1].Value) {
			return false
		}
	}
	shared := 0
	for _, x := range a.Indicators {
		if slices.ContainsFunc(b.Indicators, func(y *model.Indicator) bool { return model.Key(x.Level3.Value) == model.Key(y.Level3.Value) }) {
			shared++
		}
	}
	return 2*shared > min(len(a.Indicators), len(b.Indicators))
}

// SameForm reports forms with the same money and indicators, as typed.
func SameForm(a, b *model.Form) bool {
	return a.TotalScore.Text == b.TotalScore.Text &&
		slices.EqualFunc(a.Money, b.Money, func(x, y *model.MoneyRow) bool {
			return x.Kind == y.Kind && x.Budget.Text == y.Budget.Text && x.Spent.Text == y.Spent.Text && x.Initial.Text == y.Initial.Text
		}) &&
		slices.EqualFunc(a.Indicators, b.Indicators, func(x, y *model.Indicator) bool {
			return x.Level3.Text == y.Level3.Text && x.Target.Text == y.Target.Text && x.Actual.Text == y.Actual.Text && x.Weight.Text == y.Weight.Text && x.Score.Text == y.Score.Text
		})
}

func btoi(b bool) int {
	if b {
		return 1
	}
	return 0
}
