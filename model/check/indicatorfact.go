package check

import (
	"fmt"
	"strings"

	"ziping/model"
)

var indicatorFact = &Rule{ID: "indicator/fact", Title: "指标完成值与台账、文字不符", Severity: Error, Run: func(p *Pass) {
	for _, f := range p.Project.Forms {
		r := factReport{pass: p}
		for _, ind := range f.Indicators {
			r.indicator(ind)
		}
		r.text(f.GoalActual, "实际完成情况", f.Indicators, Error, func(ind *model.Indicator) (measure, bool) { return readActual(ind) })
		r.text(f.GoalPlanned, "预期目标", f.Indicators, Warning, readTarget)
		r.finish()
	}
}}

// A factReport gathers what agreed and what was in doubt, so that each is said
// once a form.
type factReport struct {
	pass    *Pass
	agreed  []string
	doubt   []string
	agreeAt []model.Pos
	doubtAt []model.Pos
}

// An evidence is where the log states what an indicator counts.
type evidence struct {
	what    string // 类别“主题科普宣传活动”的场次
	parts   []figure
	certain bool // the words are the same; otherwise they only resemble each other
}

// indicator compares an indicator's actual value with the log.
func (r *factReport) indicator(ind *model.Indicator) {
	actual, ok := readActual(ind)
	if !ok || !actual.numeric() || actual.Relative || actual.Op == model.OpRange || len(gathered(r.pass).details) == 0 {
		return
	}
	fig := actual.figure()
	found := r.pass.evidenceOf(subject(ind.Level3.Value), fig.unit, ind.Level3.Value)
	if len(found) == 0 {
		return
	}
	for _, e := range found {
		if unit, _ := mixed(append([]figure{fig}, e.parts...)); unit != "" {
			r.doubtful(label(ind)+"（台账里“人”和“人次”混着写）", fig.pos)
			return
		}
		if r.pass.agrees(fig, e) {
			r.agreed = append(r.agreed, fmt.Sprintf("%s %s", label(ind), actual.shown))
			r.agreeAt = append(r.agreeAt, fig.pos)
			return
		}
	}
	if len(found) > 1 || !found[0].certain {
		r.doubtful(fmt.Sprintf("%s %s（台账里意思相近的是%s，合计 %s）", label(ind), actual.shown, found[0].what, count(add(terms(found[0].parts), nil), found[0].parts[0].unit)), fig.pos)
		return
	}
	r.contradict(ind, fig, actual.shown, found[0])
}

func (p *Pass) agrees(fig figure, e evidence) bool {
	tol := toleranceOf([]figure{fig}, e.parts)
	return within(tol)(fig.n, add(terms(e.parts), nil))
}

func (r *factReport) contradict(ind *model.Indicator, fig figure, text string, e evidence) {
	p := r.pass
	show := func(d dec) string { return count(d, fig.unit) }
	p.require(relation{
		cell: fig.pos, got: fig.n, right: expr{num: terms(e.parts)}, accept: within(toleranceOf([]figure{fig}, e.parts)), level: 3, show: show,
		say: func(want dec) Finding {
			f := Finding{
				Got: plain(fig.n), Want: plain(want), Related: places(e.parts),
				Message: fmt.Sprintf("%s完成值写的是 %s，活动台账里%s（%s）是 %s，%s", label(ind), text, e.what, cells(fig.pos, places(e.parts)), show(want), gap(fig.n, want, show)),
				Hint:    "完成值要有台账支持：漏记的活动补进台账，写错的改完成值",
			}
			if anyApprox(e.parts) || fig.approx {
				f.Severity = Warning
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
		r.pass.Report(Finding{
			Severity: Info, Pos: r.agreeAt[0], Related: r.agreeAt[1:],
			Message: fmt.Sprintf("有 %d 项指标的完成值与活动台账一致：%s", len(r.agreed), strings.Join(r.agreed, "；")),
			Hint:    "不用改",
		})
	}
	if len(r.doubt) > 0 {
		r.pass.Undecided(r.doubtAt[0], "有 "+fmt.Sprint(len(r.doubt))+" 处的数字不能确定与台账的哪一项对应，没有核对："+strings.Join(r.doubt, "；"),
			"人工核对；把指标名称和台账的活动类别写成一样的，就能自动核对", r.doubtAt[1:]...)
	}
}

// evidenceOf finds what the log states of a subject in a unit: the category of
// that name, the activities of that name, the whole log for words that mean it,
// or a figure in the text of an activity's 成效.
func (p *Pass) evidenceOf(about, unit, name string) []evidence {
	column, word := logColumn(unit, name)
	if column == nil {
		return p.effects(about, unit)
	}
	var exact, like []evidence
	put := func(what string, rows []*model.Activity, certain, near bool) {
		if parts, ok := pickRows(rows, column); ok {
			e := evidence{what: what + "的" + word, parts: parts, certain: certain || near}
			if certain {
				exact = append(exact, e)
			} else {
				like = append(like, e)
			}
		}
	}
	for _, c := range gathered(p).categories {
		if core(c.name) == about {
			put("类别“"+c.name+"”", c.rows, true, false)
		}
	}
	whole := word == "场次" && allSessions[about] || word == "参与人次" && allParticipants[about]
	if len(exact) == 0 && whole {
		put("全部活动", gathered(p).details, true, false)
	}
	if len(exact) > 0 || whole {
		return exact
	}
	for _, c := range gathered(p).categories {
		if k := core(c.name); resemble(k, about) {
			put("类别“"+c.name+"”", c.rows, false, nearly(k, about))
		}
	}
	if len(like) == 0 {
		p.byName(about, put)
	}
	if len(exact) > 0 {
		return exact
	}
	return like
}

// byName finds the activities of a name.
func (p *Pass) byName(about string, put func(string, []*model.Activity, bool, bool)) {
	if len([]rune(about)) < 3 {
		return
	}
	for _, group := range gathered(p).names() {
		if group.core == about {
			put("“"+group.name+"”", group.rows, true, false)
		} else if resemble(group.core, about) {
			put("“"+group.name+"”", group.rows, false, nearly(group.core, about))
		}
	}
}

// nearly reports that one name is the other but for a short addition, such as
// 中国流动科技馆巡展 and 流动科技馆巡展.
func nearly(a, b string) bool {
	x, y := len([]rune(a)), len([]rune(b))
	if x > y {
		x, y = y, x
	}
	return x >= 4 && x*3 >= y*2
}

// logColumn is the column that counts in a unit, and its name.
func logColumn(unit, name string) (func(*model.Activity) model.Cell[model.Count], string) {
	name = model.Key(name)
	switch u := family[model.Key(unit)]; {
	case u == 0:
		return nil, ""
	case u == family["场次"]:
		return func(a *model.Activity) model.Cell[model.Count] { return a.Sessions() }, "场次"
	case contains(name, "志愿") && (u == family["人"] || u == family["人次"]):
		return func(a *model.Activity) model.Cell[model.Count] { return a.Volunteers() }, "志愿者"
	case u == family["人次"], u == family["人"]:
		return func(a *model.Activity) model.Cell[model.Count] { return a.Participants() }, "参与人次"
	case model.Key(unit) == "份":
		return func(a *model.Activity) model.Cell[model.Count] { return a.Materials() }, "发放资料"
	}
	return nil, ""
}

func pickRows(rows []*model.Activity, column func(*model.Activity) model.Cell[model.Count]) ([]figure, bool) {
	var out []figure
	for _, a := range rows {
		switch f := counted(column(a)); {
		case f.state == model.Bad:
			return nil, false
		case f.known():
			out = append(out, f)
		}
	}
	return out, len(out) > 0
}

// effects finds figures in the texts of 活动成效: 新命名科普教育基地15个.
func (p *Pass) effects(about, unit string) []evidence {
	if unit == "" || unit == "%" || unit == "元" || len([]rune(about)) < 2 {
		return nil
	}
	var exact, like []evidence
	for _, c := range gathered(p).effectClauses(func(c clause) bool { return sameUnit(c.fig.unit, unit) == same && resemble(c.label, about) }) {
		e := evidence{what: "“" + c.label + "”", parts: []figure{c.fig}}
		switch {
		case c.label == about:
			e.certain = true
			exact = append(exact, e)
		default:
			e.certain = nearly(c.label, about)
			like = append(like, e)
		}
	}
	if len(exact) > 1 { // the same thing counted in several activities
		var all evidence
		all.what, all.certain = exact[0].what, true
		for _, e := range exact {
			all.parts = append(all.parts, e.parts...)
		}
		return []evidence{all}
	}
	if len(exact) > 0 {
		return exact
	}
	return like
}

// text compares the figures of a text of the form with the indicators.
func (r *factReport) text(c model.Cell[string], name string, list []*model.Indicator, severity Severity, of func(*model.Indicator) (measure, bool)) {
	if !c.Known() {
		return
	}
	for _, k := range telling(clauses(c.Value, c.Pos)) {
		ind, m, ok := counterpart(k, list, of)
		if !ok || within(tolerance(k.fig, m.figure()))(k.fig.n, m.Value) {
			continue
		}
		r.differ(k, m, ind, name, severity)
	}
}

// differ requires a figure of the text to be the indicator's. The text's cell
// holds more than the figure, so only the indicator's can be corrected.
func (r *factReport) differ(k clause, m measure, ind *model.Indicator, name string, severity Severity) {
	r.pass.require(relation{
		cell: k.fig.pos, got: k.fig.n, anchor: true, right: expr{num: []term{m.figure().term()}}, level: 3, show: k.show,
		accept: within(tolerance(k.fig, m.figure())),
		say: func(want dec) Finding {
			f := differs(k, m, ind, name)
			f.Severity, f.Want = severity, plain(want)
			return f
		},
	})
}

// differs words a figure of a text that is not the indicator's.
func differs(k clause, m measure, ind *model.Indicator, name string) Finding {
	return Finding{
		Got: plain(k.fig.n), Want: plain(m.Value), Related: []model.Pos{m.pos},
		Message: fmt.Sprintf("%s里写“%s”，指标%s（%s）是 %s，%s", name, k.whole, label(ind), at(k.fig.pos, m.pos), m.shown, gap(k.fig.n, m.Value, k.show)),
		Hint:    "同一件事在文字和指标里写同一个数，改错的一处",
	}
}

// show writes a figure of the clause's kind with its unit.
func (k clause) show(d dec) string {
	if k.fig.unit == "%" {
		return plain(d) + " 个百分点"
	}
	return count(d, k.fig.unit)
}

// counterpart is the one indicator a clause speaks of: the same subject, or the
// whole log in both, in the same unit.
func counterpart(k clause, list []*model.Indicator, of func(*model.Indicator) (measure, bool)) (*model.Indicator, measure, bool) {
	var ind *model.Indicator
	var found measure
	for _, i := range list {
		m, ok := of(i)
		if !ok || !m.numeric() || m.Relative || m.Unit == "" || sameUnit(m.Unit, k.fig.unit) != same {
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
