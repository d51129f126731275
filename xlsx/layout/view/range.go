package view

import (
	"ziping/xlsx/grid"
)

// Union is the smallest region that holds both.
func Union(a, b grid.Range) grid.Range {
	return grid.Range{Top: min(a.Top, b.Top), Left: min(a.Left, b.Left), Bottom: max(a.Bottom, b.Bottom), Right: max(a.Right, b.Right)}
}

// Overlap reports a cell that is in both.
func Overlap(a, b grid.Range) bool {
	return a.Top <= b.Bottom && b.Top <= a.Bottom && a.Left <= b.Right && b.Left <= a.Right
}
