package check

import (
	"github.com/shopspring/decimal"

	"ziping/model"
)

// A figure is one cell of a table as an exact number, whatever it counts.
type figure struct {
	pos    model.Pos
	state  model.State
	n      decimal.Decimal
	place  int32 // power of ten of the last place that decides (see amount)
	approx bool
	unit   string // of a count, as written
}

func (f figure) known() bool { return f.state == model.Known }

func (f figure) term() term { return term{pos: f.pos, n: f.n} }

// coarsest is the place to which a sum in 万元 without decimals is held: an
// office that writes 90 means 90.00 万元 and no less (DOMAIN.md 1.8 B2, where 90
// stands for 89.974 and is wrong).
const coarsest = 2

// amount is a sum of money. Excel drops the zeros of 8.00 万元, so the written
// place is trusted only up to 0.01 万元.
func amount(c model.Cell[model.Amount]) figure {
	return figure{pos: c.Pos, state: c.State, n: c.Value.Yuan, place: min(c.Value.Place, coarsest), approx: c.Value.Approx}
}

func counted(c model.Cell[model.Count]) figure {
	return figure{pos: c.Pos, state: c.State, n: c.Value.N, place: c.Value.Place, approx: c.Value.Approx, unit: c.Value.Unit}
}

func number(c model.Cell[model.Number]) figure {
	return figure{pos: c.Pos, state: c.State, n: c.Value.N, place: c.Value.Place}
}

// slack is how far an approximate figure may be from what it stands for: one
// unit of its last digit that is not zero (320余 is less than 330).
func (f figure) slack() decimal.Decimal {
	if !f.approx || f.n.IsZero() {
		return decimal.Decimal{}
	}
	n := f.n
	for n.Exponent() < 0 && n.Equal(n.Truncate(-n.Exponent()-1)) {
		n = n.Truncate(-n.Exponent() - 1)
	}
	if n.Exponent() < 0 {
		return decimal.New(1, n.Exponent())
	}
	unit := int32(0)
	for d := n; d.Mod(decimal.NewFromInt(10)).IsZero(); d = d.Shift(-1) {
		unit++
	}
	return decimal.New(1, unit)
}

// half is half a unit of a written place.
func half(place int32) decimal.Decimal { return decimal.New(5, place-1) }

// tolerance is by how much figures may differ that are written like these: half
// a unit of the coarsest written place, and what the approximate ones leave open.
func tolerance(figures ...figure) decimal.Decimal {
	var place int32 = -2
	for i := range figures {
		if figures[i].known() {
			place = max(place, figures[i].place)
		}
	}
	return half(place).Add(open(figures))
}

// toleranceOf is tolerance between sums. What is added up is written as finely
// as its finest part: Excel drops the zeros of the others.
func toleranceOf(sums ...[]figure) decimal.Decimal {
	var place int32 = -2
	var slack decimal.Decimal
	for _, list := range sums {
		place = max(place, finest(list))
		slack = slack.Add(open(list))
	}
	return half(place).Add(slack)
}

// finest is the finest written place of the known figures.
func finest(list []figure) int32 {
	var place int32 = -2
	first := true
	for i := range list {
		if f := &list[i]; f.known() && (first || f.place < place) {
			place, first = f.place, false
		}
	}
	return place
}

// open is what the approximate figures leave open.
func open(list []figure) decimal.Decimal {
	var sum decimal.Decimal
	for i := range list {
		if f := &list[i]; f.known() && f.approx {
			sum = sum.Add(f.slack())
		}
	}
	return sum
}

// within accepts figures that differ by no more than tol.
func within(tol decimal.Decimal) func(got, want decimal.Decimal) bool {
	return func(got, want decimal.Decimal) bool { return got.Sub(want).Abs().LessThanOrEqual(tol) }
}

// atMost accepts figures no greater than the limit, by more than tol.
func atMost(tol decimal.Decimal) func(got, limit decimal.Decimal) bool {
	return func(got, limit decimal.Decimal) bool { return got.Sub(limit).LessThanOrEqual(tol) }
}

func anyApprox(figures []figure) bool {
	for _, f := range figures {
		if f.approx {
			return true
		}
	}
	return false
}

func terms(figures []figure) []term {
	out := make([]term, len(figures))
	for i := range figures {
		out[i] = term{pos: figures[i].pos, n: figures[i].n}
	}
	return out
}

// minus are the terms of one sum less another's.
func minus(list, less []figure) []term {
	out := terms(list)
	for _, f := range less {
		t := f.term()
		t.neg = true
		out = append(out, t)
	}
	return out
}

func places(figures []figure) []model.Pos {
	out := make([]model.Pos, len(figures))
	for i, f := range figures {
		out[i] = f.pos
	}
	return out
}
