package rules

import (
	"fmt"

	"github.com/shopspring/decimal"

	"ziping/model"
	"ziping/model/check"
	"ziping/model/check/figure"
	"ziping/model/check/relation"
)

var fundBalance = &check.Rule{ID: "fund/balance", Title: "结余不等于到位减支出", Severity: check.Error, Run: func(p *check.Pass) {
	for _, t := range p.Project.Funds {
		if t.Role == model.FundLedger {
			continue // a ledger's balance runs on from row to row
		}
		view, columns := figure.FundRows(t), figure.FundColumns(t)
		for i, r := range t.Rows {
			if r.Kind != model.OfWhich {
				balance(p, t, r, view.Leaves(i), columns)
			}
		}
	}
}}

func balance(p *check.Pass, t *model.FundTable, r *model.FundRow, leaves []int, columns []figure.Column) {
	stated, in, out := figure.Amount(r.Balance), receivedAs(r), figure.Amount(r.Spent)
	word := "到位"
	if r.Received.State == model.Absent {
		in, word = []figure.Figure{figure.Amount(r.Planned)}, "计划"
	}
	if !stated.Known() || !in[0].Known() || !out.Known() {
		if stated.Known() && !stated.N.IsZero() || stated.State == model.Bad {
			p.Open("结余（" + figure.Place(stated.Pos) + "）一行没有写全" + word + "和支出，或者读不出")
		}
		return
	}
	show := func(d decimal.Decimal) string { return figure.Money(d, figure.MoneyUnit(t.Table)) }
	rel := relation.Relation{
		Cell: stated.Pos, Got: stated.N, Right: figure.Expr{Num: figure.Minus(in, []figure.Figure{out})},
		Accept: figure.Within(figure.ToleranceOf([]figure.Figure{stated}, in, []figure.Figure{out})), Show: show, Level: rowLevel(r.Kind),
		Say: func(want decimal.Decimal) check.Finding {
			return check.Finding{
				Got: figure.Yuan(stated.N), Want: figure.Yuan(want), Related: append(figure.Places(in), out.Pos),
				Message: fmt.Sprintf("%s写的是 %s，%s减支出（%s − %s）是 %s，%s", figure.Header(t.Table, stated.Pos, "结余"), show(stated.N), word,
					figure.Cells(stated.Pos, figure.Places(in)), out.Pos.Cell(), show(want), figure.Gap(stated.N, want, show)),
				Hint: "到位和支出都没有写错，就把结余改为 " + show(want),
			}
		},
	}
	if parts, _, ok := figure.Column.Pick(figure.ColumnNamed(columns, "结余"), leaves); ok && len(leaves) > 0 {
		rel.Alts = []figure.Expr{{Num: figure.Terms(parts)}}
	}
	relation.Require(p, rel)
}
