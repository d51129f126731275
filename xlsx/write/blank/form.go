package blank

import (
	"fmt"

	"ziping/xlsx/write/kit"
)

// national are the kinds of indicators of the national form, where no others are
// given.
var national = []Indicator{
	{"产出指标", "数量指标", "", "", ""}, {"产出指标", "质量指标", "", "", ""}, {"产出指标", "时效指标", "", "", ""}, {"产出指标", "成本指标", "", "", ""},
	{"效益指标", "经济效益指标", "", "", ""}, {"效益指标", "社会效益指标", "", "", ""}, {"效益指标", "生态效益指标", "", "", ""}, {"效益指标", "可持续影响指标", "", "", ""},
	{"满意度指标", "服务对象满意度指标", "", "", ""},
}

var formColumns = []kit.Column{{Width: 13}, {Width: 15}, {Width: 24}, {Width: 15}, {Width: 15}, {Width: 13}, {Width: 9}, {Width: 11}, {Width: 14}}

// form is the national 项目支出绩效自评表.
func (f Form) form(b *kit.Book) {
	s := b.Add("自评表", formColumns, kit.Portrait)
	s.Wide("项目支出绩效自评表", title)
	year := "（　　　　年度）"
	if f.Year != 0 {
		year = fmt.Sprintf("（%d年度）", f.Year)
	}
	s.Wide(year, kit.Style{Align: kit.Center, Bare: true})
	l := func(v string) kit.Cell {
		return kit.Cell{Value: v, Style: kit.Style{Bold: true, Wrap: true, Align: kit.Center, Fill: kit.HeaderFill}}
	}
	in := func(v string) kit.Cell { return kit.Cell{Value: v, Style: input} }
	s.RowOf(22, l("项目名称"), l(""), in(f.Project), in(""), in(""), in(""), in(""), in(""), in(""))
	s.Merge(3, 0, 1)
	s.Merge(3, 2, 8)
	s.RowOf(22, l("主管部门"), l(""), in(f.Department), in(""), l("实施单位"), l(""), in(f.Unit), in(""), in(""))
	s.Merge(4, 0, 1)
	s.Merge(4, 2, 3)
	s.Merge(4, 4, 5)
	s.Merge(4, 6, 8)
	s.RowOf(28, l("项目资金\n（元）"), l(""), l(""), l("年初预算数"), l("全年预算数"), l("全年执行数"), l("分值"), l("执行率"), l("得分"))
	f.moneyRows(s, l)
	s.MergeArea(kit.Area{Left: 0, Top: 5, Right: 1, Bottom: 9})
	s.RowOf(22, l("年度总体目标"), l("预期目标"), l(""), l(""), l(""), l("实际完成情况"), l(""), l(""), l(""))
	s.Merge(10, 1, 4)
	s.Merge(10, 5, 8)
	s.RowOf(72, l(""), in(""), in(""), in(""), in(""), in(""), in(""), in(""), in(""))
	s.Merge(11, 1, 4)
	s.Merge(11, 5, 8)
	s.MergeArea(kit.Area{Left: 0, Top: 10, Right: 0, Bottom: 11})
	s.RowOf(28, l("一级指标"), l("二级指标"), l("三级指标"), l("年度指标值"), l("实际完成值"), l("分值"), l("得分"), l("偏差原因分析及改进措施"), l(""))
	s.Merge(12, 7, 8)
	f.indicators(s, l)
	s.Protect()
	s.End()
}

// moneyRows are the four rows of money with the rate and its score.
func (f Form) moneyRows(s *kit.Sheet, l func(string) kit.Cell) {
	sum := func(col string) kit.Cell {
		return kit.Cell{Formula: fmt.Sprintf("SUM(%s7:%s9)", col, col), Value: 0, Style: result}
	}
	s.RowOf(22, l(""), l(""), l("年度资金总额"), sum("D"), sum("E"), sum("F"), kit.Cell{Value: 10, Style: count},
		kit.Cell{Formula: `IF(E6=0,"",F6/E6)`, Value: kit.Nothing, Style: rate}, kit.Cell{Formula: `IF(E6=0,"",ROUND(MIN(1,F6/E6)*G6,2))`, Value: kit.Nothing, Style: result})
	for _, name := range []string{"其中：当年财政拨款", "上年结转资金", "其他资金"} {
		s.RowOf(22, l(""), l(""), l(name), kit.Cell{Style: money}, kit.Cell{Style: money}, kit.Cell{Style: money}, kit.Cell{Value: "—", Style: center}, kit.Cell{Value: "—", Style: center}, kit.Cell{Value: "—", Style: center})
	}
	s.AtLeast0(kit.Area{Left: 3, Top: 7, Right: 5, Bottom: 9}, false)
}

func (f Form) indicators(s *kit.Sheet, l func(string) kit.Cell) {
	list := f.Indicators
	if len(list) == 0 {
		list = national
	}
	const first = 13
	start := first
	for i, x := range list {
		row := first + i
		name := x.Level1
		if i > 0 && list[i-1].Level1 == name {
			name = ""
		} else {
			start = row
		}
		s.RowOf(24, l(name), l(x.Level2), kit.Cell{Value: x.Level3, Style: input}, kit.Cell{Value: x.Target, Style: center}, kit.Cell{Style: center}, weightCell(x.Weight), kit.Cell{Style: count}, kit.Cell{Style: input}, kit.Cell{Style: input})
		s.Merge(row, 7, 8)
		if last := i == len(list)-1 || list[i+1].Level1 != x.Level1; last && row > start {
			s.MergeArea(kit.Area{Left: 0, Top: start, Right: 0, Bottom: row})
		}
	}
	end := first + len(list) - 1
	s.AtLeast0(kit.Area{Left: 5, Top: first, Right: 6, Bottom: end}, false)
	s.Warn(kit.Area{Left: 6, Top: first, Right: 6, Bottom: end}, fmt.Sprintf("N($G%d)>N($F%d)", first, first))
	s.RowOf(24, l("总分"), l(""), l(""), l(""), l(""), kit.Cell{Formula: fmt.Sprintf("SUM(F%d:F%d)+G6", first, end), Value: weightSum(list) + 10, Style: count},
		kit.Cell{Formula: fmt.Sprintf("SUM(G%d:G%d)+N(I6)", first, end), Value: 0, Style: count}, kit.Cell{Style: input}, kit.Cell{Style: input})
	s.Merge(end+1, 0, 4)
	s.Merge(end+1, 7, 8)
	s.Warn(kit.Area{Left: 5, Top: end + 1, Right: 5, Bottom: end + 1}, fmt.Sprintf("$F$%d<>100", end+1))
}
