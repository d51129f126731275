// Package figure holds the cells that rules compare as exact numbers, whatever
// they count: how far two may differ that are written like these (Tolerance),
// which units may be compared (SameUnit), how a table with totals is added up
// (Table, Column, Tally), and how a figure is written for a reader (Money,
// Count, Cells, Gap).
//
// A sum of two cells, and whether 12.00 states it:
//
//	parts := []figure.Figure{figure.Amount(a), figure.Amount(b)}
//	whole := figure.Amount(total)
//	near := figure.Within(figure.ToleranceOf(parts, []figure.Figure{whole}))
//	ok := near(whole.N, figure.Sum(figure.Terms(parts), nil))
package figure
