package plan

import (
	"ziping/render/docx/lang"
	"ziping/render/docx/wml"
)

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
	b.at(n.Start, n.End, -1, b.removed(row)...)
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
	b.at(nd.Start, nd.End, -1, b.removed(n)...)
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
