package rules

import (
	"github.com/shopspring/decimal"

	"ziping/model"
	"ziping/model/check"
	"ziping/model/check/figure"
)

var fundOverReceived = &check.Rule{ID: "fund/over-received", Title: "到位大于计划", Severity: check.Error, Run: func(p *check.Pass) {
	for _, t := range p.Project.Funds {
		limit(p, t, side{"到位资金", model.Received}, side{"计划资金", model.Planned}, overReceived)
	}
	for _, f := range p.Project.Forms {
		for _, r := range f.Money {
			budget, name := budgetOf(r)
			atMost(p, figure.Amount(r.Received), budget, "到位资金", name, func(d decimal.Decimal) string { return figure.Money(d, formUnit(f)) }, overReceived)
		}
	}
}}

const overReceived = "资金到位一般不会多于计划：多出来的如果是追加的，把计划（全年预算）改为调整后的数；否则核对到位资金"
