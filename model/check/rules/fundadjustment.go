package rules

import (
	"fmt"

	"github.com/shopspring/decimal"

	"ziping/model"
	"ziping/model/check"
	"ziping/model/check/figure"
	"ziping/model/check/relation"
)

var fundAdjustment = &check.Rule{ID: "fund/adjustment", Title: "全年预算不等于年初加调整", Severity: check.Warning, Run: func(p *check.Pass) {
	for _, t := range p.Project.Funds {
		for _, r := range t.Rows {
			if r.Adjusted.State != model.Absent {
				adjustment(p, t, r)
			}
		}
	}
}}

// adjustment requires 全年预算 = 年初预算 + 调整数, or that 调整数 is itself the
// adjusted budget, as some tables have it.
func adjustment(p *check.Pass, t *model.FundTable, r *model.FundRow) {
	whole, initial, change := figure.Amount(r.Planned), figure.Amount(r.Initial), figure.Amount(r.Adjusted)
	if unreadable(p, whole, initial, change) || !whole.Known() || !initial.Known() || change.State == model.Absent {
		return
	}
	if change.Known() && figure.Within(figure.Tolerance(whole, change))(whole.N, change.N) {
		return
	}
	parts := []figure.Term{initial.Term()}
	cells := []model.Pos{initial.Pos}
	if change.Known() {
		parts, cells = append(parts, change.Term()), append(cells, change.Pos)
	}
	show := func(d decimal.Decimal) string { return figure.Money(d, figure.MoneyUnit(t.Table)) }
	relation.Require(p, relation.Relation{
		Cell: whole.Pos, Got: whole.N, Right: figure.Expr{Num: parts}, Level: rowLevel(r.Kind), Show: show,
		Accept: figure.Within(figure.Tolerance(whole, initial, change)),
		Say: func(want decimal.Decimal) check.Finding {
			return check.Finding{
				Got: figure.Yuan(whole.N), Want: figure.Yuan(want), Related: cells,
				Message: fmt.Sprintf("全年预算写的是 %s，年初预算（%s）加调整数（%s）是 %s，%s", show(whole.N), initial.Pos.Cell(), change.Pos.Cell(), show(want), figure.Gap(whole.N, want, show)),
				Hint:    "核对年初预算、调整数和全年预算",
			}
		},
	})
}
