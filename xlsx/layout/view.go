package layout

import (
	"slices"
	"strings"

	"ziping/model"
	"ziping/xlsx/grid"
)

// A view is a sheet as a reader sees it: a cell inside a merged region shows
// the region's anchor. Overlapping regions do not hurt: the first one stored
// that covers a cell wins. What it says does not change once it is made.
type view struct {
	sheet  *grid.Sheet
	ms     *model.Sheet
	rows   int
	cols   int
	index  []int32           // row number → index in sheet.Rows plus one; 0 for a row without cells
	merged [][]band          // column → the regions that cover it, by their top
	keys   map[string]string // text → model.Key(text), computed once
	// turned reports that the sheet lies on its side: rows here are columns of
	// the workbook, and the other way round.
	turned bool
	spots  map[grid.Ref]grid.Ref // of a card: where its cells stand on the sheet
	card   grid.Range            // of a card: its region on the sheet
}

// A band is the part of a merged region that one column sees.
type band struct {
	top, bottom int32
	region      int32 // index in sheet.Merges
}

// newView is the view of a sheet; ms is the sheet's identity for places.
func newView(s *grid.Sheet, ms *model.Sheet) *view {
	v := &view{sheet: s, ms: ms, rows: s.MaxRow(), cols: s.MaxCol(), keys: map[string]string{}}
	v.index = make([]int32, v.rows+1)
	for i := range s.Rows {
		if s.Rows[i].Num <= v.rows {
			v.index[s.Rows[i].Num] = int32(i) + 1
		}
	}
	v.merged = mergeIndex(s.Merges, v.rows, v.cols)
	return v
}

// mergeIndex lists, for every column, the merged regions that cover it within
// the used range. Where regions overlap the later one keeps only the rows that
// the earlier ones leave.
func mergeIndex(merges []grid.Range, rows, cols int) [][]band {
	if len(merges) == 0 {
		return nil
	}
	index := make([][]band, cols+1)
	for i, m := range merges {
		for col := m.Left; col <= min(m.Right, cols); col++ {
			if top, bottom := int32(m.Top), int32(min(m.Bottom, rows)); top <= bottom {
				index[col] = append(index[col], band{top, bottom, int32(i)})
			}
		}
	}
	for col := range index {
		slices.SortStableFunc(index[col], func(a, b band) int { return int(a.top - b.top) })
		index[col] = disjoint(index[col])
	}
	return index
}

// disjoint cuts overlapping bands so that the region stored first keeps its rows.
func disjoint(bands []band) []band {
	clash := false
	for i := 1; i < len(bands); i++ {
		clash = clash || bands[i].top <= bands[i-1].bottom
	}
	if !clash {
		return bands
	}
	slices.SortStableFunc(bands, func(a, b band) int { return int(a.region - b.region) })
	var out []band
	for _, b := range bands {
		rest := []band{b}
		for _, o := range out {
			rest = without(rest, o)
		}
		out = append(out, rest...)
	}
	slices.SortFunc(out, func(a, b band) int { return int(a.top - b.top) })
	return out
}

func without(bands []band, o band) []band {
	var out []band
	for _, b := range bands {
		if b.bottom < o.top || b.top > o.bottom {
			out = append(out, b)
			continue
		}
		if b.top < o.top {
			out = append(out, band{b.top, o.top - 1, b.region})
		}
		if b.bottom > o.bottom {
			out = append(out, band{o.bottom + 1, b.bottom, b.region})
		}
	}
	return out
}

// row is the stored cells of a row, nil for none.
func (v *view) row(num int) *grid.Row {
	if num < 1 || num > v.rows || v.index[num] == 0 {
		return nil
	}
	return &v.sheet.Rows[v.index[num]-1]
}

// cell is the stored cell at row and col, nil for none. Merged regions are not
// resolved.
func (v *view) cell(row, col int) *grid.Cell {
	r := v.row(row)
	if r == nil {
		return nil
	}
	// Rows are mostly dense: the cell of column n is the nth or near it.
	if n := len(r.Cells); col <= n && int(r.Cells[col-1].Col) == col {
		return &r.Cells[col-1]
	}
	return r.Cell(col)
}

// span is the merged region a cell belongs to, or the cell itself.
func (v *view) span(row, col int) grid.Range {
	if col < len(v.merged) {
		if bands := v.merged[col]; len(bands) > 0 {
			i, found := slices.BinarySearchFunc(bands, int32(row), func(b band, row int32) int { return int(b.top - row) })
			if !found {
				i--
			}
			if i >= 0 && int(bands[i].bottom) >= row {
				return v.sheet.Merges[bands[i].region]
			}
		}
	}
	return grid.Range{Top: row, Left: col, Bottom: row, Right: col}
}

// owns reports that the cell at row and col is no follower in a merged region.
func (v *view) owns(row, col int) bool {
	m := v.span(row, col)
	return m.Top == row && m.Left == col
}

// anchor is the stored cell that a reader sees at row and col, nil for none.
func (v *view) anchor(row, col int) *grid.Cell {
	m := v.span(row, col)
	return v.cell(m.Top, m.Left)
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
	return v.keyOf(v.text(row, col))
}

// maxKeys bounds the memory of known keys: a log of 100,000 rows has as many
// different names, and none of them comes back.
const maxKeys = 4096

func (v *view) keyOf(text string) string {
	if text == "" {
		return ""
	}
	k, ok := v.keys[text]
	if !ok {
		k = model.Key(text)
		if len(v.keys) < maxKeys {
			v.keys[text] = k
		}
	}
	return k
}

// pos is the place of a cell; inside a merged region it is the anchor's.
func (v *view) pos(row, col int) model.Pos {
	m := v.span(row, col)
	at := v.ref(grid.Ref{Row: m.Top, Col: m.Left})
	return model.Pos{Sheet: v.ms, Row: int32(at.Row), Col: int32(at.Col)}
}

// ref is a cell's place on the sheet as it stands in the workbook.
func (v *view) ref(at grid.Ref) grid.Ref {
	if spot, ok := v.spots[at]; ok {
		return spot
	}
	if v.turned {
		at.Row, at.Col = at.Col, at.Row
	}
	return at
}

// place is a region as the workbook's own rows and columns count.
func (v *view) place(r grid.Range) grid.Range {
	if v.spots != nil {
		return v.card
	}
	if v.turned {
		return grid.Range{Top: r.Left, Left: r.Top, Bottom: r.Right, Right: r.Bottom}
	}
	return r
}

// maxTurned bounds the sheets that are also looked at on their side: a table
// that lies has few records.
const maxTurned = 256

// turn is the same sheet on its side, nil when it is too large for that.
func (v *view) turn() *view {
	if v.rows > maxTurned || v.cols > maxTurned {
		return nil
	}
	s := &grid.Sheet{Name: v.sheet.Name}
	cells := make([][]grid.Cell, v.cols+1)
	for i := range v.sheet.Rows {
		r := &v.sheet.Rows[i]
		if r.Num > v.rows {
			continue
		}
		for _, c := range r.Cells {
			if int(c.Col) <= v.cols {
				col := c.Col
				c.Col = int32(r.Num)
				cells[col] = append(cells[col], c)
			}
		}
	}
	for num, row := range cells {
		if len(row) > 0 {
			s.Rows = append(s.Rows, grid.Row{Num: num, Cells: row})
		}
	}
	for _, m := range v.sheet.Merges {
		s.Merges = append(s.Merges, grid.Range{Top: m.Left, Left: m.Top, Bottom: m.Right, Right: m.Bottom})
	}
	t := newView(s, v.ms)
	t.turned = true
	return t
}

// withSpots is a view of rows that are put together of cells of another view: at
// row and below it, cols wide. spots has the places of its cells on the sheet,
// region what they cover there.
func withSpots(s *grid.Sheet, ms *model.Sheet, rows, cols int, spots map[grid.Ref]grid.Ref, region grid.Range) *view {
	v := newView(s, ms)
	v.spots, v.card = spots, region
	v.rows, v.cols = rows, cols
	v.index = append(v.index, make([]int32, max(0, v.rows+1-len(v.index)))...)
	return v
}

// beside is the same view for a reader that runs at the same time: what it
// keeps to be faster is its own.
func (v *view) beside() *view {
	c := *v
	c.keys = map[string]string{}
	return &c
}
