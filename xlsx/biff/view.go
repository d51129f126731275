package biff

import (
	"strconv"

	"ziping/xlsx/grid"
	"ziping/xlsx/grid/fill"
)

// rowInfo reads whether a row is hidden ([MS-XLS] 2.4.221).
func (r *sheetReader) rowInfo() {
	b := &r.body
	row := b.u16() + 1
	b.skip(10)
	if b.u16()&0x20 != 0 {
		r.out.HideRow(row)
	}
}

// colInfo reads whether columns are hidden ([MS-XLS] 2.4.53).
func (r *sheetReader) colInfo() {
	b := &r.body
	lo, hi := b.u16()+1, b.u16()+1
	b.skip(4)
	hidden := b.u16()&1 != 0
	if hidden && lo <= hi && lo <= maxCol && len(r.out.HiddenCols) < fill.Columns {
		r.out.HiddenCols = append(r.out.HiddenCols, grid.Range{Left: lo, Right: min(hi, maxCol)})
	}
}

// merged reads merged ranges ([MS-XLS] 2.4.168).
func (r *sheetReader) merged() error {
	b := &r.body
	for range b.u16() {
		m := grid.Range{Top: b.u16() + 1, Bottom: b.u16() + 1, Left: b.u16() + 1, Right: b.u16() + 1}
		if b.short || m.Top > m.Bottom || m.Left > m.Right {
			return r.fail("合并单元格写坏了")
		}
		if m.Top == m.Bottom && m.Left == m.Right {
			continue
		}
		if r.out.Merges = append(r.out.Merges, m); len(r.out.Merges) > fill.Merges {
			return fill.Over("合并单元格超过 " + strconv.Itoa(fill.Merges) + " 处")
		}
	}
	return nil
}
