package patch

import (
	"fmt"
	"path"
	"strconv"
	"strings"

	"ziping/xlsx/ooxml/token"
)

// A Fill is how a marked cell is coloured.
type Fill struct {
	Pattern string // solid, lightUp
	Color   string // RRGGBB
}

// Solid is a plain colour, Hatched one in stripes.
func Solid(color string) Fill { return Fill{"solid", color} }

// Hatched is a fill of thin stripes.
func Hatched(color string) Fill { return Fill{"lightUp", color} }

func (f Fill) xml() string {
	return fmt.Sprintf(`<fill xmlns="%s"><patternFill patternType="%s"><fgColor rgb="FF%s"/><bgColor indexed="64"/></patternFill></fill>`, mainSpace, f.Pattern, f.Color)
}

const mainSpace = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"

// bare is a style sheet for a workbook that has none.
const bare = `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>` + "\n" + `<styleSheet xmlns="` + mainSpace + `"><fonts count="1"><font><sz val="11"/><name val="Calibri"/></font></fonts>` +
	`<fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills>` +
	`<borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>` +
	`<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>` +
	`<cellXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/></cellXfs></styleSheet>`

// styles are the style sheet as it will be appended to.
type styles struct {
	part  string
	data  []byte
	lists map[string]*element // fonts, fills, borders, cellXfs
	count map[string]int
	more  map[string][]string // what is appended to each
	fills map[Fill]int
	xfs   map[xfKey]int
}

type xfKey struct {
	xf   int
	fill Fill
}

var styleLists = []string{"fonts", "fills", "borders", "cellXfs"}

// needStyles reads the style sheet, or begins one.
func (b *Book) needStyles() (*styles, error) {
	if b.styles != nil {
		return b.styles, nil
	}
	rel := b.rels.ofKind("styles")
	if rel == nil {
		part := path.Join(b.dir(), "styles.xml") // where some programs look for it
		if b.entries[part] != nil {
			part = b.free(path.Join(b.dir(), "stylesZiping"), ".xml")
		}
		b.set(part, []byte(bare))
		if _, err := b.rels.add("styles", part); err != nil {
			return nil, err
		}
		if err := b.declare(part, "", sheetMain+"styles+xml"); err != nil {
			return nil, err
		}
		rel = b.rels.ofKind("styles")
	}
	data, root, err := b.tree(rel.part, token.Main, "styleSheet")
	if err != nil {
		return nil, err
	}
	s := &styles{part: rel.part, data: data, lists: map[string]*element{}, count: map[string]int{}, more: map[string][]string{}, fills: map[Fill]int{}, xfs: map[xfKey]int{}}
	for _, name := range styleLists {
		e := root.child(name)
		if e == nil || len(e.children) == 0 {
			return nil, unknown("样式表里没有 %s", name)
		}
		s.lists[name], s.count[name] = e, len(e.children)
	}
	b.styles = s
	return s, nil
}

// add appends an item to one of the lists and returns its number.
func (s *styles) add(list, xml string) int {
	n := s.count[list] + len(s.more[list])
	s.more[list] = append(s.more[list], xml)
	return n
}

// filled is the number of a format like xf with another fill.
func (s *styles) filled(xf int, f Fill) int {
	key := xfKey{xf, f}
	if n, ok := s.xfs[key]; ok {
		return n
	}
	if _, ok := s.fills[f]; !ok {
		s.fills[f] = s.add("fills", f.xml())
	}
	like := xf
	if like < 0 || like >= s.count["cellXfs"] {
		like = 0 // as office programs take a number that is none
	}
	e := s.lists["cellXfs"].children[like]
	tag := setAttr(setAttr(string(s.data[e.start:e.open]), "fillId", strconv.Itoa(s.fills[f])), "applyFill", "1")
	n := s.add("cellXfs", tag+string(s.data[e.open:e.end]))
	s.xfs[key] = n
	return n
}

// join appends the formats of another style sheet, which the kit wrote, and
// returns the number that its first one has here.
func (s *styles) join(other []byte) (offset int, err error) {
	root, err := tree(other)
	if err != nil {
		return 0, err
	}
	at := map[string]int{}
	for _, name := range styleLists[:3] {
		at[name] = s.count[name] + len(s.more[name])
		list := root.child(name)
		for _, e := range list.children {
			s.add(name, inherit(other, e))
		}
	}
	offset = s.count["cellXfs"] + len(s.more["cellXfs"])
	list := root.child("cellXfs")
	for _, e := range list.children {
		tag := string(other[e.start:e.open])
		for i, attr := range []string{"fontId", "fillId", "borderId"} {
			v, _ := e.attr(attr)
			n, _ := strconv.Atoi(v)
			tag = setAttr(tag, attr, strconv.Itoa(n+at[styleLists[i]]))
			tag = setAttr(tag, "apply"+strings.ToUpper(attr[:1])+attr[1:len(attr)-2], "1")
		}
		if v, _ := e.attr("numFmtId"); len(v) > 2 {
			return 0, fmt.Errorf("the sheet has a number format of its own: %s", v)
		}
		s.add("cellXfs", setAttr(setAttr(tag, "xfId", "0"), "xmlns", mainSpace)+string(other[e.open:e.end]))
	}
	return offset, nil
}

// inherit is an element of the default name space that can stand anywhere.
func inherit(part []byte, e *element) string {
	return setAttr(string(part[e.start:e.open]), "xmlns", mainSpace) + string(part[e.open:e.end])
}

// finish writes the style sheet.
func (s *styles) finish(b *Book) {
	var edits []edit
	for _, name := range styleLists {
		more := s.more[name]
		if len(more) == 0 {
			continue
		}
		e := s.lists[name]
		tag := setAttr(string(s.data[e.start:e.open]), "count", strconv.Itoa(s.count[name]+len(more)))
		edits = append(edits, edit{e.start, e.open, tag}, edit{e.close, e.close, strings.Join(more, "")})
	}
	if len(edits) > 0 {
		b.set(s.part, apply(s.data, edits))
	}
}
