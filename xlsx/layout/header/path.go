package header

import (
	"strings"

	"ziping/xlsx/grid"
	"ziping/xlsx/layout/word"
	"ziping/xlsx/value"
)

// Fill lists the columns with their paths.
func Fill(v *word.Page, h *Header) {
	for col := h.Left; col <= h.Right; col++ {
		c := Column{Col: col, At: grid.Ref{Row: h.Bottom, Col: col}}
		var last grid.Range
		for row := h.Top; row <= h.Bottom; row++ {
			span, from := v.Span(row, col), col
			if v.Text(row, col) == "" {
				if from = inherits(v, h, row, col); from == 0 {
					continue
				}
				span = v.Span(row, from)
			}
			if span == last || span.Bottom > h.Bottom && h.Bottom > h.Top || span.Bottom > h.Bottom+1 {
				continue // said above, or a title that reaches down into the data
			}
			last = span
			l := v.Label(v.Text(row, from))
			switch {
			case l.Key == "" && len(l.Text) == 0, word.Ordinal(l.Key) && (row > h.Top || !word.Numbers(l.Key)):
				continue // 行次 at the top of a column of numbers is its header
			case len(c.Path) > 0 && isUnit(v, h, row, col, from, l):
				c.Unit = strings.Trim(l.Key, "()[]")
				continue
			}
			if n := len(c.Path); n > 0 && c.Path[n-1].Key == l.Key {
				continue
			}
			c.Path = append(c.Path, l)
			c.At = grid.Ref{Row: span.Top, Col: span.Left}
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
func isUnit(v *word.Page, h *Header, row, col, from int, l *word.Label) bool {
	bare := strings.Trim(l.Key, "()[]")
	if !word.UnitOnly.MatchString(bare) {
		return false
	}
	if _, money := value.ParseMoneyUnit(bare); money || bare != l.Key || bare == "%" {
		return true
	}
	if above := v.Span(row-1, col); from != col || above.Right > above.Left || v.Text(row-1, col) == "" {
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
