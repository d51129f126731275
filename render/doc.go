// Package render turns one unit's project and its findings into what people
// read: the Word report, its sources, and the JSON of the contract. It decides
// nothing about figures: what is printed is a cell's value or a sum of cells,
// and every printed figure knows the cells it came from.
//
// The Word report is made in two steps. NewReport builds the view: a flat list
// of Chinese-named fields with their sentences composed beforehand, so that
// templates hold words and order but no logic. WriteReport fills a template
// with the view; package render/docx does the filling and knows nothing of
// budgets.
//
// A new field is one value in the list of fields.go; a new outline is one text
// in render/template and one value in the list of template.go.
package render
