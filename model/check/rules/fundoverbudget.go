package rules

import (
	"github.com/shopspring/decimal"

	"ziping/model"
	"ziping/model/check"
	"ziping/model/check/figure"
)

var fundOverBudget = &check.Rule{ID: "fund/over-budget", Title: "支出大于预算", Severity: check.Error, Run: func(p *check.Pass) {
	const hint = "执行率不能超过 100%：预算调整过的，写调整后的全年预算数；没有调整的，核对支出"
	for _, t := range p.Project.Funds {
		limit(p, t, side{"实际支出", model.Spent}, side{"计划资金", model.Planned}, hint)
	}
	for _, f := range p.Project.Forms {
		show := func(d decimal.Decimal) string { return figure.Money(d, formUnit(f)) }
		for _, r := range f.Money {
			budget, name := budgetOf(r)
			atMost(p, figure.Amount(r.Spent), budget, "全年执行数", name, show, hint)
		}
	}
}}
