package rules

import (
	"ziping/model"
	"ziping/model/check"
	"ziping/model/check/figure"
)

// unreadable reports that one of the figures a relation needs could not be read,
// and tells of it.
func unreadable(p *check.Pass, list ...figure.Figure) bool {
	for _, f := range list {
		if f.State == model.Bad {
			p.Open(figure.Place(f.Pos) + " 读不出")
			return true
		}
	}
	return false
}

// unreadableCell is unreadable for a cell of any kind.
func unreadableCell[T any](p *check.Pass, c model.Cell[T]) bool {
	return unreadable(p, figure.Figure{Pos: c.Pos, State: c.State})
}
