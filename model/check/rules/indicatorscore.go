package rules

import (
	"fmt"

	"github.com/shopspring/decimal"

	"ziping/model"
	"ziping/model/check"
	"ziping/model/check/figure"
	"ziping/model/check/relation"
)

var indicatorScore = &check.Rule{ID: "indicator/score", Title: "指标得分与完成情况不符", Severity: check.Error, Run: func(p *check.Pass) {
	for _, f := range p.Project.Forms {
		if !f.HasWeights && f.HasScores && len(f.Indicators) > 0 {
			p.Undecided(f.Indicators[0].Score.Pos, "自评表没有分值一栏，各指标的得分没有核对", "对照指标的权重人工核对得分")
			groupScores(p, f)
			multiplied(p, f)
			continue
		}
		for _, ind := range f.Indicators {
			scoreOf(p, ind)
		}
	}
}}

// groupScores: where only the groups have printed weights, the scores of a group
// are together no more than its weight.
func groupScores(p *check.Pass, f *model.Form) {
	for _, g := range f.Groups {
		printed := figure.Number(g.Weight)
		if !printed.Known() || ofExecution(g) {
			continue
		}
		var parts []figure.Figure
		for _, ind := range inGroup(f, g) {
			if s := figure.Number(ind.Score); s.Known() {
				parts = append(parts, s)
			}
		}
		if len(parts) == 0 {
			continue
		}
		relation.Require(p, relation.Relation{
			Cell: printed.Pos, Anchor: true, Got: printed.N, Right: figure.Expr{Num: figure.Terms(parts)}, Limit: true, Level: 2, Show: figure.Score,
			Accept: func(most, sum decimal.Decimal) bool { return sum.LessThanOrEqual(most.Add(p.Set.Scoring.Tolerance)) },
			Say: func(sum decimal.Decimal) check.Finding {
				return check.Finding{
					Got: figure.Plain(sum), Want: figure.Plain(printed.N), Related: figure.Places(parts),
					Message: fmt.Sprintf("“%s”标的是 %s，下面各指标的得分（%s）相加是 %s，%s", g.Name, figure.Score(printed.N), figure.Cells(printed.Pos, figure.Places(parts)),
						figure.Score(sum), figure.Gap(sum, printed.N, figure.Score)),
					Hint: "得分不能超过分值，核对这一组各指标的得分",
				}
			},
		})
	}
}

// multiplied finds, where no weights are printed, scores that are a whole weight
// times a percentage that meets its target: 20 × 98% = 19.6.
func multiplied(p *check.Pass, f *model.Form) {
	for _, ind := range f.Indicators {
		got := figure.Number(ind.Score)
		pair, ok := compare(ind)
		if !ok || !got.Known() || pair.actual.Unit != "%" || !pair.actual.Value.IsPositive() || got.N.IsInteger() {
			continue
		}
		if v := pair.verdict(); !v.decided || !v.met {
			continue
		}
		weight := got.N.Shift(2).DivRound(pair.actual.Value, model.RatePlaces)
		if !weight.IsInteger() {
			continue
		}
		p.Report(check.Finding{
			Severity: check.Warning, Pos: got.Pos, Got: figure.Plain(got.N), Want: figure.Plain(weight), Related: []model.Pos{pair.target.pos, pair.actual.pos},
			Message: fmt.Sprintf("%s指标值 %s，完成 %s，已经完成，得 %s 像是用分值 %s 乘了完成值", label(ind), pair.target.shown, pair.actual.shown, figure.Score(got.N), figure.Plain(weight)),
			Hint:    "完成的指标得满分：分值是 " + figure.Plain(weight) + " 的，改为 " + figure.Plain(weight),
		})
	}
}

func scoreOf(p *check.Pass, ind *model.Indicator) {
	weight, got := figure.Number(ind.Weight), figure.Number(ind.Score)
	if !weight.Known() || !got.Known() {
		if weight.Known() && !weight.N.IsZero() || got.Known() {
			p.Open(label(ind) + "的分值或得分没有写，或者读不出")
		}
		return
	}
	if got.N.IsNegative() {
		p.Report(check.Finding{Pos: got.Pos, Got: figure.Plain(got.N), Want: "0", Message: fmt.Sprintf("%s的得分是负数（%s）", label(ind), figure.Score(got.N)), Hint: "得分最低是 0，改得分"})
		return
	}
	if pair, ok := compare(ind); ok && quantitative(p, pair, weight, got) {
		return
	}
	if m, ok := readActual(ind); ok && m.Qualitative && qualitative(p, ind, m, weight, got) {
		return
	}
	notAbove(p, ind, weight, got)
}

// notAbove: whatever was reached, the score is at most the weight.
func notAbove(p *check.Pass, ind *model.Indicator, weight, got figure.Figure) {
	relation.Require(p, relation.Relation{
		Cell: got.Pos, Got: got.N, Right: figure.Expr{Num: []figure.Term{weight.Term()}}, Limit: true, Level: 2, Show: figure.Score,
		Accept: figure.AtMost(decimal.Decimal{}),
		Say: func(want decimal.Decimal) check.Finding {
			return check.Finding{
				Got: figure.Plain(got.N), Want: figure.Plain(want), Related: []model.Pos{weight.Pos},
				Message: fmt.Sprintf("%s得 %s，超过了分值 %s（%s），%s", label(ind), figure.Score(got.N), figure.Score(want), weight.Pos.Cell(), figure.Gap(got.N, want, figure.Score)),
				Hint:    "得分最高就是分值，改得分",
			}
		},
	})
}

// quantitative: a target that is met scores its weight, one that is not the
// share of it that was reached.
//
// It reports whether that decides the score.
func quantitative(p *check.Pass, pair pairing, weight, got figure.Figure) bool {
	v := pair.verdict()
	if !v.decided || weight.N.IsZero() {
		return false
	}
	if v.met {
		v.right = figure.Expr{Num: []figure.Term{weight.Term()}}
	} else {
		v.right.Scale = weight.N
	}
	share := capped(v.share)
	if e := explain(p.Set.Scoring, got.N, weight.N, share); e.ok {
		if e.how != "" && !v.met {
			p.Report(check.Finding{
				Severity: check.Info, Pos: got.Pos, Got: figure.Plain(got.N), Want: figure.Plain(weight.N.Mul(share).Round(p.Set.Scoring.Places)),
				Message: fmt.Sprintf("%s得 %s，是%s得出的，予以认可", label(pair.ind), figure.Score(got.N), e.how), Hint: "同一张表用同一种取整办法",
			})
		}
	}
	t, a := pair.target, pair.actual
	relation.Require(p, relation.Relation{
		Cell: got.Pos, Got: got.N, Right: v.right, Places: p.Set.Scoring.Places, Accept: accepts(p.Set.Scoring, weight.N), Level: 2, Show: figure.Score,
		Say: func(want decimal.Decimal) check.Finding {
			want = want.Round(p.Set.Scoring.Places)
			f := check.Finding{Got: figure.Plain(got.N), Want: figure.Plain(want), Related: []model.Pos{t.pos, a.pos, weight.Pos}}
			if v.met {
				f.Message = fmt.Sprintf("%s指标值 %s（%s），完成 %s（%s），已经完成，应得满分 %s，写的是 %s，%s", label(pair.ind),
					t.shown, t.pos.Cell(), a.shown, a.pos.Cell(), figure.Score(want), figure.Score(got.N), figure.Gap(got.N, want, figure.Score))
				f.Hint = "完成的指标得满分：改得分；确有扣分理由的，写进偏差原因"
				if got.N.GreaterThan(want) {
					f.Hint = "得分最高就是分值，改得分"
				}
			} else {
				f.Message = fmt.Sprintf("%s指标值 %s（%s），完成 %s（%s），完成率 %s，按分值 %s 应得 %s，写的是 %s，%s", label(pair.ind),
					t.shown, t.pos.Cell(), a.shown, a.pos.Cell(), figure.Percent(v.share), figure.Plain(weight.N), figure.Score(want), figure.Score(got.N), figure.Gap(got.N, want, figure.Score))
				f.Hint = "未完成的按完成比例计分：改得分，或者核对指标值和完成值"
				if noReason(pair.ind.Reason) {
					f.Hint += "；没有完成的，还要写明原因"
				}
			}
			return f
		},
	})
	return true
}

// qualitative: the score lies in the band of the tier that is stated. It reports
// whether one is.
func qualitative(p *check.Pass, ind *model.Indicator, m measure, weight, got figure.Figure) bool {
	tier, ok := tierOf(p.Set, m.text)
	if !ok || weight.N.IsZero() || got.N.GreaterThan(weight.N) {
		return false
	}
	low, high := weight.N.Mul(tier.From).Shift(-2), weight.N.Mul(tier.To).Shift(-2)
	inBand := func(got, _ decimal.Decimal) bool {
		return got.Add(p.Set.Scoring.Tolerance).GreaterThanOrEqual(low) && got.LessThanOrEqual(high.Add(p.Set.Scoring.Tolerance))
	}
	want := low
	if got.N.GreaterThan(high) {
		want = high
	}
	relation.Require(p, relation.Relation{
		Cell: got.Pos, Got: got.N, Right: figure.Expr{Num: []figure.Term{weight.Term()}}, Limit: true, Level: 2, Show: figure.Score, Accept: inBand,
		Say: func(decimal.Decimal) check.Finding {
			return check.Finding{
				Severity: check.Warning, Got: figure.Plain(got.N), Want: figure.Plain(want), Related: []model.Pos{m.pos, weight.Pos},
				Message: fmt.Sprintf("%s写的是“%s”，这一档得分应在分值 %s 的 %s%% 到 %s%% 之间（%s 至 %s），写的是 %s", label(ind), tier.Name, figure.Plain(weight.N),
					figure.Plain(tier.From), figure.Plain(tier.To), figure.Score(low), figure.Score(high), figure.Score(got.N)),
				Hint: "改得分，或者改完成情况的档次",
			}
		},
	})
	return true
}
