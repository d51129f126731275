package check

import (
	"fmt"
	"slices"

	"ziping/model"
)

var fundTotal = &Rule{ID: "fund/total", Title: "合计、小计与各行不符", Severity: Error, Run: func(p *Pass) {
	for _, t := range p.Project.Funds {
		p.totals(fundRows(t), slices.DeleteFunc(fundColumns(t), func(c column) bool {
			return c.name == "到位资金" && slices.ContainsFunc(t.Rows, inSources)
		}))
		for _, r := range t.Rows {
			p.sources(t, r)
		}
	}
	for _, f := range p.Project.Forms {
		p.formTotals(f)
	}
	for _, t := range p.Project.Allotments {
		if f, wrong := allotmentTotal(t); wrong {
			p.Report(f)
		}
	}
}}

// inSources reports a row whose 到位资金 is written by its sources only: there is
// no cell for the whole, and each source is checked for itself.
func inSources(r *model.FundRow) bool {
	return r.Received.Known() && slices.ContainsFunc(r.Sources, func(s model.Source) bool { return s.Amount.Pos == r.Received.Pos })
}

// receivedAs are the cells that state what a row received.
func receivedAs(r *model.FundRow) []figure {
	if !inSources(r) {
		return []figure{amount(r.Received)}
	}
	var out []figure
	for _, s := range r.Sources {
		if s.Amount.Known() {
			out = append(out, amount(s.Amount))
		}
	}
	return out
}

// sources requires the money received to be the sum of its sources.
func (p *Pass) sources(t *model.FundTable, r *model.FundRow) {
	whole := amount(r.Received)
	var parts []figure
	for _, s := range r.Sources {
		switch f := amount(s.Amount); f.state {
		case model.Known:
			parts = append(parts, f)
		case model.Bad:
			return
		}
	}
	if !whole.known() || len(parts) == 0 {
		return
	}
	show := func(d dec) string { return money(d, moneyUnit(t.Table)) }
	p.require(relation{
		cell: whole.pos, got: whole.n, right: expr{num: terms(parts)},
		accept: within(toleranceOf(parts, []figure{whole})), show: show, level: rowLevel(r.Kind),
		say: func(want dec) Finding {
			return Finding{
				Got: yuan(whole.n), Want: yuan(want), Related: places(parts),
				Message: fmt.Sprintf("到位资金写的是 %s，各来源（%s）相加是 %s，%s", show(whole.n), cells(whole.pos, places(parts)), show(want), gap(whole.n, want, show)),
				Hint:    "核对各来源的金额，再改到位资金",
			}
		},
	})
}

// rowLevel orders what is computed within a row: of a total's row last.
func rowLevel(k model.RowKind) int {
	if k == model.Subtotal || k == model.Total {
		return 2
	}
	return 0
}

// formTotals requires 年度资金总额 to be the sum of the rows under it. 其中 rows
// need not be complete, so more than their sum is an error only when the form
// lists 财政拨款, 上年结转 and 其他 all.
func (p *Pass) formTotals(f *model.Form) {
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
		p.formTotal(f, c.name, amount(c.of(total)), moneyParts(f, c.of))
		p.formNested(f, c.name, c.of)
	}
}

// formNested requires the rows of level 2 (其中：一般公共预算) to be no more
// together than the row they are part of.
func (p *Pass) formNested(f *model.Form, name string, of func(*model.MoneyRow) model.Cell[model.Amount]) {
	var whole figure
	var parts []figure
	check := func() {
		if !whole.known() || len(parts) == 0 {
			return
		}
		show := func(d dec) string { return money(d, formUnit(f)) }
		last, rest, in, list := parts[len(parts)-1], parts[:len(parts)-1], whole, parts
		p.require(relation{
			cell: last.pos, got: last.n, right: expr{num: minus([]figure{in}, rest)}, limit: true, level: 1, show: show,
			accept: atMost(toleranceOf(list, []figure{in})),
			say: func(most dec) Finding {
				sum := add(terms(list), nil)
				return Finding{
					Got: yuan(last.n), Want: yuan(most), Related: append([]model.Pos{in.pos}, places(rest)...),
					Message: fmt.Sprintf("“其中”各行的%s（%s）相加是 %s，比它们所在的那一行（%s，%s）还大，%s", name, cells(in.pos, places(list)), show(sum),
						in.pos.Cell(), show(in.n), gap(sum, in.n, show)),
					Hint: "“其中”是一部分，不能大于总数，核对这几格",
				}
			},
		})
	}
	for _, r := range f.Money {
		if r.Level < 2 {
			check()
			whole, parts = amount(of(r)), nil
			continue
		}
		switch c := amount(of(r)); {
		case c.known():
			parts = append(parts, c)
		case c.state == model.Bad:
			whole = figure{}
		}
	}
	check()
}

// parts of the form's money: the figures by kind, in order.
type formParts struct {
	figures  []figure
	kinds    []model.MoneyKind
	bad      bool
	complete bool
}

func moneyParts(f *model.Form, of func(*model.MoneyRow) model.Cell[model.Amount]) formParts {
	var m formParts
	seen := map[model.MoneyKind]bool{}
	for _, r := range f.Money {
		if r.Kind == model.MoneyTotal || r.Level > 1 {
			continue // a row of level 2 is in the row above it already
		}
		seen[r.Kind] = true
		switch c := amount(of(r)); c.state {
		case model.Known:
			m.figures, m.kinds = append(m.figures, c), append(m.kinds, r.Kind)
		case model.Bad:
			m.bad = true
		}
	}
	m.complete = seen[model.MoneyFiscal] && seen[model.MoneyOther]
	return m
}

// nestings are the sums the total may be: offices nest 上年结转 under 财政拨款,
// and repeat 财政拨款 as 一般公共预算 below it.
func (m formParts) nestings() [][]figure {
	var all, noCarry, firstFiscal []figure
	fiscal := false
	for i, f := range m.figures {
		all = append(all, f)
		if m.kinds[i] != model.MoneyCarry {
			noCarry = append(noCarry, f)
		}
		if m.kinds[i] != model.MoneyFiscal || !fiscal {
			firstFiscal = append(firstFiscal, f)
		}
		fiscal = fiscal || m.kinds[i] == model.MoneyFiscal
	}
	return [][]figure{all, firstFiscal, noCarry}
}

func (p *Pass) formTotal(f *model.Form, name string, stated figure, parts formParts) {
	if !stated.known() || len(parts.figures) == 0 || parts.bad {
		return
	}
	for _, n := range parts.nestings() {
		if len(n) > 0 && within(toleranceOf(n, []figure{stated}))(stated.n, add(terms(n), nil)) {
			return
		}
	}
	sum := add(terms(parts.figures), nil)
	if stated.n.GreaterThan(sum) && !parts.complete {
		return
	}
	show := func(d dec) string { return money(d, formUnit(f)) }
	p.require(relation{
		cell: stated.pos, got: stated.n, right: expr{num: terms(parts.figures)},
		accept: within(toleranceOf(parts.figures, []figure{stated})), level: 1, show: show,
		say: func(want dec) Finding {
			return Finding{
				Got: yuan(stated.n), Want: yuan(want), Related: places(parts.figures),
				Message: fmt.Sprintf("年度资金总额的%s写的是 %s，其中各项（%s）相加是 %s，%s", name, show(stated.n),
					cells(stated.pos, places(parts.figures)), show(want), gap(stated.n, want, show)),
				Hint: "核对财政拨款、上年结转和其他资金各行，再改年度资金总额",
			}
		},
	})
}

// budgetOf is the budget a row of a form is measured by, and its name.
func budgetOf(r *model.MoneyRow) (figure, string) {
	if r.BaseIsInitial() {
		return amount(r.Base()), "年初预算数"
	}
	return amount(r.Base()), "全年预算数"
}

func formUnit(f *model.Form) string {
	if f.Table == nil || f.Table.Unit == "" {
		return "万元"
	}
	return f.Table.Unit
}
