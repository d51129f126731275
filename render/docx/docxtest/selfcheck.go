package docxtest

import (
	"archive/zip"
	"bytes"
	"encoding/binary"
	"encoding/xml"
	"fmt"
	"io"
	"maps"
	"path"
	"regexp"
	"slices"
	"strings"
	"ziping/render/docx/opc"
	"ziping/render/docx/wml"
)

// SelfCheck holds a .docx to the rules that Word has and no schema says: a cell ends with a paragraph, ids are unique,
// prefixes in mc:Ignorable are declared, relationships and content types lead somewhere, comments have content. It
// returns what is wrong, nothing for a sound document. A template's own faults show as well: compare with its result.
func SelfCheck(docx []byte) []string {
	z, err := zip.NewReader(bytes.NewReader(docx), int64(len(docx)))
	if err != nil {
		return []string{fmt.Sprintf("zip: %v", err)}
	}
	c := &checker{docs: map[string]*checkedPart{}, names: map[string]bool{}}
	c.archive(docx, z)
	c.contentTypes()
	c.relationships()
	for _, f := range z.File {
		if d := c.docs[f.Name]; d != nil && storyParts.MatchString(f.Name) {
			c.story(f.Name, d)
		}
	}
	return c.out
}

var storyParts = regexp.MustCompile(`^word/(document\d*|header\d*|footer\d*|footnotes|endnotes|comments)\.xml$`)

type checker struct {
	out   []string
	names map[string]bool
	order []string
	docs  map[string]*checkedPart
}

func (c *checker) add(format string, args ...any) {
	c.out = append(c.out, fmt.Sprintf(format, args...))
}

// A checkedPart is what one pass over a part notes.
type checkedPart struct {
	children  []map[string]string // attributes of the root's children, by local name, with "" the element's local name
	ignorable []string            // prefixes of mc:Ignorable that are not declared
	badCells  int
	inText    string // an element inside w:t
	relIDs    []relUse
	marks     map[string][]string // bookmark ids, bookmark names, docPr ids, paraIds, comment references, comments
}

type relUse struct{ attr, id string }

func (c *checker) archive(data []byte, z *zip.Reader) {
	for _, f := range z.File {
		if c.names[f.Name] {
			c.add("%s: 压缩包内重名", f.Name)
		}
		c.names[f.Name] = true
		c.order = append(c.order, f.Name)
	}
	if i := bytes.LastIndex(data, []byte("PK\x05\x06")); i < 0 || i+22 > len(data) ||
		i+22+int(binary.LittleEndian.Uint16(data[i+20:])) != len(data) {
		c.add("压缩包结尾之后还有内容")
	}
	for _, f := range z.File {
		if !strings.HasSuffix(f.Name, ".xml") && !strings.HasSuffix(f.Name, ".rels") {
			continue
		}
		r, err := f.Open()
		if err != nil {
			c.add("%s: %v", f.Name, err)
			continue
		}
		d, err := checkPart(io.LimitReader(r, opc.MaxPart))
		r.Close()
		if err != nil {
			c.add("%s: XML 不完好：%v", f.Name, err)
			continue
		}
		c.docs[f.Name] = d
	}
}

// checkPart reads a part once.
func checkPart(r io.Reader) (*checkedPart, error) {
	d := &checkedPart{marks: map[string][]string{}}
	dec := xml.NewDecoder(r)
	dec.CharsetReader = func(_ string, in io.Reader) (io.Reader, error) { return in, nil }
	var stack []frame
	roots := 0
	for {
		tok, err := dec.Token()
		if err == io.EOF {
			break
		}
		if err != nil {
			return nil, err
		}
		switch t := tok.(type) {
		case xml.StartElement:
			if len(stack) == 0 {
				roots++
			}
			stack = d.start(stack, t)
		case xml.EndElement:
			f := stack[len(stack)-1]
			stack = stack[:len(stack)-1]
			if f.name.Local == "tc" && isWord(f.name.Space) && !f.endsWell {
				d.badCells++
			}
		case xml.Directive:
			return nil, fmt.Errorf("有 DOCTYPE")
		}
	}
	if roots != 1 {
		return nil, fmt.Errorf("有 %d 个根元素", roots)
	}
	return d, nil
}

// A frame is an open element while a part is read.
type frame struct {
	name     xml.Name
	endsWell bool // its last child is one a cell may end with
	fallback bool
	prefixes []string
}

func isWord(space string) bool { return wml.SpaceOf(space) == wml.SpaceW }

var cellEnds = map[string]bool{"p": true, "sdt": true, "bookmarkEnd": true, "customXml": true}

func (d *checkedPart) start(stack []frame, t xml.StartElement) []frame {
	f := frame{name: t.Name}
	if n := len(stack); n > 0 {
		p := &stack[n-1]
		p.endsWell = isWord(t.Name.Space) && cellEnds[t.Name.Local]
		f.fallback = p.fallback
		f.prefixes = p.prefixes
		if isWord(p.name.Space) && (p.name.Local == "t" || p.name.Local == "delText" || p.name.Local == "instrText") {
			d.inText = p.name.Local + " 里有 " + t.Name.Local
		}
		if n == 1 {
			m := map[string]string{"": t.Name.Local}
			for _, a := range t.Attr {
				m[a.Name.Local] = a.Value
			}
			d.children = append(d.children, m)
		}
	}
	f.fallback = f.fallback || t.Name.Space == wml.NSMCE && t.Name.Local == "Fallback"
	for _, a := range t.Attr {
		if a.Name.Space == "xmlns" {
			f.prefixes = append(f.prefixes[:len(f.prefixes):len(f.prefixes)], a.Name.Local)
		}
	}
	d.attributes(&f, t)
	return append(stack, f)
}

func (d *checkedPart) attributes(f *frame, t xml.StartElement) {
	word := isWord(t.Name.Space)
	for _, a := range t.Attr {
		switch {
		case a.Name.Space == wml.NSMCE && a.Name.Local == "Ignorable":
			for _, p := range strings.Fields(a.Value) {
				if !contains(f.prefixes, p) {
					d.ignorable = append(d.ignorable, p)
				}
			}
		case strings.HasSuffix(a.Name.Space, "/officeDocument/relationships") || a.Name.Space == wml.NSRel:
			if a.Value != "" {
				d.relIDs = append(d.relIDs, relUse{a.Name.Local, a.Value})
			}
		case word && t.Name.Local == "p" && a.Name.Space == wml.NSW14 && a.Name.Local == "paraId" && !f.fallback:
			d.note("w14:paraId", a.Value)
		case word && wordMarks[t.Name.Local+"/"+a.Name.Local] != "":
			d.note(wordMarks[t.Name.Local+"/"+a.Name.Local], a.Value)
		case a.Name.Local == "id" && t.Name.Local == "docPr" && wml.SpaceOf(t.Name.Space) == wml.SpaceWP:
			d.note("wp:docPr id", a.Value)
		}
	}
}

// wordMarks are the attributes of elements of WordprocessingML that name things
// or point to them.
var wordMarks = map[string]string{
	"bookmarkStart/id":     "书签 id",
	"bookmarkStart/name":   "书签名",
	"commentReference/id":  "批注引用",
	"comment/id":           "批注 id",
	"footnote/id":          "脚注 id",
	"endnote/id":           "脚注 id",
	"footnoteReference/id": "脚注引用",
	"endnoteReference/id":  "脚注引用",
}

func (d *checkedPart) note(what, v string) { d.marks[what] = append(d.marks[what], v) }

func contains(list []string, s string) bool {
	for _, x := range list {
		if x == s {
			return true
		}
	}
	return false
}

func (c *checker) contentTypes() {
	types := c.docs[opc.ContentTypes]
	if types == nil {
		c.add("缺少 %s", opc.ContentTypes)
		return
	}
	overrides, defaults := map[string]bool{}, map[string]bool{}
	for _, e := range types.children {
		switch e[""] {
		case "Override":
			overrides[strings.TrimPrefix(e["PartName"], "/")] = true
		case "Default":
			defaults[strings.ToLower(e["Extension"])] = true
		}
	}
	for _, n := range c.order {
		if !strings.HasSuffix(n, "/") && n != opc.ContentTypes && !overrides[n] && !defaults[strings.ToLower(strings.TrimPrefix(path.Ext(n), "."))] {
			c.add("%s: 没有内容类型", n)
		}
	}
	for _, n := range slices.Sorted(maps.Keys(overrides)) {
		if !c.names[n] {
			c.add("内容类型指向没有的部件 %s", n)
		}
	}
}

func (c *checker) relationships() {
	for _, n := range c.order {
		d := c.docs[n]
		if d == nil || !strings.HasSuffix(n, ".rels") {
			continue
		}
		seen := map[string]bool{}
		for _, e := range d.children {
			if seen[e["Id"]] {
				c.add("%s: 重复的 Id %s", n, e["Id"])
			}
			seen[e["Id"]] = true
			r := opc.Rel{Target: e["Target"], Mode: e["TargetMode"]}
			if e["TargetMode"] == "External" {
				continue
			}
			source := path.Join(path.Dir(path.Dir(n)), strings.TrimSuffix(path.Base(n), ".rels"))
			if t := opc.Resolve(source, &r); !c.names[t] {
				c.add("%s: %s 指向没有的部件 %s", n, e["Id"], t)
			}
		}
	}
}

// story checks a part of text.
func (c *checker) story(name string, d *checkedPart) {
	for _, p := range d.ignorable {
		c.add("%s: mc:Ignorable 的前缀 %s 没有声明", name, p)
	}
	if d.badCells > 0 {
		c.add("%s: 有单元格不以段落结尾", name)
	}
	if d.inText != "" {
		c.add("%s: %s", name, d.inText)
	}
	ids := map[string]bool{}
	if rels := c.docs[opc.RelsName(name)]; rels != nil {
		for _, e := range rels.children {
			ids[e["Id"]] = true
		}
	}
	for _, u := range d.relIDs {
		if !ids[u.id] {
			c.add("%s: r:%s=%s 没有关系", name, u.attr, u.id)
		}
	}
	for _, what := range slices.Sorted(maps.Keys(d.marks)) {
		seen := map[string]bool{}
		for _, v := range d.marks[what] {
			if seen[v] {
				c.add("%s: 重复的%s %s", name, what, v)
				break
			}
			seen[v] = true
		}
	}
	if !strings.HasPrefix(name, "word/document") {
		return
	}
	known := map[string]bool{}
	if cm := c.docs["word/comments.xml"]; cm != nil {
		for _, v := range cm.marks["批注 id"] {
			known[v] = true
		}
	}
	for _, v := range d.marks["批注引用"] {
		if !known[v] {
			c.add("%s: 批注 %s 没有内容", name, v)
		}
	}
}
