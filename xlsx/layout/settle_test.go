package layout

import (
	"fmt"
	"testing"
	"time"

	"ziping/model"
	"ziping/xlsx/grid"
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
	res := Sheet(s, &model.Sheet{Name: "台账"}, profile.Default(), Options{})
	if took := time.Since(start); took > 5*time.Second {
		t.Errorf("20,000 rows took %v", took)
	}
	if len(res.Logs) != 1 || len(res.Logs[0].Rows) != 20000 {
		t.Fatalf("%d logs", len(res.Logs))
	}
}

// TestMergeIndex holds the overlapping regions of a real export (B12:Q19,
// B13:Q19, B14:Q19) to the rule that the first one stored wins.
func TestMergeIndex(t *testing.T) {
	merges := []grid.Range{{Top: 12, Left: 2, Bottom: 19, Right: 17}, {Top: 10, Left: 2, Bottom: 13, Right: 3}, {Top: 15, Left: 1, Bottom: 25, Right: 2}}
	v := &view{sheet: &grid.Sheet{Merges: merges}, merged: mergeIndex(merges, 30, 20)}
	for _, c := range []struct {
		row, col int
		want     string
	}{{12, 2, "B12:Q19"}, {19, 17, "B12:Q19"}, {11, 2, "B10:C13"}, {13, 3, "B12:Q19"}, {20, 2, "A15:B25"}, {16, 1, "A15:B25"}, {26, 2, "B26"}, {9, 2, "B9"}} {
		if got := v.span(c.row, c.col).String(); got != c.want {
			t.Errorf("span(%d, %d) = %s, want %s", c.row, c.col, got, c.want)
		}
	}
}

// TestVariants holds the ways to read a header.
func TestVariants(t *testing.T) {
	for text, want := range map[string]string{
		"经费支出（元）": "经费支出", "其中：青少年": "青少年", "1.项目名称": "项目名称", "预算数(A)": "预算数", "执行率（B/A×100%）": "执行率",
		"2022年度计划资金": "计划资金", "主办（承办）单位": "主办承办单位", "经费/万元": "经费", "③结余": "结余", "场次:": "场次", "本年支出": "支出",
		"支出项目（用途）": "用途", "【类别】": "类别", "全年(调整)预算数": "全年调整预算数",
	} {
		found := false
		for _, k := range newLabel(text).keys {
			found = found || k == want
		}
		if !found {
			t.Errorf("%q reads as %q, want %q among them", text, newLabel(text).keys, want)
		}
	}
}

// TestAggregateWord tells rows that sum from rows that do not.
func TestAggregateWord(t *testing.T) {
	for text, want := range map[string]model.RowKind{
		"合计": model.Total, "合  计": model.Total, "总计：": model.Total, "合计（万元）": model.Total, "本年累计": model.Total, "总支出": model.Total, "Total": model.Total,
		"小计": model.Subtotal, "科普宣传小计": model.Subtotal, "小计（培训）": model.Subtotal, "一季度合计": model.Subtotal, "合计（科普宣传）": model.Subtotal, "本页小计": model.Subtotal,
		"会计培训": model.Detail, "科普统计": model.Detail, "设计费": model.Detail, "总体规划": model.Detail, "计算机": model.Detail,
	} {
		got := model.Detail
		if a, ok := aggregateWord(model.Key(text)); ok {
			got = a.kind
		}
		if got != want {
			t.Errorf("%q is %d, want %d", text, got, want)
		}
	}
}
