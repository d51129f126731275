package rules

import (
	"fmt"

	"github.com/shopspring/decimal"

	"ziping/model/check"
	"ziping/model/check/figure"
	"ziping/model/check/relation"
)

var fundDenominator = &check.Rule{ID: "fund/denominator", Title: "执行率用了别的分母", Severity: check.Warning, Run: func(p *check.Pass) {
	for _, q := range ratios(p) {
		if !q.usable() || q.right() {
			continue
		}
		if i, found := q.matches(1); found {
			denominator(p, q, q.bases[i])
		} else {
			unreadable(p, q.unread...)
		}
	}
}}

// denominator reports a rate that is right by another denominator than the set's.
func denominator(p *check.Pass, q ratio, other basis) {
	got, base := q.stated.Value, q.bases[0]
	relation.Require(p, relation.Relation{
		Cell: q.stated.Pos, Got: got.R, Right: figure.Expr{Num: figure.Terms(q.top.figures), Den: figure.Terms(base.figures)},
		Accept: rateNear(got.Place), Level: max(q.level, 1), Show: figure.Percent,
		Say: func(want decimal.Decimal) check.Finding {
			return check.Finding{
				Got: figure.Rate(got.R), Want: figure.Rate(want),
				Related: append(figure.Places(q.top.figures), append(figure.Places(base.figures), figure.Places(other.figures)...)...),
				Message: fmt.Sprintf("%s写的是 %s，是%s除以%s得出的；除以%s应是 %s", q.name, figure.Percent(got.R), q.top.name, other.name, base.name, figure.Percent(want)),
				Hint:    fmt.Sprintf("本套规则的分母是%s：按它改为 %s，或者在说明里写清楚分母", base.name, figure.Percent(want)),
			}
		},
	})
}
