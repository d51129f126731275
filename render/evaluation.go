package render

import (
	"strings"

	"ziping/model"
	"ziping/model/pattern"
	"ziping/render/figure"
)

// evaluation is what the self-evaluation forms hold.
type evaluation struct {
	forms      []formView
	score      Figure
	weight     Figure
	grade      Figure
	summary    []Line // how many indicators, and how many of them were met
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
	for i, f := range p.Forms {
		e.summary = append(e.summary, e.forms[i].summary(f)...)
		e.deviations = append(e.deviations, e.forms[i].deviations()...)
		e.groups = append(e.groups, e.forms[i].groups()...)
	}
	return e
}

func newFormView(p *model.Project, f *model.Form) formView {
	v := formView{
		title: first(formTitle(f.Title), Figure{Text: "项目支出绩效自评表"}),
		name:  first(figure.Words(f.ProjectName), figure.Words(p.Name)), department: first(figure.Words(f.Department), figure.Words(p.Department)),
		unit: first(figure.Words(f.Unit), figure.Words(p.Unit)), code: figure.Words(f.Code), moneyUnit: "万元",
		goalPlanned: figure.Words(f.GoalPlanned), goalActual: figure.Words(f.GoalActual),
		totalWeight: figure.Number(f.TotalWeight), totalScore: figure.Number(f.TotalScore), grade: figure.Words(f.Grade),
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
		if body := figure.Words(t.Body); body.Known() {
			v.notes = append(v.notes, note{figure.Words(t.Name), body})
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
	f := figure.Words(c)
	f.Text = strings.Join(strings.Fields(f.Text), "")
	for range 3 {
		f.Text = strings.TrimSpace(around.ReplaceAllString(f.Text, ""))
	}
	return f
}

func newMoneyRow(m *model.MoneyRow, unit string) moneyRow {
	money := func(c model.Cell[model.Amount]) Figure { return figure.AsTyped(c, inUnit(money.Amount(c), unit)) }
	return moneyRow{
		label: figure.AsTyped(m.Label, figure.Words(m.Label)), initial: money(m.Initial), budget: money(m.Budget), spent: money(m.Spent),
		weight: figure.AsTyped(m.Weight, figure.Number(m.Weight)), rate: figure.AsTyped(m.Rate, figure.Ratio(m.Rate)), score: figure.AsTyped(m.Score, figure.Number(m.Score)),
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
		level1: figure.Words(ind.Level1), level2: figure.Words(ind.Level2), level3: figure.Words(ind.Level3),
		target: measure(ind.Target, ind), actual: measure(ind.Actual, nil),
		weight: figure.AsTyped(ind.Weight, figure.Number(ind.Weight)), score: figure.AsTyped(ind.Score, figure.Number(ind.Score)), reason: figure.Words(ind.Reason),
	}
	if u := ind.Unit; u.Known() && v.actual.Known() && !ind.Actual.Value.Qualitative && ind.Actual.Value.Unit == "" {
		v.actual.Text += u.Value
	}
	if ind.Weight.Known() && ind.Score.Known() && ind.Score.Value.N.LessThan(ind.Weight.Value.N) {
		v.lost = money.Difference(figure.Number(ind.Weight), figure.Number(ind.Score), "分值－得分")
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

// summary says how many indicators there are and how they were met.
func (v formView) summary(f *model.Form) []Line {
	if len(v.indicators) == 0 {
		return nil
	}
	var all, full, short []model.Pos
	for i, ind := range v.indicators {
		pos := f.Indicators[i].Level3.Pos
		all = append(all, pos)
		switch {
		case ind.lost.Known():
			short = append(short, pos)
		case ind.weight.Numeric && ind.score.Numeric:
			full = append(full, pos)
		}
	}
	const how = "按自评表的指标行数计"
	l := Line{"项目支出绩效自评表共设三级指标", figure.Tallied(len(all), "项", all, how)}
	switch {
	case len(full) == len(all):
		l.Add("，均得满分")
	case len(full)+len(short) == len(all):
		l.AddKnown("，其中", figure.Tallied(len(full), "项", full, how), "得满分")
		l.AddKnown("，", figure.Tallied(len(short), "项", short, how), "未得满分")
	}
	if v.totalScore.Known() {
		l.Add("，自评总分", v.totalScore, "分")
	}
	l.Add("。")
	return nonEmpty(l)
}

// deviations tells the indicators short of full marks, and the reasons given
// for others (a transfer form has no marks).
func (v formView) deviations() []Line {
	var lost []indicator
	var reasons Line
	for _, ind := range v.indicators {
		switch reason := ind.reason; {
		case ind.lost.Known():
			lost = append(lost, ind)
		case reason.Known():
			if len(reasons) > 0 {
				reasons.Add("；")
			}
			reason.Text = figure.Trim(reason.Text)
			reasons.Add("“", ind.level3, "”：", reason)
		}
	}
	if len(reasons) > 0 {
		reasons = append(Line{"自评表填写的原因和改进措施："}, append(reasons, "。")...)
	}
	return nonEmpty(lostLine(lost), reasons)
}

// lostLine gives each indicator short of full marks with its reason.
func lostLine(lost []indicator) Line {
	var l Line
	for _, ind := range lost {
		if len(l) > 0 {
			l.Add("；")
		}
		l.Add("“", ind.level3, "”（分值", ind.weight, "分，得", ind.score, "分），")
		if ind.reason.Known() {
			reason := ind.reason
			reason.Text = figure.Trim(reason.Text)
			l.Add("原因及改进措施：", reason)
		} else {
			l.Add("自评表未说明原因")
		}
	}
	if len(l) == 0 {
		return nil
	}
	return append(Line{"未得满分的指标："}, append(l, "。")...)
}

// groups tells every indicator's target and actual value, by 一级指标: the text
// of a unit that keeps no activity log.
func (v formView) groups() []indicatorGroup {
	var out []indicatorGroup
	for _, ind := range v.indicators {
		if !ind.level3.Known() {
			continue
		}
		if n := len(out); n == 0 || out[n-1].name.Text != ind.level1.Text {
			out = append(out, indicatorGroup{name: ind.level1})
		}
		g := &out[len(out)-1]
		if len(g.line) > 0 {
			g.line.Add("；")
		}
		g.line.Add(ind.told())
	}
	for i := range out {
		out[i].line.Stop()
	}
	return out
}

// told is the indicator in words: 培训合格率指标值≥95%，实际完成96%.
func (i indicator) told() Line {
	l := Line{i.level3}
	if i.target.Known() {
		l.Add("指标值", quoted(i.target))
	}
	if i.actual.Known() {
		if i.target.Known() {
			l.Add("，")
		}
		l.Add("实际完成", quoted(i.actual))
	}
	return l
}

// quoted puts words between quotation marks and leaves numbers alone.
func quoted(f Figure) Line {
	if f.Numeric {
		return Line{f}
	}
	f.Text = figure.Trim(f.Text)
	return Line{"“", f, "”"}
}
