package rules

import (
	"fmt"
	"slices"

	"github.com/shopspring/decimal"

	"ziping/model"
	"ziping/model/check"
	"ziping/model/check/figure"
	"ziping/model/check/relation"
)

var fundTotal = &check.Rule{ID: "fund/total", Title: "合计、小计与各行不符", Severity: check.Error, Run: func(p *check.Pass) {
	for _, t := range p.Project.Funds {
		totals(p, figure.FundRows(t), slices.DeleteFunc(figure.FundColumns(t), func(c figure.Column) bool {
			return c.Name == "到位资金" && slices.ContainsFunc(t.Rows, inSources)
		}))
		for _, r := range t.Rows {
			sources(p, t, r)
		}
	}
	for _, f := range p.Project.Forms {
		formTotals(p, f)
	}
	for _, t := range p.Project.Allotments {
		if f, wrong := allotmentTotal(t); wrong {
			p.Report(f)
		}
	}
}}

// sources requires the money received to be the sum of its sources.
func sources(p *check.Pass, t *model.FundTable, r *model.FundRow) {
	whole := figure.Amount(r.Received)
	var parts []figure.Figure
	for _, s := range r.Sources {
		switch f := figure.Amount(s.Amount); f.State {
		case model.Known:
			parts = append(parts, f)
		case model.Bad:
			return
		}
	}
	if !whole.Known() || len(parts) == 0 {
		return
	}
	show := func(d decimal.Decimal) string { return figure.Money(d, figure.MoneyUnit(t.Table)) }
	relation.Require(p, relation.Relation{
		Cell: whole.Pos, Got: whole.N, Right: figure.Expr{Num: figure.Terms(parts)},
		Accept: figure.Within(figure.ToleranceOf(parts, []figure.Figure{whole})), Show: show, Level: rowLevel(r.Kind),
		Say: func(want decimal.Decimal) check.Finding {
			return check.Finding{
				Got: figure.Yuan(whole.N), Want: figure.Yuan(want), Related: figure.Places(parts),
				Message: fmt.Sprintf("到位资金写的是 %s，各来源（%s）相加是 %s，%s", show(whole.N), figure.Cells(whole.Pos, figure.Places(parts)), show(want), figure.Gap(whole.N, want, show)),
				Hint:    "核对各来源的金额，再改到位资金",
			}
		},
	})
}

// formTotals requires 年度资金总额 to be the sum of the rows under it. 其中 rows
// need not be complete, so more than their sum is an error only when the form
// lists 财政拨款, 上年结转 and 其他 all.
func formTotals(p *check.Pass, f *model.Form) {
	total := f.MoneyTotal()
	if total == nil {
		return
	}
	for _, c := range []struct {
		name string
		of   func(*model.MoneyRow) model.Cell[model.Amount]
	}{
		{"年初预算数", func(r *model.MoneyRow) model.Cell[model.Amount] { return r.Initial }},
		{"全年预算数", func(r *model.MoneyRow) model.Cell[model.Amount] { return r.Budget }},
		{"到位资金", func(r *model.MoneyRow) model.Cell[model.Amount] { return r.Received }},
		{"全年执行数", func(r *model.MoneyRow) model.Cell[model.Amount] { return r.Spent }},
	} {
		formTotal(p, f, c.name, figure.Amount(c.of(total)), moneyParts(f, c.of))
		formNested(p, f, c.name, c.of)
	}
}

// formNested requires the rows of level 2 (其中：一般公共预算) to be no more
// together than the row they are part of.
func formNested(p *check.Pass, f *model.Form, name string, of func(*model.MoneyRow) model.Cell[model.Amount]) {
	var whole figure.Figure
	var parts []figure.Figure
	check := func() {
		if !whole.Known() || len(parts) == 0 {
			return
		}
		show := func(d decimal.Decimal) string { return figure.Money(d, formUnit(f)) }
		last, rest, in, list := parts[len(parts)-1], parts[:len(parts)-1], whole, parts
		relation.Require(p, relation.Relation{
			Cell: last.Pos, Got: last.N, Right: figure.Expr{Num: figure.Minus([]figure.Figure{in}, rest)}, Limit: true, Level: 1, Show: show,
			Accept: figure.AtMost(figure.ToleranceOf(list, []figure.Figure{in})),
			Say: func(most decimal.Decimal) check.Finding {
				sum := figure.Sum(figure.Terms(list), nil)
				return check.Finding{
					Got: figure.Yuan(last.N), Want: figure.Yuan(most), Related: append([]model.Pos{in.Pos}, figure.Places(rest)...),
					Message: fmt.Sprintf("“其中”各行的%s（%s）相加是 %s，比它们所在的那一行（%s，%s）还大，%s", name, figure.Cells(in.Pos, figure.Places(list)), show(sum),
						in.Pos.Cell(), show(in.N), figure.Gap(sum, in.N, show)),
					Hint: "“其中”是一部分，不能大于总数，核对这几格",
				}
			},
		})
	}
	for _, r := range f.Money {
		if r.Level < 2 {
			check()
			whole, parts = figure.Amount(of(r)), nil
			continue
		}
		switch c := figure.Amount(of(r)); {
		case c.Known():
			parts = append(parts, c)
		case c.State == model.Bad:
			whole = figure.Figure{}
		}
	}
	check()
}

func formTotal(p *check.Pass, f *model.Form, name string, stated figure.Figure, parts formParts) {
	if !stated.Known() || len(parts.figures) == 0 || parts.bad {
		if stated.State == model.Bad || stated.Known() && parts.bad {
			p.Open("年度资金总额的" + name + "或它的各项读不出")
		}
		return
	}
	for _, n := range parts.nestings() {
		if len(n) > 0 && figure.Within(figure.ToleranceOf(n, []figure.Figure{stated}))(stated.N, figure.Sum(figure.Terms(n), nil)) {
			p.Held(1)
			return
		}
	}
	sum := figure.Sum(figure.Terms(parts.figures), nil)
	if stated.N.GreaterThan(sum) && !parts.complete {
		return
	}
	show := func(d decimal.Decimal) string { return figure.Money(d, formUnit(f)) }
	relation.Require(p, relation.Relation{
		Cell: stated.Pos, Got: stated.N, Right: figure.Expr{Num: figure.Terms(parts.figures)},
		Accept: figure.Within(figure.ToleranceOf(parts.figures, []figure.Figure{stated})), Level: 1, Show: show,
		Say: func(want decimal.Decimal) check.Finding {
			return check.Finding{
				Got: figure.Yuan(stated.N), Want: figure.Yuan(want), Related: figure.Places(parts.figures),
				Message: fmt.Sprintf("年度资金总额的%s写的是 %s，其中各项（%s）相加是 %s，%s", name, show(stated.N),
					figure.Cells(stated.Pos, figure.Places(parts.figures)), show(want), figure.Gap(stated.N, want, show)),
				Hint: "核对财政拨款、上年结转和其他资金各行，再改年度资金总额",
			}
		},
	})
}
