package rules

import (
	"fmt"
	"strings"

	"github.com/shopspring/decimal"

	"ziping/model"
	"ziping/model/check"
	"ziping/model/check/figure"
	"ziping/model/check/relation"
	"ziping/model/check/wording"
)

// wholeCost are the subjects of a cost indicator that mean all the money spent.
var wholeCost = wording.Words("总成本", "成本", "成本控制", "总投入", "投入", "投入成本", "总额", "控制", "预算控制", "预算成本", "成本总额", "投入总额", "实施成本", "支出总额", "总支出",
	"经济成本", "总投资", "投资", "总成本控制", "成本控制数", "使用", "预算")

var indicatorCost = &check.Rule{ID: "indicator/cost", Title: "成本指标与执行数不符", Severity: check.Error, Run: func(p *check.Pass) {
	for _, f := range p.Project.Forms {
		for _, ind := range f.Indicators {
			if costly(ind) {
				costIndicator(p, f, ind)
			}
		}
	}
}}

// costIndicator: the actual value of 项目总成本 is the money executed.
func costIndicator(p *check.Pass, f *model.Form, ind *model.Indicator) {
	actual, ok := readActual(ind)
	if target, known := readTarget(ind); ok && known && actual.Unit == "" {
		actual.Unit = target.Unit
	}
	if unreadableCell(p, ind.Actual) || !ok || !actual.numeric() || actual.Relative || figure.Family[model.Key(actual.Unit)] != figure.Family["元"] {
		return
	}
	spent, name := costOf(p, f, ind)
	if len(spent) == 0 {
		return
	}
	got := actual.figure()
	got.Place = min(got.Place, figure.Coarsest)
	show := func(d decimal.Decimal) string { return figure.Money(d, formUnit(f)) }
	rel := relation.Relation{
		Cell: got.Pos, Got: got.N, Right: figure.Expr{Num: figure.Terms(spent)}, Level: 3, Show: show,
		Accept: figure.Within(figure.ToleranceOf(spent, []figure.Figure{got})),
		Say: func(want decimal.Decimal) check.Finding {
			return check.Finding{
				Got: figure.Yuan(got.N), Want: figure.Yuan(want), Related: figure.Places(spent),
				Message: fmt.Sprintf("%s完成值写的是 %s，%s（%s）是 %s，%s", label(ind), actual.shown, name, figure.Cells(got.Pos, figure.Places(spent)), show(want), figure.Gap(got.N, want, show)),
				Hint:    "成本指标的完成值写实际执行的金额",
			}
		},
	}
	if actual.Op == model.OpLE || actual.Op == model.OpLT {
		rel.Limit = true
		rel.Accept = func(got, spent decimal.Decimal) bool { return spent.LessThanOrEqual(got) }
	}
	relation.Require(p, rel)
}

// costOf is the money an indicator of cost speaks of: all, or one direction of
// the fund table.
func costOf(p *check.Pass, f *model.Form, ind *model.Indicator) ([]figure.Figure, string) {
	about := subject(strings.ReplaceAll(model.Key(ind.Level3.Value), "指标", ""))
	if wholeCost[about] {
		if row := f.MoneyTotal(); row != nil && row.Spent.Known() {
			return []figure.Figure{figure.Amount(row.Spent)}, "全年执行数"
		}
		if t := p.Project.Main(); t != nil {
			if q, ok := tablePlace("资金表的实际支出", t, "实际支出", model.Spent); ok {
				return q.parts, q.name
			}
		}
		return nil, ""
	}
	for _, d := range directionsOf(p.Project.Main()) {
		if k := wording.Core(d.name); !d.bad && k != "" && wording.Core(strings.TrimSuffix(strings.TrimSuffix(about, "总成本"), "成本")) == k {
			return d.spent, "资金表“" + d.name + "”的实际支出"
		}
	}
	return nil, ""
}
