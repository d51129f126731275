package write

import (
	"fmt"

	"github.com/shopspring/decimal"

	"ziping/model"
)

// The columns of 资金核对.
var allotmentColumns = []outColumn{
	{"序号", 6, outStyle{align: alignCenter}},
	{"单位", 30, outStyle{wrap: true}},
	{"下达", 18, moneyStyle},
	{"到位", 18, moneyStyle},
	{"差额", 18, moneyStyle},
	{"结论", 44, outStyle{wrap: true}},
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
func addAllotments(b *outBook, rows []RollupAllotment) {
	s := b.add("资金核对", allotmentColumns)
	s.freeze(headerRow)
	s.title("资金核对：资金分配表下达数与各单位到位数", "金额单位：元", len(allotmentColumns))
	s.header(allotmentColumns)
	for i, r := range rows {
		s.allotmentRow(i+1, r)
	}
	s.filter(headerRow, s.last, len(allotmentColumns))
	s.allotmentSum(rows)
	s.repeat(headerRow, headerRow)
	s.end()
}

func (s *outSheet) allotmentRow(n int, r RollupAllotment) {
	verdict, differs := r.verdict()
	cells := []*outCell{
		{value: n}, {value: r.Unit}, numberCell(r.Allotted), numberCell(r.Received),
		r.difference(s.last + 1), {value: verdict},
	}
	for i := range cells {
		cells[i] = orBlank(cells[i])
		cells[i].style = allotmentColumns[i].style
		if differs {
			cells[i].style.fill = levels["error"].style.fill
		}
	}
	s.row(cells...)
}

func (r RollupAllotment) difference(row int) *outCell {
	if !r.Allotted.Valid || !r.Received.Valid {
		return nil
	}
	return &outCell{
		formula: cellRef(gotMoneyColumn, row) + "-" + cellRef(allottedColumn, row),
		value:   r.Received.Decimal.Sub(r.Allotted.Decimal),
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

func (s *outSheet) allotmentSum(rows []RollupAllotment) {
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
	var verdict *outCell
	if alone > 0 {
		verdict = &outCell{value: fmt.Sprintf("%d 个单位只有一边的数，没有计入差额", alone)}
	}
	s.total(allotmentColumns, []*outCell{
		nil, {value: "合计"}, over.sum(allottedColumn, allotted), over.sum(gotMoneyColumn, received),
		over.sum(differenceColumn, gaps), verdict,
	})
}
