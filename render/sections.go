package render

import (
	"slices"

	"ziping/render/phrase"
)

// A section is a part of a report that needs material. Its paragraphs are a
// field of templates, its text another.
type section struct {
	name   string // of the text; the field of its paragraphs is name+各段
	field  string // of its paragraphs, where it is another
	lines  func(*Report) []Line
	what   string // what the finding says is missing, where it is not the name
	hint   string // what to do; "" asks for a text of that name
	sample string // what it would say, for the list of fields; "" where the sample says it
	// noticed is a section that nothing is printed for when it is empty: what it
	// lacks leaves no place open.
	noticed bool
}

// sections is every section of the outlines, in their order.
var sections = []section{
	{name: "立项依据", lines: (*Report).basisLines, hint: "在“基本信息”表填写“立项依据”"},
	{name: "立项目的", lines: (*Report).purposeLines, hint: "在“基本信息”表填写“立项目的”"},
	{name: "项目内容", lines: (*Report).contentLines, hint: "在“基本信息”表填写“项目内容”"},
	{name: "实施周期", field: "实施周期句", lines: func(r *Report) []Line { return nonEmpty(r.head.periodLine()) },
		hint: "在“基本信息”表填写“实施周期”，如 2022年1月1日至2022年12月31日"},
	{name: "绩效目标", lines: func(r *Report) []Line { return lines(r.blockOr("绩效目标", r.head.goal)) }, hint: "在“基本信息”表填写“绩效目标”，或在自评表填写“预期目标”"},
	{name: "项目资金情况", field: "资金情况各段", lines: func(r *Report) []Line { return r.fund.lines }, hint: "提供资金表，或在自评表填写“年度资金总额”"},
	{name: "资金执行情况", field: "资金执行各段", lines: func(r *Report) []Line { return r.fund.spending }, what: "项目资金情况", hint: "提供资金表，或在自评表填写“年度资金总额”"},
	{name: "绩效目标完成情况", field: "完成情况缺项", lines: (*Report).doneLines, hint: "提供活动台账或项目支出绩效自评表"},
	{name: "活动台账", field: "类别", lines: (*Report).logOrNothing, noticed: true, hint: "提供活动台账，完成情况才能写到每类活动的场次和人次"},
	{name: "项目支出绩效自评表", field: "自评表", lines: func(r *Report) []Line { return r.formOr("自评表") }, noticed: true, hint: "提供项目支出绩效自评表，报告才能附表并写明得分"},
	{name: "自评结论", lines: (*Report).conclusionLines},
	{name: "存在的问题", lines: (*Report).problemLines},
	{name: "下一步工作计划", lines: blockLines("下一步工作计划")},
	{name: "决策情况", lines: (*Report).decisionLines, what: "项目决策情况"},
	{name: "过程情况", lines: (*Report).processLines, what: "项目过程情况"},
	{name: "产出情况", lines: (*Report).outputLines, what: "项目产出情况", hint: "提供活动台账，或在自评表填写产出指标"},
	{name: "效益情况", lines: (*Report).benefitLines, what: "项目效益情况", hint: "在自评表填写效益指标和满意度指标"},
	{name: "总体完成情况", lines: (*Report).goalLines, what: "总体绩效目标完成情况"},
	{name: "指标完成情况", lines: (*Report).indicatorLines, what: "绩效指标完成情况", hint: "提供项目支出绩效自评表"},
	{name: "偏离情况", lines: (*Report).deviationLines, what: "偏离绩效目标的原因"},
	{name: "主要经验及做法", lines: blockLines("主要经验及做法")},
	{name: "结果应用和公开情况", lines: blockLines("结果应用和公开情况")},
	{name: "有关建议", lines: (*Report).adviceLines},
	{name: "目标分解下达情况", lines: (*Report).breakdownLines, what: "绩效目标分解下达情况"},
	{name: "评价工作开展情况", lines: blockLines("评价工作开展情况")},
	{name: "偏离原因", lines: blockLines("偏离原因")},
	{name: "组织实施", lines: blockLines("组织实施"), what: "项目组织实施情况", sample: "成立领导小组，明确责任科室，按季度调度进度。"},
	{name: "组织管理", lines: blockLines("组织管理"), what: "项目组织管理情况", sample: "落实项目管理和档案管理制度。"},
	{name: "资金管理情况", lines: blockLines("资金管理情况"), sample: "严格执行财务制度，专款专用。"},
	{name: "评价方法", lines: blockLines("评价方法"), sample: "采用比较法和公众评判法。"},
	{name: "立项情况", lines: blockLines("立项情况"), sample: "项目经党组会议研究，列入年度部门预算。"},
	{name: "上年问题整改", lines: blockLines("上年问题整改"), what: "上年度问题整改情况", sample: "上年度提出的2个问题已整改。"},
	{name: "满意度", lines: (*Report).satisfactionLines, what: "满意度调查情况", sample: "发放问卷200份，收回190份，满意率95%。"},
}

// managed are the seven questions on the management of transfer payments.
var managed = []string{"分配科学性", "下达及时性", "拨付合规性", "使用规范性", "执行准确性", "预算绩效管理", "支出责任履行"}

func init() {
	for _, name := range managed {
		sections = append(sections, section{name: name, lines: managedLines(name), sample: "……"})
	}
}

// sectionNamed is the section of a name.
func sectionNamed(name string) section {
	return sections[slices.IndexFunc(sections, func(s section) bool { return s.name == name })]
}

// fieldName is the field of a section's paragraphs.
func (s section) fieldName() string {
	if s.field != "" {
		return s.field
	}
	return s.name + "各段"
}

func (s section) missing() string {
	if s.what != "" {
		return s.what
	}
	return s.name
}

func (s section) cure() string {
	if s.hint != "" {
		return s.hint
	}
	return "在“文字材料”表填写“" + s.name + "”"
}

// print is the section's paragraphs, or the mark for what is missing.
func (s section) print(r *Report) []Line {
	if ls := s.lines(r); len(ls) > 0 || s.noticed {
		return ls
	}
	return phrase.GapLine(s.missing(), s.missing(), s.cure())
}

// lacks reports a section without material. A draft is made of figures and is
// no material.
func (s section) lacks(r *Report) bool {
	ls := s.lines(r)
	return len(ls) == 0 || slices.ContainsFunc(ls, drafted)
}

func drafted(l Line) bool {
	if len(l) == 0 {
		return false
	}
	_, is := l[0].(phrase.Draft)
	return is
}

// sectionFields are the paragraphs of every section as fields.
func sectionFields(names ...string) []Field {
	var out []Field
	for _, s := range sections {
		if s.noticed || !slices.Contains(names, s.name) {
			continue
		}
		f := paragraphList(s.fieldName(), s.missing()+"，一段一项；没有材料时是一个待补的标记", s.print)
		f.Example = s.sample
		out = append(out, f)
	}
	return out
}

// blockLines are the paragraphs of a text.
func blockLines(name string) func(*Report) []Line {
	return func(r *Report) []Line { return lines(r.texts.byBlock[name]) }
}

func (r *Report) basisLines() []Line { return lines(lowered(r.blockOr("立项依据", r.head.basis))) }
func (r *Report) purposeLines() []Line {
	return lines(lowered(r.blockOr("立项目的", r.head.purpose)))
}
func (r *Report) contentLines() []Line {
	if ls := lines(lowered(r.blockOr("项目内容", r.head.content))); len(ls) > 0 {
		return ls
	}
	var names Line
	for _, c := range r.work.categories[:min(listed, len(r.work.categories))] {
		if len(c.name.From) > 0 {
			names.Add(enumerate(names), c.name)
		}
	}
	if len(names) == 0 {
		return nil
	}
	more := ""
	if len(r.work.categories) > listed {
		more = "等"
	}
	return []Line{draft("项目内容", append(append(Line{"项目主要内容为"}, names...), more+"。"))}
}

// blockOr is the paragraphs of a head field, or of the text of that name; both
// where both are there and differ.
func (r *Report) blockOr(name string, head Figure) []Figure {
	text := r.texts.byBlock[name]
	if !head.Known() {
		return text
	}
	own := paragraphs(head)
	for _, p := range text {
		if !slices.ContainsFunc(own, func(o Figure) bool { return o.Text == p.Text }) {
			own = append(own, p)
		}
	}
	return own
}

// doneLines stands for what was done: something, where a log or a form tells it.
func (r *Report) doneLines() []Line {
	if len(r.work.categories) > 0 || len(r.evaluation.groups) > 0 || r.head.goalActual.Known() {
		return []Line{{""}}
	}
	return nil
}

func (r *Report) logOrNothing() []Line {
	if len(r.work.rows) > 0 || len(r.evaluation.groups) == 0 {
		return []Line{{""}}
	}
	return nil
}

func (r *Report) formOr(string) []Line {
	if len(r.evaluation.forms) > 0 {
		return []Line{{""}}
	}
	return nil
}
