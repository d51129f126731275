package check

import (
	"fmt"

	"ziping/model"
)

const (
	overReceived = "资金到位一般不会多于计划：多出来的如果是追加的，把计划（全年预算）改为调整后的数；否则核对到位资金"
	overspent    = "没有到位的钱不能列支：核对支出和到位；确实用了别的资金，在到位资金里列出来源"
)

var fundOverReceived = &Rule{ID: "fund/over-received", Title: "到位大于计划", Severity: Error, Run: func(p *Pass) {
	for _, t := range p.Project.Funds {
		p.limit(t, side{"到位资金", model.Received}, side{"计划资金", model.Planned}, overReceived)
	}
	for _, f := range p.Project.Forms {
		for _, r := range f.Money {
			budget, name := budgetOf(r)
			p.atMost(amount(r.Received), budget, "到位资金", name, func(d dec) string { return money(d, formUnit(f)) }, overReceived)
		}
	}
}}

var fundOverspent = &Rule{ID: "fund/overspent", Title: "支出大于到位", Severity: Error, Run: func(p *Pass) {
	for _, t := range p.Project.Funds {
		p.limit(t, side{"实际支出", model.Spent}, side{"到位资金", model.Received},
			overspent)
	}
	for _, f := range p.Project.Forms {
		for _, r := range f.Money {
			p.atMost(amount(r.Spent), amount(r.Received), "全年执行数", "到位资金", func(d dec) string { return money(d, formUnit(f)) }, overspent)
		}
	}
}}

var fundOverBudget = &Rule{ID: "fund/over-budget", Title: "支出大于预算", Severity: Error, Run: func(p *Pass) {
	const hint = "执行率不能超过 100%：预算调整过的，写调整后的全年预算数；没有调整的，核对支出"
	for _, t := range p.Project.Funds {
		p.limit(t, side{"实际支出", model.Spent}, side{"计划资金", model.Planned}, hint)
	}
	for _, f := range p.Project.Forms {
		show := func(d dec) string { return money(d, formUnit(f)) }
		for _, r := range f.Money {
			budget, name := budgetOf(r)
			p.atMost(amount(r.Spent), budget, "全年执行数", name, show, hint)
		}
	}
}}

// A side is one column of a comparison.
type side struct {
	name string
	of   func(*model.FundRow) model.Cell[model.Amount]
}

// limit requires one column to be no more than another, row by row. The total
// is compared where no row could be: what is over in it is over in a row.
func (p *Pass) limit(t *model.FundTable, low, high side, hint string) {
	show := func(d dec) string { return money(d, moneyUnit(t.Table)) }
	compared := false
	for _, r := range t.Rows {
		if r.Kind == model.Detail {
			compared = p.atMost(amount(low.of(r)), amount(high.of(r)), low.name, high.name, show, hint) || compared
		}
	}
	if compared {
		return
	}
	for _, r := range t.Rows {
		if r.Kind == model.Total {
			p.atMost(amount(low.of(r)), amount(high.of(r)), low.name, high.name, show, hint)
		}
	}
}

func (p *Pass) atMost(low, high figure, lowName, highName string, show func(dec) string, hint string) bool {
	if !low.known() || !high.known() {
		return false
	}
	p.require(relation{
		cell: low.pos, got: low.n, right: expr{num: []term{high.term()}}, limit: true,
		accept: atMost(tolerance(low, high)), show: show,
		say: func(want dec) Finding {
			return Finding{
				Got: yuan(low.n), Want: yuan(want), Related: []model.Pos{high.pos},
				Message: fmt.Sprintf("%s写的是 %s，比%s（%s，%s）%s", lowName, show(low.n), highName, high.pos.Cell(), show(want), gap(low.n, want, show)),
				Hint:    hint,
			}
		},
	})
	return true
}

var fundNegative = &Rule{ID: "fund/negative", Title: "金额或数量是负数", Severity: Error, Run: func(p *Pass) {
	for _, t := range p.Project.Funds {
		show := func(d dec) string { return money(d, moneyUnit(t.Table)) }
		for _, r := range t.Rows {
			if t.Role == model.FundLedger && r.Kind == model.Detail {
				continue // a ledger books a refund as a negative amount
			}
			for _, c := range []struct {
				name string
				cell model.Cell[model.Amount]
			}{{"年初预算", r.Initial}, {"计划资金", r.Planned}, {"到位资金", r.Received}, {"实际支出", r.Spent}} {
				p.negative(amount(c.cell), header(t.Table, c.cell.Pos, c.name), show)
			}
			for _, s := range r.Sources {
				p.negative(amount(s.Amount), s.Name, show)
			}
			if !r.Received.Known() || !r.Spent.Known() {
				p.negative(amount(r.Balance), "结余", show) // otherwise fund/balance and fund/overspent tell
			}
		}
	}
	for _, f := range p.Project.Forms {
		show := func(d dec) string { return money(d, formUnit(f)) }
		for _, r := range f.Money {
			for _, c := range []struct {
				name string
				cell model.Cell[model.Amount]
			}{{"年初预算数", r.Initial}, {"全年预算数", r.Budget}, {"到位资金", r.Received}, {"全年执行数", r.Spent}} {
				p.negative(amount(c.cell), c.name, show)
			}
		}
	}
	for _, l := range p.Project.Logs {
		for _, a := range l.Rows {
			p.negative(amount(a.Cost()), "经费", func(d dec) string { return money(d, "元") })
			for _, c := range []struct {
				name string
				cell model.Cell[model.Count]
			}{{"场次", a.Sessions()}, {"参与人次", a.Participants()}, {"其中：青少年", a.Youth()}, {"发放资料", a.Materials()}} {
				if f := counted(c.cell); f.known() && f.n.IsNegative() {
					p.below(f, header(l.Table, f.pos, c.name), plain, func(d dec) string { return count(d, f.unit) }, "多半是多打了负号，改为正数")
				}
			}
		}
	}
}}

func (p *Pass) negative(f figure, name string, show func(dec) string) {
	if !f.known() || len(gathered(p).details) > long && !f.n.IsNegative() {
		return
	}
	p.below(f, name, yuan, show, "多半是多打了负号，改为正数；退回的钱从支出里减去，超支写在说明里")
}

// below requires a figure not to be below zero.
func (p *Pass) below(f figure, name string, got, show func(dec) string, hint string) {
	p.require(relation{
		cell: f.pos, got: f.n, limit: true, show: show,
		accept: func(got, _ dec) bool { return !got.IsNegative() },
		say: func(dec) Finding {
			return Finding{Got: got(f.n), Want: got(dec{}), Message: fmt.Sprintf("%s写的是 %s，不能是负数", name, show(f.n)), Hint: hint}
		},
	})
}
