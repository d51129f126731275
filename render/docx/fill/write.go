package fill

import (
	"bytes"
	"io"
	"maps"
	"slices"
	"strconv"
	"strings"
	"ziping/render/docx/opc"
	"ziping/render/docx/wml"
)

// relate adds a relationship to a part and returns its id.
func (f *filler) relate(part, typ, target string) string {
	return f.addRel(part, typ, opc.Relative(part, target), "")
}

// relateTo adds a relationship to an address outside the package and returns its id.
func (f *filler) relateTo(part, typ, address string) string {
	return f.addRel(part, typ, address, ` TargetMode="External"`)
}

// relNS is the namespace of relationships, transitional or strict.
func (f *filler) relNS() string {
	if f.t.Pkg.Strict {
		return "http://purl.oclc.org/ooxml/officeDocument/relationships"
	}
	return wml.NSRel
}

// addRel adds a relationship to a part, once.
func (f *filler) addRel(part, typ, target, mode string) string {
	a := &f.assets
	if a.rels == nil {
		a.rels, a.embeds, a.relSeq = map[string][]string{}, map[string]string{}, map[string]int{}
	}
	key := part + "\x00" + target + "\x00" + mode
	if id, ok := a.embeds[key]; ok {
		return id
	}
	var old []byte
	if e := f.t.Pkg.Lookup(opc.RelsName(part)); e != nil {
		old, _ = f.t.Pkg.Read(e)
	}
	var id string
	for {
		a.relSeq[part]++
		if id = "zpR" + strconv.Itoa(a.relSeq[part]); !bytes.Contains(old, []byte(`"`+id+`"`)) {
			break
		}
	}
	a.embeds[key] = id
	a.rels[part] = append(a.rels[part], `Relationship Id="`+id+`" Type="`+f.relNS()+typ+`" Target="`+string(wml.AppendAttr(nil, target))+`"`+mode+`/>`)
	return id
}

// addPart adds a part under a name that is free.
func (f *filler) addPart(pattern, typ string, data []byte, store bool) string {
	if f.assets.taken == nil {
		f.assets.taken = map[string]bool{}
	}
	name := f.t.Pkg.FreeName(pattern, f.assets.taken)
	f.assets.parts = append(f.assets.parts, newPart{name, typ, data, store})
	return name
}

// cover makes sure that the content types have a Default for an extension.
func (f *filler) cover(ext, typ string) {
	for _, d := range f.t.Pkg.Types.Defaults {
		if strings.EqualFold(d.Extension, ext) {
			return
		}
	}
	for _, d := range f.assets.defaults {
		if d.name == ext {
			return
		}
	}
	f.assets.defaults = append(f.assets.defaults, newPart{name: ext, typ: typ})
}

// write packs the filled parts with everything else of the template.
func (f *filler) write(w io.Writer, done []rendered) error {
	changed := map[string][]byte{}
	for _, d := range done {
		if d.xml != nil {
			changed[strings.ToLower(d.p.Ref.Name)] = d.xml
		}
	}
	f.gather(changed)
	return f.pack(w, changed)
}

// pack writes the package with the parts that changed, the comments and the assets.
func (f *filler) pack(w io.Writer, changed map[string][]byte) error {
	f.writeComments(changed)
	f.writeNumbering(changed)
	if err := f.stamp(changed); err != nil {
		return err
	}
	if err := f.patchLinks(changed); err != nil {
		return err
	}
	if err := f.patch(changed); err != nil {
		return err
	}
	z := opc.NewPacker(w, f.t.Opts.Level)
	for i := range f.t.Pkg.Entries {
		e := &f.t.Pkg.Entries[i]
		var err error
		if x := f.packed[strings.ToLower(e.Name)]; x != nil {
			err = z.AddPacked(e.Name, x)
		} else if data, ok := changed[strings.ToLower(e.Name)]; ok {
			err = z.Add(e.Name, data, false)
		} else {
			err = z.Copy(e)
		}
		if err != nil {
			return err
		}
	}
	for _, p := range f.assets.parts {
		if err := z.Add(p.name, p.data, p.store); err != nil {
			return err
		}
	}
	return z.Close()
}

// patch puts new relationships and content types into their files.
func (f *filler) patch(changed map[string][]byte) error {
	for _, part := range slices.Sorted(maps.Keys(f.assets.rels)) {
		name := opc.RelsName(part)
		e := f.t.Pkg.Lookup(name)
		if e == nil {
			var b strings.Builder
			b.WriteString(wml.XMLHead + `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">`)
			for _, r := range f.assets.rels[part] {
				b.WriteString("<" + r)
			}
			b.WriteString("</Relationships>")
			f.assets.parts = append(f.assets.parts, newPart{name: name, data: []byte(b.String())})
			f.cover("rels", "application/vnd.openxmlformats-package.relationships+xml")
			continue
		}
		old, ok := changed[strings.ToLower(e.Name)]
		if !ok {
			var err error
			if old, err = f.t.Pkg.Read(e); err != nil {
				return err
			}
		}
		changed[strings.ToLower(e.Name)] = wml.InsertLast(old, f.assets.rels[part])
	}
	return f.patchTypes(changed)
}

func (f *filler) patchTypes(changed map[string][]byte) error {
	var add []string
	for _, d := range f.assets.defaults {
		add = append(add, `Default Extension="`+d.name+`" ContentType="`+d.typ+`"/>`)
	}
	for _, p := range f.assets.parts {
		if p.typ != "" {
			add = append(add, `Override PartName="/`+string(wml.AppendAttr(nil, p.name))+`" ContentType="`+p.typ+`"/>`)
		}
	}
	dotx := f.t.Pkg.Dotx && !f.asTemplate
	if len(add) == 0 && !dotx {
		return nil
	}
	e := f.t.Pkg.Lookup(opc.ContentTypes)
	old, err := f.t.Pkg.Read(e)
	if err != nil {
		return err
	}
	if dotx { // Word does not open a .docx whose main part says it is a template
		old = bytes.ReplaceAll(old, []byte(opc.TypeTemplate), []byte(opc.TypeMain))
	}
	changed[strings.ToLower(e.Name)] = wml.InsertLast(old, add)
	return nil
}
