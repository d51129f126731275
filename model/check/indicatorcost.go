package check

import (
	"fmt"
	"strings"

	"ziping/model"
)

// wholeCost are the subjects of a cost indicator that mean all the money spent.
var wholeCost = words("总成本", "成本", "成本控制", "总投入", "投入", "投入成本", "总额", "控制", "预算控制", "预算成本", "成本总额", "投入总额", "实施成本", "支出总额", "总支出",
	"经济成本", "总投资", "投资", "总成本控制", "成本控制数", "使用", "预算")

var indicatorCost = &Rule{ID: "indicator/cost", Title: "成本指标与执行数不符", Severity: Error, Run: func(p *Pass) {
	for _, f := range p.Project.Forms {
		for _, ind := range f.Indicators {
			if costly(ind) {
				p.costIndicator(f, ind)
			}
		}
	}
}}

// costIndicator: the actual value of 项目总成本 is the money executed.
func (p *Pass) costIndicator(f *model.Form, ind *model.Indicator) {
	actual, ok := readActual(ind)
	if target, known := readTarget(ind); ok && known && actual.Unit == "" {
		actual.Unit = target.Unit
	}
	if !ok || !actual.numeric() || actual.Relative || family[model.Key(actual.Unit)] != family["元"] {
		return
	}
	spent, name := p.costOf(f, ind)
	if len(spent) == 0 {
		return
	}
	got := actual.figure()
	got.place = min(got.place, coarsest)
	show := func(d dec) string { return money(d, formUnit(f)) }
	rel := relation{
		cell: got.pos, got: got.n, right: expr{num: terms(spent)}, level: 3, show: show,
		accept: within(toleranceOf(spent, []figure{got})),
		say: func(want dec) Finding {
			return Finding{
				Got: yuan(got.n), Want: yuan(want), Related: places(spent),
				Message: fmt.Sprintf("%s完成值写的是 %s，%s（%s）是 %s，%s", label(ind), actual.shown, name, cells(got.pos, places(spent)), show(want), gap(got.n, want, show)),
				Hint:    "成本指标的完成值写实际执行的金额",
			}
		},
	}
	if actual.Op == model.OpLE || actual.Op == model.OpLT {
		rel.limit = true
		rel.accept = func(got, spent dec) bool { return spent.LessThanOrEqual(got) }
	}
	p.require(rel)
}

// costOf is the money an indicator of cost speaks of: all, or one direction of
// the fund table.
func (p *Pass) costOf(f *model.Form, ind *model.Indicator) ([]figure, string) {
	about := subject(strings.ReplaceAll(model.Key(ind.Level3.Value), "指标", ""))
	if wholeCost[about] {
		if row := f.MoneyTotal(); row != nil && row.Spent.Known() {
			return []figure{amount(row.Spent)}, "全年执行数"
		}
		if t := p.Project.Main(); t != nil {
			if q, ok := tablePlace("资金表的实际支出", t, "实际支出", model.Spent); ok {
				return q.parts, q.name
			}
		}
		return nil, ""
	}
	for _, d := range directionsOf(p.Project.Main()) {
		if k := core(d.name); !d.bad && k != "" && core(strings.TrimSuffix(strings.TrimSuffix(about, "总成本"), "成本")) == k {
			return d.spent, "资金表“" + d.name + "”的实际支出"
		}
	}
	return nil, ""
}

func directionsOf(t *model.FundTable) []direction {
	if t == nil {
		return nil
	}
	return directions(t, func(r *model.FundRow) string { return r.Label.Value })
}
