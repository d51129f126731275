package docx

import (
	"fmt"
	"strings"
)

// lay decides from where its tags stand what a section repeats.
func (c *compiler) lay(s *section) {
	tags := s.tags()
	same := true
	for _, t := range tags {
		same = same && t.para == s.open.para
	}
	if same {
		c.layInline(s)
		return
	}
	tr := s.part.tree
	s.where = commonAncestor(tr, tags)
	switch ctx := contextOf(tr, s.where); ctx {
	case kTr:
		c.layRow(s)
	case kTbl:
		c.layRows(s)
	case kTc, kBody, kTxbx, kHdr, kFtr, kFootnote, kEndnote, kComment:
		c.layBlocks(s)
	default:
		c.misplaced(s, "两个标签要在同一段里，或者在同一个地方的两段里。")
	}
}

// checkPlace refuses a tag that stands where Word has no text, such as a row outside any table: nothing that relies on
// how paragraphs, rows and cells lie in each other need then fear to find it otherwise.
func (c *compiler) checkPlace(t *tag) {
	if t.part.ref.kind == partProps || t.para.nodes != nil && t.anchor() >= 0 && t.part.tree.inPlace(t.node()) {
		return
	}
	t.astray = true
	c.add(t, &tagError{id: idXML, msg: t.raw + " 不在正常的段落或表格里，文档已损坏", hint: "用 Word 或 WPS 打开后另存一份。"})
}

// inPlace reports whether everything from a text up lies in what Word has it lie in.
func (t *tree) inPlace(n int32) bool {
	for ; n >= 0; n = t.nodes[n].parent {
		up := t.nodes[n].parent
		switch t.nodes[n].kind {
		case kT, kAT:
			if k := t.kindAt(up); k != kR && k != kAR {
				return false
			}
		case kR, kAR:
			for t.kindAt(up).wrapsRuns() {
				up = t.nodes[up].parent
			}
			if k := t.kindAt(up); k != kP && k != kAP {
				return false
			}
		case kP, kTbl:
			if k := contextOf(t, up); k == kTbl || k == kTr {
				return false
			}
		case kTr:
			if contextOf(t, up) != kTbl {
				return false
			}
		case kTc:
			if contextOf(t, up) != kTr {
				return false
			}
		}
	}
	return true
}

// kindAt returns the kind of a node, kOther above the top.
func (t *tree) kindAt(n int32) kind {
	if n < 0 {
		return kOther
	}
	return t.nodes[n].kind
}

// misplaced reports a section whose two ends cannot be the ends of anything that repeats.
func (c *compiler) misplaced(s *section, hint string) {
	tr := s.part.tree
	msg := fmt.Sprintf("%s 在%s，%s 在%s：循环的开头和结尾必须在同一处", s.open.raw, c.t.place(s.open), s.close.raw, c.t.place(s.close))
	a, b := tr.ancestor(s.open.node(), is(kTbl)), tr.ancestor(s.close.node(), is(kTbl))
	if a != b && (a >= 0 || b >= 0) {
		msg = strings.TrimSuffix(msg, "同一处") + "同一个表格"
		hint = "把两个标签都放在表格里，或都放在表格外面。"
	}
	c.add(s.open, &tagError{id: idPosition, msg: msg, hint: hint})
}

// commonAncestor returns the deepest node above all the tags, -1 if there is none.
func commonAncestor(tr *tree, tags []*tag) int32 {
	n := tags[0].node()
	for _, t := range tags[1:] {
		m := t.node()
		for n != m && n >= 0 && m >= 0 {
			if n > m { // a parent's index is below its children's
				n = tr.nodes[n].parent
			} else {
				m = tr.nodes[m].parent
			}
		}
		if n < 0 || m < 0 {
			return -1
		}
	}
	return n
}

// contextOf returns the kind that governs what stands directly in a node: wrappers are looked through.
func contextOf(tr *tree, n int32) kind {
	for ; n >= 0; n = tr.nodes[n].parent {
		if k := tr.nodes[n].kind; !k.transparent() && k != kSmartTag {
			return k
		}
	}
	return kOther
}

// childTowards returns the child of anc on the way down to n.
func childTowards(tr *tree, anc, n int32) int32 {
	for n >= 0 && tr.nodes[n].parent != anc {
		n = tr.nodes[n].parent
	}
	return n
}

// layRow lays out a section over one row: its tags stand in different cells of it.
func (c *compiler) layRow(s *section) {
	tr := s.part.tree
	row := tr.ancestor(s.where, is(kTr))
	for _, e := range s.elses {
		c.add(e, &tagError{id: idElse, msg: e.raw + " 与 " + s.open.raw + " 在同一行的不同格里，不能把一行分成两半", hint: "把条件写在同一格里，或者写成两行。"})
		return
	}
	s.layout, s.start, s.end = layoutRows, tr.nodes[row].start, tr.nodes[row].end
	s.where = tr.nodes[row].parent
	c.checkMergedRows(s, row, row)
}

// layRows lays out a section over several rows of a table.
func (c *compiler) layRows(s *section) {
	tr := s.part.tree
	first, last := childTowards(tr, s.where, s.open.node()), childTowards(tr, s.where, s.close.node())
	s.layout, s.start, s.end = layoutRows, tr.nodes[first].start, tr.nodes[last].end
	for _, e := range s.elses {
		r := childTowards(tr, s.where, e.node())
		if r == first || r == last && !s.part.tagsOnly(r) {
			c.add(e, &tagError{id: idElse, msg: e.raw + " 要放在单独的一行里", hint: "“如果”“否则”“结束”各占一行，中间是要选的行。"})
			return
		}
	}
	c.checkMergedRows(s, first, last)
}

// checkMergedRows refuses a loop over rows that begin a vertical merge which goes on below the loop.
func (c *compiler) checkMergedRows(s *section, first, last int32) {
	if s.open.kind != tagLoop {
		return
	}
	tr := s.part.tree
	after := tr.nodes[last].next
	tbl := tr.ancestor(first, is(kTbl))
	if after >= tr.nodes[tbl].next {
		return
	}
	below := tr.ancestor(after, is(kTr))
	for i := after; below < 0 && i < tr.nodes[tbl].next; i++ {
		if tr.nodes[i].kind == kTr {
			below = i
		}
	}
	if below < 0 {
		return
	}
	open := map[int]bool{}
	for i := first; i < after; i++ {
		if tr.nodes[i].kind == kTr && tr.ancestor(i, is(kTbl)) == tbl {
			for _, cell := range rowCells(tr, i) {
				switch cell.merge {
				case "restart":
					open[cell.col] = true
				case "":
					delete(open, cell.col)
				}
			}
		}
	}
	for _, cell := range rowCells(tr, below) {
		if cell.merge == "continue" && open[cell.col] {
			c.add(s.open, &tagError{id: idMerged, msg: fmt.Sprintf("%s 重复的行里，第%d列的合并单元格一直合并到循环下面的行", s.open.raw, cell.number),
				hint: "让合并的几行都在循环里面，或者拆开这个合并单元格；要把相同的内容合并，用“｜合并”。"})
			return
		}
	}
}

// A cell is a table cell with its place in the grid.
type cell struct {
	node   int32
	col    int    // grid column, from 0
	number int    // of the cell in its row, from 1
	merge  string // "", "restart", "continue"
}

// rowCells lists the cells of a row, through content controls.
func rowCells(tr *tree, row int32) []cell {
	var out []cell
	col := 0
	for j := row + 1; j < tr.nodes[row].next; j++ {
		if tr.nodes[j].kind != kTc || tr.ancestor(j, is(kTr)) != row {
			continue
		}
		ce := cell{node: j, col: col, number: len(out) + 1}
		span := 1
		if pr := tr.child(j, kTcPr); pr >= 0 {
			if g := tr.child(pr, kGridSpan); g >= 0 {
				span = max(1, int(parseID(tr.attr(g, "val"))))
			}
			if v := tr.child(pr, kVMerge); v >= 0 {
				if ce.merge = "continue"; tr.attr(v, "val") == "restart" {
					ce.merge = "restart"
				}
			}
		}
		col += span
		out = append(out, ce)
	}
	return out
}

// layBlocks lays out a section over paragraphs and tables.
func (c *compiler) layBlocks(s *section) {
	var ok, ok2 bool
	if s.start, ok = s.part.blockEdge(s.open, s.where); ok {
		s.end, ok2 = s.part.blockEdge(s.close, s.where)
	}
	if !ok || !ok2 {
		c.misplaced(s, "循环的开头和结尾要在同一层：都在正文里，或都在同一个单元格、文本框或内容控件里。")
		return
	}
	for _, e := range s.elses {
		if _, ok := s.part.blockEdge(e, s.where); !ok {
			c.add(e, &tagError{id: idElse, msg: e.raw + " 与 " + s.open.raw + " 不在同一层", hint: "把“否则”单独写成一段。"})
			return
		}
	}
	s.layout = layoutBlocks
}

// blockEdge returns where a tag divides the blocks of its container: before its paragraph when nothing stands before
// the tag in it, after it when nothing follows, and otherwise at the tag, where the paragraph is then split. Text
// outside the tags is thus never repeated and never lost.
func (p *part) blockEdge(t *tag, where int32) (int32, bool) {
	tr := p.tree
	if len(t.para.nodes) == 0 {
		return 0, false
	}
	first, last := t.para.nodes[0], t.para.nodes[len(t.para.nodes)-1]
	before, after := p.blankAround(t)
	top := childTowards(tr, where, first)
	if top != first {
		return wrappedEdge(tr, top, first, last, before, after)
	}
	switch {
	case hasSectPr(tr, last) && after && t.kind == tagClose && len(t.para.nodes) == 1:
		// The section break is the paragraph's mark: it stands behind the tag, and so outside what repeats.
		if before {
			return tr.nodes[first].start, true
		}
		return t.cutOffset(), true
	case hasSectPr(tr, last) && after:
		return tr.nodes[last].end, true
	case before:
		return tr.nodes[first].start, true
	case after:
		return tr.nodes[last].end, true
	case len(t.para.nodes) > 1:
		return 0, false
	}
	return t.cutOffset(), true
}

// wrappedEdge is blockEdge for a paragraph in a content control: the edge is that of the control, if the paragraph
// is the first or last in it.
func wrappedEdge(tr *tree, top, first, last int32, before, after bool) (int32, bool) {
	for n := tr.nodes[first].parent; ; n = tr.nodes[n].parent {
		if n < 0 || !tr.nodes[n].kind.transparent() {
			return 0, false
		}
		if n == top {
			break
		}
	}
	if before && firstContent(tr, top) == first {
		return tr.nodes[top].start, true
	}
	if after && tr.nodes[last].next >= tr.nodes[top].next {
		return tr.nodes[top].end, true
	}
	return 0, false
}

// firstContent returns the first paragraph or table below a node.
func firstContent(tr *tree, n int32) int32 {
	for j := n + 1; j < tr.nodes[n].next; j++ {
		if k := tr.nodes[j].kind; k == kP || k == kTbl {
			return j
		}
	}
	return -1
}

// hasSectPr reports whether a paragraph ends a section of the document.
func hasSectPr(tr *tree, p int32) bool {
	ppr := tr.child(p, kPPr)
	return ppr >= 0 && tr.child(ppr, kSectPr) >= 0
}

// blankAround reports whether nothing shows before and after a tag in its paragraph, tags without text aside.
func (p *part) blankAround(t *tag) (before, after bool) {
	t.para.measure()
	return t.para.firstShown >= t.from, t.para.lastShown < t.to
}

// withoutTags returns the paragraph's text with blanks for the tags that leave none.
func (p *para) withoutTags() string {
	text := []byte(p.text)
	for _, t := range p.tags {
		if t.kind.vanishes() {
			for i := t.from; i < t.to; i++ {
				text[i] = ' '
			}
		}
	}
	return string(text)
}

// measure finds the first and the last byte of the paragraph that show, tags without text aside.
func (p *para) measure() {
	if p.measured {
		return
	}
	p.measured = true
	p.firstShown, p.lastShown = len(p.text), -1
	for i, r := range p.withoutTags() {
		if !blank(string(r)) {
			p.firstShown = min(p.firstShown, i)
			p.lastShown = i
		}
	}
}

// tagsOnly reports whether a row shows nothing but tags of sections, and has no part in a vertical merge.
func (p *part) tagsOnly(row int32) bool {
	tr := p.tree
	found := false
	for j := row + 1; j < tr.nodes[row].next; j++ {
		switch tr.nodes[j].kind {
		case kVMerge, kTbl, kDrawing, kPict, kObject:
			return false
		case kP:
			pa := p.paras[j]
			if pa == nil {
				pa = tr.paragraph(j)
			}
			if !blank(pa.withoutTags()) {
				return false
			}
			found = found || len(pa.tags) > 0
		}
	}
	return found
}

// cutOffset returns where in the part the tag's own piece is cut.
func (t *tag) cutOffset() int32 {
	pc := &t.para.pieces[t.anchor()]
	return t.part.tree.rawOffset(pc, max(pc.from, int32(t.from)))
}

// layInline lays out a section within one paragraph.
func (c *compiler) layInline(s *section) {
	tr := s.part.tree
	s.layout = layoutInline
	tags := s.tags()
	for _, t := range tags {
		if t.anchor() < 0 {
			c.misplaced(s, "")
			s.layout = layoutNone
			return
		}
	}
	if s.sameText() {
		s.where = tags[0].node()
		return
	}
	s.where = commonAncestor(tr, tags)
	if k := tr.nodes[s.where].kind; k == kR || k == kAR {
		s.where = tr.nodes[s.where].parent
	}
	for _, t := range tags {
		if _, ok := t.runEdge(s.where); !ok {
			c.misplaced(s, "一个标签在超链接、修订或内容控件里，另一个在外面：把两个都放进去，或都拿出来。")
			s.layout = layoutNone
			return
		}
	}
}

// sameText reports whether all tags of the section end and begin in one w:t, so that no run need be cut.
func (s *section) sameText() bool {
	first := s.open.anchor()
	for _, t := range s.tags() {
		if t.anchor() != first {
			return false
		}
	}
	// The part of a tag that lies in another piece must not lie inside the section.
	pc := &s.open.para.pieces[first]
	return s.open.to <= int(pc.to) && s.close.from >= int(pc.from)
}

// An edge is where a tag divides the runs of a paragraph. split means the run itself must be cut there.
type edge struct {
	off   int32
	split bool
}

// runEdge returns where the tag divides the children of where.
func (t *tag) runEdge(where int32) (edge, bool) {
	tr := t.part.tree
	at := t.anchor()
	pc := &t.para.pieces[at]
	run := pc.run
	from, to := max(pc.from, int32(t.from)), min(pc.to, int32(t.to))
	first := t.para.firstInRun(tr, at, from)
	last := t.para.lastInRun(tr, at, to)
	if tr.nodes[run].parent == where {
		switch {
		case first:
			return edge{off: tr.nodes[run].start}, true
		case last:
			return edge{off: tr.nodes[run].end}, true
		}
		return edge{off: tr.rawOffset(pc, from), split: true}, true
	}
	// The run is in a wrapper: the edge is the wrapper's, if the tag is the first or last thing in it.
	top := childTowards(tr, where, run)
	if top < 0 {
		return edge{}, false
	}
	for n := tr.nodes[run].parent; n != top; n = tr.nodes[n].parent {
		if n < 0 || !tr.nodes[n].kind.wrapsRuns() {
			return edge{}, false
		}
	}
	if !tr.nodes[top].kind.wrapsRuns() {
		return edge{}, false
	}
	before, after := t.para.inside(tr, top, int32(t.from), int32(t.to))
	switch {
	case before:
		return edge{off: tr.nodes[top].start}, true
	case after:
		return edge{off: tr.nodes[top].end}, true
	}
	return edge{}, false
}

// firstInRun reports whether nothing of the run comes before the byte at from, which is in piece i.
func (p *para) firstInRun(tr *tree, i int, from int32) bool {
	if p.pieces[i].from != from {
		return false
	}
	run := p.pieces[i].run
	for j := run + 1; j < p.pieces[i].node; j = tr.nodes[j].next {
		if k := tr.nodes[j].kind; k != kRPr && k != kPageBreakHint && !tr.emptyText(j) {
			return false
		}
	}
	return true
}

// lastInRun reports whether nothing of the run comes from the byte at to on, which ends in piece i.
func (p *para) lastInRun(tr *tree, i int, to int32) bool {
	if p.pieces[i].to != to {
		return false
	}
	end := tr.nodes[p.pieces[i].run].next
	for j := tr.nodes[p.pieces[i].node].next; j < end; j = tr.nodes[j].next {
		if !tr.emptyText(j) {
			return false
		}
	}
	return true
}

// emptyText reports whether a node is a text element without text.
func (t *tree) emptyText(j int32) bool {
	n := &t.nodes[j]
	return (n.kind == kT || n.kind == kAT) && n.open == n.close
}

// inside reports whether a stretch is the first, and whether it is the last, that shows in a wrapper.
func (p *para) inside(tr *tree, wrapper, from, to int32) (first, last bool) {
	first, last = true, true
	for i := range p.pieces {
		pc := &p.pieces[i]
		if pc.node < wrapper || pc.node >= tr.nodes[wrapper].next {
			continue
		}
		if pc.from < from && !blank(p.text[pc.from:min(pc.to, from)]) {
			first = false
		}
		if pc.to > to && !blank(p.text[max(pc.from, to):pc.to]) {
			last = false
		}
	}
	return first, last
}
