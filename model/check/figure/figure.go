package figure

import (
	"github.com/shopspring/decimal"

	"ziping/model"
)

func Related(pos model.Pos) []model.Pos {
	if pos.IsZero() {
		return nil
	}
	return []model.Pos{pos}
}

// A Figure is one cell of a table as an exact number, whatever it counts.
type Figure struct {
	Pos    model.Pos
	State  model.State
	N      decimal.Decimal
	Place  int32 // power of ten of the last place that decides (see amount)
	Approx bool
	Unit   string // of a count, as written
}

func (f Figure) Known() bool { return f.State == model.Known }

func (f Figure) Term() Term { return Term{Pos: f.Pos, N: f.N} }

// Coarsest is the place to which a sum in 万元 without decimals is held: an
// office that writes 90 means 90.00 万元 and no less (DOMAIN.md 1.8 B2, where 90
// stands for 89.974 and is wrong).
const Coarsest = 2

// Amount is a sum of money. Excel drops the zeros of 8.00 万元, so the written
// place is trusted only up to 0.01 万元.
func Amount(c model.Cell[model.Amount]) Figure {
	return Figure{Pos: c.Pos, State: c.State, N: c.Value.Yuan, Place: min(c.Value.Place, Coarsest), Approx: c.Value.Approx}
}

func Counted(c model.Cell[model.Count]) Figure {
	return Figure{Pos: c.Pos, State: c.State, N: c.Value.N, Place: c.Value.Place, Approx: c.Value.Approx, Unit: c.Value.Unit}
}

func Number(c model.Cell[model.Number]) Figure {
	return Figure{Pos: c.Pos, State: c.State, N: c.Value.N, Place: c.Value.Place}
}

// Slack is how far an approximate figure may be from what it stands for: one
// unit of its last digit that is not zero (320余 is less than 330).
func (f Figure) Slack() decimal.Decimal {
	if !f.Approx || f.N.IsZero() {
		return decimal.Decimal{}
	}
	n := f.N
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

// Half is half a unit of a written place.
func Half(place int32) decimal.Decimal { return decimal.New(5, place-1) }

// Tolerance is by how much figures may differ that are written like these: half
// a unit of the coarsest written place, and what the approximate ones leave open.
func Tolerance(figures ...Figure) decimal.Decimal {
	var place int32 = -2
	for i := range figures {
		if figures[i].Known() {
			place = max(place, figures[i].Place)
		}
	}
	return Half(place).Add(open(figures))
}

// ToleranceOf is tolerance between sums. What is added up is written as finely
// as its finest part: Excel drops the zeros of the others.
func ToleranceOf(sums ...[]Figure) decimal.Decimal {
	var place int32 = -2
	var slack decimal.Decimal
	for _, list := range sums {
		place = max(place, finest(list))
		slack = slack.Add(open(list))
	}
	return Half(place).Add(slack)
}

// finest is the finest written place of the known figures.
func finest(list []Figure) int32 {
	var place int32 = -2
	first := true
	for i := range list {
		if f := &list[i]; f.Known() && (first || f.Place < place) {
			place, first = f.Place, false
		}
	}
	return place
}

// open is what the approximate figures leave open.
func open(list []Figure) decimal.Decimal {
	var sum decimal.Decimal
	for i := range list {
		if f := &list[i]; f.Known() && f.Approx {
			sum = sum.Add(f.Slack())
		}
	}
	return sum
}

// Within accepts figures that differ by no more than tol.
func Within(tol decimal.Decimal) func(got, want decimal.Decimal) bool {
	return func(got, want decimal.Decimal) bool { return got.Sub(want).Abs().LessThanOrEqual(tol) }
}

// AtMost accepts figures no greater than the limit, by more than tol.
func AtMost(tol decimal.Decimal) func(got, limit decimal.Decimal) bool {
	return func(got, limit decimal.Decimal) bool { return got.Sub(limit).LessThanOrEqual(tol) }
}

func AnyApprox(figures []Figure) bool {
	for _, f := range figures {
		if f.Approx {
			return true
		}
	}
	return false
}

func Places(figures []Figure) []model.Pos {
	out := make([]model.Pos, len(figures))
	for i, f := range figures {
		out[i] = f.Pos
	}
	return out
}
