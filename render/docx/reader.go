package docx

import (
	"strings"
)

// A Document is the text of a .docx as a reader sees it, part by part.
type Document struct {
	Parts []PartText // the body first, then headers, footers, notes and comments in the order of their relationships
}

// A PartText is the text of one part.
type PartText struct {
	Name       string // word/document.xml
	Title      string // in words: 正文, 页眉（第2节首页）
	Paragraphs []Paragraph
	Tables     []Table
}

// A Paragraph is one paragraph's own text: that of text boxes anchored in it comes as paragraphs of their own.
type Paragraph struct {
	Text    string // tabs as \t, line breaks as \n, page breaks as \f
	In      string // what it lies in, from outside: "" for the body, tc, tc/tc, fallback/txbxContent, footnote, comment
	Style   string // style id
	Place   string // in words: 正文第3个表格第5行第2列
	Number  int    // of the paragraph in its story, from 1; 0 in tables
	Table   int    // number of the table in its story, from 1; 0 outside tables
	Row     int    // from 1
	Col     int    // from 1
	Heading string // the heading it stands under
}

// A Table is a table's text by rows and cells; the paragraphs of a cell are joined by \n.
type Table struct {
	Rows [][]string
}

// Body returns the main text.
func (d *Document) Body() *PartText { return &d.Parts[0] }

// Part returns a part by name, nil if there is none.
func (d *Document) Part(name string) *PartText {
	for i := range d.Parts {
		if d.Parts[i].Name == name {
			return &d.Parts[i]
		}
	}
	return nil
}

// String returns all paragraphs, one a line, parts one after the other.
func (d *Document) String() string {
	var b strings.Builder
	for _, p := range d.Parts {
		for _, q := range p.Paragraphs {
			b.WriteString(q.Text)
			b.WriteByte('\n')
		}
	}
	return b.String()
}

// Text reads a .docx. Deleted revisions and field codes are not part of the text.
func Text(docx []byte) (*Document, error) {
	pk, err := openPackage(docx)
	if err != nil {
		return nil, err
	}
	refs, err := pk.fillable()
	if err != nil {
		return nil, err
	}
	t := &Template{pkg: pk}
	for _, r := range refs {
		if r.kind >= partChart {
			continue
		}
		data, err := pk.read(pk.lookup(r.name))
		if err != nil {
			return nil, err
		}
		tr, serr := scan(r.name, data)
		if serr != nil {
			return nil, xmlProblem(r.name, serr)
		}
		t.parts = append(t.parts, &part{ref: r, tree: tr})
	}
	pl := newPlacer(t)
	d := &Document{}
	for _, p := range t.parts {
		d.Parts = append(d.Parts, pl.read(p))
	}
	return d, nil
}

// read collects the paragraphs and tables of a part.
func (pl *placer) read(p *part) PartText {
	pl.describe(p, -1)
	out := PartText{Name: p.ref.name, Title: pl.names[p]}
	tr := p.tree
	var tables []int32
	cells := map[int32][]string{} // by w:tc
	for i := range tr.nodes {
		j := int32(i)
		switch tr.nodes[i].kind {
		case kTbl:
			tables = append(tables, j)
		case kP:
			pa := tr.paragraph(j)
			text := tr.readable(pa)
			pp := pl.parts[p].paras[j]
			para := Paragraph{Text: text, In: tr.path(j), Number: pp.number, Table: pp.table, Row: pp.row, Col: pp.col, Heading: pp.heading,
				Place: pl.names[p] + pp.note + pp.words()}
			if ppr := tr.child(j, kPPr); ppr >= 0 {
				if s := tr.child(ppr, kPStyle); s >= 0 {
					para.Style = tr.attr(s, "val")
				}
			}
			out.Paragraphs = append(out.Paragraphs, para)
			for tc := tr.ancestor(j, is(kTc)); tc >= 0; tc = tr.ancestor(tr.nodes[tc].parent, is(kTc)) {
				cells[tc] = append(cells[tc], text)
			}
		}
	}
	for _, t := range tables {
		out.Tables = append(out.Tables, tr.table(t, cells))
	}
	return out
}

// readable returns a paragraph's text without the stand-ins for objects.
func (t *tree) readable(pa *para) string {
	var b strings.Builder
	for i := range pa.pieces {
		pc := &pa.pieces[i]
		s := pa.text[pc.from:pc.to]
		if !pc.isText && s == string(object) {
			if t.nodes[pc.node].kind == kSym {
				b.WriteString(symbol(t.attr(pc.node, "char")))
			}
			continue
		}
		b.WriteString(s)
	}
	return b.String()
}

// symbol returns the character of a w:sym: of the two boxes that forms use, or a plain code point.
func symbol(hex string) string {
	switch strings.ToUpper(hex) {
	case "F052", "F0FE", "2611":
		return "☑"
	case "F0A3", "F0A8", "F06F", "2610":
		return "☐"
	}
	r := rune(0)
	for _, c := range strings.ToLower(hex) {
		d := strings.IndexRune("0123456789abcdef", c)
		if d < 0 {
			return ""
		}
		r = r<<4 | rune(d)
	}
	if r < 0x20 || r >= 0xE000 && r <= 0xF8FF || !isXMLChar(r) {
		return ""
	}
	return string(r)
}

// path names what a paragraph lies in.
func (t *tree) path(j int32) string {
	var out []string
	for n := t.nodes[j].parent; n >= 0; n = t.nodes[n].parent {
		name := map[kind]string{kTc: "tc", kTxbx: "txbxContent", kFallback: "fallback", kFootnote: "footnote", kEndnote: "endnote", kComment: "comment"}[t.nodes[n].kind]
		if name != "" {
			out = append([]string{name}, out...)
		}
	}
	return strings.Join(out, "/")
}

// table collects the cells of a table row by row.
func (t *tree) table(tbl int32, cells map[int32][]string) Table {
	var out Table
	for j := tbl + 1; j < t.nodes[tbl].next; j++ {
		if t.nodes[j].kind != kTr || t.ancestor(j, is(kTbl)) != tbl {
			continue
		}
		var row []string
		for _, c := range rowCells(t, j) {
			row = append(row, strings.Join(cells[c.node], "\n"))
		}
		out.Rows = append(out.Rows, row)
	}
	return out
}
