package write

import (
	"fmt"

	"github.com/shopspring/decimal"

	"ziping/model"

	"ziping/xlsx/write/kit"
	"ziping/xlsx/write/mend"
)

// The columns of 资金核对.
var allotmentColumns = []kit.Column{
	{Title: "序号", Width: 6, Style: kit.Style{Align: kit.Center}},
	{Title: "单位", Width: 30, Style: kit.Style{Wrap: true}},
	{Title: "下达", Width: 18, Style: moneyStyle},
	{Title: "到位", Width: 18, Style: moneyStyle},
	{Title: "差额", Width: 18, Style: moneyStyle},
	{Title: "结论", Width: 44, Style: kit.Style{Wrap: true}},
}

// columns of 资金核对 that formulas refer to
const (
	allottedColumn   = 2
	gotMoneyColumn   = 3
	differenceColumn = 4
	verdictColumn    = 5
)

// addAllotments adds 资金核对: what was handed out against what arrived. The
// difference is 到位 less 下达, and blank where one side is missing.
func addAllotments(b *kit.Book, rows []RollupAllotment) {
	s := b.Add("资金核对", allotmentColumns, kit.Landscape)
	s.Freeze(headerRow)
	s.Title("资金核对：资金分配表下达数与各单位到位数", "金额单位：元")
	s.Header()
	for i, r := range rows {
		allotmentRow(s, i+1, r)
	}
	s.Filter(headerRow, s.Last())
	allotmentSum(s, rows)
	s.Repeat(headerRow, headerRow)
	s.End()
}

func allotmentRow(s *kit.Sheet, n int, r RollupAllotment) {
	verdict, differs := r.verdict()
	cells := []kit.Cell{
		{Value: n}, {Value: r.Unit}, kit.Number(r.Allotted), kit.Number(r.Received),
		r.difference(s.Last() + 1), {Value: verdict},
	}
	for i := range cells {
		cells[i].Style = allotmentColumns[i].Style
		if differs {
			cells[i].Style.Fill = mend.ErrorFill
		}
	}
	s.Row(cells...)
}

func (r RollupAllotment) difference(row int) kit.Cell {
	if !r.Allotted.Valid || !r.Received.Valid {
		return kit.Cell{}
	}
	return kit.Cell{
		Formula: kit.Ref(gotMoneyColumn, row) + "-" + kit.Ref(allottedColumn, row),
		Value:   r.Received.Decimal.Sub(r.Allotted.Decimal),
	}
}

func (r RollupAllotment) verdict() (text string, differs bool) {
	switch {
	case r.Verdict != "":
		return r.Verdict, r.Differs
	case !r.Allotted.Valid && !r.Received.Valid:
		return "两边都没有金额，无法比较", true
	case !r.Allotted.Valid:
		return "资金分配表上没有下达数", true
	case !r.Received.Valid:
		return "没有读到到位资金", true
	}
	gap := r.Received.Decimal.Sub(r.Allotted.Decimal)
	switch gap.Sign() {
	case 0:
		return "一致", false
	case 1:
		return "到位比下达多 " + model.Thousands(gap.StringFixed(2)) + " 元", true
	}
	return "到位比下达少 " + model.Thousands(gap.Neg().StringFixed(2)) + " 元", true
}

func allotmentSum(s *kit.Sheet, rows []RollupAllotment) {
	over := rowSpan{firstUnitRow, firstUnitRow + len(rows) - 1}
	var allotted, received, gaps []decimal.NullDecimal
	alone := 0
	for _, r := range rows {
		allotted, received = append(allotted, r.Allotted), append(received, r.Received)
		var gap decimal.NullDecimal
		if !r.Allotted.Valid || !r.Received.Valid {
			alone++
		} else {
			gap = decimal.NewNullDecimal(r.Received.Decimal.Sub(r.Allotted.Decimal))
		}
		gaps = append(gaps, gap)
	}
	var verdict kit.Cell
	if alone > 0 {
		verdict = kit.Cell{Value: fmt.Sprintf("%d 个单位只有一边的数，没有计入差额", alone)}
	}
	s.Total([]kit.Cell{
		{}, {Value: "合计"}, over.sum(allottedColumn, allotted), over.sum(gotMoneyColumn, received),
		over.sum(differenceColumn, gaps), verdict,
	})
}
