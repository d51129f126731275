package gridtest

import (
	"strings"

	"ziping/xlsx/grid"
)

// Lines is a sheet of lines whose cells are parted by |; digits alone are a number.
// A cell < belongs to the one to its left, a cell ^ to the one above: they are merged.
//
//	gridtest.Lines("资金表", "科目 | 金额\n宣传 | 6")
func Lines(name, text string) *grid.Sheet {
	s := &grid.Sheet{Name: name}
	owner := map[grid.Ref]grid.Ref{}
	regions := map[grid.Ref]*grid.Range{}
	var order []grid.Ref
	for i, line := range strings.Split(text, "\n") {
		row := grid.Row{Num: i + 1}
		for j, text := range strings.Split(line, "|") {
			at := grid.Ref{Row: i + 1, Col: j + 1}
			switch text = strings.TrimSpace(text); {
			case text == "<" || text == "^":
				to := grid.Ref{Row: at.Row, Col: at.Col - 1}
				if text == "^" {
					to = grid.Ref{Row: at.Row - 1, Col: at.Col}
				}
				if own, ok := owner[to]; ok {
					to = own
				}
				owner[at] = to
				if regions[to] == nil {
					regions[to] = &grid.Range{Top: to.Row, Left: to.Col, Bottom: to.Row, Right: to.Col}
					order = append(order, to)
				}
				regions[to].Bottom, regions[to].Right = max(regions[to].Bottom, at.Row), max(regions[to].Right, at.Col)
			case text != "":
				kind := grid.String
				if strings.Trim(text, "0123456789") == "" {
					kind = grid.Number
				}
				row.Cells = append(row.Cells, grid.Cell{Kind: kind, Text: text, Col: int32(at.Col)})
			}
		}
		s.Rows = append(s.Rows, row)
	}
	for _, at := range order {
		s.Merges = append(s.Merges, *regions[at])
	}
	return s
}
