package view

import (
	"slices"
	"strings"

	"ziping/model"
	"ziping/xlsx/grid"
	"ziping/xlsx/layout/evidence"
)

// A View is a sheet as a reader sees it: a cell inside a merged region shows
// the region's anchor. Overlapping regions do not hurt: the first one stored
// that covers a cell wins. What it says does not change once it is made.
type View struct {
	Grid   *grid.Sheet
	Model  *model.Sheet
	Rows   int
	Cols   int
	index  []int32           // row number → index in sheet.Rows plus one; 0 for a row without cells
	merged [][]band          // column → the regions that cover it, by their top
	keys   map[string]string // text → model.Key(text), computed once
	// turned reports that the sheet lies on its side: rows here are columns of
	// the workbook, and the other way round.
	Turned bool
	Spots  map[grid.Ref]grid.Ref // of a card: where its cells stand on the sheet
	Card   grid.Range            // of a card: its region on the sheet
}

// A band is the part of a merged region that one column sees.
type band struct {
	top, bottom int32
	region      int32 // index in sheet.Merges
}

// New is the view of a sheet; ms is the sheet's identity for places.
func New(s *grid.Sheet, ms *model.Sheet) *View {
	v := &View{Grid: s, Model: ms, Rows: s.MaxRow(), Cols: s.MaxCol(), keys: map[string]string{}}
	v.index = make([]int32, v.Rows+1)
	for i := range s.Rows {
		if s.Rows[i].Num <= v.Rows {
			v.index[s.Rows[i].Num] = int32(i) + 1
		}
	}
	v.merged = mergeIndex(s.Merges, v.Rows, v.Cols)
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

// Row is the stored cells of a row, nil for none.
func (v *View) Row(num int) *grid.Row {
	if num < 1 || num > v.Rows || v.index[num] == 0 {
		return nil
	}
	return &v.Grid.Rows[v.index[num]-1]
}

// Cell is the stored cell at row and col, nil for none. Merged regions are not
// resolved.
func (v *View) Cell(row, col int) *grid.Cell {
	r := v.Row(row)
	if r == nil {
		return nil
	}
	// Rows are mostly dense: the cell of column n is the nth or near it.
	if n := len(r.Cells); col <= n && int(r.Cells[col-1].Col) == col {
		return &r.Cells[col-1]
	}
	return r.Cell(col)
}

// Span is the merged region a cell belongs to, or the cell itself.
func (v *View) Span(row, col int) grid.Range {
	if col < len(v.merged) {
		if bands := v.merged[col]; len(bands) > 0 {
			i, found := slices.BinarySearchFunc(bands, int32(row), func(b band, row int32) int { return int(b.top - row) })
			if !found {
				i--
			}
			if i >= 0 && int(bands[i].bottom) >= row {
				return v.Grid.Merges[bands[i].region]
			}
		}
	}
	return grid.Range{Top: row, Left: col, Bottom: row, Right: col}
}

// Owns reports that the cell at row and col is no follower in a merged region.
func (v *View) Owns(row, col int) bool {
	m := v.Span(row, col)
	return m.Top == row && m.Left == col
}

// Anchor is the stored cell that a reader sees at row and col, nil for none.
func (v *View) Anchor(row, col int) *grid.Cell {
	m := v.Span(row, col)
	return v.Cell(m.Top, m.Left)
}

// Text is what stands at row and col, merged regions resolved, trimmed.
func (v *View) Text(row, col int) string {
	c := v.Anchor(row, col)
	if c == nil {
		return ""
	}
	return strings.TrimSpace(c.Text)
}

// Key is text in the form in which words are compared.
func (v *View) Key(row, col int) string {
	return v.KeyOf(v.Text(row, col))
}

func (v *View) KeyOf(text string) string {
	if text == "" {
		return ""
	}
	k, ok := v.keys[text]
	if !ok {
		k = model.Key(text)
		if len(v.keys) < evidence.KnownTexts {
			v.keys[text] = k
		}
	}
	return k
}

// Pos is the place of a cell; inside a merged region it is the anchor's.
func (v *View) Pos(row, col int) model.Pos {
	m := v.Span(row, col)
	at := v.Ref(grid.Ref{Row: m.Top, Col: m.Left})
	return model.Pos{Sheet: v.Model, Row: int32(at.Row), Col: int32(at.Col)}
}

// Ref is a cell's place on the sheet as it stands in the workbook.
func (v *View) Ref(at grid.Ref) grid.Ref {
	if spot, ok := v.Spots[at]; ok {
		return spot
	}
	if v.Turned {
		at.Row, at.Col = at.Col, at.Row
	}
	return at
}

// Place is a region as the workbook's own rows and columns count.
func (v *View) Place(r grid.Range) grid.Range {
	if v.Spots != nil {
		return v.Card
	}
	if v.Turned {
		return grid.Range{Top: r.Left, Left: r.Top, Bottom: r.Right, Right: r.Bottom}
	}
	return r
}

// Turn is the same sheet on its side, nil when it is too large for that.
func (v *View) Turn() *View {
	if v.Rows > evidence.TurnedCells || v.Cols > evidence.TurnedCells {
		return nil
	}
	s := &grid.Sheet{Name: v.Grid.Name}
	cells := make([][]grid.Cell, v.Cols+1)
	for i := range v.Grid.Rows {
		r := &v.Grid.Rows[i]
		if r.Num > v.Rows {
			continue
		}
		for _, c := range r.Cells {
			if int(c.Col) <= v.Cols {
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
	for _, m := range v.Grid.Merges {
		s.Merges = append(s.Merges, grid.Range{Top: m.Left, Left: m.Top, Bottom: m.Right, Right: m.Bottom})
	}
	t := New(s, v.Model)
	t.Turned = true
	return t
}

// Assemble is a view of rows that are put together of cells of another view: at
// row and below it, cols wide. spots has the places of its cells on the sheet,
// region what they cover there.
func Assemble(s *grid.Sheet, ms *model.Sheet, rows, cols int, spots map[grid.Ref]grid.Ref, region grid.Range) *View {
	v := New(s, ms)
	v.Spots, v.Card = spots, region
	v.Rows, v.Cols = rows, cols
	v.index = append(v.index, make([]int32, max(0, v.Rows+1-len(v.index)))...)
	return v
}

// Beside is the same view for a reader that runs at the same time: what it
// keeps to be faster is its own.
func (v *View) Beside() *View {
	c := *v
	c.keys = map[string]string{}
	return &c
}
