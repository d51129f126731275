package plan

import (
	"slices"
	"ziping/render/docx/lang"
	"ziping/render/docx/opc"
	"ziping/render/docx/wml"
)

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
		return b.one(item{op: Op{Kind: OpValue, Val: b.value(t)}})
	}
	s := t.section
	var items []item
	switch s.layout {
	case layoutInline:
		items = b.inlineEdge(t)
	case layoutCells:
		off := s.start
		if t.mark() == markClose {
			off = s.end
		}
		b.at(off, off, t.Ord, edgeItem(t))
	case layoutRows:
		b.rowEdge(t)
	case layoutBlocks:
		items = b.blockEdge(t)
	}
	keep := item{op: Op{Kind: OpKeep, Keep: &Keep{Secs: []*Section{s}, Raw: wml.AppendText(nil, t.Raw)}}}
	if t.mark() == markClose {
		return append(items, keep)
	}
	return append([]item{keep}, items...)
}

// removed returns what stands in place of a paragraph or row of tags that is taken out.
func (b *builder) removed(n int32) []item {
	k := &Keep{Raw: b.tr.Raw(n)}
	for j := n; j < b.tr.Nodes[n].Next; j++ {
		pa := b.p.paras[j]
		if pa == nil {
			continue
		}
		for _, t := range pa.tags {
			if t.isEdge() && t.section != nil {
				k.Secs = append(k.Secs, t.section)
			}
		}
	}
	items := b.keptMarkers(n)
	if len(k.Secs) == 0 {
		return items
	}
	return append([]item{{op: Op{Kind: OpKeep, Keep: k}}}, items...)
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
