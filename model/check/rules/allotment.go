package rules

import (
	"fmt"

	"github.com/shopspring/decimal"

	"ziping/model"
	"ziping/model/check"
	"ziping/model/check/figure"
)

// allotmentTotal: the table's 合计 is the sum of its units. With 小计 in between
// it is not said what it adds up.
func allotmentTotal(table *model.AllotmentTable) (check.Finding, bool) {
	var parts []figure.Figure
	var total figure.Figure
	for _, a := range table.Rows {
		f := figure.Amount(a.Amount)
		switch {
		case f.State == model.Bad, a.Kind == model.Subtotal, a.Kind == model.Total && total.Known():
			return check.Finding{}, false
		case a.Kind == model.Detail && f.Known():
			parts = append(parts, f)
		case a.Kind == model.Total:
			total = f
		}
	}
	sum := figure.Sum(figure.Terms(parts), nil)
	if !total.Known() || len(parts) == 0 || figure.Within(figure.ToleranceOf(parts, []figure.Figure{total}))(total.N, sum) {
		return check.Finding{}, false
	}
	show := func(d decimal.Decimal) string { return figure.Money(d, figure.MoneyUnit(table.Table)) }
	return check.Finding{
		Rule: "fund/total", Pos: total.Pos, Got: figure.Yuan(total.N), Want: figure.Yuan(sum), Related: figure.Places(parts),
		Message: fmt.Sprintf("分配表的合计写的是 %s，各单位（%s）相加是 %s，%s", show(total.N), figure.Cells(total.Pos, figure.Places(parts)), show(sum), figure.Gap(total.N, sum, show)),
		Hint:    "核对各单位的金额：都没有写错，就把合计改为 " + show(sum),
	}, true
}
