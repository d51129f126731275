package layout

import (
	"strings"

	"ziping/model"
	"ziping/xlsx/grid"
	"ziping/xlsx/profile"
)

// A view is a sheet as a reader sees it: a cell inside a merged region shows
// the region's anchor. Overlapping regions do not hurt: the first one stored
// that covers a cell wins.
type view struct {
	sheet  *grid.Sheet
	ms     *model.Sheet
	prof   *profile.Profile
	opt    Options
	rows   int
	cols   int
	merged map[grid.Ref]grid.Range
	keys   map[string]string // text → model.Key(text), computed once
}

func newView(s *grid.Sheet, ms *model.Sheet, prof *profile.Profile, opt Options) *view {
	v := &view{sheet: s, ms: ms, prof: prof, opt: opt, rows: s.MaxRow(), cols: s.MaxCol(), keys: map[string]string{}}
	v.merged = mergeIndex(s.Merges, v.rows, v.cols)
	return v
}

// mergeIndex maps every covered cell within the used range to its region.
func mergeIndex(merges []grid.Range, rows, cols int) map[grid.Ref]grid.Range {
	index := map[grid.Ref]grid.Range{}
	for _, m := range merges {
		for row := m.Top; row <= min(m.Bottom, rows); row++ {
			for col := m.Left; col <= min(m.Right, cols); col++ {
				if _, taken := index[grid.Ref{Row: row, Col: col}]; !taken {
					index[grid.Ref{Row: row, Col: col}] = m
				}
			}
		}
	}
	return index
}

// span is the merged region a cell belongs to, or the cell itself.
func (v *view) span(row, col int) grid.Range {
	if m, ok := v.merged[grid.Ref{Row: row, Col: col}]; ok {
		return m
	}
	return grid.Range{Top: row, Left: col, Bottom: row, Right: col}
}

// anchor is the stored cell that a reader sees at row and col, nil for none.
func (v *view) anchor(row, col int) *grid.Cell {
	m := v.span(row, col)
	return v.sheet.Cell(m.Top, m.Left)
}

// text is what stands at row and col, merged regions resolved, trimmed.
func (v *view) text(row, col int) string {
	c := v.anchor(row, col)
	if c == nil {
		return ""
	}
	return strings.TrimSpace(c.Text)
}

// key is text in the form in which words are compared.
func (v *view) key(row, col int) string {
	t := v.text(row, col)
	if t == "" {
		return ""
	}
	k, ok := v.keys[t]
	if !ok {
		k = model.Key(t)
		v.keys[t] = k
	}
	return k
}

// pos is the place of a cell; inside a merged region it is the anchor's.
func (v *view) pos(row, col int) model.Pos {
	m := v.span(row, col)
	return model.Pos{Sheet: v.ms, Row: int32(m.Top), Col: int32(m.Left)}
}
