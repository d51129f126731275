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

// A factReport gathers what agreed, so that it is said once a form.
type factReport struct {
	pass    *check.Pass
	agreed  []string
	agreeAt []model.Pos
}

// indicator compares an indicator's actual value with the log: with the sum that
// its words name, else with all sums of what it counts.
func (r *factReport) indicator(ind *model.Indicator) {
	actual, ok := readActual(ind)
	if !ok || !actual.numeric() || actual.Relative || actual.Op == model.OpRange || len(gather(r.pass).details) == 0 {
		return
	}
	fig, about := actual.figure(), subject(ind.Level3.Value)
	q, counted := quantityOf(fig.Unit, ind.Level3.Value)
	var found []evidence
	if counted {
		found = namedBy(r.pass, about, q)
	} else {
		found = effects(r.pass, about, fig.Unit)
	}
	for _, e := range found {
		if e.mixes(fig) {
			r.doubtful(fmt.Sprintf("%s %s（台账里“人”和“人次”混着写）", label(ind), actual.shown), fig.Pos)
			return
		}
		if e.agrees(fig) {
			r.agrees(fmt.Sprintf("%s %s", label(ind), actual.shown), fig.Pos)
			return
		}
	}
	var sums []evidence
	if counted {
		sums = sumsOf(r.pass, q)
	}
	if e, ok := explains(sums, fig); ok {
		r.agrees(fmt.Sprintf("%s %s（等于台账里%s）", label(ind), actual.shown, e.what), fig.Pos)
		return
	}
	switch {
	case len(found) == 1 && found[0].certain:
		r.contradict(ind, fig, actual.shown, found[0])
	case len(found) > 0:
		r.doubtful(fmt.Sprintf("%s %s（台账里意思相近的是%s，合计 %s）", label(ind), actual.shown, found[0].what, figure.Count(found[0].total.Sum, found[0].total.Unit)), fig.Pos)
	case counted:
		r.unnamed(ind, fig, actual.shown, q, sums)
	}
}

// unnamed tells of an actual whose words name nothing of the log, and that no sum
// explains: which it comes near to, and what the whole log is.
func (r *factReport) unnamed(ind *model.Indicator, fig figure.Figure, shown string, q quantity, sums []evidence) {
	if len(sums) == 0 {
		if t, _ := q.over(gather(r.pass).details).Tally(upTo(len(gather(r.pass).details))); t.Bad {
			r.pass.Open("台账有的" + q.word + "读不出，" + label(ind) + "没有核对")
		}
		return
	}
	near := func(e evidence) bool { return !e.mixes(fig) && closeTo(fig.N, e.total.Sum) }
	whole := func(e evidence) bool { return !e.mixes(fig) && e.whole }
	like := slices.IndexFunc(sums, near)
	if like < 0 {
		like = slices.IndexFunc(sums, whole)
	}
	if like < 0 {
		r.pass.Open(label(ind) + "在台账里没有对上的项")
		return
	}
	e := sums[like]
	sum := figure.Count(e.total.Sum, fig.Unit)
	switch {
	case e.agrees(fig):
		r.doubtful(fmt.Sprintf("%s %s（等于台账里%s，名称对不上，这样的数容易碰巧相同）", label(ind), shown, e.what), fig.Pos)
	case near(e):
		r.doubtful(fmt.Sprintf("%s %s（与台账里%s相近，那里是 %s）", label(ind), shown, e.what, sum), fig.Pos)
	default:
		r.doubtful(fmt.Sprintf("%s %s（名称对不上台账的哪一项，%s是 %s）", label(ind), shown, e.what, sum), fig.Pos)
	}
}

// contradict requires an actual to be the sum that its words name. What the log
// leaves blank may be what is missing in it.
func (r *factReport) contradict(ind *model.Indicator, fig figure.Figure, text string, e evidence) {
	if e.total.Blank > 0 && fig.N.GreaterThan(e.total.Sum) {
		r.doubtful(fmt.Sprintf("%s %s（台账里%s有 %d 行没有写，其余的是 %s）", label(ind), text, e.what, e.total.Blank, figure.Count(e.total.Sum, fig.Unit)), fig.Pos)
		return
	}
	p, places := r.pass, e.places()
	show := func(d decimal.Decimal) string { return figure.Count(d, fig.Unit) }
	relation.Require(p, relation.Relation{
		Cell: fig.Pos, Got: fig.N, Right: e.column.Over(e.rows, e.total), Accept: figure.Within(e.total.Tolerance(fig)), Level: 3, Show: show,
		Say: func(want decimal.Decimal) check.Finding {
			f := check.Finding{
				Got: figure.Plain(fig.N), Want: figure.Plain(want), Related: places,
				Message: fmt.Sprintf("%s完成值写的是 %s，活动台账里%s（%s）是 %s，%s", label(ind), text, e.what, figure.Cells(fig.Pos, places), show(want), figure.Gap(fig.N, want, show)),
				Hint:    "完成值要有台账支持：漏记的活动补进台账，写错的改完成值",
			}
			if e.total.Approx || fig.Approx {
				f.Severity = check.Warning
			}
			return f
		},
	})
}

func (r *factReport) agrees(what string, pos model.Pos) {
	r.pass.Held(1)
	r.agreed = append(r.agreed, what)
	r.agreeAt = append(r.agreeAt, pos)
}

// doubtful tells of one value that nothing was decided of, at its cell.
func (r *factReport) doubtful(what string, pos model.Pos) {
	r.pass.Undecided(pos, what+"，没有核对", "人工核对；把指标名称和台账的活动类别写成一样的，就能自动核对")
}

// finish says what agreed, once.
func (r *factReport) finish() {
	if len(r.agreed) > 0 {
		r.pass.Report(check.Finding{
			Severity: check.Info, Pos: r.agreeAt[0], Related: r.agreeAt[1:],
			Message: fmt.Sprintf("有 %d 项指标的完成值与活动台账一致：%s", len(r.agreed), strings.Join(r.agreed, "；")),
			Hint:    "不用改",
		})
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
