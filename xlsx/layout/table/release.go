package table

import (
	"ziping/xlsx/layout/evidence"
)

// releaser is called with every row that was read, in order. On a large sheet
// that is read for one table only, and has no merged regions and no 同上 that
// later rows would look into, it lets the row's cells go.
func (t *table) releaser() func(row int) {
	v := t.v
	if v.Rows < evidence.ReleasedRows || !t.known.Alone || len(v.Grid.Merges) > 0 || t.same != nil {
		return func(int) {}
	}
	return func(row int) {
		if r := v.Row(row); r != nil {
			r.Cells = nil
		}
	}
}
