package rules

import (
	"github.com/shopspring/decimal"

	"ziping/model"
	"ziping/model/check/figure"
)

// A place states a sum of the project.
type place struct {
	name   string
	cell   model.Pos
	parts  []figure.Figure // what is added up, one figure where it is stated at once
	stated []figure.Figure // the stated total of the parts
	show   func(decimal.Decimal) string
	also   []decimal.Decimal // other figures of the same document that may be what is meant
	weak   bool              // a list that need not be complete: a difference is a warning
}

func (q place) sum() decimal.Decimal { return figure.Sum(figure.Terms(q.parts), nil) }

// tablePlace is what a fund table states in one column.
func tablePlace(name string, t *model.FundTable, field string, of func(*model.FundRow) model.Cell[model.Amount]) (place, bool) {
	view := figure.FundRows(t)
	parts, _, ok := figure.ColumnNamed(figure.FundColumns(t), field).Pick(view.Details())
	if !ok {
		return place{}, false
	}
	q := place{name: name, cell: parts[0].Pos, parts: parts, show: func(d decimal.Decimal) string { return figure.Money(d, figure.MoneyUnit(t.Table)) }}
	for _, r := range t.Rows {
		if r.Kind == model.Total && of(r).Known() {
			q.cell, q.stated = of(r).Pos, []figure.Figure{figure.Amount(of(r))}
		}
	}
	return q, true
}

func stated(name string, f figure.Figure, show func(decimal.Decimal) string) place {
	return place{name: name, cell: f.Pos, parts: []figure.Figure{f}, show: show}
}

func equalSums(a, b place) bool {
	return figure.Within(figure.ToleranceOf(a.parts, b.parts))(a.sum(), b.sum())
}
