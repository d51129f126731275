package rules

import (
	"fmt"
	"slices"

	"github.com/shopspring/decimal"

	"ziping/model"
	"ziping/model/check"
	"ziping/model/check/figure"
	"ziping/model/check/relation"
	"ziping/model/check/wording"
)

var fundBudget = &check.Rule{ID: "fund/budget", Title: "同一笔钱几处写得不一样", Severity: check.Error, Run: func(p *check.Pass) {
	relation.Suspect(p, func(all []relation.Relation) ([]check.Finding, []relation.Relation) { return wrongUnit(p, all) })
	if groups := p.Project.ByProject(); len(groups) > 1 {
		severalProjects(p, groups)
	}
	agree(p, "预算", budgets(p))
	agree(p, "支出", spendings(p))
	for _, f := range moneyForms(p) {
		budget, _ := budgetOf(f.MoneyTotal())
		unreadable(p, budget, figure.Amount(f.MoneyTotal().Spent))
	}
	if main := p.Project.Main(); main != nil && len(budgets(p))+len(spendings(p)) > 0 {
		view, columns := figure.FundRows(main), figure.FundColumns(main)
		for _, name := range []string{"计划资金", "实际支出"} {
			if sum, _ := figure.ColumnNamed(columns, name).Tally(view.Details()); sum.Bad {
				p.Open("资金表的" + name + "有的读不出")
			}
		}
	}
	handedDown(p)
	allottedHere(p)
}}

// allottedHere requires what an allotment table in the unit's own folder hands to
// it to be what it received.
func allottedHere(p *check.Pass) {
	q, ok := receivedBy(p.Project)
	if !ok || !p.Project.Unit.Known() {
		return
	}
	for _, t := range p.Project.Allotments {
		var rows []figure.Figure
		for _, a := range t.Rows {
			if a.Kind == model.Detail && a.Amount.Known() && wording.MatchUnit(a.Unit.Value, p.Project.Unit.Value) {
				rows = append(rows, figure.Amount(a.Amount))
			}
		}
		if len(rows) == 1 { // with two it is not said which is meant
			show := func(d decimal.Decimal) string { return figure.Money(d, figure.MoneyUnit(t.Table)) }
			q.show = show
			handed := stated("资金分配表下达的金额", rows[0], show)
			if equalSums(q, handed) {
				p.Count(rollupAllotment.ID, 1, 0)
			} else {
				p.Count(rollupAllotment.ID, 0, 1)
			}
			equalPlaces(p, "资金", q, handed)
		}
	}
}

// budgets are the places that state the year's budget, the most telling first.
func budgets(p *check.Pass) []place {
	var out []place
	for _, t := range p.Project.Funds {
		if t.Role == model.FundMain {
			if q, ok := tablePlace("资金表的计划资金", t, "计划资金", model.Planned); ok {
				out = append(out, q)
			}
		}
	}
	for _, f := range moneyForms(p) {
		row := f.MoneyTotal()
		if budget, name := budgetOf(row); budget.Known() {
			q := stated("自评表的"+name, budget, func(d decimal.Decimal) string { return figure.Money(d, formUnit(f)) })
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
func moneyForms(p *check.Pass) []*model.Form {
	if len(p.Project.ByProject()) > 1 {
		return nil
	}
	return slices.DeleteFunc(slices.Clone(p.Project.Forms), func(f *model.Form) bool { return f.MoneyTotal() == nil })
}

// spendings are the places that state the money spent.
func spendings(p *check.Pass) []place {
	var out []place
	for _, t := range p.Project.Funds {
		if t.Role == model.FundMain {
			if q, ok := tablePlace("资金表的实际支出", t, "实际支出", model.Spent); ok {
				out = append(out, q)
			}
		}
	}
	for _, f := range moneyForms(p) {
		if row := f.MoneyTotal(); row.Spent.Known() {
			out = append(out, stated("自评表的全年执行数", figure.Amount(row.Spent), func(d decimal.Decimal) string { return figure.Money(d, formUnit(f)) }))
		}
	}
	for _, q := range ledgers(p) {
		// What comes to less than half is hardly all of the project's.
		q.weak = q.weak || len(out) > 0 && q.sum().Mul(two).LessThan(out[0].sum())
		out = append(out, q)
	}
	return out
}

// ledgers are the places of the ledgers: one where there are several and they
// come together to what the 资金表 says, the months of one.
func ledgers(p *check.Pass) []place {
	var out []place
	var whole place
	for _, t := range p.Project.Funds {
		if t.Role != model.FundLedger {
			continue
		}
		if q, ok := tablePlace("支出流水", t, "实际支出", model.Spent); ok {
			q.weak = !dated(t) // without dates it may be any list of some expenses
			out = append(out, q)
			whole.parts = append(whole.parts, q.parts...)
		}
	}
	if main := p.Project.Main(); main != nil && len(out) > 1 {
		if q, ok := tablePlace("", main, "实际支出", model.Spent); ok && equalSums(whole, q) {
			whole.name, whole.cell, whole.show, whole.weak = out[0].name, whole.parts[0].Pos, out[0].show, out[0].weak
			return []place{whole}
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
func agree(p *check.Pass, what string, list []place) {
	if len(list) < 2 {
		return
	}
	ref := list[0]
	if outvoted(list) {
		ref = list[1]
	}
	for _, q := range list {
		if q.cell != ref.cell {
			equalPlaces(p, what, q, ref)
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

func equalPlaces(p *check.Pass, what string, q, ref place) {
	for _, other := range q.also {
		if figure.Within(figure.Tolerance(ref.parts...))(other, ref.sum()) && !equalSums(q, ref) {
			adjusted(p, q, ref, other)
			return
		}
	}
	left := q.sum()
	r := relation.Relation{
		Cell: q.cell, Got: left, Right: figure.Expr{Num: figure.Terms(ref.parts)}, Level: 3, Show: q.show,
		Accept: figure.Within(figure.ToleranceOf(q.parts, ref.parts)),
	}
	if len(q.parts) > 1 || q.cell != q.parts[0].Pos {
		// A sum of rows has no cell of its own: the rows stand on the right.
		r.Anchor, r.Got, r.Right = true, decimal.Decimal{}, figure.Expr{Num: figure.Minus(ref.parts, q.parts)}
	}
	r.Say = func(want decimal.Decimal) check.Finding {
		if r.Anchor {
			want = left.Add(want)
		}
		f := check.Finding{
			Got: figure.Yuan(left), Want: figure.Yuan(want), Related: append([]model.Pos{ref.cell}, figure.Places(ref.parts)...),
			Message: fmt.Sprintf("%s写的是 %s，%s（%s）是 %s，%s", q.name, q.show(left), ref.name, figure.At(q.cell, ref.cell), q.show(want), figure.Gap(left, want, q.show)),
			Hint:    "同一个项目的" + what + "各处应当一致，核对凭证后改错的一处",
		}
		if q.weak || figure.AnyApprox(q.parts) || figure.AnyApprox(ref.parts) {
			f.Severity = check.Warning
		}
		return f
	}
	if len(ref.stated) > 0 && !r.Anchor {
		r.Alts = []figure.Expr{{Num: figure.Terms(ref.stated)}}
	}
	relation.Require(p, r)
}

// adjusted: the other place repeats the form's 年初预算数 where the form has an
// adjusted budget. That is a question, not an error.
func adjusted(p *check.Pass, q, ref place, initial decimal.Decimal) {
	p.Report(check.Finding{
		Severity: check.Warning, Pos: q.cell, Got: figure.Yuan(q.sum()), Want: figure.Yuan(ref.sum()), Related: []model.Pos{ref.cell},
		Message: fmt.Sprintf("%s写的是 %s，%s（%s）是 %s，与年初预算数相同", q.name, q.show(q.sum()), ref.name, figure.At(q.cell, ref.cell), q.show(initial)),
		Hint:    "预算调整过的，资金表也写调整后的数；没有调整的，核对全年预算数",
	})
}

// handedDown requires 下达金额 to be one of the sums it may stand for: the
// budget, the money received, or what one source gave.
func handedDown(p *check.Pass) {
	issued := figure.Amount(p.Project.Issued)
	if !issued.Known() || issued.Approx {
		return
	}
	main := p.Project.Main()
	var candidates []place
	for _, q := range budgets(p) {
		if !q.weak {
			candidates = append(candidates, q)
		}
	}
	if main != nil {
		if q, ok := tablePlace("资金表的到位资金", main, "到位资金", model.Received); ok {
			candidates = append(candidates, q)
		}
		for _, name := range figure.SourceNames(main) {
			if q, ok := tablePlace("资金表的"+name, main, name, func(r *model.FundRow) model.Cell[model.Amount] { return figure.Source(r, name) }); ok {
				candidates = append(candidates, q)
			}
		}
	}
	issuedTwice(p, issued)
	for _, f := range moneyForms(p) {
		for _, r := range f.Money {
			if r.Kind == model.MoneyFiscal && r.Budget.Known() {
				candidates = append(candidates, stated("自评表的财政拨款", figure.Amount(r.Budget), func(d decimal.Decimal) string { return figure.Money(d, formUnit(f)) }))
			}
		}
	}
	if len(candidates) == 0 {
		return
	}
	self := stated("基本信息的下达金额", issued, func(d decimal.Decimal) string { return figure.Money(d, "元") })
	if main != nil {
		self.show = candidates[0].show
	}
	for _, q := range candidates[1:] {
		if equalSums(self, q) {
			p.Held(1)
			return
		}
	}
	equalPlaces(p, "下达金额", self, candidates[0])
}

// issuedTwice requires every other place that states 下达金额 to state the same.
func issuedTwice(p *check.Pass, issued figure.Figure) {
	for _, s := range p.Project.Stated {
		if s.Field != "issued" || !s.Cell.Known() {
			continue
		}
		n, err := decimal.NewFromString(s.Cell.Value)
		if err != nil {
			continue
		}
		again := figure.Figure{Pos: s.Cell.Pos, State: model.Known, N: n, Place: issued.Place}
		show := func(d decimal.Decimal) string { return figure.Money(d, "元") }
		equalPlaces(p, "下达金额", stated("这里的下达金额", again, show), stated("下达金额", issued, show))
	}
}
