package relation

import (
	"maps"

	"ziping/model"
	"ziping/model/check"
	"ziping/model/check/figure"
)

// place makes r a fault of its own, or a consequence of one already found.
func (d *diagnosis) place(r *Relation) {
	if f := d.cause(r); f != nil {
		fix := d.fix
		if r.Holds(fix) {
			fix = nil // worded as it is written: with the fault corrected there is nothing to say
		}
		f.reports = append(f.reports, r.Finding(fix))
		return
	}
	f := &fault{cell: r.Cell, anchor: r.Anchor, limit: r.Limit, broken: []*Relation{r}, reports: []check.Finding{r.Finding(d.fix)}}
	if f.value, _ = r.Right.Value(d.fix); r.Places > 0 {
		f.value = f.value.Round(r.Places)
	}
	d.add(f)
}

// carry adds to the faults what agrees as it is written and no longer will once
// they are corrected: a rate of 0 under a total that should not be 0.
func (d *diagnosis) carry(relations []Relation) {
	said := map[model.Pos]bool{}
	for _, f := range d.faults {
		for _, r := range f.reports {
			said[r.Pos] = true
		}
	}
	for i := range relations {
		r := &relations[i]
		if r.Limit || r.Anchor || said[r.Cell] || d.of[r.Cell] != nil || r.Right.Size() > figure.MaxSuspects || !r.Holds(nil) {
			continue
		}
		if f := d.first(r.Right); f != nil && f.sure(r) && !r.Holds(d.fix) {
			f.reports = append(f.reports, r.Finding(d.fix))
			said[r.Cell] = true
		}
	}
}

// cause is the fault that explains r, nil when r is a fault of its own.
func (d *diagnosis) cause(r *Relation) *fault {
	same := d.of[r.Cell]
	if r.Anchor {
		same = nil
	}
	if r.Limit && same != nil && same.limit {
		return same
	}
	if r.Holds(d.fix) {
		if same != nil {
			return same
		}
		return d.first(r.Right)
	}
	// The figure is what another wrong figure makes it.
	for _, alt := range r.Alts {
		if f := d.blamed(alt, r.Limit); f != nil {
			if v, ok := alt.Value(nil); ok && r.Accept(r.Got, v) {
				return f
			}
		}
	}
	return nil
}

// first is the fault of the first cell of e that has one, and is known.
func (d *diagnosis) first(e figure.Expr) *fault { return d.blamed(e, false) }

// blamed is first, and with limits also the fault that is only known to be too
// much: what it makes too much in turn follows from it.
func (d *diagnosis) blamed(e figure.Expr, limits bool) *fault {
	if len(d.of) == 0 {
		return nil
	}
	for t := range e.About(maps.Keys(d.of)).Terms {
		if f := d.of[t.Pos]; f != nil && (limits || !f.limit) {
			return f
		}
	}
	return nil
}
