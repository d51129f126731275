package rules

import (
	"github.com/shopspring/decimal"

	"ziping/model"
	"ziping/model/check"
	"ziping/model/check/figure"
)

// right reports that the rate is the one it should be.
func (q ratio) right() bool {
	d := q.bases[0].sum()
	return d.IsZero() || rateNear(q.stated.Value.Place)(q.stated.Value.R, q.top.sum().Div(d))
}

// points words the gap between two rates in percentage points.
func points(got, want decimal.Decimal) string {
	return figure.Gap(got.Shift(2), want.Shift(2), func(d decimal.Decimal) string { return figure.TrimZeros(d.StringFixed(2)) + " 个百分点" })
}

// rateTolerance is 0.05 percentage points (DOMAIN.md 2.3).
var rateTolerance = decimal.New(5, -4)

// coarsestRate is the place a rate is held to that is written without decimals:
// Excel shows 1 for 100 %.
const coarsestRate = -2

// rateNear accepts a rate that is right to its written place, cut off or
// rounded, and to 0.05 percentage points.
func rateNear(place int32) func(got, want decimal.Decimal) bool {
	place = min(place, coarsestRate)
	tol := decimal.Max(rateTolerance, figure.Half(place))
	return func(got, want decimal.Decimal) bool {
		if got.Sub(want).Abs().LessThanOrEqual(tol) {
			return true
		}
		return place < coarsestRate && got.Equal(want.Truncate(-place))
	}
}

// A basis is a denominator a rate may have been computed on.
type basis struct {
	name    string
	figures []figure.Figure
	stated  []figure.Figure // the stated total instead of its rows
	bad     *figure.Figure  // the cell that cannot be read
}

func (b basis) known() bool { return len(b.figures) > 0 }

func (b basis) sum() decimal.Decimal { return figure.Sum(figure.Terms(b.figures), nil) }

// A ratio is one stated rate with all it could be.
type ratio struct {
	stated model.Cell[model.Ratio]
	name   string // 预算执行率
	top    basis
	bases  []basis         // the one the rate should have first
	unread []figure.Figure // bases that cannot be read
	level  int
	show   func(decimal.Decimal) string
}

// matches finds the first basis, from the given one on, that reproduces the
// stated rate.
func (q ratio) matches(from int) (int, bool) {
	near := rateNear(q.stated.Value.Place)
	for i := from; i < len(q.bases); i++ {
		d := q.bases[i].sum()
		if q.bases[i].known() && !d.IsZero() && near(q.stated.Value.R, q.top.sum().DivRound(d, model.RatePlaces)) {
			return i, true
		}
	}
	return 0, false
}

// usable reports that there is a rate to check and something to check it with.
func (q ratio) usable() bool {
	return q.stated.Known() && !q.stated.Value.Approx && q.top.known() && len(q.bases) > 0 && q.bases[0].known() &&
		!figure.AnyApprox(q.top.figures) && !figure.AnyApprox(q.bases[0].figures)
}

// ratios are the rates a project's tables and forms state.
func ratios(p *check.Pass) []ratio {
	var out []ratio
	for _, t := range p.Project.Funds {
		view, columns := figure.FundRows(t), figure.FundColumns(t)
		for i, r := range t.Rows {
			if r.Rate.Known() || r.Receipt.Known() {
				out = append(out, fundRatios(p, t, r, sides(view, columns, r, i))...)
			}
		}
	}
	for _, f := range p.Project.Forms {
		for _, r := range f.Money {
			if r.Rate.Known() {
				out = append(out, formRatio(p, f, r))
			}
		}
	}
	return out
}

// sides are the columns of one row; of a total row, what the rows add up to.
func sides(t figure.Table, columns []figure.Column, r *model.FundRow, i int) map[string]basis {
	out := map[string]basis{}
	leaves := t.Leaves(i)
	for _, c := range columns[:6] {
		own := c.Cell(i)
		b := basis{name: c.Name}
		if own.State == model.Bad {
			b.bad = &own
		}
		if own.Known() {
			b.stated = []figure.Figure{own}
			b.figures = b.stated
		}
		if r.Kind == model.Subtotal || r.Kind == model.Total {
			if parts, _, ok := c.Pick(leaves); ok {
				b.figures = parts
			}
		}
		out[c.Name] = b
	}
	return out
}

func fundRatios(p *check.Pass, t *model.FundTable, r *model.FundRow, s map[string]basis) []ratio {
	show := func(d decimal.Decimal) string { return figure.Money(d, figure.MoneyUnit(t.Table)) }
	execution := ratio{stated: r.Rate, name: figure.Header(t.Table, r.Rate.Pos, "预算执行率"), top: s["实际支出"], level: rowLevel(r.Kind), show: show}
	for _, name := range p.Set.Denominators() {
		b := s[map[string]string{"budget": "计划资金", "initial": "年初预算", "received": "到位资金"}[name]]
		if b.known() {
			execution.bases = append(execution.bases, b)
		} else if b.bad != nil {
			execution.unread = append(execution.unread, *b.bad)
		}
	}
	receipt := ratio{stated: r.Receipt, name: figure.Header(t.Table, r.Receipt.Pos, "到位率"), top: s["到位资金"], level: rowLevel(r.Kind), show: show}
	for _, name := range []string{"计划资金", "年初预算"} {
		if b := s[name]; b.known() {
			receipt.bases = append(receipt.bases, b)
		}
	}
	return []ratio{execution, receipt}
}

func formRatio(p *check.Pass, f *model.Form, r *model.MoneyRow) ratio {
	q := ratio{stated: r.Rate, name: "执行率", level: 2, show: func(d decimal.Decimal) string { return figure.Money(d, formUnit(f)) }}
	if r.Spent.Known() {
		q.top = single("全年执行数", figure.Amount(r.Spent))
	}
	for _, name := range p.Set.Denominators() {
		switch {
		case name == "budget" && r.Budget.Known():
			q.bases = append(q.bases, single("全年预算数", figure.Amount(r.Budget)))
		case name == "initial" && r.Initial.Known():
			q.bases = append(q.bases, single("年初预算数", figure.Amount(r.Initial)))
		}
	}
	return q
}

func single(name string, f figure.Figure) basis {
	return basis{name: name, figures: []figure.Figure{f}, stated: []figure.Figure{f}}
}
