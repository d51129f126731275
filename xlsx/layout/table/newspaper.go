package table

import (
	"slices"

	"ziping/model"
	"ziping/xlsx/grid"
	"ziping/xlsx/layout/evidence"
	"ziping/xlsx/layout/view"
)

// A short list is often printed in two or three columns, like a newspaper: the
// same header again beside the first, and the rows go on below it.

// JoinNewspapers makes one 资金分配表 of such columns: a total at the end of the
// last one is the total of all.
func JoinNewspapers(r *evidence.Result) {
	for i := 0; i < len(r.Allotments); i++ {
		a := r.Allotments[i]
		for {
			j := slices.IndexFunc(r.Allotments, func(b *model.AllotmentTable) bool { return !hasTotal(a) && goesOnBeside(a.Table, b.Table) })
			if j < 0 {
				break
			}
			b := r.Allotments[j]
			joinBeside(a, b)
			r.Allotments = slices.Delete(r.Allotments, j, j+1)
			r.Tables = slices.DeleteFunc(r.Tables, func(t *model.Table) bool { return t == b.Table })
			i = min(i, slices.Index(r.Allotments, a))
		}
	}
}

// hasTotal reports a table that is complete by itself.
func hasTotal(a *model.AllotmentTable) bool {
	return slices.ContainsFunc(a.Rows, func(r *model.Allotment) bool { return r.Kind == model.Total })
}

// goesOnBeside reports that b stands right of a under the same header words, in
// the same rows and the same unit.
func goesOnBeside(a, b *model.Table) bool {
	ah, _ := grid.ParseRange(a.Header)
	bh, _ := grid.ParseRange(b.Header)
	return a.Pos.Sheet == b.Pos.Sheet && a.Unit == b.Unit && (b.Title == "" || a.Title == b.Title) && ah.Top == bh.Top && ah.Bottom == bh.Bottom && ah.Right < bh.Left && bh.Left-ah.Right <= 2 &&
		slices.EqualFunc(a.Columns[max(0, len(a.Columns)-len(b.Columns)):], b.Columns, func(x, y model.Column) bool { return x.Header == y.Header && x.Field == y.Field })
}

func joinBeside(a, b *model.AllotmentTable) {
	a.Rows = append(a.Rows, b.Rows...)
	t := a.Table
	t.Columns = append(t.Columns, b.Table.Columns...)
	ar, _ := grid.ParseRange(t.Range)
	br, _ := grid.ParseRange(b.Table.Range)
	t.Range = view.Union(ar, br).String()
	ah, _ := grid.ParseRange(t.Header)
	bh, _ := grid.ParseRange(b.Table.Header)
	t.Header = view.Union(ah, bh).String()
	t.Why = append(t.Why, "右边接着排同样的表头，"+b.Table.Range+" 是它的下半部分")
}
