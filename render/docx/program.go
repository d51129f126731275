package docx

import (
	"bytes"
	"cmp"
	"maps"
	"slices"
	"sort"
	"strings"
)

// An opKind is one instruction of a compiled part.
type opKind uint8

const (
	opLiteral   opKind = iota
	opValue            // the value of a tag
	opSection          // a section
	opOnce             // bytes that may appear once only: a bookmark, a paraId
	opNumber           // a numeric id that must be unique
	opSuffix           // a textual id that must be unique
	opNote             // the id of a footnote reference in a loop; the note is filled as well
	opNoteID           // the id of a note that is filled for a reference
	opNotes            // the notes filled for the references to one note
	opRow              // a row of a table with merging cells begins
	opMerge            // the w:vMerge of a merging cell
	opMark             // remember where the output stands
	opVanish           // drop the paragraph since the mark if it shows nothing
	opTableEnd         // drop the table since the mark if it got no rows
	opParagraph        // Word wants a paragraph at the end of this cell, text box, header …
	opApart            // keep two tables from growing together
	opPicture          // an attribute of a placeholder picture
)

// An op is an instruction with its operands.
type op struct {
	kind opKind
	n    int32
	lit  []byte
	val  *valueOp
	sec  *section
}

// A valueOp is a tag that prints, with what is needed to cut the run around it.
type valueOp struct {
	*glue
	tag      *tag
	text     bool  // no markup may be put in: a document property, a formula
	comments bool  // Word shows comments here
	merge    int32 // number of the merging cell, -1
	span     int32 // rows of the template the merging cell spans
	room     int64 // width there is for a picture, in EMU
	boxW     int64 // size of a placeholder picture, in EMU
	boxH     int64
	seq      int32 // order of tags over the template, to report each problem once
}

// A glue is the markup around a value in a run; tags in runs that look the same share it.
type glue struct {
	cut      []byte // </w:t></w:r>
	resume   []byte // <w:r><w:rPr>…</w:rPr><w:t xml:space="preserve">
	tn, rn   []byte // the names of the text element and the run
	rpr      []byte // the run's properties, for a highlighted run
	head     []byte // <w:r>
	breakTag []byte // </w:t><w:br/><w:t xml:space="preserve">
	tabTag   []byte
	t        []byte // </w:t>, and the same reopened, for pictures
	tOpen    []byte
}

// item is an op, or the mark of a section's edge, within an event.
type item struct {
	op   op
	mark edgeMark
	sec  *section
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
	c       *compiler
	p       *part
	tr      *tree
	events  []event
	touched map[int32]bool // w:t that got xml:space
	gone    map[int32]bool // paragraphs and rows taken out
	guarded map[int32]bool // containers that must keep a paragraph
	loops   [][2]int32     // regions that may be emitted more than once
	counted map[int32]bool // tables whose rows are counted
	glues   []*glue        // the latest, to be shared
}

// program compiles an analysed part.
func (c *compiler) program(p *part) {
	if len(p.tags) == 0 && len(p.notes) == 0 {
		return
	}
	b := &builder{c: c, p: p, tr: p.tree, touched: map[int32]bool{}, gone: map[int32]bool{}, guarded: map[int32]bool{}, counted: map[int32]bool{}}
	b.events = make([]event, 0, 6*len(p.tags))
	for _, s := range p.sections {
		s.bodies = make([][]op, len(s.elses)+1)
	}
	b.loops = p.loopRegions()
	b.tagEvents()
	b.removals()
	b.vanishing()
	b.guards()
	b.noteEdges()
	b.copies()
	b.dataBindings()
	p.prog = b.build()
	c.t.byEntry[strings.ToLower(p.ref.name)] = p
}

// at adds an event.
func (b *builder) at(off, end int32, ord int, items ...item) {
	b.events = append(b.events, event{off, end, ord, len(b.events), items})
}

func lit(s string) item           { return item{op: op{kind: opLiteral, lit: []byte(s)}} }
func do(k opKind, n int32) item   { return item{op: op{kind: k, n: n}} }
func litBytes(s []byte) item      { return item{op: op{kind: opLiteral, lit: s}} }
func edgeItem(t *tag) item        { return item{mark: t.mark(), sec: t.section} }
func (t *tag) isEdge() bool       { return t.mark() != markNone }
func once(raw []byte, n int) item { return item{op: op{kind: opOnce, n: int32(n), lit: raw}} }

func (t *tag) mark() edgeMark {
	switch {
	case t.kind.opens():
		return markOpen
	case t.kind == tagElse || t.kind == tagElseIf:
		return markElse
	case t.kind == tagClose:
		return markClose
	}
	return markNone
}

// tagEvents turns every tag into the events that cut it out and put its value or its section's edge in.
func (b *builder) tagEvents() {
	for _, t := range b.p.tags {
		if t.altText >= 0 {
			b.placeholder(t)
			continue
		}
		b.cut(t, b.tagItems(t)...)
	}
}

// tagItems returns what stands in place of the tag in its own text, and adds an event for an edge elsewhere.
func (b *builder) tagItems(t *tag) []item {
	if !t.isEdge() {
		if t.kind == tagRemark {
			return nil
		}
		return []item{{op: op{kind: opValue, val: b.value(t)}}}
	}
	s := t.section
	switch s.layout {
	case layoutInline:
		return b.inlineEdge(t)
	case layoutRows:
		b.rowEdge(t)
	case layoutBlocks:
		return b.blockEdge(t)
	}
	return nil
}

func (b *builder) inlineEdge(t *tag) []item {
	if t.section.sameText() {
		return []item{edgeItem(t)}
	}
	e, _ := t.runEdge(t.section.where)
	if !e.split {
		b.at(e.off, e.off, t.ord, edgeItem(t))
		return nil
	}
	g := b.glue(t)
	return []item{litBytes(g.cut), edgeItem(t), litBytes(g.resume)}
}

func (b *builder) rowEdge(t *tag) {
	s := t.section
	off := s.start
	switch t.mark() {
	case markClose:
		off = s.end
	case markElse:
		off = b.tr.nodes[childTowards(b.tr, s.where, t.node())].start
	}
	b.at(off, off, t.ord, edgeItem(t))
	for n := s.where; n >= 0; n = b.tr.nodes[n].parent {
		if b.tr.nodes[n].kind == kTbl {
			b.guarded[n] = true
			return
		}
	}
}

func (b *builder) blockEdge(t *tag) []item {
	b.guard(t.section.where)
	off, _ := b.p.blockEdge(t, t.section.where)
	if off != t.cutOffset() {
		b.at(off, off, t.ord, edgeItem(t))
		return nil
	}
	// Split the paragraph: its first half keeps everything but the end of a section, its second half all.
	g := b.glue(t)
	p := t.para.nodes[0]
	pre := "</" + b.tr.elemName(p) + ">"
	post := "<" + b.tr.elemName(p) + ">"
	if ppr := b.tr.child(p, kPPr); ppr >= 0 {
		post += string(b.tr.raw(ppr))
		if sp := b.tr.child(ppr, kSectPr); sp >= 0 && !b.gone[sp] {
			b.gone[sp] = true
			b.at(b.tr.nodes[sp].start, b.tr.nodes[sp].end, -1)
		}
	}
	open, shut := b.wrappers(t)
	return []item{litBytes(g.cut), lit(shut), lit(pre), edgeItem(t), lit(post), lit(open), litBytes(g.resume)}
}

// wrappers returns the start and end tags of what stands between a tag's run and its paragraph: a hyperlink or
// a revision that a split cuts in two.
func (b *builder) wrappers(t *tag) (open, shut string) {
	run := t.para.pieces[t.anchor()].run
	for n := b.tr.nodes[run].parent; n >= 0 && b.tr.nodes[n].kind != kP && b.tr.nodes[n].kind != kAP; n = b.tr.nodes[n].parent {
		nd := &b.tr.nodes[n]
		start := string(b.tr.xml[nd.start:nd.open])
		if nd.kind == kSdt {
			if pr := b.tr.child(n, kSdtPr); pr >= 0 {
				start += withoutSdtID(b.tr, pr)
			}
		}
		open = start + open
		shut += "</" + b.tr.elemName(n) + ">"
	}
	return open, shut
}

// withoutSdtID returns a w:sdtPr without the id, which must stay unique.
func withoutSdtID(tr *tree, pr int32) string {
	raw := string(tr.raw(pr))
	if id := tr.child(pr, kSdtID); id >= 0 {
		base := tr.nodes[pr].start
		raw = raw[:tr.nodes[id].start-base] + raw[tr.nodes[id].end-base:]
	}
	return raw
}

// glue returns the markup that cuts the run a tag stands in.
func (b *builder) glue(t *tag) *glue {
	pc := &t.para.pieces[t.anchor()]
	tr := b.tr
	tn, rn := tr.elemBytes(pc.node), tr.elemBytes(pc.run)
	var rpr []byte
	if i := tr.child(pc.run, kRPr); i >= 0 {
		rpr = tr.raw(i)
	}
	for _, g := range b.glues {
		if bytes.Equal(g.rpr, rpr) && bytes.Equal(g.tn, tn) && bytes.Equal(g.rn, rn) {
			return g
		}
	}
	g := newGlue(string(tn), string(rn), rpr, tr.nodes[pc.node].kind == kAT)
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
		cut: []byte("</" + tn + "></" + rn + ">"), resume: []byte(start + string(rpr) + text), rpr: rpr, head: []byte(start),
		breakTag: []byte("</" + tn + "><" + w + "br/>" + text), tabTag: []byte("</" + tn + "><" + w + "tab/>" + text),
		t: []byte("</" + tn + ">"), tOpen: []byte(text),
	}
}

// afterHighlight are the run properties that come after w:highlight (ECMA-376 part 1, 17.3.2.28).
var afterHighlight = []string{"u", "effect", "bdr", "shd", "fitText", "vertAlign", "rtl", "cs", "em", "lang",
	"eastAsianLayout", "specVanish", "oMath", "rPrChange"}

// highlighted returns run properties with a yellow background.
func highlighted(rpr []byte, w string) string {
	mark := "<" + w + `highlight ` + w + `val="yellow"/>`
	if w == "" {
		mark = "" // WordprocessingML as the default namespace leaves its attributes without a prefix to use
	}
	if len(rpr) == 0 || bytes.HasSuffix(rpr, []byte("/>")) && bytes.Count(rpr, []byte("<")) == 1 {
		return "<" + w + "rPr>" + mark + "</" + w + "rPr>"
	}
	s := string(rpr)
	if i := strings.Index(s, "<"+w+"highlight "); i >= 0 {
		if j := strings.IndexByte(s[i:], '>'); j > 0 && s[i+j-1] == '/' {
			s = s[:i] + s[i+j+1:]
		}
	}
	at := strings.LastIndex(s, "</")
	for _, e := range afterHighlight {
		for _, end := range []string{" ", "/", ">"} {
			if i := strings.Index(s, "<"+w+e+end); i >= 0 && i < at {
				at = i
			}
		}
	}
	return s[:at] + mark + s[at:]
}

// value makes the op of a tag that prints.
func (b *builder) value(t *tag) *valueOp {
	b.c.t.slots++
	if b.p.ref.kind == partProps || t.para != nil && t.para.formula {
		return &valueOp{tag: t, text: true, merge: -1, seq: int32(b.c.t.slots)}
	}
	v := &valueOp{glue: b.glue(t), tag: t, merge: -1, seq: int32(b.c.t.slots)}
	st := t.story()
	v.comments = b.p.body() && st >= 0 && b.tr.nodes[st].kind == kBody && !t.inFallback()
	if t.kind == tagPicture || t.kind == tagChart {
		v.room = roomFor(b.c.t, b.p, t.node())
	}
	if t.merge != mergeNone {
		b.mergeCell(t, v)
	}
	return v
}

// cut removes a tag from the text it stands in; items take the place of its part in the anchor piece.
func (b *builder) cut(t *tag, items ...item) {
	if b.p.ref.kind == partProps {
		pc := &t.para.pieces[0]
		b.at(b.tr.rawOffset(pc, int32(t.from)), b.tr.rawOffset(pc, int32(t.to)), t.ord, items...)
		return
	}
	anchor := t.anchor()
	for i := max(t.para.pieceAt(t.from), 0); i < len(t.para.pieces); i++ {
		pc := &t.para.pieces[i]
		if int(pc.from) >= t.to {
			break
		}
		from, to := max(pc.from, int32(t.from)), min(pc.to, int32(t.to))
		if from >= to {
			continue
		}
		n := &b.tr.nodes[pc.node]
		if !pc.isText {
			if b.tr.charOf(pc.node) != object {
				b.at(n.start, n.end, t.ord)
			}
			continue
		}
		b.preserve(pc.node)
		var its []item
		if i == anchor {
			its = items
		}
		b.at(b.tr.rawOffset(pc, from), b.tr.rawOffset(pc, to), t.ord, its...)
	}
}

// preserve makes a w:t keep the blanks at its ends.
func (b *builder) preserve(node int32) {
	if k := b.tr.nodes[node].kind; b.touched[node] || k != kT && k != kMT {
		return
	}
	b.touched[node] = true
	if _, _, from, to, ok := b.tr.attrSpan(node, "space"); ok {
		if string(b.tr.xml[from:to]) != "preserve" {
			b.at(int32(from), int32(to), -1, lit("preserve"))
		}
		return
	}
	off := b.tr.nodes[node].open - 1
	b.at(off, off, -1, lit(` xml:space="preserve"`))
}

// removals takes out the paragraphs and rows that held nothing but tags of sections.
func (b *builder) removals() {
	for _, s := range b.p.sections {
		if s.layout != layoutRows {
			continue
		}
		for _, t := range s.tags() {
			b.removeRow(s, childTowards(b.tr, s.where, t.node()))
		}
	}
	seen := map[int32]bool{}
	for _, t := range b.p.tags {
		if t.para == nil || len(t.para.nodes) == 0 || seen[t.para.nodes[0]] || b.tr.nodes[t.para.nodes[0]].kind != kP {
			continue
		}
		seen[t.para.nodes[0]] = true
		b.removeParagraphs(t.para)
	}
}

// removeRow takes out a row of tags, unless the section is that row alone.
func (b *builder) removeRow(s *section, row int32) {
	n := &b.tr.nodes[row]
	if b.gone[row] || n.start == s.start && n.end == s.end || !b.p.tagsOnly(row) {
		return
	}
	b.gone[row] = true
	b.at(n.start, n.end, -1, b.keptMarkers(row)...)
}

// removeParagraphs takes out a paragraph of tags; of a paragraph cut by Enter, every piece left without text.
func (b *builder) removeParagraphs(pa *para) {
	block, only, rowOnly := false, true, true
	for _, t := range pa.tags {
		if !t.kind.vanishes() {
			only = false
			continue
		}
		if t.kind == tagRemark || t.section != nil && t.section.layout == layoutBlocks {
			block, rowOnly = true, false
		}
		if t.section != nil && t.section.layout == layoutRows {
			block = true
		}
		if t.section != nil && t.section.layout == layoutInline {
			only = false
		}
	}
	if len(pa.nodes) > 1 {
		b.removeEmptied(pa)
		return
	}
	if !only || !block || !blank(pa.withoutTags()) || hasSectPr(b.tr, pa.nodes[0]) {
		return
	}
	if rowOnly && !b.hasOtherParagraph(pa.nodes[0]) {
		return
	}
	b.removeParagraph(pa.nodes[0])
}

// removeEmptied takes out those of several joined paragraphs that held only pieces of tags.
func (b *builder) removeEmptied(pa *para) {
	text := []byte(pa.text)
	for _, t := range pa.tags {
		a := t.anchor()
		for i := t.from; i < t.to; i++ {
			if t.kind.vanishes() || a < 0 || int32(i) < pa.pieces[a].from || int32(i) >= pa.pieces[a].to {
				text[i] = ' '
			}
		}
	}
	left := 0
	var empty []int32
	for _, n := range pa.nodes {
		used := false
		for i := range pa.pieces {
			pc := &pa.pieces[i]
			if pc.node > n && pc.node < b.tr.nodes[n].next && !blank(string(text[pc.from:pc.to])) {
				used = true
			}
		}
		if used || hasSectPr(b.tr, n) {
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
	nd := &b.tr.nodes[n]
	b.at(nd.start, nd.end, -1, b.keptMarkers(n)...)
	b.guard(nd.parent)
}

// hasOtherParagraph reports whether a paragraph has a sibling block that stays.
func (b *builder) hasOtherParagraph(n int32) bool {
	parent := b.tr.nodes[n].parent
	if parent < 0 {
		return false
	}
	for j := parent + 1; j < b.tr.nodes[parent].next; j = b.tr.nodes[j].next {
		if j != n && !b.gone[j] && b.tr.nodes[j].kind == kP {
			return true
		}
	}
	return false
}

// keptMarkers returns the bookmarks and the like of something removed: their other ends may be elsewhere.
func (b *builder) keptMarkers(n int32) []item {
	var out []item
	dropped := map[string]bool{}
	end := b.tr.nodes[n].next
	for j := n + 1; j < end; j++ {
		if b.tr.nodes[j].kind == kCommentReference {
			dropped[b.tr.attr(j, "id")] = true
		}
	}
	for j := n + 1; j < end; j++ {
		k := b.tr.nodes[j].kind
		if !k.marker() || k == kProofErr {
			continue
		}
		if (k == kCommentRangeStart || k == kCommentRangeEnd) && dropped[b.tr.attr(j, "id")] {
			continue
		}
		out = append(out, b.onceItem(j))
	}
	if len(dropped) > 0 { // the comment hung on the tag: its range goes with it, wherever it began
		for j := range b.tr.nodes {
			k := b.tr.nodes[j].kind
			if (k == kCommentRangeStart || k == kCommentRangeEnd) && (int32(j) < n || int32(j) >= end) && dropped[b.tr.attr(int32(j), "id")] {
				b.at(b.tr.nodes[j].start, b.tr.nodes[j].end, -2)
			}
		}
	}
	return out
}

func (b *builder) onceItem(j int32) item {
	if b.inLoop(b.tr.nodes[j].start) {
		return once(b.tr.raw(j), b.slot())
	}
	return litBytes(b.tr.raw(j))
}

// slot returns the number of a new thing to be counted while filling.
func (b *builder) slot() int {
	b.c.t.slots++
	return b.c.t.slots
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
	for ; n >= 0; n = b.tr.nodes[n].parent {
		k := b.tr.nodes[n].kind
		if k == kSdtContent || k.needsParagraph() || k == kBody {
			b.guarded[n] = true
		}
		if !k.transparent() {
			return
		}
	}
}

// guards adds the checks that Word's rules about paragraphs and tables need.
func (b *builder) guards() {
	for _, n := range slices.Sorted(maps.Keys(b.guarded)) {
		nd := &b.tr.nodes[n]
		switch nd.kind {
		case kTbl:
			slot := int32(b.slot())
			b.at(nd.start, nd.start, 1<<26, do(opMark, slot))
			b.at(nd.end, nd.end, -5, do(opTableEnd, slot))
			b.guard(nd.parent)
		}
	}
	for _, n := range slices.Sorted(maps.Keys(b.guarded)) {
		nd := &b.tr.nodes[n]
		switch {
		case nd.kind == kTbl:
		case nd.kind == kBody:
			b.keepApart(n)
		default:
			if nd.selfClosing() {
				continue
			}
			b.at(nd.close, nd.close, 1<<29, do(opParagraph, 0))
			b.keepApart(n)
		}
	}
}

// keepApart puts a check before every table of a container whose blocks change.
func (b *builder) keepApart(n int32) {
	prevTable := false
	for j := n + 1; j < b.tr.nodes[n].next; j = b.tr.nodes[j].next {
		k := b.tr.nodes[j].kind
		if k == kTbl && !prevTable && b.tr.nodes[j].parent == n {
			b.at(b.tr.nodes[j].start, b.tr.nodes[j].start, 1<<27, do(opApart, 0))
		}
		if !k.marker() {
			prevTable = k == kTbl
		}
	}
}

// build sorts the events and makes nested programs of them.
func (b *builder) build() []op {
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
	w := &progWriter{b: b, out: new([]op)}
	w.stack = []*[]op{w.out}
	*w.out = make([]op, 0, min(len(b.events), 4*len(b.p.tags))+1)
	pos := int32(0)
	for i := range b.events {
		e := &b.events[i]
		if e.off < pos {
			continue // inside something taken out
		}
		w.literal(b.tr.xml[pos:e.off])
		for _, it := range e.items {
			w.item(it)
		}
		pos = max(e.off, e.end)
	}
	w.literal(b.tr.xml[pos:])
	for _, s := range w.open {
		b.c.crossing(s)
	}
	return *w.stack[0]
}

// progWriter appends ops to the innermost open section.
type progWriter struct {
	b     *builder
	out   *[]op
	stack []*[]op
	open  []*section
}

func (w *progWriter) top() *[]op { return w.stack[len(w.stack)-1] }

func (w *progWriter) literal(raw []byte) {
	if len(raw) == 0 {
		return
	}
	t := w.top()
	if n := len(*t); n > 0 && (*t)[n-1].kind == opLiteral {
		last := &(*t)[n-1]
		if k := len(last.lit); cap(last.lit) > k && &last.lit[:k+1][k] == &raw[0] { // it goes on where that one ends
			last.lit = last.lit[:k+len(raw)]
			return
		}
	}
	*t = append(*t, op{kind: opLiteral, lit: raw})
}

func (w *progWriter) item(it item) {
	s := it.sec
	switch it.mark {
	case markNone:
		if it.op.kind == opLiteral {
			w.literal(it.op.lit)
			return
		}
		t := w.top()
		*t = append(*t, it.op)
	case markOpen:
		t := w.top()
		k := opSection
		if s.open == nil {
			k = opNotes
		}
		*t = append(*t, op{kind: k, sec: s})
		w.open = append(w.open, s)
		w.stack = append(w.stack, &s.bodies[0])
	case markElse, markClose:
		if len(w.open) == 0 || w.open[len(w.open)-1] != s {
			w.b.c.crossing(s)
			return
		}
		if it.mark == markClose {
			w.open = w.open[:len(w.open)-1]
			w.stack = w.stack[:len(w.stack)-1]
			return
		}
		for i := range s.bodies {
			if w.stack[len(w.stack)-1] == &s.bodies[i] {
				w.stack[len(w.stack)-1] = &s.bodies[i+1]
				break
			}
		}
	}
}

// crossing reports a section whose region crosses another's: two loops side by side in one row.
func (c *compiler) crossing(s *section) {
	for _, p := range c.problems {
		if p.ID == idCrossing {
			return
		}
	}
	c.add(s.open, &tagError{id: idCrossing, msg: s.open.raw + " 与旁边的循环或条件要重复的范围交叉了",
		hint: "同一行表格里只能有一个行循环；另一个循环请把开头和结尾写在同一个单元格里。"})
}
