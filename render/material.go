package render

import (
	"fmt"
	"slices"
	"strings"

	"ziping/model"
	"ziping/model/check"
	"ziping/render/phrase"
)

// A Material is a word or a text that an outline has a place for, and what the
// workbooks say of it.
type Material struct {
	Name string // 项目名称, 存在的问题
	Text string // what is known, "" for nothing
	From []model.Pos
	Long bool   // a text of paragraphs
	Hint string // how to write it
	Head bool   // of the head of the project; the others are texts
}

// Materials lists what the report is to be written from besides figures: the head
// of the project, then the texts of the outline. names are those of a template
// that are no field of ours.
func (r *Report) Materials(names []string) []Material {
	h := r.head
	period := h.period
	out := []Material{
		headMaterial("单位全称", h.unit, "写单位的全称，例如 高台县科学技术协会"),
		headMaterial("评价年度", h.year, "四位数字，例如 2022"),
		headMaterial("项目名称", h.name, ""),
		headMaterial("落款日期", h.date, "例如 2023年4月13日"),
		headMaterial("资金下达文号", h.docNumber, "例如 张财教〔2022〕15号"),
		headMaterial("实施周期", period, "例如 2022年1月1日至2022年12月31日"),
	}
	for _, b := range []struct {
		name string
		head Figure
	}{{"立项依据", h.basis}, {"立项目的", h.purpose}, {"项目内容", h.content}, {"绩效目标", h.goal}} {
		m := Material{Name: b.name, Text: b.head.Text, From: b.head.From, Long: true, Head: true}
		if m.Text == "" {
			m.Text, m.From = r.texts.whole[b.name].Text, r.texts.whole[b.name].From
		}
		out = append(out, m)
	}
	texts := []string{"自评结论", "存在的问题", "下一步工作计划"}
	for _, name := range names {
		if !slices.Contains(texts, name) {
			texts = append(texts, name)
		}
	}
	for _, name := range texts {
		m := Material{Name: name, Long: true}
		if w := r.texts.whole[name]; w.Known() {
			m.Text, m.From = w.Text, w.From
		}
		for _, other := range r.texts.other {
			if other.name.Text == name && m.Text == "" {
				for _, p := range other.paragraphs {
					m.Text, m.From = strings.TrimPrefix(m.Text+"\n"+p.Text, "\n"), p.From
				}
			}
		}
		out = append(out, m)
	}
	return out
}

func headMaterial(name string, f Figure, hint string) Material {
	return Material{Name: name, Text: f.Text, From: f.From, Hint: hint, Head: true}
}

// DraftConclusion proposes a 自评结论 from the figures: "" where too few are known,
// or where one of them is in doubt.
func (r *Report) DraftConclusion() string {
	p := r.project
	if len(p.ByProject()) > 1 || slices.ContainsFunc(r.findings, func(f check.Finding) bool { return f.Severity == check.Error && f.Waived == "" }) {
		return ""
	}
	fund := p.Fund()
	planned, ok1 := fund.Planned.Total()
	received, ok2 := fund.Received.Total()
	spent, ok3 := fund.Spent.Total()
	rate, ok4 := fund.ExecutionRate()
	if !ok1 || !ok3 || !ok4 {
		return ""
	}
	var b strings.Builder
	if p.Year.Known() {
		fmt.Fprintf(&b, "%d年，", p.Year.Value)
	}
	b.WriteString("项目计划资金" + phrase.Money{}.Words(planned))
	if ok2 {
		b.WriteString("，到位" + phrase.Money{}.Words(received))
	}
	b.WriteString("，实际支出" + phrase.Money{}.Words(spent) + "，预算执行率" + phrase.PercentWords(rate) + "。")
	if a := p.Activities(); a.Count > 0 {
		fmt.Fprintf(&b, "全年开展活动%d项", a.Count)
		if n, ok := a.Sessions.Total(); ok && a.Sessions.Approx == 0 {
			b.WriteString("、" + phrase.CountWords(n) + "场次")
		}
		if n, ok := a.Participants.Total(); ok && a.Participants.Approx == 0 {
			b.WriteString("，参与" + phrase.CountWords(n) + "人次")
		}
		b.WriteString("。")
	}
	if s := p.TotalScore(); s.Known() {
		b.WriteString("项目绩效自评得分" + s.Value.N.String() + "分。")
	}
	return b.String()
}
