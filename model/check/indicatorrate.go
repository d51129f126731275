package check

import (
	"fmt"

	"ziping/model"
)

var indicatorRateScore = &Rule{ID: "indicator/rate-score", Title: "执行率得分不符", Severity: Error, Run: func(p *Pass) {
	for _, f := range p.Project.Forms {
		if row := f.MoneyTotal(); row != nil && row.Score.Known() {
			p.rateScore(f, row)
		}
	}
}}

// executionWeight is the weight of the execution rate: as printed in its row,
// as printed in a label, or the set's. Its figure has no place in the last case.
func (p *Pass) executionWeight(f *model.Form) figure {
	if row := f.MoneyTotal(); row != nil && row.Weight.Known() {
		return number(row.Weight)
	}
	for _, g := range f.Groups {
		if g.Weight.Known() && ofExecution(g) {
			return number(g.Weight)
		}
	}
	return figure{state: model.Known, n: p.Set.Weights.Execution}
}

func (p *Pass) rateScore(f *model.Form, row *model.MoneyRow) {
	got, weight := number(row.Score), p.executionWeight(f)
	if got.n.GreaterThan(weight.n) && weight.pos.IsZero() {
		p.Undecided(got.pos, fmt.Sprintf("表上没有写执行率的分值，得分 %s 超过了这套规则的 %s，没有核对", score(got.n), score(weight.n)),
			"在表上写明执行率的分值，或者用 --rules 选本地的规则集，如 --rules hubei")
		return
	}
	if weight.n.IsZero() && got.n.IsZero() {
		return
	}
	spent, base, name := amount(row.Spent), amount(row.Budget), "全年预算数"
	if p.Set.Execution.Denominator == "initial" || !base.known() {
		base, name = amount(row.Initial), "年初预算数"
	}
	switch {
	case got.n.GreaterThan(weight.n) && (!spent.known() || !base.known() || !base.n.IsPositive()):
		p.rateOver(got, weight)
		return
	case !spent.known() || !base.known() || spent.approx || base.approx:
		p.Undecided(got.pos, "执行数或预算数没有写，或者写的是约数，执行率得分没有核对", "把年度资金总额一行的预算数和执行数写全", related(spent.pos)...)
		return
	case base.n.IsZero():
		p.Undecided(got.pos, "预算数写的是 0，执行率得分没有核对", "核对年度资金总额一行的预算数", base.pos)
	default:
		p.explainRate(got, weight, spent, base)
	}
	rel := relation{
		cell: got.pos, got: got.n, level: 3, show: score, places: p.Set.Scoring.Places,
		right:  expr{num: []term{spent.term()}, den: []term{base.term()}, scale: weight.n, capped: true},
		accept: p.Set.Scoring.accepts(weight.n),
		say: func(want dec) Finding {
			share := want.DivRound(weight.n, model.RatePlaces)
			want = want.Round(p.Set.Scoring.Places)
			hint := "执行率得分 = 分值 × 执行率：改得分，或者核对预算数和执行数"
			if got.n.GreaterThan(weight.n) {
				hint = "得分最高就是分值 " + plain(weight.n) + "，改得分"
			}
			return Finding{
				Got: plain(got.n), Want: plain(want), Related: []model.Pos{spent.pos, base.pos},
				Message: fmt.Sprintf("执行率 = 全年执行数（%s）÷ %s（%s）= %s，按分值 %s 应得 %s，写的是 %s，%s", spent.pos.Cell(), name, base.pos.Cell(),
					percent(share), plain(weight.n), score(want), score(got.n), gap(got.n, want, score)),
				Hint: hint,
			}
		},
	}
	if row.Rate.Known() {
		rel.alts = []expr{{num: []term{{pos: row.Rate.Pos, n: row.Rate.Value.R}}, den: []term{{n: one}}, scale: weight.n, capped: true}}
	}
	p.require(rel)
}

// rateOver: whatever the rate is, it scores no more than its weight.
func (p *Pass) rateOver(got, weight figure) {
	p.require(relation{
		cell: got.pos, got: got.n, right: expr{num: []term{weight.term()}}, level: 3, show: score, accept: atMost(dec{}),
		say: func(want dec) Finding {
			return Finding{
				Got: plain(got.n), Want: plain(want), Related: related(weight.pos),
				Message: fmt.Sprintf("执行率得 %s，超过了分值 %s，%s", score(got.n), score(want), gap(got.n, want, score)),
				Hint:    "得分最高就是分值，改得分",
			}
		},
	})
}

// explainRate says which arithmetic a score comes from that is not plainly
// rounded.
func (p *Pass) explainRate(got, weight, spent, base figure) {
	share := capped(spent.n.DivRound(base.n, model.RatePlaces))
	e := p.Set.Scoring.explain(got.n, weight.n, share)
	if !e.ok || e.how == "" {
		return
	}
	p.Report(Finding{
		Severity: Info, Pos: got.pos, Got: plain(got.n), Want: plain(weight.n.Mul(share).Round(p.Set.Scoring.Places)),
		Message: fmt.Sprintf("执行率得 %s，是%s得出的，予以认可", score(got.n), e.how), Hint: "同一张表用同一种取整办法", Related: []model.Pos{spent.pos, base.pos},
	})
}
