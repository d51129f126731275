package check

import (
	"fmt"

	"ziping/model"
)

var fundProduct = &Rule{ID: "fund/product", Title: "数量乘单价不等于金额", Severity: Error, Run: func(p *Pass) {
	for _, t := range p.Project.Funds {
		var doubtful []model.Pos
		for _, r := range t.Rows {
			if r.Kind != model.Detail || !r.Quantity.Known() || !r.Price.Known() {
				continue
			}
			if sameUnit(r.Quantity.Value.Unit, r.Price.Value.Per) != same {
				doubtful = append(doubtful, r.Quantity.Pos)
				continue
			}
			p.product(t, r)
		}
		if len(doubtful) > 0 {
			p.Undecided(doubtful[0], fmt.Sprintf("有 %d 行数量的单位与单价的单位不同（如 %s），没有相乘核对", len(doubtful), doubtful[0].Cell()),
				"数量和单价按同一个单位写，如 25人天 × 100元/人天", doubtful[1:]...)
		}
	}
}}

// product requires the row's amount to be quantity × price, whichever of its
// amounts is stated first.
func (p *Pass) product(t *model.FundTable, r *model.FundRow) {
	quantity, price := r.Quantity.Value, r.Price.Value.Amount
	if quantity.Approx || price.Approx || price.Yuan.IsZero() {
		return
	}
	product := quantity.N.Mul(price.Yuan)
	var stated figure
	name := ""
	for _, c := range []struct {
		name string
		cell model.Cell[model.Amount]
	}{{"计划资金", r.Planned}, {"实际支出", r.Spent}, {"到位资金", r.Received}, {"年初预算", r.Initial}} {
		f := amount(c.cell)
		if !f.known() {
			continue
		}
		if within(tolerance(f))(f.n, product) {
			return
		}
		if name == "" {
			stated, name = f, header(t.Table, f.pos, c.name)
		}
	}
	if name == "" {
		return
	}
	show := func(d dec) string { return money(d, moneyUnit(t.Table)) }
	p.require(relation{
		cell: stated.pos, got: stated.n, level: 3, show: show, accept: within(tolerance(stated)),
		right: expr{num: []term{{pos: r.Quantity.Pos, n: quantity.N}}, scale: price.Yuan},
		say: func(want dec) Finding {
			return Finding{
				Got: yuan(stated.n), Want: yuan(want), Related: []model.Pos{r.Quantity.Pos, r.Price.Pos},
				Message: fmt.Sprintf("%s写的是 %s，%s（%s）× %s（%s）是 %s，%s", name, show(stated.n), r.Quantity.Text, r.Quantity.Pos.Cell(),
					r.Price.Text, r.Price.Pos.Cell(), show(want), gap(stated.n, want, show)),
				Hint: "核对数量、单价和金额",
			}
		},
	})
}

var fundAdjustment = &Rule{ID: "fund/adjustment", Title: "全年预算不等于年初加调整", Severity: Warning, Run: func(p *Pass) {
	for _, t := range p.Project.Funds {
		for _, r := range t.Rows {
			if r.Adjusted.State != model.Absent {
				p.adjustment(t, r)
			}
		}
	}
}}

// adjustment requires 全年预算 = 年初预算 + 调整数, or that 调整数 is itself the
// adjusted budget, as some tables have it.
func (p *Pass) adjustment(t *model.FundTable, r *model.FundRow) {
	whole, initial, change := amount(r.Planned), amount(r.Initial), amount(r.Adjusted)
	if !whole.known() || !initial.known() || change.state == model.Bad || change.state == model.Absent {
		return
	}
	if change.known() && within(tolerance(whole, change))(whole.n, change.n) {
		return
	}
	parts := []term{initial.term()}
	cells := []model.Pos{initial.pos}
	if change.known() {
		parts, cells = append(parts, change.term()), append(cells, change.pos)
	}
	show := func(d dec) string { return money(d, moneyUnit(t.Table)) }
	p.require(relation{
		cell: whole.pos, got: whole.n, right: expr{num: parts}, level: rowLevel(r.Kind), show: show,
		accept: within(tolerance(whole, initial, change)),
		say: func(want dec) Finding {
			return Finding{
				Got: yuan(whole.n), Want: yuan(want), Related: cells,
				Message: fmt.Sprintf("全年预算写的是 %s，年初预算（%s）加调整数（%s）是 %s，%s", show(whole.n), initial.pos.Cell(), change.pos.Cell(), show(want), gap(whole.n, want, show)),
				Hint:    "核对年初预算、调整数和全年预算",
			}
		},
	})
}
