package header

import (
	"strings"

	"ziping/xlsx/grid"
	"ziping/xlsx/layout/word"
	"ziping/xlsx/value"
)

// A Cell is one visible cell of a sheet, a merged region or a single one, and what it
// says as a label.
type Cell struct {
	grid.Range
	*word.Label
}

// Over lists the cells that stand over a column in the rows of a header, topmost first,
// each once. group is the column whose cell also stands for this one in a row in which
// it has none, 0 for none; without group no cell stands for another column.
func Over(v *word.Page, top, bottom, col int, group func(row int) int) []Cell {
	var out []Cell
	for row := top; row <= bottom; row++ {
		span, text := v.Span(row, col), v.Text(row, col)
		if text == "" && group != nil {
			if from := group(row); from > 0 {
				span, text = v.Span(row, from), v.Text(row, from)
			}
		}
		if text != "" && (len(out) == 0 || out[len(out)-1].Range != span) {
			out = append(out, Cell{span, v.Label(text)})
		}
	}
	return out
}

// Fill lists the columns with their paths.
func Fill(v *word.Page, h *Header) {
	for col := h.Left; col <= h.Right; col++ {
		c := Column{Col: col, At: grid.Ref{Row: h.Bottom, Col: col}}
		for _, x := range Over(v, h.Top, h.Bottom, col, func(row int) int { return inherits(v, h, row, col) }) {
			if x.Bottom > h.Bottom && h.Bottom > h.Top || x.Bottom > h.Bottom+1 {
				continue // a title that reaches down into the data
			}
			switch {
			case x.Key == "" && len(x.Text) == 0, word.Ordinal(x.Key) && (x.Top > h.Top || !word.Numbers(x.Key)):
				continue // 行次 at the top of a column of numbers is its header
			case len(c.Path) > 0 && isUnit(v, h, x, col):
				c.Unit = strings.Trim(x.Key, "()[]")
				continue
			}
			if n := len(c.Path); n > 0 && c.Path[n-1].Key == x.Key {
				continue
			}
			c.Path = append(c.Path, x.Label)
			c.At = grid.Ref{Row: x.Top, Col: x.Left}
		}
		h.Cols = append(h.Cols, c)
	}
	named := func(c Column) bool { return len(c.Path) > 0 }
	for len(h.Cols) > 0 && v.Turned && leads(v, h, h.Cols[0].Col, named(h.Cols[0]) && !word.IsLine(h.Cols[0].Path[0].Key)) {
		h.Cols = h.Cols[1:]
	}
	last := len(h.Cols) - 1
	for last >= 0 && !named(h.Cols[last]) {
		last--
	}
	h.Cols = h.Cols[:last+1]
}

// leads reports, of a sheet on its side, a row above the table: a title with
// nothing beside it, or a lone text such as a unit line.
func leads(v *word.Page, h *Header, col int, named bool) bool {
	n := 0
	for row := h.Bottom + 1; row <= v.Rows; row++ {
		if v.Owns(row, col) && v.Text(row, col) != "" {
			n++
		}
	}
	return n == 0 || n < 2 && !named
}

// isUnit reports a word of the header that only gives the unit of the word above
// it. 场次 and 人次 name columns by themselves: they are units in brackets, or in
// a row of nothing but units that stand each under a word of its own.
func isUnit(v *word.Page, h *Header, x Cell, col int) bool {
	row, bare := x.Top, strings.Trim(x.Key, "()[]")
	if !word.UnitOnly.MatchString(bare) {
		return false
	}
	if _, money := value.ParseMoneyUnit(bare); money || bare != x.Key || bare == "%" {
		return true
	}
	if above := v.Span(row-1, col); !x.Contains(row, col) || above.Right > above.Left || v.Text(row-1, col) == "" {
		return false
	}
	for c := h.Left; c <= h.Right; c++ {
		text := v.Text(row, c)
		if text == "" || v.Span(row, c).Top != row {
			continue
		}
		if v.Text(row-1, c) == "" || !word.UnitOnly.MatchString(strings.Trim(v.KeyOf(text), "()[]")) {
			return false
		}
	}
	return true
}

// inherits is the column whose group word also stands for this one, because the
// group was not merged: the next word to the left in the row, when it and this
// column both have words of their own below. 0 when there is none.
func inherits(v *word.Page, h *Header, row, col int) int {
	if row == h.Bottom || below(v, h, row, col) == "" {
		return 0
	}
	for left := col - 1; left >= h.Left; left-- {
		if v.Text(row, left) == "" {
			if below(v, h, row, left) == "" {
				return 0
			}
			continue
		}
		if below(v, h, row, left) == "" || v.Span(row, left).Right > left {
			return 0
		}
		return left
	}
	return 0
}

// below is the text of a column further down in the header, "" when the word at
// row is the column's only one.
func below(v *word.Page, h *Header, row, col int) string {
	span := v.Span(row, col)
	for r := max(row, span.Bottom) + 1; r <= h.Bottom; r++ {
		if t := v.Text(r, col); t != "" {
			return t
		}
	}
	return ""
}
