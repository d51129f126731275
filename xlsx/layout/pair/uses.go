package pair

import (
	"ziping/model"
	"ziping/xlsx/grid"
)

// mark gives the labels and the cells of their values their uses. A cell that holds
// both, 项目名称：科普经费, is a value.
func (r *labelReader) mark(group []*labelled) {
	at := func(row, col int) grid.Range {
		s := r.v.Span(row, col)
		return grid.Range{Top: s.Top, Left: s.Left, Bottom: s.Top, Right: s.Left}
	}
	for _, l := range group {
		use := model.UseLabel
		if l.inline != "" {
			use = model.UseValue
		}
		r.res.Uses.Mark(at(l.span.Top, l.span.Left), use, l.fieldName(), "")
		for _, c := range l.cells {
			r.res.Uses.Mark(at(c.Row, c.Col), model.UseValue, l.fieldName(), "")
		}
	}
}
