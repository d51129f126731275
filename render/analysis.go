package render

import (
	"slices"
	"strings"

	"ziping/render/figure"
)

// This file composes the sections of the further outlines: the evaluation
// outline of 财预〔2020〕10号 (决策, 过程, 产出, 效益) and the transfer-payment
// frame (总体目标, 指标, 偏离). Each is the office's own text, where there is one,
// and what the figures say; neither is made up.

// analyses are the named paragraphs of those sections.
var analyses = []struct {
	name, meaning string
	lines         func(*Report) []Line
	empty         string
}{
	{"决策情况", "项目决策情况", (*Report).decisionLines, "本单位未提供项目决策情况的材料。"},
	{"过程情况", "项目过程情况：资金到位和支出", (*Report).processLines, "本单位未提供项目过程情况的材料。"},
	{"产出情况", "项目产出情况：产出指标和活动台账", (*Report).outputLines, "本单位未提供活动台账和产出指标，无法说明项目产出情况。"},
	{"效益情况", "项目效益情况：效益指标和满意度指标", (*Report).benefitLines, "本单位未提供效益指标和满意度指标，无法说明项目效益情况。"},
	{"总体完成情况", "总体绩效目标完成情况：目标完成情况和活动台账", (*Report).goalLines, "本单位未提供总体绩效目标完成情况的材料。"},
	{"指标完成情况", "绩效指标完成情况，一级指标一段", (*Report).indicatorLines, "本单位未提供绩效指标，无法说明指标完成情况。"},
	{"偏离情况", "未完成或未得满分的指标及原因", (*Report).deviationLines, "本单位未提供偏离绩效目标的原因。"},
}

// analysis is the paragraphs of one of the sections, or the words for none.
func (r *Report) analysis(name string) []Line {
	for _, a := range analyses {
		if a.name == name {
			if ls := a.lines(r); len(ls) > 0 {
				return ls
			}
			return figure.GapLine(a.empty, "可以说明"+a.name+"的内容", "在“文字材料”表增加栏目“"+a.name+"”")
		}
	}
	return nil
}

func (r *Report) decisionLines() []Line {
	ls := lines(r.texts.byBlock["决策情况"])
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
	return figure.Tallied(n, "项", f.From, "按自评表的指标行数计")
}

func (r *Report) processLines() []Line {
	ls := lines(r.texts.byBlock["过程情况"])
	if len(r.fund.lines) > 0 {
		ls = append(ls, r.fund.lines[0])
	}
	for _, form := range r.project.Forms {
		m := form.MoneyTotal()
		if m == nil || !m.Weight.Known() || !m.Score.Known() {
			continue
		}
		ls = append(ls, Line{"自评表中预算执行率指标分值", figure.Number(m.Weight), "分，得", figure.Number(m.Score), "分。"})
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
	ls := r.groupLines()
	if len(ls) > 0 {
		return append(ls, r.evaluation.summary...)
	}
	return ls
}

func (r *Report) deviationLines() []Line {
	ls := append(lines(r.texts.byBlock["偏离原因"]), r.evaluation.deviations...)
	if len(ls) == 0 && r.countIndicators().Known() && r.evaluation.score.Known() {
		ls = append(ls, Line{"自评表中没有未得满分的指标。"})
	}
	return ls
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

// gapLines says in the section on what was done which of its sources is
// missing.
func (r *Report) gapLines() []Line {
	switch {
	case len(r.work.categories) > 0:
		return nil
	case len(r.evaluation.groups) > 0:
		return []Line{{"本单位未提供活动台账，以下根据项目支出绩效自评表说明各项指标的完成情况。"}}
	}
	return r.absent("完成情况缺项")
}
