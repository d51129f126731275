package relation

import (
	"cmp"
	"maps"
	"slices"

	"github.com/shopspring/decimal"

	"ziping/model"
	"ziping/model/check/figure"
)

// maxSwapped bounds the cells of a column that are tried against each other.
const maxSwapped = 40

// swaps opens a fault for every two cells of a column that each hold the
// other's figure: with the figures changed over, two or more broken relations
// are satisfied and none breaks. The total over both says nothing of it.
func (d *diagnosis) swaps(failing []*Relation) {
	type column struct {
		sheet *model.Sheet
		col   int32
	}
	held := map[column]map[model.Pos]decimal.Decimal{}
	note := func(pos model.Pos, n decimal.Decimal) {
		at := column{pos.Sheet, pos.Col}
		if held[at] == nil {
			held[at] = map[model.Pos]decimal.Decimal{}
		}
		held[at][pos] = n
	}
	for _, r := range failing {
		if r.Right.Size() > figure.MaxSuspects {
			continue
		}
		if !r.Cell.IsZero() && !r.Anchor {
			note(r.Cell, r.Got)
		}
		for t := range r.Right.Terms {
			if !t.Pos.IsZero() {
				note(t.Pos, t.N)
			}
		}
	}
	var found []*fault
	for _, cells := range held {
		order := slices.SortedFunc(maps.Keys(cells), model.Pos.Compare)
		if len(order) > maxSwapped {
			continue
		}
		for i, a := range order {
			for _, b := range order[i+1:] {
				if f := d.swap(a, b, cells[a], cells[b]); f != nil {
					found = append(found, f)
				}
			}
		}
	}
	slices.SortFunc(found, func(a, b *fault) int {
		return cmp.Or(len(b.broken)-len(a.broken), a.cell.Compare(b.cell), a.partner.Compare(b.partner))
	})
	for _, f := range found {
		if !slices.ContainsFunc(f.broken, func(r *Relation) bool { return !d.open[r] }) {
			d.explain(f)
			d.of[f.partner] = f
		}
	}
}

// swap changes the figures of two cells over. It is nil unless each cell has
// its part in what that satisfies.
func (d *diagnosis) swap(a, b model.Pos, atA, atB decimal.Decimal) *fault {
	if atA.Equal(atB) {
		return nil
	}
	f := &fault{cell: a, value: atB, solved: true, partner: b, along: figure.Fixes{a: atB, b: atA}}
	if !d.spread(f) || !f.concerns(a) || !f.concerns(b) {
		return nil
	}
	return f
}

// concerns reports that a broken equality of the fault mentions a cell. That a
// cell is above a limit tells little of what it should be.
func (f *fault) concerns(cell model.Pos) bool {
	for _, r := range f.broken {
		for c := range r.Cells() {
			if c == cell && !r.Limit {
				return true
			}
		}
	}
	return false
}
