package rules

import (
	"fmt"
	"slices"

	"github.com/shopspring/decimal"

	"ziping/model"
	"ziping/model/check"
	"ziping/model/check/figure"
	"ziping/model/check/relation"
)

var indicatorDeviation = &check.Rule{ID: "indicator/deviation", Title: "没有得满分，没有写原因", Severity: check.Error, Run: func(p *check.Pass) {
	for _, f := range p.Project.Forms {
		for _, ind := range f.Indicators {
			deviation(p, f, ind)
		}
		slowExecution(p, f)
	}
}}

// noReason reports that the cell for the reason says none.
func noReason(c model.Cell[string]) bool {
	return !c.Known() || slices.Contains(noReasons, keyOf(c.Value))
}

func deviation(p *check.Pass, f *model.Form, ind *model.Indicator) {
	if unreadableCell(p, ind.Reason) {
		return
	}
	weight, got := figure.Number(ind.Weight), figure.Number(ind.Score)
	if got.Known() && got.N.IsNegative() {
		return // indicator/score tells
	}
	if a, ok := readActual(ind); ok && bounds[a.Op] && !a.Relative {
		copiedTarget(p, ind, a)
		return
	}
	full := weight.Known() && got.Known()
	if full {
		shortOf(p, f, ind, fmt.Sprintf("得 %s，分值是 %s", figure.Score(got.N), figure.Score(weight.N)), weight, got)
		if !got.N.Equal(weight.N) {
			return
		}
	}
	pair, ok := compare(ind)
	if !ok || full && pair.target.Unit == "" && pair.target.Value.Equal(weight.N) { // indicator/shifted tells
		return
	}
	v := pair.verdict()
	if !v.decided && (pair.target.Approx || pair.actual.Approx) {
		p.Open(label(ind) + "写的是约数，看不出是不是完成了")
	}
	if v.decided && !v.met {
		why := fmt.Sprintf("指标值 %s，完成 %s，没有完成", pair.target.shown, pair.actual.shown)
		if full {
			why += "，得的却是满分"
		}
		t, a := pair.target.figure(), pair.actual.figure()
		if pair.sense() == reverse {
			t, a = a, t
		}
		shortOf(p, f, ind, why, t, a)
	}
}

// bounds are the operators that make a figure a target.
var bounds = map[model.Op]bool{model.OpGE: true, model.OpGT: true, model.OpLE: true, model.OpLT: true}

// copiedTarget reports an actual value that is written as a target: what was
// reached is not told, and whether a reason is wanted cannot be.
func copiedTarget(p *check.Pass, ind *model.Indicator, a measure) {
	f := check.Finding{
		Severity: check.Warning, Pos: a.pos, Got: a.text,
		Message: fmt.Sprintf("%s完成值写的是 %s，这是指标值的写法，看不出实际完成了多少", label(ind), a.shown),
		Hint:    "填实际完成的数，不带“≥”“≤”“不少于”这样的符号和字样",
	}
	if t, ok := readTarget(ind); ok {
		f.Related = figure.Related(t.pos)
	}
	p.Report(f)
}

// shortOf requires a reason where less was reached than full.
func shortOf(p *check.Pass, f *model.Form, ind *model.Indicator, why string, full, reached figure.Figure) {
	reason := ind.Reason
	if reason.State == model.Absent || reason.Pos.IsZero() {
		reason = commonReason(f) // one text for all, as the forms without the column have it
	}
	pos := reason.Pos
	if pos.IsZero() {
		pos = reached.Pos
	}
	text := keyOf(reason.Value)
	finding := check.Finding{Got: reason.Text, Related: []model.Pos{reached.Pos, full.Pos}}
	switch {
	case noReason(reason):
		finding.Message = fmt.Sprintf("%s%s，没有写偏差原因和改进措施", label(ind), why)
		finding.Hint = "写清楚没有完成的原因和下一步怎么改进"
	case slices.Contains(idleReasons, text):
		finding.Severity = check.Warning
		finding.Message = fmt.Sprintf("%s%s，原因只写了%s，没有说明影响和改进措施", label(ind), why, figure.Quote(reason.Value))
		finding.Hint = "写清楚怎么影响的、下一步怎么改进"
	default:
		return
	}
	minus := reached.Term()
	minus.Neg = true
	relation.Require(p, relation.Relation{
		Cell: pos, Anchor: true, Limit: true, Level: 3, Show: figure.Plain, Right: figure.Expr{Num: []figure.Term{full.Term(), minus}},
		Accept: func(_, missing decimal.Decimal) bool { return !missing.IsPositive() },
		Say:    func(decimal.Decimal) check.Finding { return finding },
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
func slowExecution(p *check.Pass, f *model.Form) {
	row, bound := f.MoneyTotal(), p.Set.Execution.ExplainBelow
	if row == nil || !bound.IsPositive() || !row.Spent.Known() {
		return
	}
	budget, _ := budgetOf(row)
	if !budget.Known() || budget.N.IsZero() {
		return
	}
	share := row.Spent.Value.Yuan.DivRound(budget.N, model.RatePlaces)
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
	p.Report(check.Finding{
		Severity: check.Warning, Pos: pos, Got: figure.Rate(share), Want: figure.Rate(bound.Shift(-2)), Related: []model.Pos{row.Spent.Pos, budget.Pos},
		Message: fmt.Sprintf("执行率 %s，低于 %s%%，没有写原因", figure.Percent(share), figure.Plain(bound)),
		Hint:    "在年度资金总额一行写明执行慢的原因",
	})
}
