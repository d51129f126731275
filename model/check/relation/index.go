package relation

import (
	"iter"
	"maps"

	"github.com/shopspring/decimal"

	"ziping/model"
	"ziping/model/check/figure"
)

// indexCells finds the relations of every cell that a failing one mentions.
func indexCells(relations []Relation, failing []*Relation) map[model.Pos][]*Relation {
	index := map[model.Pos][]*Relation{}
	for _, r := range failing {
		for _, s := range r.suspects() {
			index[s.Pos] = nil
		}
	}
	var rough sieve
	for c := range index {
		rough.add(c)
	}
	for i := range relations {
		r := &relations[i]
		for c := range r.cellsOf(r.Right.About(maps.Keys(index))) {
			if !rough.may(c) {
				continue
			}
			if list, wanted := index[c]; wanted && (len(list) == 0 || list[len(list)-1] != r) {
				index[c] = append(list, r)
			}
		}
	}
	return index
}

// A sieve tells quickly of most cells that they are not wanted.
type sieve [1 << 12]bool

func sieved(c model.Pos) int { return int(c.Row*31+c.Col) & (1<<12 - 1) }

func (s *sieve) add(c model.Pos) { s[sieved(c)] = true }

func (s *sieve) may(c model.Pos) bool { return s[sieved(c)] }

// Cells yields the cells r mentions.
func (r *Relation) Cells() iter.Seq[model.Pos] { return r.cellsOf(r.Right) }

func (r *Relation) cellsOf(right figure.Expr) iter.Seq[model.Pos] {
	return func(yield func(model.Pos) bool) {
		if !r.Cell.IsZero() && !r.Anchor && !yield(r.Cell) {
			return
		}
		for t := range right.Terms {
			if !t.Pos.IsZero() && !yield(t.Pos) {
				return
			}
		}
	}
}

// indexAll finds the relations of every cell, unless there are too many.
func (d *diagnosis) indexAll(relations []Relation) bool {
	n := 0
	for i := range relations {
		if n += 1 + relations[i].Right.Size() + len(relations[i].Right.Den); n > 100*figure.MaxSuspects {
			return false
		}
	}
	d.index = map[model.Pos][]*Relation{}
	for i := range relations {
		r := &relations[i]
		for c := range r.Cells() {
			if list := d.index[c]; len(list) == 0 || list[len(list)-1] != r {
				d.index[c] = append(list, r)
			}
		}
	}
	return true
}

// off is by how much a suspect is more than it should be.
func (r *Relation) off(s figure.Term) decimal.Decimal {
	for t := range r.Right.Top {
		if t.Pos == s.Pos {
			return t.N.Sub(s.N)
		}
	}
	return r.Got.Sub(s.N)
}

// suspects are the corrections of one cell each that would satisfy r. Of a long
// sum only the total itself is suspect.
func (r *Relation) suspects() []figure.Term {
	want, _ := r.Right.Value(nil)
	var out []figure.Term
	if !r.Cell.IsZero() && !r.Anchor {
		out = append(out, figure.Term{Pos: r.Cell, N: want})
	}
	if r.Right.Size() > figure.MaxSuspects {
		return out
	}
	gap := r.Got.Sub(want)
	for t := range r.Right.Top {
		if t.Pos.IsZero() {
			continue
		}
		if t.Neg {
			t.N = t.N.Sub(gap)
		} else {
			t.N = t.N.Add(gap)
		}
		out = append(out, figure.Term{Pos: t.Pos, N: t.N})
	}
	return out
}
