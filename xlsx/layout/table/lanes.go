package table

import (
	"iter"
	"slices"

	"ziping/model"
	"ziping/xlsx/layout/body"
	"ziping/xlsx/layout/evidence"
)

const (
	slabRows = 32 // allocated at once: little enough to stay in the processor's cache until it is filled
	lanes    = 2  // fixed: what is read does not depend on the machine
)

// A logPart is consecutive rows of a log and where they were read from.
type logPart struct {
	from  []*body.Row
	begun []beginning
	rows  []*model.Activity
}

// readActivities reads the rows of a log that count, part by part; from is good
// until the next part. Half of the rows of a long part are read beside the other
// half.
func (t *table) readActivities() iter.Seq[*logPart] {
	return func(yield func(*logPart) bool) {
		ls := t.newLanes()
		begins := ls[0].begins()
		var p logPart
		for k := 0; k < len(t.b.Rows); {
			p.from, p.begun = p.from[:0], p.begun[:0]
			for ; k < len(t.b.Rows) && len(p.from) < evidence.LaneRows; k++ {
				if b := &t.b.Rows[k]; b.Counts() {
					p.from = append(p.from, b)
					if begins {
						p.begun = append(p.begun, ls[0].begin(b))
					}
				}
			}
			if len(p.from) > 0 {
				t.readPart(ls, &p)
				if !yield(&p) {
					return
				}
			}
		}
	}
}

// readPart reads a part in lanes. The notes come in the order of the rows.
func (t *table) readPart(ls []*logReader, p *logPart) {
	p.rows = slices.Grow(p.rows[:0], len(p.from))[:len(p.from)]
	share := (len(p.from) + len(ls) - 1) / len(ls)
	done := make(chan any, len(ls))
	for k := 1; k < len(ls); k++ {
		go func() {
			defer func() { done <- recover() }()
			ls[k].readAll(p, k*share, min((k+1)*share, len(p.from)))
		}()
	}
	ls[0].readAll(p, 0, share)
	for range ls[1:] {
		if p := <-done; p != nil {
			panic(p)
		}
	}
	for _, r := range ls[1:] {
		t.Said = append(t.Said, r.t.Said...)
		t.Computed = append(t.Computed, r.t.Computed...)
		r.t.Said, r.t.Computed = r.t.Said[:0], r.t.Computed[:0]
	}
}

func (r *logReader) readAll(p *logPart, from, to int) {
	var slab []model.Activity
	for i := from; i < to; i++ {
		if len(slab) == 0 {
			slab = make([]model.Activity, min(slabRows, to-i))
		}
		p.rows[i], slab = &slab[0], slab[1:]
		var begun *beginning
		if len(p.begun) > 0 {
			begun = &p.begun[i]
		}
		r.read(p.rows[i], p.from[i], begun)
	}
}

// newLanes are the readers of a log: one, that of t itself, for a short one.
func (t *table) newLanes() []*logReader {
	out := []*logReader{t.newLogReader()}
	for len(t.b.Rows) > evidence.LaneRows && len(out) < lanes {
		out = append(out, t.beside().newLogReader())
	}
	return out
}

// beside is the same table for a reader that runs at the same time: what reading
// writes to is its own.
func (t *table) beside() *table {
	c, out := *t, *t.out
	c.v, c.out, c.res = t.v.Beside(), &out, &evidence.Result{}
	c.Said, c.assumed, c.Computed = nil, nil, nil
	return &c
}
