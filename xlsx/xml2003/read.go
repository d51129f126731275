// Package xml2003 reads XML Spreadsheet 2003, the workbook in one XML file that
// budget systems write and call .xls: sheets, typed cells, merges, indices,
// hidden rows, and what styles say of number formats, indents and strike-through.
//
//	book, err := xml2003.Read(data)
//	book.Sheets[0].Cell(2, 3).Format().Code // "0.00%"
//
// It is as strict as the reader of .xlsx: well-formed to the last byte, no DOCTYPE
// and no entities, every cell at a place of its own, what the schema allows once
// not twice. Formulas keep the result that the file stores; their R1C1 references
// are turned into A1 ones.
package xml2003

import (
	"bytes"
	"errors"
	"fmt"
	"strings"

	"ziping/model/pattern"
	"ziping/xlsx/charset"
	"ziping/xlsx/grid"
	"ziping/xlsx/grid/fill"
	"ziping/xlsx/numfmt"
	"ziping/xlsx/ooxml/token"
)

const (
	maxSheets = 2000
	maxStyles = 100000
)

// Is reports that a text begins as XML Spreadsheet 2003 does. head is the start
// of the text, in lower case and without a byte order mark.
func Is(head string) bool {
	return strings.HasPrefix(head, "<") && strings.Contains(head, "workbook") &&
		(strings.Contains(head, "urn:schemas-microsoft-com:office:spreadsheet") || strings.Contains(head, `progid="excel.sheet"`))
}

// Read reads the workbook in data. Errors are *grid.Fault without the file's
// name.
func Read(data []byte) (*grid.Book, error) {
	text, enc, err := charset.Decode(bytes.TrimLeft(data, " \t\r\n"), label(data))
	if err != nil {
		return nil, err
	}
	b := fill.NewBook("xml", fill.NewBudget())
	b.Notes = enc.Note()
	r := &reader{Scanner: token.NewScanner(bytes.NewReader(text)), book: b, styles: map[string]*style{}, names: map[string]bool{}}
	r.Encoding, r.MaxDepth = label(text), fill.Depth
	if err := r.workbook(); err != nil {
		return nil, r.located(err)
	}
	return b.Book, nil
}

var declaration = pattern.New(`^(?:\xEF\xBB\xBF)?\s*<\?xml\s[^>]*?\sencoding\s*=\s*["']([A-Za-z][A-Za-z0-9._-]*)["']`)

// label is the encoding that the XML declaration states, "" for none.
func label(text []byte) string {
	m := declaration.FindSubmatch(text[:min(len(text), 512)])
	if m == nil {
		return ""
	}
	return string(m[1])
}

// A reader reads one workbook, forwards only.
type reader struct {
	*token.Scanner
	book   *fill.Book
	styles map[string]*style
	names  map[string]bool // of sheets
	sheet  *sheet          // being read
}

// workbook reads the root element.
func (r *reader) workbook() error {
	if _, err := r.Next(); err != nil {
		return err
	}
	if !r.is("Workbook") {
		return r.fail("不是“XML 表格 2003”的工作簿")
	}
	styled := false
	for {
		ok, err := r.child()
		if err != nil {
			return err
		}
		if !ok {
			break
		}
		switch {
		case r.is("Styles"):
			if styled {
				return r.twice()
			}
			styled = true
			err = r.readStyles()
		case r.is("Worksheet"):
			err = r.worksheet()
		case r.Space == token.Excel2003 && string(r.Local) == "ExcelWorkbook":
			err = r.settings()
		case r.Space == token.Sheet2003 && !workbookElements[string(r.Local)]:
			err = r.unknown()
		default:
			err = r.skip()
		}
		if err != nil {
			return err
		}
	}
	for {
		k, err := r.Next()
		if err != nil || k == token.EOF {
			return err
		}
	}
}

// workbookElements are those of a workbook that hold no cells.
var workbookElements = set("Names ExcelWorkbook DocumentProperties")

func set(words string) map[string]bool {
	m := map[string]bool{}
	for w := range strings.FieldsSeq(words) {
		m[w] = true
	}
	return m
}

// settings reads what Excel keeps of the workbook: whether dates count from 1904.
func (r *reader) settings() error {
	for {
		ok, err := r.child()
		if err != nil || !ok {
			return err
		}
		r.book.Date1904 = r.book.Date1904 || string(r.Local) == "Date1904"
		if err := r.skip(); err != nil {
			return err
		}
	}
}

// A style is one of Styles: what is said in it, or in the one it builds on.
type style struct {
	props *grid.Props
	clock numfmt.Clock
}

// readStyles reads the styles. One that builds on another comes after it.
func (r *reader) readStyles() error {
	known := map[grid.Props]*grid.Props{}
	formats := map[string]*grid.Format{}
	for {
		ok, err := r.child()
		if err != nil || !ok {
			return err
		}
		if !r.is("Style") {
			return r.unknown()
		}
		id, parent := r.attr("ID"), r.attr("Parent")
		var p grid.Props
		if base := r.styles[parent]; base != nil && base.props != nil {
			p = *base.props
		} else if base := r.styles["Default"]; parent == "" && base != nil && base.props != nil {
			p = *base.props
		}
		if err := r.readStyle(&p, formats); err != nil {
			return err
		}
		if r.styles[id] != nil {
			return r.fail("样式“" + printable(id) + "”写了两次，分不清哪个算数")
		}
		s := &style{clock: numfmt.ClockOf(p.Format)}
		if p != (grid.Props{}) {
			if known[p] == nil {
				known[p] = &p
			}
			s.props = known[p]
		}
		if r.styles[id] = s; len(r.styles) > maxStyles {
			return fill.Over("单元格样式过多")
		}
	}
}

func (r *reader) readStyle(p *grid.Props, formats map[string]*grid.Format) error {
	seen := map[string]bool{}
	for {
		ok, err := r.child()
		if err != nil || !ok {
			return err
		}
		if r.Space == token.Sheet2003 && seen[string(r.Local)] {
			return r.twice()
		}
		seen[string(r.Local)] = true
		switch {
		case r.is("NumberFormat"):
			code := r.attr("Format")
			if named, ok := numfmt.Named(code); ok {
				code = named
			}
			if _, ok := formats[code]; !ok {
				formats[code] = numfmt.New(numfmt.Custom, code)
			}
			p.Format = formats[code]
		case r.is("Font"):
			p.Strike = r.attr("StrikeThrough") == "1"
		case r.is("Alignment"):
			if n, ok := whole(r.attr("Indent")); ok {
				p.Indent = int8(min(n, 100))
			}
		}
		if err := r.skip(); err != nil {
			return err
		}
	}
}

// child moves to the next element inside the current one and reports whether
// there is one. Text between elements is what is left of a broken tag.
func (r *reader) child() (bool, error) {
	for {
		k, err := r.Next()
		if err != nil {
			return false, err
		}
		switch k {
		case token.Start:
			return true, nil
		case token.End:
			return false, nil
		case token.Text:
			if !token.Blank(r.Data) {
				return false, r.fail("标签之间有不该有的文字")
			}
		}
	}
}

// skip passes over the rest of the current element.
func (r *reader) skip() error {
	for depth := r.Depth(); ; {
		k, err := r.Next()
		if err != nil {
			return err
		}
		if k == token.End && r.Depth() == depth {
			return nil
		}
	}
}

// is reports an element of the spreadsheet's name space.
func (r *reader) is(local string) bool {
	return r.Space == token.Sheet2003 && string(r.Local) == local
}

// attr is an attribute of the spreadsheet's name space; generators leave its
// prefix out now and then.
func (r *reader) attr(name string) string {
	found := ""
	for i := range r.Attrs {
		if a := &r.Attrs[i]; string(a.Name) == name && (a.Space == token.Sheet2003 || a.Space == token.None && found == "") {
			found = string(a.Value)
		}
	}
	return found
}

// whole is a number from 0 on, as indices and spans are written.
func whole(s string) (int, bool) {
	if s == "" || len(s) > 9 {
		return 0, false
	}
	n := 0
	for _, c := range []byte(s) {
		if c < '0' || '9' < c {
			return 0, false
		}
		n = n*10 + int(c-'0')
	}
	return n, true
}

func (r *reader) fail(cause string) *grid.Fault {
	f := damaged(cause, nil)
	f.Offset = r.Offset()
	return f
}

func (r *reader) twice() error {
	return r.fail("标签 " + printable(string(r.Local)) + " 只能有一个，这里写了两次")
}

func (r *reader) unknown() error {
	return r.fail("有不认识的标签 " + printable(string(r.Local)))
}

// located gives an error its sheet and, for a syntax error, its words.
func (r *reader) located(err error) error {
	f, ok := errors.AsType[*grid.Fault](err)
	if !ok {
		e, syntax := errors.AsType[*token.SyntaxError](err)
		if !syntax {
			return damaged("读不出来", err)
		}
		f = damaged("内容写坏了："+e.Msg, err)
		f.Offset = e.Offset
	}
	if f.Sheet == "" && r.sheet != nil {
		f.Sheet = r.sheet.out.Name
	}
	if f.Offset > 0 && f.Cell == "" {
		f.Cause = fmt.Sprintf("%s（第 %d 字节附近）", f.Cause, f.Offset)
	}
	return f
}

func damaged(cause string, err error) *grid.Fault {
	return &grid.Fault{Rule: "import/damaged", Offset: -1, Cause: cause, Cure: "请重新导出；仍不行就用 Excel 或 WPS 打开检查后另存为 .xlsx", Err: err}
}

// printable keeps a name from a damaged file fit for a message.
func printable(s string) string {
	s = strings.Map(func(r rune) rune {
		if r < 0x20 || r == 0x7f {
			return '?'
		}
		return r
	}, strings.ToValidUTF8(s, "?"))
	if r := []rune(s); len(r) > 80 {
		return string(r[:80]) + "…"
	}
	return s
}
