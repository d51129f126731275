package check

import (
	"fmt"

	"github.com/shopspring/decimal"

	"ziping/model"
)

var indicatorTotal = &Rule{ID: "indicator/total", Title: "总分不等于各项得分之和", Severity: Error, Run: func(p *Pass) {
	for _, f := range p.Project.Forms {
		p.totalScore(f)
	}
}}

// totalScore: 总分 is the indicators' scores and the execution rate's.
func (p *Pass) totalScore(f *model.Form) {
	stated := number(f.TotalScore)
	if !stated.known() {
		return
	}
	var parts []figure
	var blank []model.Pos
	for _, ind := range f.Indicators {
		switch s := number(ind.Score); s.state {
		case model.Known:
			parts = append(parts, s)
		case model.Bad:
			return
		case model.Absent:
		default:
			if w := number(ind.Weight); !w.known() || !w.n.IsZero() {
				blank = append(blank, s.pos)
			}
		}
	}
	row := f.MoneyTotal()
	p.atMostFull(f, stated, parts, row)
	if len(parts) == 0 {
		return
	}
	what := "各指标得分"
	if row != nil && row.Score.Known() {
		parts = append(parts, number(row.Score))
		what = "各指标得分加执行率得分"
	} else if row == nil || row.Score.State != model.Bad {
		if p.plausibleWithoutRate(f, row, stated, parts) {
			return
		}
	} else {
		return
	}
	if sum := add(terms(parts), nil); !p.scoreNear()(stated.n, sum) && toOnePlace(stated.n, sum) {
		p.Report(Finding{
			Severity: Info, Pos: stated.pos, Got: plain(stated.n), Want: plain(sum), Related: places(parts),
			Message: fmt.Sprintf("总分写的是 %s，%s相加是 %s，总分只留了一位小数，予以认可", score(stated.n), what, score(sum)), Hint: "总分与各项得分留同样的小数位数",
		})
	}
	p.require(relation{
		cell: stated.pos, got: stated.n, right: expr{num: terms(parts)}, level: 3, show: score,
		accept: func(got, want dec) bool { return p.scoreNear()(got, want) || toOnePlace(got, want) },
		say: func(want dec) Finding {
			g := Finding{
				Got: plain(stated.n), Want: plain(want), Related: places(parts),
				Message: fmt.Sprintf("总分写的是 %s，%s（%s）相加是 %s，%s", score(stated.n), what, cells(stated.pos, places(parts)), score(want), gap(stated.n, want, score)),
				Hint:    "各项得分没有写错，就把总分改为 " + plain(want),
			}
			if len(blank) > 0 {
				g.Hint += "；" + cells(stated.pos, blank) + " 没有写得分，先补上"
			}
			return g
		},
	})
}

// toOnePlace reports that a total is the sum rounded or cut off to one decimal.
func toOnePlace(got, want dec) bool {
	return got.Exponent() == -1 && (got.Equal(want.Round(1)) || got.Equal(want.Truncate(1)))
}

// atMostFull: nobody scores more than all there is. Weights that add up to more
// are a finding of their own, and so is the score that makes the total too high.
func (p *Pass) atMostFull(f *model.Form, stated figure, scores []figure, row *model.MoneyRow) {
	full := p.Set.Weights.Total
	if parts, _, ok := weights(f.Indicators); ok {
		full = decimal.Max(full, add(terms(parts), nil).Add(p.executionWeight(f).n))
	}
	p.require(relation{
		cell: stated.pos, got: stated.n, limit: true, level: 3, show: score, right: expr{num: []term{{n: full}}},
		accept: atMost(p.Set.Scoring.Tolerance), alts: []expr{{num: append(terms(scores), rateScore(row)...)}},
		say: func(dec) Finding {
			return Finding{
				Got: plain(stated.n), Want: plain(full),
				Message: fmt.Sprintf("总分写的是 %s，满分是 %s，%s", score(stated.n), score(full), gap(stated.n, full, score)),
				Hint:    "总分不能超过满分，核对各项得分和总分",
			}
		},
	})
}

// rateScore is the score of the execution rate as a term, if there is one.
func rateScore(row *model.MoneyRow) []term {
	if row == nil || !row.Score.Known() {
		return nil
	}
	return []term{number(row.Score).term()}
}

// plausibleWithoutRate: a form that prints no score for the execution rate may
// still count it in 总分.
func (p *Pass) plausibleWithoutRate(f *model.Form, row *model.MoneyRow, stated figure, parts []figure) bool {
	weight := p.executionWeight(f).n
	rest := stated.n.Sub(add(terms(parts), nil))
	if row != nil && row.Spent.Known() {
		if budget, _ := budgetOf(row); budget.known() && !budget.n.IsZero() {
			share := capped(row.Spent.Value.Yuan.DivRound(budget.n, model.RatePlaces))
			return p.Set.Scoring.explain(rest, weight, share).ok
		}
	}
	return row == nil && !rest.IsNegative() && rest.LessThanOrEqual(weight) && rest.IsPositive()
}
