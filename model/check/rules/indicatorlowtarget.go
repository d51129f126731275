package rules

import (
	"fmt"

	"github.com/shopspring/decimal"

	"ziping/model"
	"ziping/model/check"
	"ziping/model/check/figure"
	"ziping/model/check/relation"
)

var indicatorLowTarget = &check.Rule{ID: "indicator/low-target", Title: "指标值可能定得偏低", Severity: check.Warning, Run: func(p *check.Pass) {
	bound := p.Set.Targets.OverAchieved
	if !bound.IsPositive() {
		return
	}
	for _, f := range p.Project.Forms {
		for _, ind := range f.Indicators {
			unreadableCell(p, ind.Actual)
			pair, ok := compare(ind)
			if !ok || pair.sense() != forward || !pair.target.Value.IsPositive() {
				continue
			}
			if !ind.Reason.Known() || keyOf(ind.Reason.Value) == "" {
				lowTarget(p, pair, bound)
			}
		}
	}
}}

func lowTarget(p *check.Pass, pair pairing, bound decimal.Decimal) {
	t, a := pair.target, pair.actual
	relation.Require(p, relation.Relation{
		Cell: t.pos, Anchor: true, Limit: true, Level: 3, Show: figure.Percent,
		Right:  figure.Expr{Num: []figure.Term{a.figure().Term()}, Den: []figure.Term{t.figure().Term()}},
		Accept: func(_, done decimal.Decimal) bool { return done.Shift(2).LessThan(bound) },
		Say: func(done decimal.Decimal) check.Finding {
			return check.Finding{
				Got: t.text, Related: []model.Pos{a.pos},
				Message: fmt.Sprintf("%s指标值 %s，完成 %s，完成率 %s，达到或超过 %s%%，指标值可能定得偏低", label(pair.ind), t.shown, a.shown, figure.Percent(done), figure.Plain(bound)),
				Hint:    "在偏差原因里说明为什么超出这么多，下年度提高指标值",
			}
		},
	})
}
