package render

import (
	"bytes"
	"strings"

	"ziping/model/check"
	"ziping/model/pattern"
	finished "ziping/model/text"
	"ziping/render/docx"
)

// ReadFinished reads a finished report from a .docx for a review. Deleted
// revisions are not part of it, inserted ones are; of a text box that stands in
// the file twice, once for old programs, one is read.
func ReadFinished(name string, data []byte) (*finished.Document, error) {
	d, err := docx.Text(data)
	if err != nil {
		return nil, err
	}
	out := &finished.Document{Name: name}
	sources := false
	for i := range d.Parts {
		part := &d.Parts[i]
		margin := strings.HasPrefix(part.Title, "页")
		for n := range part.Paragraphs {
			p := &part.Paragraphs[n]
			if strings.Contains(p.In, "fallback") {
				continue
			}
			q := finished.Paragraph{
				Part: part.Name, Index: n, Place: p.Place, Heading: p.Heading, Text: p.Text, Table: p.Table, Row: p.Row, Col: p.Col,
				Style: p.Style, Automatic: p.Numbered, Kind: finished.Body,
			}
			switch {
			case strings.Contains(p.In, "comment"):
				q.Kind = finished.Remark
			case strings.Contains(p.In, "note"):
				q.Kind = finished.Note
			case margin:
				q.Kind = finished.Margin
			case strings.Contains(p.In, "txbx"):
				q.Kind = finished.Box
			}
			sources = sources || q.Kind == finished.Body && strings.TrimSpace(p.Text) == "取数来源表"
			q.Contents = inContents(p) || sources && q.Kind == finished.Body
			out.Automatic = out.Automatic || p.Numbered && q.Kind == finished.Body
			out.Paragraphs = append(out.Paragraphs, q)
		}
	}
	return out, nil
}

// leaders matches a line of a 目录: a title, dots or a tab, the number of a page.
var leaders = pattern.New(`(?:\t|[.…·]{4,}|[.…·]{2,}\s)\s*\d{1,3}\s*$`)

// inContents reports a line of the 目录, by its style or its looks.
func inContents(p *docx.Paragraph) bool {
	return strings.HasPrefix(strings.ToLower(p.Style), "toc") || leaders.MatchString(p.Text)
}

// Expected are the reports that ziping would write of a project, one a built-in
// template and one for each of own: where a finished report says the same words,
// its figures are held to theirs.
func Expected(r *Report, own ...[]byte) []*finished.Facts {
	templates := own
	for _, t := range Templates() {
		templates = append(templates, t.Docx)
	}
	var out []*finished.Facts
	for _, t := range templates {
		var b bytes.Buffer
		if err := WriteReport(&b, r, t); err != nil {
			continue // a template that does not fit the project says nothing of it
		}
		if d, err := ReadFinished("", b.Bytes()); err == nil {
			out = append(out, finished.Read(d))
		}
	}
	return out
}

// Remarks are findings of a review as Word comments on the words concerned.
func Remarks(findings []check.Finding) []docx.Remark {
	var out []docx.Remark
	for _, f := range findings {
		r := docx.Remark{Paragraph: -1, Text: "【" + groupTitle(groupOf(f)) + "】" + ruleName(f.Rule) + "：" + plain(f.Message)}
		if f.Hint != "" {
			r.Text += "\n办法：" + plain(f.Hint)
		}
		if len(f.Related) > 0 {
			r.Text += "\n工作簿：" + RelatedCells(f.Pos, f.Related)
		}
		if w := f.Where; w != nil {
			r.Part, r.Paragraph, r.From, r.To = w.Part, w.Paragraph-1, w.From, w.To
		}
		out = append(out, r)
	}
	return out
}
