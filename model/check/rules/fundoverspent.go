package rules

import (
	"github.com/shopspring/decimal"

	"ziping/model"
	"ziping/model/check"
	"ziping/model/check/figure"
)

var fundOverspent = &check.Rule{ID: "fund/overspent", Title: "支出大于到位", Severity: check.Error, Run: func(p *check.Pass) {
	for _, t := range p.Project.Funds {
		limit(p, t, side{"实际支出", model.Spent}, side{"到位资金", model.Received},
			overspent)
	}
	for _, f := range p.Project.Forms {
		for _, r := range f.Money {
			atMost(p, figure.Amount(r.Spent), figure.Amount(r.Received), "全年执行数", "到位资金", func(d decimal.Decimal) string { return figure.Money(d, formUnit(f)) }, overspent)
		}
	}
}}

const overspent = "没有到位的钱不能列支：核对支出和到位；确实用了别的资金，在到位资金里列出来源"
