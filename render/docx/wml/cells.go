package wml

// A Cell is a table cell with its place in the grid.
type Cell struct {
	Node   int32
	Col    int    // grid column, from 0
	Span   int    // grid columns it takes
	Number int    // of the cell in its row, from 1
	Merge  string // "", "restart", "continue"
}

// RowCells lists the cells of a row, through content controls.
func RowCells(tr *Tree, row int32) []Cell {
	var out []Cell
	col := 0
	if pr := tr.Child(row, TrPr); pr >= 0 {
		if g := tr.Child(pr, GridBefore); g >= 0 {
			col = int(ParseID(tr.Attr(g, "val")))
		}
	}
	for j := row + 1; j < tr.Nodes[row].Next; j++ {
		if tr.Nodes[j].Kind != Tc || tr.Ancestor(j, Is(Tr)) != row {
			continue
		}
		ce := Cell{Node: j, Col: col, Span: 1, Number: len(out) + 1}
		if pr := tr.Child(j, TcPr); pr >= 0 {
			if g := tr.Child(pr, GridSpan); g >= 0 {
				ce.Span = max(1, int(ParseID(tr.Attr(g, "val"))))
			}
			if v := tr.Child(pr, VMerge); v >= 0 {
				if ce.Merge = "continue"; tr.Attr(v, "val") == "restart" {
					ce.Merge = "restart"
				}
			}
		}
		col += ce.Span
		out = append(out, ce)
	}
	return out
}
