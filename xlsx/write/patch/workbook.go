package patch

import (
	"bytes"
	"fmt"
	"path"
	"slices"
	"strconv"
	"strings"

	"ziping/xlsx/mark"
	"ziping/xlsx/ooxml/token"
)

// openSheets reads the list of sheets.
func (b *Book) openSheets() error {
	_, root, err := b.tree(b.part, token.Main, "workbook")
	if err != nil {
		return err
	}
	list := root.child("sheets")
	if list == nil || len(list.children) == 0 {
		return unknown("没有工作表清单")
	}
	for _, e := range list.children {
		if !e.is("sheet") {
			return unknown("工作表清单的写法特别")
		}
		name, _ := e.attr("name")
		id, _ := e.attrIn(token.DocRel, "id")
		s := &sheet{name: name}
		if rel := b.rels.byID(id); rel != nil && rel.kind == "worksheet" {
			s.part = rel.part
		}
		b.sheets = append(b.sheets, s)
	}
	return nil
}

// A Made is a sheet that the kit wrote, to be put into the workbook.
type Made struct {
	Name   string
	Part   []byte // the sheet's part
	Styles []byte // and the style sheet of the workbook it was written in
	Front  bool   // before all others; else behind them and very hidden
	Titles int    // the first rows that are printed on every page; 0 for none
}

// AddSheets puts sheets into the workbook. The sheet that was in front when the
// workbook was saved stays the one that is shown.
func (b *Book) AddSheets(made ...Made) error {
	st, err := b.needStyles()
	if err != nil {
		return err
	}
	offset := 0
	for i, m := range made {
		if i == 0 {
			if offset, err = st.join(m.Styles); err != nil {
				return err
			}
		}
		if err := b.addSheet(m, offset); err != nil {
			return err
		}
	}
	return nil
}

func (b *Book) addSheet(m Made, offset int) error {
	if slices.ContainsFunc(b.sheets, func(s *sheet) bool { return strings.EqualFold(s.name, m.Name) }) {
		return unknown("工作簿里已有名为“%s”的工作表", m.Name)
	}
	part, err := restyled(m.Part, offset)
	if err != nil {
		return err
	}
	name := b.free(path.Join(b.dir(), "worksheets/ziping"), ".xml")
	b.set(name, part)
	if err := b.declare(name, "", sheetMain+"worksheet+xml"); err != nil {
		return err
	}
	id, err := b.rels.add("worksheet", name)
	if err != nil {
		return err
	}
	return b.listSheet(m, id)
}

// restyled is a sheet with the numbers of its formats moved; none of its sheets
// is the selected one.
func restyled(part []byte, offset int) ([]byte, error) {
	var edits []edit
	err := walk(part, func(e *element) error {
		attr := ""
		switch {
		case e.is("c"), e.is("row"):
			attr = "s"
		case e.is("col"):
			attr = "style"
		case e.is("sheetView"):
			if _, ok := e.attr("tabSelected"); ok {
				edits = append(edits, edit{e.start, e.open, dropAttr(string(part[e.start:e.open]), "tabSelected")})
			}
			return nil
		default:
			return nil
		}
		if v, ok := e.attr(attr); ok {
			n, err := strconv.Atoi(v)
			if err != nil {
				return err
			}
			edits = append(edits, edit{e.start, e.open, setAttr(string(part[e.start:e.open]), attr, strconv.Itoa(n+offset))})
		}
		return nil
	}, func(*element) error { return nil })
	return apply(part, edits), err
}

// listSheet adds a line to the list of sheets, and keeps what counts sheets by
// their place right: the names of one sheet, the sheet that is shown.
func (b *Book) listSheet(m Made, id string) error {
	data, root, err := b.tree(b.part, token.Main, "workbook")
	if err != nil {
		return err
	}
	list := root.child("sheets")
	number := 1
	for _, e := range list.children {
		v, _ := e.attr("sheetId")
		if n, err := strconv.Atoi(v); err == nil {
			number = max(number, n+1)
		}
	}
	state := ""
	if !m.Front {
		state = ` state="veryHidden"`
	}
	line := fmt.Sprintf(`<%ssheet name="%s" sheetId="%d"%s xmlns:zr="%s" zr:id="%s"/>`, list.prefix, escape(m.Name), number, state, docRelSpace, id)
	if !m.Front {
		b.set(b.part, apply(data, within(data, list, line)))
		b.sheets = append(b.sheets, &sheet{name: m.Name})
		return nil
	}
	edits := []edit{{list.open, list.open, line}}
	edits = append(edits, shiftNames(data, root)...)
	edits = append(edits, shiftViews(data, root)...)
	edits = append(edits, titles(data, root, m)...)
	b.set(b.part, apply(data, edits))
	b.sheets = slices.Insert(b.sheets, 0, &sheet{name: m.Name})
	return nil
}

// shiftNames moves the names that belong to one sheet on by one place.
func shiftNames(data []byte, root *element) []edit {
	names := root.child("definedNames")
	if names == nil {
		return nil
	}
	var edits []edit
	for _, e := range names.children {
		if v, ok := e.attr("localSheetId"); ok {
			if n, err := strconv.Atoi(v); err == nil {
				edits = append(edits, edit{e.start, e.open, setAttr(string(data[e.start:e.open]), "localSheetId", strconv.Itoa(n+1))})
			}
		}
	}
	return edits
}

// titles names the rows of the sheet in front that are printed on every page.
func titles(data []byte, root *element, m Made) []edit {
	if m.Titles == 0 {
		return nil
	}
	list := root.child("sheets")
	p := list.prefix
	line := fmt.Sprintf(`<%sdefinedName name="_xlnm.Print_Titles" localSheetId="0">%s</%sdefinedName>`, p, escape(fmt.Sprintf("'%s'!$1:$%d", m.Name, m.Titles)), p)
	if names := root.child("definedNames"); names != nil {
		return within(data, names, line)
	}
	at := list
	for _, name := range []string{"functionGroups", "externalReferences"} {
		if e := root.child(name); e != nil {
			at = e
		}
	}
	return []edit{{at.end, at.end, fmt.Sprintf(`<%sdefinedNames>%s</%sdefinedNames>`, p, line, p)}}
}

// shiftViews keeps the sheet that is shown.
func shiftViews(data []byte, root *element) []edit {
	views := root.child("bookViews")
	if views == nil {
		list := root.child("sheets")
		p := list.prefix
		return []edit{{list.start, list.start, fmt.Sprintf(`<%sbookViews><%sworkbookView activeTab="1"/></%sbookViews>`, p, p, p)}}
	}
	var edits []edit
	for _, e := range views.children {
		v, _ := e.attr("activeTab")
		n, _ := strconv.Atoi(v)
		tag := setAttr(string(data[e.start:e.open]), "activeTab", strconv.Itoa(n+1))
		edits = append(edits, edit{e.start, e.open, dropAttr(tag, "firstSheet")})
	}
	return edits
}

// SetMark writes the mark into the custom properties. Those of the office stay.
func (b *Book) SetMark(m mark.Mark) error {
	root, err := b.relations("")
	if err != nil {
		return err
	}
	rel := root.ofKind("custom-properties")
	if rel == nil {
		name := mark.Part
		if b.entries[name] != nil {
			name = b.free("docProps/customZiping", ".xml")
		}
		b.set(name, m.Custom())
		if err := b.declare(name, "", mark.ContentType); err != nil {
			return err
		}
		_, err := root.add("custom-properties", name)
		return err
	}
	data, err := b.content(rel.part)
	if err != nil {
		return err
	}
	e, err := tree(data)
	if err != nil || e.local != "Properties" {
		return unknown("部件 %s 的写法特别", rel.part)
	}
	last := 1
	for _, p := range e.children {
		v, _ := p.attr("pid")
		if n, err := strconv.Atoi(v); err == nil {
			last = max(last, n)
		}
	}
	if bytes.Contains(data, []byte(`"zipingKind"`)) {
		return unknown("这份已经是标注过的副本")
	}
	b.set(rel.part, apply(data, within(data, e, m.Properties(last+1))))
	return nil
}

// find is the sheet with a name.
func (b *Book) find(name string) *sheet {
	i := slices.IndexFunc(b.sheets, func(s *sheet) bool { return s.name == name })
	if i < 0 {
		return nil
	}
	return b.sheets[i]
}
