package header

import (
	"slices"
	"strings"

	"ziping/xlsx/grid"
	"ziping/xlsx/layout/view"
	"ziping/xlsx/layout/word"
)

// A Window is a span of columns that is looked at by itself: the whole sheet,
// or a part of it that empty columns set apart.
type Window struct{ Left, Right int }

// A Header is a band of rows that names the columns below it.
type Header struct {
	Window
	Top, Bottom int
	Cols        []Column
	Forced      bool // a person named the row
}

// A Column is one column of a header.
type Column struct {
	Col  int
	Path []*word.Label // from the top row of the band to the bottom one
	At   grid.Ref      // where the lowest word stands
	Unit string        // unit from a row of the header that holds only units
}

func (c Column) Text() string {
	words := make([]string, len(c.Path))
	for i, l := range c.Path {
		words[i] = view.OneLine(l.Text)
	}
	return strings.Join(words, "/")
}

// Windows are the spans of columns to search: the sheet as a whole, and the
// parts between columns that hold nothing but merged titles.
func Windows(v *word.Page) []Window {
	used := make([]bool, v.Cols+2)
	for i := range v.Grid.Rows {
		for j := range v.Grid.Rows[i].Cells {
			c := &v.Grid.Rows[i].Cells[j]
			if c.Kind == grid.Empty || int(c.Col) > v.Cols || c.Text == "" && c.Formula() == nil {
				continue
			}
			used[c.Col] = true
		}
	}
	first, last := slices.Index(used, true), v.Cols
	if first < 0 {
		return nil
	}
	out := []Window{{first, last}}
	left := first
	for col := first; col <= last+1; col++ {
		switch {
		case col <= last && used[col]:
			if left == 0 {
				left = col
			}
		case left > 0:
			if w := (Window{left, col - 1}); w != out[0] {
				out = append(out, w)
			}
			left = 0
		}
	}
	return out
}

// Find finds the bands of header rows within a window, top to bottom.
func Find(v *word.Page, w Window) []*Header {
	var out []*Header
	floor := 1
	for row := 1; row <= v.Rows; row++ {
		forced := row == v.Options.HeaderRow
		if !forced && (v.Options.HeaderRow > 0 || !Seed(v, row, w)) {
			continue
		}
		h := &Header{Window: w, Top: row, Bottom: row, Forced: forced}
		growUp(v, h, floor)
		growDown(v, h)
		Fill(v, h)
		if len(h.Cols) < 2 && !forced {
			continue
		}
		out = append(out, h)
		row, floor = h.Bottom, h.Bottom+1
	}
	return out
}
