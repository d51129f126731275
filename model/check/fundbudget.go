package check

import (
	"fmt"
	"slices"

	"github.com/shopspring/decimal"

	"ziping/model"
)

var fundBudget = &Rule{ID: "fund/budget", Title: "同一笔钱几处写得不一样", Severity: Error, Run: func(p *Pass) {
	p.suspect(func(all []relation) ([]Finding, []relation) { return wrongUnit(p, all) })
	if groups := p.Project.ByProject(); len(groups) > 1 {
		p.severalProjects(groups)
	}
	p.agree("预算", p.budgets())
	p.agree("支出", p.spendings())
	p.handedDown()
	p.allotted()
}}

// allotted requires what an allotment table in the unit's own folder hands to
// it to be what it received.
func (p *Pass) allotted() {
	q, ok := receivedBy(p.Project)
	if !ok || !p.Project.Unit.Known() {
		return
	}
	for _, t := range p.Project.Allotments {
		var rows []figure
		for _, a := range t.Rows {
			if a.Kind == model.Detail && a.Amount.Known() && MatchUnit(a.Unit.Value, p.Project.Unit.Value) {
				rows = append(rows, amount(a.Amount))
			}
		}
		if len(rows) == 1 { // with two it is not said which is meant
			show := func(d dec) string { return money(d, moneyUnit(t.Table)) }
			q.show = show
			p.equalPlaces("资金", q, stated("资金分配表下达的金额", rows[0], show))
		}
	}
}

// A place states a sum of the project.
type place struct {
	name   string
	cell   model.Pos
	parts  []figure // what is added up, one figure where it is stated at once
	stated []figure // the stated total of the parts
	show   func(dec) string
	also   []dec // other figures of the same document that may be what is meant
	weak   bool  // a list that need not be complete: a difference is a warning
}

func (q place) sum() dec { return add(terms(q.parts), nil) }

// tablePlace is what a fund table states in one column.
func tablePlace(name string, t *model.FundTable, field string, of func(*model.FundRow) model.Cell[model.Amount]) (place, bool) {
	view := fundRows(t)
	parts, _, ok := columnNamed(fundColumns(t), field).pick(view.details())
	if !ok {
		return place{}, false
	}
	q := place{name: name, cell: parts[0].pos, parts: parts, show: func(d dec) string { return money(d, moneyUnit(t.Table)) }}
	for _, r := range t.Rows {
		if r.Kind == model.Total && of(r).Known() {
			q.cell, q.stated = of(r).Pos, []figure{amount(of(r))}
		}
	}
	return q, true
}

func stated(name string, f figure, show func(dec) string) place {
	return place{name: name, cell: f.pos, parts: []figure{f}, show: show}
}

// budgets are the places that state the year's budget, the most telling first.
func (p *Pass) budgets() []place {
	var out []place
	for _, t := range p.Project.Funds {
		if t.Role == model.FundMain {
			if q, ok := tablePlace("资金表的计划资金", t, "计划资金", model.Planned); ok {
				out = append(out, q)
			}
		}
	}
	for _, f := range p.moneyForms() {
		row := f.MoneyTotal()
		if budget, name := budgetOf(row); budget.known() {
			q := stated("自评表的"+name, budget, func(d dec) string { return money(d, formUnit(f)) })
			if row.Initial.Known() {
				q.also = append(q.also, row.Initial.Value.Yuan)
			}
			out = append(out, q)
		}
	}
	for _, t := range p.Project.Funds {
		if t.Role == model.FundItems {
			if q, ok := tablePlace("支出明细的计划", t, "计划资金", model.Planned); ok {
				q.weak = true
				out = append(out, q)
			}
		}
	}
	return out
}

// moneyForms are the forms whose money is the project's: those that state any,
// none when they are of several projects.
func (p *Pass) moneyForms() []*model.Form {
	if len(p.Project.ByProject()) > 1 {
		return nil
	}
	return slices.DeleteFunc(slices.Clone(p.Project.Forms), func(f *model.Form) bool { return f.MoneyTotal() == nil })
}

// spendings are the places that state the money spent.
func (p *Pass) spendings() []place {
	var out []place
	for _, t := range p.Project.Funds {
		if t.Role == model.FundMain {
			if q, ok := tablePlace("资金表的实际支出", t, "实际支出", model.Spent); ok {
				out = append(out, q)
			}
		}
	}
	for _, f := range p.moneyForms() {
		if row := f.MoneyTotal(); row.Spent.Known() {
			out = append(out, stated("自评表的全年执行数", amount(row.Spent), func(d dec) string { return money(d, formUnit(f)) }))
		}
	}
	for _, t := range p.Project.Funds {
		if t.Role == model.FundLedger {
			if q, ok := tablePlace("支出流水", t, "实际支出", model.Spent); ok {
				q.weak = !dated(t) // without dates it may be any list of some expenses
				out = append(out, q)
			}
		}
	}
	return out
}

// dated reports that a ledger's rows say when the money was paid.
func dated(t *model.FundTable) bool {
	return slices.ContainsFunc(t.Rows, func(r *model.FundRow) bool { return r.Date.Known() })
}

// agree requires the places to state the same sum. The first is the measure;
// where all the others agree against it, they are.
func (p *Pass) agree(what string, list []place) {
	if len(list) < 2 {
		return
	}
	ref := list[0]
	if outvoted(list) {
		ref = list[1]
	}
	for _, q := range list {
		if q.cell != ref.cell {
			p.equalPlaces(what, q, ref)
		}
	}
}

// outvoted reports that two or more places agree with each other and not with
// the first.
func outvoted(list []place) bool {
	if len(list) < 3 || equalSums(list[0], list[1]) {
		return false
	}
	for _, q := range list[2:] {
		if !equalSums(list[1], q) || q.weak {
			return false
		}
	}
	return true
}

func equalSums(a, b place) bool {
	return within(toleranceOf(a.parts, b.parts))(a.sum(), b.sum())
}

func (p *Pass) equalPlaces(what string, q, ref place) {
	for _, other := range q.also {
		if within(tolerance(ref.parts...))(other, ref.sum()) && !equalSums(q, ref) {
			p.adjusted(q, ref, other)
			return
		}
	}
	left := q.sum()
	r := relation{
		cell: q.cell, got: left, right: expr{num: terms(ref.parts)}, level: 3, show: q.show,
		accept: within(toleranceOf(q.parts, ref.parts)),
	}
	if len(q.parts) > 1 || q.cell != q.parts[0].pos {
		// A sum of rows has no cell of its own: the rows stand on the right.
		r.anchor, r.got, r.right = true, dec{}, expr{num: minus(ref.parts, q.parts)}
	}
	r.say = func(want dec) Finding {
		if r.anchor {
			want = left.Add(want)
		}
		f := Finding{
			Got: yuan(left), Want: yuan(want), Related: append([]model.Pos{ref.cell}, places(ref.parts)...),
			Message: fmt.Sprintf("%s写的是 %s，%s（%s）是 %s，%s", q.name, q.show(left), ref.name, at(q.cell, ref.cell), q.show(want), gap(left, want, q.show)),
			Hint:    "同一个项目的" + what + "各处应当一致，核对凭证后改错的一处",
		}
		if q.weak || anyApprox(q.parts) || anyApprox(ref.parts) {
			f.Severity = Warning
		}
		return f
	}
	if len(ref.stated) > 0 && !r.anchor {
		r.alts = []expr{{num: terms(ref.stated)}}
	}
	p.require(r)
}

// adjusted: the other place repeats the form's 年初预算数 where the form has an
// adjusted budget. That is a question, not an error.
func (p *Pass) adjusted(q, ref place, initial dec) {
	p.Report(Finding{
		Severity: Warning, Pos: q.cell, Got: yuan(q.sum()), Want: yuan(ref.sum()), Related: []model.Pos{ref.cell},
		Message: fmt.Sprintf("%s写的是 %s，%s（%s）是 %s，与年初预算数相同", q.name, q.show(q.sum()), ref.name, at(q.cell, ref.cell), q.show(initial)),
		Hint:    "预算调整过的，资金表也写调整后的数；没有调整的，核对全年预算数",
	})
}

// handedDown requires 下达金额 to be one of the sums it may stand for: the
// budget, the money received, or what one source gave.
func (p *Pass) handedDown() {
	issued := amount(p.Project.Issued)
	if !issued.known() || issued.approx {
		return
	}
	main := p.Project.Main()
	var candidates []place
	for _, q := range p.budgets() {
		if !q.weak {
			candidates = append(candidates, q)
		}
	}
	if main != nil {
		if q, ok := tablePlace("资金表的到位资金", main, "到位资金", model.Received); ok {
			candidates = append(candidates, q)
		}
		for _, name := range sourceNames(main) {
			if q, ok := tablePlace("资金表的"+name, main, name, func(r *model.FundRow) model.Cell[model.Amount] { return source(r, name) }); ok {
				candidates = append(candidates, q)
			}
		}
	}
	p.issuedTwice(issued)
	for _, f := range p.moneyForms() {
		for _, r := range f.Money {
			if r.Kind == model.MoneyFiscal && r.Budget.Known() {
				candidates = append(candidates, stated("自评表的财政拨款", amount(r.Budget), func(d dec) string { return money(d, formUnit(f)) }))
			}
		}
	}
	if len(candidates) == 0 {
		return
	}
	self := stated("基本信息的下达金额", issued, func(d dec) string { return money(d, "元") })
	if main != nil {
		self.show = candidates[0].show
	}
	for _, q := range candidates[1:] {
		if equalSums(self, q) {
			return
		}
	}
	p.equalPlaces("下达金额", self, candidates[0])
}

// issuedTwice requires every other place that states 下达金额 to state the same.
func (p *Pass) issuedTwice(issued figure) {
	for _, s := range p.Project.Stated {
		if s.Field != "issued" || !s.Cell.Known() {
			continue
		}
		n, err := decimal.NewFromString(s.Cell.Value)
		if err != nil {
			continue
		}
		again := figure{pos: s.Cell.Pos, state: model.Known, n: n, place: issued.place}
		show := func(d dec) string { return money(d, "元") }
		p.equalPlaces("下达金额", stated("这里的下达金额", again, show), stated("下达金额", issued, show))
	}
}
