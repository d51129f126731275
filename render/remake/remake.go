// Package remake makes a template of a finished report: what the workbooks know
// becomes a tag of package docx, each with a Word comment that names its cell;
// paragraphs and rows that go through a list become loops. It writes nothing that
// does not fill, with the same workbooks, into the same words.
//
//	made, template, err := remake.Make(render.NewReport(project, findings, render.Options{}), "去年报告.docx", data)
//	fmt.Print(made.Text()) // first the years and figures that nothing explains
//
// A value becomes a tag only where the words beside it say which one it is: a
// budget that was spent to the last yuan is three fields of one value. What is not
// sure stays, and is listed.
package remake

import (
	"bytes"
	"cmp"
	"slices"

	"ziping/model/text"
	"ziping/render"
	"ziping/render/docx"
)

// A Made is a template made of a finished report: the revision that makes it,
// and what a person must know of it.
type Made struct {
	Revision docx.Revision
	Tagged   []Tag
	// Unknown are the years and figures that nothing in the workbooks explains,
	// Unclear those that are known and left: more than one field has them, or none.
	Unknown, Unclear []Left
}

// A Tag is one tag with the place of what it stands for.
type Tag struct{ Tag, Was, Place string }

// A Left is what stayed literal, and why.
type Left struct{ What, Place, Why string }

// Make makes a template of a finished report (.docx) with what the
// project's workbooks know: values become tags with their format, each with a Word
// comment that names its cell; like paragraphs and like table rows become loops.
// What would not come out word for word when filled again stays as it was.
func Make(r *render.Report, name string, data []byte) (*Made, []byte, error) {
	d, err := render.ReadFinished(name, data)
	if err != nil {
		return nil, nil, err
	}
	m := newMaker(r, d)
	m.loops()
	m.values()
	out, err := m.verified(data)
	if err != nil {
		return nil, nil, err
	}
	m.list()
	return &m.made, out, nil
}

// A maker makes one template.
type maker struct {
	report *render.Report
	facts  *text.Facts
	fields []render.FieldValue
	lists  []render.ListValue
	names  []string // of activities, categories, directions, indicators: what a figure beside one is of
	made   Made
	edits  []madeEdit
	taken  map[int]bool // lines that a loop has used up
	bad    map[int]bool // lines that came out otherwise, by No: they stay
	why    map[text.Span]string
}

// A madeEdit is a change to one line, or to several when it is a loop's.
type madeEdit struct {
	lines    []int
	replaces []madeReplace
	fills    []madeFill
	drops    []int // lines
	before   map[int]string
	after    map[int]string
}

// A madeFill puts a tag into an empty cell.
type madeFill struct {
	cell *text.Paragraph
	tag  string
}

type madeReplace struct {
	span text.Span
	tag  string
	from string // which cell it was
}

func newMaker(r *render.Report, d *text.Document) *maker {
	m := &maker{report: r, facts: text.Read(d), taken: map[int]bool{}, bad: map[int]bool{}, why: map[text.Span]string{}}
	m.fields, m.lists = r.FieldValues()
	seen := map[string]bool{}
	for _, l := range m.lists {
		for _, item := range l.Items {
			if name := label(item); len([]rune(name)) >= 3 && !seen[name] {
				seen[name] = true
				m.names = append(m.names, name)
			}
		}
	}
	return m
}

// fold is a text as lines are looked at.
func fold(s string) string {
	return text.NewLine(&text.Paragraph{Text: s}, 0).Text
}

// makeFormats are the ways in which a report may write a field of a kind: what stands
// behind the bar, and the literal unit behind the tag.
var makeFormats = map[render.Kind][]struct{ format, unit string }{
	render.KindMoney: {{"", ""}, {"万元", ""}, {"万元 2", ""}, {"万元 1", ""}, {"元", ""}, {"元 2", ""}, {"亿元", ""}, {"万", "万元"}, {"千分位", "元"}, {"千分位 2", "元"}, {"小数 2", "元"}, {"大写金额", ""}},
	render.KindRate:  {{"", ""}, {"百分比", ""}, {"百分比 1", ""}, {"百分比 2", ""}, {"百分比 0", ""}},
	render.KindCount: {{"", ""}, {"人数", "*"}, {"整数", "*"}, {"千分位", "*"}},
	render.KindScore: {{"", "分"}, {"小数 1", "分"}, {"小数 2", "分"}, {"整数", "分"}},
}

// writtenForm is a form of a field that equals a stretch of text.
type writtenForm struct {
	expr string // 资金.支出｜万元
	rest string // the unit that stays behind the tag
}

// formsOf are the tags that print a figure just as it is written.
func formsOf(name string, kind render.Kind, v render.Figure, written, unit string) []writtenForm {
	var out []writtenForm
	for _, f := range makeFormats[kind] {
		if f.format != "" && (!v.Numeric || v.Approx || v.Partial) {
			continue
		}
		s, err := docx.FormatAs(v, f.format)
		if err != nil {
			continue
		}
		rest := f.unit
		if rest == "*" {
			rest = unit
		}
		if f.format == "" && s == written {
			rest = ""
		}
		if s+rest != written || rest == written {
			continue
		}
		expr := name
		if f.format != "" {
			expr += "｜" + f.format
		}
		out = append(out, writtenForm{expr, rest})
	}
	return out
}

// verified writes the template, fills it with the same project, and takes back
// what does not come out word for word, until everything does.
func (m *maker) verified(data []byte) ([]byte, error) {
	want := m.facts.Doc
	for range 8 {
		m.revise()
		var template bytes.Buffer
		if err := docx.Revise(&template, data, "ziping 模板", m.made.Revision); err != nil {
			return nil, err
		}
		var filled bytes.Buffer
		err := render.WriteReport(&filled, m.report, template.Bytes())
		var got *text.Document
		if err == nil {
			got, err = render.ReadFinished("", filled.Bytes())
		}
		if err != nil && len(m.edits) == 0 {
			return nil, err
		}
		bad := -1
		if err == nil {
			if bad = firstDifference(want, got); bad < 0 {
				return template.Bytes(), nil
			}
		}
		m.takeBack(bad)
	}
	m.edits = nil
	m.revise()
	return data, nil
}

// firstDifference is the first paragraph that is not the same in both, -1 for none.
func firstDifference(a, b *text.Document) int {
	texts := func(d *text.Document) []string {
		var out []string
		for _, p := range d.Paragraphs {
			if p.Kind != text.Remark {
				out = append(out, p.Text)
			}
		}
		return out
	}
	x, y := texts(a), texts(b)
	for i := range max(len(x), len(y)) {
		if i >= len(x) || i >= len(y) || x[i] != y[i] {
			return i
		}
	}
	return -1
}

// takeBack drops the edit of the paragraph that came out otherwise: the n-th that
// is no comment; all of them when it is not known which.
func (m *maker) takeBack(n int) {
	line := -1
	if n >= 0 {
		i := 0
		for p := range m.facts.Doc.Paragraphs {
			q := &m.facts.Doc.Paragraphs[p]
			if q.Kind == text.Remark {
				continue
			}
			if i == n {
				for _, l := range m.facts.Lines {
					if l.Para == q {
						line = l.No
					}
				}
			}
			i++
		}
	}
	before := len(m.edits)
	m.edits = slices.DeleteFunc(m.edits, func(e madeEdit) bool { return line >= 0 && slices.Contains(e.lines, line) })
	if len(m.edits) < before {
		m.bad[line] = true
		return
	}
	// what was repeated too often or too seldom moves all that follows: the loop before it
	for i := len(m.edits) - 1; i >= 0; i-- {
		if len(m.edits[i].lines) > 1 && (line < 0 || m.edits[i].lines[0] <= line) {
			m.edits = slices.Delete(m.edits, i, i+1)
			return
		}
	}
	m.edits = nil
}

// revise makes the revision of the edits.
func (m *maker) revise() {
	m.made.Revision, m.made.Tagged = docx.Revision{}, nil
	r := &m.made.Revision
	place := func(line int) docx.Place {
		p := m.facts.Lines[line].Para
		return docx.Place{Part: p.Part, Paragraph: p.Index}
	}
	slices.SortStableFunc(m.edits, func(a, b madeEdit) int { return a.lines[0] - b.lines[0] })
	for _, e := range m.edits {
		for _, x := range e.replaces {
			from, to := x.span.Characters()
			at := place(x.span.Line.No)
			r.Replaces = append(r.Replaces, docx.Replace{Place: at, From: from, To: to, Text: x.tag})
			if x.from != "" {
				r.Remarks = append(r.Remarks, docx.Remark{Part: at.Part, Paragraph: at.Paragraph, From: from, To: to, Text: "原来是“" + x.span.Quote() + "”，" + x.from})
			}
			m.made.Tagged = append(m.made.Tagged, Tag{x.tag, x.span.Quote(), x.span.Line.Para.Place})
		}
		for _, x := range e.fills {
			r.Replaces = append(r.Replaces, docx.Replace{Place: docx.Place{Part: x.cell.Part, Paragraph: x.cell.Index}, Text: x.tag})
			m.made.Tagged = append(m.made.Tagged, Tag{x.tag, "", x.cell.Place})
		}
		for _, l := range e.drops {
			r.Drops = append(r.Drops, place(l))
		}
		for l, s := range e.before {
			r.Inserts = append(r.Inserts, docx.Insert{Place: place(l), Text: s})
		}
		for l, s := range e.after {
			r.Inserts = append(r.Inserts, docx.Insert{Place: place(l), After: true, Text: s})
		}
	}
	slices.SortStableFunc(r.Inserts, func(a, b docx.Insert) int {
		return cmp.Or(cmp.Compare(a.Part, b.Part), cmp.Compare(a.Paragraph, b.Paragraph))
	})
}
