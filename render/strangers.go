package render

import (
	"slices"

	"ziping/model"
	"ziping/model/check"
	"ziping/render/docx"
	"ziping/render/figure"
)

// A template may name a text of 文字材料 by its own heading. Such a name is no field of the registry: whether anything
// stands behind it is known when the unit has been read.

// Strangers are the places where a template names what is no field of reports: a text of a unit's own, or a mistake.
func Strangers(template []byte) []docx.Problem {
	if template == nil {
		return nil
	}
	return slices.DeleteFunc(docx.Lint(template, TemplateSchema()), func(p docx.Problem) bool { return !stranger(p) })
}

// stranger reports whether a problem is a name that is no field of reports.
func stranger(p docx.Problem) bool { return p.Code == "unknown-field" && p.Severity == docx.Error }

// States reports whether the unit has a text with that heading.
func (r *Report) States(name string) bool { return len(r.textNamed(name)) > 0 }

// textNamed is the paragraphs of the texts with a heading, none without one.
func (r *Report) textNamed(name string) []Figure {
	var out []Figure
	take := func(ts []model.Text) {
		for _, t := range ts {
			if body := figure.Words(t.Body); body.Known() && model.Key(t.Name.Value) == model.Key(name) {
				out = append(out, paragraphs(body)...)
			}
		}
	}
	take(r.project.Texts)
	for _, f := range r.project.Forms {
		take(f.Texts)
	}
	return out
}

// own is the text of a name that is no field, or the gap where the unit has none.
func (r *Report) own(name string) any {
	e := &emitter{report: r, left: maxComments}
	var l Line
	for i, p := range r.textNamed(name) {
		if i > 0 {
			l.Add("\n")
		}
		l.Add(p)
	}
	if l == nil {
		l = Line{figure.Gap{"〔请补写：" + name + "〕", "待补：文字材料中没有“" + name + "”。办法：在“文字材料”表增加栏目“" + name + "”，或在这里补写。"}}
	}
	return e.value(l, true)
}

// findStrangers are the findings for the names that a template asks for and the unit has no text of.
func (r *Report) findStrangers(names []string) []check.Finding {
	var out []check.Finding
	for _, n := range names {
		if !r.States(n) {
			out = append(out, check.Finding{Rule: "text/missing", Severity: check.Warning,
				Message: "工作簿中没有“" + n + "”的文字材料，报告中留空标出〔请补写：" + n + "〕", Hint: "在“文字材料”表增加栏目“" + n + "”"})
		}
	}
	return out
}
