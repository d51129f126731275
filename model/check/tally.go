package check

import "ziping/model"

// A tally is a column over many rows, added up without keeping the figures.
type tally struct {
	n           int
	sum         dec
	place       int32 // the finest that is written: Excel drops the zeros of the others
	open        dec   // what the approximate figures leave open
	area        area
	unit, other string // two units that must not be added, as mixed finds them
}

// tally adds up the column's known figures in the given rows. It is not ok when
// one of them could not be read, or none is there.
func (c column) tally(list []int) (t tally, ok bool) {
	var sum accumulator
	for _, i := range list {
		f := c.cell(i)
		switch {
		case f.state == model.Bad:
			return tally{}, false
		case !f.known():
			continue
		}
		if t.n == 0 || f.place < t.place {
			t.place = f.place
		}
		t.n++
		t.area.add(f.pos)
		sum.add(f.n)
		if f.approx {
			t.open = t.open.Add(f.slack())
		}
		switch {
		case f.unit == "", f.unit == t.unit, t.other != "":
		case t.unit == "":
			t.unit = f.unit
		case sameUnit(t.unit, f.unit) == different:
			t.other = f.unit
		}
	}
	t.sum = sum.value()
	return t, t.n > 0
}

// tolerance is by how much the sum may differ from other known figures.
func (t tally) tolerance(others ...figure) dec {
	return half(max(t.place, finest(others), -2)).Add(t.open).Add(open(others))
}

// over is the sum as an expression: row by row where one of them may be to
// blame, as a series where there are too many. A single blank counts as nothing
// and may be what is missing.
func (c column) over(list []int, t tally) expr {
	if t.n > maxSuspects {
		return expr{rows: c.series(list, t)}
	}
	parts, blank, _ := c.pick(list)
	num := terms(parts)
	if len(blank) == 1 {
		num = append(num, term{pos: blank[0]})
	}
	return expr{num: num}
}

// series are the terms of a column in the given rows, made when they are asked for.
func (c column) series(list []int, t tally) series {
	return series{n: t.n, sum: t.sum, area: t.area, each: func(yield func(term) bool) {
		for _, i := range list {
			if f := c.cell(i); f.known() && !yield(f.term()) {
				return
			}
		}
	}}
}
