package patch

import (
	"fmt"
	"net/url"
	"path"
	"strings"

	"ziping/xlsx/ooxml/token"
)

// Types of relationships and of contents that are added.
const (
	officeRel   = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
	sheetMain   = "application/vnd.openxmlformats-officedocument.spreadsheetml."
	vmlType     = "application/vnd.openxmlformats-officedocument.vmlDrawing"
	relsHead    = `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>` + "\n" + `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">`
	relsTail    = `</Relationships>`
	docRelSpace = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
)

// A relation is one relationship of a part.
type relation struct {
	id, kind string // kind is the last segment of its type
	part     string // "" for one that leads outside
}

// relations are those of one part.
type relations struct {
	b      *Book
	source string // "" for the package
	name   string // of the part that lists them
	list   []relation
}

// relations reads the relationships of a part; one that has none gets the part
// that lists them with the first.
func (b *Book) relations(source string) (*relations, error) {
	r := &relations{b: b, source: source, name: path.Join(path.Dir(source), "_rels", path.Base(source)+".rels")}
	if source == "" {
		r.name = rootRels
	}
	if b.entries[r.name] == nil && b.read[r.name] == nil {
		return r, nil
	}
	_, root, err := b.tree(r.name, token.PkgRel, "Relationships")
	if err != nil {
		return nil, err
	}
	for _, e := range root.children {
		id, _ := e.attr("Id")
		typ, _ := e.attr("Type")
		to, _ := e.attr("Target")
		mode, _ := e.attr("TargetMode")
		if strings.Contains(typ, "purl.oclc.org") {
			return nil, unknown("工作簿是“严格 Open XML”格式")
		}
		rel := relation{id: id, kind: path.Base(typ)}
		if mode != "External" {
			rel.part = r.resolve(to)
		}
		r.list = append(r.list, rel)
	}
	return r, nil
}

func (r *relations) resolve(to string) string {
	if u, err := url.PathUnescape(to); err == nil && r.b.entries[strings.TrimPrefix(to, "/")] == nil {
		to = u
	}
	if strings.HasPrefix(to, "/") {
		return path.Clean(to)[1:]
	}
	return path.Join(path.Dir(r.source), to)
}

func (r *relations) ofKind(kind string) *relation {
	for i := range r.list {
		if r.list[i].kind == kind && r.list[i].part != "" {
			return &r.list[i]
		}
	}
	return nil
}

func (r *relations) byID(id string) *relation {
	for i := range r.list {
		if r.list[i].id == id {
			return &r.list[i]
		}
	}
	return nil
}

// add adds a relationship to a part and returns its id.
func (r *relations) add(kind, part string) (string, error) {
	id := ""
	for n := 1; id == "" || r.byID(id) != nil; n++ {
		id = fmt.Sprintf("rIdZiping%d", n)
	}
	line := fmt.Sprintf(`<Relationship xmlns="http://schemas.openxmlformats.org/package/2006/relationships" Id="%s" Type="%s" Target="/%s"/>`, id, officeRel+kind, escape(part))
	if r.b.entries[r.name] == nil && r.b.read[r.name] == nil {
		r.b.set(r.name, []byte(relsHead+line+relsTail))
	} else {
		data, root, err := r.b.tree(r.name, token.PkgRel, "Relationships")
		if err != nil {
			return "", err
		}
		r.b.set(r.name, apply(data, within(data, root, line)))
	}
	r.list = append(r.list, relation{id, kind, part})
	return id, nil
}

// declare gives a part its content type; with an ending, every part with it.
func (b *Book) declare(part, ext, contentType string) error {
	data, root, err := b.tree(typesPart, token.Types, "Types")
	if err != nil {
		return err
	}
	for _, e := range root.children {
		name, _ := e.attr("PartName")
		extension, _ := e.attr("Extension")
		if e.local == "Override" && strings.EqualFold(name, "/"+part) || ext != "" && e.local == "Default" && strings.EqualFold(extension, ext) {
			if was, _ := e.attr("ContentType"); was == contentType {
				return nil
			}
			if ext == "" {
				return unknown("部件 %s 的类型写得特别", part)
			}
			ext = "" // the ending means something else here: the part says for itself
		}
	}
	line := fmt.Sprintf(`<Override xmlns="http://schemas.openxmlformats.org/package/2006/content-types" PartName="/%s" ContentType="%s"/>`, escape(part), contentType)
	if ext != "" {
		line = fmt.Sprintf(`<Default xmlns="http://schemas.openxmlformats.org/package/2006/content-types" Extension="%s" ContentType="%s"/>`, ext, contentType)
	}
	b.set(typesPart, apply(data, within(data, root, line)))
	return nil
}
