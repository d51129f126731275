package rules

import (
	"slices"

	"ziping/model"
	"ziping/model/check/figure"
)

// inSources reports a row whose 到位资金 is written by its sources only: there is
// no cell for the whole, and each source is checked for itself.
func inSources(r *model.FundRow) bool {
	return r.Received.Known() && slices.ContainsFunc(r.Sources, func(s model.Source) bool { return s.Amount.Pos == r.Received.Pos })
}

// receivedAs are the cells that state what a row received.
func receivedAs(r *model.FundRow) []figure.Figure {
	if !inSources(r) {
		return []figure.Figure{figure.Amount(r.Received)}
	}
	var out []figure.Figure
	for _, s := range r.Sources {
		if s.Amount.Known() {
			out = append(out, figure.Amount(s.Amount))
		}
	}
	return out
}

// rowLevel orders what is computed within a row: of a total's row last.
func rowLevel(k model.RowKind) int {
	if k == model.Subtotal || k == model.Total {
		return 2
	}
	return 0
}

// formParts are the parts of the form's money: the figures by kind, in order.
type formParts struct {
	figures  []figure.Figure
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
		switch c := figure.Amount(of(r)); c.State {
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
func (m formParts) nestings() [][]figure.Figure {
	var all, noCarry, firstFiscal []figure.Figure
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
	return [][]figure.Figure{all, firstFiscal, noCarry}
}

// budgetOf is the budget a row of a form is measured by, and its name.
func budgetOf(r *model.MoneyRow) (figure.Figure, string) {
	if r.BaseIsInitial() {
		return figure.Amount(r.Base()), "年初预算数"
	}
	return figure.Amount(r.Base()), "全年预算数"
}

func formUnit(f *model.Form) string {
	if f.Table == nil || f.Table.Unit == "" {
		return "万元"
	}
	return f.Table.Unit
}
