package render

import (
	"strings"

	"ziping/model"
	"ziping/model/pattern"
	"ziping/render/phrase"
)

// evaluation is what the self-evaluation forms hold.
type evaluation struct {
	forms      []formView
	score      Figure
	weight     Figure
	grade      Figure
	deviations []Line // those short of full marks or with a reason
	groups     []indicatorGroup
}

// A formView is one 项目支出绩效自评表, ready to be printed as a table.
type formView struct {
	title                          Figure
	year, name, department, unit   Figure
	code                           Figure
	moneyUnit                      string
	money                          []moneyRow
	goalPlanned, goalActual        Figure
	indicators                     []indicator
	totalWeight, totalScore, grade Figure
	notes                          []note
	scored                         bool // the form has weights or scores
}

// A note is a titled text under a form (说明, 改进措施).
type note struct{ name, body Figure }

// A moneyRow is one row of the form's money block, amounts in the form's unit.
type moneyRow struct {
	label                  Figure
	initial, budget, spent Figure
	weight, rate, score    Figure
}

// An indicator is one 三级指标 in words.
type indicator struct {
	level1, level2, level3 Figure
	target, actual         Figure
	weight, score, reason  Figure
	lost                   Figure // weight − score, known when positive
	op                     model.Op
}

// An indicatorGroup is the indicators of one 一级指标 in one paragraph.
type indicatorGroup struct {
	name Figure
	line Line
}

func newEvaluation(p *model.Project) evaluation {
	var e evaluation
	for _, f := range p.Forms {
		e.forms = append(e.forms, newFormView(p, f))
	}
	if len(e.forms) == 0 {
		return e
	}
	e.score, e.weight, e.grade = e.forms[0].totalScore, e.forms[0].totalWeight, e.forms[0].grade
	for i := range p.Forms {
		e.groups = append(e.groups, e.forms[i].groups()...)
	}
	e.deviations = nonEmpty(e.shortLine())
	return e
}

func newFormView(p *model.Project, f *model.Form) formView {
	v := formView{
		title: first(formTitle(f.Title), Figure{Text: "项目支出绩效自评表"}),
		name:  first(phrase.Words(f.ProjectName), phrase.Words(p.Name)), department: first(phrase.Words(f.Department), phrase.Words(p.Department)),
		unit: first(phrase.Words(f.Unit), phrase.Words(p.Unit)), code: phrase.Words(f.Code), moneyUnit: "万元",
		goalPlanned: phrase.Words(f.GoalPlanned), goalActual: phrase.Words(f.GoalActual),
		totalWeight: phrase.Number(f.TotalWeight), totalScore: phrase.Number(f.TotalScore), grade: phrase.Words(f.Grade),
	}
	year := f.Year
	if !year.Known() {
		year = p.Year
	}
	if year.Known() {
		v.year = Figure{Text: itoa(year.Value), Num: integer(year.Value), Numeric: true, From: []model.Pos{year.Pos}}
	}
	if f.Table != nil && f.Table.Unit != "" {
		v.moneyUnit = f.Table.Unit
	}
	for _, m := range f.Money {
		v.money = append(v.money, newMoneyRow(m, v.moneyUnit))
	}
	for _, ind := range f.Indicators {
		v.indicators = append(v.indicators, newIndicator(ind))
	}
	v.scored = f.HasWeights || f.HasScores || v.totalScore.Known() || v.totalWeight.Known()
	for _, t := range f.Texts {
		if body := phrase.Words(t.Body); body.Known() {
			v.notes = append(v.notes, note{phrase.Words(t.Name), body})
		}
	}
	return v
}

// regionalTitle is the form's title when it is shown in the regional layout,
// which has neither weights nor scores: a form that has them is another by name.
func (v formView) regionalTitle() Figure {
	if v.scored {
		return Figure{Text: "转移支付区域（项目）绩效自评表"}
	}
	return v.title
}

// around is what stands around the name of a form in its title cell: 附件1：,
// 2020年度, （2022年度）.
var around = pattern.New(`^附件\s*\d*\s*[:：]?|^\d{4}\s*年度?|[(（]\s*\d{4}\s*年?度?\s*[)）]$`)

// formTitle is the form's name without the year and the annex number, which
// the report prints itself.
func formTitle(c model.Cell[string]) Figure {
	f := phrase.Words(c)
	f.Text = strings.Join(strings.Fields(f.Text), "")
	for range 3 {
		f.Text = strings.TrimSpace(around.ReplaceAllString(f.Text, ""))
	}
	return f
}

func newMoneyRow(m *model.MoneyRow, unit string) moneyRow {
	money := func(c model.Cell[model.Amount]) Figure {
		return phrase.AsTyped(c, inUnit(phrase.Money{}.Amount(c), unit))
	}
	return moneyRow{
		label: phrase.AsTyped(m.Label, phrase.Words(m.Label)), initial: money(m.Initial), budget: money(m.Budget), spent: money(m.Spent),
		weight: phrase.AsTyped(m.Weight, phrase.Number(m.Weight)), rate: phrase.AsTyped(m.Rate, phrase.Ratio(m.Rate)), score: phrase.AsTyped(m.Score, phrase.Number(m.Score)),
	}
}

// inUnit writes an amount as a bare number of a table's unit.
func inUnit(f Figure, unit string) Figure {
	if !f.Numeric {
		return f
	}
	n := f.Num
	if unit == "万元" {
		n = n.Shift(-4)
	}
	f.Text = n.String()
	if f.Approx {
		f.Text = "约" + f.Text
	}
	return f
}

func newIndicator(ind *model.Indicator) indicator {
	v := indicator{
		level1: phrase.Words(ind.Level1), level2: phrase.Words(ind.Level2), level3: phrase.Words(ind.Level3),
		target: measure(ind.Target, ind), actual: measure(ind.Actual, nil),
		weight: phrase.AsTyped(ind.Weight, phrase.Number(ind.Weight)), score: phrase.AsTyped(ind.Score, phrase.Number(ind.Score)), reason: phrase.Words(ind.Reason), op: ind.Target.Value.Op,
	}
	if u := ind.Unit; u.Known() && v.actual.Known() && !ind.Actual.Value.Qualitative && ind.Actual.Value.Unit == "" {
		v.actual.Text += u.Value
	}
	if ind.Weight.Known() && ind.Score.Known() && ind.Score.Value.N.LessThan(ind.Weight.Value.N) {
		v.lost = phrase.Money{}.Difference(phrase.Number(ind.Weight), phrase.Number(ind.Score), "分值－得分")
		v.lost.Text = v.lost.Num.String()
	}
	return v
}

// measure is a target or an actual value as the form shows it; the operator
// and the unit join it where they have columns of their own.
func measure(c model.Cell[model.Measure], ind *model.Indicator) Figure {
	if c.Text == "" {
		return Figure{}
	}
	f := Figure{Text: c.Text, From: []model.Pos{c.Pos}}
	if !c.Known() || c.Value.Qualitative {
		return f
	}
	f.Num, f.Numeric, f.Approx, f.Place = c.Value.Value, true, c.Value.Approx, c.Value.Place
	if c.Value.Unit == "%" && !strings.ContainsAny(c.Text, "%％") && !strings.Contains(c.Text, "百分") {
		f.Text = string(c.Value.Op) + c.Value.Value.String() + "%"
	}
	if ind == nil {
		return f
	}
	if op := ind.Operator; op.Known() && c.Value.Op != model.OpNone && !strings.HasPrefix(f.Text, op.Value) && !strings.ContainsAny(f.Text, "≥≤＞＜><=±") {
		f.Text = op.Value + f.Text
		f.From = append(f.From, op.Pos)
	}
	if u := ind.Unit; u.Known() && !strings.HasSuffix(f.Text, u.Value) {
		f.Text += u.Value
		f.From = append(f.From, u.Pos)
	}
	return f
}

// indicatorRows says how indicators are counted.
const indicatorRows = "按自评表的指标行数计"

// A metTally is indicators by whether they were met.
type metTally struct{ all, met, short, unknown []indicator }

// met reports whether an indicator was met, and whether that can be told: by its
// score, or where it has none by its values.
func (i indicator) met() (met, known bool) {
	switch {
	case i.lost.Known():
		return false, true
	case i.weight.Numeric && i.score.Numeric:
		return true, true
	case !i.target.Numeric || !i.actual.Numeric || i.target.Approx || i.actual.Approx:
		return false, false
	}
	switch d := i.actual.Num.Cmp(i.target.Num); i.op {
	case model.OpGE:
		return d >= 0, true
	case model.OpLE:
		return d <= 0, true
	case model.OpGT:
		return d > 0, true
	case model.OpLT:
		return d < 0, true
	case model.OpEQ, model.OpNone:
		return d == 0, d == 0 || i.op == model.OpEQ
	}
	return false, false
}

func sortOut(all []indicator) metTally {
	t := metTally{all: all}
	for _, i := range all {
		switch met, known := i.met(); {
		case !known:
			t.unknown = append(t.unknown, i)
		case met:
			t.met = append(t.met, i)
		default:
			t.short = append(t.short, i)
		}
	}
	return t
}

// countOf is a number of indicators.
func countOf(all []indicator) Figure {
	var from []model.Pos
	for _, i := range all {
		from = append(from, i.level3.From...)
	}
	return phrase.Tallied(len(all), "项", from, indicatorRows)
}

// all is every indicator of the forms.
func (e evaluation) all() []indicator {
	var out []indicator
	for _, f := range e.forms {
		out = append(out, f.indicators...)
	}
	return out
}

// metLine is 11项三级指标中10项完成, without a stop; nil where nothing can be told.
func (e evaluation) metLine() Line {
	t := sortOut(e.all())
	switch {
	case len(t.all) == 0 || len(t.met)+len(t.short) == 0:
		return nil
	case len(t.met) == len(t.all):
		return Line{countOf(t.all), "三级指标全部完成"}
	}
	l := Line{countOf(t.all), "三级指标中"}
	l.AddKnown("", countOf(t.met), "完成")
	if len(t.met) > 0 && len(t.short) > 0 {
		l.Add("，")
	}
	l.AddKnown("", countOf(t.short), "未达到预期")
	l.AddKnown("，", countOf(t.unknown), "没有写明得分")
	return l
}

// exceptionLines tell how many indicators were met, and of those that were not
// what is short and why. The values stand in the annex.
func (e evaluation) exceptionLines() []Line {
	l := e.metLine()
	if len(l) == 0 {
		if n := countOf(e.all()); n.Known() {
			l = Line{"项目设有三级指标", n}
		}
	}
	var out Line
	if len(l) > 0 {
		out = append(Line{"绩效指标方面，"}, l...)
		out.AddKnown("，自评总分", e.score, "分")
		out.Add("。")
	}
	return nonEmpty(append(append(Line{}, out...), e.shortLine()...))
}

// shortLine gives each indicator that was not met with its reason, and the
// reasons given for others (a transfer form has no marks).
func (e evaluation) shortLine() Line {
	var l Line
	for _, i := range e.all() {
		met, known := i.met()
		if !i.level3.Known() || (met || !known) && !i.reason.Known() {
			continue
		}
		if i.reason.Known() && !i.lost.Known() && emptyReason(i.reason.Text) {
			continue
		}
		if len(l) > 0 {
			l.Add("；")
		}
		l.Add("“", i.level3, "”")
		switch {
		case i.lost.Known():
			l.Add("（分值", i.weight, "分）得", i.score, "分")
		case known && !met:
			l.Add("未达到预期")
			if i.target.Known() && i.actual.Known() {
				l.Add("（指标值", quoted(i.target), "，实际完成", quoted(i.actual), "）")
			}
		}
		switch {
		case i.reason.Known():
			reason := trimmedReason(i.reason)
			reason.Text = phrase.Trim(reason.Text)
			if i.lost.Known() || known && !met {
				l.Add("，原因是", reason)
			} else {
				l.Add("：", reason)
			}
		default:
			l.Add("，", phrase.Missing("“"+i.level3.Text+"”未完成的原因", "这一项未完成的原因", "在自评表填写偏差原因"))
		}
	}
	if len(l) > 0 {
		l.Add("。")
	}
	return l
}

// emptyReason reports words that stand for no reason.
func emptyReason(s string) bool {
	switch strings.Trim(s, "。 /—-") {
	case "", "无", "无偏差", "已完成", "完成", "不涉及", "无偏离":
		return true
	}
	return false
}

// groups tells the indicators by 一级指标 and, in it, by 二级指标: how many were
// met, the values of the 数量指标, and what is not met. A unit that keeps no
// activity log has no other text on what was done.
func (v formView) groups() []indicatorGroup {
	var out []indicatorGroup
	for start := 0; start < len(v.indicators); {
		first := v.indicators[start]
		end := start
		for end < len(v.indicators) && v.indicators[end].level1.Text == first.level1.Text {
			end++
		}
		if g := levelGroup(v.indicators[start:end]); len(g.line) > 0 {
			out = append(out, g)
		}
		start = end
	}
	return out
}

func levelGroup(all []indicator) indicatorGroup {
	g := indicatorGroup{name: all[0].level1}
	for start := 0; start < len(all); {
		end := start
		for end < len(all) && all[end].level2.Text == all[start].level2.Text {
			end++
		}
		if l := secondLine(all[start:end]); len(l) > 0 {
			if len(g.line) > 0 {
				g.line.Add("；")
			}
			g.line.Add(l)
		}
		start = end
	}
	g.line.Stop()
	return g
}

// secondLine tells the indicators of one 二级指标.
func secondLine(all []indicator) Line {
	named := all[:0:0]
	for _, i := range all {
		if i.level3.Known() {
			named = append(named, i)
		}
	}
	if len(named) == 0 {
		return nil
	}
	t := sortOut(named)
	var l Line
	l.AddKnown("", named[0].level2, "")
	l.Add(countOf(named))
	switch {
	case len(t.met) == len(named):
		l.Add(map[bool]string{true: "已完成", false: "均完成"}[len(named) == 1])
	case len(t.met) > 0:
		l.Add("中", countOf(t.met), "完成")
	}
	for n, i := range named {
		l.Add(map[bool]string{true: "：", false: "、"}[n == 0], i.level3)
		if i.actual.Known() {
			l.Add(quoted(i.actual))
		}
		if met, known := i.met(); known && !met {
			l.Add("（")
			if i.target.Known() {
				l.Add("指标值", quoted(i.target), "，")
			}
			l.Add("未达到预期）")
		}
	}
	return l
}

// quoted puts words between quotation marks and leaves numbers alone.
func quoted(f Figure) Line {
	if f.Numeric {
		return Line{f}
	}
	f.Text = phrase.Trim(f.Text)
	return Line{"“", f, "”"}
}
