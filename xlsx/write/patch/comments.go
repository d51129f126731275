package patch

import (
	"bytes"
	"fmt"
	"path"
	"strconv"
	"strings"

	"ziping/xlsx/grid"
	"ziping/xlsx/ooxml/token"
)

// Author is who our comments are by.
const Author = "ziping"

const commentsHead = `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>` + "\n" + `<comments xmlns="` + mainSpace + `"><authors></authors><commentList></commentList></comments>`

const vmlHead = `<xml xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office" xmlns:x="urn:schemas-microsoft-com:office:excel">` +
	`<o:shapelayout v:ext="edit"><o:idmap v:ext="edit" data="%d"/></o:shapelayout></xml>`

const shapeType = `<v:shapetype xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office" id="_x0000_t202" coordsize="21600,21600" o:spt="202" path="m,l,21600r21600,l21600,xe">` +
	`<v:stroke joinstyle="miter"/><v:path gradientshapeok="t" o:connecttype="rect"/></v:shapetype>`

// comment writes the comments of a sheet's cells, beside those it has. drawing is
// the relationship of the sheet's legacy drawing; a new one is returned, "" when
// the sheet has one.
func (b *Book) comment(s *sheet, cells []Cell, drawing string) (kept []Cell, id string, err error) {
	rels, err := b.relations(s.part)
	if err != nil {
		return nil, "", err
	}
	part := ""
	if rel := rels.ofKind("comments"); rel != nil {
		part = rel.part
	}
	data := []byte(commentsHead)
	if part != "" {
		if data, err = b.content(part); err != nil {
			return nil, "", err
		}
	}
	data, ours, kept, err := appendComments(data, cells)
	if err != nil {
		return nil, "", asUnknown(err, part)
	}
	if len(ours) == 0 {
		return kept, "", nil
	}
	if id, err = b.draw(s, rels, ours, drawing); err != nil {
		return nil, "", err
	}
	if part != "" {
		b.set(part, data)
		return kept, id, nil
	}
	part = b.free(path.Join(b.dir(), "commentsZiping"), ".xml")
	b.set(part, data)
	if err := b.declare(part, "", sheetMain+"comments+xml"); err != nil {
		return nil, "", err
	}
	_, err = rels.add("comments", part)
	return kept, id, err
}

// appendComments adds our comments to those of a sheet; a cell that has one keeps
// it.
func appendComments(data []byte, cells []Cell) (out []byte, ours, kept []Cell, err error) {
	root, err := tree(data)
	if err != nil {
		return nil, nil, nil, err
	}
	authors, list := root.child("authors"), root.child("commentList")
	if root.space != token.Main || root.local != "comments" || authors == nil || list == nil {
		return nil, nil, nil, unknown("批注的写法特别")
	}
	has := map[string]bool{}
	for _, e := range list.children {
		ref, _ := e.attr("ref")
		has[ref] = true
	}
	var b strings.Builder
	p := root.prefix
	for _, c := range cells {
		ref := grid.Ref{Row: c.Row, Col: c.Col}.String()
		switch {
		case c.Comment == "":
		case has[ref]:
			kept = append(kept, c)
		default:
			ours = append(ours, c)
			fmt.Fprintf(&b, `<%[1]scomment ref="%[2]s" authorId="%[3]d"><%[1]stext><%[1]sr><%[1]srPr><%[1]ssz val="9"/><%[1]srFont val="宋体"/></%[1]srPr><%[1]st xml:space="preserve">%[4]s</%[1]st></%[1]sr></%[1]stext></%[1]scomment>`,
				p, ref, len(authors.children), strings.ReplaceAll(escape(c.Comment), "&#10;", "\n"))
		}
	}
	if len(ours) == 0 {
		return data, nil, kept, nil
	}
	edits := within(data, authors, "<"+p+"author>"+Author+"</"+p+"author>")
	return apply(data, append(edits, within(data, list, b.String())...)), ours, kept, nil
}

// draw writes the boxes of comments, into the sheet's legacy drawing or a new one.
func (b *Book) draw(s *sheet, rels *relations, cells []Cell, drawing string) (id string, err error) {
	if drawing == "" {
		part := b.free(path.Join(b.dir(), "drawings/vmlZiping"), ".vml")
		number := 900 + len(b.added) // a block of shape numbers that no drawing of an office has
		b.set(part, boxes(fmt.Appendf(nil, vmlHead, number), cells, number<<10))
		if err := b.declare(part, "vml", vmlType); err != nil {
			return "", err
		}
		return rels.add("vmlDrawing", part)
	}
	rel := rels.byID(drawing)
	if rel == nil || rel.part == "" {
		return "", unknown("工作表“%s”的批注框找不到", s.name)
	}
	data, err := b.content(rel.part)
	if err != nil {
		return "", err
	}
	if bytes.LastIndex(data, []byte("</xml>")) < 0 || bytes.HasPrefix(data, []byte{0xFF, 0xFE}) || bytes.HasPrefix(data, []byte{0xFE, 0xFF}) {
		return "", unknown("工作表“%s”的批注框写法特别", s.name)
	}
	b.set(rel.part, boxes(data, cells, lastShape(data)))
	return "", nil
}

// lastShape is the highest number of a shape in a drawing.
func lastShape(data []byte) int {
	last := 1024
	const stem = "_x0000_s"
	for rest := data; ; {
		i := bytes.Index(rest, []byte(stem))
		if i < 0 {
			return last
		}
		rest = rest[i+len(stem):]
		n := 0
		for n < len(rest) && n < 9 && '0' <= rest[n] && rest[n] <= '9' {
			n++
		}
		if v, err := strconv.Atoi(string(rest[:n])); err == nil {
			last = max(last, v)
		}
	}
}

// boxes appends the boxes of comments to a drawing; a drawing is not always
// well-formed, and is not parsed.
func boxes(data []byte, cells []Cell, last int) []byte {
	var b strings.Builder
	if !bytes.Contains(data, []byte(`id="_x0000_t202"`)) {
		b.WriteString(shapeType)
	}
	for i, c := range cells {
		lines := 2 + strings.Count(c.Comment, "\n") + len([]rune(c.Comment))/18
		fmt.Fprintf(&b, `<v:shape xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office" xmlns:x="urn:schemas-microsoft-com:office:excel" id="_x0000_s%d" type="#_x0000_t202" `+
			`style="position:absolute;margin-left:60pt;margin-top:2pt;width:200pt;height:%dpt;z-index:%d;visibility:hidden" fillcolor="#ffffe1" o:insetmode="auto">`+
			`<v:fill color2="#ffffe1"/><v:shadow color="black" obscured="t"/><v:path o:connecttype="none"/><v:textbox style="mso-direction-alt:auto"><div style="text-align:left"></div></v:textbox>`+
			`<x:ClientData ObjectType="Note"><x:MoveWithCells/><x:SizeWithCells/><x:Anchor>%d, 12, %d, 2, %d, 20, %d, 4</x:Anchor><x:AutoFill>False</x:AutoFill><x:Row>%d</x:Row><x:Column>%d</x:Column></x:ClientData></v:shape>`,
			last+1+i, lines*13, i+1, c.Col, max(c.Row-2, 0), c.Col+3, max(c.Row-2, 0)+lines, c.Row-1, c.Col-1)
	}
	at := bytes.LastIndex(data, []byte("</xml>"))
	return bytes.Join([][]byte{data[:at], []byte(b.String()), data[at:]}, nil)
}
