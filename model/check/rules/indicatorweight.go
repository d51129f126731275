package rules

import (
	"fmt"
	"slices"
	"strings"

	"github.com/shopspring/decimal"

	"ziping/model"
	"ziping/model/check"
	"ziping/model/check/figure"
	"ziping/model/check/relation"
)

var indicatorWeight = &check.Rule{ID: "indicator/weight", Title: "分值相加不对", Severity: check.Error, Run: func(p *check.Pass) {
	for _, f := range p.Project.Forms {
		executionTwice(p, f)
		if f.HasWeights {
			groupWeights(p, f)
			totalWeight(p, f)
			singleWeight(p, f)
			fixedWeights(p, f)
		} else {
			labelWeights(p, f)
		}
	}
}}

// executionTwice: 预算执行情况(10分) and the 分值 of the row under it are the same.
func executionTwice(p *check.Pass, f *model.Form) {
	row := f.MoneyTotal()
	if row == nil {
		return
	}
	weight := figure.Number(row.Weight)
	for _, g := range f.Groups {
		printed := figure.Number(g.Weight)
		if !ofExecution(g) || !printed.Known() || !weight.Known() || printed.Pos == weight.Pos {
			continue
		}
		relation.Require(p, relation.Relation{
			Cell: printed.Pos, Got: printed.N, Right: figure.Expr{Num: []figure.Term{weight.Term()}}, Accept: scoreNear(p), Level: 1, Show: figure.Score,
			Say: func(want decimal.Decimal) check.Finding {
				return check.Finding{
					Got: figure.Plain(printed.N), Want: figure.Plain(want), Related: []model.Pos{weight.Pos},
					Message: fmt.Sprintf("“%s”标的是 %s，下面的分值（%s）写的是 %s，%s", g.Name, figure.Score(printed.N), weight.Pos.Cell(), figure.Score(want), figure.Gap(printed.N, want, figure.Score)),
					Hint:    "执行率的分值两处写成一样的",
				}
			},
		})
	}
}

// labelWeights: on a form whose indicators have no weights of their own the
// printed ones and the execution rate's are 100.
func labelWeights(p *check.Pass, f *model.Form) {
	list := blocks(f)
	execution := executionWeight(p, f)
	if len(list) == 0 || execution.Pos.IsZero() {
		return
	}
	parts := []figure.Figure{execution}
	for _, g := range list {
		parts = append(parts, figure.Number(g.Weight))
	}
	total, place := p.Set.Weights.Total, parts[1].Pos
	relation.Require(p, relation.Relation{
		Cell: place, Got: total, Anchor: true, Right: figure.Expr{Num: figure.Terms(parts)}, Accept: scoreNear(p), Level: 2, Show: figure.Score,
		Say: func(sum decimal.Decimal) check.Finding {
			return check.Finding{
				Got: figure.Plain(sum), Want: figure.Plain(total), Related: figure.Places(parts),
				Message: fmt.Sprintf("表上标的各部分分值（%s）相加是 %s，应当是 %s，%s", figure.Cells(place, figure.Places(parts)), figure.Score(sum), figure.Score(total), figure.Gap(sum, total, figure.Score)),
				Hint:    "核对各部分标的分值，使它们加起来是 " + figure.Plain(total),
			}
		},
	})
}

// fixedWeights: where the rule set says that the groups' weights may not be
// changed, each group weighs what the set says.
func fixedWeights(p *check.Pass, f *model.Form) {
	if !p.Set.Weights.Fixed {
		return
	}
	for _, g := range p.Set.Weights.Groups {
		var in []*model.Indicator
		for _, ind := range f.Indicators {
			if slices.ContainsFunc(g.Names, func(name string) bool { return contains(keyOf(ind.Level1.Value), keyOf(name)) }) {
				in = append(in, ind)
			}
		}
		parts, _, ok := weights(in)
		if !ok || scoreNear(p)(figure.Sum(figure.Terms(parts), nil), g.Weight) {
			continue
		}
		sum := figure.Sum(figure.Terms(parts), nil)
		p.Report(check.Finding{
			Pos: parts[0].Pos, Got: figure.Plain(sum), Want: figure.Plain(g.Weight), Related: figure.Places(parts[1:]),
			Message: fmt.Sprintf("%s指标的分值（%s）相加是 %s，这套规则规定是 %s，%s", strings.Join(g.Names, "、"), figure.Cells(parts[0].Pos, figure.Places(parts)),
				figure.Score(sum), figure.Score(g.Weight), figure.Gap(sum, g.Weight, figure.Score)),
			Hint: "按规定的权重调整这一组各指标的分值",
		})
	}
}

// totalWeight: the indicators' weights and the execution rate's are 100.
func totalWeight(p *check.Pass, f *model.Form) {
	parts, blank, ok := weights(f.Indicators)
	if !ok {
		if len(f.Indicators) > 0 {
			p.Open("指标的分值没有写，或者读不出")
		}
		return
	}
	execution := executionWeight(p, f)
	all := append(append([]figure.Figure(nil), parts...), execution)
	sum, total := figure.Sum(figure.Terms(all), nil), p.Set.Weights.Total
	stated := figure.Number(f.TotalWeight)
	place := stated.Pos
	if place.IsZero() {
		place = parts[0].Pos
	}
	with := fmt.Sprintf("执行率 %s ", figure.Plain(execution.N))
	if execution.Pos.IsZero() {
		with = fmt.Sprintf("执行率（表上没有写，按 %s）", figure.Plain(execution.N))
	}
	relation.Require(p, relation.Relation{
		Cell: place, Got: total, Anchor: true, Right: figure.Expr{Num: figure.Terms(all)}, Accept: scoreNear(p), Level: 2, Show: figure.Score,
		Say: func(sum decimal.Decimal) check.Finding {
			g := check.Finding{
				Got: figure.Plain(sum), Want: figure.Plain(total), Related: figure.Places(parts),
				Message: fmt.Sprintf("各指标分值（%s）加%s是 %s，应当是 %s，%s", figure.Cells(place, figure.Places(parts)), with, figure.Score(sum), figure.Score(total), figure.Gap(sum, total, figure.Score)),
				Hint:    "核对各指标的分值，使它们加起来是 " + figure.Plain(total),
			}
			if len(blank) > 0 {
				g.Hint += "；" + figure.Cells(place, blank) + " 的分值是空的"
			}
			return g
		},
	})
	if !scoreNear(p)(sum, total) || !stated.Known() || scoreNear(p)(stated.N, total) || scoreNear(p)(stated.N, total.Sub(execution.N)) {
		return
	}
	p.Report(check.Finding{
		Pos: stated.Pos, Got: figure.Plain(stated.N), Want: figure.Plain(total), Related: figure.Places(parts),
		Message: fmt.Sprintf("总分的分值写的是 %s，各指标分值加%s是 %s，%s", figure.Score(stated.N), with, figure.Score(total), figure.Gap(stated.N, total, figure.Score)),
		Hint:    "把总分的分值改为 " + figure.Plain(total),
	})
}

// groupWeights: the indicators under 产出指标(50分) weigh 50.
func groupWeights(p *check.Pass, f *model.Form) {
	for _, g := range f.Groups {
		printed := figure.Number(g.Weight)
		if !printed.Known() || ofExecution(g) {
			continue
		}
		in := inGroup(f, g)
		parts, blank, ok := weights(in)
		if !ok {
			continue
		}
		relation.Require(p, relation.Relation{
			Cell: printed.Pos, Got: printed.N, Right: figure.Expr{Num: figure.Terms(parts)}, Accept: scoreNear(p), Level: 1, Show: figure.Score,
			Say: func(sum decimal.Decimal) check.Finding {
				out := check.Finding{
					Got: figure.Plain(sum), Want: figure.Plain(printed.N), Related: figure.Places(parts),
					Message: fmt.Sprintf("“%s”标的是 %s，下面各指标的分值（%s）相加是 %s，%s", g.Name, figure.Score(printed.N), figure.Cells(printed.Pos, figure.Places(parts)),
						figure.Score(sum), figure.Gap(sum, printed.N, figure.Score)),
					Hint: "核对这一组各指标的分值，或者改标的分",
				}
				if len(blank) > 0 {
					out.Hint += "；" + figure.Cells(printed.Pos, blank) + " 的分值是空的"
				}
				return out
			},
		})
	}
}

// singleWeight: one indicator that weighs too much decides everything.
func singleWeight(p *check.Pass, f *model.Form) {
	most := p.Set.Weights.SingleMax
	if !most.IsPositive() {
		return
	}
	for _, ind := range f.Indicators {
		if w := figure.Number(ind.Weight); w.Known() && w.N.GreaterThan(most) {
			p.Report(check.Finding{
				Severity: check.Warning, Pos: w.Pos, Got: figure.Plain(w.N), Want: figure.Plain(most),
				Message: fmt.Sprintf("%s一个指标就占 %s，超过 %s，权重设置可能不合理", label(ind), figure.Score(w.N), figure.Score(most)),
				Hint:    "把它拆成几个指标，或者降低分值",
			})
		}
		if w := figure.Number(ind.Weight); w.Known() && w.N.IsNegative() {
			p.Report(check.Finding{Pos: w.Pos, Got: figure.Plain(w.N), Message: fmt.Sprintf("%s的分值是负数（%s）", label(ind), figure.Score(w.N)), Hint: "分值不能是负数，改分值"})
		}
	}
}
