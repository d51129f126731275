package table

import (
	"slices"

	"ziping/xlsx/layout/body"
	"ziping/xlsx/layout/view"
)

// dittos are the marks of a table, by column: for runs of rows the row above
// them that says what they stand for.
type dittos map[int][]dittoRun

// A dittoRun is marks, from a row on, that all stand for one row's text.
type dittoRun struct{ from, source int32 }

// source is the row that a mark stands for, 0 for none.
func (d dittos) source(row, col int) int {
	runs := d[col]
	i, found := slices.BinarySearchFunc(runs, int32(row), func(r dittoRun, row int32) int { return int(r.from - row) })
	if !found {
		i--
	}
	if i < 0 {
		return 0
	}
	return int(runs[i].source)
}

// findDittos settles what every mark stands for: the nearest row of data above,
// or what that one stands for.
func (t *table) findDittos() {
	t.same = dittos{}
	last := map[int]int32{} // column → row of its last text
	for i := range t.b.Rows {
		b := &t.b.Rows[i]
		for k := range t.c.Columns {
			col := t.c.Columns[k].Col
			c := t.v.Anchor(b.Num, col)
			mark := c != nil && view.Ditto(c.Text)
			if mark && last[col] != 0 {
				t.same.add(b.Num, col, last[col])
			}
			if !mark && b.Use == body.UseData {
				last[col] = int32(b.Num)
			}
		}
	}
}

func (d dittos) add(row, col int, source int32) {
	runs := d[col]
	if n := len(runs); n == 0 || runs[n-1].source != source {
		d[col] = append(runs, dittoRun{int32(row), source})
	}
}
