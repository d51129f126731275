// Package fill builds a grid.Book from the cells a reader finds: compactly, in
// order, each place once, and within budgets, so that no file, however made,
// takes the machine's memory or the user's patience. All readers fill through
// it; what it refuses is refused for every format alike.
//
// A budget counts work and memory, never time: the same file gets the same
// verdict on every machine, however busy it is.
package fill

import (
	"fmt"

	"ziping/xlsx/grid"
)

// Budgets of one workbook. They lie far above what an office keeps and far
// below what hurts.
const (
	FileBytes     = 50 << 20  // of the file
	InflatedBytes = 256 << 20 // of all parts together, as declared and as found
	Parts         = 2000
	UsedColumns   = 512 // with a non-empty cell, on one sheet
	Rows          = 1048576
	Columns       = 16384
	Cells         = 3000000   // non-empty, in the workbook
	Strings       = 2000000   // in a table of shared ones
	Merges        = 20000     // on one sheet
	Depth         = 64        // of elements
	Steps         = 1 << 30   // a byte or a slot of a table looked at is one
	memory        = 160 << 20 // of the cells, texts and formulas of the workbook
)

// A Budget counts what one workbook has used. It is not safe for concurrent
// use.
type Budget struct {
	steps int
	cells int
	bytes int
}

// NewBudget is a budget of which nothing is used.
func NewBudget() *Budget { return new(Budget) }

// Work accounts for n steps. Readers call it for what the length of the input
// does not bound: records and parts that may be read again and again, slots of
// a table that one small number claims by the thousand.
func (b *Budget) Work(n int) error {
	if b.steps += n; b.steps > Steps {
		return Over(fmt.Sprintf("读取的工作量过大（超过 %d 亿步）", Steps/100000000))
	}
	return nil
}

// take accounts for n bytes of memory.
func (b *Budget) take(n int) error {
	if b.bytes += n; b.bytes > memory {
		return Over("单元格和文字的总量过大")
	}
	return nil
}

// Over is the fault of a workbook that exceeds a budget.
func Over(cause string) *grid.Fault {
	return &grid.Fault{Rule: "import/unreadable", Offset: -1, Cause: cause, Cure: "请只留下需要的工作表和数据，另存为新的 .xlsx 再读"}
}
