package plan

import (
	"slices"
	"strconv"
	"ziping/render/docx/lang"
	"ziping/render/docx/problem"
	"ziping/render/docx/wml"
)

// layColumn lays out a section that repeats the cells from its opening to its closing tag.
func (c *Compiler) layColumn(s *Section) {
	tr := s.Part.Tree
	first, last := tr.Ancestor(s.Open.Node(), wml.Is(wml.Tc)), tr.Ancestor(s.close.Node(), wml.Is(wml.Tc))
	hint := "“循环列”和“结束循环”写在表格的同一个单元格里，每一行要重复的格子都各写一次。"
	if first < 0 || last < 0 || tr.Nodes[first].Parent != tr.Nodes[last].Parent || tr.Nodes[tr.Nodes[first].Parent].Kind != wml.Tr {
		c.misplaced(s, hint)
		return
	}
	for _, e := range s.Elses {
		c.add(e, &problem.Fault{ID: problem.Else, Msg: e.Raw + " 不能写在“循环列”里", Hint: hint})
		return
	}
	s.where = tr.Nodes[first].Parent
	s.layout, s.start, s.end = layoutCells, tr.Nodes[first].Start, tr.Nodes[last].End
	if first > last {
		c.misplaced(s, hint)
		s.layout = layoutNone
	}
}

// columns makes grids of the tables with sections over cells.
func (b *builder) columns() {
	grids := map[int32]*Grid{}
	var order []int32
	for _, s := range b.p.sections {
		if s.layout != layoutCells {
			continue
		}
		tbl := b.tr.Ancestor(s.where, wml.Is(wml.Tbl))
		if grids[tbl] == nil {
			grids[tbl] = &Grid{}
			order = append(order, tbl)
		}
		b.column(grids[tbl], tbl, s)
	}
	for _, tbl := range order {
		b.grid(grids[tbl], tbl)
	}
}

// MaxColumns is how many columns Word allows a table.
const MaxColumns = 63

// rowCells is wml.RowCells, remembered: a row is looked at for every column that repeats.
func (b *builder) rowCells(row int32) []wml.Cell {
	cells, ok := b.cells[row]
	if !ok {
		if b.cells == nil {
			b.cells = map[int32][]wml.Cell{}
		}
		cells = wml.RowCells(b.tr, row)
		b.cells[row] = cells
	}
	return cells
}

// column adds a section over cells to its table.
func (b *builder) column(g *Grid, tbl int32, s *Section) {
	cols := &Columns{First: -1, Sec: s}
	for _, ce := range b.rowCells(s.where) {
		if n := &b.tr.Nodes[ce.Node]; n.Start >= s.start && n.End <= s.end {
			if cols.First < 0 {
				cols.First = ce.Col
			}
			cols.Span += ce.Span
		}
	}
	for _, o := range g.Cols {
		if o.First == cols.First && o.Span == cols.Span {
			o.parts, s.Cells = append(o.parts, s), o
			return
		}
		if cols.First < o.First+o.Span && o.First < cols.First+cols.Span {
			b.c.add(s.Open, &problem.Fault{ID: problem.Merged, Msg: s.Open.Raw + " 要重复的列与 " + o.Sec.Open.Raw + " 的列只有一部分相同", Hint: "让各行要重复的格子上下对齐。"})
			return
		}
	}
	if len(g.Cols) >= MaxColumns {
		b.c.add(s.Open, &problem.Fault{ID: problem.Limit, Msg: s.Open.Raw + "：一个表格最多 63 列", Hint: "把表格分成几个。"})
		return
	}
	for p := s.parent; p != nil; p = p.parent {
		if p.layout == layoutRows && b.tr.Ancestor(p.where, wml.Is(wml.Tbl)) == tbl && p.Open.Kind == lang.TagLoop {
			cols.Around = append([]*Section{p}, cols.Around...)
		}
	}
	cols.ID = int32(b.c.T.Columns)
	b.c.T.Columns++
	cols.parts, s.Cells = []*Section{s}, cols
	g.Cols = append(g.Cols, cols)
}

// grid adds the events of one table.
func (b *builder) grid(g *Grid, tbl int32) {
	tr := b.tr
	slices.SortFunc(g.Cols, func(x, y *Columns) int { return x.First - y.First })
	op := func(what int, base int64, cols ...*Columns) item {
		return item{op: Op{Kind: OpColumn, Col: &ColumnOp{Grid: g, What: what, Base: base, Cols: cols}}}
	}
	b.at(tr.Nodes[tbl].Open, tr.Nodes[tbl].Open, -1, op(ColBegin, 0))
	g.Room = roomFor(b.c.T, b.p, tr.Nodes[tbl].Parent) / emuPerTwip
	if gr := tr.Child(tbl, wml.TblGrid); gr >= 0 {
		b.gridCols(g, gr, op)
	}
	if pr := tr.Child(tbl, wml.TblPr); pr >= 0 {
		if w := tr.Child(pr, wml.TblW); w >= 0 && tr.Attr(w, "type") == "dxa" {
			b.number(w, "w", op(ColOver, wml.ParseID(tr.Attr(w, "w")), g.Cols...))
		}
	}
	for j := tbl + 1; j < tr.Nodes[tbl].Next; j++ {
		if tr.Nodes[j].Kind == wml.Tr && tr.Ancestor(j, wml.Is(wml.Tbl)) == tbl {
			b.gridRow(g, j, op)
		}
	}
}

// gridCols repeats the w:gridCol of the repeated columns.
func (b *builder) gridCols(g *Grid, gr int32, op func(int, int64, ...*Columns) item) {
	var cols []int32
	for j := gr + 1; j < b.tr.Nodes[gr].Next; j = b.tr.Nodes[j].Next {
		if b.tr.Nodes[j].Kind == wml.GridCol {
			cols = append(cols, j)
			g.Count++
			g.Total += wml.ParseID(b.tr.Attr(j, "w"))
		}
	}
	for _, c := range g.Cols {
		if c.First+c.Span > len(cols) {
			continue // a grid that does not fit the rows: Word makes its own
		}
		for _, j := range cols[c.First : c.First+c.Span] {
			w := wml.ParseID(b.tr.Attr(j, "w"))
			c.Widths = append(c.Widths, w)
			c.Width += w
		}
		b.at(b.tr.Nodes[cols[c.First]].Start, b.tr.Nodes[cols[c.First+c.Span-1]].End, -1, op(ColGrid, 0, c))
	}
}

// gridRow widens the cells of a row that lie over repeated columns, and narrows those that are repeated.
func (b *builder) gridRow(g *Grid, row int32, op func(int, int64, ...*Columns) item) {
	tr := b.tr
	for _, ce := range b.rowCells(row) {
		var over []*Columns
		repeated := false
		for _, c := range g.Cols {
			if ce.Col+ce.Span <= c.First || ce.Col >= c.First+c.Span {
				continue
			}
			in := slices.ContainsFunc(c.parts, func(s *Section) bool {
				return tr.Nodes[ce.Node].Start >= s.start && tr.Nodes[ce.Node].End <= s.end
			})
			switch {
			case in:
				repeated = true
				b.cellWidth(ce.Node, func(w int64) item { return op(ColCell, w, c) })
			case ce.Col <= c.First && ce.Col+ce.Span >= c.First+c.Span:
				over = append(over, c)
				c.Keep = c.Keep || ce.Span == c.Span
			default:
				b.c.add(c.Sec.Open, &problem.Fault{ID: problem.Merged, Msg: c.Sec.Open.Raw + " 要重复的列被第" + strconv.Itoa(ce.Number) + "个单元格只盖住一部分，表格没法加宽",
					Hint: "让各行的格子上下对齐，或者在那一行也写“循环列”。"})
				return
			}
		}
		if repeated || len(over) == 0 {
			continue
		}
		b.cellWidth(ce.Node, func(w int64) item { return op(ColOver, w, over...) })
		b.cellSpan(ce, op(ColSpan, int64(ce.Span), over...))
	}
}

// cellWidth changes a cell's w:tcW.
func (b *builder) cellWidth(tc int32, make func(int64) item) {
	pr := b.tr.Child(tc, wml.TcPr)
	if pr < 0 {
		return
	}
	if w := b.tr.Child(pr, wml.TcW); w >= 0 && b.tr.Attr(w, "type") != "auto" {
		b.number(w, "w", make(wml.ParseID(b.tr.Attr(w, "w"))))
	}
}

// cellSpan changes or adds a cell's w:gridSpan.
func (b *builder) cellSpan(ce wml.Cell, it item) {
	tr, w := b.tr, b.tr.Prefix()
	pr := tr.Child(ce.Node, wml.TcPr)
	if pr >= 0 {
		if g := tr.Child(pr, wml.GridSpan); g >= 0 {
			b.number(g, "val", it)
			return
		}
	}
	begin, end := lit("<"+w+"gridSpan "+w+`val="`), lit(`"/>`)
	switch {
	case pr < 0:
		b.at(tr.Nodes[ce.Node].Open, tr.Nodes[ce.Node].Open, -1, lit("<"+w+"tcPr>"), begin, it, end, lit("</"+w+"tcPr>"))
	case tr.Nodes[pr].SelfClosing():
		b.at(tr.Nodes[pr].Start, tr.Nodes[pr].End, -1, lit("<"+w+"tcPr>"), begin, it, end, lit("</"+w+"tcPr>"))
	default:
		at := tr.Nodes[pr].Open
		for j := pr + 1; j < tr.Nodes[pr].Next; j = tr.Nodes[j].Next {
			if k := tr.Nodes[j].Kind; k == wml.TcW || k == wml.TcPrHead {
				at = tr.Nodes[j].End
			}
		}
		b.at(at, at, -1, begin, it, end)
	}
}
