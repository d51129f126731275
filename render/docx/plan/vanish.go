package plan

import (
	"ziping/render/docx/wml"
)

// A paragraph that is nothing but conditions and loops, such as {{如果 资金.结余 > 0}}结余已上缴。{{结束}}, vanishes when
// nothing comes out of them: an empty line, or a number of a list without text, is not what anybody means by it.

// vanishing puts the checks around such paragraphs.
func (b *builder) vanishing() {
	seen := map[*Para]bool{}
	for _, t := range b.p.Tags {
		pa := t.para
		if pa == nil || seen[pa] {
			continue
		}
		seen[pa] = true
		if !b.mayVanish(pa) {
			continue
		}
		n := &b.tr.Nodes[pa.Nodes[0]]
		slot := int32(b.slot())
		b.at(n.Start, n.Start, 1<<26, do(OpMark, slot))
		b.at(n.End, n.End, -5, do(OpVanish, slot))
		b.guard(n.Parent)
	}
}

// mayVanish reports whether a paragraph shows nothing outside its inline sections, and could be missed.
func (b *builder) mayVanish(pa *Para) bool {
	if len(pa.Nodes) != 1 || b.tr.Nodes[pa.Nodes[0]].Kind != wml.P || b.gone[pa.Nodes[0]] || wml.HasSectPr(b.tr, pa.Nodes[0]) {
		return false
	}
	text := []byte(pa.Text)
	inline := false
	for _, t := range pa.tags {
		if t.Kind.Opens() && t.section.layout == layoutInline {
			inline = true
			for i := t.from; i < t.section.close.to; i++ {
				text[i] = ' '
			}
		} else if t.isEdge() && t.section.layout != layoutInline {
			return false
		}
	}
	if !inline || !wml.Blank(string(text)) || !b.hasOtherParagraph(pa.Nodes[0]) {
		return false
	}
	for j := pa.Nodes[0] + 1; j < b.tr.Nodes[pa.Nodes[0]].Next; j++ {
		if k := b.tr.Nodes[j].Kind; k.Marker() && k != wml.ProofErr { // the other end may be elsewhere
			return false
		}
	}
	return true
}
