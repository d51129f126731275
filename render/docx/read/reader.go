package read

import (
	"strings"
	"ziping/render/docx/opc"
	"ziping/render/docx/wml"
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
	// Numbered tells that Word puts a number before it, which is no part of Text.
	Numbered bool
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
	pk, err := opc.Open(docx)
	if err != nil {
		return nil, err
	}
	refs, err := pk.Fillable()
	if err != nil {
		return nil, err
	}
	var all []*Part
	for _, r := range refs {
		if r.Kind >= opc.PartChart {
			continue
		}
		data, err := pk.Read(pk.Lookup(r.Name))
		if err != nil {
			return nil, err
		}
		tr, serr := wml.Scan(r.Name, data)
		if serr != nil {
			return nil, opc.XMLProblem(r.Name, serr)
		}
		all = append(all, &Part{r, tr})
	}
	pl := NewPlacer(all)
	d := &Document{}
	for _, p := range all {
		d.Parts = append(d.Parts, pl.read(p))
	}
	return d, nil
}

// read collects the paragraphs and tables of a part.
func (pl *Placer) read(p *Part) PartText {
	pl.Describe(p, -1)
	out := PartText{Name: p.Ref.Name, Title: pl.names[p]}
	tr := p.Tree
	var tables []int32
	cells := map[int32][]string{} // by w:tc
	for i := range tr.Nodes {
		j := int32(i)
		switch tr.Nodes[i].Kind {
		case wml.Tbl:
			tables = append(tables, j)
		case wml.P:
			pa := tr.Paragraph(j)
			text := readable(tr, pa)
			pp := pl.parts[p].paras[j]
			para := Paragraph{Text: text, In: pathOf(tr, j), Number: pp.number, Table: pp.table, Row: pp.row, Col: pp.col, Heading: pp.heading,
				Place: pl.names[p] + pp.note + pp.words()}
			if ppr := tr.Child(j, wml.PPr); ppr >= 0 {
				if s := tr.Child(ppr, wml.PStyle); s >= 0 {
					para.Style = tr.Attr(s, "val")
				}
				para.Numbered = numbered(tr, ppr)
			}
			out.Paragraphs = append(out.Paragraphs, para)
			for tc := tr.Ancestor(j, wml.Is(wml.Tc)); tc >= 0; tc = tr.Ancestor(tr.Nodes[tc].Parent, wml.Is(wml.Tc)) {
				cells[tc] = append(cells[tc], text)
			}
		}
	}
	for _, t := range tables {
		out.Tables = append(out.Tables, tableText(tr, t, cells))
	}
	return out
}

// numbered reports that paragraph properties name a numbering, other than 0, which means none (ECMA-376 part 1, 17.9.18).
func numbered(tr *wml.Tree, ppr int32) bool {
	n := tr.Child(ppr, wml.NumPr)
	if n < 0 {
		for j := ppr + 1; j < tr.Nodes[ppr].Next && n < 0; j++ { // behind other properties
			if tr.Nodes[j].Kind == wml.NumPr && tr.Nodes[j].Parent == ppr {
				n = j
			}
		}
	}
	if n < 0 {
		return false
	}
	for j := n + 1; j < tr.Nodes[n].Next; j++ {
		if tr.Nodes[j].Kind == wml.NumID {
			return tr.Attr(j, "val") != "0"
		}
	}
	return false
}

// readable returns a paragraph's text without the stand-ins for objects.
func readable(t *wml.Tree, pa *wml.Para) string {
	var b strings.Builder
	for i := range pa.Pieces {
		pc := &pa.Pieces[i]
		s := pa.Text[pc.From:pc.To]
		if !pc.IsText && s == string(wml.ObjectChar) {
			if t.Nodes[pc.Node].Kind == wml.Sym {
				b.WriteString(symbol(t.Attr(pc.Node, "char")))
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
	if r < 0x20 || r >= 0xE000 && r <= 0xF8FF || !wml.IsXMLChar(r) {
		return ""
	}
	return string(r)
}

// pathOf names what a paragraph lies in.
func pathOf(t *wml.Tree, j int32) string {
	var out []string
	for n := t.Nodes[j].Parent; n >= 0; n = t.Nodes[n].Parent {
		name := map[wml.Kind]string{wml.Tc: "tc", wml.Txbx: "txbxContent", wml.Fallback: "fallback", wml.Footnote: "footnote", wml.Endnote: "endnote", wml.Comment: "comment"}[t.Nodes[n].Kind]
		if name != "" {
			out = append([]string{name}, out...)
		}
	}
	return strings.Join(out, "/")
}

// tableText collects the cells of a table row by row.
func tableText(t *wml.Tree, tbl int32, cells map[int32][]string) Table {
	var out Table
	for j := tbl + 1; j < t.Nodes[tbl].Next; j++ {
		if t.Nodes[j].Kind != wml.Tr || t.Ancestor(j, wml.Is(wml.Tbl)) != tbl {
			continue
		}
		var row []string
		for _, c := range wml.RowCells(t, j) {
			row = append(row, strings.Join(cells[c.Node], "\n"))
		}
		out.Rows = append(out.Rows, row)
	}
	return out
}
