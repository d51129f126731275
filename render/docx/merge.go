package docx

import "bytes"

// mergeCell makes the cell of a {{x｜合并}} merge with the one above when both show the same.
func (b *builder) mergeCell(t *tag, v *valueOp) {
	tr := b.tr
	tc := tr.ancestor(t.node(), is(kTc))
	row := tr.ancestor(tc, is(kTr))
	tbl := tr.ancestor(tc, is(kTbl))
	v.merge = int32(b.c.t.merges)
	b.c.t.merges++
	v.span = 1 + b.continuedRows(row, tc)
	slot := item{op: op{kind: opMerge, val: v, lit: []byte(tr.prefix())}}
	pr := tr.child(tc, kTcPr)
	switch {
	case pr < 0:
		b.at(tr.nodes[tc].open, tr.nodes[tc].open, -1, lit("<"+tr.prefix()+"tcPr>"), slot, lit("</"+tr.prefix()+"tcPr>"))
	case tr.nodes[pr].selfClosing():
		b.at(tr.nodes[pr].start, tr.nodes[pr].end, -1, lit("<"+tr.prefix()+"tcPr>"), slot, lit("</"+tr.prefix()+"tcPr>"))
	default:
		from, to := tr.nodes[pr].open, tr.nodes[pr].open
		for j := pr + 1; j < tr.nodes[pr].next; j = tr.nodes[j].next {
			switch tr.nodes[j].kind {
			case kVMerge:
				from, to = tr.nodes[j].start, tr.nodes[j].end
			case kTcW, kTcPrHead, kGridSpan:
				from, to = tr.nodes[j].end, tr.nodes[j].end
			}
		}
		b.at(from, to, -1, slot)
	}
	b.countRows(tbl)
}

// prefix returns the prefix of WordprocessingML in the part, with its colon.
func (t *tree) prefix() string {
	if t.w == "\x00" {
		return ""
	}
	return t.w
}

// continuedRows counts the rows below in which the cell is continued.
func (b *builder) continuedRows(row, tc int32) int32 {
	tr := b.tr
	col := -1
	for _, c := range rowCells(tr, row) {
		if c.node == tc {
			col = c.col
		}
	}
	n := int32(0)
	for r := tr.nodes[row].next; int(r) < len(tr.nodes) && tr.nodes[r].kind == kTr; r = tr.nodes[r].next {
		found := false
		for _, c := range rowCells(tr, r) {
			found = found || c.col == col && c.merge == "continue"
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
	b.at(tr.nodes[tbl].start, tr.nodes[tbl].start, 1<<28, do(opRow, 2))
	for j := tbl + 1; j < tr.nodes[tbl].next; j++ {
		if tr.nodes[j].kind == kTr && tr.ancestor(j, is(kTbl)) == tbl && tr.nodes[j].open > tr.nodes[j].start {
			b.at(tr.nodes[j].open, tr.nodes[j].open, -1, do(opRow, 1))
		}
	}
}

// endsWithElement reports whether out ends with an element of one of the local names, markers aside.
func endsWithElement(out []byte, w string, names ...string) bool {
	for {
		out = bytes.TrimRight(out, " \t\r\n")
		if len(out) == 0 || out[len(out)-1] != '>' {
			return false
		}
		i := bytes.LastIndexByte(out, '<')
		if i < 0 {
			return false
		}
		tag := bytes.TrimPrefix(out[i+1:], []byte("/"))
		name := string(tag[:nameLen(tag)])
		for _, n := range names {
			if name == w+n && (out[i+1] == '/' || out[len(out)-2] == '/') {
				return true
			}
		}
		k := bytes.IndexByte([]byte(name), ':')
		if !wordKinds[name[k+1:]].marker() || out[i+1] == '/' {
			return false
		}
		out = out[:i]
	}
}
