package figure

import (
	"github.com/shopspring/decimal"

	"ziping/model"
)

// A Tallied is a column over many rows, added up without keeping the figures.
type Tallied struct {
	N           int
	Sum         decimal.Decimal
	place       int32           // the finest that is written: Excel drops the zeros of the others
	open        decimal.Decimal // what the approximate figures leave open
	area        area
	Unit, Other string // two units that must not be added, as mixed finds them
	Bad         bool   // one of the figures could not be read
	Approx      bool   // one of the figures is about
	Blank       int    // rows that state nothing in a column they have
}

// Tally adds up the column's known figures in the given rows. It is not ok when
// one of them could not be read, or none is there.
func (c Column) Tally(list []int) (t Tallied, ok bool) {
	var sum accumulator
	for _, i := range list {
		f := c.Cell(i)
		switch {
		case f.State == model.Bad:
			return Tallied{Bad: true}, false
		case !f.Known():
			if f.State == model.Blank || f.State == model.Filler {
				t.Blank++
			}
			continue
		}
		if t.N == 0 || f.Place < t.place {
			t.place = f.Place
		}
		t.N++
		t.area.add(f.Pos)
		sum.add(f.N)
		if f.Approx {
			t.Approx = true
			t.open = t.open.Add(f.Slack())
		}
		switch {
		case f.Unit == "", f.Unit == t.Unit, t.Other != "":
		case t.Unit == "":
			t.Unit = f.Unit
		case SameUnit(t.Unit, f.Unit) == Different:
			t.Other = f.Unit
		}
	}
	t.Sum = sum.value()
	return t, t.N > 0
}

// Tolerance is by how much the sum may differ from other known figures.
func (t Tallied) Tolerance(others ...Figure) decimal.Decimal {
	return Half(max(t.place, finest(others), -2)).Add(t.open).Add(open(others))
}

// Over is the sum as an expression: row by row where one of them may be to
// blame, as a series where there are too many. A single blank counts as nothing
// and may be what is missing.
func (c Column) Over(list []int, t Tallied) Expr {
	if t.N > MaxSuspects {
		return Expr{rows: c.series(list, t)}
	}
	parts, blank, _ := c.Pick(list)
	num := Terms(parts)
	if len(blank) == 1 {
		num = append(num, Term{Pos: blank[0]})
	}
	return Expr{Num: num}
}

// series are the terms of a column in the given rows, made when they are asked for.
func (c Column) series(list []int, t Tallied) series {
	return series{n: t.N, sum: t.Sum, area: t.area, each: func(yield func(Term) bool) {
		for _, i := range list {
			if f := c.Cell(i); f.Known() && !yield(f.Term()) {
				return
			}
		}
	}}
}
