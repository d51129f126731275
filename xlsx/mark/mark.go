// Package mark is how ziping knows a workbook that it handed out when it comes
// back, under whatever name: a mark in the document's custom properties, and the
// same once more on a very hidden sheet, for programs that drop one of them.
//
//	m, ok := mark.Of(data)
//	if ok && m.Kind == mark.Answers { … }
//
// The package knows where the mark stands; whoever makes a package of a workbook
// asks Properties and Rows for what to put there.
package mark

import (
	"archive/zip"
	"bytes"
	"encoding/xml"
	"io"
	"slices"
	"strconv"
	"strings"

	"ziping/model"
	"ziping/xlsx/grid"
	"ziping/xlsx/ooxml"
)

// The kinds of workbooks that carry a mark.
const (
	Answers = "补充材料" // what is asked, to be answered
	Copy    = "标注"   // an office's own workbook with the findings in its cells
	Blank   = "空表"   // a form that ziping gave out
	List    = "清单"   // what was found; never an input
)

// A Mark says what a workbook is and whom it is about.
type Mark struct {
	Kind    string // Answers, Copy, Blank, List
	Unit    string // the unit's name, "" when not known
	Year    int    // 0 when not known
	Name    string // of the workbook it was made from: base name, or the slash path below the unit's folder
	Base    string // SHA-256 of that workbook, hex
	Content string // what Hash said of its cells
}

// Line is a name as a mark holds it: one line of what can be seen.
func Line(name string) string { return strings.Join(strings.Fields(model.Visible(name)), " ") }

// Sheet is the name of the very hidden sheet.
const Sheet = "ziping标记"

// prefix begins the names of the properties.
const prefix = "ziping"

// field is one value of a mark, by the name it has in the file.
type field struct {
	name string
	get  func(*Mark) string
	set  func(*Mark, string)
}

var fields = []field{
	{"Kind", func(m *Mark) string { return m.Kind }, func(m *Mark, v string) { m.Kind = v }},
	{"Unit", func(m *Mark) string { return m.Unit }, func(m *Mark, v string) { m.Unit = v }},
	{"Year", func(m *Mark) string { return year(m.Year) }, func(m *Mark, v string) { m.Year, _ = strconv.Atoi(v) }},
	{"Name", func(m *Mark) string { return m.Name }, func(m *Mark, v string) { m.Name = v }},
	{"Base", func(m *Mark) string { return m.Base }, func(m *Mark, v string) { m.Base = v }},
	{"Content", func(m *Mark) string { return m.Content }, func(m *Mark, v string) { m.Content = v }},
}

func year(n int) string {
	if n == 0 {
		return ""
	}
	return strconv.Itoa(n)
}

// Rows are the rows of the very hidden sheet: a name and a value.
func (m Mark) Rows() [][2]string {
	out := [][2]string{{prefix, "1"}}
	for _, f := range fields {
		if v := f.get(&m); v != "" {
			out = append(out, [2]string{f.name, v})
		}
	}
	return out
}

// The names of the custom properties' part.
const (
	Part        = "docProps/custom.xml"
	ContentType = "application/vnd.openxmlformats-officedocument.custom-properties+xml"
	Relation    = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/custom-properties"
	namespace   = "http://schemas.openxmlformats.org/officeDocument/2006/custom-properties"
	variants    = "http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes"
	formatID    = "{D5CDD505-2E9C-101B-9397-08002B2CF9AE}"
)

// Properties is the mark as property elements, with ids from first on; each
// declares what it needs, so that they fit any custom properties.
func (m Mark) Properties(first int) string {
	var b strings.Builder
	for _, f := range fields {
		v := f.get(&m)
		if v == "" {
			continue
		}
		b.WriteString(`<property xmlns="` + namespace + `" fmtid="` + formatID + `" pid="` + strconv.Itoa(first) + `" name="` + prefix + f.name +
			`"><vt:lpwstr xmlns:vt="` + variants + `">`)
		_ = xml.EscapeText(&b, []byte(v))
		b.WriteString(`</vt:lpwstr></property>`)
		first++
	}
	return b.String()
}

// Custom is a part of custom properties that holds the mark alone.
func (m Mark) Custom() []byte {
	return []byte(xml.Header + `<Properties xmlns="` + namespace + `" xmlns:vt="` + variants + `">` + m.Properties(2) + `</Properties>`)
}

// Of is the mark of a workbook, false when it carries none.
func Of(data []byte) (Mark, bool) {
	if !bytes.HasPrefix(data, []byte("PK")) {
		return Mark{}, false
	}
	z, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		return Mark{}, false
	}
	if m, ok := inProperties(entry(z, Part)); ok {
		return m, true
	}
	if !bytes.Contains(entry(z, "xl/workbook.xml"), []byte(Sheet)) {
		return Mark{}, false
	}
	b, err := ooxml.Read(data)
	if err != nil {
		return Mark{}, false
	}
	return In(b)
}

// most bounds the parts that are looked into.
const most = 4 << 20

func entry(z *zip.Reader, name string) []byte {
	f, err := z.Open(name)
	if err != nil {
		return nil
	}
	defer f.Close()
	data, err := io.ReadAll(io.LimitReader(f, most))
	if err != nil {
		return nil
	}
	return data
}

// inProperties finds the mark among custom properties.
func inProperties(part []byte) (m Mark, ok bool) {
	if !bytes.Contains(part, []byte(prefix+"Kind")) {
		return m, false
	}
	var props struct {
		Property []struct {
			Name  string `xml:"name,attr"`
			Value string `xml:"lpwstr"`
		} `xml:"property"`
	}
	if xml.Unmarshal(part, &props) != nil {
		return m, false
	}
	for _, p := range props.Property {
		m.take(strings.TrimPrefix(p.Name, prefix), p.Value)
	}
	return m, m.Kind != ""
}

// In finds the mark on the hidden sheet of an opened workbook.
func In(b *grid.Book) (m Mark, ok bool) {
	i := slices.IndexFunc(b.Sheets, func(s *grid.Sheet) bool { return s.Name == Sheet })
	if i < 0 {
		return m, false
	}
	for _, r := range b.Sheets[i].Rows {
		if name, value := r.Cell(1), r.Cell(2); name != nil && value != nil {
			m.take(name.Text, value.Text)
		}
	}
	return m, m.Kind != ""
}

func (m *Mark) take(name, value string) {
	for _, f := range fields {
		if f.name == name {
			f.set(m, value)
		}
	}
}
