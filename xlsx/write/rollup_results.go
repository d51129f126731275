package write

import (
	"cmp"
	"slices"
	"strconv"

	"github.com/shopspring/decimal"

	"ziping/xlsx/write/kit"
	"ziping/xlsx/write/mend"
)

// A RollupProject is one project's row in 自评结果汇总表.
type RollupProject struct {
	Unit, Name           string
	Planned, Spent       decimal.NullDecimal // yuan
	ExecutionRate, Score decimal.NullDecimal
	Grade, Remark        string
	Uncounted            bool // it stands in another row too
}

// A RollupDirection is what a direction of spending comes to over all units.
type RollupDirection struct {
	Name                     string
	Units                    int
	Planned, Received, Spent decimal.NullDecimal
}

// A RollupSecond is what a 二级指标 comes to over all units.
type RollupSecond struct {
	Level1, Level2                string
	Units, Count, Short, Unscored int
	Weight, Score                 decimal.NullDecimal
}

var resultColumns = []kit.Column{
	{Title: "序号", Width: 6, Style: kit.Style{Align: kit.Center}},
	{Title: "单位", Width: 28, Style: kit.Style{Wrap: true}},
	{Title: "项目名称", Width: 30, Style: kit.Style{Wrap: true}},
	{Title: "预算数", Width: 16, Style: moneyStyle},
	{Title: "执行数", Width: 16, Style: moneyStyle},
	{Title: "执行率", Width: 10, Style: rateStyle},
	{Title: "得分", Width: 10, Style: scoreStyle},
	{Title: "等级", Width: 8, Style: kit.Style{Align: kit.Center}},
	{Title: "备注", Width: 26, Style: kit.Style{Wrap: true}},
}

// addProjects adds 自评结果汇总表: every project with its score and grade, and room to
// sign.
func addProjects(b *kit.Book, title string, rows []RollupProject) {
	if len(rows) == 0 {
		return
	}
	s := b.Add("自评结果汇总表", resultColumns, kit.Landscape)
	s.Freeze(headerRow)
	s.Title(title+"　自评结果汇总表", "金额单位：元")
	s.Header()
	var planned, spent []decimal.NullDecimal
	for i, r := range rows {
		cells := []kit.Cell{{Value: i + 1}, {Value: r.Unit}, {Value: r.Name}, kit.Number(r.Planned), kit.Number(r.Spent), kit.Number(r.ExecutionRate),
			kit.Number(r.Score), {Value: r.Grade}, {Value: r.Remark}}
		styled(cells, resultColumns)
		s.Row(cells...)
		planned, spent = append(planned, r.Planned), append(spent, r.Spent)
	}
	s.Filter(headerRow, s.Last())
	over := rowSpan{headerRow + 1, s.Last()}
	s.Total([]kit.Cell{{}, {Value: "合计"}, {Value: strconv.Itoa(len(rows)) + " 个项目"}, over.sum(3, planned), over.sum(4, spent),
		ratioCell(s.Last()+1, 4, spent, 3, planned), {}, {}, {}})
	addSignOff(s)
	s.Repeat(1, headerRow)
	s.End()
}

var directionColumns = []kit.Column{
	{Title: "序号", Width: 6, Style: kit.Style{Align: kit.Center}},
	{Title: "支出方向", Width: 40, Style: kit.Style{Wrap: true}},
	{Title: "单位数", Width: 9, Style: tallyStyle},
	{Title: "计划", Width: 18, Style: moneyStyle},
	{Title: "到位", Width: 18, Style: moneyStyle},
	{Title: "支出", Width: 18, Style: moneyStyle},
	{Title: "执行率", Width: 11, Style: rateStyle},
}

// addDirections adds 分方向.
func addDirections(b *kit.Book, rows []RollupDirection) {
	if len(rows) == 0 {
		return
	}
	s := b.Add("分方向", directionColumns, kit.Landscape)
	s.Freeze(headerRow)
	s.Title("各支出方向资金情况（按各单位资金表）", "金额单位：元")
	s.Header()
	var planned, received, spent []decimal.NullDecimal
	for i, r := range rows {
		rate := kit.Cell{}
		if r.Planned.Valid && r.Spent.Valid && !r.Planned.Decimal.IsZero() {
			rate = kit.Cell{Formula: kit.Ref(5, s.Last()+1) + "/" + kit.Ref(3, s.Last()+1), Value: r.Spent.Decimal.DivRound(r.Planned.Decimal, 16)}
		}
		cells := []kit.Cell{{Value: i + 1}, {Value: r.Name}, {Value: r.Units}, kit.Number(r.Planned), kit.Number(r.Received), kit.Number(r.Spent), rate}
		styled(cells, directionColumns)
		s.Row(cells...)
		planned, received, spent = append(planned, r.Planned), append(received, r.Received), append(spent, r.Spent)
	}
	s.Filter(headerRow, s.Last())
	over := rowSpan{headerRow + 1, s.Last()}
	s.Total([]kit.Cell{{}, {Value: "合计"}, {}, over.sum(3, planned), over.sum(4, received), over.sum(5, spent), ratioCell(s.Last()+1, 5, spent, 3, planned)})
	s.Repeat(1, headerRow)
	s.End()
}

var secondColumns = []kit.Column{
	{Title: "一级指标", Width: 20, Style: kit.Style{Wrap: true}},
	{Title: "二级指标", Width: 26, Style: kit.Style{Wrap: true}},
	{Title: "单位数", Width: 9, Style: tallyStyle},
	{Title: "指标数", Width: 9, Style: tallyStyle},
	{Title: "扣分的", Width: 9, Style: tallyStyle},
	{Title: "分值", Width: 12, Style: scoreStyle},
	{Title: "得分", Width: 12, Style: scoreStyle},
	{Title: "得分率", Width: 11, Style: rateStyle},
	{Title: "没写分值或得分的", Width: 18, Style: tallyStyle},
}

// addSeconds adds 二级指标.
func addSeconds(b *kit.Book, rows []RollupSecond) {
	if len(rows) == 0 {
		return
	}
	s := b.Add("二级指标", secondColumns, kit.Landscape)
	s.Freeze(headerRow)
	s.Title("各二级指标得分情况（按各单位自评表）", "")
	s.Header()
	for _, r := range rows {
		rate := kit.Cell{}
		if r.Weight.Valid && r.Score.Valid && r.Weight.Decimal.IsPositive() {
			rate = kit.Cell{Formula: kit.Ref(6, s.Last()+1) + "/" + kit.Ref(5, s.Last()+1), Value: r.Score.Decimal.DivRound(r.Weight.Decimal, 16)}
		}
		cells := []kit.Cell{{Value: r.Level1}, {Value: r.Level2}, {Value: r.Units}, {Value: r.Count}, {Value: r.Short}, kit.Number(r.Weight), kit.Number(r.Score), rate, {Value: r.Unscored}}
		styled(cells, secondColumns)
		s.Row(cells...)
	}
	s.Filter(headerRow, s.Last())
	s.Repeat(1, headerRow)
	s.End()
}

func styled(cells []kit.Cell, columns []kit.Column) {
	for i := range cells {
		cells[i].Style = columns[i].Style
	}
}

var togetherColumns = []kit.Column{
	{Title: "核对内容", Width: 36, Style: kit.Style{Wrap: true}},
	{Title: "结果", Width: 18, Style: kit.Style{Align: kit.Center}},
	{Title: "单位数", Width: 12, Style: tallyStyle},
}

// addCheckedTogether adds 核对情况 of more units than are listed one by one: of each
// check, of how many units it came out how.
func addCheckedTogether(b *kit.Book, name string, units []mend.Unit) {
	type key struct{ title, state string }
	var order []key
	count := map[key]int{}
	for _, u := range units {
		for _, c := range u.Checked {
			k := key{c.Title, c.State}
			if count[k]++; count[k] == 1 {
				order = append(order, k)
			}
		}
	}
	if len(order) == 0 {
		return
	}
	slices.SortFunc(order, func(a, b key) int { return cmp.Or(cmp.Compare(a.title, b.title), cmp.Compare(a.state, b.state)) })
	s := b.Add(name, togetherColumns, kit.Landscape)
	s.Freeze(1)
	s.Header()
	for _, k := range order {
		cells := []kit.Cell{{Value: k.title}, {Value: k.state}, {Value: count[k]}}
		styled(cells, togetherColumns)
		s.Row(cells...)
	}
	s.End()
}
