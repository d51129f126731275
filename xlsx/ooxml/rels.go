package ooxml

import (
	"path"

	"ziping/xlsx/ooxml/token"
)

// A rel is one relationship. Kind is the last segment of its type, which is
// the same in transitional and strict files.
type rel struct {
	id, kind, target string
	external         bool
}

const maxRels = 10000

// rels reads the relationships of a part ("" for the package). A part without
// any has no such part.
func (p *pack) rels(source string) ([]rel, error) {
	name := path.Join(path.Dir(source), "_rels", path.Base(source)+".rels")
	if source == "" {
		name = "_rels/.rels"
	}
	if p.find(name) == nil {
		return nil, nil
	}
	x, err := p.part(name)
	if err != nil {
		return nil, err
	}
	if err := x.root(token.PkgRel, "Relationships"); err != nil {
		return nil, err
	}
	var out []rel
	seen := map[string]bool{}
	for {
		ok, err := x.child()
		if err != nil {
			return nil, err
		}
		if !ok {
			return out, x.finish()
		}
		if x.Space != token.PkgRel || string(x.Local) != "Relationship" || len(out) == maxRels {
			return nil, x.fail("关系表写坏了")
		}
		id, ok1 := x.attr("Id")
		typ, ok2 := x.attr("Type")
		to, ok3 := x.attr("Target")
		if !ok1 || !ok2 || !ok3 || seen[id] {
			return nil, x.fail("关系表写坏了")
		}
		seen[id] = true
		mode, _ := x.attr("TargetMode")
		r := rel{id: id, kind: path.Base(typ), target: to, external: mode == "External"}
		if !r.external {
			r.target = target(source, to)
		}
		out = append(out, r)
		if err := x.skip(); err != nil {
			return nil, err
		}
	}
}

// byID finds a relationship.
func byID(rs []rel, id string) (rel, bool) {
	for _, r := range rs {
		if r.id == id {
			return r, true
		}
	}
	return rel{}, false
}
