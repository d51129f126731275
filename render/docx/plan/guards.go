package plan

import (
	"maps"
	"slices"
	"ziping/render/docx/wml"
)

// guards adds the checks that Word's rules about paragraphs and tables need.
func (b *builder) guards() {
	for _, n := range slices.Sorted(maps.Keys(b.guarded)) {
		nd := &b.tr.Nodes[n]
		switch nd.Kind {
		case wml.Tbl:
			slot := int32(b.slot())
			b.at(nd.Start, nd.Start, 1<<26, item{op: Op{Kind: OpMark, N: slot, Lit: []byte("tbl")}})
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
