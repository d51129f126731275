package figure

import (
	"iter"
	"maps"

	"github.com/shopspring/decimal"

	"ziping/model"
)

// Terms are the figures as terms of a sum.
func Terms(figures []Figure) []Term {
	out := make([]Term, len(figures))
	for i := range figures {
		out[i] = Term{Pos: figures[i].Pos, N: figures[i].N}
	}
	return out
}

// Minus are the terms of one sum less another's.
func Minus(list, less []Figure) []Term {
	out := Terms(list)
	for _, f := range less {
		t := f.Term()
		t.Neg = true
		out = append(out, t)
	}
	return out
}

// MaxSuspects bounds the cells tried as the single cause of a broken relation:
// a total over thousands of rows tells nothing about which row is wrong.
const MaxSuspects = 400

// A Term is one cell on the right side of a relation, with what it holds.
type Term struct {
	Pos model.Pos
	N   decimal.Decimal
	Neg bool
}

// A series is a sum over many rows: what it comes to as written, and the rows
// again for when one of them is looked for. It is not kept row by row.
type series struct {
	n    int
	sum  decimal.Decimal
	area area
	each func(yield func(Term) bool)
}

// An area is the stretch of sheet that the cells of a series lie in.
type area struct {
	sheet              *model.Sheet
	top, left          int32
	bottom, right      int32
	scattered, started bool // over several sheets
}

func (a *area) add(p model.Pos) {
	if !a.started {
		*a = area{p.Sheet, p.Row, p.Col, p.Row, p.Col, false, true}
		return
	}
	a.scattered = a.scattered || p.Sheet != a.sheet
	a.top, a.bottom = min(a.top, p.Row), max(a.bottom, p.Row)
	a.left, a.right = min(a.left, p.Col), max(a.right, p.Col)
}

func (a area) has(p model.Pos) bool {
	return a.scattered || p.Sheet == a.sheet && a.top <= p.Row && p.Row <= a.bottom && a.left <= p.Col && p.Col <= a.right
}

// About is the expression without the rows that have none of the cells.
func (e Expr) About(cells iter.Seq[model.Pos]) Expr {
	if e.rows.n > 0 {
		for c := range cells {
			if e.rows.area.has(c) {
				return e
			}
		}
		e.rows = series{}
	}
	return e
}

// An Expr is scale × (Σ num + rows) ÷ Σ den, never above scale when capped. An
// empty den is 1, a zero scale is 1.
type Expr struct {
	Num, Den []Term
	rows     series
	Scale    decimal.Decimal
	Capped   bool
}

// Fixes are the values that cells found wrong should hold.
type Fixes map[model.Pos]decimal.Decimal

// Value computes e with the cells as written, but for those in fix. It is not
// there when the denominator is zero.
func (e Expr) Value(fix Fixes) (decimal.Decimal, bool) {
	n := Sum(e.Num, fix)
	if e.rows.n > 0 {
		n = n.Add(e.rows.sum)
		for t := range e.About(maps.Keys(fix)).rows.all {
			if v, fixed := fix[t.Pos]; fixed {
				n = n.Add(v.Sub(t.N))
			}
		}
	}
	if len(e.Den) > 0 {
		d := Sum(e.Den, fix)
		if d.IsZero() {
			return decimal.Decimal{}, false
		}
		n = n.DivRound(d, model.RatePlaces)
		if e.Capped && n.GreaterThan(One) {
			n = One
		}
	}
	if !e.Scale.IsZero() {
		n = n.Mul(e.Scale)
	}
	return n, true
}

// all yields the rows, if there are any.
func (s series) all(yield func(Term) bool) {
	if s.n > 0 {
		s.each(yield)
	}
}

// Size is the number of cells above the line.
func (e Expr) Size() int { return len(e.Num) + e.rows.n }

// Top yields the terms above the line.
func (e Expr) Top(yield func(Term) bool) {
	for _, t := range e.Num {
		if !yield(t) {
			return
		}
	}
	e.rows.all(yield)
}

// Terms yields all terms.
func (e Expr) Terms(yield func(Term) bool) {
	for t := range e.Top {
		if !yield(t) {
			return
		}
	}
	for _, t := range e.Den {
		if !yield(t) {
			return
		}
	}
}

var One = decimal.NewFromInt(1)

func Sum(terms []Term, fix Fixes) decimal.Decimal {
	var sum accumulator
	for _, t := range terms {
		n := t.N
		if len(fix) > 0 {
			if v, fixed := fix[t.Pos]; fixed {
				n = v
			}
		}
		if t.Neg {
			n = n.Neg()
		}
		sum.add(n)
	}
	return sum.value()
}

// Linear reports that a change of one cell changes the value by as much.
func (e Expr) Linear() bool { return len(e.Den) == 0 && e.Scale.IsZero() }
