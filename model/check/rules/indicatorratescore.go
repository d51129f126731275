package rules

import (
	"fmt"

	"github.com/shopspring/decimal"

	"ziping/model"
	"ziping/model/check"
	"ziping/model/check/figure"
	"ziping/model/check/relation"
)

var indicatorRateScore = &check.Rule{ID: "indicator/rate-score", Title: "执行率得分不符", Severity: check.Error, Run: func(p *check.Pass) {
	for _, f := range p.Project.Forms {
		if row := f.MoneyTotal(); row != nil && row.Score.Known() {
			scoreOfRate(p, f, row)
		}
	}
}}

// executionWeight is the weight of the execution rate: as printed in its row,
// as printed in a label, or the set's. Its figure has no place in the last case.
func executionWeight(p *check.Pass, f *model.Form) figure.Figure {
	if row := f.MoneyTotal(); row != nil && row.Weight.Known() {
		return figure.Number(row.Weight)
	}
	for _, g := range f.Groups {
		if g.Weight.Known() && ofExecution(g) {
			return figure.Number(g.Weight)
		}
	}
	return figure.Figure{State: model.Known, N: p.Set.Weights.Execution}
}

func scoreOfRate(p *check.Pass, f *model.Form, row *model.MoneyRow) {
	got, weight := figure.Number(row.Score), executionWeight(p, f)
	if got.N.GreaterThan(weight.N) && weight.Pos.IsZero() {
		p.Undecided(got.Pos, fmt.Sprintf("表上没有写执行率的分值，得分 %s 超过了这套规则的 %s，没有核对", figure.Score(got.N), figure.Score(weight.N)),
			"在表上写明执行率的分值，或者用 --rules 选本地的规则集，如 --rules hubei")
		return
	}
	if weight.N.IsZero() && got.N.IsZero() {
		return
	}
	spent, base, name := figure.Amount(row.Spent), figure.Amount(row.Budget), "全年预算数"
	if p.Set.Execution.Denominator == "initial" || !base.Known() {
		base, name = figure.Amount(row.Initial), "年初预算数"
	}
	switch {
	case got.N.GreaterThan(weight.N) && (!spent.Known() || !base.Known() || !base.N.IsPositive()):
		rateOver(p, got, weight)
		return
	case !spent.Known() || !base.Known() || spent.Approx || base.Approx:
		p.Undecided(got.Pos, "执行数或预算数没有写，或者写的是约数，执行率得分没有核对", "把年度资金总额一行的预算数和执行数写全", figure.Related(spent.Pos)...)
		return
	case base.N.IsZero():
		p.Undecided(got.Pos, "预算数写的是 0，执行率得分没有核对", "核对年度资金总额一行的预算数", base.Pos)
	default:
		explainRate(p, got, weight, spent, base)
	}
	rel := relation.Relation{
		Cell: got.Pos, Got: got.N, Level: 3, Show: figure.Score, Places: p.Set.Scoring.Places,
		Right:  figure.Expr{Num: []figure.Term{spent.Term()}, Den: []figure.Term{base.Term()}, Scale: weight.N, Capped: true},
		Accept: accepts(p.Set.Scoring, weight.N),
		Say: func(want decimal.Decimal) check.Finding {
			share := want.DivRound(weight.N, model.RatePlaces)
			want = want.Round(p.Set.Scoring.Places)
			hint := "执行率得分 = 分值 × 执行率：改得分，或者核对预算数和执行数"
			if got.N.GreaterThan(weight.N) {
				hint = "得分最高就是分值 " + figure.Plain(weight.N) + "，改得分"
			}
			return check.Finding{
				Got: figure.Plain(got.N), Want: figure.Plain(want), Related: []model.Pos{spent.Pos, base.Pos},
				Message: fmt.Sprintf("执行率 = 全年执行数（%s）÷ %s（%s）= %s，按分值 %s 应得 %s，写的是 %s，%s", spent.Pos.Cell(), name, base.Pos.Cell(),
					figure.Percent(share), figure.Plain(weight.N), figure.Score(want), figure.Score(got.N), figure.Gap(got.N, want, figure.Score)),
				Hint: hint,
			}
		},
	}
	if row.Rate.Known() {
		rel.Alts = []figure.Expr{{Num: []figure.Term{{Pos: row.Rate.Pos, N: row.Rate.Value.R}}, Den: []figure.Term{{N: figure.One}}, Scale: weight.N, Capped: true}}
	}
	relation.Require(p, rel)
}

// rateOver: whatever the rate is, it scores no more than its weight.
func rateOver(p *check.Pass, got, weight figure.Figure) {
	relation.Require(p, relation.Relation{
		Cell: got.Pos, Got: got.N, Right: figure.Expr{Num: []figure.Term{weight.Term()}}, Level: 3, Show: figure.Score, Accept: figure.AtMost(decimal.Decimal{}),
		Say: func(want decimal.Decimal) check.Finding {
			return check.Finding{
				Got: figure.Plain(got.N), Want: figure.Plain(want), Related: figure.Related(weight.Pos),
				Message: fmt.Sprintf("执行率得 %s，超过了分值 %s，%s", figure.Score(got.N), figure.Score(want), figure.Gap(got.N, want, figure.Score)),
				Hint:    "得分最高就是分值，改得分",
			}
		},
	})
}

// explainRate says which arithmetic a score comes from that is not plainly
// rounded.
func explainRate(p *check.Pass, got, weight, spent, base figure.Figure) {
	share := capped(spent.N.DivRound(base.N, model.RatePlaces))
	e := explain(p.Set.Scoring, got.N, weight.N, share)
	if !e.ok || e.how == "" {
		return
	}
	p.Report(check.Finding{
		Severity: check.Info, Pos: got.Pos, Got: figure.Plain(got.N), Want: figure.Plain(weight.N.Mul(share).Round(p.Set.Scoring.Places)),
		Message: fmt.Sprintf("执行率得 %s，是%s得出的，予以认可", figure.Score(got.N), e.how), Hint: "同一张表用同一种取整办法", Related: []model.Pos{spent.Pos, base.Pos},
	})
}
