package write

import (
	"fmt"
	"io"
	"strings"

	"github.com/shopspring/decimal"
)

// A Rollup is a city's view of its units: 汇总.xlsx.
type Rollup struct {
	Title      string // above the table; "" is 绩效自评汇总
	Units      []RollupUnit
	Allotments []RollupAllotment // nil when there is no 资金分配表
	Findings   []ChecklistUnit   // for 问题清单; Dir is relative to the roll-up
}

// A RollupUnit is one unit's row. What is not Valid is not known and stays
// blank: a failed unit has a reason and no figures.
type RollupUnit struct {
	Name                     string
	Planned, Received, Spent decimal.NullDecimal // yuan
	ReceiptRate              decimal.NullDecimal // 1 is 100 %
	ExecutionRate            decimal.NullDecimal
	Score                    decimal.NullDecimal
	Errors, Warnings, Infos  int
	Failed                   bool
	Status                   string // why it failed; otherwise "" or a remark
	Report                   string // slash path relative to the roll-up, "" for none
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
// execution rates, the comparison with 资金分配表 when there is one, and all
// findings. The bytes depend on r alone.
func (r Rollup) Write(w io.Writer) error {
	title := r.Title
	if title == "" {
		title = "绩效自评汇总"
	}
	return generate(w, title, func(b *outBook) {
		addUnits(b, title, r.Units)
		addChart(b, r.Units)
		if len(r.Allotments) > 0 {
			addAllotments(b, r.Allotments)
		}
		addChecklist(b, "问题清单", r.Findings)
		addChecked(b, "核对情况", r.Findings)
	})
}

const (
	unitsSheet   = "汇总"
	headerRow    = 3
	firstUnitRow = headerRow + 1
)

var (
	moneyStyle = outStyle{numFmt: "#,##0.00", align: alignRight}
	rateStyle  = outStyle{numFmt: "0.00%", align: alignRight}
	scoreStyle = outStyle{numFmt: "0.00##", align: alignRight}
	tallyStyle = outStyle{numFmt: "0", align: alignCenter}
)

// The columns of 汇总; their order is the order of unitCells.
var unitColumns = []outColumn{
	{"序号", 6, outStyle{align: alignCenter}},
	{"单位", 26, outStyle{wrap: true}},
	{"计划", 16, moneyStyle},
	{"到位", 16, moneyStyle},
	{"支出", 16, moneyStyle},
	{"到位率", 10, rateStyle},
	{"执行率", 10, rateStyle},
	{"得分", 11, scoreStyle},
	{"错误", 7, tallyStyle},
	{"提醒", 7, tallyStyle},
	{"说明", 7, tallyStyle},
	{"状态", 38, outStyle{wrap: true}},
	{"报告", 11, outStyle{align: alignCenter}},
}

// columns of 汇总 that formulas and the chart refer to
const (
	nameColumn = iota + 1
	plannedColumn
	receivedColumn
	spentColumn
	receiptColumn
	executionColumn
	scoreColumn
	errorColumn
	warningColumn
	infoColumn
	statusColumn
	reportColumn
)

func addUnits(b *outBook, title string, units []RollupUnit) {
	s := b.add(unitsSheet, unitColumns)
	s.freeze(headerRow)
	s.title(title, "金额单位：元", len(unitColumns))
	s.header(unitColumns)
	for i, u := range units {
		s.unitRow(i+1, u)
	}
	if len(units) > 0 {
		s.filter(headerRow, s.last, len(unitColumns))
		s.sumRow(units)
	}
	s.repeat(headerRow, headerRow)
	s.end()
}

func (s *outSheet) unitRow(n int, u RollupUnit) {
	cells := unitCells(n, u)
	for i, c := range cells {
		cells[i] = orBlank(c)
		cells[i].style = unitColumns[i].style
		if u.Failed {
			cells[i].style.fill = levels["error"].style.fill
		}
	}
	if u.Errors > 0 && !u.Failed {
		cells[errorColumn].style.color, cells[errorColumn].style.bold = levels["error"].style.color, true
	}
	if u.Report != "" {
		cells[reportColumn].style.color, cells[reportColumn].style.underline = linkColor, true
	}
	s.row(cells...)
	if u.Report != "" {
		s.link(reportColumn, outLink{target: u.Report})
	}
}

func unitCells(n int, u RollupUnit) []*outCell {
	return []*outCell{
		{value: n}, {value: u.Name},
		numberCell(u.Planned), numberCell(u.Received), numberCell(u.Spent),
		numberCell(u.ReceiptRate), numberCell(u.ExecutionRate), numberCell(u.Score),
		findingCount(u, u.Errors), findingCount(u, u.Warnings), findingCount(u, u.Infos),
		{value: unitStatus(u)}, {value: reportCell(u)},
	}
}

// findingCount leaves a failed unit's count blank where nothing was found:
// nothing was looked at.
func findingCount(u RollupUnit, n int) *outCell {
	if u.Failed && n == 0 {
		return nil
	}
	return &outCell{value: n}
}

func unitStatus(u RollupUnit) string {
	switch {
	case u.Failed:
		return "失败：" + u.Status
	case u.Status != "":
		return u.Status
	case u.Errors > 0:
		return "完成，有错误待改"
	}
	return "完成"
}

func reportCell(u RollupUnit) string {
	if u.Report == "" {
		return ""
	}
	return "打开报告"
}

// sumRow adds the columns up. A sum counts the units that state the figure and
// the row says how many do not; a rate of sums is given only where both sums
// are over the same units.
func (s *outSheet) sumRow(units []RollupUnit) {
	rows := rowSpan{firstUnitRow, firstUnitRow + len(units) - 1}
	cells := make([]*outCell, len(unitColumns))
	cells[nameColumn] = &outCell{value: fmt.Sprintf("合计（%d 个单位）", len(units))}
	planned, received, spent := column3(units)
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
		func(u RollupUnit) int { return u.Infos },
	} {
		cells[errorColumn+i] = rows.sum(errorColumn+i, pick(units, func(u RollupUnit) decimal.NullDecimal {
			return decimal.NewNullDecimal(decimal.NewFromInt(int64(count(u))))
		}))
	}
	cells[statusColumn] = &outCell{value: sumRemark(units)}
	s.total(unitColumns, cells)
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
	failed, missing, scored := 0, 0, 0
	for _, u := range units {
		if u.Score.Valid {
			scored++
		}
		switch {
		case u.Failed:
			failed++
		case !u.Planned.Valid || !u.Received.Valid || !u.Spent.Valid:
			missing++
		}
	}
	var parts []string
	if failed > 0 {
		parts = append(parts, fmt.Sprintf("%d 个单位失败，未计入", failed))
	}
	if missing > 0 {
		parts = append(parts, fmt.Sprintf("%d 个单位缺部分金额，缺的未计入", missing))
	}
	if scored > 0 && scored < len(units)-failed {
		parts = append(parts, fmt.Sprintf("平均得分只按写了得分的 %d 个单位", scored))
	}
	return strings.Join(parts, "；")
}

// A rowSpan is the rows a formula covers.
type rowSpan struct{ from, to int }

func (r rowSpan) of(col int) string { return cellRef(col, r.from) + ":" + cellRef(col, r.to) }

// sum is a SUM with its value, nil when there is nothing to add.
func (r rowSpan) sum(col int, values []decimal.NullDecimal) *outCell {
	total, n := addAll(values)
	if n == 0 {
		return nil
	}
	return &outCell{formula: "SUM(" + r.of(col) + ")", value: total}
}

// average is an AVERAGE to two decimals with its value, nil when there is none.
func (r rowSpan) average(col int, values []decimal.NullDecimal) *outCell {
	total, n := addAll(values)
	if n == 0 {
		return nil
	}
	return &outCell{formula: "ROUND(AVERAGE(" + r.of(col) + "),2)", value: total.DivRound(decimal.NewFromInt(int64(n)), 2),
		style: outStyle{numFmt: `"平均 "0.00`}}
}

// ratioCell divides two sums of the row, nil when they are not over the same units.
func ratioCell(row, over int, a []decimal.NullDecimal, under int, b []decimal.NullDecimal) *outCell {
	for i := range a {
		if a[i].Valid != b[i].Valid {
			return nil
		}
	}
	x, n := addAll(a)
	y, _ := addAll(b)
	if n == 0 || y.IsZero() {
		return nil
	}
	return &outCell{formula: cellRef(over, row) + "/" + cellRef(under, row), value: x.DivRound(y, 16)}
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
