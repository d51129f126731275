// Package fill builds a grid.Book from the cells a reader finds: compactly, in
// order, each place once, and within budgets, so that no file, however made,
// takes the machine's memory or the user's patience. All readers fill through
// it; what it refuses is refused for every format alike.
package fill

import (
	"fmt"
	"time"

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
	Cells         = 3000000 // non-empty, in the workbook
	Merges        = 20000   // on one sheet
	Depth         = 64      // of elements
	Seconds       = 10
	memory        = 160 << 20 // of the cells, texts and formulas of the workbook
)

// A Budget counts what one workbook has used. It is not safe for concurrent
// use.
type Budget struct {
	deadline time.Time
	cells    int
	bytes    int
}

// NewBudget starts the clock.
func NewBudget() *Budget { return &Budget{deadline: time.Now().Add(Seconds * time.Second)} }

// Expire makes the deadline t, for tests.
func (b *Budget) Expire(t time.Time) { b.deadline = t }

// Time is an error once the deadline has passed.
func (b *Budget) Time() error {
	if time.Now().Before(b.deadline) {
		return nil
	}
	return Over(fmt.Sprintf("读取超过 %d 秒还没有读完", Seconds))
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
