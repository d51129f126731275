package read

import (
	"fmt"
	"strings"
	"sync"
	"unicode/utf8"
	"ziping/render/docx/opc"
	"ziping/render/docx/wml"
)

// A Placer puts places into words. What it needs to know of a part is worked out when first asked.
type Placer struct {
	all   []*Part
	mu    sync.Mutex
	parts map[*Part]*partPlaces
	names map[*Part]string
}

func NewPlacer(all []*Part) *Placer { return &Placer{all: all, parts: map[*Part]*partPlaces{}} }

// A Part is a part that may hold text, with its elements.
type Part struct {
	Ref  opc.PartRef
	Tree *wml.Tree
}

// Body reports whether the part is the main text.
func (p *Part) Body() bool { return p.Ref.Kind == opc.PartBody }

// partPlaces is what is known of the paragraphs of one part.
type partPlaces struct {
	paras map[int32]paraPlace // by w:p node
}

// A paraPlace is where a paragraph stands.
type paraPlace struct {
	number  int    // of the paragraph among those directly in its story, from 1
	heading string // the nearest heading before it
	box     bool   // in a text box
	note    string // id of the footnote, endnote or comment it lies in
	table   int    // of the table in its story, from 1; 0 outside tables
	row     int
	col     int
	inner   bool // the table is nested in another
}

// Describe returns the place of a paragraph in words.
func (pl *Placer) Describe(p *Part, node int32) string {
	pl.mu.Lock()
	defer pl.mu.Unlock()
	if pl.parts[p] == nil {
		pl.parts[p] = &partPlaces{paras: walkPlaces(p)}
	}
	if pl.names == nil {
		pl.names = partNames(pl.all)
	}
	name := pl.names[p]
	pp, ok := pl.parts[p].paras[node]
	if !ok {
		return name
	}
	if pp.note != "" {
		name += pp.note
	}
	return name + pp.words()
}

func (pp *paraPlace) words() string {
	var b strings.Builder
	if pp.box {
		b.WriteString("的文本框")
	}
	head := ""
	if pp.heading != "" {
		head = "（“" + wml.Clip(pp.heading, 20) + "”下）"
	}
	if pp.table > 0 {
		inner := ""
		if pp.inner {
			inner = "里套的表格"
		}
		fmt.Fprintf(&b, "第%d个表格%s%s第%d行第%d列", pp.table, inner, head, pp.row, pp.col)
		return b.String()
	}
	if pp.number == 0 { // in a row outside any table
		return b.String()
	}
	fmt.Fprintf(&b, "第%d段%s", pp.number, head)
	return b.String()
}

// partNames names the parts as a user knows them: 正文, 页眉（第2节首页）.
func partNames(all []*Part) map[*Part]string {
	names := map[*Part]string{}
	uses, sections := headerUses(all[0].Tree)
	count := map[opc.PartKind]int{}
	for _, p := range all {
		count[p.Ref.Kind]++
		n := ""
		switch p.Ref.Kind {
		case opc.PartBody:
			n = "正文"
		case opc.PartHeader, opc.PartFooter:
			n = "页眉"
			if p.Ref.Kind == opc.PartFooter {
				n = "页脚"
			}
			for _, id := range p.Ref.Ids {
				if u, ok := uses[id]; ok {
					n += u.words(sections)
					break
				}
			}
		case opc.PartFootnotes:
			n = "脚注"
		case opc.PartEndnotes:
			n = "尾注"
		case opc.PartComments:
			n = "批注"
		case opc.PartChart:
			n = fmt.Sprintf("第%d个图表", count[opc.PartChart])
		case opc.PartDiagram:
			n = fmt.Sprintf("第%d个智能图形", count[opc.PartDiagram])
		case opc.PartProps:
			n = "文档属性"
		}
		names[p] = n
	}
	return names
}

// A headerUse is where a header or footer is shown.
type headerUse struct {
	section int
	typ     string
}

func (u headerUse) words(sections int) string {
	typ := map[string]string{"first": "首页", "even": "偶数页"}[u.typ]
	if sections > 1 {
		return fmt.Sprintf("（第%d节%s）", u.section, typ)
	}
	if typ != "" {
		return "（" + typ + "）"
	}
	return ""
}

// headerUses maps relationship ids to the section and kind of page that use them.
func headerUses(t *wml.Tree) (uses map[string]headerUse, sections int) {
	uses = map[string]headerUse{}
	for i := range t.Nodes {
		switch t.Nodes[i].Kind {
		case wml.SectPr:
			sections++
		case wml.HeaderReference, wml.FooterReference:
			id := t.Attr(int32(i), "id")
			if _, ok := uses[id]; !ok {
				uses[id] = headerUse{sections, t.Attr(int32(i), "type")}
			}
		}
	}
	return uses, sections
}

// walkPlaces numbers the paragraphs and tables of a part.
func walkPlaces(p *Part) map[int32]paraPlace {
	type counts struct {
		paras, tables int
		heading       string
	}
	out := map[int32]paraPlace{}
	tr := p.Tree
	stories := map[int32]*counts{}
	tables := map[int32]int{}
	rows, cols := map[int32]int{}, map[int32]int{}         // by tr and tc
	rowCount, colCount := map[int32]int{}, map[int32]int{} // by tbl and tr
	for i := range tr.Nodes {
		k := tr.Nodes[i].Kind
		switch k {
		case wml.Tr:
			tbl := tr.Ancestor(int32(i), wml.Is(wml.Tbl))
			rowCount[tbl]++
			rows[int32(i)] = rowCount[tbl]
		case wml.Tc:
			row := tr.Ancestor(int32(i), wml.Is(wml.Tr))
			colCount[row]++
			cols[int32(i)] = colCount[row]
		}
		if k != wml.P && k != wml.AP && k != wml.Tbl {
			continue
		}
		st := tr.Ancestor(int32(i), wml.Kind.Story)
		c := stories[st]
		if c == nil {
			c = &counts{}
			stories[st] = c
		}
		tc := tr.Ancestor(tr.Nodes[i].Parent, func(k wml.Kind) bool { return k == wml.Tc || k.Story() })
		inTable := tc >= 0 && tr.Nodes[tc].Kind == wml.Tc
		if k == wml.Tbl {
			if !inTable {
				c.tables++
			}
			tables[int32(i)] = c.tables
			continue
		}
		pp := paraPlace{heading: c.heading}
		if st >= 0 {
			switch tr.Nodes[st].Kind {
			case wml.Txbx:
				pp.box = true
			case wml.Footnote, wml.Endnote, wml.Comment:
				pp.note = tr.Attr(st, "id")
			}
		}
		if inTable {
			pp.tablePlace(tr, tc, tables)
			pp.row, pp.col = rows[tr.Ancestor(tc, wml.Is(wml.Tr))], cols[tc]
		} else {
			c.paras++
			pp.number = c.paras
			if p.Body() && st >= 0 && tr.Nodes[st].Kind == wml.Body {
				if h := headingText(tr, int32(i)); h != "" {
					c.heading = h
				}
			}
		}
		out[int32(i)] = pp
	}
	return out
}

// tablePlace fills in the table of a cell.
func (pp *paraPlace) tablePlace(tr *wml.Tree, tc int32, tables map[int32]int) {
	tbl := tr.Ancestor(tc, wml.Is(wml.Tbl))
	if tbl < 0 {
		return
	}
	pp.table = tables[tbl]
	pp.inner = tr.Ancestor(tr.Nodes[tbl].Parent, wml.Is(wml.Tc)) >= 0
}

// headingText returns the text of a paragraph that is a heading by style, outline level or numbering words.
func headingText(tr *wml.Tree, p int32) string {
	pa := tr.Paragraph(p)
	text := strings.TrimSpace(pa.Text)
	if text == "" || strings.Contains(text, "{{") || utf8.RuneCountInString(text) > 60 {
		return ""
	}
	if ppr := tr.Child(p, wml.PPr); ppr >= 0 {
		if o := tr.Child(ppr, wml.OutlineLvl); o >= 0 && tr.Attr(o, "val") != "9" {
			return text
		}
		if s := tr.Child(ppr, wml.PStyle); s >= 0 {
			id := strings.ToLower(tr.Attr(s, "val"))
			if strings.HasPrefix(id, "heading") || strings.HasPrefix(id, "标题") || len(id) == 1 && id >= "1" && id <= "9" {
				return text
			}
		}
	}
	for _, sep := range []string{"、", "．"} { // 一、 项目基本情况
		if n, _, ok := strings.Cut(text, sep); ok && n != "" && strings.Trim(n, "一二三四五六七八九十") == "" {
			return text
		}
	}
	if strings.HasPrefix(text, "（") {
		if n, _, ok := strings.Cut(strings.TrimPrefix(text, "（"), "）"); ok && n != "" && strings.Trim(n, "一二三四五六七八九十") == "" {
			return text
		}
	}
	return ""
}
