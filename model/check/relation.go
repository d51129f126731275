package check

import (
	"iter"
	"maps"

	"github.com/shopspring/decimal"

	"ziping/model"
)

// A term is one cell on the right side of a relation, with what it holds.
type term struct {
	pos model.Pos
	n   decimal.Decimal
	neg bool
}

// A series is a sum over many rows: what it comes to as written, and the rows
// again for when one of them is looked for. It is not kept row by row.
type series struct {
	n    int
	sum  decimal.Decimal
	area area
	each func(yield func(term) bool)
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

// about is the expression without the rows that have none of the cells.
func (e expr) about(cells iter.Seq[model.Pos]) expr {
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

// An expr is scale × (Σ num + rows) ÷ Σ den, never above scale when capped. An
// empty den is 1, a zero scale is 1.
type expr struct {
	num, den []term
	rows     series
	scale    decimal.Decimal
	capped   bool
}

// fixes are the values that cells found wrong should hold.
type fixes map[model.Pos]decimal.Decimal

// value computes e with the cells as written, but for those in fix. It is not
// there when the denominator is zero.
func (e expr) value(fix fixes) (decimal.Decimal, bool) {
	n := add(e.num, fix)
	if e.rows.n > 0 {
		n = n.Add(e.rows.sum)
		for t := range e.about(maps.Keys(fix)).rows.all {
			if v, fixed := fix[t.pos]; fixed {
				n = n.Add(v.Sub(t.n))
			}
		}
	}
	if len(e.den) > 0 {
		d := add(e.den, fix)
		if d.IsZero() {
			return decimal.Decimal{}, false
		}
		n = n.DivRound(d, model.RatePlaces)
		if e.capped && n.GreaterThan(one) {
			n = one
		}
	}
	if !e.scale.IsZero() {
		n = n.Mul(e.scale)
	}
	return n, true
}

// all yields the rows, if there are any.
func (s series) all(yield func(term) bool) {
	if s.n > 0 {
		s.each(yield)
	}
}

// size is the number of cells above the line.
func (e expr) size() int { return len(e.num) + e.rows.n }

// top yields the terms above the line.
func (e expr) top(yield func(term) bool) {
	for _, t := range e.num {
		if !yield(t) {
			return
		}
	}
	e.rows.all(yield)
}

// terms yields all terms.
func (e expr) terms(yield func(term) bool) {
	for t := range e.top {
		if !yield(t) {
			return
		}
	}
	for _, t := range e.den {
		if !yield(t) {
			return
		}
	}
}

var one = decimal.NewFromInt(1)

func add(terms []term, fix fixes) decimal.Decimal {
	var sum accumulator
	for _, t := range terms {
		n := t.n
		if len(fix) > 0 {
			if v, fixed := fix[t.pos]; fixed {
				n = v
			}
		}
		if t.neg {
			n = n.Neg()
		}
		sum.add(n)
	}
	return sum.value()
}

// linear reports that a change of one cell changes the value by as much.
func (e expr) linear() bool { return len(e.den) == 0 && e.scale.IsZero() }

// A relation is what must hold between the figure in one cell and others.
type relation struct {
	rule  *Rule
	order int       // of the rule
	cell  model.Pos // the cell that is blamed when it does not hold
	got   decimal.Decimal
	right expr
	// accept decides whether the written figure is what the others ask for.
	accept func(got, want decimal.Decimal) bool
	// anchor marks a cell that only shows where to look: it does not hold got,
	// and correcting it settles nothing.
	anchor bool
	// places, when not zero, are the decimals the corrected figure is rounded to.
	places int32
	// limit marks an inequality: nothing is known of what got should be.
	limit bool
	// alts are other ways in which the written figure may have been reached,
	// from other stated figures. They never excuse it; they tell that it only
	// repeats another's fault.
	alts []expr
	// level orders the blame: 0 rows, 1 columns, 2 what is computed from totals,
	// 3 other tables.
	level int
	// say words the finding, given what the figure should be.
	say func(want decimal.Decimal) Finding
	// show writes a figure of this kind with its unit.
	show func(decimal.Decimal) string
}

// holds reports whether the relation is satisfied with the cells as corrected.
// A relation without a value (nothing over zero) asks for nothing.
func (r *relation) holds(fix fixes) bool {
	want, ok := r.right.value(fix)
	return !ok || r.accept(r.left(fix), want)
}

func (r *relation) left(fix fixes) decimal.Decimal {
	if v, ok := fix[r.cell]; ok && !r.anchor {
		return v
	}
	return r.got
}

// finding words what is wrong, with the other cells as corrected.
func (r *relation) finding(fix fixes) Finding {
	want, _ := r.right.value(fix)
	f := r.say(want)
	if f.Rule == "" {
		f.Rule = r.rule.ID
	}
	if f.Severity == "" {
		f.Severity = r.rule.Severity
	}
	f.Pos = r.cell
	if fixed := r.corrected(fix); len(fixed) > 0 {
		f.Message += "（" + cells(r.cell, fixed) + " 按改正后的数算）"
	}
	if tenThousandfold(f) != 0 {
		f.Hint += "；两个数正好差一万倍，先看是不是把元和万元写混了"
	}
	if len(f.Related) > maxRelated {
		f.Related = f.Related[:maxRelated]
	}
	return f
}

// maxRelated bounds the cells a finding lists; a sum over a long log names them
// as a range in its message.
const maxRelated = 60

// corrected are the cells on the right side that were taken as corrected.
func (r *relation) corrected(fix fixes) []model.Pos {
	var out []model.Pos
	if len(fix) == 0 {
		return nil
	}
	for t := range r.right.about(maps.Keys(fix)).terms {
		if v, ok := fix[t.pos]; ok && !v.Equal(t.n) {
			out = append(out, t.pos)
		}
	}
	return out
}

// require hands in a relation.
func (p *Pass) require(r relation) {
	r.rule, r.order = p.Rule, p.Rank()
	l := listed(p)
	l.relations = append(l.relations, r)
}

// A list is the relations of a run.
type list struct {
	relations []relation
	first     []func([]relation) ([]Finding, []relation)
}

type listKey struct{}

func listed(p *Pass) *list {
	return p.Once(listKey{}, func() any {
		l := &list{}
		p.Last(l.findings)
		return l
	}).(*list)
}

// suspect has all relations looked at before each is judged by itself: for a
// fault that breaks many of them at once. It returns its findings and the
// relations they leave.
func (p *Pass) suspect(look func([]relation) ([]Finding, []relation)) {
	l := listed(p)
	l.first = append(l.first, look)
}

func (l *list) findings() []Finding {
	var out []Finding
	for _, look := range l.first {
		found, rest := look(l.relations)
		out, l.relations = append(out, found...), rest
	}
	return append(out, diagnose(l.relations)...)
}
