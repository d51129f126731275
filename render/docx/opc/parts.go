package opc

import (
	"fmt"
	"strings"
)

// PartKind is what a part that may hold tags is.
type PartKind uint8

const (
	PartBody PartKind = iota
	PartHeader
	PartFooter
	PartFootnotes
	PartEndnotes
	PartComments
	PartChart
	PartDiagram
	PartProps
)

// A PartRef is a part that may hold tags, and the relationship ids by which the main part calls it.
type PartRef struct {
	Name string
	Kind PartKind
	Ids  []string
}

var partRels = []struct {
	rel  string
	kind PartKind
}{
	{relHeader, PartHeader}, {relFooter, PartFooter}, {relNotes, PartFootnotes}, {relEndnotes, PartEndnotes},
	{RelComments, PartComments}, {RelChart, PartChart}, {relDiagram, PartDiagram},
}

// Fillable lists the parts that may hold tags, the body first, then in the order of its relationships.
func (p *Package) Fillable() ([]PartRef, error) {
	out := []PartRef{{Name: p.Main, Kind: PartBody}}
	known := map[string]int{strings.ToLower(p.Main): 0}
	add := func(r *Rel, k PartKind) {
		e := p.Lookup(r.Resolved)
		if e == nil {
			return
		}
		key := strings.ToLower(e.Name)
		i, ok := known[key]
		if !ok {
			i = len(out)
			known[key] = i
			out = append(out, PartRef{Name: e.Name, Kind: k})
		}
		out[i].Ids = append(out[i].Ids, r.ID)
	}
	for i := 0; i < len(out); i++ { // headers and footers may hold charts of their own
		if out[i].Kind == PartChart || out[i].Kind == PartDiagram {
			continue
		}
		rels, err := p.Rels(out[i].Name)
		if err != nil {
			return nil, err
		}
		for j := range rels {
			for _, k := range partRels {
				if rels[j].Is(k.rel) {
					add(&rels[j], k.kind)
				}
			}
		}
	}
	for j := range p.top {
		if r := &p.top[j]; r.Is(relCore) || r.Is(relExtended) || r.Is(relCustom) {
			add(r, PartProps)
		}
	}
	return out, nil
}

// FreeName returns a part name with a free number: word/media/image7.png.
func (p *Package) FreeName(pattern string, taken map[string]bool) string {
	for i := 1; ; i++ {
		n := pattern
		if strings.Contains(pattern, "%d") {
			n = fmt.Sprintf(pattern, i)
		}
		key := strings.ToLower(n)
		if _, ok := p.index[key]; !ok && !taken[key] {
			taken[key] = true
			return n
		}
	}
}
