package header

import (
	"ziping/model"
	"ziping/xlsx/grid"
	"ziping/xlsx/layout/view"
)

// CannotBe says why a row that a person named as a sheet's header cannot be
// one, and the column that shows it; cause is "" when it can. Taken for a
// header, such a row would swallow rows above it, or the whole table, without
// a word.
func CannotBe(s *grid.Sheet, row int) (col int, cause string) {
	r := s.Row(row)
	if r == nil {
		return 1, "这一行是空的"
	}
	texts := map[string]bool{}
	for i := range r.Cells {
		c := &r.Cells[i]
		if view.Figure(c) && !view.YearLike(c.Text) {
			return int(c.Col), "这一行有数字，是“" + c.Text + "”"
		}
		if key := model.Key(c.Text); key != "" {
			texts[key], col = true, int(c.Col)
		}
	}
	switch len(texts) {
	case 0:
		return 1, "这一行是空的"
	case 1:
		return col, "这一行只有一处文字"
	}
	return 0, ""
}
