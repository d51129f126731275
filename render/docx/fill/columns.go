package fill

import (
	"strconv"
	"ziping/render/docx/lang"
	"ziping/render/docx/plan"
	"ziping/render/docx/problem"
	"ziping/render/docx/wml"
)

// narrowest is the least width of a repeated column, in twips: two Chinese characters of 五号.
const narrowest = 480

// columnOp writes one piece of a table with repeated columns.
func (f *filler) columnOp(o *plan.ColumnOp, sc *lang.Scope) {
	switch o.What {
	case plan.ColBegin:
		f.beginGrid(o.Grid, sc)
	case plan.ColGrid:
		c := o.Cols[0]
		w := f.p.Tree.Prefix()
		for range f.cols[c.ID].n {
			for _, width := range c.Widths {
				f.out = append(append(append(append(append(f.out, '<'), w...), "gridCol "...), w...), `w="`...)
				f.out = append(wml.AppendInt(f.out, share(width, c, &f.cols[c.ID])), `"/>`...)
			}
		}
	case plan.ColCell:
		f.out = wml.AppendInt(f.out, share(o.Base, o.Cols[0], &f.cols[o.Cols[0].ID]))
	case plan.ColOver:
		width := o.Base
		for _, c := range o.Cols {
			width += int64(f.cols[c.ID].n)*f.cols[c.ID].width - c.Width
		}
		f.out = wml.AppendInt(f.out, max(width, 0))
	case plan.ColSpan:
		span := o.Base
		for _, c := range o.Cols {
			span += int64(f.cols[c.ID].n-1) * int64(c.Span)
		}
		f.out = wml.AppendInt(f.out, max(span, 1))
	}
}

// share is what a width in the template is in one copy of a column.
func share(width int64, c *plan.Columns, st *columnState) int64 {
	if c.Width <= 0 {
		return width
	}
	return width * st.width / c.Width
}

// beginGrid finds out how many copies there are of each column, and makes them fit the page: they keep their width
// while there is room, and share it when there is not.
func (f *filler) beginGrid(g *plan.Grid, sc *lang.Scope) {
	if f.cols == nil {
		f.cols = make([]columnState, f.t.Columns)
	}
	fixed, need := g.Total, int64(0)
	for _, c := range g.Cols {
		n := f.columnItems(c, sc)
		st := &f.cols[c.ID]
		st.n, st.items, st.width = n, n, c.Width
		if n == 0 && c.Keep {
			st.n = 1
		}
		fixed -= c.Width
		need += int64(st.n) * c.Width
	}
	total := g.Count
	for _, c := range g.Cols {
		total += (f.cols[c.ID].n - 1) * c.Span
	}
	if total > plan.MaxColumns {
		t := g.Cols[0].Sec.Open
		f.reportTag(t, -2-int32(t.Ord), &problem.Fault{ID: problem.OutputLimit, Msg: t.Raw + "：表格会有 " + strconv.Itoa(total) + " 列，Word 的表格最多 63 列", Hint: "把清单分成几张表。"})
	}
	room := max(g.Total, g.Room) - fixed
	if need <= room || need == 0 {
		return
	}
	for _, c := range g.Cols {
		st := &f.cols[c.ID]
		st.width = max(c.Width*room/need, min(c.Width, narrowest*int64(c.Span)))
	}
}

// columnItems counts the items that a column is repeated for. Where rows are repeated as well, the first of them tells.
func (f *filler) columnItems(c *plan.Columns, sc *lang.Scope) int {
	for _, s := range c.Around {
		v, _ := sc.Find(s.Open.Path)
		inner := lang.Unmark(v)
		if list, ok := lang.Items(inner); ok {
			if len(list) == 0 {
				return 0
			}
			inner = lang.Unmark(list[0])
			sc = &lang.Scope{Parent: sc, Value: inner, Marked: list[0], Level: true, Index: 1}
		} else if inner != nil {
			sc = &lang.Scope{Parent: sc, Value: inner, Level: lang.IsObject(inner)}
		}
	}
	v, _ := sc.Find(c.Sec.Open.Path)
	inner := lang.Unmark(v)
	if list, ok := lang.Items(inner); ok {
		return len(list)
	}
	if lang.Empty(inner) {
		return 0
	}
	return 1
}

// cells runs a section over cells: as often as the grid has the column.
func (f *filler) cells(s *plan.Section, items int) bool {
	st := &f.cols[s.Cells.ID]
	if items != st.items {
		f.reportTag(s.Open, -2-int32(s.Open.Ord), &problem.Fault{ID: problem.Kind, Msg: s.Open.Raw + " 在这一行有 " + strconv.Itoa(items) + " 项，在别的行有 " + strconv.Itoa(st.items) + " 项，表格的列对不齐",
			Hint: "让每一行的清单一样长，缺的写空。"})
		return false
	}
	if items == 0 && st.n > 0 { // the column stays for the sake of another row: an empty cell
		w := f.p.Tree.Prefix()
		f.out = append(f.out, "<"+w+"tc><"+w+"tcPr><"+w+"tcW "+w+`w="`+strconv.Itoa(int(st.width))+`" `+w+`type="dxa"/>`...)
		if s.Cells.Span > 1 {
			f.out = append(f.out, "<"+w+"gridSpan "+w+`val="`+strconv.Itoa(s.Cells.Span)+`"/>`...)
		}
		f.out = append(f.out, "</"+w+"tcPr><"+w+"p/></"+w+"tc>"...)
	}
	return true
}
