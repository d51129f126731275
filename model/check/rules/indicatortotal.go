package rules

import (
	"fmt"

	"github.com/shopspring/decimal"

	"ziping/model"
	"ziping/model/check"
	"ziping/model/check/figure"
	"ziping/model/check/relation"
)

var indicatorTotal = &check.Rule{ID: "indicator/total", Title: "总分不等于各项得分之和", Severity: check.Error, Run: func(p *check.Pass) {
	for _, f := range p.Project.Forms {
		totalScore(p, f)
	}
}}

// totalScore: 总分 is the indicators' scores and the execution rate's.
func totalScore(p *check.Pass, f *model.Form) {
	stated := figure.Number(f.TotalScore)
	if !stated.Known() {
		if len(f.Indicators) > 0 && f.HasScores && stated.State != model.Absent {
			p.Open("总分没有写，或者读不出")
		}
		return
	}
	var parts []figure.Figure
	var blank []model.Pos
	for _, ind := range f.Indicators {
		switch s := figure.Number(ind.Score); s.State {
		case model.Known:
			parts = append(parts, s)
		case model.Bad:
			p.Open("有的得分读不出（" + figure.Place(s.Pos) + "），总分没有核对")
			return
		case model.Absent:
		default:
			if w := figure.Number(ind.Weight); !w.Known() || !w.N.IsZero() {
				blank = append(blank, s.Pos)
			}
		}
	}
	row := f.MoneyTotal()
	atMostFull(p, f, stated, parts, row)
	if len(parts) == 0 {
		p.Open("写了总分（" + figure.Place(stated.Pos) + "），没有认出各指标的得分")
		return
	}
	what := "各指标得分"
	if row != nil && row.Score.Known() {
		parts = append(parts, figure.Number(row.Score))
		what = "各指标得分加执行率得分"
	} else if row == nil || row.Score.State != model.Bad {
		if plausibleWithoutRate(p, f, row, stated, parts) {
			p.Held(1)
			return
		}
	} else {
		p.Open("执行率得分读不出（" + figure.Place(row.Score.Pos) + "），总分没有核对")
		return
	}
	if sum := figure.Sum(figure.Terms(parts), nil); len(blank) > 0 && stated.N.GreaterThan(sum) {
		p.Open("有的指标没有写得分（" + figure.Cells(stated.Pos, blank) + "），总分没有核对") // indicator/blank tells
		return
	}
	if sum := figure.Sum(figure.Terms(parts), nil); !scoreNear(p)(stated.N, sum) && toOnePlace(stated.N, sum) {
		p.Report(check.Finding{
			Severity: check.Info, Pos: stated.Pos, Got: figure.Plain(stated.N), Want: figure.Plain(sum), Related: figure.Places(parts),
			Message: fmt.Sprintf("总分写的是 %s，%s相加是 %s，总分只留了一位小数，予以认可", figure.Score(stated.N), what, figure.Score(sum)), Hint: "总分与各项得分留同样的小数位数",
		})
	}
	relation.Require(p, relation.Relation{
		Cell: stated.Pos, Got: stated.N, Right: figure.Expr{Num: figure.Terms(parts)}, Level: 3, Show: figure.Score,
		Accept: func(got, want decimal.Decimal) bool { return scoreNear(p)(got, want) || toOnePlace(got, want) },
		Say: func(want decimal.Decimal) check.Finding {
			g := check.Finding{
				Got: figure.Plain(stated.N), Want: figure.Plain(want), Related: figure.Places(parts),
				Message: fmt.Sprintf("总分写的是 %s，%s（%s）相加是 %s，%s", figure.Score(stated.N), what, figure.Cells(stated.Pos, figure.Places(parts)), figure.Score(want), figure.Gap(stated.N, want, figure.Score)),
				Hint:    "各项得分没有写错，就把总分改为 " + figure.Plain(want),
			}
			if len(blank) > 0 {
				g.Hint += "；" + figure.Cells(stated.Pos, blank) + " 没有写得分，先补上"
			}
			return g
		},
	})
}

// toOnePlace reports that a total is the sum rounded or cut off to one decimal.
func toOnePlace(got, want decimal.Decimal) bool {
	return got.Exponent() == -1 && (got.Equal(want.Round(1)) || got.Equal(want.Truncate(1)))
}

// atMostFull: nobody scores more than all there is. Weights that add up to more
// are a finding of their own, and so is the score that makes the total too high.
func atMostFull(p *check.Pass, f *model.Form, stated figure.Figure, scores []figure.Figure, row *model.MoneyRow) {
	full := p.Set.Weights.Total
	if parts, _, ok := weights(f.Indicators); ok {
		full = decimal.Max(full, figure.Sum(figure.Terms(parts), nil).Add(executionWeight(p, f).N))
	}
	relation.Require(p, relation.Relation{
		Cell: stated.Pos, Got: stated.N, Limit: true, Level: 3, Show: figure.Score, Right: figure.Expr{Num: []figure.Term{{N: full}}},
		Accept: figure.AtMost(p.Set.Scoring.Tolerance), Alts: []figure.Expr{{Num: append(figure.Terms(scores), rateScore(row)...)}},
		Say: func(decimal.Decimal) check.Finding {
			return check.Finding{
				Got: figure.Plain(stated.N), Want: figure.Plain(full),
				Message: fmt.Sprintf("总分写的是 %s，满分是 %s，%s", figure.Score(stated.N), figure.Score(full), figure.Gap(stated.N, full, figure.Score)),
				Hint:    "总分不能超过满分，核对各项得分和总分",
			}
		},
	})
}

// rateScore is the score of the execution rate as a term, if there is one.
func rateScore(row *model.MoneyRow) []figure.Term {
	if row == nil || !row.Score.Known() {
		return nil
	}
	return []figure.Term{figure.Number(row.Score).Term()}
}

// plausibleWithoutRate: a form that prints no score for the execution rate may
// still count it in 总分.
func plausibleWithoutRate(p *check.Pass, f *model.Form, row *model.MoneyRow, stated figure.Figure, parts []figure.Figure) bool {
	weight := executionWeight(p, f).N
	rest := stated.N.Sub(figure.Sum(figure.Terms(parts), nil))
	if row != nil && row.Spent.Known() {
		if budget, _ := budgetOf(row); budget.Known() && !budget.N.IsZero() {
			share := capped(row.Spent.Value.Yuan.DivRound(budget.N, model.RatePlaces))
			return explain(p.Set.Scoring, rest, weight, share).ok
		}
	}
	return row == nil && !rest.IsNegative() && rest.LessThanOrEqual(weight) && rest.IsPositive()
}
