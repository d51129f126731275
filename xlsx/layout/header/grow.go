package header

import (
	"slices"
	"strings"

	"ziping/xlsx/layout/evidence"
	"ziping/xlsx/layout/view"
	"ziping/xlsx/layout/word"
)

// growUp takes the rows above a header that name groups of its columns.
func growUp(v *word.Page, h *Header, floor int) {
	for h.Top > floor && h.Bottom-h.Top+1 < evidence.Standard.Header.MaxRows && groupRow(v, h.Top-1, h) {
		h.Top--
	}
}

// groupRow reports that a row above the header belongs to it: a cell of it is
// merged down into the header, or its words stand over groups of columns.
func groupRow(v *word.Page, row int, h *Header) bool {
	if v.Row(row) == nil {
		return false
	}
	groups, known, straddles := 0, 0, false
	for col := h.Left; col <= h.Right; col++ {
		span, text := v.Span(row, col), v.Text(row, col)
		right := min(span.Right, h.Right)
		if text != "" {
			l := v.Label(text)
			if c := v.Anchor(row, col); c != nil && view.Figure(c) && !view.YearLike(c.Text) || word.IsLine(l.Key) || len(text) > evidence.Standard.Word.LabelBytes {
				return false
			}
			switch {
			case span.Bottom > row && span.Bottom <= h.Bottom:
				straddles = true
			case right > col && wide(v, h, col, right):
				return false // a title over the whole table
			case right > col && Filled(v, row+1, col, right) >= 2:
				groups++
			}
			if knows(v, l) || l.Key == "其中" || l.Key == "其中:" {
				known++
			}
		}
		col = max(col, right)
	}
	return straddles || known > 0 && (groups > 0 || known >= 2 || overGap(v, row, h)) || groups >= 2
}

// wide reports that a span covers (nearly) all columns the header has words in.
func wide(v *word.Page, h *Header, left, right int) bool {
	inside, all := 0, 0
	for col := h.Left; col <= h.Right; col++ {
		if v.Text(h.Bottom, col) != "" {
			all++
			if left <= col && col <= right {
				inside++
			}
		}
	}
	return inside >= all-1 && all > 2 || inside == all
}

// overGap reports that the only word of a row stands above a column other than
// the first: a group that was not merged.
func overGap(v *word.Page, row int, h *Header) bool {
	for col := h.Left; col <= h.Right; col++ {
		if v.Text(row, col) != "" {
			return v.Text(h.Top, h.Left) != "" && col > h.Left && v.Text(row+1, col) != ""
		}
	}
	return false
}

// Filled counts the different visible texts of a row between two columns.
func Filled(v *word.Page, row, left, right int) int {
	n := 0
	for col := left; col <= right; col++ {
		if v.Text(row, col) != "" {
			n++
		}
		col = max(col, v.Span(row, col).Right)
	}
	return n
}

// growDown takes the rows below that carry on the header.
func growDown(v *word.Page, h *Header) {
	for h.Bottom < v.Rows && h.Bottom-h.Top+1 < evidence.Standard.Header.MaxRows && subRow(v, h.Bottom+1, h) {
		h.Bottom++
	}
}

// subRow reports that a row below the header belongs to it.
func subRow(v *word.Page, row int, h *Header) bool {
	r := v.Row(row)
	if r == nil {
		return straddle(v, row, h)
	}
	own := 0
	for i := range r.Cells {
		c := &r.Cells[i]
		if int(c.Col) < h.Left || int(c.Col) > h.Right || c.Text == "" && c.Formula() == nil || !v.Owns(row, int(c.Col)) {
			continue
		}
		if view.Figure(c) && !view.YearLike(c.Text) || len(c.Text) > evidence.Standard.Word.LabelBytes {
			return straddle(v, row, h) && !view.Figure(c)
		}
		own++
	}
	if straddle(v, row, h) {
		return true
	}
	if own < 2 {
		return false
	}
	if unitRow(v, row, h) {
		return true
	}
	return underGroup(v, row, h) || underGap(v, row, h)
}

// unitRow reports a row that holds nothing but units, each under a word of the
// header: （万元） | （元） | （%）.
func unitRow(v *word.Page, row int, h *Header) bool {
	for col := h.Left; col <= h.Right; col++ {
		if text := v.Text(row, col); text != "" && (v.Text(h.Bottom, col) == "" || !word.UnitOnly.MatchString(strings.Trim(v.KeyOf(text), "()[]"))) {
			return false
		}
	}
	return true
}

// straddle reports that a word of the header is merged down into the row.
func straddle(v *word.Page, row int, h *Header) bool {
	for col := h.Left; col <= h.Right; col++ {
		if span := v.Span(row, col); span.Top >= h.Top && span.Top < row && v.Text(row, col) != "" {
			return true
		}
	}
	return false
}

// underGroup reports that the row names at least two columns below a word that
// is merged across them, and nothing below the header's first word.
func underGroup(v *word.Page, row int, h *Header) bool {
	for col := h.Left; col <= h.Right; col++ {
		span := v.Span(row-1, col)
		right := min(span.Right, h.Right)
		if right > col && v.Text(row-1, col) != "" && Filled(v, row, col, right) >= 2 && !wide(v, h, col, right) {
			return KnownWords(v, row, Window{col, right}) > 0 || v.Text(row, h.first(v)) == ""
		}
		col = max(col, right)
	}
	return false
}

// first is the first column with a word in the header's bottom row.
func (h *Header) first(v *word.Page) int {
	for col := h.Left; col <= h.Right; col++ {
		if v.Text(h.Bottom, col) != "" {
			return col
		}
	}
	return h.Left
}

// underGap reports that the row names columns that the header leaves blank, as
// it is where a group was not merged: the words stand below a known group and
// to the right of it, and below the first word stands nothing.
func underGap(v *word.Page, row int, h *Header) bool {
	if v.Text(row, h.first(v)) != "" {
		return false
	}
	gaps, known := 0, 0
	for col := h.Left; col <= h.Right; col++ {
		text := v.Text(row, col)
		if text == "" {
			continue
		}
		if v.Text(row-1, col) == "" && col > h.Left && v.Text(row-1, col-1)+v.Text(row, col-1) != "" {
			gaps++
		}
		if l := v.Label(text); knows(v, l) || l.Whole || l.OfWhich {
			known++
		}
	}
	return gaps > 0 && (known > 0 || underFigures(v, row, h))
}

// underFigures reports that all words of a row stand below headers of figures or
// right of such a word: 上半年 | 下半年 under 场次. No row of data looks like that.
func underFigures(v *word.Page, row int, h *Header) bool {
	figures := false // the header's word that this column belongs to is one of figures
	for col := h.Left; col <= h.Right; col++ {
		if text := v.Text(row-1, col); text != "" {
			figures = counts(v, v.Label(text))
		}
		if v.Text(row, col) != "" && !figures {
			return false
		}
	}
	return true
}

// counts reports a word that some table knows as a column of amounts or counts.
func counts(v *word.Page, l *word.Label) bool {
	return slices.ContainsFunc(v.Words.Tables, func(f *word.TableForm) bool {
		return slices.ContainsFunc(f.AmountsOf(f.Look(l)), func(m word.Match) bool { return !m.Loose })
	})
}
