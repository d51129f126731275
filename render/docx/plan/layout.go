package plan

import (
	"fmt"
	"strings"
	"ziping/render/docx/lang"
	"ziping/render/docx/opc"
	"ziping/render/docx/problem"
	"ziping/render/docx/wml"
)

// lay decides from where its tags stand what a section repeats.
func (c *Compiler) lay(s *Section) {
	if s.Open.Column {
		c.layColumn(s)
		return
	}
	tags := s.tags()
	same := true
	for _, t := range tags {
		same = same && t.para == s.Open.para
	}
	if same {
		c.layInline(s)
		return
	}
	tr := s.Part.Tree
	s.where = commonAncestor(tr, tags)
	switch ctx := wml.ContextOf(tr, s.where); ctx {
	case wml.Tr:
		c.layRow(s)
	case wml.Tbl:
		c.layRows(s)
	case wml.Tc, wml.Body, wml.Txbx, wml.Hdr, wml.Ftr, wml.Footnote, wml.Endnote, wml.Comment:
		c.layBlocks(s)
	default:
		c.misplaced(s, "两个标签要在同一段里，或者在同一个地方的两段里。")
	}
}

// checkPlace refuses a tag that stands where Word has no text, such as a row outside any table: nothing that relies on
// how paragraphs, rows and cells lie in each other need then fear to find it otherwise.
func (c *Compiler) checkPlace(t *Tag) {
	if t.Part.Ref.Kind == opc.PartProps || t.para.Attr || t.para.Nodes != nil && t.anchor() >= 0 && t.Part.Tree.InPlace(t.Node()) {
		return
	}
	t.Astray = true
	c.add(t, &problem.Fault{ID: problem.XML, Msg: t.Raw + " 不在正常的段落或表格里，文档已损坏", Hint: "用 Word 或 WPS 打开后另存一份。"})
}

// misplaced reports a section whose two ends cannot be the ends of anything that repeats.
func (c *Compiler) misplaced(s *Section, hint string) {
	tr := s.Part.Tree
	msg := fmt.Sprintf("%s 在%s，%s 在%s：循环的开头和结尾必须在同一处", s.Open.Raw, c.T.Place(s.Open), s.close.Raw, c.T.Place(s.close))
	a, b := tr.Ancestor(s.Open.Node(), wml.Is(wml.Tbl)), tr.Ancestor(s.close.Node(), wml.Is(wml.Tbl))
	if a != b && (a >= 0 || b >= 0) {
		msg = strings.TrimSuffix(msg, "同一处") + "同一个表格"
		hint = "把两个标签都放在表格里，或都放在表格外面。"
	}
	c.add(s.Open, &problem.Fault{ID: problem.Position, Msg: msg, Hint: hint})
}

// commonAncestor returns the deepest node above all the tags, -1 if there is none.
func commonAncestor(tr *wml.Tree, tags []*Tag) int32 {
	n := tags[0].Node()
	for _, t := range tags[1:] {
		m := t.Node()
		for n != m && n >= 0 && m >= 0 {
			if n > m { // a parent's index is below its children's
				n = tr.Nodes[n].Parent
			} else {
				m = tr.Nodes[m].Parent
			}
		}
		if n < 0 || m < 0 {
			return -1
		}
	}
	return n
}

// layRow lays out a section over one row: its tags stand in different cells of it.
func (c *Compiler) layRow(s *Section) {
	tr := s.Part.Tree
	row := tr.Ancestor(s.where, wml.Is(wml.Tr))
	if c.inNestedTable(s, tr.Ancestor(row, wml.Is(wml.Tbl))) {
		return
	}
	for _, e := range s.Elses {
		c.add(e, &problem.Fault{ID: problem.Else, Msg: e.Raw + " 与 " + s.Open.Raw + " 在同一行的不同格里，不能把一行分成两半", Hint: "把条件写在同一格里，或者写成两行。"})
		return
	}
	s.layout, s.start, s.end = layoutRows, tr.Nodes[row].Start, tr.Nodes[row].End
	s.where = tr.Nodes[row].Parent
	c.checkMergedRows(s, row, row)
}

// inNestedTable refuses a section over rows of a table some of whose tags stand in a table inside it.
func (c *Compiler) inNestedTable(s *Section, tbl int32) bool {
	for _, t := range s.tags() {
		if s.Part.Tree.Ancestor(t.Node(), wml.Is(wml.Tbl)) != tbl {
			c.misplaced(s, "把两个标签都放在里面的表格里，或都放在外面的表格里。")
			return true
		}
	}
	return false
}

// layRows lays out a section over several rows of a table.
func (c *Compiler) layRows(s *Section) {
	tr := s.Part.Tree
	first, last := wml.ChildTowards(tr, s.where, s.Open.Node()), wml.ChildTowards(tr, s.where, s.close.Node())
	if c.inNestedTable(s, tr.Ancestor(first, wml.Is(wml.Tbl))) {
		return
	}
	s.layout, s.start, s.end = layoutRows, tr.Nodes[first].Start, tr.Nodes[last].End
	if first != last { // a row of tags alone vanishes: it may end one section and begin the next
		if s.Part.tagsOnly(first) {
			s.start = tr.Nodes[first].End
		}
		if s.Part.tagsOnly(last) {
			s.end = tr.Nodes[last].Start
		}
	}
	for _, e := range s.Elses {
		r := wml.ChildTowards(tr, s.where, e.Node())
		if r == first || r == last && !s.Part.tagsOnly(r) {
			c.add(e, &problem.Fault{ID: problem.Else, Msg: e.Raw + " 要放在单独的一行里", Hint: "“如果”“否则”“结束”各占一行，中间是要选的行。"})
			return
		}
	}
	c.checkMergedRows(s, first, last)
}

// checkMergedRows refuses a loop over rows that begin a vertical merge which goes on below the loop.
func (c *Compiler) checkMergedRows(s *Section, first, last int32) {
	if s.Open.Kind != lang.TagLoop {
		return
	}
	tr := s.Part.Tree
	after := tr.Nodes[last].Next
	tbl := tr.Ancestor(first, wml.Is(wml.Tbl))
	if after >= tr.Nodes[tbl].Next {
		return
	}
	below := tr.Ancestor(after, wml.Is(wml.Tr))
	for i := after; below < 0 && i < tr.Nodes[tbl].Next; i++ {
		if tr.Nodes[i].Kind == wml.Tr {
			below = i
		}
	}
	if below < 0 {
		return
	}
	open := map[int]bool{}
	for i := first; i < after; i++ {
		if tr.Nodes[i].Kind == wml.Tr && tr.Ancestor(i, wml.Is(wml.Tbl)) == tbl {
			for _, cell := range wml.RowCells(tr, i) {
				switch cell.Merge {
				case "restart":
					open[cell.Col] = true
				case "":
					delete(open, cell.Col)
				}
			}
		}
	}
	for _, cell := range wml.RowCells(tr, below) {
		if cell.Merge == "continue" && open[cell.Col] {
			c.add(s.Open, &problem.Fault{ID: problem.Merged, Msg: fmt.Sprintf("%s 重复的行里，第%d列的合并单元格一直合并到循环下面的行", s.Open.Raw, cell.Number),
				Hint: "让合并的几行都在循环里面，或者拆开这个合并单元格；要把相同的内容合并，用“｜合并”。"})
			return
		}
	}
}

// layBlocks lays out a section over paragraphs and tables.
func (c *Compiler) layBlocks(s *Section) {
	var ok, ok2 bool
	if s.start, ok = s.Part.blockEdge(s.Open, s.where); ok {
		s.end, ok2 = s.Part.blockEdge(s.close, s.where)
	}
	if !ok || !ok2 {
		c.misplaced(s, "循环的开头和结尾要在同一层：都在正文里，或都在同一个单元格、文本框或内容控件里。")
		return
	}
	for _, e := range s.Elses {
		if _, ok := s.Part.blockEdge(e, s.where); !ok {
			c.add(e, &problem.Fault{ID: problem.Else, Msg: e.Raw + " 与 " + s.Open.Raw + " 不在同一层", Hint: "把“否则”单独写成一段。"})
			return
		}
	}
	s.layout = layoutBlocks
}

// blockEdge returns where a tag divides the blocks of its container: before its paragraph when nothing stands before
// the tag in it, after it when nothing follows, and otherwise at the tag, where the paragraph is then split. Text
// outside the tags is thus never repeated and never lost.
func (p *Part) blockEdge(t *Tag, where int32) (int32, bool) {
	tr := p.Tree
	if len(t.para.Nodes) == 0 {
		return 0, false
	}
	first, last := t.para.Nodes[0], t.para.Nodes[len(t.para.Nodes)-1]
	before, after := p.blankAround(t)
	top := wml.ChildTowards(tr, where, first)
	if top != first {
		return wrappedEdge(tr, top, first, last, before, after)
	}
	switch {
	case wml.HasSectPr(tr, last) && after && t.Kind == lang.TagClose && len(t.para.Nodes) == 1:
		// The section break is the paragraph's mark: it stands behind the tag, and so outside what repeats.
		if before {
			return tr.Nodes[first].Start, true
		}
		return t.cutOffset(), true
	case wml.HasSectPr(tr, last) && after:
		return tr.Nodes[last].End, true
	case before:
		return tr.Nodes[first].Start, true
	case after:
		return tr.Nodes[last].End, true
	case len(t.para.Nodes) > 1:
		return 0, false
	}
	return t.cutOffset(), true
}

// wrappedEdge is blockEdge for a paragraph in a content control: the edge is that of the control, if the paragraph
// is the first or last in it.
func wrappedEdge(tr *wml.Tree, top, first, last int32, before, after bool) (int32, bool) {
	for n := tr.Nodes[first].Parent; ; n = tr.Nodes[n].Parent {
		if n < 0 || !tr.Nodes[n].Kind.Transparent() {
			return 0, false
		}
		if n == top {
			break
		}
	}
	if before && wml.FirstContent(tr, top) == first {
		return tr.Nodes[top].Start, true
	}
	if after && tr.Nodes[last].Next >= tr.Nodes[top].Next {
		return tr.Nodes[top].End, true
	}
	return 0, false
}

// tagsOnly reports whether a row shows nothing but tags of sections, and has no part in a vertical merge.
func (p *Part) tagsOnly(row int32) bool {
	tr := p.Tree
	found := false
	for j := row + 1; j < tr.Nodes[row].Next; j++ {
		switch tr.Nodes[j].Kind {
		case wml.VMerge, wml.Tbl, wml.Drawing, wml.Pict, wml.Object:
			return false
		case wml.P:
			pa := p.paras[j]
			if pa == nil {
				pa = &Para{Para: tr.Paragraph(j)}
			}
			if !wml.Blank(pa.withoutTags()) {
				return false
			}
			found = found || len(pa.tags) > 0
		}
	}
	return found
}

// layInline lays out a section within one paragraph.
func (c *Compiler) layInline(s *Section) {
	tr := s.Part.Tree
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
		s.where = tags[0].Node()
		return
	}
	s.where = commonAncestor(tr, tags)
	if k := tr.Nodes[s.where].Kind; k == wml.R || k == wml.AR {
		s.where = tr.Nodes[s.where].Parent
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
func (s *Section) sameText() bool {
	first := s.Open.anchor()
	for _, t := range s.tags() {
		if t.anchor() != first {
			return false
		}
	}
	// The part of a tag that lies in another piece must not lie inside the section.
	pc := &s.Open.para.Pieces[first]
	return s.Open.to <= int(pc.To) && s.close.from >= int(pc.From)
}

// An edge is where a tag divides the runs of a paragraph. split means the run itself must be cut there.
type edge struct {
	off   int32
	split bool
}

// runEdge returns where the tag divides the children of where.
func (t *Tag) runEdge(where int32) (edge, bool) {
	tr := t.Part.Tree
	at := t.anchor()
	pc := &t.para.Pieces[at]
	run := pc.Run
	from, to := max(pc.From, int32(t.from)), min(pc.To, int32(t.to))
	first := t.para.FirstInRun(tr, at, from)
	last := t.para.LastInRun(tr, at, to)
	if tr.Nodes[run].Parent == where {
		switch {
		case first:
			return edge{off: tr.Nodes[run].Start}, true
		case last:
			return edge{off: tr.Nodes[run].End}, true
		}
		return edge{off: tr.RawOffset(pc, from), split: true}, true
	}
	// The run is in a wrapper: the edge is the wrapper's, if the tag is the first or last thing in it.
	top := wml.ChildTowards(tr, where, run)
	if top < 0 {
		return edge{}, false
	}
	for n := tr.Nodes[run].Parent; n != top; n = tr.Nodes[n].Parent {
		if n < 0 || !tr.Nodes[n].Kind.WrapsRuns() {
			return edge{}, false
		}
	}
	if !tr.Nodes[top].Kind.WrapsRuns() {
		return edge{}, false
	}
	before, after := t.para.Inside(tr, top, int32(t.from), int32(t.to))
	switch {
	case before:
		return edge{off: tr.Nodes[top].Start}, true
	case after:
		return edge{off: tr.Nodes[top].End}, true
	}
	return edge{}, false
}
