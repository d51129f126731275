package render

import (
	"slices"
	"strings"

	"ziping/model"
	"ziping/model/check"
	"ziping/render/docx"
	"ziping/render/phrase"
)

// maxComments bounds the provenance comments of one report; Word opens no file
// with more than 32,767, and nobody reads more than a few hundred. The 取数来源表
// has them all.
const maxComments = 300

// An emitter turns the view into the data of a template.
type emitter struct {
	report *Report
	used   map[string]bool // top-level names the template uses; nil for all
	left   int             // provenance comments that may still be written
}

// Fields is the data of a template: every field of the registry by name and
// alias, marked where a finding or the trace asks for it.
func (r *Report) Fields() map[string]any { return r.fieldsFor(nil) }

func (r *Report) fieldsFor(used map[string]bool) map[string]any {
	e := &emitter{report: r, used: used, left: maxComments}
	out := map[string]any{}
	for _, f := range fields() {
		if f.Name == "取数来源" {
			out[f.Name] = e.list(f.Items, rowsOf(r.originsOf(used), originColumns()), false)
			continue
		}
		if f.Name == "其他材料" && used != nil {
			f.rows = func(r *Report) []row { return rowsOf(r.others(used), otherColumns()) }
		}
		var v any // a name that the template does not use is known, and that is all
		if e.wanted(f) {
			v = e.field(f)
		}
		out[f.Name] = v
		for _, a := range f.Aliases {
			out[a] = v
		}
	}
	return out
}

func (e *emitter) field(f Field) any {
	switch {
	case f.Kind == KindChart:
		return f.value(e.report)
	case f.rows == nil:
		return orAbsent(e.value(f.value(e.report), true))
	case f.Kind != KindObject:
		return e.list(f.Items, f.rows(e.report), true)
	}
	out := e.object(f.Items, f.rows(e.report)[0], true)
	for name, v := range out {
		if !f.table {
			out[name] = orAbsent(v)
		}
	}
	return out
}

// wanted reports that the template names the field.
func (e *emitter) wanted(f Field) bool {
	return e.used == nil || e.used[f.Name] || slices.ContainsFunc(f.Aliases, func(a string) bool { return e.used[a] })
}

func (e *emitter) list(items []Field, rows []row, wanted bool) []any {
	out := make([]any, len(rows))
	for i, r := range rows {
		if len(items) == 1 && items[0].Name == "." {
			out[i] = e.value(r[0], wanted)
			continue
		}
		out[i] = e.object(items, r, wanted)
	}
	return out
}

func (e *emitter) object(items []Field, cells row, wanted bool) map[string]any {
	out := make(map[string]any, len(cells))
	for i, cell := range cells {
		if inner, ok := cell.([]row); ok {
			out[items[i].Name] = e.list(items[i].Items, inner, wanted)
			continue
		}
		out[items[i].Name] = e.value(cell, wanted)
	}
	return out
}

func (e *emitter) value(v any, wanted bool) any {
	switch v := v.(type) {
	case Figure:
		if !v.Known() {
			return nil
		}
		return e.mark(v, wanted)
	case Line:
		return e.line(v, wanted)
	case string:
		return v
	case nil:
		return nil
	}
	return v
}

// mark puts on a figure what the reader of the report must know about it.
func (e *emitter) mark(f Figure, wanted bool) any {
	m := docx.Marked{Value: f}
	for _, finding := range e.report.findingsAt(f) {
		m.Highlight = true
		m.Comments = append(m.Comments, findingComment(finding))
	}
	if e.report.opt.Trace && wanted && len(f.From) > 0 && e.left > 0 {
		e.left--
		m.Comments = append(m.Comments, e.report.source(f))
	}
	if !m.Highlight && len(m.Comments) == 0 {
		return f
	}
	return m
}

// findingsAt are the unresolved errors that point at a cell the figure is made
// of, each once.
func (r *Report) findingsAt(f Figure) []check.Finding {
	if len(r.touched) == 0 {
		return nil
	}
	var out []check.Finding
	for _, pos := range slices.Concat(f.From, f.Also) {
		for _, finding := range r.touched[pos] {
			if !slices.ContainsFunc(out, func(o check.Finding) bool {
				return o.Rule == finding.Rule && o.Pos == finding.Pos && o.Message == finding.Message
			}) {
				out = append(out, finding)
			}
		}
	}
	return out
}

func findingComment(f check.Finding) string {
	s := "核对：" + f.Pos.String() + "：" + strings.TrimRight(f.Message, "。") + " [" + ruleName(f.Rule) + "]"
	if f.Hint != "" {
		s += "。" + f.Hint
	}
	return model.Visible(s)
}

// line marks the parts of a sentence, each for itself; words between marks are
// joined.
func (e *emitter) line(l Line, wanted bool) any {
	var spans docx.Spans
	plain := ""
	var note []string // of a draft, on its first piece
	proposed := false
	flush := func() {
		if plain != "" && proposed {
			spans = append(spans, docx.Marked{Value: plain, Highlight: true, Comments: note})
			note = nil
		} else if plain != "" {
			spans = append(spans, plain)
		}
		plain = ""
	}
	for _, part := range l {
		switch part := part.(type) {
		case string:
			plain += part
		case phrase.Draft:
			proposed, note = true, []string{string(part)}
		case phrase.Gap:
			flush()
			spans = append(spans, docx.Marked{Value: part.Words, Highlight: true, Comments: []string{part.Note}})
		case Figure:
			if m, ok := e.mark(part, wanted && hasDigit(part.Text)).(docx.Marked); ok && part.Known() {
				flush()
				m.Highlight, m.Comments = m.Highlight || proposed, append(note, m.Comments...)
				note = nil
				spans = append(spans, m)
				continue
			}
			plain += part.Text
		}
	}
	if len(spans) == 0 && !proposed {
		return plain
	}
	flush()
	return spans
}

// absent is a field the workbook says nothing about. It prints as such, and
// counts as nothing in conditions: a gap never shows as a blank or as 0.
type absent struct{}

func (absent) String() string { return "（未提供）" }

// Empty reports that there is nothing (docx.Number).
func (absent) Empty() bool { return true }

// orAbsent is the value of a field of its own; in the rows of tables nothing
// stays blank.
func orAbsent(v any) any {
	if v == nil || v == "" {
		return absent{}
	}
	return v
}
