package plan

import (
	"bytes"
	"sort"
	"strings"
	"ziping/render/docx/wml"
)

// number puts an instruction in the place of an attribute's value.
func (b *builder) number(node int32, attr string, it item) {
	if _, _, from, to, ok := b.tr.AttrSpan(node, attr); ok {
		b.at(int32(from), int32(to), -1, it)
	}
}

// item is an op, or the mark of a section's edge, within an event.
type item struct {
	op   Op
	mark edgeMark
	sec  *Section
}

// An event replaces the bytes [off,end) of a part by its items. Events at one offset are in the order of their tags.
type event struct {
	off, end int32
	ord, seq int
	items    []item
}

// builder makes the program of one part.
type builder struct {
	c       *Compiler
	p       *Part
	tr      *wml.Tree
	events  []event
	touched map[int32]bool       // w:t that got xml:space
	gone    map[int32]bool       // paragraphs and rows taken out
	guarded map[int32]bool       // containers that must keep a paragraph
	loops   [][2]int32           // regions that may be emitted more than once
	cells   map[int32][]wml.Cell // of rows, see rowCells
	counted map[int32]bool       // tables whose rows are counted
	glues   []*glue              // the latest, to be shared
	items   []item               // what one hands out
}

// one returns a list of one item, cut from a larger block: most tags are a value, and a form has hundreds.
func (b *builder) one(it item) []item {
	if len(b.items) == cap(b.items) {
		b.items = make([]item, 0, 64)
	}
	n := len(b.items)
	b.items = append(b.items, it)
	return b.items[n : n+1 : n+1]
}

// at adds an event.
func (b *builder) at(off, end int32, ord int, items ...item) {
	b.events = append(b.events, event{off, end, ord, len(b.events), items})
}

func lit(s string) item { return item{op: Op{Kind: OpLiteral, Lit: []byte(s)}} }

func do(k opKind, n int32) item { return item{op: Op{Kind: k, N: n}} }

func litBytes(s []byte) item { return item{op: Op{Kind: OpLiteral, Lit: s}} }

func edgeItem(t *Tag) item { return item{mark: t.mark(), sec: t.section} }

func once(raw []byte, n int) item { return item{op: Op{Kind: OpOnce, N: int32(n), Lit: raw}} }

// glue returns the markup that cuts the run a tag stands in.
func (b *builder) glue(t *Tag) *glue {
	pc := &t.para.Pieces[t.anchor()]
	tr := b.tr
	tn, rn := tr.ElemBytes(pc.Node), tr.ElemBytes(pc.Run)
	var rpr []byte
	if i := tr.Child(pc.Run, wml.RPr); i >= 0 {
		rpr = tr.Raw(i)
	}
	for _, g := range b.glues {
		if bytes.Equal(g.Rpr, rpr) && bytes.Equal(g.tn, tn) && bytes.Equal(g.rn, rn) {
			return g
		}
	}
	g := newGlue(string(tn), string(rn), rpr, tr.Nodes[pc.Node].Kind == wml.AT)
	g.tn, g.rn = tn, rn
	if len(b.glues) >= 16 {
		b.glues = b.glues[1:]
	}
	b.glues = append(b.glues, g)
	return g
}

// newGlue makes the markup for text elements tn in runs rn.
func newGlue(tn, rn string, rpr []byte, drawing bool) *glue {
	space := ` xml:space="preserve"`
	if drawing {
		space = ""
	}
	w := strings.TrimSuffix(tn, "t")
	start := "<" + w + "r>" // a:fld is not resumed as a field: what follows is plain text
	text := "<" + tn + space + ">"
	return &glue{
		Cut: []byte("</" + tn + "></" + rn + ">"), Resume: []byte(start + string(rpr) + text), Rpr: rpr, Head: []byte(start),
		BreakTag: []byte("</" + tn + "><" + w + "br/>" + text), TabTag: []byte("</" + tn + "><" + w + "tab/>" + text),
		T: []byte("</" + tn + ">"), TOpen: []byte(text),
	}
}

func (b *builder) onceItem(j int32) item {
	if b.inLoop(b.tr.Nodes[j].Start) {
		return once(b.tr.Raw(j), b.slot())
	}
	return litBytes(b.tr.Raw(j))
}

// slot returns the number of a new thing to be counted while filling.
func (b *builder) slot() int {
	b.c.T.Slots++
	return b.c.T.Slots
}

// inLoop reports whether an offset lies in a region that may be emitted more than once.
func (b *builder) inLoop(off int32) bool { return within(b.loops, off) }

// within reports whether an offset lies in one of the regions, which are sorted and apart.
func within(regions [][2]int32, off int32) bool {
	i := sort.Search(len(regions), func(i int) bool { return regions[i][1] > off })
	return i < len(regions) && off >= regions[i][0]
}

// united sorts regions and unites those that overlap.
func united(rs [][2]int32) [][2]int32 {
	sort.Slice(rs, func(i, j int) bool { return rs[i][0] < rs[j][0] })
	var out [][2]int32
	for _, r := range rs {
		if n := len(out); n > 0 && r[0] <= out[n-1][1] {
			out[n-1][1] = max(out[n-1][1], r[1])
			continue
		}
		out = append(out, r)
	}
	return out
}

// guard notes the containers from n up that must not be left without a paragraph.
func (b *builder) guard(n int32) {
	for ; n >= 0; n = b.tr.Nodes[n].Parent {
		k := b.tr.Nodes[n].Kind
		if k == wml.SdtContent || k.NeedsParagraph() || k == wml.Body {
			b.guarded[n] = true
		}
		if !k.Transparent() {
			return
		}
	}
}
