package kin

import (
	"slices"

	"github.com/shopspring/decimal"

	"ziping/model"
	"ziping/xlsx/layout"
)

// SummedUp reports that a fund table says in fewer rows what another says in
// detail: it is called a summary, or its rows are called as rows, groups or the
// whole of the other. Equal totals prove nothing.
func SummedUp(t, whole *model.FundTable) bool {
	if Details(t) >= Details(whole) {
		return false
	}
	if summaryWord.MatchString(t.Table.Pos.SheetName()) || summaryWord.MatchString(t.Title.Value) {
		return true
	}
	called := map[string]bool{}
	for _, row := range whole.Rows {
		called[model.Key(row.Label.Value)], called[model.Key(row.Group)] = true, true
	}
	return !slices.ContainsFunc(t.Rows, func(row *model.FundRow) bool {
		return row.Kind == model.Detail && !called[model.Key(row.Label.Value)]
	})
}

func Details(t *model.FundTable) int {
	n := 0
	for _, row := range t.Rows {
		if row.Kind == model.Detail {
			n++
		}
	}
	return n
}

// SameSums reports that plan and spending, and what was received where both say
// it, come to the same.
func SameSums(a, b *model.FundTable) bool {
	for i, column := range []func(*model.FundRow) model.Cell[model.Amount]{model.Planned, model.Spent, model.Received} {
		x, y := a.Sum(column), b.Sum(column)
		if i == 2 && x.Empty() {
			continue // the table left out says less
		}
		m, ok := x.Part()
		n, ok2 := y.Part()
		if !ok || !ok2 || x.Bad+y.Bad > 0 || !m.Equal(n) {
			return false
		}
	}
	return true
}

// SameRows reports two tables with the same rows.
func SameRows(a, b *model.FundTable) bool {
	return slices.EqualFunc(a.Rows, b.Rows, func(x, y *model.FundRow) bool {
		return x.Kind == y.Kind && model.Key(x.Label.Value) == model.Key(y.Label.Value) && x.Planned.Value.Yuan.Equal(y.Planned.Value.Yuan) &&
			x.Received.Value.Yuan.Equal(y.Received.Value.Yuan) && x.Spent.Value.Yuan.Equal(y.Spent.Value.Yuan)
	})
}

// Readable is what the cells of a sum come to, false when none states anything
// or one of them could not be read. It serves to tell tables apart; blank cells
// do not count against it.
func Readable(s model.Sum) (decimal.Decimal, bool) {
	n, some := s.Part()
	return n, some && s.Bad == 0
}

// labels are the rows of a fund table by the key of their label.
func labels(t *model.FundTable) map[string]*model.FundRow {
	out := map[string]*model.FundRow{}
	for _, row := range t.Rows {
		if row.Kind == model.Detail && row.Label.Known() {
			out[model.Key(StemNumber.ReplaceAllString(row.Label.Value, ""))] = row
		}
	}
	return out
}

// Revised reports fund tables of which at least half of the rows of the shorter one
// stand in the other too, whatever they state: versions of one.
func Revised(a, b *model.FundTable) bool {
	x, y := labels(a), labels(b)
	if len(x) > len(y) {
		x, y = y, x
	}
	same := 0
	for k := range x {
		if y[k] != nil {
			same++
		}
	}
	return same > 0 && float64(same) >= layout.Parts.CopiedRows*float64(len(x))
}

// Disjoint reports fund tables that state the same columns and have no row in
// common, neither its name with its figures nor, where unnamed, its figures.
func Disjoint(a, b *model.FundTable) bool {
	for _, of := range []func(*model.FundRow) model.Cell[model.Amount]{model.Planned, model.Received, model.Spent} {
		if a.Sum(of).Empty() != b.Sum(of).Empty() {
			return false
		}
	}
	x, y := labels(a), labels(b)
	for k, row := range x {
		if o := y[k]; o != nil && row.Planned.Value.Yuan.Equal(o.Planned.Value.Yuan) && row.Spent.Value.Yuan.Equal(o.Spent.Value.Yuan) {
			return false
		}
	}
	return len(x) > 0 && len(y) > 0
}

// Join adds the rows of another part to a fund table.
func Join(to, from *model.FundTable) {
	at := len(to.Rows)
	for _, row := range from.Rows {
		next := *row
		next.Covers = nil
		for _, i := range row.Covers {
			next.Covers = append(next.Covers, i+at)
		}
		to.Rows = append(to.Rows, &next)
	}
}
