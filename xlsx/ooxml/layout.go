package ooxml

import (
	"math"
	"strconv"
	"strings"

	"ziping/xlsx/grid"
	"ziping/xlsx/grid/fill"
)

// columns reads <cols> for the hidden ones.
func (r *sheetReader) columns() error {
	for {
		ok, err := r.child()
		if err != nil || !ok {
			return err
		}
		if !r.is("col") {
			return r.fail("列定义里有不认识的标签 " + printable(string(r.Local)))
		}
		lo, err := r.number("min", 0, math.MaxInt32)
		if err != nil {
			return err
		}
		hi, err := r.number("max", 0, math.MaxInt32)
		if err != nil {
			return err
		}
		hidden, err := r.flag("hidden")
		if err != nil {
			return err
		}
		if hidden && 1 <= lo && lo <= hi && lo <= fill.Columns && len(r.out.HiddenCols) < fill.Columns {
			r.out.HiddenCols = append(r.out.HiddenCols, grid.Range{Left: lo, Right: min(hi, fill.Columns)})
		}
		if err := r.skip(); err != nil {
			return err
		}
	}
}

// merges reads <mergeCells>. A range that is none is noted, not refused: no
// cell is lost by it.
func (r *sheetReader) merges() error {
	for {
		ok, err := r.child()
		if err != nil || !ok {
			return err
		}
		if !r.is("mergeCell") {
			return r.fail("合并单元格里有不认识的标签 " + printable(string(r.Local)))
		}
		ref, _ := r.attr("ref")
		m, ok := rangeOf(ref)
		switch {
		case !ok:
			r.book.note(r.sheet, "合并单元格的范围“"+printable(ref)+"”写坏了，按没有合并读")
			if len(r.book.notes) > maxNotes {
				return r.fail("合并单元格的范围写坏了很多处")
			}
		case m.Top != m.Bottom || m.Left != m.Right:
			r.out.Merges = append(r.out.Merges, m)
			if len(r.out.Merges) > fill.Merges {
				return fill.Over("合并单元格超过 " + strconv.Itoa(fill.Merges) + " 处")
			}
		}
		if err := r.skip(); err != nil {
			return err
		}
	}
}

const maxNotes = 1000

// rangeOf reads A1:B2, whole columns A:B and whole rows 1:2, with or without $.
func rangeOf(ref string) (grid.Range, bool) {
	ref = strings.ReplaceAll(ref, "$", "")
	if m, ok := grid.ParseRange(ref); ok {
		return m, true
	}
	from, to, ok := strings.Cut(ref, ":")
	if !ok {
		return grid.Range{}, false
	}
	if r, ok := grid.ParseRange(from + "1:" + to + "1048576"); ok {
		return r, true
	}
	return grid.ParseRange("A" + from + ":XFD" + to)
}

// views reads the frozen rows of the first view that has any.
func (r *sheetReader) views() error {
	depth := r.Depth()
	for {
		ok, err := r.child()
		if err != nil {
			return err
		}
		if !ok {
			if r.Depth() == depth {
				return nil
			}
			continue
		}
		switch {
		case r.is("sheetView"):
		case r.is("pane"):
			state, _ := r.attr("state")
			split, _ := r.attr("ySplit")
			if n, err := strconv.ParseFloat(split, 64); err == nil && strings.HasPrefix(state, "frozen") && 1 <= n && n < fill.Rows && r.out.FrozenRows == 0 {
				r.out.FrozenRows = int(n)
			}
			err = r.skip()
		default:
			err = r.skip()
		}
		if err != nil {
			return err
		}
	}
}
