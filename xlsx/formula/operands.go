package formula

import "ziping/xlsx/grid"

// Plain reports that the formula is of this package's grammar: no defined
// names, arrays, structured references or links, whatever its functions.
func Plain(text string) bool {
	_, ok := parse(text)
	return ok
}

// Operands visits every stored cell that the formula of l refers to, in
// whatever branch. It visits l's own cell for a reference it cannot follow.
func Operands(b *grid.Book, l Left, visit func(*grid.Cell)) {
	n, ok := parse(l.Cell.Formula().Text)
	if !ok {
		visit(l.Cell)
		return
	}
	sheets := NewCalculator(b).sheets
	walk(n, func(a area) {
		s := l.Sheet
		if a.sheet != "" {
			if s = sheets[lower(a.sheet)]; s == nil {
				visit(l.Cell)
				return
			}
		}
		cellsIn(s, a.Range, func(_ *grid.Row, c *grid.Cell) { visit(c) })
	})
}

// walk visits the areas of a formula.
func walk(n node, visit func(area)) {
	switch n := n.(type) {
	case area:
		visit(n)
	case unary:
		walk(n.x, visit)
	case binary:
		walk(n.x, visit)
		walk(n.y, visit)
	case call:
		for _, a := range n.args {
			walk(a, visit)
		}
	}
}
