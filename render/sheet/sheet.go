package sheet

import (
	"cmp"
	"slices"
)

// A Use says what became of a cell.
type Use string

// The uses of a cell; the empty one is a cell that nobody filled in.
const (
	Label     Use = "label"
	Header    Use = "header"
	Value     Use = "value"
	Total     Use = "total"
	Title     Use = "title"
	Note      Use = "note"
	Duplicate Use = "duplicate"
	Unread    Use = "unread"
)

// Uses are all uses with their names, in the order of the legend.
var Uses = []struct {
	Use  Use
	Name string
}{
	{Title, "标题"}, {Header, "表头"}, {Label, "栏目"}, {Value, "读入的值"}, {Total, "合计"}, {Note, "说明、签名"},
	{Duplicate, "与别处重复"}, {Unread, "没有读入"},
}

// A Cell is one cell with its merge, or a single one.
type Cell struct {
	Row, Col      int // of its first cell, 1-based
	Height, Width int // of the merge, in rows and columns; 0 is 1
	Text          string
	Use           Use
	Field         string // the canonical field it went into, "" for none
	Title         string // the field's Chinese name
	Why           string // why it was not read, or what else there is to say
	Number        bool   // set on the right
	Mark          bool   // framed: it is what is spoken of
}

// A Sheet is one worksheet. Cells may stand in any order; of two that cover the
// same place the first in reading order is shown and the other listed below.
type Sheet struct {
	File, Name string
	Cells      []Cell
}

// longRun is how many rows that are used alike are shown before the rest of the
// run is cut, and keptRows how many of it are kept at its ends.
const (
	longRun  = 40
	keptRows = 12
)

// A layout is a sheet ready to be drawn.
type layout struct {
	rows, cols int
	at         map[[2]int]*Cell // top left → cell
	covered    map[[2]int]bool  // by a merge, not its top left
	hidden     []*Cell          // lie under another cell
	cut        []span           // runs of rows that are left out
}

type span struct{ from, to int }

// arrange puts the cells in their places.
func arrange(s Sheet) *layout {
	l := &layout{at: map[[2]int]*Cell{}, covered: map[[2]int]bool{}}
	cells := make([]*Cell, len(s.Cells))
	last := Cell{}
	for _, c := range s.Cells {
		last.Row, last.Col = max(last.Row, c.Row), max(last.Col, c.Col)
	}
	for i := range s.Cells {
		c := s.Cells[i] // a merge beyond the last cell is drawn as far as that
		c.Height, c.Width = min(max(c.Height, 1), last.Row-c.Row+1), min(max(c.Width, 1), last.Col-c.Col+1)
		cells[i] = &c
	}
	slices.SortStableFunc(cells, func(a, b *Cell) int { return cmp.Or(cmp.Compare(a.Row, b.Row), cmp.Compare(a.Col, b.Col)) })
	for _, c := range cells {
		if l.taken(c.Row, c.Col) {
			if c.Text != "" {
				l.hidden = append(l.hidden, c)
			}
			continue
		}
		for c.Width > 1 && l.meets(c) { // merges that overlap: as far as there is room
			c.Width--
		}
		for c.Height > 1 && l.meets(c) {
			c.Height--
		}
		l.at[[2]int{c.Row, c.Col}] = c
		for r := c.Row; r < c.Row+c.Height; r++ {
			for k := c.Col; k < c.Col+c.Width; k++ {
				l.covered[[2]int{r, k}] = true
			}
		}
		l.rows, l.cols = max(l.rows, c.Row+c.Height-1), max(l.cols, c.Col+c.Width-1)
	}
	l.cuts()
	return l
}

func (l *layout) taken(row, col int) bool { return l.covered[[2]int{row, col}] }

// meets reports that a merge would cover what is taken.
func (l *layout) meets(c *Cell) bool {
	for r := c.Row; r < c.Row+c.Height; r++ {
		for k := c.Col; k < c.Col+c.Width; k++ {
			if l.taken(r, k) {
				return true
			}
		}
	}
	return false
}

// cuts finds the long runs of rows that are used alike.
func (l *layout) cuts() {
	from := 1
	for row := 2; row <= l.rows+1; row++ {
		if row <= l.rows && l.alike(row-1, row) {
			continue
		}
		if row-from > longRun {
			l.cut = append(l.cut, span{from + keptRows, row - 1 - keptRows})
		}
		from = row
	}
}

// alike reports rows whose cells have the same uses and fields, none of them
// unread and none a merge over rows.
func (l *layout) alike(a, b int) bool {
	for col := 1; col <= l.cols; col++ {
		x, y := l.at[[2]int{a, col}], l.at[[2]int{b, col}]
		for _, c := range []*Cell{x, y} {
			if c != nil && (c.Use == Unread || c.Height > 1) {
				return false
			}
		}
		if l.taken(b, col) && y == nil || l.taken(a, col) && x == nil {
			return false
		}
		if x != nil && y != nil && (x.Use != y.Use || x.Field != y.Field) {
			return false
		}
	}
	return true
}

// shown reports a row that is not cut, and the cut that begins with it.
func (l *layout) shown(row int) (bool, *span) {
	for i := range l.cut {
		if c := &l.cut[i]; c.from <= row && row <= c.to {
			if row == c.from {
				return false, c
			}
			return false, nil
		}
	}
	return true, nil
}
