package plan

import (
	"bytes"
	"strings"
	"ziping/render/docx/wml"
)

// Operands of opPicture: what of the placeholder is written.
const (
	PicBegin = iota
	PicEmbed
	PicWidth
	PicHeight
	PicAlt
	PicEnd
)

// placeholder adds the events that put another picture into a drawing whose alternative text holds the tag.
func (b *builder) placeholder(t *Tag) {
	tr := b.tr
	d := tr.Ancestor(t.altText, wml.Is(wml.Drawing))
	b.c.T.Slots++
	v := &ValueOp{Tag: t, Merge: -1, Seq: int32(b.c.T.Slots)}
	pic := func(n int32, off, end int) {
		b.at(int32(off), int32(end), t.Ord, item{op: Op{Kind: OpPicture, N: n, Val: v, Lit: tr.XML[off:end]}})
	}
	attr := func(n int32, node int32, name string) {
		if _, _, from, to, ok := tr.AttrSpan(node, name); ok {
			pic(n, from, to)
		}
	}
	pic(PicBegin, int(tr.Nodes[d].Start), int(tr.Nodes[d].Start))
	for j := d + 1; j < tr.Nodes[d].Next; j++ {
		switch tr.Nodes[j].Kind {
		case wml.Extent, wml.XfrmExt:
			if tr.Nodes[j].Kind == wml.Extent {
				v.BoxW, v.BoxH = wml.ParseID(tr.Attr(j, "cx")), wml.ParseID(tr.Attr(j, "cy"))
			}
			attr(PicWidth, j, "cx")
			attr(PicHeight, j, "cy")
		case wml.DocPr:
			attr(PicAlt, j, "descr")
			if strings.Contains(tr.Attr(j, "title"), t.Raw) {
				attr(PicAlt, j, "title")
			}
		case wml.Blip:
			attr(PicEmbed, j, "embed")
			n := &tr.Nodes[j]
			if n.Close > n.Open { // a drawing's SVG twin would be shown instead of the new picture
				b.at(n.Open, n.Close, t.Ord)
			}
			b.dropCrop(n.End, tr.Nodes[d].End)
		}
	}
	pic(PicEnd, int(tr.Nodes[d].End), int(tr.Nodes[d].End))
}

// dropCrop takes out the a:srcRect after the blip: the new picture is shown whole.
func (b *builder) dropCrop(from, to int32) {
	seg := b.tr.XML[from:to]
	i := bytes.Index(seg, []byte(":srcRect"))
	if i < 0 {
		return
	}
	start := bytes.LastIndexByte(seg[:i], '<')
	end := bytes.IndexByte(seg[i:], '>')
	if start >= 0 && end > 0 && seg[i+end-1] == '/' {
		b.at(from+int32(start), from+int32(i+end+1), 0)
	}
}
