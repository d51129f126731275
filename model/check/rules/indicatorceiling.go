package rules

import (
	"fmt"

	"github.com/shopspring/decimal"

	"ziping/model"
	"ziping/model/check"
	"ziping/model/check/figure"
	"ziping/model/check/relation"
)

var indicatorCeiling = &check.Rule{ID: "indicator/ceiling", Title: "总分超过执行率对应的上限", Severity: check.Error, Run: func(p *check.Pass) {
	for _, f := range p.Project.Forms {
		ceiling(p, f)
	}
}}

// ceiling: some platforms cap the total score of a project that spent little.
func ceiling(p *check.Pass, f *model.Form) {
	total, row := figure.Number(f.TotalScore), f.MoneyTotal()
	if len(p.Set.Ceilings) == 0 || row == nil {
		return
	}
	budget, _ := budgetOf(row)
	if unreadable(p, total, figure.Amount(row.Spent), budget) || !total.Known() || !row.Spent.Known() {
		return
	}
	if !budget.Known() || budget.N.IsZero() {
		return
	}
	most := func(share decimal.Decimal) (check.Ceiling, bool) { return ceilingOf(p.Set, share.Shift(2)) }
	relation.Require(p, relation.Relation{
		Cell: total.Pos, Got: total.N, Limit: true, Level: 3, Show: figure.Score,
		Right: figure.Expr{Num: []figure.Term{figure.Amount(row.Spent).Term()}, Den: []figure.Term{budget.Term()}},
		Accept: func(got, share decimal.Decimal) bool {
			c, capped := most(share)
			return !capped || got.LessThanOrEqual(c.Max)
		},
		Say: func(share decimal.Decimal) check.Finding {
			c, _ := most(share)
			return check.Finding{
				Got: figure.Plain(total.N), Want: figure.Plain(c.Max), Related: []model.Pos{row.Spent.Pos, budget.Pos},
				Message: fmt.Sprintf("执行率 %s，低于 %s%%，总分最高 %s，写的是 %s", figure.Percent(share), figure.Plain(c.Below), figure.Score(c.Max), figure.Score(total.N)),
				Hint:    "按本地的封顶规定改总分",
			}
		},
	})
}

// ceilingOf is the lowest of the set's ceilings that a rate, in percent, is under.
func ceilingOf(s *check.Set, share decimal.Decimal) (check.Ceiling, bool) {
	var least check.Ceiling
	found := false
	for _, c := range s.Ceilings {
		if share.LessThan(c.Below) && (!found || c.Max.LessThan(least.Max)) {
			least, found = c, true
		}
	}
	return least, found
}
