package render

import (
	"slices"
	"strings"

	"ziping/model/check"
	"ziping/render/phrase"
)

// Findings are what the report itself notices with the default template: the
// sections for which the workbook holds nothing (text/missing).
func (r *Report) Findings() []check.Finding {
	fs, err := r.FindingsFor(nil)
	if err != nil { // the built-in template compiles
		panic(err)
	}
	return fs
}

// FindingsFor are what a report with this template lacks (text/missing) and what
// of the office's material it has no place for (text/unprinted), one finding
// each. nil stands for the default template.
func (r *Report) FindingsFor(template []byte) ([]check.Finding, error) {
	t, err := compiled(r.fitting(template), false)
	if err != nil {
		return nil, err
	}
	return slices.Concat(r.missing(t), r.unprinted(t.used)), nil
}

// missing is the finding for everything that a template asks for and the
// workbooks do not hold.
func (r *Report) missing(t *compiledTemplate) []check.Finding {
	var what, cures []string
	add := func(name, cure string) {
		what = append(what, name)
		if !slices.Contains(cures, cure) {
			cures = append(cures, cure)
		}
	}
	for _, s := range sections {
		if (t.used[s.fieldName()] || t.used[s.name+"收尾"]) && s.lacks(r) {
			add(s.missing(), s.cure())
		}
	}
	for _, name := range t.strangers {
		if !r.States(name) {
			add(name, "在“文字材料”表增加栏目“"+name+"”")
		}
	}
	if len(what) == 0 {
		return nil
	}
	return []check.Finding{{Rule: "text/missing", Severity: check.Warning,
		Message: "工作簿中没有" + strings.Join(what, "、") + "；报告里写不出的标为〔请补写：…〕，按数字草拟的标黄", Hint: strings.Join(cures, "；")}}
}

// alsoPrinted are the fields that print a text besides those of its own name.
var alsoPrinted = map[string][]string{
	"偏离原因": {"偏离情况各段"}, "存在的问题": {"问题"}, "下一步工作计划": {"下一步", "有关建议各段", "有关建议收尾"},
	"立项情况": {"决策情况各段"}, "资金管理情况": {"过程情况各段"}, "组织管理": {"过程情况各段"},
}

// printed reports that a template prints the texts of a block.
func printed(used map[string]bool, name string) bool {
	for _, f := range append([]string{name, name + "各段", name + "收尾"}, alsoPrinted[name]...) {
		if used[f] {
			return true
		}
	}
	return false
}

// homeless are the texts that no field of a template prints, with their own
// headings: those of blocks, then those of the head of the project.
func (r *Report) homeless(used map[string]bool) []namedText {
	if used == nil {
		return nil
	}
	var out []namedText
	for _, b := range blocks {
		if !r.texts.own[b.name] || printed(used, b.name) {
			continue
		}
		name := Figure{Text: b.name}
		if ns := r.texts.names[b.name]; len(ns) > 0 && ns[0].Known() {
			name = ns[0]
		}
		out = append(out, namedText{name: name, paragraphs: r.texts.byBlock[b.name]})
	}
	for _, h := range []struct {
		name string
		text Figure
	}{{"立项依据", r.head.basis}, {"立项目的", r.head.purpose}, {"项目内容", r.head.content}, {"绩效目标", r.head.goal}} {
		if h.text.Known() && !printed(used, h.name) && !used["预期目标"] {
			out = append(out, namedText{name: Figure{Text: h.name}, paragraphs: paragraphs(h.text)})
		}
	}
	return out
}

// others are the texts without a place of their own, for a template that prints
// such.
func (r *Report) others(used map[string]bool) []namedText {
	all := slices.Concat(r.texts.other, r.homeless(used))
	if n := len(all); n > 0 {
		all[n-1].last = true
	}
	return all
}

// unprinted is the finding for the texts that the report does not show.
func (r *Report) unprinted(used map[string]bool) []check.Finding {
	if used["其他材料"] {
		return nil
	}
	var names []string
	f := check.Finding{Rule: "text/unprinted", Severity: check.Warning}
	for _, t := range r.others(used) {
		if r.printsOwn(used, t.name.Text) {
			continue
		}
		names = append(names, "“"+phrase.Trim(t.name.Text)+"”")
		if len(t.name.From) > 0 && f.Pos.IsZero() {
			f.Pos = t.name.From[0]
		}
	}
	if len(names) == 0 {
		return nil
	}
	f.Message = "文字材料中的" + strings.Join(names, "、") + "没有写进报告，模板里没有它们的位置"
	f.Hint = "在模板里写 {{" + strings.Trim(names[0], "“”") + "}}，或者写 {{#其他材料}}{{栏目}}{{#各段}}{{.}}{{/各段}}{{/其他材料}}"
	return []check.Finding{f}
}

// printsOwn reports that a template names a text by its own heading.
func (r *Report) printsOwn(used map[string]bool, name string) bool { return used[name] }
