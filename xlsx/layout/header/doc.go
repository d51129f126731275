// Package header finds the rows that name the columns below them, within windows of
// a sheet, and says the path of each column: the words above it from the top row to
// the last, 到位资金/市级财政. The titles above a header belong to it.
//
//	for _, w := range header.Windows(p) {
//		for _, h := range header.Find(p, w) {
//			h.Cols[2].Text() // 到位资金/市级财政
//		}
//	}
//
// A row of words of which two are known, or most can be understood, seeds a header;
// it grows up over rows that name groups of its columns and down over rows that
// carry its groups on.
package header
