package relation

import (
	"ziping/model/check"
)

// Require hands in a relation.
func Require(p *check.Pass, r Relation) {
	r.Rule, r.order = p.Rule, p.Rank()
	l := listed(p)
	if len(l.relations) >= maxKept && r.asks() && r.Holds(nil) {
		p.Count(r.Rule.ID, 1, 0)
		return
	}
	l.relations = append(l.relations, r)
}

// maxKept is the number of relations from which those that hold are counted and
// not kept: of so many no single cell is looked for.
const maxKept = 50_000

// A list is the relations of a run.
type list struct {
	pass      *check.Pass
	relations []Relation
	first     []func([]Relation) ([]check.Finding, []Relation)
}

type listKey struct{}

func listed(p *check.Pass) *list {
	return p.Once(listKey{}, func() any {
		l := &list{pass: p}
		p.Last(l.findings)
		return l
	}).(*list)
}

// Suspect has all relations looked at before each is judged by itself: for a
// fault that breaks many of them at once. It returns its findings and the
// relations they leave.
func Suspect(p *check.Pass, look func([]Relation) ([]check.Finding, []Relation)) {
	l := listed(p)
	l.first = append(l.first, look)
}

func (l *list) findings() []check.Finding {
	for i := range l.relations {
		switch r := &l.relations[i]; {
		case !r.asks():
		case r.Holds(nil):
			l.pass.Count(r.Rule.ID, 1, 0)
		default:
			l.pass.Count(r.Rule.ID, 0, 1)
		}
	}
	var out []check.Finding
	for _, look := range l.first {
		found, rest := look(l.relations)
		out, l.relations = append(out, found...), rest
	}
	return append(out, diagnose(l.relations)...)
}
