package plan

import (
	"bytes"
	"cmp"
	"maps"
	"slices"
	"sort"
	"strings"
	"ziping/render/docx/lang"
	"ziping/render/docx/opc"
	"ziping/render/docx/problem"
	"ziping/render/docx/wml"
)

// An opKind is one instruction of a compiled part.
type opKind uint8

const (
	OpLiteral   opKind = iota
	OpValue            // the value of a tag
	OpSection          // a section
	OpOnce             // bytes that may appear once only: a bookmark, a paraId
	OpNumber           // a numeric id that must be unique
	OpSuffix           // a textual id that must be unique
	OpNote             // the id of a footnote reference in a loop; the note is filled as well
	OpNoteID           // the id of a note that is filled for a reference
	OpNotes            // the notes filled for the references to one note
	OpRow              // a row of a table with merging cells begins
	OpMerge            // the w:vMerge of a merging cell
	OpMark             // remember where the output stands
	OpVanish           // drop the paragraph since the mark if it shows nothing
	OpTableEnd         // drop the table since the mark if it got no rows
	OpParagraph        // Word wants a paragraph at the end of this cell, text box, header …
	OpApart            // keep two tables from growing together
	OpPicture          // an attribute of a placeholder picture
	OpLink             // the relationship of a hyperlink with tags in its address
	OpList             // the w:num of a paragraph whose list begins anew
	OpColumn           // a piece of a table with repeated columns
)

// An Op is an instruction with its operands.
type Op struct {
	Kind opKind
	N    int32
	Lit  []byte
	Val  *ValueOp
	Sec  *Section
	Col  *ColumnOp
}

// A ValueOp is a tag that prints, with what is needed to cut the run around it.
type ValueOp struct {
	*glue
	Tag      *Tag
	Text     bool  // no markup may be put in: a document property, a formula
	InLink   bool  // it stands in a hyperlink or field: no link can be put in
	Comments bool  // Word shows comments here
	Merge    int32 // number of the merging cell, -1
	Span     int32 // rows of the template the merging cell spans
	Room     int64 // width there is for a picture, in EMU
	BoxW     int64 // size of a placeholder picture, in EMU
	BoxH     int64
	Seq      int32 // order of tags over the template, to report each problem once
}

// A glue is the markup around a value in a run; tags in runs that look the same share it.
type glue struct {
	Cut      []byte // </w:t></w:r>
	Resume   []byte // <w:r><w:rPr>…</w:rPr><w:t xml:space="preserve">
	tn, rn   []byte // the names of the text element and the run
	Rpr      []byte // the run's properties, for a highlighted run
	Head     []byte // <w:r>
	BreakTag []byte // </w:t><w:br/><w:t xml:space="preserve">
	TabTag   []byte
	T        []byte // </w:t>, and the same reopened, for pictures
	TOpen    []byte
}

// item is an op, or the mark of a section's edge, within an event.
type item struct {
	op   Op
	mark edgeMark
	sec  *Section
}

type edgeMark uint8

const (
	markNone edgeMark = iota
	markOpen
	markElse
	markClose
)

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
	touched map[int32]bool // w:t that got xml:space
	gone    map[int32]bool // paragraphs and rows taken out
	guarded map[int32]bool // containers that must keep a paragraph
	loops   [][2]int32     // regions that may be emitted more than once
	counted map[int32]bool // tables whose rows are counted
	glues   []*glue        // the latest, to be shared
}

// Program compiles an analysed part.
func (c *Compiler) Program(p *Part) {
	if len(p.Tags) == 0 && len(p.notes) == 0 && len(p.Links) == 0 {
		return
	}
	b := &builder{c: c, p: p, tr: p.Tree, touched: map[int32]bool{}, gone: map[int32]bool{}, guarded: map[int32]bool{}, counted: map[int32]bool{}}
	b.events = make([]event, 0, 6*len(p.Tags))
	for _, s := range p.sections {
		s.Bodies = make([][]Op, len(s.Elses)+1)
	}
	b.loops = p.loopRegions()
	b.tagEvents()
	b.columns()
	b.removals()
	b.numbers()
	b.vanishing()
	b.guards()
	b.linkEvents()
	b.noteEdges()
	b.copies()
	b.dataBindings()
	b.contents()
	p.Prog = b.build()
	c.T.ByEntry[strings.ToLower(p.Ref.Name)] = p
}

// at adds an event.
func (b *builder) at(off, end int32, ord int, items ...item) {
	b.events = append(b.events, event{off, end, ord, len(b.events), items})
}

func lit(s string) item { return item{op: Op{Kind: OpLiteral, Lit: []byte(s)}} }

func do(k opKind, n int32) item { return item{op: Op{Kind: k, N: n}} }

func litBytes(s []byte) item { return item{op: Op{Kind: OpLiteral, Lit: s}} }

func edgeItem(t *Tag) item { return item{mark: t.mark(), sec: t.section} }

func (t *Tag) isEdge() bool { return t.mark() != markNone }

func once(raw []byte, n int) item { return item{op: Op{Kind: OpOnce, N: int32(n), Lit: raw}} }

func (t *Tag) mark() edgeMark {
	switch {
	case t.Kind.Opens():
		return markOpen
	case t.Kind == lang.TagElse || t.Kind == lang.TagElseIf:
		return markElse
	case t.Kind == lang.TagClose:
		return markClose
	}
	return markNone
}

// tagEvents turns every tag into the events that cut it out and put its value or its section's edge in.
func (b *builder) tagEvents() {
	for _, t := range b.p.Tags {
		if t.altText >= 0 {
			b.placeholder(t)
			continue
		}
		b.cut(t, b.tagItems(t)...)
	}
}

// tagItems returns what stands in place of the tag in its own text, and adds an event for an edge elsewhere.
func (b *builder) tagItems(t *Tag) []item {
	if !t.isEdge() {
		if t.Kind == lang.TagRemark {
			return nil
		}
		return []item{{op: Op{Kind: OpValue, Val: b.value(t)}}}
	}
	s := t.section
	switch s.layout {
	case layoutInline:
		return b.inlineEdge(t)
	case layoutCells:
		off := s.start
		if t.mark() == markClose {
			off = s.end
		}
		b.at(off, off, t.Ord, edgeItem(t))
	case layoutRows:
		b.rowEdge(t)
	case layoutBlocks:
		return b.blockEdge(t)
	}
	return nil
}

func (b *builder) inlineEdge(t *Tag) []item {
	if t.section.sameText() {
		return []item{edgeItem(t)}
	}
	e, _ := t.runEdge(t.section.where)
	if !e.split {
		b.at(e.off, e.off, t.Ord, edgeItem(t))
		return nil
	}
	g := b.glue(t)
	return []item{litBytes(g.Cut), edgeItem(t), litBytes(g.Resume)}
}

func (b *builder) rowEdge(t *Tag) {
	s := t.section
	off := s.start
	switch t.mark() {
	case markClose:
		off = s.end
	case markElse:
		off = b.tr.Nodes[wml.ChildTowards(b.tr, s.where, t.Node())].Start
	}
	b.at(off, off, t.Ord, edgeItem(t))
	for n := s.where; n >= 0; n = b.tr.Nodes[n].Parent {
		if b.tr.Nodes[n].Kind == wml.Tbl {
			b.guarded[n] = true
			return
		}
	}
}

func (b *builder) blockEdge(t *Tag) []item {
	b.guard(t.section.where)
	off, _ := b.p.blockEdge(t, t.section.where)
	if off != t.cutOffset() {
		b.at(off, off, t.Ord, edgeItem(t))
		return nil
	}
	// The paragraph is divided here. What stands on both sides of the tag may come to lie in one paragraph, or in two:
	// that is known when it is filled.
	g := b.glue(t)
	p := t.para.Nodes[0]
	name := b.tr.ElemName(p)
	e := Edge{Inside: true, Begin: []byte("<" + name + ">")}
	if ppr := b.tr.Child(p, wml.PPr); ppr >= 0 {
		e.Begin = append(e.Begin, b.tr.Raw(ppr)...)
	}
	open, shut := b.wrappers(t)
	if ppr := b.tr.Child(p, wml.PPr); ppr >= 0 {
		// The end of a section belongs to the last half alone, so that this paragraph is always two.
		if sp := b.tr.Child(ppr, wml.SectPr); sp >= 0 {
			if !b.gone[sp] {
				b.gone[sp] = true
				b.at(b.tr.Nodes[sp].Start, b.tr.Nodes[sp].End, -1)
			}
			return []item{litBytes(g.Cut), lit(shut), lit("</" + name + ">"), edgeItem(t), litBytes(e.Begin), lit(open), litBytes(g.Resume)}
		}
	}
	t.section.edge(t, e)
	return []item{litBytes(g.Cut), lit(shut), edgeItem(t), lit(open), litBytes(g.Resume)}
}

// edge notes how a tag divides a paragraph.
func (s *Section) edge(t *Tag, e Edge) {
	tags := s.tags()
	if s.Edges == nil {
		s.Edges = make([]Edge, len(tags))
	}
	s.Edges[slices.Index(tags, t)] = e
}

// wrappers returns the start and end tags of what stands between a tag's run and its paragraph: a hyperlink or
// a revision that a split cuts in two.
func (b *builder) wrappers(t *Tag) (open, shut string) {
	run := t.para.Pieces[t.anchor()].Run
	for n := b.tr.Nodes[run].Parent; n >= 0 && b.tr.Nodes[n].Kind != wml.P && b.tr.Nodes[n].Kind != wml.AP; n = b.tr.Nodes[n].Parent {
		nd := &b.tr.Nodes[n]
		start := string(b.tr.XML[nd.Start:nd.Open])
		if nd.Kind == wml.Sdt {
			if pr := b.tr.Child(n, wml.SdtPr); pr >= 0 {
				start += withoutSdtID(b.tr, pr)
			}
		}
		open = start + open
		shut += "</" + b.tr.ElemName(n) + ">"
	}
	return open, shut
}

// withoutSdtID returns a w:sdtPr without the id, which must stay unique.
func withoutSdtID(tr *wml.Tree, pr int32) string {
	raw := string(tr.Raw(pr))
	if id := tr.Child(pr, wml.SdtID); id >= 0 {
		base := tr.Nodes[pr].Start
		raw = raw[:tr.Nodes[id].Start-base] + raw[tr.Nodes[id].End-base:]
	}
	return raw
}

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

// value makes the op of a tag that prints.
func (b *builder) value(t *Tag) *ValueOp {
	b.c.T.Slots++
	if b.p.Ref.Kind == opc.PartProps || t.para != nil && (t.para.Formula || t.para.Attr) {
		return &ValueOp{Tag: t, Text: true, Merge: -1, Seq: int32(b.c.T.Slots)}
	}
	v := &ValueOp{glue: b.glue(t), Tag: t, Merge: -1, Seq: int32(b.c.T.Slots)}
	st := t.story()
	v.InLink = b.tr.Ancestor(t.Node(), func(k wml.Kind) bool { return k == wml.Hyperlink || k == wml.FldSimple }) >= 0
	v.Comments = b.p.Body() && st >= 0 && b.tr.Nodes[st].Kind == wml.Body && !t.inFallback()
	if t.Kind == lang.TagPicture || t.Kind == lang.TagChart {
		v.Room = roomFor(b.c.T, b.p, t.Node())
	}
	if t.Merge != lang.MergeNone {
		b.mergeCell(t, v)
	}
	return v
}

// cut removes a tag from the text it stands in; items take the place of its part in the anchor piece.
func (b *builder) cut(t *Tag, items ...item) {
	if b.p.Ref.Kind == opc.PartProps || t.para.Attr {
		pc := &t.para.Pieces[0]
		b.at(b.tr.RawOffset(pc, int32(t.from)), b.tr.RawOffset(pc, int32(t.to)), t.Ord, items...)
		return
	}
	anchor := t.anchor()
	for i := max(t.para.PieceAt(t.from), 0); i < len(t.para.Pieces); i++ {
		pc := &t.para.Pieces[i]
		if int(pc.From) >= t.to {
			break
		}
		from, to := max(pc.From, int32(t.from)), min(pc.To, int32(t.to))
		if from >= to {
			continue
		}
		n := &b.tr.Nodes[pc.Node]
		if !pc.IsText {
			if b.tr.CharOf(pc.Node) != wml.ObjectChar {
				b.at(n.Start, n.End, t.Ord)
			}
			continue
		}
		b.preserve(pc.Node)
		var its []item
		if i == anchor {
			its = items
		}
		b.at(b.tr.RawOffset(pc, from), b.tr.RawOffset(pc, to), t.Ord, its...)
	}
}

// preserve makes a w:t keep the blanks at its ends.
func (b *builder) preserve(node int32) {
	if k := b.tr.Nodes[node].Kind; b.touched[node] || k != wml.T && k != wml.MT {
		return
	}
	b.touched[node] = true
	if _, _, from, to, ok := b.tr.AttrSpan(node, "space"); ok {
		if string(b.tr.XML[from:to]) != "preserve" {
			b.at(int32(from), int32(to), -1, lit("preserve"))
		}
		return
	}
	off := b.tr.Nodes[node].Open - 1
	b.at(off, off, -1, lit(` xml:space="preserve"`))
}

// removals takes out the paragraphs and rows that held nothing but tags of sections.
func (b *builder) removals() {
	for _, s := range b.p.sections {
		if s.layout != layoutRows {
			continue
		}
		for _, t := range s.tags() {
			b.removeRow(s, wml.ChildTowards(b.tr, s.where, t.Node()))
		}
	}
	seen := map[int32]bool{}
	for _, t := range b.p.Tags {
		if t.para == nil || len(t.para.Nodes) == 0 || seen[t.para.Nodes[0]] || b.tr.Nodes[t.para.Nodes[0]].Kind != wml.P {
			continue
		}
		seen[t.para.Nodes[0]] = true
		b.removeParagraphs(t.para)
	}
}

// removeRow takes out a row of tags, unless the section is that row alone.
func (b *builder) removeRow(s *Section, row int32) {
	n := &b.tr.Nodes[row]
	if b.gone[row] || n.Start == s.start && n.End == s.end || !b.p.tagsOnly(row) {
		return
	}
	b.gone[row] = true
	b.at(n.Start, n.End, -1, b.keptMarkers(row)...)
}

// removeParagraphs takes out a paragraph of tags; of a paragraph cut by Enter, every piece left without text.
func (b *builder) removeParagraphs(pa *Para) {
	block, only, rowOnly := false, true, true
	for _, t := range pa.tags {
		if !t.Kind.Vanishes() {
			only = false
			continue
		}
		if t.Kind == lang.TagRemark || t.section != nil && t.section.layout == layoutBlocks {
			block, rowOnly = true, false
		}
		if t.section != nil && (t.section.layout == layoutRows || t.section.layout == layoutCells) {
			block = true
		}
		if t.section != nil && t.section.layout == layoutInline {
			only = false
		}
	}
	if len(pa.Nodes) > 1 {
		b.removeEmptied(pa)
		return
	}
	if !only || !block || !wml.Blank(pa.withoutTags()) || wml.HasSectPr(b.tr, pa.Nodes[0]) {
		return
	}
	if rowOnly && !b.hasOtherParagraph(pa.Nodes[0]) {
		return
	}
	b.removeParagraph(pa.Nodes[0])
}

// removeEmptied takes out those of several joined paragraphs that held only pieces of tags.
func (b *builder) removeEmptied(pa *Para) {
	text := []byte(pa.Text)
	for _, t := range pa.tags {
		a := t.anchor()
		for i := t.from; i < t.to; i++ {
			if t.Kind.Vanishes() || a < 0 || int32(i) < pa.Pieces[a].From || int32(i) >= pa.Pieces[a].To {
				text[i] = ' '
			}
		}
	}
	left := 0
	var empty []int32
	for _, n := range pa.Nodes {
		used := false
		for i := range pa.Pieces {
			pc := &pa.Pieces[i]
			if pc.Node > n && pc.Node < b.tr.Nodes[n].Next && !wml.Blank(string(text[pc.From:pc.To])) {
				used = true
			}
		}
		if used || wml.HasSectPr(b.tr, n) {
			left++
		} else {
			empty = append(empty, n)
		}
	}
	if left == 0 && len(empty) > 0 {
		empty = empty[1:]
	}
	for _, n := range empty {
		b.removeParagraph(n)
	}
}

func (b *builder) removeParagraph(n int32) {
	b.gone[n] = true
	nd := &b.tr.Nodes[n]
	b.at(nd.Start, nd.End, -1, b.keptMarkers(n)...)
	b.guard(nd.Parent)
}

// hasOtherParagraph reports whether a paragraph has a sibling block that stays.
func (b *builder) hasOtherParagraph(n int32) bool {
	parent := b.tr.Nodes[n].Parent
	if parent < 0 {
		return false
	}
	for j := parent + 1; j < b.tr.Nodes[parent].Next; j = b.tr.Nodes[j].Next {
		if j != n && !b.gone[j] && b.tr.Nodes[j].Kind == wml.P {
			return true
		}
	}
	return false
}

// keptMarkers returns the bookmarks and the like of something removed: their other ends may be elsewhere.
func (b *builder) keptMarkers(n int32) []item {
	var out []item
	dropped := map[string]bool{}
	end := b.tr.Nodes[n].Next
	for j := n + 1; j < end; j++ {
		if b.tr.Nodes[j].Kind == wml.CommentReference {
			dropped[b.tr.Attr(j, "id")] = true
		}
	}
	for j := n + 1; j < end; j++ {
		k := b.tr.Nodes[j].Kind
		if !k.Marker() || k == wml.ProofErr {
			continue
		}
		if (k == wml.CommentRangeStart || k == wml.CommentRangeEnd) && dropped[b.tr.Attr(j, "id")] {
			continue
		}
		out = append(out, b.onceItem(j))
	}
	if len(dropped) > 0 { // the comment hung on the tag: its range goes with it, wherever it began
		for j := range b.tr.Nodes {
			k := b.tr.Nodes[j].Kind
			if (k == wml.CommentRangeStart || k == wml.CommentRangeEnd) && (int32(j) < n || int32(j) >= end) && dropped[b.tr.Attr(int32(j), "id")] {
				b.at(b.tr.Nodes[j].Start, b.tr.Nodes[j].End, -2)
			}
		}
	}
	return out
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

// guards adds the checks that Word's rules about paragraphs and tables need.
func (b *builder) guards() {
	for _, n := range slices.Sorted(maps.Keys(b.guarded)) {
		nd := &b.tr.Nodes[n]
		switch nd.Kind {
		case wml.Tbl:
			slot := int32(b.slot())
			b.at(nd.Start, nd.Start, 1<<26, do(OpMark, slot))
			b.at(nd.End, nd.End, -5, do(OpTableEnd, slot))
			b.guard(nd.Parent)
		}
	}
	for _, n := range slices.Sorted(maps.Keys(b.guarded)) {
		nd := &b.tr.Nodes[n]
		switch {
		case nd.Kind == wml.Tbl:
		case nd.Kind == wml.Body:
			b.keepApart(n)
		default:
			if nd.SelfClosing() {
				continue
			}
			b.at(nd.Close, nd.Close, 1<<29, do(OpParagraph, 0))
			b.keepApart(n)
		}
	}
}

// keepApart puts a check before every table of a container whose blocks change.
func (b *builder) keepApart(n int32) {
	prevTable := false
	for j := n + 1; j < b.tr.Nodes[n].Next; j = b.tr.Nodes[j].Next {
		k := b.tr.Nodes[j].Kind
		if k == wml.Tbl && !prevTable && b.tr.Nodes[j].Parent == n {
			b.at(b.tr.Nodes[j].Start, b.tr.Nodes[j].Start, 1<<27, do(OpApart, 0))
		}
		if !k.Marker() {
			prevTable = k == wml.Tbl
		}
	}
}

// build sorts the events and makes nested programs of them.
func (b *builder) build() []Op {
	slices.SortFunc(b.events, func(x, y event) int {
		if x.off != y.off {
			return int(x.off - y.off)
		}
		if xr, yr := x.end > x.off, y.end > y.off; xr != yr { // what is put in comes before what is taken out from there on
			if yr {
				return -1
			}
			return 1
		}
		return cmp.Or(x.ord-y.ord, x.seq-y.seq) // no two have the same seq
	})
	w := &progWriter{b: b, out: new([]Op)}
	w.stack = []*[]Op{w.out}
	*w.out = make([]Op, 0, min(len(b.events), 4*len(b.p.Tags))+1)
	pos := int32(0)
	for i := range b.events {
		e := &b.events[i]
		if e.off < pos {
			continue // inside something taken out
		}
		w.literal(b.tr.XML[pos:e.off])
		for _, it := range e.items {
			w.item(it)
		}
		pos = max(e.off, e.end)
	}
	w.literal(b.tr.XML[pos:])
	for _, s := range w.open {
		b.c.crossing(s, nil)
	}
	return *w.stack[0]
}

// progWriter appends ops to the innermost open section.
type progWriter struct {
	b     *builder
	out   *[]Op
	stack []*[]Op
	open  []*Section
}

func (w *progWriter) top() *[]Op { return w.stack[len(w.stack)-1] }

func (w *progWriter) literal(raw []byte) {
	if len(raw) == 0 {
		return
	}
	t := w.top()
	if n := len(*t); n > 0 && (*t)[n-1].Kind == OpLiteral {
		last := &(*t)[n-1]
		if k := len(last.Lit); cap(last.Lit) > k && &last.Lit[:k+1][k] == &raw[0] { // it goes on where that one ends
			last.Lit = last.Lit[:k+len(raw)]
			return
		}
	}
	*t = append(*t, Op{Kind: OpLiteral, Lit: raw})
}

func (w *progWriter) item(it item) {
	s := it.sec
	switch it.mark {
	case markNone:
		if it.op.Kind == OpLiteral {
			w.literal(it.op.Lit)
			return
		}
		t := w.top()
		*t = append(*t, it.op)
	case markOpen:
		t := w.top()
		k := OpSection
		if s.Open == nil {
			k = OpNotes
		}
		*t = append(*t, Op{Kind: k, Sec: s})
		w.open = append(w.open, s)
		w.stack = append(w.stack, &s.Bodies[0])
	case markElse, markClose:
		if len(w.open) == 0 || w.open[len(w.open)-1] != s {
			var other *Section
			if n := len(w.open); n > 0 {
				other = w.open[n-1]
			}
			w.b.c.crossing(s, other)
			return
		}
		if it.mark == markClose {
			w.open = w.open[:len(w.open)-1]
			w.stack = w.stack[:len(w.stack)-1]
			return
		}
		for i := range s.Bodies {
			if w.stack[len(w.stack)-1] == &s.Bodies[i] {
				w.stack[len(w.stack)-1] = &s.Bodies[i+1]
				break
			}
		}
	}
}

// crossing reports a section whose region crosses another's: two loops side by side in one row.
func (c *Compiler) crossing(s, other *Section) {
	for _, p := range c.Problems {
		if p.ID == problem.Crossing {
			return
		}
	}
	e := &problem.Fault{ID: problem.Crossing, Msg: s.Open.Raw + " 与旁边的循环或条件要重复的范围交叉了",
		Hint: "同一行表格里只能有一个行循环；另一个循环请把开头和结尾写在同一个单元格里。"}
	if other != nil && other.Open != nil && other != s {
		e.Msg = s.Open.Raw + " … " + s.close.Raw + " 与 " + other.Open.Raw + " … " + other.close.Raw + "（" + c.T.Place(other.Open) + "）共用了同一行，要重复的范围交叉了"
		e.Hint = "一行只能属于一个行循环或条件：一格里的循环请把开头和结尾写在同一个单元格里；前后相接的，让它们各占各的行，或者在两者之间单加一行，只写 " + s.close.Raw + other.Open.Raw + "。"
	}
	c.add(s.Open, e)
}
