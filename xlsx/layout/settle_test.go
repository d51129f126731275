package layout

import (
	"fmt"
	"testing"
	"time"

	"ziping/model"
	"ziping/xlsx/grid"
	"ziping/xlsx/layout/evidence"
	"ziping/xlsx/profile"
)

// TestSettleLinear reads a log in which every row lacks its name and every
// other row is a 小计: the worst that settling sums can meet.
func TestSettleLinear(t *testing.T) {
	s := &grid.Sheet{Name: "台账"}
	text := func(col int, s string) grid.Cell { return grid.Cell{Kind: grid.String, Text: s, Col: int32(col)} }
	number := func(col, n int) grid.Cell {
		return grid.Cell{Kind: grid.Number, Text: fmt.Sprint(n), Col: int32(col)}
	}
	s.Rows = append(s.Rows, grid.Row{Num: 1, Cells: []grid.Cell{text(1, "序号"), text(2, "活动名称"), text(3, "场次"), text(4, "人次")}})
	for i := range 20000 {
		row := grid.Row{Num: i + 2, Cells: []grid.Cell{number(1, i), number(3, i%7), number(4, i)}}
		if i%2 == 1 {
			row.Cells = []grid.Cell{text(2, "小计"), number(3, 1), number(4, 1)}
		}
		s.Rows = append(s.Rows, row)
	}
	start := time.Now()
	res := Recognise(s, &model.Sheet{Name: "台账"}, profile.Default(), evidence.Options{}).Read(0)
	if took := time.Since(start); took > 5*time.Second {
		t.Errorf("20,000 rows took %v", took)
	}
	if len(res.Logs) != 1 || len(res.Logs[0].Rows) != 20000 {
		t.Fatalf("%d logs", len(res.Logs))
	}
}
