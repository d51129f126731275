package check

import (
	"fmt"
	"slices"

	"ziping/model"
)

var indicatorDeviation = &Rule{ID: "indicator/deviation", Title: "没有得满分，没有写原因", Severity: Error, Run: func(p *Pass) {
	for _, f := range p.Project.Forms {
		for _, ind := range f.Indicators {
			p.deviation(f, ind)
		}
		p.slowExecution(f)
	}
}}

// noReason reports that the cell for the reason says none.
func noReason(c model.Cell[string]) bool {
	return !c.Known() || slices.Contains(noReasons, keyOf(c.Value))
}

func (p *Pass) deviation(f *model.Form, ind *model.Indicator) {
	if ind.Reason.State == model.Bad {
		return
	}
	weight, got := number(ind.Weight), number(ind.Score)
	if got.known() && got.n.IsNegative() {
		return // indicator/score tells
	}
	if weight.known() && got.known() {
		p.shortOf(f, ind, fmt.Sprintf("得 %s，分值是 %s", score(got.n), score(weight.n)), weight, got)
		return
	}
	pair, ok := compare(ind)
	if !ok {
		return
	}
	if v := pair.verdict(); v.decided && !v.met {
		why := fmt.Sprintf("指标值 %s，完成 %s，没有完成", pair.target.shown, pair.actual.shown)
		t, a := pair.target.figure(), pair.actual.figure()
		if pair.sense() == reverse {
			t, a = a, t
		}
		p.shortOf(f, ind, why, t, a)
	}
}

// shortOf requires a reason where less was reached than full.
func (p *Pass) shortOf(f *model.Form, ind *model.Indicator, why string, full, reached figure) {
	reason := ind.Reason
	if reason.State == model.Absent || reason.Pos.IsZero() {
		reason = commonReason(f) // one text for all, as the forms without the column have it
	}
	pos := reason.Pos
	if pos.IsZero() {
		pos = reached.pos
	}
	text := keyOf(reason.Value)
	finding := Finding{Got: reason.Text, Related: []model.Pos{reached.pos, full.pos}}
	switch {
	case noReason(reason):
		finding.Message = fmt.Sprintf("%s%s，没有写偏差原因和改进措施", label(ind), why)
		finding.Hint = "写清楚没有完成的原因和下一步怎么改进"
	case slices.Contains(idleReasons, text):
		finding.Severity = Warning
		finding.Message = fmt.Sprintf("%s%s，原因只写了%s，没有说明影响和改进措施", label(ind), why, quote(reason.Value))
		finding.Hint = "写清楚怎么影响的、下一步怎么改进"
	default:
		return
	}
	minus := reached.term()
	minus.neg = true
	p.require(relation{
		cell: pos, anchor: true, limit: true, level: 3, show: plain, right: expr{num: []term{full.term(), minus}},
		accept: func(_, missing dec) bool { return !missing.IsPositive() },
		say:    func(dec) Finding { return finding },
	})
}

var (
	noReasons   = []string{"", "无", "—", "-", "/", "无偏差", "没有", "0"}
	idleReasons = []string{"疫情", "疫情原因", "疫情影响", "受疫情影响", "因疫情", "因疫情影响", "资金不足", "资金原因", "客观原因", "其他原因", "时间紧", "人员不足"}
)

// commonReason is the form's one text for the reasons of all its indicators, the
// one that says something where there are several.
func commonReason(f *model.Form) model.Cell[string] {
	var found model.Cell[string]
	for _, t := range f.Texts {
		if contains(keyOf(t.Name.Value), "原因") && (found.Pos.IsZero() || noReason(found)) {
			found = t.Body
		}
	}
	return found
}

// slowExecution: some provinces ask for the reason of a low execution rate.
func (p *Pass) slowExecution(f *model.Form) {
	row, bound := f.MoneyTotal(), p.Set.Execution.ExplainBelow
	if row == nil || !bound.IsPositive() || !row.Spent.Known() {
		return
	}
	budget, _ := budgetOf(row)
	if !budget.known() || budget.n.IsZero() {
		return
	}
	share := row.Spent.Value.Yuan.DivRound(budget.n, model.RatePlaces)
	if share.Shift(2).GreaterThanOrEqual(bound) || !noReason(row.Reason) || !noReason(commonReason(f)) {
		return
	}
	pos := row.Reason.Pos
	if pos.IsZero() {
		pos = commonReason(f).Pos
	}
	if pos.IsZero() {
		pos = row.Spent.Pos
	}
	p.Report(Finding{
		Pos: pos, Got: rate(share), Want: rate(bound.Shift(-2)), Related: []model.Pos{row.Spent.Pos, budget.pos},
		Message: fmt.Sprintf("执行率 %s，低于 %s%%，没有写原因", percent(share), plain(bound)),
		Hint:    "在年度资金总额一行写明执行慢的原因",
	})
}
