package check

import (
	"fmt"
	"strings"

	"ziping/model"
)

func keyOf(s string) string        { return model.Key(s) }
func contains(s, part string) bool { return strings.Contains(s, part) }
func label(ind *model.Indicator) string {
	name := strings.Join(strings.Fields(ind.Level3.Value), "")
	if name == "" {
		name = strings.Join(strings.Fields(ind.Level2.Value), "")
	}
	return "“" + name + "”"
}

var indicatorScore = &Rule{ID: "indicator/score", Title: "指标得分与完成情况不符", Severity: Error, Run: func(p *Pass) {
	for _, f := range p.Project.Forms {
		if !f.HasWeights && f.HasScores && len(f.Indicators) > 0 {
			p.Undecided(f.Indicators[0].Score.Pos, "自评表没有分值一栏，各指标的得分没有核对", "对照指标的权重人工核对得分")
			p.groupScores(f)
			p.multiplied(f)
			continue
		}
		for _, ind := range f.Indicators {
			p.indicatorScore(ind)
		}
	}
}}

// groupScores: where only the groups have printed weights, the scores of a group
// are together no more than its weight.
func (p *Pass) groupScores(f *model.Form) {
	for _, g := range f.Groups {
		printed := number(g.Weight)
		if !printed.known() || ofExecution(g) {
			continue
		}
		var parts []figure
		for _, ind := range inGroup(f, g) {
			if s := number(ind.Score); s.known() {
				parts = append(parts, s)
			}
		}
		if len(parts) == 0 {
			continue
		}
		p.require(relation{
			cell: printed.pos, anchor: true, got: printed.n, right: expr{num: terms(parts)}, limit: true, level: 2, show: score,
			accept: func(most, sum dec) bool { return sum.LessThanOrEqual(most.Add(p.Set.Scoring.Tolerance)) },
			say: func(sum dec) Finding {
				return Finding{
					Got: plain(sum), Want: plain(printed.n), Related: places(parts),
					Message: fmt.Sprintf("“%s”标的是 %s，下面各指标的得分（%s）相加是 %s，%s", g.Name, score(printed.n), cells(printed.pos, places(parts)),
						score(sum), gap(sum, printed.n, score)),
					Hint: "得分不能超过分值，核对这一组各指标的得分",
				}
			},
		})
	}
}

// multiplied finds, where no weights are printed, scores that are a whole weight
// times a percentage that meets its target: 20 × 98% = 19.6.
func (p *Pass) multiplied(f *model.Form) {
	for _, ind := range f.Indicators {
		got := number(ind.Score)
		pair, ok := compare(ind)
		if !ok || !got.known() || pair.actual.Unit != "%" || !pair.actual.Value.IsPositive() || got.n.IsInteger() {
			continue
		}
		if v := pair.verdict(); !v.decided || !v.met {
			continue
		}
		weight := got.n.Shift(2).DivRound(pair.actual.Value, model.RatePlaces)
		if !weight.IsInteger() {
			continue
		}
		p.Report(Finding{
			Severity: Warning, Pos: got.pos, Got: plain(got.n), Want: plain(weight), Related: []model.Pos{pair.target.pos, pair.actual.pos},
			Message: fmt.Sprintf("%s指标值 %s，完成 %s，已经完成，得 %s 像是用分值 %s 乘了完成值", label(ind), pair.target.shown, pair.actual.shown, score(got.n), plain(weight)),
			Hint:    "完成的指标得满分：分值是 " + plain(weight) + " 的，改为 " + plain(weight),
		})
	}
}

func (p *Pass) indicatorScore(ind *model.Indicator) {
	weight, got := number(ind.Weight), number(ind.Score)
	if !weight.known() || !got.known() {
		return
	}
	if got.n.IsNegative() {
		p.Report(Finding{Pos: got.pos, Got: plain(got.n), Want: "0", Message: fmt.Sprintf("%s的得分是负数（%s）", label(ind), score(got.n)), Hint: "得分最低是 0，改得分"})
		return
	}
	if pair, ok := compare(ind); ok && p.quantitative(pair, weight, got) {
		return
	}
	if m, ok := readActual(ind); ok && m.Qualitative && p.qualitative(ind, m, weight, got) {
		return
	}
	p.notAbove(ind, weight, got)
}

// notAbove: whatever was reached, the score is at most the weight.
func (p *Pass) notAbove(ind *model.Indicator, weight, got figure) {
	p.require(relation{
		cell: got.pos, got: got.n, right: expr{num: []term{weight.term()}}, limit: true, level: 2, show: score,
		accept: atMost(dec{}),
		say: func(want dec) Finding {
			return Finding{
				Got: plain(got.n), Want: plain(want), Related: []model.Pos{weight.pos},
				Message: fmt.Sprintf("%s得 %s，超过了分值 %s（%s），%s", label(ind), score(got.n), score(want), weight.pos.Cell(), gap(got.n, want, score)),
				Hint:    "得分最高就是分值，改得分",
			}
		},
	})
}

// quantitative: a target that is met scores its weight, one that is not the
// share of it that was reached.
//
// It reports whether that decides the score.
func (p *Pass) quantitative(pair pairing, weight, got figure) bool {
	v := pair.verdict()
	if !v.decided || weight.n.IsZero() {
		return false
	}
	if v.met {
		v.right = expr{num: []term{weight.term()}}
	} else {
		v.right.scale = weight.n
	}
	share := capped(v.share)
	if e := p.Set.Scoring.explain(got.n, weight.n, share); e.ok {
		if e.how != "" && !v.met {
			p.Report(Finding{
				Severity: Info, Pos: got.pos, Got: plain(got.n), Want: plain(weight.n.Mul(share).Round(p.Set.Scoring.Places)),
				Message: fmt.Sprintf("%s得 %s，是%s得出的，予以认可", label(pair.ind), score(got.n), e.how), Hint: "同一张表用同一种取整办法",
			})
		}
	}
	t, a := pair.target, pair.actual
	p.require(relation{
		cell: got.pos, got: got.n, right: v.right, places: p.Set.Scoring.Places, accept: p.Set.Scoring.accepts(weight.n), level: 2, show: score,
		say: func(want dec) Finding {
			want = want.Round(p.Set.Scoring.Places)
			f := Finding{Got: plain(got.n), Want: plain(want), Related: []model.Pos{t.pos, a.pos, weight.pos}}
			if v.met {
				f.Message = fmt.Sprintf("%s指标值 %s（%s），完成 %s（%s），已经完成，应得满分 %s，写的是 %s，%s", label(pair.ind),
					t.shown, t.pos.Cell(), a.shown, a.pos.Cell(), score(want), score(got.n), gap(got.n, want, score))
				f.Hint = "完成的指标得满分：改得分；确有扣分理由的，写进偏差原因"
				if got.n.GreaterThan(want) {
					f.Hint = "得分最高就是分值，改得分"
				}
			} else {
				f.Message = fmt.Sprintf("%s指标值 %s（%s），完成 %s（%s），完成率 %s，按分值 %s 应得 %s，写的是 %s，%s", label(pair.ind),
					t.shown, t.pos.Cell(), a.shown, a.pos.Cell(), percent(v.share), plain(weight.n), score(want), score(got.n), gap(got.n, want, score))
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
func (p *Pass) qualitative(ind *model.Indicator, m measure, weight, got figure) bool {
	tier, ok := p.Set.tierOf(m.text)
	if !ok || weight.n.IsZero() || got.n.GreaterThan(weight.n) {
		return false
	}
	low, high := weight.n.Mul(tier.From).Shift(-2), weight.n.Mul(tier.To).Shift(-2)
	inBand := func(got, _ dec) bool {
		return got.Add(p.Set.Scoring.Tolerance).GreaterThanOrEqual(low) && got.LessThanOrEqual(high.Add(p.Set.Scoring.Tolerance))
	}
	want := low
	if got.n.GreaterThan(high) {
		want = high
	}
	p.require(relation{
		cell: got.pos, got: got.n, right: expr{num: []term{weight.term()}}, limit: true, level: 2, show: score, accept: inBand,
		say: func(dec) Finding {
			return Finding{
				Severity: Warning, Got: plain(got.n), Want: plain(want), Related: []model.Pos{m.pos, weight.pos},
				Message: fmt.Sprintf("%s写的是“%s”，这一档得分应在分值 %s 的 %s%% 到 %s%% 之间（%s 至 %s），写的是 %s", label(ind), tier.Name, plain(weight.n),
					plain(tier.From), plain(tier.To), score(low), score(high), score(got.n)),
				Hint: "改得分，或者改完成情况的档次",
			}
		},
	})
	return true
}
