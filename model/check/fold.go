package check

import (
	"cmp"
	"iter"
	"maps"
	"slices"

	"github.com/shopspring/decimal"

	"ziping/model"
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
func diagnose(relations []relation) []Finding {
	var failing []*relation
	for i := range relations {
		if !relations[i].holds(nil) {
			failing = append(failing, &relations[i])
		}
	}
	if len(failing) == 0 {
		return nil
	}
	slices.SortStableFunc(failing, func(a, b *relation) int { return cmp.Compare(a.level, b.level) })
	d := &diagnosis{
		index: indexCells(relations, failing), open: map[*relation]bool{},
		fix: fixes{}, of: map[model.Pos]*fault{},
	}
	for _, r := range failing {
		d.open[r] = true
	}
	all := len(failing) > 1 && d.indexAll(relations)
	if all {
		d.exchanged(failing)
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
	out := make([]Finding, len(d.faults))
	for i, f := range d.faults {
		out[i] = f.finding()
	}
	return out
}

type diagnosis struct {
	index  map[model.Pos][]*relation
	open   map[*relation]bool // failing relations without a fault yet
	faults []*fault
	fix    fixes
	of     map[model.Pos]*fault
	effort int // terms added up so far in trying corrections
}

// maxEffort bounds the terms added up in looking for the cells behind several
// broken relations, a second's worth; past it every one is a fault of its own.
const maxEffort = 20_000_000

// maxSuspects bounds the cells tried as the single cause of a broken relation:
// a total over thousands of rows tells nothing about which row is wrong.
const maxSuspects = 400

// indexCells finds the relations of every cell that a failing one mentions.
func indexCells(relations []relation, failing []*relation) map[model.Pos][]*relation {
	index := map[model.Pos][]*relation{}
	for _, r := range failing {
		for _, s := range r.suspects() {
			index[s.pos] = nil
		}
	}
	var rough sieve
	for c := range index {
		rough.add(c)
	}
	for i := range relations {
		r := &relations[i]
		for c := range r.cellsOf(r.right.about(maps.Keys(index))) {
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

// cells yields the cells r mentions.
func (r *relation) cells() iter.Seq[model.Pos] { return r.cellsOf(r.right) }

func (r *relation) cellsOf(right expr) iter.Seq[model.Pos] {
	return func(yield func(model.Pos) bool) {
		if !r.cell.IsZero() && !r.anchor && !yield(r.cell) {
			return
		}
		for t := range right.terms {
			if !t.pos.IsZero() && !yield(t.pos) {
				return
			}
		}
	}
}

// single opens a fault for every cell that alone explains several relations,
// those that explain most first.
func (d *diagnosis) single(failing []*relation, try func(term) *fault) {
	var candidates []*fault
	tried := map[model.Pos][]decimal.Decimal{}
	for _, r := range failing {
		if r.limit || !d.open[r] || !r.right.linear() {
			continue
		}
		for _, s := range r.suspects() {
			if len(d.index[s.pos]) < 2 || slices.ContainsFunc(tried[s.pos], s.n.Equal) {
				continue
			}
			tried[s.pos] = append(tried[s.pos], s.n)
			if f := try(s); f != nil {
				f.show, f.off = r.show, r.off(s)
				candidates = append(candidates, f)
			}
		}
	}
	slices.SortStableFunc(candidates, func(a, b *fault) int { return len(b.broken) - len(a.broken) })
	alike := map[*relation][]*fault{}
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
		f.broken = slices.DeleteFunc(f.broken, func(r *relation) bool { return !d.open[r] })
		if len(f.broken) >= 2 {
			d.explain(f)
		}
	}
}

// explain words what one wrong cell breaks: what weighs most first, of that what
// is said of the cell itself, then in the order of the rules.
func (d *diagnosis) explain(f *fault) {
	words := map[*relation]Finding{}
	for _, r := range f.broken {
		words[r] = r.finding(d.fix)
		delete(d.open, r)
	}
	slices.SortStableFunc(f.broken, func(a, b *relation) int {
		return cmp.Or(
			cmp.Compare(words[b].Severity.Weight(), words[a].Severity.Weight()),
			cmp.Compare(f.apart(a), f.apart(b)), cmp.Compare(a.rank(), b.rank()), a.cell.Compare(b.cell))
	})
	for _, r := range f.broken {
		f.reports = append(f.reports, words[r])
	}
	d.add(f)
}

// rank tells which of several broken relations names the fault best: the order
// of the rules.
func (r *relation) rank() int { return r.order }

// try corrects one cell: the relations that satisfies, nil when it is fewer
// than two or when another breaks.
func (d *diagnosis) try(s term) *fault {
	fix := fixes{s.pos: s.n}
	f := &fault{cell: s.pos, value: s.n, solved: true}
	for _, r := range d.index[s.pos] {
		if !d.may(r) {
			return nil
		}
		switch holds := r.holds(fix); {
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
func (d *diagnosis) may(r *relation) bool {
	d.effort += 1 + r.right.size()
	return d.effort <= maxEffort
}

// indexAll finds the relations of every cell, unless there are too many.
func (d *diagnosis) indexAll(relations []relation) bool {
	n := 0
	for i := range relations {
		if n += 1 + relations[i].right.size() + len(relations[i].right.den); n > 100*maxSuspects {
			return false
		}
	}
	d.index = map[model.Pos][]*relation{}
	for i := range relations {
		r := &relations[i]
		for c := range r.cells() {
			if list := d.index[c]; len(list) == 0 || list[len(list)-1] != r {
				d.index[c] = append(list, r)
			}
		}
	}
	return true
}

// ripple is try for workbooks that calculate: when a cell is corrected, the
// totals, balances and rates that agree with it as it is written are corrected
// along, within their table. Another table that agrees with the cell speaks
// against the correction.
func (d *diagnosis) ripple(s term) *fault {
	f := &fault{cell: s.pos, value: s.n, solved: true, along: fixes{s.pos: s.n}}
	if !d.spread(f) {
		return nil
	}
	return f
}

// spread corrects what follows from the corrections of a fault, and notes the
// broken relations that satisfies: false when fewer than two, or when one breaks.
func (d *diagnosis) spread(f *fault) bool {
	seen := map[*relation]bool{}
	for queue := slices.SortedFunc(maps.Keys(f.along), model.Pos.Compare); len(queue) > 0; queue = queue[1:] {
		for _, r := range d.index[queue[0]] {
			seen[r] = true
			if !d.may(r) {
				return false
			}
			if d.open[r] || r.holds(f.along) {
				continue
			}
			if _, fixed := f.along[r.cell]; fixed || r.limit || r.anchor || r.level > 2 || len(f.along) > maxSuspects {
				return false
			}
			f.along[r.cell], _ = r.right.value(f.along)
			queue = append(queue, r.cell)
		}
	}
	for r := range seen {
		switch holds := r.holds(f.along); {
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

// place makes r a fault of its own, or a consequence of one already found.
func (d *diagnosis) place(r *relation) {
	if f := d.cause(r); f != nil {
		fix := d.fix
		if r.holds(fix) {
			fix = nil // worded as it is written: with the fault corrected there is nothing to say
		}
		f.reports = append(f.reports, r.finding(fix))
		return
	}
	f := &fault{cell: r.cell, anchor: r.anchor, limit: r.limit, broken: []*relation{r}, reports: []Finding{r.finding(d.fix)}}
	if f.value, _ = r.right.value(d.fix); r.places > 0 {
		f.value = f.value.Round(r.places)
	}
	d.add(f)
}

// carry adds to the faults what agrees as it is written and no longer will once
// they are corrected: a rate of 0 under a total that should not be 0.
func (d *diagnosis) carry(relations []relation) {
	said := map[model.Pos]bool{}
	for _, f := range d.faults {
		for _, r := range f.reports {
			said[r.Pos] = true
		}
	}
	for i := range relations {
		r := &relations[i]
		if r.limit || r.anchor || said[r.cell] || d.of[r.cell] != nil || r.right.size() > maxSuspects || !r.holds(nil) {
			continue
		}
		if f := d.first(r.right); f != nil && f.sure(r) && !r.holds(d.fix) {
			f.reports = append(f.reports, r.finding(d.fix))
			said[r.cell] = true
		}
	}
}

// cause is the fault that explains r, nil when r is a fault of its own.
func (d *diagnosis) cause(r *relation) *fault {
	same := d.of[r.cell]
	if r.anchor {
		same = nil
	}
	if r.limit && same != nil && same.limit {
		return same
	}
	if r.holds(d.fix) {
		if same != nil {
			return same
		}
		return d.first(r.right)
	}
	// The figure is what another wrong figure makes it.
	for _, alt := range r.alts {
		if f := d.blamed(alt, r.limit); f != nil {
			if v, ok := alt.value(nil); ok && r.accept(r.got, v) {
				return f
			}
		}
	}
	return nil
}

// first is the fault of the first cell of e that has one, and is known.
func (d *diagnosis) first(e expr) *fault { return d.blamed(e, false) }

// blamed is first, and with limits also the fault that is only known to be too
// much: what it makes too much in turn follows from it.
func (d *diagnosis) blamed(e expr, limits bool) *fault {
	if len(d.of) == 0 {
		return nil
	}
	for t := range e.about(maps.Keys(d.of)).terms {
		if f := d.of[t.pos]; f != nil && (limits || !f.limit) {
			return f
		}
	}
	return nil
}

// off is by how much a suspect is more than it should be.
func (r *relation) off(s term) decimal.Decimal {
	for t := range r.right.top {
		if t.pos == s.pos {
			return t.n.Sub(s.n)
		}
	}
	return r.got.Sub(s.n)
}

// suspects are the corrections of one cell each that would satisfy r. Of a long
// sum only the total itself is suspect.
func (r *relation) suspects() []term {
	want, _ := r.right.value(nil)
	var out []term
	if !r.cell.IsZero() && !r.anchor {
		out = append(out, term{pos: r.cell, n: want})
	}
	if r.right.size() > maxSuspects {
		return out
	}
	gap := r.got.Sub(want)
	for t := range r.right.top {
		if t.pos.IsZero() {
			continue
		}
		if t.neg {
			t.n = t.n.Sub(gap)
		} else {
			t.n = t.n.Add(gap)
		}
		out = append(out, term{pos: t.pos, n: t.n})
	}
	return out
}
