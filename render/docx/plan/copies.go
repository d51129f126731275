package plan

import (
	"ziping/render/docx/wml"
)

// copies adds what must be different in every copy of a repeated region: ids are renumbered; bookmarks, comment
// anchors and paragraph ids, which cannot be in a document twice, stay in the first copy only.
func (b *builder) copies() {
	if len(b.loops) == 0 {
		return
	}
	for i := range b.tr.Nodes {
		j := int32(i)
		if !b.inLoop(b.tr.Nodes[j].Start) {
			continue
		}
		switch k := b.tr.Nodes[j].Kind; {
		case k == wml.P || k == wml.Tr:
			b.onceAttr(j, "paraId")
			b.onceAttr(j, "textId")
		case k.Marker() && k != wml.ProofErr, k == wml.CommentReference, k == wml.VShapeType:
			b.at(b.tr.Nodes[j].Start, b.tr.Nodes[j].End, -1, once(b.tr.Raw(j), b.slot()))
		case k == wml.DocPr, k == wml.Ins, k == wml.Del, k == wml.MoveFrom, k == wml.MoveTo:
			b.numberAttr(j, "id")
		case k == wml.SdtID && b.tr.Nodes[j].Parent >= 0 && b.tr.Nodes[b.tr.Nodes[j].Parent].Kind == wml.SdtPr:
			b.numberAttr(j, "val")
		case k == wml.VShape:
			b.suffixAttr(j, "id")
			b.onceAttr(j, "spid")
		case k == wml.OLEObject:
			b.suffixAttr(j, "ShapeID")
		case k == wml.FootnoteReference, k == wml.EndnoteReference:
			b.noteRef(j)
		}
	}
}

// onceAttr keeps an attribute in the first copy only.
func (b *builder) onceAttr(j int32, local string) {
	from, to, _, _, ok := b.tr.AttrSpan(j, local)
	if !ok {
		return
	}
	for from > 0 && wml.IsSpace(b.tr.XML[from-1]) {
		from--
	}
	b.at(int32(from), int32(to), -1, once(b.tr.XML[from:to], b.slot()))
}

func (b *builder) numberAttr(j int32, local string) {
	if _, _, from, to, ok := b.tr.AttrSpan(j, local); ok {
		b.at(int32(from), int32(to), -1, item{op: Op{Kind: OpNumber, N: int32(b.slot()), Lit: b.tr.XML[from:to]}})
	}
}

func (b *builder) suffixAttr(j int32, local string) {
	if _, _, from, to, ok := b.tr.AttrSpan(j, local); ok {
		b.at(int32(from), int32(to), -1, item{op: Op{Kind: OpSuffix, N: int32(b.slot()), Lit: b.tr.XML[from:to]}})
	}
}

// dataBindings cuts the content controls that hold tags loose from the data they are bound to: Word would put
// that data, which is the tag, over the value on opening.
func (b *builder) dataBindings() {
	done := map[int32]bool{}
	for _, t := range b.p.Tags {
		n := t.Node()
		if n < 0 {
			continue
		}
		for i := b.tr.Ancestor(n, wml.Is(wml.Sdt)); i >= 0; i = b.tr.Ancestor(b.tr.Nodes[i].Parent, wml.Is(wml.Sdt)) {
			pr := b.tr.Child(i, wml.SdtPr)
			if pr < 0 || done[pr] {
				continue
			}
			done[pr] = true
			for j := pr + 1; j < b.tr.Nodes[pr].Next; j++ {
				if k := b.tr.Nodes[j].Kind; k == wml.DataBinding || k == wml.ShowingPlcHdr {
					b.at(b.tr.Nodes[j].Start, b.tr.Nodes[j].End, -1)
				}
			}
		}
	}
}
