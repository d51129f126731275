package rules

import (
	"fmt"
	"strings"

	"github.com/shopspring/decimal"

	"ziping/model"
	"ziping/model/check"
	"ziping/model/check/figure"
	"ziping/model/check/relation"
)

var activityCost = &check.Rule{ID: "activity/cost", Title: "台账经费与资金表支出不符", Severity: check.Error, Run: func(p *check.Pass) {
	t := p.Project.Main()
	if t == nil || len(gather(p).details) == 0 {
		return
	}
	if !hasCosts(gather(p).details) {
		return
	}
	if !categorised(p) {
		unreadCategories(p, t)
	}
	rows, match := matchDirections(p, t)
	matched, differs := 0, false
	for i, j := range match {
		if j >= 0 {
			matched++
			differs = cost(p, gather(p).categories[i], rows[j]) || differs
		}
	}
	if matched == 0 {
		if len(rows) > 1 && categorised(p) {
			p.Open("台账的类别和资金表的支出方向对不上名称，没有按类别核对")
		}
		costTotals(p, t, false)
		return
	}
	unmatched(p, match, rows)
	if undirected(p, match) && !differs {
		// A category without a direction is in no comparison yet. What was spent and
		// is in no log may be no activity at all: only more in the log is wrong.
		costTotals(p, t, true)
	}
}}

// undirected reports that a category with costs has no direction.
func undirected(p *check.Pass, match []int) bool {
	for i, j := range match {
		if parts, ok := costs(gather(p).categories[i].rows); j < 0 && ok && !figure.Sum(figure.Terms(parts), nil).IsZero() {
			return true
		}
	}
	return false
}

// cost compares a category with its direction, and reports that they differ.
func cost(p *check.Pass, c category, d direction) bool {
	col, index := costColumn(c.rows)
	log, ok := col.Tally(index)
	if !ok || d.bad || len(d.spent) == 0 {
		p.Open(fmt.Sprintf("“%s”的台账经费或资金表支出没有写，或者读不出", c.name))
		return false
	}
	spent, fund := d.spent, figure.Sum(figure.Terms(d.spent), nil)
	show := func(d decimal.Decimal) string { return figure.Money(d, "元") }
	first, rest := spent[0], spent[1:]
	rel := relation.Relation{Cell: first.Pos, Got: first.N, Right: col.Over(index, log), Accept: figure.Within(log.Tolerance(spent...)), Level: 3, Show: show}
	if d.total.Known() && len(rest) > 0 {
		// The 小计 states the direction's money; which of its rows is wrong is open.
		rel.Cell, rel.Anchor, rel.Got, rest = d.total.Pos, true, decimal.Decimal{}, spent
	}
	rel.Right.Num = append(rel.Right.Num, figure.Minus(nil, rest)...)
	rel.Say = func(decimal.Decimal) check.Finding {
		parts, _, _ := col.Pick(index)
		f := check.Finding{
			Got: figure.Yuan(log.Sum), Want: figure.Yuan(fund), Category: c.name, Related: append(figure.Places(parts), figure.Places(rest)...),
			Message: fmt.Sprintf("活动台账里“%s”的经费相加是 %s（%s），资金表“%s”的实际支出是 %s（%s），台账%s", c.name, show(log.Sum), figure.Cells(rel.Cell, figure.Places(parts)),
				d.name, show(fund), figure.Cells(rel.Cell, figure.Places(spent)), figure.Gap(log.Sum, fund, show)),
			Hint: "对照凭证核对：台账漏记或多记的改台账，资金表写错的改资金表",
		}
		if figure.AnyApprox(parts) || figure.AnyApprox(spent) {
			f.Severity = check.Warning
		}
		return f
	}
	relation.Require(p, rel)
	return !rel.Holds(nil)
}

// costTotals compares the logs' whole cost with the fund table's, where no
// category and no direction have the same name.
func costTotals(p *check.Pass, t *model.FundTable, onlyMore bool) {
	parts, ok := costs(gather(p).details)
	if !ok {
		p.Open("台账有的经费读不出")
		return
	}
	view := figure.FundRows(t)
	spentColumn := figure.ColumnNamed(figure.FundColumns(t), "实际支出")
	spent, _, ok := spentColumn.Pick(view.Details())
	if !ok {
		p.Open("资金表的实际支出没有写，或者读不出")
		return
	}
	cell := spent[0]
	for i, r := range t.Rows {
		if r.Kind == model.Total && r.Spent.Known() {
			cell = spentColumn.Cell(i)
		}
	}
	log, fund := figure.Sum(figure.Terms(parts), nil), figure.Sum(figure.Terms(spent), nil)
	show := func(d decimal.Decimal) string { return figure.Money(d, "元") }
	relation.Require(p, relation.Relation{
		Cell: cell.Pos, Anchor: true, Right: figure.Expr{Num: figure.Minus(parts, spent)}, Level: 3, Show: show,
		Accept: func(none, more decimal.Decimal) bool {
			tol := figure.ToleranceOf(parts, spent)
			return figure.Within(tol)(none, more) || onlyMore && more.IsNegative()
		},
		Say: func(decimal.Decimal) check.Finding {
			return check.Finding{
				Got: figure.Yuan(log), Want: figure.Yuan(fund), Related: append(figure.Places(parts), figure.Places(spent)...),
				Message: fmt.Sprintf("活动台账的经费相加是 %s（%s），资金表的实际支出是 %s（%s），台账%s", show(log), figure.Cells(cell.Pos, figure.Places(parts)),
					show(fund), figure.Cells(cell.Pos, figure.Places(spent)), figure.Gap(log, fund, show)),
				Hint: "台账的类别和资金表的支出方向名称对不上，只核对了总数；把名称写成一样的，就能按类别核对",
			}
		},
	})
}

// unmatched says what could not be compared, once.
func unmatched(p *check.Pass, match []int, rows []direction) {
	used := map[int]bool{}
	for _, j := range match {
		used[j] = true
	}
	var left, right []string
	var leftPos, related []model.Pos
	for i, j := range match {
		if c := gather(p).categories[i]; j < 0 {
			if parts, ok := costs(c.rows); ok && !figure.Sum(figure.Terms(parts), nil).IsZero() {
				name := c.name
				if name == "" {
					name = "（没有写类别）"
				}
				left = append(left, name)
				leftPos = append(leftPos, parts[0].Pos)
			}
		}
	}
	for j, d := range rows {
		if !used[j] && !figure.Sum(figure.Terms(d.spent), nil).IsZero() {
			right = append(right, d.name)
			related = append(related, figure.Places(d.spent)...)
		}
	}
	switch {
	case len(left) > 0 && len(right) > 0:
		p.Undecided(leftPos[0], fmt.Sprintf("台账的类别“%s”与资金表的支出方向“%s”对不上名称，这部分经费没有核对", strings.Join(left, "”“"), strings.Join(right, "”“")),
			"把两张表的名称写成一样的", append(leftPos[1:], related...)...)
	case len(left) > 0:
		p.Undecided(leftPos[0], fmt.Sprintf("资金表里没有与台账类别“%s”对应的支出方向，这部分经费没有核对", strings.Join(left, "”“")),
			"在资金表里补上这个方向，或者改台账的类别", leftPos[1:]...)
	case len(right) > 0: // the log says nothing of it, so there is nothing to compare
		p.Report(check.Finding{Severity: check.Info, Pos: related[0], Related: related[1:], Message: fmt.Sprintf("无法判断：活动台账里没有类别“%s”的活动经费，这部分支出没有核对", strings.Join(right, "”“")),
			Hint: "有活动的，在台账里登记；没有活动的支出（如印刷、设备），在备注里说明"})
	}
}

// categorised reports that the log says of some activity which category it is.
func categorised(p *check.Pass) bool {
	for _, c := range gather(p).categories {
		if c.name != "" {
			return true
		}
	}
	return false
}

// unreadCategories says that the log's costs could not be compared by category:
// a column that nobody read may be the category.
func unreadCategories(p *check.Pass, t *model.FundTable) {
	if len(directionsOf(t)) < 2 {
		return
	}
	if u, found := unreadLike(p.Project, model.KindActivity, false, "category"); found {
		p.Open("台账没有认出活动类别列（" + u.words() + "），没有按类别核对")
	}
}
