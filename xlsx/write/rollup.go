package write

import (
	"fmt"
	"io"
	"strings"

	"github.com/shopspring/decimal"

	"ziping/xlsx/write/kit"
	"ziping/xlsx/write/mend"
)

// A Rollup is a city's view of its units: 汇总.xlsx.
type Rollup struct {
	Title      string // above the table; "" is 绩效自评汇总
	Units      []RollupUnit
	Allotments []RollupAllotment // nil when there is no 资金分配表
	Projects   []RollupProject   // for 自评结果汇总表, nil for none
	Directions []RollupDirection // for 分方向
	Seconds    []RollupSecond    // for 二级指标
	Findings   []mend.Unit       // for 问题清单; Dir is relative to the roll-up
}

// A RollupUnit is one unit's row. What is not Valid is not known and stays
// blank: a unit that was not judged has a remark and no figures.
type RollupUnit struct {
	Name                               string
	Status                             string              // 完成, 有错误 …
	Projects                           int                 // 0 when not known
	Allotted, Planned, Received, Spent decimal.NullDecimal // yuan
	ReceiptRate                        decimal.NullDecimal // 1 is 100 %
	ExecutionRate                      decimal.NullDecimal
	Score                              decimal.NullDecimal
	Grade                              string
	Errors, Warnings, Questions        int
	Failed                             bool // it was not judged
	Uncounted                          bool // its figures stand in another row
	Remark                             string
	Report                             string // slash path relative to the roll-up of what to open, "" for none
}

// A RollupAllotment compares what a unit was allotted with what it received.
type RollupAllotment struct {
	Unit               string
	Allotted, Received decimal.NullDecimal // yuan; not Valid when that side is missing
	// Verdict is the conclusion, "" to compare the two sums exactly.
	Verdict string
	// Differs marks the row when Verdict is given.
	Differs bool
}

// Write writes 汇总.xlsx: the units and their sums, a column chart of the
// execution rates, the comparison with 资金分配表 when there is one, 自评结果汇总表, what
// the directions of spending and the 二级指标 come to, and all findings. The bytes
// depend on r alone.
func (r Rollup) Write(w io.Writer) error {
	title := r.Title
	if title == "" {
		title = "绩效自评汇总"
	}
	return deliver(w, kit.Plan{Title: title, Mark: list}, func(b *kit.Book) {
		addUnits(b, title, r.Units)
		addChart(b, r.Units)
		if len(r.Allotments) > 0 {
			addAllotments(b, r.Allotments)
		}
		addProjects(b, title, r.Projects)
		addDirections(b, r.Directions)
		addSeconds(b, r.Seconds)
		mend.AddAll(b, "问题清单", title+"　问题清单", r.Findings)
		if len(r.Units) > maxDrawn {
			addCheckedTogether(b, "核对情况", r.Findings)
		} else {
			addChecked(b, "核对情况", r.Findings)
		}
	})
}

const (
	unitsSheet   = "汇总"
	headerRow    = 3
	firstUnitRow = headerRow + 1
)

var (
	moneyStyle = kit.Style{NumFmt: "#,##0.00", Align: kit.Right}
	rateStyle  = kit.Style{NumFmt: "0.00%", Align: kit.Right}
	scoreStyle = kit.Style{NumFmt: "0.00##", Align: kit.Right}
	tallyStyle = kit.Style{NumFmt: "0", Align: kit.Center}
)

// The columns of 汇总; their order is the order of unitCells.
var unitColumns = []kit.Column{
	{Title: "序号", Width: 5.5, Style: kit.Style{Align: kit.Center}},
	{Title: "单位", Width: 24, Style: kit.Style{Wrap: true}},
	{Title: "状态", Width: 11, Style: kit.Style{Align: kit.Center, Wrap: true}},
	{Title: "项目数", Width: 7, Style: tallyStyle},
	{Title: "下达", Width: 14, Style: moneyStyle},
	{Title: "计划", Width: 14, Style: moneyStyle},
	{Title: "到位", Width: 14, Style: moneyStyle},
	{Title: "支出", Width: 14, Style: moneyStyle},
	{Title: "到位率", Width: 9, Style: rateStyle},
	{Title: "执行率", Width: 9, Style: rateStyle},
	{Title: "得分", Width: 10, Style: scoreStyle},
	{Title: "等级", Width: 6, Style: kit.Style{Align: kit.Center}},
	{Title: "错误", Width: 6, Style: tallyStyle},
	{Title: "提醒", Width: 6, Style: tallyStyle},
	{Title: "待确认", Width: 7, Style: tallyStyle},
	{Title: "备注", Width: 34, Style: kit.Style{Wrap: true}},
	{Title: "结果", Width: 7, Style: kit.Style{Align: kit.Center}},
}

// columns of 汇总 that formulas and the chart refer to
const (
	nameColumn = iota + 1
	statusColumn
	projectsColumn
	grantedColumn
	plannedColumn
	receivedColumn
	spentColumn
	receiptColumn
	executionColumn
	scoreColumn
	gradeColumn
	errorColumn
	warningColumn
	questionColumn
	remarkColumn
	reportColumn
)

// signOff is the line below what is handed on.
const signOff = "填表人：　　　　　　　　复核人：　　　　　　　　单位负责人：　　　　　　　　　　　　年　　月　　日"

// addSignOff writes it.
func addSignOff(s *kit.Sheet) {
	s.Wide("", kit.Style{Bare: true})
	s.Wide(signOff, kit.Style{Bare: true, Size: 11})
}

func addUnits(b *kit.Book, title string, units []RollupUnit) {
	s := b.Add(unitsSheet, unitColumns, kit.Landscape)
	s.Freeze(headerRow)
	s.Title(title, "金额单位：元")
	s.Header()
	for i, u := range units {
		unitRow(s, i+1, u)
	}
	if len(units) > 0 {
		s.Filter(headerRow, s.Last())
		sumRow(s, units)
		addSignOff(s)
	}
	s.Repeat(1, headerRow)
	s.End()
}

// statusFills colour the statuses; what is done has none.
var statusFills = map[string]string{"有错误": mend.ErrorFill, "待确认": mend.WarningFill, "缺材料": mend.WarningFill}

func unitRow(s *kit.Sheet, n int, u RollupUnit) {
	cells := unitCells(n, u)
	for i := range cells {
		cells[i].Style = unitColumns[i].Style
		if u.Failed {
			cells[i].Style.Fill = mend.ErrorFill
		}
	}
	if fill := statusFills[u.Status]; fill != "" {
		cells[statusColumn].Style.Fill = fill
	}
	cells[statusColumn].Style.Bold = u.Failed || u.Errors > 0
	if u.Errors > 0 && !u.Failed {
		cells[errorColumn].Style.Color, cells[errorColumn].Style.Bold = "9C0006", true
	}
	if u.Report != "" {
		cells[reportColumn].Style.Color, cells[reportColumn].Style.Underline = kit.LinkColor, true
	}
	s.Row(cells...)
	if u.Report != "" {
		s.Link(reportColumn, kit.Link{Target: u.Report})
	}
}

func unitCells(n int, u RollupUnit) []kit.Cell {
	projects := kit.Cell{}
	if u.Projects > 0 {
		projects.Value = u.Projects
	}
	return []kit.Cell{
		{Value: n}, {Value: u.Name}, {Value: u.Status}, projects,
		kit.Number(u.Allotted), kit.Number(u.Planned), kit.Number(u.Received), kit.Number(u.Spent),
		kit.Number(u.ReceiptRate), kit.Number(u.ExecutionRate), kit.Number(u.Score), {Value: u.Grade},
		findingCount(u, u.Errors), findingCount(u, u.Warnings), findingCount(u, u.Questions),
		{Value: u.Remark}, {Value: reportCell(u)},
	}
}

// findingCount leaves the count of a unit that was not judged blank where nothing
// was found: nothing was looked at.
func findingCount(u RollupUnit, n int) kit.Cell {
	if u.Failed && n == 0 {
		return kit.Cell{}
	}
	return kit.Cell{Value: n}
}

func reportCell(u RollupUnit) string {
	if u.Report == "" {
		return ""
	}
	return "打开"
}

// sumRow adds the columns up. A sum counts the units that state the figure and
// the row says how many do not; a rate of sums is given only where both sums
// are over the same units.
func sumRow(s *kit.Sheet, units []RollupUnit) {
	rows := rowSpan{firstUnitRow, firstUnitRow + len(units) - 1}
	cells := make([]kit.Cell, len(unitColumns))
	cells[nameColumn] = kit.Cell{Value: fmt.Sprintf("合计（%d 个单位）", len(units))}
	planned, received, spent := column3(units)
	cells[grantedColumn] = rows.sum(grantedColumn, pick(units, func(u RollupUnit) decimal.NullDecimal { return u.Allotted }))
	cells[plannedColumn] = rows.sum(plannedColumn, planned)
	cells[receivedColumn] = rows.sum(receivedColumn, received)
	cells[spentColumn] = rows.sum(spentColumn, spent)
	at := rows.to + 1
	cells[receiptColumn] = ratioCell(at, receivedColumn, received, plannedColumn, planned)
	cells[executionColumn] = ratioCell(at, spentColumn, spent, plannedColumn, planned)
	cells[scoreColumn] = rows.average(scoreColumn, pick(units, func(u RollupUnit) decimal.NullDecimal { return u.Score }))
	for i, count := range []func(RollupUnit) int{
		func(u RollupUnit) int { return u.Errors },
		func(u RollupUnit) int { return u.Warnings },
		func(u RollupUnit) int { return u.Questions },
	} {
		cells[errorColumn+i] = rows.sum(errorColumn+i, pick(units, func(u RollupUnit) decimal.NullDecimal {
			return decimal.NewNullDecimal(decimal.NewFromInt(int64(count(u))))
		}))
	}
	cells[remarkColumn] = kit.Cell{Value: sumRemark(units)}
	s.Total(cells)
}

func column3(units []RollupUnit) (planned, received, spent []decimal.NullDecimal) {
	return pick(units, func(u RollupUnit) decimal.NullDecimal { return u.Planned }),
		pick(units, func(u RollupUnit) decimal.NullDecimal { return u.Received }),
		pick(units, func(u RollupUnit) decimal.NullDecimal { return u.Spent })
}

func pick(units []RollupUnit, of func(RollupUnit) decimal.NullDecimal) []decimal.NullDecimal {
	out := make([]decimal.NullDecimal, len(units))
	for i, u := range units {
		out[i] = of(u)
	}
	return out
}

// sumRemark says which units the sums and the average leave out.
func sumRemark(units []RollupUnit) string {
	failed, missing, scored, again := 0, 0, 0, 0
	for _, u := range units {
		if u.Score.Valid {
			scored++
		}
		switch {
		case u.Uncounted:
			again++
		case u.Failed:
			failed++
		case !u.Planned.Valid || !u.Received.Valid || !u.Spent.Valid:
			missing++
		}
	}
	var parts []string
	if failed > 0 {
		parts = append(parts, fmt.Sprintf("%d 个单位没有核对，未计入", failed))
	}
	if missing > 0 {
		parts = append(parts, fmt.Sprintf("%d 个单位缺部分金额，缺的未计入", missing))
	}
	if again > 0 {
		parts = append(parts, fmt.Sprintf("%d 份重复的材料没有计入", again))
	}
	if scored > 0 && scored < len(units)-failed-again {
		parts = append(parts, fmt.Sprintf("平均得分只按写了得分的 %d 个单位", scored))
	}
	return strings.Join(parts, "；")
}

// A rowSpan is the rows a formula covers.
type rowSpan struct{ from, to int }

func (r rowSpan) of(col int) string { return kit.Ref(col, r.from) + ":" + kit.Ref(col, r.to) }

// sum is a SUM with its value, empty when there is nothing to add.
func (r rowSpan) sum(col int, values []decimal.NullDecimal) kit.Cell {
	total, n := addAll(values)
	if n == 0 {
		return kit.Cell{}
	}
	return kit.Cell{Formula: "SUM(" + r.of(col) + ")", Value: total}
}

// average is an AVERAGE to two decimals with its value, empty when there is none.
func (r rowSpan) average(col int, values []decimal.NullDecimal) kit.Cell {
	total, n := addAll(values)
	if n == 0 {
		return kit.Cell{}
	}
	return kit.Cell{Formula: "ROUND(AVERAGE(" + r.of(col) + "),2)", Value: total.DivRound(decimal.NewFromInt(int64(n)), 2),
		Style: kit.Style{NumFmt: `"平均 "0.00`}}
}

// ratioCell divides two sums of the row, empty when they are not over the same units.
func ratioCell(row, over int, a []decimal.NullDecimal, under int, b []decimal.NullDecimal) kit.Cell {
	for i := range a {
		if a[i].Valid != b[i].Valid {
			return kit.Cell{}
		}
	}
	x, n := addAll(a)
	y, _ := addAll(b)
	if n == 0 || y.IsZero() {
		return kit.Cell{}
	}
	return kit.Cell{Formula: kit.Ref(over, row) + "/" + kit.Ref(under, row), Value: x.DivRound(y, 16)}
}

func addAll(values []decimal.NullDecimal) (total decimal.Decimal, n int) {
	for _, v := range values {
		if v.Valid {
			total = total.Add(v.Decimal)
			n++
		}
	}
	return total, n
}
