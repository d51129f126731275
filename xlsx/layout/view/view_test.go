package view

import (
	"testing"

	"ziping/xlsx/grid"
)

// TestMergeIndex holds the overlapping regions of a real export (B12:Q19,
// B13:Q19, B14:Q19) to the rule that the first one stored wins.
func TestMergeIndex(t *testing.T) {
	merges := []grid.Range{{Top: 12, Left: 2, Bottom: 19, Right: 17}, {Top: 10, Left: 2, Bottom: 13, Right: 3}, {Top: 15, Left: 1, Bottom: 25, Right: 2}}
	v := &View{Grid: &grid.Sheet{Merges: merges}, merged: mergeIndex(merges, 30, 20)}
	for _, c := range []struct {
		row, col int
		want     string
	}{{12, 2, "B12:Q19"}, {19, 17, "B12:Q19"}, {11, 2, "B10:C13"}, {13, 3, "B12:Q19"}, {20, 2, "A15:B25"}, {16, 1, "A15:B25"}, {26, 2, "B26"}, {9, 2, "B9"}} {
		if got := v.Span(c.row, c.col).String(); got != c.want {
			t.Errorf("span(%d, %d) = %s, want %s", c.row, c.col, got, c.want)
		}
	}
}
