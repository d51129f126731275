package rules

import (
	"fmt"
	"strings"

	"github.com/shopspring/decimal"

	"ziping/model"
	"ziping/model/check"
	"ziping/model/check/figure"
	"ziping/model/check/relation"
)

var indicatorFact = &check.Rule{ID: "indicator/fact", Title: "指标完成值与台账、文字不符", Severity: check.Error, Run: func(p *check.Pass) {
	for _, f := range p.Project.Forms {
		r := factReport{pass: p}
		for _, ind := range f.Indicators {
			r.indicator(ind)
		}
		r.text(f.GoalActual, "实际完成情况", f.Indicators, check.Error, func(ind *model.Indicator) (measure, bool) { return readActual(ind) })
		r.text(f.GoalPlanned, "预期目标", f.Indicators, check.Warning, readTarget)
		r.finish()
	}
}}

// A factReport gathers what agreed and what was in doubt, so that each is said
// once a form.
type factReport struct {
	pass    *check.Pass
	agreed  []string
	doubt   []string
	agreeAt []model.Pos
	doubtAt []model.Pos
}

// indicator compares an indicator's actual value with the log.
func (r *factReport) indicator(ind *model.Indicator) {
	actual, ok := readActual(ind)
	if !ok || !actual.numeric() || actual.Relative || actual.Op == model.OpRange || len(gather(r.pass).details) == 0 {
		return
	}
	fig := actual.figure()
	found := evidenceOf(r.pass, subject(ind.Level3.Value), fig.Unit, ind.Level3.Value)
	if len(found) == 0 {
		r.unnamed(ind, fig, actual.shown)
		return
	}
	for _, e := range found {
		if unit, _ := figure.Mixed(append([]figure.Figure{fig}, e.parts...)); unit != "" {
			r.doubtful(label(ind)+"（台账里“人”和“人次”混着写）", fig.Pos)
			return
		}
		if agrees(r.pass, fig, e) {
			r.pass.Held(1)
			r.agreed = append(r.agreed, fmt.Sprintf("%s %s", label(ind), actual.shown))
			r.agreeAt = append(r.agreeAt, fig.Pos)
			return
		}
	}
	if len(found) > 1 || !found[0].certain {
		r.doubtful(fmt.Sprintf("%s %s（台账里意思相近的是%s，合计 %s）", label(ind), actual.shown, found[0].what, figure.Count(figure.Sum(figure.Terms(found[0].parts), nil), found[0].parts[0].Unit)), fig.Pos)
		return
	}
	r.contradict(ind, fig, actual.shown, found[0])
}

// unnamed explains an actual whose words name nothing of the log by the sum of
// the log that it equals. Below few numbers agree by chance and explain nothing.
func (r *factReport) unnamed(ind *model.Indicator, fig figure.Figure, shown string) {
	column, word := logColumn(fig.Unit, ind.Level3.Value)
	if column == nil {
		return
	}
	var like *evidence
	if fig.N.GreaterThanOrEqual(few) {
		for _, e := range sumsOf(r.pass, column, word) {
			if unit, _ := figure.Mixed(append([]figure.Figure{fig}, e.parts...)); unit == "" && agrees(r.pass, fig, e) {
				r.pass.Held(1)
				r.agreed = append(r.agreed, fmt.Sprintf("%s %s（等于台账里%s）", label(ind), shown, e.what))
				r.agreeAt = append(r.agreeAt, fig.Pos)
				return
			} else if unit == "" && like == nil && closeTo(fig.N, figure.Sum(figure.Terms(e.parts), nil)) {
				like = &e
			}
		}
	}
	if like != nil {
		r.doubtful(fmt.Sprintf("%s %s（与台账里%s相近，那里是 %s）", label(ind), shown, like.what, figure.Count(figure.Sum(figure.Terms(like.parts), nil), fig.Unit)), fig.Pos)
		return
	}
	r.pass.Open(label(ind) + "在台账里没有对上的项")
}

func (r *factReport) contradict(ind *model.Indicator, fig figure.Figure, text string, e evidence) {
	p := r.pass
	show := func(d decimal.Decimal) string { return figure.Count(d, fig.Unit) }
	relation.Require(p, relation.Relation{
		Cell: fig.Pos, Got: fig.N, Right: figure.Expr{Num: figure.Terms(e.parts)}, Accept: figure.Within(figure.ToleranceOf([]figure.Figure{fig}, e.parts)), Level: 3, Show: show,
		Say: func(want decimal.Decimal) check.Finding {
			f := check.Finding{
				Got: figure.Plain(fig.N), Want: figure.Plain(want), Related: figure.Places(e.parts),
				Message: fmt.Sprintf("%s完成值写的是 %s，活动台账里%s（%s）是 %s，%s", label(ind), text, e.what, figure.Cells(fig.Pos, figure.Places(e.parts)), show(want), figure.Gap(fig.N, want, show)),
				Hint:    "完成值要有台账支持：漏记的活动补进台账，写错的改完成值",
			}
			if figure.AnyApprox(e.parts) || fig.Approx {
				f.Severity = check.Warning
			}
			return f
		},
	})
}

func (r *factReport) doubtful(what string, pos model.Pos) {
	r.doubt = append(r.doubt, what)
	r.doubtAt = append(r.doubtAt, pos)
}

// finish says what agreed and what could not be decided, once each.
func (r *factReport) finish() {
	if len(r.agreed) > 0 {
		r.pass.Report(check.Finding{
			Severity: check.Info, Pos: r.agreeAt[0], Related: r.agreeAt[1:],
			Message: fmt.Sprintf("有 %d 项指标的完成值与活动台账一致：%s", len(r.agreed), strings.Join(r.agreed, "；")),
			Hint:    "不用改",
		})
	}
	if len(r.doubt) > 0 {
		r.pass.Undecided(r.doubtAt[0], "有 "+fmt.Sprint(len(r.doubt))+" 处的数字不能确定与台账的哪一项对应，没有核对："+strings.Join(r.doubt, "；"),
			"人工核对；把指标名称和台账的活动类别写成一样的，就能自动核对", r.doubtAt[1:]...)
	}
}

// text compares the figures of a text of the form with the indicators.
func (r *factReport) text(c model.Cell[string], name string, list []*model.Indicator, severity check.Severity, of func(*model.Indicator) (measure, bool)) {
	if !c.Known() {
		return
	}
	for _, k := range telling(sentences(c.Value, c.Pos)) {
		ind, m, ok := counterpart(k, list, of)
		if !ok || figure.Within(figure.Tolerance(k.fig, m.figure()))(k.fig.N, m.Value) {
			continue
		}
		r.differ(k, m, ind, name, severity)
	}
}

// differ requires a figure of the text to be the indicator's. The text's cell
// holds more than the figure, so only the indicator's can be corrected.
func (r *factReport) differ(k sentence, m measure, ind *model.Indicator, name string, severity check.Severity) {
	relation.Require(r.pass, relation.Relation{
		Cell: k.fig.Pos, Got: k.fig.N, Anchor: true, Right: figure.Expr{Num: []figure.Term{m.figure().Term()}}, Level: 3, Show: k.show,
		Accept: figure.Within(figure.Tolerance(k.fig, m.figure())),
		Say: func(want decimal.Decimal) check.Finding {
			f := differs(k, m, ind, name)
			f.Severity, f.Want = severity, figure.Plain(want)
			return f
		},
	})
}

// differs words a figure of a text that is not the indicator's.
func differs(k sentence, m measure, ind *model.Indicator, name string) check.Finding {
	return check.Finding{
		Got: figure.Plain(k.fig.N), Want: figure.Plain(m.Value), Related: []model.Pos{m.pos},
		Message: fmt.Sprintf("%s里写“%s”，指标%s（%s）是 %s，%s", name, k.whole, label(ind), figure.At(k.fig.Pos, m.pos), m.shown, figure.Gap(k.fig.N, m.Value, k.show)),
		Hint:    "同一件事在文字和指标里写同一个数，改错的一处",
	}
}

// show writes a figure of the clause's kind with its unit.
func (k sentence) show(d decimal.Decimal) string {
	if k.fig.Unit == "%" {
		return figure.Plain(d) + " 个百分点"
	}
	return figure.Count(d, k.fig.Unit)
}

// counterpart is the one indicator a clause speaks of: the same subject, or the
// whole log in both, in the same unit.
func counterpart(k sentence, list []*model.Indicator, of func(*model.Indicator) (measure, bool)) (*model.Indicator, measure, bool) {
	var ind *model.Indicator
	var found measure
	for _, i := range list {
		m, ok := of(i)
		if !ok || !m.numeric() || m.Relative || m.Unit == "" || figure.SameUnit(m.Unit, k.fig.Unit) != figure.Same {
			continue
		}
		about := subject(i.Level3.Value)
		if about != k.label && !(allSessions[about] && allSessions[k.label]) && !(allParticipants[about] && allParticipants[k.label]) {
			continue
		}
		if ind != nil {
			return nil, measure{}, false
		}
		ind, found = i, m
	}
	return ind, found, ind != nil
}
