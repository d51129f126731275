package docx

import (
	"fmt"
	"slices"
	"sort"
	"strings"
	"sync"
	"unicode/utf8"
)

func lastRune(s string) (rune, int) { return utf8.DecodeLastRuneInString(s) }

// A placer puts places into words. What it needs to know of a part is worked out when first asked.
type placer struct {
	t     *Template
	mu    sync.Mutex
	parts map[*part]*partPlaces
	names map[*part]string
}

func newPlacer(t *Template) *placer { return &placer{t: t, parts: map[*part]*partPlaces{}} }

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

// problem makes a Problem at a tag.
func (t *Template) problem(at *tag, sev Severity, e *tagError) Problem {
	place := t.place(at)
	p := Problem{
		ID: e.id, Severity: sev, Place: place, Part: at.part.ref.name, Offset: at.offset(), Tag: at.raw,
		Name: at.path.raw, Context: at.context(), Suggest: e.suggest, Hint: e.hint, echo: at.inFallback(),
	}
	p.Message = place + "：" + e.msg
	if e.suggest != "" {
		p.Message += "，是不是" + e.suggestion() + "？"
	}
	return p
}

// inOrder brings problems to reading order. One in an mc:Fallback is left out when the other branch has it too: it is
// the same text box, written twice.
func (t *Template) inOrder(ps []Problem) []Problem {
	type key struct{ part, id, tag, name string }
	said := map[key]bool{}
	for _, p := range ps {
		if !p.echo {
			said[key{p.Part, p.ID, p.Tag, p.Name}] = true
		}
	}
	ps = slices.DeleteFunc(ps, func(p Problem) bool { return p.echo && said[key{p.Part, p.ID, p.Tag, p.Name}] })
	order := map[string]int{}
	for i, p := range t.parts {
		order[p.ref.name] = i + 1
	}
	rank := func(p *Problem) int {
		if p.ID == idUnused {
			return len(t.parts) + 1
		}
		return order[p.Part]
	}
	sort.SliceStable(ps, func(i, j int) bool {
		if a, b := rank(&ps[i]), rank(&ps[j]); a != b {
			return a < b
		}
		return ps[i].Offset < ps[j].Offset
	})
	return ps
}

func (e *tagError) suggestion() string { return "“" + e.suggest + "”" }

// offset returns where the tag begins in the part's XML.
func (t *tag) offset() int {
	tr := t.part.tree
	if t.altText >= 0 {
		return int(tr.nodes[t.altText].start)
	}
	if t.para == nil {
		return -1
	}
	if i := t.para.pieceAt(t.from); i >= 0 {
		pc := &t.para.pieces[i]
		if pc.isText {
			return int(tr.rawOffset(pc, int32(t.from)))
		}
		return int(tr.nodes[pc.node].start)
	}
	return -1
}

// context returns the text around a tag, ten characters each side.
func (t *tag) context() string {
	if t.para == nil {
		return ""
	}
	text := t.para.text
	from, to := t.from, t.to
	pre, post := "", "…"
	for range 10 {
		_, n := utf8.DecodeLastRuneInString(text[:from])
		from -= n
	}
	for range 10 {
		_, n := utf8.DecodeRuneInString(text[to:])
		to += n
	}
	if from > 0 {
		pre = "…"
	}
	if to == len(text) {
		post = ""
	}
	return pre + clip(text[from:min(to, from+600)], 200) + post
}

// place returns a tag's place in words.
func (t *Template) place(at *tag) string {
	if at.part.ref.kind == partProps {
		return "文档属性"
	}
	node := int32(-1)
	if at.altText >= 0 {
		node = at.part.tree.ancestor(at.altText, func(k kind) bool { return k == kP || k == kAP })
	} else if n := at.node(); n >= 0 {
		node = at.part.tree.ancestor(n, func(k kind) bool { return k == kP || k == kAP })
	}
	return t.places.describe(at.part, node)
}

// describe returns the place of a paragraph in words.
func (pl *placer) describe(p *part, node int32) string {
	pl.mu.Lock()
	defer pl.mu.Unlock()
	if pl.parts[p] == nil {
		pl.parts[p] = &partPlaces{paras: walkPlaces(p)}
	}
	if pl.names == nil {
		pl.names = partNames(pl.t)
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
		head = "（“" + clip(pp.heading, 20) + "”下）"
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
func partNames(t *Template) map[*part]string {
	names := map[*part]string{}
	uses, sections := headerUses(t.parts[0].tree)
	count := map[partKind]int{}
	for _, p := range t.parts {
		count[p.ref.kind]++
		n := ""
		switch p.ref.kind {
		case partBody:
			n = "正文"
		case partHeader, partFooter:
			n = "页眉"
			if p.ref.kind == partFooter {
				n = "页脚"
			}
			for _, id := range p.ref.ids {
				if u, ok := uses[id]; ok {
					n += u.words(sections)
					break
				}
			}
		case partFootnotes:
			n = "脚注"
		case partEndnotes:
			n = "尾注"
		case partComments:
			n = "批注"
		case partChart:
			n = fmt.Sprintf("第%d个图表", count[partChart])
		case partDiagram:
			n = fmt.Sprintf("第%d个智能图形", count[partDiagram])
		case partProps:
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
func headerUses(t *tree) (uses map[string]headerUse, sections int) {
	uses = map[string]headerUse{}
	for i := range t.nodes {
		switch t.nodes[i].kind {
		case kSectPr:
			sections++
		case kHeaderReference, kFooterReference:
			id := t.attr(int32(i), "id")
			if _, ok := uses[id]; !ok {
				uses[id] = headerUse{sections, t.attr(int32(i), "type")}
			}
		}
	}
	return uses, sections
}

// walkPlaces numbers the paragraphs and tables of a part.
func walkPlaces(p *part) map[int32]paraPlace {
	type counts struct {
		paras, tables int
		heading       string
	}
	out := map[int32]paraPlace{}
	tr := p.tree
	stories := map[int32]*counts{}
	tables := map[int32]int{}
	rows, cols := map[int32]int{}, map[int32]int{}         // by tr and tc
	rowCount, colCount := map[int32]int{}, map[int32]int{} // by tbl and tr
	for i := range tr.nodes {
		k := tr.nodes[i].kind
		switch k {
		case kTr:
			tbl := tr.ancestor(int32(i), is(kTbl))
			rowCount[tbl]++
			rows[int32(i)] = rowCount[tbl]
		case kTc:
			row := tr.ancestor(int32(i), is(kTr))
			colCount[row]++
			cols[int32(i)] = colCount[row]
		}
		if k != kP && k != kAP && k != kTbl {
			continue
		}
		st := tr.ancestor(int32(i), kind.story)
		c := stories[st]
		if c == nil {
			c = &counts{}
			stories[st] = c
		}
		tc := tr.ancestor(tr.nodes[i].parent, func(k kind) bool { return k == kTc || k.story() })
		inTable := tc >= 0 && tr.nodes[tc].kind == kTc
		if k == kTbl {
			if !inTable {
				c.tables++
			}
			tables[int32(i)] = c.tables
			continue
		}
		pp := paraPlace{heading: c.heading}
		if st >= 0 {
			switch tr.nodes[st].kind {
			case kTxbx:
				pp.box = true
			case kFootnote, kEndnote, kComment:
				pp.note = tr.attr(st, "id")
			}
		}
		if inTable {
			pp.tablePlace(tr, tc, tables)
			pp.row, pp.col = rows[tr.ancestor(tc, is(kTr))], cols[tc]
		} else {
			c.paras++
			pp.number = c.paras
			if p.body() && st >= 0 && tr.nodes[st].kind == kBody {
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
func (pp *paraPlace) tablePlace(tr *tree, tc int32, tables map[int32]int) {
	tbl := tr.ancestor(tc, is(kTbl))
	if tbl < 0 {
		return
	}
	pp.table = tables[tbl]
	pp.inner = tr.ancestor(tr.nodes[tbl].parent, is(kTc)) >= 0
}

// headingText returns the text of a paragraph that is a heading by style, outline level or numbering words.
func headingText(tr *tree, p int32) string {
	pa := tr.paragraph(p)
	text := strings.TrimSpace(pa.text)
	if text == "" || strings.Contains(text, "{{") || utf8.RuneCountInString(text) > 60 {
		return ""
	}
	if ppr := tr.child(p, kPPr); ppr >= 0 {
		if o := tr.child(ppr, kOutlineLvl); o >= 0 && tr.attr(o, "val") != "9" {
			return text
		}
		if s := tr.child(ppr, kPStyle); s >= 0 {
			id := strings.ToLower(tr.attr(s, "val"))
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
