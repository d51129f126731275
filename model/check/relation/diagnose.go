package relation

import (
	"cmp"
	"maps"
	"slices"

	"github.com/shopspring/decimal"

	"ziping/model"
	"ziping/model/check"
	"ziping/model/check/figure"
)

// diagnose makes findings of relations that do not hold, the same fault once.
//
// First it looks for two cells that hold each other's figure, then for a single
// cell whose correction satisfies two or more broken relations and breaks none:
// that is the fault, the first of them is the finding, the others are its
// consequences. Then, level by level, every
// relation left is either satisfied once the faults found so far are corrected,
// or states a figure that is right by those wrong figures (both are
// consequences), or is a fault of its own.
func diagnose(relations []Relation) []check.Finding {
	var failing []*Relation
	for i := range relations {
		if !relations[i].Holds(nil) {
			failing = append(failing, &relations[i])
		}
	}
	if len(failing) == 0 {
		return nil
	}
	slices.SortStableFunc(failing, func(a, b *Relation) int { return cmp.Compare(a.Level, b.Level) })
	d := &diagnosis{
		index: indexCells(relations, failing), open: map[*Relation]bool{},
		fix: figure.Fixes{}, of: map[model.Pos]*fault{},
	}
	for _, r := range failing {
		d.open[r] = true
	}
	all := len(failing) > 1 && d.indexAll(relations)
	if all {
		d.swaps(failing)
	}
	d.single(failing, d.try)
	if len(d.open) > 1 && all {
		d.single(failing, d.ripple)
	}
	for _, r := range failing {
		if d.open[r] {
			d.place(r)
		}
	}
	d.carry(relations)
	out := make([]check.Finding, len(d.faults))
	for i, f := range d.faults {
		out[i] = f.finding()
	}
	return out
}

type diagnosis struct {
	index  map[model.Pos][]*Relation
	open   map[*Relation]bool // failing relations without a fault yet
	faults []*fault
	fix    figure.Fixes
	of     map[model.Pos]*fault
	effort int // terms added up so far in trying corrections
}

// maxEffort bounds the terms added up in looking for the cells behind several
// broken relations; past it every one is a fault of its own.
const maxEffort = 4_000_000

// single opens a fault for every cell that alone explains several relations,
// those that explain most first.
func (d *diagnosis) single(failing []*Relation, try func(figure.Term) *fault) {
	var candidates []*fault
	tried := map[model.Pos][]decimal.Decimal{}
	for _, r := range failing {
		if r.Limit || !d.open[r] || !r.Right.Linear() {
			continue
		}
		for _, s := range r.suspects() {
			if len(d.index[s.Pos]) < 2 || slices.ContainsFunc(tried[s.Pos], s.N.Equal) {
				continue
			}
			tried[s.Pos] = append(tried[s.Pos], s.N)
			if f := try(s); f != nil {
				f.show, f.off = r.Show, r.off(s)
				candidates = append(candidates, f)
			}
		}
	}
	slices.SortStableFunc(candidates, func(a, b *fault) int { return len(b.broken) - len(a.broken) })
	alike := map[*Relation][]*fault{}
	for _, f := range candidates {
		alike[f.broken[0]] = append(alike[f.broken[0]], f)
	}
	for _, f := range candidates {
		for _, g := range alike[f.broken[0]] {
			if g.cell != f.cell && slices.Equal(g.broken, f.broken) {
				f.rivals++
			}
		}
	}
	for _, f := range candidates {
		f.broken = slices.DeleteFunc(f.broken, func(r *Relation) bool { return !d.open[r] })
		if len(f.broken) >= 2 {
			d.explain(f)
		}
	}
}

// explain words what one wrong cell breaks: what weighs most first, of that what
// is said of the cell itself, then in the order of the rules.
func (d *diagnosis) explain(f *fault) {
	words := map[*Relation]check.Finding{}
	for _, r := range f.broken {
		words[r] = r.Finding(d.fix)
		delete(d.open, r)
	}
	slices.SortStableFunc(f.broken, func(a, b *Relation) int {
		return cmp.Or(
			cmp.Compare(words[b].Severity.Weight(), words[a].Severity.Weight()),
			cmp.Compare(f.apart(a), f.apart(b)), cmp.Compare(a.rank(), b.rank()), a.Cell.Compare(b.Cell))
	})
	for _, r := range f.broken {
		f.reports = append(f.reports, words[r])
	}
	d.add(f)
}

// rank tells which of several broken relations names the fault best: the order
// of the rules.
func (r *Relation) rank() int { return r.order }

// try corrects one cell: the relations that satisfies, nil when it is fewer
// than two or when another breaks.
func (d *diagnosis) try(s figure.Term) *fault {
	fix := figure.Fixes{s.Pos: s.N}
	f := &fault{cell: s.Pos, value: s.N, solved: true}
	for _, r := range d.index[s.Pos] {
		if !d.may(r) {
			return nil
		}
		switch holds := r.Holds(fix); {
		case holds && d.open[r]:
			f.broken = append(f.broken, r)
		case !holds && !d.open[r]:
			return nil
		}
	}
	if len(f.broken) < 2 {
		return nil
	}
	return f
}

// may reports that the effort of trying r once more is still allowed.
func (d *diagnosis) may(r *Relation) bool {
	d.effort += 1 + r.Right.Size()
	return d.effort <= maxEffort
}

// ripple is try for workbooks that calculate: when a cell is corrected, the
// totals, balances and rates that agree with it as it is written are corrected
// along, within their table. Another table that agrees with the cell speaks
// against the correction.
func (d *diagnosis) ripple(s figure.Term) *fault {
	f := &fault{cell: s.Pos, value: s.N, solved: true, along: figure.Fixes{s.Pos: s.N}}
	if !d.spread(f) {
		return nil
	}
	return f
}

// spread corrects what follows from the corrections of a fault, and notes the
// broken relations that satisfies: false when fewer than two, or when one breaks.
func (d *diagnosis) spread(f *fault) bool {
	seen := map[*Relation]bool{}
	for queue := slices.SortedFunc(maps.Keys(f.along), model.Pos.Compare); len(queue) > 0; queue = queue[1:] {
		for _, r := range d.index[queue[0]] {
			seen[r] = true
			if !d.may(r) {
				return false
			}
			if d.open[r] || r.Holds(f.along) {
				continue
			}
			if _, fixed := f.along[r.Cell]; fixed || r.Limit || r.Anchor || r.Level > 2 || len(f.along) > figure.MaxSuspects {
				return false
			}
			f.along[r.Cell], _ = r.Right.Value(f.along)
			queue = append(queue, r.Cell)
		}
	}
	for r := range seen {
		switch holds := r.Holds(f.along); {
		case holds && d.open[r]:
			f.broken = append(f.broken, r)
		case !holds && !d.open[r]:
			return false
		}
	}
	return len(f.broken) >= 2
}

func (d *diagnosis) add(f *fault) {
	d.faults = append(d.faults, f)
	for cell, n := range f.along {
		d.fix[cell] = n
	}
	if f.cell.IsZero() {
		return
	}
	if f.anchor {
		return
	}
	if !f.limit {
		d.fix[f.cell] = f.value
	}
	if d.of[f.cell] == nil {
		d.of[f.cell] = f
	}
}
