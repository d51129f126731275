package wml

// A cell is a table cell with its place in the grid.
type cell struct {
	Node   int32
	Col    int    // grid column, from 0
	Number int    // of the cell in its row, from 1
	Merge  string // "", "restart", "continue"
}

// RowCells lists the cells of a row, through content controls.
func RowCells(tr *Tree, row int32) []cell {
	var out []cell
	col := 0
	for j := row + 1; j < tr.Nodes[row].Next; j++ {
		if tr.Nodes[j].Kind != Tc || tr.Ancestor(j, Is(Tr)) != row {
			continue
		}
		ce := cell{Node: j, Col: col, Number: len(out) + 1}
		span := 1
		if pr := tr.Child(j, TcPr); pr >= 0 {
			if g := tr.Child(pr, GridSpan); g >= 0 {
				span = max(1, int(ParseID(tr.Attr(g, "val"))))
			}
			if v := tr.Child(pr, VMerge); v >= 0 {
				if ce.Merge = "continue"; tr.Attr(v, "val") == "restart" {
					ce.Merge = "restart"
				}
			}
		}
		col += span
		out = append(out, ce)
	}
	return out
}
