package rules

import (
	"fmt"

	"github.com/shopspring/decimal"

	"ziping/model"
	"ziping/model/check"
	"ziping/model/check/figure"
	"ziping/model/check/relation"
)

var fundProduct = &check.Rule{ID: "fund/product", Title: "数量乘单价不等于金额", Severity: check.Error, Run: func(p *check.Pass) {
	for _, t := range p.Project.Funds {
		var doubtful []model.Pos
		for _, r := range t.Rows {
			if r.Kind != model.Detail || unreadableCell(p, r.Quantity) || unreadableCell(p, r.Price) || !r.Quantity.Known() || !r.Price.Known() {
				continue
			}
			if figure.SameUnit(r.Quantity.Value.Unit, r.Price.Value.Per) != figure.Same {
				doubtful = append(doubtful, r.Quantity.Pos)
				continue
			}
			product(p, t, r)
		}
		if len(doubtful) > 0 {
			p.Undecided(doubtful[0], fmt.Sprintf("有 %d 行数量的单位与单价的单位不同（如 %s），没有相乘核对", len(doubtful), doubtful[0].Cell()),
				"数量和单价按同一个单位写，如 25人天 × 100元/人天", doubtful[1:]...)
		}
	}
}}

// product requires the row's amount to be quantity × price, whichever of its
// amounts is stated first.
func product(p *check.Pass, t *model.FundTable, r *model.FundRow) {
	quantity, price := r.Quantity.Value, r.Price.Value.Amount
	if quantity.Approx || price.Approx || price.Yuan.IsZero() {
		return
	}
	product := quantity.N.Mul(price.Yuan)
	var stated figure.Figure
	name := ""
	for _, c := range []struct {
		name string
		cell model.Cell[model.Amount]
	}{{"计划资金", r.Planned}, {"实际支出", r.Spent}, {"到位资金", r.Received}, {"年初预算", r.Initial}} {
		f := figure.Amount(c.cell)
		if !f.Known() {
			continue
		}
		if figure.Within(figure.Tolerance(f))(f.N, product) {
			return
		}
		if name == "" {
			stated, name = f, figure.Header(t.Table, f.Pos, c.name)
		}
	}
	if name == "" {
		return
	}
	show := func(d decimal.Decimal) string { return figure.Money(d, figure.MoneyUnit(t.Table)) }
	relation.Require(p, relation.Relation{
		Cell: stated.Pos, Got: stated.N, Level: 3, Show: show, Accept: figure.Within(figure.Tolerance(stated)),
		Right: figure.Expr{Num: []figure.Term{{Pos: r.Quantity.Pos, N: quantity.N}}, Scale: price.Yuan},
		Say: func(want decimal.Decimal) check.Finding {
			return check.Finding{
				Got: figure.Yuan(stated.N), Want: figure.Yuan(want), Related: []model.Pos{r.Quantity.Pos, r.Price.Pos},
				Message: fmt.Sprintf("%s写的是 %s，%s（%s）× %s（%s）是 %s，%s", name, show(stated.N), r.Quantity.Text, r.Quantity.Pos.Cell(),
					r.Price.Text, r.Price.Pos.Cell(), show(want), figure.Gap(stated.N, want, show)),
				Hint: "核对数量、单价和金额",
			}
		},
	})
}
