package check

import (
	"fmt"
	"slices"
	"strings"

	"ziping/model"
)

var indicatorWeight = &Rule{ID: "indicator/weight", Title: "分值相加不对", Severity: Error, Run: func(p *Pass) {
	for _, f := range p.Project.Forms {
		p.executionTwice(f)
		if f.HasWeights {
			p.groupWeights(f)
			p.totalWeight(f)
			p.singleWeight(f)
			p.fixedWeights(f)
		} else {
			p.labelWeights(f)
		}
	}
}}

// executionTwice: 预算执行情况(10分) and the 分值 of the row under it are the same.
func (p *Pass) executionTwice(f *model.Form) {
	row := f.MoneyTotal()
	if row == nil {
		return
	}
	weight := number(row.Weight)
	for _, g := range f.Groups {
		printed := number(g.Weight)
		if !ofExecution(g) || !printed.known() || !weight.known() || printed.pos == weight.pos {
			continue
		}
		p.require(relation{
			cell: printed.pos, got: printed.n, right: expr{num: []term{weight.term()}}, accept: p.scoreNear(), level: 1, show: score,
			say: func(want dec) Finding {
				return Finding{
					Got: plain(printed.n), Want: plain(want), Related: []model.Pos{weight.pos},
					Message: fmt.Sprintf("“%s”标的是 %s，下面的分值（%s）写的是 %s，%s", g.Name, score(printed.n), weight.pos.Cell(), score(want), gap(printed.n, want, score)),
					Hint:    "执行率的分值两处写成一样的",
				}
			},
		})
	}
}

func ofExecution(g model.Group) bool { return contains(keyOf(g.Name), "执行") }

// blocks are the printed weights that make up the whole of a form: its blocks
// (年度绩效目标1(80分)), or its 一级指标.
func blocks(f *model.Form) (out []model.Group) {
	for level := range 2 {
		for _, g := range f.Groups {
			if g.Level == level && g.Weight.Known() && !ofExecution(g) {
				out = append(out, g)
			}
		}
		if len(out) > 0 {
			break
		}
	}
	return out
}

// labelWeights: on a form whose indicators have no weights of their own the
// printed ones and the execution rate's are 100.
func (p *Pass) labelWeights(f *model.Form) {
	list := blocks(f)
	execution := p.executionWeight(f)
	if len(list) == 0 || execution.pos.IsZero() {
		return
	}
	parts := []figure{execution}
	for _, g := range list {
		parts = append(parts, number(g.Weight))
	}
	total, place := p.Set.Weights.Total, parts[1].pos
	p.require(relation{
		cell: place, got: total, anchor: true, right: expr{num: terms(parts)}, accept: p.scoreNear(), level: 2, show: score,
		say: func(sum dec) Finding {
			return Finding{
				Got: plain(sum), Want: plain(total), Related: places(parts),
				Message: fmt.Sprintf("表上标的各部分分值（%s）相加是 %s，应当是 %s，%s", cells(place, places(parts)), score(sum), score(total), gap(sum, total, score)),
				Hint:    "核对各部分标的分值，使它们加起来是 " + plain(total),
			}
		},
	})
}

// fixedWeights: where the rule set says that the groups' weights may not be
// changed, each group weighs what the set says.
func (p *Pass) fixedWeights(f *model.Form) {
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
		if !ok || p.scoreNear()(add(terms(parts), nil), g.Weight) {
			continue
		}
		sum := add(terms(parts), nil)
		p.Report(Finding{
			Pos: parts[0].pos, Got: plain(sum), Want: plain(g.Weight), Related: places(parts[1:]),
			Message: fmt.Sprintf("%s指标的分值（%s）相加是 %s，这套规则规定是 %s，%s", strings.Join(g.Names, "、"), cells(parts[0].pos, places(parts)),
				score(sum), score(g.Weight), gap(sum, g.Weight, score)),
			Hint: "按规定的权重调整这一组各指标的分值",
		})
	}
}

// weights are the known weights of the indicators; blank ones are told apart.
func weights(list []*model.Indicator) (known []figure, blank []model.Pos, ok bool) {
	for _, ind := range list {
		switch w := number(ind.Weight); w.state {
		case model.Known:
			known = append(known, w)
		case model.Bad:
			return nil, nil, false
		case model.Absent:
		default:
			blank = append(blank, w.pos)
		}
	}
	return known, blank, len(known) > 0
}

// scoreTolerance is 0.01 point.
func (p *Pass) scoreNear() func(got, want dec) bool { return within(p.Set.Scoring.Tolerance) }

// totalWeight: the indicators' weights and the execution rate's are 100.
func (p *Pass) totalWeight(f *model.Form) {
	parts, blank, ok := weights(f.Indicators)
	if !ok {
		return
	}
	execution := p.executionWeight(f)
	all := append(append([]figure(nil), parts...), execution)
	sum, total := add(terms(all), nil), p.Set.Weights.Total
	stated := number(f.TotalWeight)
	place := stated.pos
	if place.IsZero() {
		place = parts[0].pos
	}
	with := fmt.Sprintf("执行率 %s ", plain(execution.n))
	if execution.pos.IsZero() {
		with = fmt.Sprintf("执行率（表上没有写，按 %s）", plain(execution.n))
	}
	p.require(relation{
		cell: place, got: total, anchor: true, right: expr{num: terms(all)}, accept: p.scoreNear(), level: 2, show: score,
		say: func(sum dec) Finding {
			g := Finding{
				Got: plain(sum), Want: plain(total), Related: places(parts),
				Message: fmt.Sprintf("各指标分值（%s）加%s是 %s，应当是 %s，%s", cells(place, places(parts)), with, score(sum), score(total), gap(sum, total, score)),
				Hint:    "核对各指标的分值，使它们加起来是 " + plain(total),
			}
			if len(blank) > 0 {
				g.Hint += "；" + cells(place, blank) + " 的分值是空的"
			}
			return g
		},
	})
	if !p.scoreNear()(sum, total) || !stated.known() || p.scoreNear()(stated.n, total) || p.scoreNear()(stated.n, total.Sub(execution.n)) {
		return
	}
	p.Report(Finding{
		Pos: stated.pos, Got: plain(stated.n), Want: plain(total), Related: places(parts),
		Message: fmt.Sprintf("总分的分值写的是 %s，各指标分值加%s是 %s，%s", score(stated.n), with, score(total), gap(stated.n, total, score)),
		Hint:    "把总分的分值改为 " + plain(total),
	})
}

// groupWeights: the indicators under 产出指标(50分) weigh 50.
func (p *Pass) groupWeights(f *model.Form) {
	for _, g := range f.Groups {
		printed := number(g.Weight)
		if !printed.known() || ofExecution(g) {
			continue
		}
		in := inGroup(f, g)
		parts, blank, ok := weights(in)
		if !ok {
			continue
		}
		p.require(relation{
			cell: printed.pos, got: printed.n, right: expr{num: terms(parts)}, accept: p.scoreNear(), level: 1, show: score,
			say: func(sum dec) Finding {
				out := Finding{
					Got: plain(sum), Want: plain(printed.n), Related: places(parts),
					Message: fmt.Sprintf("“%s”标的是 %s，下面各指标的分值（%s）相加是 %s，%s", g.Name, score(printed.n), cells(printed.pos, places(parts)),
						score(sum), gap(sum, printed.n, score)),
					Hint: "核对这一组各指标的分值，或者改标的分",
				}
				if len(blank) > 0 {
					out.Hint += "；" + cells(printed.pos, blank) + " 的分值是空的"
				}
				return out
			},
		})
	}
}

// inGroup are the indicators a printed weight speaks of: those of the 一级 or 二级
// of that name, or all where it is the only block of the form.
func inGroup(f *model.Form, g model.Group) []*model.Indicator {
	var out []*model.Indicator
	for _, ind := range f.Indicators {
		level := ind.Level1
		if g.Level == 2 {
			level = ind.Level2
		}
		if g.Level > 0 && sameGroup(keyOf(level.Value), keyOf(g.Name)) {
			out = append(out, ind)
		}
	}
	if g.Level == 0 {
		for _, other := range f.Groups {
			if other.Level == 0 && other.Name != g.Name && !ofExecution(other) {
				return nil // several blocks: which indicators are whose is not said
			}
		}
		return f.Indicators
	}
	return out
}

func sameGroup(a, b string) bool {
	a, b = strings.TrimSuffix(a, "指标"), strings.TrimSuffix(b, "指标")
	return a != "" && a == b
}

// singleWeight: one indicator that weighs too much decides everything.
func (p *Pass) singleWeight(f *model.Form) {
	most := p.Set.Weights.SingleMax
	if !most.IsPositive() {
		return
	}
	for _, ind := range f.Indicators {
		if w := number(ind.Weight); w.known() && w.n.GreaterThan(most) {
			p.Report(Finding{
				Severity: Warning, Pos: w.pos, Got: plain(w.n), Want: plain(most),
				Message: fmt.Sprintf("%s一个指标就占 %s，超过 %s，权重设置可能不合理", label(ind), score(w.n), score(most)),
				Hint:    "把它拆成几个指标，或者降低分值",
			})
		}
		if w := number(ind.Weight); w.known() && w.n.IsNegative() {
			p.Report(Finding{Pos: w.pos, Got: plain(w.n), Message: fmt.Sprintf("%s的分值是负数（%s）", label(ind), score(w.n)), Hint: "分值不能是负数，改分值"})
		}
	}
}
