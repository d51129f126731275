package rules

import (
	"fmt"

	"github.com/shopspring/decimal"

	"ziping/model"
	"ziping/model/check"
	"ziping/model/check/figure"
	"ziping/model/check/relation"
)

// A side is one column of a comparison.
type side struct {
	name string
	of   func(*model.FundRow) model.Cell[model.Amount]
}

// limit requires one column to be no more than another, row by row. The total
// is compared where no row could be: what is over in it is over in a row.
func limit(p *check.Pass, t *model.FundTable, low, high side, hint string) {
	show := func(d decimal.Decimal) string { return figure.Money(d, figure.MoneyUnit(t.Table)) }
	compared := false
	for _, r := range t.Rows {
		if r.Kind == model.Detail || r.Kind == model.OfWhich {
			compared = atMost(p, figure.Amount(low.of(r)), figure.Amount(high.of(r)), low.name, high.name, show, hint) || compared
		}
	}
	if compared {
		return
	}
	for _, r := range t.Rows {
		if r.Kind == model.Total {
			atMost(p, figure.Amount(low.of(r)), figure.Amount(high.of(r)), low.name, high.name, show, hint)
		}
	}
}

func atMost(p *check.Pass, low, high figure.Figure, lowName, highName string, show func(decimal.Decimal) string, hint string) bool {
	if !low.Known() || !high.Known() {
		if low.State != model.Absent && high.State != model.Absent {
			unreadable(p, low, high)
		}
		return false
	}
	relation.Require(p, relation.Relation{
		Cell: low.Pos, Got: low.N, Right: figure.Expr{Num: []figure.Term{high.Term()}}, Limit: true,
		Accept: figure.AtMost(figure.Tolerance(low, high)), Show: show,
		Say: func(want decimal.Decimal) check.Finding {
			return check.Finding{
				Got: figure.Yuan(low.N), Want: figure.Yuan(want), Related: []model.Pos{high.Pos},
				Message: fmt.Sprintf("%s写的是 %s，比%s（%s，%s）%s", lowName, show(low.N), highName, high.Pos.Cell(), show(want), figure.Gap(low.N, want, show)),
				Hint:    hint,
			}
		},
	})
	return true
}
