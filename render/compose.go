package render

import (
	"slices"
	"strings"

	"github.com/shopspring/decimal"

	"ziping/model/pattern"
	"ziping/render/phrase"
)

// This file composes the sections of the outlines from the office's own texts
// and from the figures; neither is made up.

// conclusionLines is the office's conclusion with the score, or what the figures
// say, as a draft.
func (r *Report) conclusionLines() []Line {
	ls := lines(r.texts.byBlock["自评结论"])
	if len(ls) > 0 {
		return append(ls, nonEmpty(r.scoreLine())...)
	}
	var l Line
	s := r.evaluation.score
	if s.Known() {
		l.Add("经自评，项目绩效自评得分", s, "分")
		l.AddKnown("，自评等级为“", r.evaluation.grade, "”")
	}
	if !s.Known() && r.fund.planned.Known() && r.fund.spent.Known() {
		l.Clause("", "项目计划资金", r.fund.planned)
		l.Clause("，", "实际支出", r.fund.spent)
	}
	l.AddKnown(comma(l)+"预算执行率", r.fund.executionRate, "")
	if done := r.doneLine(); !s.Known() && len(done) > 0 {
		l.Add(semicolon(l), done)
	}
	if m := r.evaluation.metLine(); len(m) > 0 {
		l.Add(comma(l), m)
	}
	l.Stop()
	if l.String() == "" {
		return nil
	}
	return []Line{draft("自评结论", l)}
}

// doneLine is what all activities come to, without a stop.
func (r *Report) doneLine() Line {
	if r.work.all.count.Num.LessThan(decimal.NewFromInt(2)) {
		return nil
	}
	l := r.work.all.overallLine()
	if n := len(l); n > 0 && l[n-1] == any("。") {
		return l[:n-1]
	}
	return l
}

// slow is the execution rate below which the balance is proposed as a problem;
// from there on it is what is left over.
var slow = decimal.New(90, -2)

// problemLines is the office's own text, or the problems that the figures show,
// as drafts.
func (r *Report) problemLines() []Line {
	if ls := lines(r.texts.byBlock["存在的问题"]); len(ls) > 0 {
		return ls
	}
	var found []Line
	if b := r.fund.balance; b.Positive() && r.fund.executionRate.Known() && r.fund.executionRate.Num.LessThan(slow) {
		l := Line{"资金执行进度有待加快，预算执行率", r.fund.executionRate, "，结余", b}
		r.fund.addReason(&l, r.project)
		found = append(found, l)
	}
	for _, i := range r.indicators() {
		if !i.lost.Known() || !i.level3.Known() {
			continue
		}
		l := Line{"“", i.level3, "”未达到预期"}
		if i.reason.Known() {
			reason := trimmedReason(i.reason)
			reason.Text = phrase.Trim(reason.Text)
			l.Add("，主要原因是", reason)
		}
		found = append(found, l)
	}
	for i := range found {
		found[i].Stop()
		found[i] = draft("存在的问题", found[i])
	}
	return found
}

// draft marks a paragraph that ziping proposes.
func draft(what string, l Line) Line {
	return append(Line{phrase.Draft("草拟：工作簿中没有“" + what + "”的文字，这一段由 ziping 按表中的数字草拟，请核对、修改后使用。")}, l...)
}

// scoreLine states the score and the grade, unless the conclusion does.
func (r *Report) scoreLine() Line {
	s, g := r.evaluation.score, r.evaluation.grade
	if !s.Known() || containsNumber(r.texts.whole["自评结论"].Text, s.Text+"分") {
		return nil
	}
	l := Line{"项目绩效自评得分", s, "分"}
	l.AddKnown("，自评等级为“", g, "”")
	l.Add("。")
	return l
}

// adviceLines is the advice, or the plan of work in its place.
func (r *Report) adviceLines() []Line {
	if ls := lines(r.texts.byBlock["有关建议"]); len(ls) > 0 {
		return ls
	}
	return lines(r.texts.byBlock["下一步工作计划"])
}

// breakdownLines says how money and goals were handed down: the office's text,
// or what the head and the fund table state.
func (r *Report) breakdownLines() []Line {
	if ls := lines(r.texts.byBlock["目标分解下达情况"]); len(ls) > 0 {
		return ls
	}
	if l := r.fund.allotted(r.project); len(l) > 0 && (r.head.docNumber.Known() || r.head.issued.Known()) {
		return []Line{l}
	}
	return nil
}

func (r *Report) decisionLines() []Line {
	ls := append(lines(r.texts.byBlock["决策情况"]), blockLines("立项情况")(r)...)
	var have []string
	for _, s := range []struct {
		name  string
		known bool
	}{{"立项依据", r.head.basis.Known()}, {"立项目的", r.head.purpose.Known()}, {"绩效目标", r.head.goal.Known()}} {
		if s.known {
			have = append(have, s.name)
		}
	}
	var l Line
	if len(have) > 0 {
		l.Add("项目" + strings.Join(have, "、") + "见本报告第一部分。")
	}
	if n := r.countIndicators(); n.Known() {
		l.Add("绩效目标细化为三级指标", n, "。")
	}
	return append(ls, nonEmpty(l)...)
}

func (r *Report) countIndicators() Figure {
	n := 0
	f := Figure{}
	for _, form := range r.evaluation.forms {
		for _, ind := range form.indicators {
			n++
			f.From = append(f.From, ind.level3.From...)
		}
	}
	return phrase.Tallied(n, "项", f.From, indicatorRows)
}

func (r *Report) processLines() []Line {
	ls := append(lines(r.texts.byBlock["过程情况"]), blockLines("资金管理情况")(r)...)
	ls = append(ls, blockLines("组织管理")(r)...)
	for _, l := range r.fund.spending {
		if strings.Contains(l.String(), "执行") {
			ls = append(ls, l)
			break
		}
	}
	for _, form := range r.project.Forms {
		m := form.MoneyTotal()
		if m == nil || !m.Weight.Known() || !m.Score.Known() {
			continue
		}
		ls = append(ls, Line{"预算执行率指标分值", phrase.Number(m.Weight), "分，得", phrase.Number(m.Score), "分。"})
	}
	return ls
}

func (r *Report) outputLines() []Line {
	ls := append(lines(r.texts.byBlock["产出情况"]), r.groupLines("产出", "成本")...)
	ls = append(ls, nonEmpty(r.work.overall)...)
	return append(ls, r.categoryLines()...)
}

func (r *Report) benefitLines() []Line {
	return append(lines(r.texts.byBlock["效益情况"]), r.groupLines("效益", "满意")...)
}

func (r *Report) goalLines() []Line {
	ls := lines(paragraphs(r.head.goalActual))
	ls = append(ls, nonEmpty(r.work.overall)...)
	return append(ls, r.categoryLines()...)
}

func (r *Report) indicatorLines() []Line {
	return r.groupLines()
}

func (r *Report) deviationLines() []Line {
	ls := append(lines(r.texts.byBlock["偏离原因"]), r.evaluation.deviations...)
	if len(ls) == 0 && r.countIndicators().Known() && r.evaluation.score.Known() {
		ls = append(ls, Line{"各项绩效指标均已完成，没有偏离绩效目标的情况。"})
	}
	return ls
}

// satisfactionLines is the office's text on its survey, or the indicators of
// 满意度.
func (r *Report) satisfactionLines() []Line {
	if ls := lines(r.texts.byBlock["满意度"]); len(ls) > 0 {
		return ls
	}
	return r.groupLines("满意")
}

// managedLines is the office's text on one question of the management of money;
// what the figures can answer is a draft.
func managedLines(name string) func(*Report) []Line {
	return func(r *Report) []Line {
		if ls := lines(r.texts.byBlock[name]); len(ls) > 0 {
			return ls
		}
		var l Line
		switch name {
		case "执行准确性":
			l.AddKnown("项目预算", r.fund.planned, "")
			if r.fund.spent.Known() {
				l.Add(comma(l), "实际支出", r.fund.spent)
				l.AddKnown("，预算执行率", r.fund.executionRate, "")
			}
		case "预算绩效管理":
			if n := r.countIndicators(); n.Known() {
				l.Add("项目设定了绩效目标和三级指标", n, "，按规定开展绩效自评")
				l.AddKnown("，自评得分", r.evaluation.score, "分")
			}
		}
		l.Stop()
		if l.String() == "" {
			return nil
		}
		return []Line{draft(name, l)}
	}
}

// groupLines is one paragraph for each 一级指标 whose name holds one of the
// words; no words take all.
func (r *Report) groupLines(words ...string) []Line {
	var out []Line
	for _, g := range r.evaluation.groups {
		take := len(words) == 0
		for _, w := range words {
			take = take || strings.Contains(g.name.Text, w)
		}
		if !take {
			continue
		}
		l := Line{}
		l.AddKnown("", g.name, "方面，")
		l.Add(g.line)
		out = append(out, l)
	}
	return out
}

// categoryLines is one paragraph for each category of the log: 一是…, 二是….
func (r *Report) categoryLines() []Line {
	var out []Line
	for _, c := range r.work.categories {
		l := slices.Clone(c.lead)
		l.Add(c.description())
		out = append(out, l)
	}
	return out
}

// A document is one by which money was allotted.
type document struct {
	number, date, amount Figure
}

// workLines is all that is said of what was done, a paragraph an item.
func (r *Report) workLines() []Line {
	out := append(r.undone(), nonEmpty(r.work.overall)...)
	if len(r.work.categories) > 0 {
		out = append(out, r.categoryLines()...)
	} else {
		out = append(out, r.groupLines()...)
	}
	out = append(out, r.goalActualLines()...)
	return append(out, r.evaluation.exceptionLines()...)
}

// documents are those the head of the project names.
func (r *Report) documents() []document {
	if !r.head.docNumber.Known() && !r.head.issued.Known() {
		return nil
	}
	return []document{{number: r.head.docNumber, amount: r.head.issued}}
}

// A survey is the numbers of a 满意度 survey, from the office's text.
type survey struct{ sample, returned, rate Figure }

var surveyed = []struct {
	words []string
	to    func(*survey) *Figure
}{
	{[]string{"发放问卷", "调查问卷", "发放", "抽样", "样本", "调查"}, func(s *survey) *Figure { return &s.sample }},
	{[]string{"收回有效问卷", "收回问卷", "收回", "回收", "有效问卷"}, func(s *survey) *Figure { return &s.returned }},
	{[]string{"满意率", "满意度"}, func(s *survey) *Figure { return &s.rate }},
}

// survey finds the numbers after those words; where the text has none, the rate
// is the one of the form's 满意度指标.
func (r *Report) survey() survey {
	var s survey
	text := r.texts.whole["满意度"]
	for _, x := range surveyed {
		for _, w := range x.words {
			i := strings.Index(text.Text, w)
			if i < 0 {
				continue
			}
			if n := surveyNumber.FindStringSubmatch(text.Text[i+len(w):]); n != nil {
				f := text
				f.Text = n[1]
				*x.to(&s) = f
				break
			}
		}
	}
	for _, i := range r.indicators() {
		if !s.rate.Known() && strings.Contains(i.level1.Text+i.level2.Text, "满意") {
			s.rate = i.actual
		}
	}
	return s
}

var surveyNumber = pattern.New(`^[^0-9，。；]{0,6}([0-9][0-9.]*[%％份人]?)`)
