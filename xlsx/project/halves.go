package project

import (
	"slices"

	"ziping/model"
	"ziping/xlsx/layout"
)

// joinHalves makes one form of two that stand on two sheets of a file: one with the
// money and one with the indicators, or a second sheet on which the indicators go
// on. What a form lacks is said of those that no other completes.
func (r *reading) joinHalves(lacks []layout.Lack) {
	joined := map[*model.Form]bool{}
	for i := 0; i < len(r.p.Forms); i++ {
		for j := i + 1; j < len(r.p.Forms); j++ {
			a, b := r.p.Forms[i], r.p.Forms[j]
			if !r.completes(a, b) {
				continue
			}
			join(a, b)
			joined[a], joined[b] = true, true
			r.p.Forms = slices.Delete(r.p.Forms, j, j+1)
			j--
		}
	}
	for _, l := range lacks {
		if !joined[l.Form] {
			r.note(l.Note)
			l.Form.Table.Why = append(l.Form.Table.Why, l.Note.Message)
		}
	}
}

// completes reports that b is what a lacks, or goes on where a ends.
func (r *reading) completes(a, b *model.Form) bool {
	if a.Table.Pos.File() != b.Table.Pos.File() || a.Table.Pos.Sheet == b.Table.Pos.Sheet || !agrees(a.Title, b.Title) && !agrees(b.ProjectName, a.ProjectName) ||
		!agrees(a.ProjectName, b.ProjectName) || !agrees(a.Unit, b.Unit) || a.Year.Known() && b.Year.Known() && a.Year.Value != b.Year.Value {
		return false
	}
	goesOn := len(a.Indicators) > 0 && len(b.Indicators) > 0 && !statesMoney(b) && statesMoney(a) && !a.TotalScore.Known() && b.TotalScore.Known() && !b.ProjectName.Known() &&
		b.Table.Pos.Sheet.Order == a.Table.Pos.Sheet.Order+1
	half := statesMoney(a) && !statesMoney(b) && len(b.Indicators) > 0 && len(a.Indicators) == 0 ||
		statesMoney(b) && !statesMoney(a) && len(a.Indicators) > 0 && len(b.Indicators) == 0
	return goesOn || half && r.only(a, b)
}

// statesMoney reports that a form states money, and not only the points of its execution.
func statesMoney(f *model.Form) bool {
	return slices.ContainsFunc(f.Money, func(m *model.MoneyRow) bool { return m.Initial.Known() || m.Budget.Known() || m.Spent.Known() })
}

// only reports that no third form of the file could be the other half as well.
func (r *reading) only(a, b *model.Form) bool {
	return !slices.ContainsFunc(r.p.Forms, func(o *model.Form) bool {
		if o == a || o == b || o.Table.Pos.File() != a.Table.Pos.File() || statesMoney(o) && len(o.Indicators) > 0 {
			return false
		}
		return agrees(o.ProjectName, a.ProjectName) && agrees(o.ProjectName, b.ProjectName)
	})
}

// agrees reports that two texts are the same, or one is not stated.
func agrees(a, b model.Cell[string]) bool {
	return !a.Known() || !b.Known() || model.Key(a.Value) == model.Key(b.Value)
}

// joinMoney is the money of the half that states any, with the points of the other.
func joinMoney(a, b *model.Form) []*model.MoneyRow {
	if statesMoney(b) {
		a, b = b, a
	}
	total, points := a.MoneyTotal(), b.MoneyTotal()
	if total != nil && points != nil && !total.Weight.Known() {
		total.Weight, total.Score, total.Reason = points.Weight, points.Score, points.Reason
	}
	return a.Money
}

// join puts what b states to a, where a states nothing.
func join(a, b *model.Form) {
	a.More = append(append(a.More, b.Table), b.More...)
	for _, c := range []struct{ to, from *model.Cell[string] }{{&a.Title, &b.Title}, {&a.ProjectName, &b.ProjectName}, {&a.Department, &b.Department}, {&a.Unit, &b.Unit},
		{&a.Code, &b.Code}, {&a.GoalPlanned, &b.GoalPlanned}, {&a.GoalActual, &b.GoalActual}, {&a.Grade, &b.Grade}} {
		if !c.to.Known() && c.from.State != model.Absent {
			*c.to = *c.from
		}
	}
	if !a.Year.Known() {
		a.Year = b.Year
	}
	if !a.TotalScore.Known() {
		a.TotalScore, a.TotalWeight = b.TotalScore, b.TotalWeight
	}
	a.Money = joinMoney(a, b)
	a.Indicators = append(a.Indicators, b.Indicators...)
	a.Groups = append(a.Groups, b.Groups...)
	a.Texts = append(a.Texts, b.Texts...)
	a.HasWeights, a.HasScores = a.HasWeights || b.HasWeights, a.HasScores || b.HasScores
	b.Table.Why = append(b.Table.Why, "与"+place(a.Table)+"是同一张自评表")
}
