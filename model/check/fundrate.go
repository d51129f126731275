package check

import (
	"fmt"

	"ziping/model"
)

var fundRate = &Rule{ID: "fund/rate", Title: "执行率、到位率与金额不符", Severity: Error, Run: func(p *Pass) {
	for _, q := range ratios(p) {
		if !q.usable() {
			continue
		}
		if _, other := q.matches(1); other && !q.right() {
			continue // fund/denominator tells
		}
		p.rate(q)
	}
}}

// right reports that the rate is the one it should be.
func (q ratio) right() bool {
	d := q.bases[0].sum()
	return d.IsZero() || rateNear(q.stated.Value.Place)(q.stated.Value.R, q.top.sum().Div(d))
}

func (p *Pass) rate(q ratio) {
	got, base := q.stated.Value, q.bases[0]
	rel := relation{
		cell: q.stated.Pos, got: got.R, right: expr{num: terms(q.top.figures), den: terms(base.figures)},
		accept: rateNear(got.Place), level: max(q.level, 1), show: percent,
		say: func(want dec) Finding {
			pos := q.stated.Pos
			top, bottom := q.top.name+" "+q.show(q.top.sum()), base.name+" "+q.show(base.sum())
			if d := base.sum(); d.IsZero() || !rateNear(got.Place)(q.top.sum().DivRound(d, model.RatePlaces), want) {
				top, bottom = q.top.name, base.name // as corrected, the cells do not show it
			}
			return Finding{
				Got: rate(got.R), Want: rate(want), Related: append(places(q.top.figures), places(base.figures)...),
				Message: fmt.Sprintf("%s写的是 %s，%s（%s）÷ %s（%s）是 %s，%s", q.name, percent(got.R),
					top, cells(pos, places(q.top.figures)), bottom, cells(pos, places(base.figures)), percent(want), points(got.R, want)),
				Hint: "金额没有写错，就把" + q.name + "改为 " + percent(want),
			}
		},
	}
	if len(q.top.stated) > 0 && len(base.stated) > 0 {
		rel.alts = []expr{{num: terms(q.top.stated), den: terms(base.stated)}}
	}
	p.require(rel)
}

// points words the gap between two rates in percentage points.
func points(got, want dec) string {
	return gap(got.Shift(2), want.Shift(2), func(d dec) string { return trimZeros(d.StringFixed(2)) + " 个百分点" })
}

var fundDenominator = &Rule{ID: "fund/denominator", Title: "执行率用了别的分母", Severity: Warning, Run: func(p *Pass) {
	for _, q := range ratios(p) {
		if !q.usable() || q.right() {
			continue
		}
		if i, found := q.matches(1); found {
			p.denominator(q, q.bases[i])
		}
	}
}}

// denominator reports a rate that is right by another denominator than the set's.
func (p *Pass) denominator(q ratio, other basis) {
	got, base := q.stated.Value, q.bases[0]
	p.require(relation{
		cell: q.stated.Pos, got: got.R, right: expr{num: terms(q.top.figures), den: terms(base.figures)},
		accept: rateNear(got.Place), level: max(q.level, 1), show: percent,
		say: func(want dec) Finding {
			return Finding{
				Got: rate(got.R), Want: rate(want),
				Related: append(places(q.top.figures), append(places(base.figures), places(other.figures)...)...),
				Message: fmt.Sprintf("%s写的是 %s，是%s除以%s得出的；除以%s应是 %s", q.name, percent(got.R), q.top.name, other.name, base.name, percent(want)),
				Hint:    fmt.Sprintf("本套规则的分母是%s：按它改为 %s，或者在说明里写清楚分母", base.name, percent(want)),
			}
		},
	})
}
