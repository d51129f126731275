package plan

import (
	"ziping/render/docx/wml"
)

// mergeCell makes the cell of a {{x｜合并}} merge with the one above when both show the same.
func (b *builder) mergeCell(t *Tag, v *ValueOp) {
	tr := b.tr
	tc := tr.Ancestor(t.Node(), wml.Is(wml.Tc))
	row := tr.Ancestor(tc, wml.Is(wml.Tr))
	tbl := tr.Ancestor(tc, wml.Is(wml.Tbl))
	v.Merge = int32(b.c.T.Merges)
	b.c.T.Merges++
	v.Span = 1 + b.continuedRows(row, tc)
	slot := item{op: Op{Kind: OpMerge, Val: v, Lit: []byte(tr.Prefix())}}
	pr := tr.Child(tc, wml.TcPr)
	switch {
	case pr < 0:
		b.at(tr.Nodes[tc].Open, tr.Nodes[tc].Open, -1, lit("<"+tr.Prefix()+"tcPr>"), slot, lit("</"+tr.Prefix()+"tcPr>"))
	case tr.Nodes[pr].SelfClosing():
		b.at(tr.Nodes[pr].Start, tr.Nodes[pr].End, -1, lit("<"+tr.Prefix()+"tcPr>"), slot, lit("</"+tr.Prefix()+"tcPr>"))
	default:
		from, to := tr.Nodes[pr].Open, tr.Nodes[pr].Open
		for j := pr + 1; j < tr.Nodes[pr].Next; j = tr.Nodes[j].Next {
			switch tr.Nodes[j].Kind {
			case wml.VMerge:
				from, to = tr.Nodes[j].Start, tr.Nodes[j].End
			case wml.TcW, wml.TcPrHead, wml.GridSpan:
				from, to = tr.Nodes[j].End, tr.Nodes[j].End
			}
		}
		b.at(from, to, -1, slot)
	}
	b.countRows(tbl)
}

// continuedRows counts the rows below in which the cell is continued.
func (b *builder) continuedRows(row, tc int32) int32 {
	tr := b.tr
	col := -1
	for _, c := range wml.RowCells(tr, row) {
		if c.Node == tc {
			col = c.Col
		}
	}
	n := int32(0)
	for r := tr.Nodes[row].Next; int(r) < len(tr.Nodes) && tr.Nodes[r].Kind == wml.Tr; r = tr.Nodes[r].Next {
		found := false
		for _, c := range wml.RowCells(tr, r) {
			found = found || c.Col == col && c.Merge == "continue"
		}
		if !found {
			break
		}
		n++
	}
	return n
}

// countRows makes every row of a table with merging cells count.
func (b *builder) countRows(tbl int32) {
	if b.counted[tbl] {
		return
	}
	b.counted[tbl] = true
	tr := b.tr
	b.at(tr.Nodes[tbl].Start, tr.Nodes[tbl].Start, 1<<28, do(OpRow, 2))
	for j := tbl + 1; j < tr.Nodes[tbl].Next; j++ {
		if tr.Nodes[j].Kind == wml.Tr && tr.Ancestor(j, wml.Is(wml.Tbl)) == tbl && tr.Nodes[j].Open > tr.Nodes[j].Start {
			b.at(tr.Nodes[j].Open, tr.Nodes[j].Open, -1, do(OpRow, 1))
		}
	}
}
