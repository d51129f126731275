package rules

import (
	"fmt"

	"github.com/shopspring/decimal"

	"ziping/model"
	"ziping/model/check"
	"ziping/model/check/figure"
	"ziping/model/check/relation"
)

var fundRate = &check.Rule{ID: "fund/rate", Title: "执行率、到位率与金额不符", Severity: check.Error, Run: func(p *check.Pass) {
	for _, q := range ratios(p) {
		if !q.usable() {
			if q.stated.Known() {
				p.Open(q.name + "（" + figure.Place(q.stated.Pos) + "）的两个数没有写全，或者是约数")
			}
			continue
		}
		if _, other := q.matches(1); other && !q.right() {
			continue // fund/denominator tells
		}
		rate(p, q)
	}
}}

func rate(p *check.Pass, q ratio) {
	got, base := q.stated.Value, q.bases[0]
	rel := relation.Relation{
		Cell: q.stated.Pos, Got: got.R, Right: figure.Expr{Num: figure.Terms(q.top.figures), Den: figure.Terms(base.figures)},
		Accept: rateNear(got.Place), Level: max(q.level, 1), Show: figure.Percent,
		Say: func(want decimal.Decimal) check.Finding {
			pos := q.stated.Pos
			top, bottom := q.top.name+" "+q.show(q.top.sum()), base.name+" "+q.show(base.sum())
			if d := base.sum(); d.IsZero() || !rateNear(got.Place)(q.top.sum().DivRound(d, model.RatePlaces), want) {
				top, bottom = q.top.name, base.name // as corrected, the cells do not show it
			}
			return check.Finding{
				Got: figure.Rate(got.R), Want: figure.Rate(want), Related: append(figure.Places(q.top.figures), figure.Places(base.figures)...),
				Message: fmt.Sprintf("%s写的是 %s，%s（%s）÷ %s（%s）是 %s，%s", q.name, figure.Percent(got.R),
					top, figure.Cells(pos, figure.Places(q.top.figures)), bottom, figure.Cells(pos, figure.Places(base.figures)), figure.Percent(want), points(got.R, want)),
				Hint: "金额没有写错，就把" + q.name + "改为 " + figure.Percent(want),
			}
		},
	}
	if len(q.top.stated) > 0 && len(base.stated) > 0 {
		rel.Alts = []figure.Expr{{Num: figure.Terms(q.top.stated), Den: figure.Terms(base.stated)}}
	}
	relation.Require(p, rel)
}
