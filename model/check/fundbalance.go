package check

import (
	"fmt"

	"ziping/model"
)

var fundBalance = &Rule{ID: "fund/balance", Title: "结余不等于到位减支出", Severity: Error, Run: func(p *Pass) {
	for _, t := range p.Project.Funds {
		if t.Role == model.FundLedger {
			continue // a ledger's balance runs on from row to row
		}
		view, columns := fundRows(t), fundColumns(t)
		for i, r := range t.Rows {
			if r.Kind != model.OfWhich {
				p.balance(t, r, view.leaves(i), columns)
			}
		}
	}
}}

func (p *Pass) balance(t *model.FundTable, r *model.FundRow, leaves []int, columns []column) {
	stated, in, out := amount(r.Balance), receivedAs(r), amount(r.Spent)
	word := "到位"
	if r.Received.State == model.Absent {
		in, word = []figure{amount(r.Planned)}, "计划"
	}
	if !stated.known() || !in[0].known() || !out.known() {
		return
	}
	show := func(d dec) string { return money(d, moneyUnit(t.Table)) }
	rel := relation{
		cell: stated.pos, got: stated.n, right: expr{num: minus(in, []figure{out})},
		accept: within(toleranceOf([]figure{stated}, in, []figure{out})), show: show, level: rowLevel(r.Kind),
		say: func(want dec) Finding {
			return Finding{
				Got: yuan(stated.n), Want: yuan(want), Related: append(places(in), out.pos),
				Message: fmt.Sprintf("%s写的是 %s，%s减支出（%s − %s）是 %s，%s", header(t.Table, stated.pos, "结余"), show(stated.n), word,
					cells(stated.pos, places(in)), out.pos.Cell(), show(want), gap(stated.n, want, show)),
				Hint: "到位和支出都没有写错，就把结余改为 " + show(want),
			}
		},
	}
	if parts, _, ok := column.pick(columnNamed(columns, "结余"), leaves); ok && len(leaves) > 0 {
		rel.alts = []expr{{num: terms(parts)}}
	}
	p.require(rel)
}

func columnNamed(columns []column, name string) column {
	for _, c := range columns {
		if c.name == name {
			return c
		}
	}
	panic("no column " + name)
}
