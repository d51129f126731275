// Package blank makes forms to fill in: 基本信息, 资金表, 活动台账, 文字材料 and the
// national 项目支出绩效自评表, with drop-downs, limits, sums, and a colour where
// something does not add up.
//
//	data, err := blank.Write(blank.Form{Unit: "高台县科学技术协会", Year: 2023, Directions: []string{"科普宣传"}})
//
// What is read of them is what the reader knows anyway: the words are those of the
// profile, and nothing depends on where the forms came from.
package blank

import (
	"fmt"

	"ziping/xlsx/mark"
	"ziping/xlsx/write/kit"
)

// A Form is what the forms are filled with beforehand; the zero Form is blank.
type Form struct {
	Unit, Project, Department string
	Year                      int
	Directions                []string // of spending, which are the categories of activities too
	Texts                     []string // names of further texts
	Indicators                []Indicator
}

// An Indicator is one line of the 自评表.
type Indicator struct{ Level1, Level2, Level3, Target, Weight string }

// Rows to write in.
const (
	fundRows = 12
	logRows  = 60
)

var (
	label  = kit.Style{Bold: true, Wrap: true, Fill: kit.HeaderFill}
	input  = kit.Style{Wrap: true, Open: true}
	center = kit.Style{Wrap: true, Open: true, Align: kit.Center}
	money  = kit.Style{Open: true, Align: kit.Right, NumFmt: "#,##0.00"}
	result = kit.Style{Align: kit.Right, NumFmt: "#,##0.00", Fill: "F2F2F2"}
	rate   = kit.Style{Align: kit.Right, NumFmt: "0.00%", Fill: "F2F2F2"}
	count  = kit.Style{Open: true, Align: kit.Right}
	title  = kit.Style{Bold: true, Size: 16, Align: kit.Center, Bare: true, Font: kit.HeadFont}
	right  = kit.Style{Align: kit.Right, Bare: true}
)

// Write writes the forms. The bytes depend on f alone.
func Write(f Form) ([]byte, error) {
	m := mark.Mark{Kind: mark.Blank, Unit: mark.Line(f.Unit), Year: f.Year}
	return kit.Make(kit.Plan{Title: "空表", Mark: &m}, func(b *kit.Book) {
		f.basic(b)
		f.fund(b)
		f.log(b)
		f.texts(b)
		f.form(b)
	})
}

// headline is a title with the year, where it is known.
func (f Form) headline(what string) string {
	if f.Year == 0 {
		return what
	}
	return fmt.Sprintf("%d年度%s", f.Year, what)
}

func (f Form) year() any {
	if f.Year == 0 {
		return nil
	}
	return f.Year
}

func (f Form) basic(b *kit.Book) {
	s := b.Add("基本信息", []kit.Column{{Width: 20}, {Width: 76}}, kit.Portrait)
	s.Wide(f.headline("项目基本信息"), title)
	for _, r := range []struct {
		name  string
		value any
		least float64
	}{
		{"项目名称", f.Project, 24}, {"实施单位", f.Unit, 24}, {"主管部门", f.Department, 24}, {"预算年度", f.year(), 24}, {"资金下达文号", nil, 24}, {"下达金额（元）", nil, 24},
		{"实施周期", nil, 24}, {"立项依据", nil, 72}, {"立项目的", nil, 72}, {"项目内容", nil, 72}, {"绩效目标", nil, 72},
	} {
		s.RowOf(r.least, kit.Cell{Value: r.name, Style: label}, kit.Cell{Value: r.value, Style: input})
	}
	s.Prompt(kit.Area{Left: 1, Top: 8, Right: 1, Bottom: 8}, "实施周期", "写起止日期，例如 2022年1月1日至2022年12月31日")
	s.AtLeast0(kit.Area{Left: 1, Top: 7, Right: 1, Bottom: 7}, false)
	s.Protect()
	s.End()
}

var fundColumns = []kit.Column{
	{Title: "序号", Width: 6, Style: center}, {Title: "支出方向", Width: 30, Style: input}, {Title: "计划资金", Width: 15, Style: money}, {Title: "到位资金", Width: 15, Style: money},
	{Title: "实际支出", Width: 15, Style: money}, {Title: "结余", Width: 15, Style: result}, {Title: "执行率", Width: 11, Style: rate},
}

func (f Form) fund(b *kit.Book) {
	s := b.Add("资金表", fundColumns, kit.Landscape)
	s.Freeze(3)
	s.Wide(f.headline("项目资金使用情况表"), title)
	s.Wide("单位：元", right)
	s.Header()
	first, n := 4, max(fundRows, len(f.Directions))
	last := first + n - 1
	for i := range n {
		row := first + i
		direction := ""
		if i < len(f.Directions) {
			direction = f.Directions[i]
		}
		s.RowOf(22, kit.Cell{Value: i + 1, Style: center}, kit.Cell{Value: direction, Style: input}, kit.Cell{Style: money}, kit.Cell{Style: money}, kit.Cell{Style: money},
			kit.Cell{Formula: fmt.Sprintf(`IF(D%d="","",D%d-E%d)`, row, row, row), Value: kit.Nothing, Style: result},
			kit.Cell{Formula: fmt.Sprintf(`IF(N(C%d)=0,"",E%d/C%d)`, row, row, row), Value: kit.Nothing, Style: rate})
	}
	sum := func(col string) kit.Cell {
		return kit.Cell{Formula: fmt.Sprintf("SUM(%s%d:%s%d)", col, first, col, last), Value: 0, Style: result}
	}
	s.RowOf(22, kit.Cell{Style: center}, kit.Cell{Value: "合计", Style: label}, sum("C"), sum("D"), sum("E"),
		kit.Cell{Formula: fmt.Sprintf("D%d-E%d", last+1, last+1), Value: 0, Style: result},
		kit.Cell{Formula: fmt.Sprintf(`IF(C%d=0,"",E%d/C%d)`, last+1, last+1, last+1), Value: kit.Nothing, Style: rate})
	s.AtLeast0(kit.Area{Left: 2, Top: first, Right: 4, Bottom: last}, false)
	s.Warn(kit.Area{Left: 4, Top: first, Right: 4, Bottom: last + 1}, fmt.Sprintf("AND(N($E%d)>0,N($E%d)>N($D%d))", first, first, first))
	s.Repeat(1, 3)
	s.Protect()
	s.End()
}

var logColumns = []kit.Column{
	{Title: "序号", Width: 6, Style: center}, {Title: "活动类别", Width: 16, Style: input}, {Title: "活动名称", Width: 26, Style: input}, {Title: "活动时间", Width: 14, Style: center},
	{Title: "活动地点", Width: 16, Style: input}, {Title: "场次", Width: 8, Style: count}, {Title: "参与人次", Width: 10, Style: count}, {Title: "其中：青少年（人次）", Width: 11, Style: count},
	{Title: "经费（元）", Width: 13, Style: money}, {Title: "活动成效", Width: 30, Style: input},
}

func (f Form) log(b *kit.Book) {
	s := b.Add("活动台账", logColumns, kit.Landscape)
	s.Freeze(2)
	s.Wide(f.headline("项目活动台账"), title)
	s.Header()
	first, last := 3, 2+logRows
	for range logRows {
		cells := make([]kit.Cell, len(logColumns))
		for k, c := range logColumns {
			cells[k].Style = c.Style
		}
		s.RowOf(20, cells...)
	}
	s.DropFrom(kit.Area{Left: 1, Top: first, Right: 1, Bottom: last}, fmt.Sprintf("'资金表'!$B$4:$B$%d", 3+max(fundRows, len(f.Directions))))
	s.AtLeast0(kit.Area{Left: 5, Top: first, Right: 7, Bottom: last}, true)
	s.AtLeast0(kit.Area{Left: 8, Top: first, Right: 8, Bottom: last}, false)
	s.Warn(kit.Area{Left: 7, Top: first, Right: 7, Bottom: last}, fmt.Sprintf("N($H%d)>N($G%d)", first, first))
	s.Repeat(1, 2)
	s.Protect()
	s.End()
}

func (f Form) texts(b *kit.Book) {
	s := b.Add("文字材料", []kit.Column{{Title: "栏目", Width: 20}, {Title: "内容", Width: 76}}, kit.Portrait)
	s.Freeze(2)
	s.Wide(f.headline("项目文字材料"), title)
	s.Header()
	names := append([]string{"自评结论", "存在的问题", "下一步工作计划"}, f.Texts...)
	for _, name := range names {
		s.RowOf(110, kit.Cell{Value: name, Style: label}, kit.Cell{Style: input})
	}
	s.Protect()
	s.End()
}
