package kin

import (
	"slices"

	"github.com/shopspring/decimal"

	"ziping/model"
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
