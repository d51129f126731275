package header

import (
	"slices"
	"strings"

	"ziping/xlsx/grid"
	"ziping/xlsx/layout/evidence"
	"ziping/xlsx/layout/view"
	"ziping/xlsx/layout/word"
)

// NewTitle reports that a header that is printed again stands under a title of
// its own. A heading (一、…) or the same title again carries the table on.
func NewTitle(v *word.Page, before, after []word.TitleLine) bool {
	for _, t := range after {
		kind := v.LineKind(t)
		if kind == word.Aside {
			continue
		}
		if slices.ContainsFunc(before, func(b word.TitleLine) bool { return b.Key == t.Key }) {
			return false
		}
		if kind == word.ATitle {
			return true
		}
	}
	return false
}

// TitlesAbove are the texts above a header, from the top, down to what belongs
// to an earlier table.
func TitlesAbove(v *word.Page, h *Header, floor int) []word.TitleLine {
	if v.Turned {
		return titlesBeside(v, h)
	}
	var out []word.TitleLine
	blank := 0
	for row := h.Top - 1; row >= max(floor, h.Top-evidence.Standard.Header.TitleRows) && blank < evidence.Standard.Header.NearRows; row-- {
		lines, ok := lines(v, row, h)
		if !ok {
			break
		}
		if len(lines) == 0 {
			blank++
			continue
		}
		out = append(lines, out...)
	}
	return out
}

// titlesBeside are the texts above a table that lies on its side.
func titlesBeside(v *word.Page, h *Header) []word.TitleLine {
	if len(h.Cols) == 0 {
		return nil
	}
	out := TitlesAbove(v.Up, &Header{Window: Window{1, v.Up.Cols}, Top: h.Cols[0].Col}, 1)
	for i := range out {
		out[i].At.Row, out[i].At.Col = out[i].At.Col, out[i].At.Row
	}
	return out
}

// lines are the texts of a row above a header; ok is false for a row of data.
func lines(v *word.Page, row int, h *Header) (out []word.TitleLine, ok bool) {
	if v.Row(row) == nil {
		return nil, true
	}
	figures := 0
	for col := h.Left; col <= h.Right; col++ {
		span := v.Span(row, col)
		if span.Top == row && span.Left <= col {
			if c := v.Cell(span.Top, span.Left); c != nil && strings.TrimSpace(c.Text) != "" {
				if view.Figure(c) && !view.YearLike(c.Text) && c.Kind != grid.Date {
					figures++
				}
				t := strings.TrimSpace(c.Text)
				out = append(out, word.TitleLine{Text: t, Key: v.KeyOf(t), At: grid.Ref{Row: row, Col: span.Left}, Span: span})
			}
		}
		col = max(col, min(span.Right, h.Right))
	}
	return out, figures == 0
}

// AboveTitles is the last row above a header and its titles; the rows up to it
// may belong to the table before.
func AboveTitles(v *word.Page, h *Header, floor int) int {
	row := h.Top - 1
	for row > floor {
		lines, ok := lines(v, row, h)
		if !ok || len(lines) > evidence.Standard.Header.TitleTexts {
			break
		}
		if slices.ContainsFunc(lines, func(l word.TitleLine) bool {
			return word.SignHead.MatchString(l.Key) && !strings.Contains(l.Key, "单位")
		}) {
			break
		}
		if _, agg := word.AggregateWord(word.FirstKey(lines)); agg {
			break
		}
		row--
	}
	return row
}
