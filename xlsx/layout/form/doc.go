// Package form proposes readings of 项目支出绩效自评表 and reads them. Such a form is a
// paper form in a grid, not a table: labels and values are interleaved, and blocks
// stand on top of each other (the head, the money, the goals, the indicators, the
// tail), each with column boundaries of its own.
//
//	for _, r := range form.Find(page, nil) {
//		r.Read(known, &result) // one model.Form
//	}
//
// It is found by its anchors, wherever they stand, and read row by row: what a row
// means follows from the labels in it and from the block it stands in.
package form
