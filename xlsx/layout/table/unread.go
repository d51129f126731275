package table

import (
	"slices"
	"unicode/utf8"

	"ziping/xlsx/grid"
	"ziping/xlsx/layout/body"
	"ziping/xlsx/layout/column"
	"ziping/xlsx/layout/evidence"
	"ziping/xlsx/layout/view"
)

// unreadExamples is how many different values of an unread column are kept, and
// unreadDistinct how many are told apart.
const unreadExamples, unreadDistinct = 3, 1000

// unread describes a column that was not understood by its cells in the rows of
// data.
func (t *table) unread(col *column.Column) evidence.Unread {
	u := evidence.Unread{Table: t.out, Pos: t.v.Pos(col.At.Row, col.At.Col), Header: col.Header}
	seen := map[string]bool{}
	for i := range t.b.Rows {
		b := &t.b.Rows[i]
		if b.Use != body.UseData || !t.v.Owns(b.Num, col.Col) {
			continue
		}
		c := t.v.Cell(b.Num, col.Col)
		text := t.v.Text(b.Num, col.Col)
		if c == nil || text == "" {
			continue
		}
		switch {
		case c.Kind == grid.Date || view.DateLike(c.Text):
			u.Dates++
		case view.Figure(c):
			u.Figures++
		default:
			u.Words++
		}
		at := grid.Range{Top: b.Num, Left: col.Col, Bottom: b.Num, Right: col.Col}
		if u.Range.Top == 0 {
			u.Range = at
		}
		u.Range = view.Union(u.Range, at)
		if !seen[text] && len(seen) < unreadDistinct {
			seen[text] = true
			u.Longest = max(u.Longest, utf8.RuneCountInString(text))
			if len(u.Examples) < unreadExamples {
				u.Examples = append(u.Examples, view.Brief(text))
			}
		}
	}
	u.Distinct = len(seen)
	u.Examples = slices.Clip(u.Examples)
	u.Range = t.v.Place(u.Range)
	return u
}
