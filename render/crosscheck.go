package render

import (
	"github.com/shopspring/decimal"

	"ziping/model"
	"ziping/render/phrase"
)

// A crossCheck is one line of the 资金核对表: the same sum from two places.
type crossCheck struct {
	item      string
	leftName  string
	left      Figure
	rightName string
	right     Figure
	gap       Figure
	result    Figure
}

// newChecks compares what the workbook says twice. Only pairs of which both
// sides are known are listed.
func newChecks(p *model.Project, f fund, w work) []crossCheck {
	money := f.money
	var out []crossCheck
	add := func(item, leftName string, left Figure, rightName string, right Figure) {
		if c, ok := compareFigures(item, leftName, left, rightName, right, money); ok {
			out = append(out, c)
		}
	}
	const rows, stated = "资金表各行相加", "资金表合计行"
	if t := f.stated; t != nil && len(f.directions) > 0 {
		add("计划资金合计", rows, f.planned, stated, money.Amount(t.Planned))
		add("到位资金合计", rows, f.received, stated, money.Amount(t.Received))
		add("实际支出合计", rows, f.spent, stated, money.Amount(t.Spent))
	}
	add("下达金额与计划资金", "基本信息下达金额", money.Amount(p.Issued), "计划资金", f.planned)
	if f.table {
		for _, form := range p.Forms {
			if m := form.MoneyTotal(); m != nil {
				add("自评表预算数与计划资金", "自评表全年预算数", money.Amount(m.Budget), "资金表计划资金", f.planned)
				add("自评表执行数与实际支出", "自评表全年执行数", money.Amount(m.Spent), "资金表实际支出", f.spent)
			}
		}
	}
	if t := p.Main(); t != nil {
		names, spent := groupSpent(t)
		for _, name := range names {
			if c := w.category(name); c != nil {
				add(name, "资金表实际支出", money.Sum(spent[name], rowsAdded), "活动台账经费", c.cost)
			}
		}
	}
	add("台账经费与实际支出", "活动台账经费合计", w.all.cost, "实际支出", f.spent)
	return out
}

func compareFigures(item, leftName string, left Figure, rightName string, right Figure, money phrase.Money) (crossCheck, bool) {
	if !left.Numeric || !right.Numeric {
		return crossCheck{}, false
	}
	c := crossCheck{item: item, leftName: leftName, left: left, rightName: rightName, right: right}
	c.gap = money.Difference(left, right, leftName+"－"+rightName)
	c.result = verdict(c.gap, money)
	return c, true
}

// verdict says what a difference means. Two sums agree when the coarser of
// them, rounded to its own last place, would be the other.
func verdict(gap Figure, money phrase.Money) Figure {
	f := Figure{From: gap.From, Also: gap.Also}
	switch {
	case !gap.Numeric:
		return Figure{}
	case gap.Approx:
		f.Text = "含约数，未比对"
	case gap.Num.IsZero():
		f.Text = "一致"
	case gap.Num.Abs().LessThanOrEqual(decimal.New(5, gap.Place-1)):
		f.Text = "一致（四舍五入）"
	default:
		f.Text = "不一致，相差" + money.Words(gap.Num.Abs())
	}
	return f
}
