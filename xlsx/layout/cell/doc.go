// Package cell turns one cell into a value, and keeps what has to be said about it:
// a text that is no figure, a formula that was calculated here. Nothing that cannot
// be read becomes a zero.
//
//	var n cell.Notes
//	c := cell.Read(&n, at, model.Cell[model.Amount]{Pos: pos}, "import/bad-number", "支出",
//		func(c *grid.Cell) value.Result[model.Amount] { return value.Amount(c, value.Yuan) })
//	// of "约?": c.State is Bad, and n.Said has the cause and the cure
package cell
