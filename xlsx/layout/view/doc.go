// Package view shows a sheet as a reader sees it: a cell inside a merged region
// shows the region's anchor, a sheet may lie on its side, and every place is said
// as the workbook counts. It also knows, in one place for all that follows, what a
// cell or a text looks like: a figure, a date, a year, a mark for 同上, nothing.
//
// With B2:C3 merged over 到位资金 on sheet s,
//
//	v := view.New(s, ms)
//	v.Text(3, 3)   // 到位资金
//	v.Owns(3, 3)   // false: the figure belongs to B2
//	v.Span(3, 3)   // B2:C3
//	view.Figure(v.Cell(5, 2))
//
// A view does not change once it is made, but for what it remembers to be faster.
// It knows no words.
package view
