// Package sheet draws a worksheet as a picture of its cells: an HTML table with
// the sheet's own rows, columns and merges, every cell tinted by the field it
// went into, what was not read hatched. It knows nothing of workbooks or budgets;
// it is fed cells:
//
//	s := sheet.Sheet{File: "台账.xlsx", Name: "活动台账", Cells: []sheet.Cell{
//		{Row: 1, Col: 1, Width: 3, Text: "2022年活动台账", Use: sheet.Title},
//		{Row: 2, Col: 1, Text: "活动名称", Use: sheet.Header, Field: "name", Title: "活动名称"},
//		{Row: 2, Col: 2, Text: "主要做法", Use: sheet.Unread, Why: "认不出是什么"},
//	}}
//	err := sheet.Write(w, s) // a <figure>, to stand in a page that has sheet.Style
//
// A use of cells is one value in the list Uses, with its name and how it looks. A
// long sheet is cut in the middle of stretches of rows that are used alike, and
// says so; what is not read is never cut.
package sheet
