package evidence

import (
	"ziping/model"
	"ziping/xlsx/grid"
)

// A Use is what became of the cells of a range that hold something.
type Use struct {
	Range grid.Range
	Use   model.CellUse
	Field string // canonical field, "" for none
	Why   string // Chinese; of unread cells always
	// Around marks a line around a table: it is the table's only where no other
	// region has it.
	Around bool
}

// Uses collects what became of the cells of a sheet, from those that consume them,
// in the order in which they do. A nil *Uses collects nothing: nobody asked.
type Uses struct{ Marks []Use }

// Mark gives the cells of a range their use.
func (u *Uses) Mark(r grid.Range, use model.CellUse, field, why string) {
	if u != nil {
		u.Marks = append(u.Marks, Use{Range: r, Use: use, Field: field, Why: why})
	}
}

// MarkAround is Mark for a line around a table.
func (u *Uses) MarkAround(r grid.Range, use model.CellUse, field string) {
	if u != nil {
		u.Marks = append(u.Marks, Use{Range: r, Use: use, Field: field, Around: true})
	}
}

// Like is an empty collector where u is one, nil where nobody asked.
func (u *Uses) Like() *Uses {
	if u == nil {
		return nil
	}
	return &Uses{}
}

func (u *Uses) add(o *Uses) {
	if u != nil && o != nil {
		u.Marks = append(u.Marks, o.Marks...)
	}
}
