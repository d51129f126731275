package opc

import (
	"net/url"
	"path"
	"strings"
	"ziping/render/docx/wml"
)

// Relationship types end in these words, in the transitional and in the strict namespace alike.
const (
	relOffice   = "/officeDocument"
	relHeader   = "/header"
	relFooter   = "/footer"
	relNotes    = "/footnotes"
	relEndnotes = "/endnotes"
	RelComments = "/comments"
	RelChart    = "/chart"
	relDiagram  = "/diagramData"
	relCore     = "/metadata/core-properties"
	relExtended = "/extended-properties"
	relCustom   = "/custom-properties"
)

// A Rel is one relationship.
type Rel struct {
	ID, Type, Target, Mode string
	Resolved               string // part name, "" if external
}

// Is reports whether the relationship is of the kind named by the last part of its type.
func (r *Rel) Is(kind string) bool { return strings.HasSuffix(r.Type, kind) }

// RelsName returns the name of the relationships part of a part; "" is the package itself.
func RelsName(part string) string {
	dir, base := path.Split(part)
	return dir + "_rels/" + base + ".rels"
}

// Rels reads the relationships of a part; a part without any has none.
func (p *Package) Rels(part string) ([]Rel, error) {
	e := p.Lookup(RelsName(part))
	if e == nil {
		return nil, nil
	}
	if known, ok := p.rels[e.Name]; ok {
		return known, nil
	}
	var out []Rel
	err := p.list(e, func(t *wml.Tree, i int32) {
		if t.Nodes[i].Kind == wml.Relationship {
			r := Rel{ID: t.Attr(i, "Id"), Type: t.Attr(i, "Type"), Target: t.Attr(i, "Target"), Mode: t.Attr(i, "TargetMode")}
			r.Resolved = Resolve(part, &r)
			out = append(out, r)
		}
	})
	if err == nil {
		if p.rels == nil {
			p.rels = map[string][]Rel{}
		}
		p.rels[e.Name] = out
	}
	return out, err
}

// Resolve turns a relationship's target into a part name.
func Resolve(part string, r *Rel) string {
	if strings.EqualFold(r.Mode, "External") || r.Target == "" {
		return ""
	}
	t, _, _ := strings.Cut(r.Target, "#")
	if u, err := url.PathUnescape(t); err == nil {
		t = u
	}
	if !strings.HasPrefix(t, "/") {
		t = path.Join("/"+path.Dir(part), t)
	}
	return strings.TrimPrefix(path.Clean(t), "/")
}

// Relative returns a part name as a target seen from another part.
func Relative(from, to string) string {
	dir := path.Dir(from) + "/"
	if rest, ok := strings.CutPrefix(to, dir); ok {
		return rest
	}
	return "/" + to
}
