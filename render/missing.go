package render

import (
	"ziping/model/check"
	"ziping/render/figure"
)

// A section is a part of the report that needs material, with the words that
// stand there when the workbook holds none.
type section struct {
	field string
	has   func(*Report) bool
	words string // printed in place of the section
	what  string // what the finding says is missing
	hint  string
}

// sections is in the order of the default report. Those whose words are ""
// are noticed only: what they lack leaves no place empty.
var sections = []section{
	{"立项依据各段", func(r *Report) bool { return len(r.blockOr("立项依据", r.head.basis)) > 0 },
		"本单位未提供立项依据材料。", "立项依据", "在“基本信息”表填写“立项依据”"},
	{"立项目的各段", func(r *Report) bool { return len(r.blockOr("立项目的", r.head.purpose)) > 0 },
		"本单位未提供立项目的材料。", "立项目的", "在“基本信息”表填写“立项目的”"},
	{"项目内容各段", func(r *Report) bool { return len(r.blockOr("项目内容", r.head.content)) > 0 },
		"本单位未提供项目内容材料。", "项目内容", "在“基本信息”表填写“项目内容”"},
	{"实施周期句", func(r *Report) bool { return r.head.period.Known() },
		"本单位未提供项目实施周期。", "实施周期", "在“基本信息”表填写“实施周期”，如 2022年1月1日至2022年12月31日"},
	{"绩效目标各段", func(r *Report) bool { return len(r.blockOr("绩效目标", r.head.goal)) > 0 },
		"本单位未提供项目绩效目标。", "绩效目标", "在“基本信息”表填写“绩效目标”，或在自评表填写“预期目标”"},
	{"资金情况各段", func(r *Report) bool { return len(r.fund.lines) > 0 },
		"本单位未提供资金表，自评表中也没有年度资金总额，无法说明项目资金的计划、到位和支出情况。", "项目资金情况", "提供资金表，或在自评表填写“年度资金总额”"},
	{"完成情况缺项", func(r *Report) bool { return len(r.work.categories) > 0 || len(r.evaluation.groups) > 0 },
		"本单位未提供活动台账和绩效自评表，无法说明绩效目标的完成情况。", "绩效目标完成情况", "提供活动台账或项目支出绩效自评表"},
	{"类别", func(r *Report) bool { return len(r.work.rows) > 0 || len(r.evaluation.groups) == 0 },
		"", "活动台账", "提供活动台账，完成情况才能写到每类活动的场次和人次"},
	{"自评表", func(r *Report) bool { return len(r.evaluation.forms) > 0 },
		"", "项目支出绩效自评表", "提供项目支出绩效自评表，报告才能附表并写明得分"},
	{"自评结论各段", func(r *Report) bool { return len(r.texts.byBlock["自评结论"]) > 0 },
		"本单位未提供自评结论的文字材料。", "自评结论", "在“文字材料”表填写“自评结论”"},
	{"存在的问题各段", func(r *Report) bool { return len(r.texts.byBlock["存在的问题"]) > 0 },
		"本单位未提供存在问题的文字材料。", "存在的问题", "在“文字材料”表填写“存在的问题”"},
	{"下一步工作计划各段", func(r *Report) bool { return len(r.texts.byBlock["下一步工作计划"]) > 0 },
		"本单位未提供下一步工作计划的文字材料。", "下一步工作计划", "在“文字材料”表填写“下一步工作计划”"},
}

// absent is the sentence that stands where a section has nothing to say, as
// the section's only paragraph; nil when it has something.
func (r *Report) absent(field string) []Line {
	for _, s := range sections {
		if s.field == field && s.words != "" && !s.has(r) {
			return figure.GapLine(s.words, s.what, s.hint)
		}
	}
	return nil
}

// findMissing reports the sections without material.
func (r *Report) findMissing() []check.Finding {
	var out []check.Finding
	for _, s := range sections {
		if !s.has(r) {
			out = append(out, missingFinding(s))
		}
	}
	return out
}

func missingFinding(s section) check.Finding {
	f := check.Finding{Rule: "text/missing", Severity: check.Warning, Message: "工作簿中没有" + s.what, Hint: s.hint}
	if s.words != "" {
		f.Message += "，报告中写明“" + figure.Trim(s.words) + "”"
	}
	return f
}

// blockOr is the paragraphs of a head field, or of the text of that name.
func (r *Report) blockOr(name string, head Figure) []Figure {
	if head.Known() {
		return paragraphs(head)
	}
	return r.texts.byBlock[name]
}
