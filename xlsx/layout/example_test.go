package layout_test

import (
	"fmt"
	"strings"

	"ziping/model"
	"ziping/xlsx/grid/gridtest"
	"ziping/xlsx/layout"
	"ziping/xlsx/profile"
)

// A 资金表 with its title, its unit line, a heading, a sum and a note.
const fundSheet = `高台县科学技术协会2022年科普经费使用情况表
单位：元
支出方向 | 计划资金 | 实际支出
一、科普宣传
科普日 | 50000 | 40000
科技周 | 25000 | 25000
小计 | 75000 | 65000
合计 | 75000 | 65000
注：科技周未开支的资金已退回`

// Recognise and read one sheet, and say what was taken for what, and why.
func ExampleRecognise() {
	plan := layout.Recognise(gridtest.Lines("资金表", fundSheet), &model.Sheet{Name: "资金表"}, profile.Default(), layout.Options{})
	for _, h := range plan.Heads {
		fmt.Println("unit:", h.Unit.Value, "year:", h.Year.Value)
	}
	res := plan.Read(2022)
	t := res.Funds[0].Table
	fmt.Println(t.Kind, t.Range, t.Title)
	for _, why := range t.Why {
		fmt.Println(" ", why)
	}
	for _, c := range t.Columns {
		fmt.Println(" ", c.Cell, c.Header, "→", c.Field)
	}
	for _, r := range t.Rows {
		fmt.Println(strings.TrimRight(fmt.Sprintln(" ", r.Row, r.Role, r.Why), " \n"))
	}
	for _, r := range res.Funds[0].Rows {
		fmt.Println(" ", r.Kind, r.Label.Value, r.Spent.Value.Yuan, r.Covers)
	}
	// Output:
	// unit: 高台县科学技术协会 year: 2022
	// fund A3:C8 高台县科学技术协会2022年科普经费使用情况表
	//   第 3 行是表头：3 列中认得 3 列
	//   工作表名“资金表”是资金表的常用名
	//   标题“高台县科学技术协会2022年科普经费使用情况表”里有“经费使用”
	//   不是支出明细表：缺少“数量”列（资金表得 3.6 分）
	//   金额单位是元，写在表上方“单位：元”
	//   A3 支出方向 → label
	//   B3 计划资金 → planned
	//   C3 实际支出 → spent
	//   4 section 小标题，下面各行属于“一、科普宣传”
	//   5 data
	//   7 subtotal “小计”是小计行
	//   8 total “合计”是合计行
	//   9 note 注释
	//   0 科普日 40000 []
	//   0 科技周 25000 []
	//   1 小计 65000 [0 1]
	//   2 合计 65000 [0 1]
}
