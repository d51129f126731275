package rules

import (
	"fmt"
	"slices"
	"strings"

	"github.com/shopspring/decimal"

	"ziping/model"
	"ziping/model/check"
	"ziping/model/check/figure"
	"ziping/model/check/relation"
)

var fundNegative = &check.Rule{ID: "fund/negative", Title: "金额或数量是负数", Severity: check.Error, Run: func(p *check.Pass) {
	for _, t := range p.Project.Funds {
		show := func(d decimal.Decimal) string { return figure.Money(d, figure.MoneyUnit(t.Table)) }
		for _, r := range t.Rows {
			if t.Role == model.FundLedger && r.Kind == model.Detail || refund(r.Label) {
				continue // a ledger books a refund as a negative amount
			}
			for _, c := range []struct {
				name string
				cell model.Cell[model.Amount]
			}{{"年初预算", r.Initial}, {"计划资金", r.Planned}, {"到位资金", r.Received}, {"实际支出", r.Spent}} {
				negative(p, figure.Amount(c.cell), figure.Header(t.Table, c.cell.Pos, c.name), show)
			}
			for _, s := range r.Sources {
				negative(p, figure.Amount(s.Amount), s.Name, show)
			}
			if !r.Received.Known() || !r.Spent.Known() {
				negative(p, figure.Amount(r.Balance), "结余", show) // otherwise fund/balance and fund/overspent tell
			}
		}
	}
	for _, f := range p.Project.Forms {
		show := func(d decimal.Decimal) string { return figure.Money(d, formUnit(f)) }
		for _, r := range f.Money {
			if refund(r.Label) {
				continue
			}
			for _, c := range []struct {
				name string
				cell model.Cell[model.Amount]
			}{{"年初预算数", r.Initial}, {"全年预算数", r.Budget}, {"到位资金", r.Received}, {"全年执行数", r.Spent}} {
				negative(p, figure.Amount(c.cell), c.name, show)
			}
		}
	}
	for _, l := range p.Project.Logs {
		for _, a := range l.Rows {
			if refund(a.Name()) {
				continue
			}
			negative(p, figure.Amount(a.Cost()), "经费", func(d decimal.Decimal) string { return figure.Money(d, "元") })
			for _, c := range []struct {
				name string
				cell model.Cell[model.Count]
			}{{"场次", a.Sessions()}, {"参与人次", a.Participants()}, {"其中：青少年", a.Youth()}, {"发放资料", a.Materials()}} {
				if f := figure.Counted(c.cell); !unreadable(p, f) && f.Known() && f.N.IsNegative() {
					below(p, f, figure.Header(l.Table, f.Pos, c.name), figure.Plain, func(d decimal.Decimal) string { return figure.Count(d, f.Unit) }, "多半是多打了负号，改为正数")
				}
			}
		}
	}
}}

// refunds are the words of lines that take back what was booked: they are below zero.
var refunds = []string{"退回", "冲回", "冲减", "冲销", "红字", "退款", "缴回", "收回", "交回"}

func refund(label model.Cell[string]) bool {
	return slices.ContainsFunc(refunds, func(w string) bool { return strings.Contains(label.Value, w) })
}

func negative(p *check.Pass, f figure.Figure, name string, show func(decimal.Decimal) string) {
	if unreadable(p, f) || !f.Known() || len(gather(p).details) > long && !f.N.IsNegative() {
		return
	}
	below(p, f, name, figure.Yuan, show, "多半是多打了负号，改为正数；退回的钱从支出里减去，超支写在说明里")
}

// below requires a figure not to be below zero.
func below(p *check.Pass, f figure.Figure, name string, got, show func(decimal.Decimal) string, hint string) {
	relation.Require(p, relation.Relation{
		Cell: f.Pos, Got: f.N, Limit: true, Show: show,
		Accept: func(got, _ decimal.Decimal) bool { return !got.IsNegative() },
		Say: func(decimal.Decimal) check.Finding {
			return check.Finding{Got: got(f.N), Want: got(decimal.Decimal{}), Message: fmt.Sprintf("%s写的是 %s，不能是负数", name, show(f.N)), Hint: hint}
		},
	})
}
