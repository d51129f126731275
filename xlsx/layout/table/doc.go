// Package table proposes readings of the tables of a sheet and reads them: 资金表 and
// 支出明细, 活动台账, 资金分配表, 豁免, 文字材料 in columns; standing, on their side, as
// cards, in two halves beside each other.
//
//	for _, r := range table.Find(page, forms) { // forms: the 自评表, which end a table above them
//		r.Read(known, &result)
//	}
//
// The way of one table: a header (package header) is claimed by a form (column), the
// rows below get their kinds (body), sums are settled (sum), cells are read (cell),
// and what the lines around it say of the project is handed in (fact).
package table
