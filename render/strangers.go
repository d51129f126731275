package render

import (
	"slices"

	"ziping/model"
	"ziping/render/docx"
	"ziping/render/phrase"
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
			if body := phrase.Words(t.Body); body.Known() && model.Key(t.Name.Value) == model.Key(name) {
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
		l = Line{phrase.Missing(name, "“"+name+"”的文字材料", "在“文字材料”表增加栏目“"+name+"”")}
	}
	return e.value(l, true)
}
