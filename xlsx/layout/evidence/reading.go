package evidence

import (
	"ziping/model"
	"ziping/xlsx/grid"
)

// A Reading is one way to read a region of a sheet, as a detector proposes it.
type Reading struct {
	Kind     model.TableKind
	Region   grid.Range
	Score    float64 // 1 is as sure as it gets; below Standard.Table.Least it is not proposed
	Evidence []Evidence
	Read     func(Known, *Result) // adds what the region holds
	Partial  bool                 // clearly one of ours, and cannot be read: taken last
	Records  int                  // of a table: the rows that go into the model
	Heads    func(Known, *Result) // adds only what it says about the project as a whole; nil: Read does
}
