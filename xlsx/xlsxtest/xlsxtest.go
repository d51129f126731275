// Package xlsxtest builds workbooks from text, for tests. It writes the
// package parts itself, so that a test of the reader does not lean on another
// library's idea of a workbook.
//
// A workbook is lines:
//
//	# 资金表                  begins a sheet; "# 资金表 hidden" and "veryHidden" hide it
//	A1:G1 2022年度资金表      text in a merged region
//	A1:G1* 2022年度资金表     the same, a copy in every cell of it
//	C4 40000                  a number
//	C5 '40000                 the text 40000
//	D4 @2022-05-22            a date (serial number with a date format)
//	E4 0.95 %                 a number shown as a percentage
//	E5 36 0.00                a number shown with two decimals
//	F4 =D4-E4                 a formula without a cached value
//	F5 =D5-E5 -> 500          a formula with one
//	G4 #DIV/0!                an error value
//	A8 ⇥其中：宣传             text that the cell's format indents; ⇥⇥ by two steps
//	A9 第一行\n第二行          \n is a line break inside the cell
//
// Blank lines and lines that begin with // are skipped.
package xlsxtest

import (
	"archive/zip"
	"bytes"
	"encoding/xml"
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"

	"ziping/xlsx/grid"
)

type cell struct {
	ref grid.Ref
	xml string
}

type sheet struct {
	name, state string
	cells       []cell
	merges      []string
}

var (
	number = regexp.MustCompile(`^-?[0-9]+(\.[0-9]+)?$`)
	code   = regexp.MustCompile(`^#(DIV/0!|N/A|NAME\?|NULL!|NUM!|REF!|VALUE!)$`)
)

// Workbook returns the .xlsx file that text describes.
func Workbook(text string) ([]byte, error) {
	var sheets []*sheet
	for n, line := range strings.Split(text, "\n") {
		line = strings.TrimRight(line, " \r")
		switch {
		case line == "" || strings.HasPrefix(line, "//"):
		case strings.HasPrefix(line, "# "):
			sheets = append(sheets, newSheet(line[2:]))
		case len(sheets) == 0:
			return nil, fmt.Errorf("line %d: no sheet yet", n+1)
		default:
			if err := sheets[len(sheets)-1].add(line); err != nil {
				return nil, fmt.Errorf("line %d: %w", n+1, err)
			}
		}
	}
	return pack(sheets)
}

func newSheet(head string) *sheet {
	for _, state := range []string{"veryHidden", "hidden"} {
		if name, ok := strings.CutSuffix(head, " "+state); ok {
			return &sheet{name: name, state: state}
		}
	}
	return &sheet{name: head}
}

func (s *sheet) add(line string) error {
	at, value, _ := strings.Cut(line, " ")
	at, copies := strings.CutSuffix(at, "*")
	area, ok := grid.ParseRange(at)
	if !ok {
		return fmt.Errorf("%q is not a cell or a region", at)
	}
	if area.Top != area.Bottom || area.Left != area.Right {
		s.merges = append(s.merges, at)
	}
	for row := area.Top; row <= area.Bottom; row++ {
		for col := area.Left; col <= area.Right; col++ {
			ref := grid.Ref{Row: row, Col: col}
			if !copies && (row > area.Top || col > area.Left) {
				continue
			}
			content, err := cellXML(ref.String(), value)
			if err != nil {
				return err
			}
			s.cells = append(s.cells, cell{ref, content})
		}
	}
	return nil
}

func cellXML(ref, value string) (string, error) {
	switch {
	case value == "":
		return fmt.Sprintf(`<c r="%s"/>`, ref), nil
	case strings.HasPrefix(value, "="):
		formula, cached, has := strings.Cut(value[1:], " -> ")
		if !has {
			return fmt.Sprintf(`<c r="%s"><f>%s</f></c>`, ref, escape(formula)), nil
		}
		return fmt.Sprintf(`<c r="%s"><f>%s</f><v>%s</v></c>`, ref, escape(formula), escape(cached)), nil
	case code.MatchString(value):
		return fmt.Sprintf(`<c r="%s" t="e"><v>%s</v></c>`, ref, value), nil
	case strings.HasPrefix(value, "@"):
		day, err := time.Parse("2006-01-02", value[1:])
		if err != nil {
			return "", err
		}
		serial := int(day.Sub(time.Date(1899, 12, 30, 0, 0, 0, 0, time.UTC)).Hours() / 24)
		return fmt.Sprintf(`<c r="%s" s="1"><v>%d</v></c>`, ref, serial), nil
	case strings.HasSuffix(value, " %") && number.MatchString(value[:len(value)-2]):
		return fmt.Sprintf(`<c r="%s" s="2"><v>%s</v></c>`, ref, value[:len(value)-2]), nil
	case strings.HasSuffix(value, " 0.00") && number.MatchString(value[:len(value)-5]):
		return fmt.Sprintf(`<c r="%s" s="5"><v>%s</v></c>`, ref, value[:len(value)-5]), nil
	case number.MatchString(value):
		return fmt.Sprintf(`<c r="%s"><v>%s</v></c>`, ref, value), nil
	}
	style := ""
	for n := 2; n > 0; n-- {
		if rest, ok := strings.CutPrefix(value, strings.Repeat("⇥", n)); ok {
			style, value = fmt.Sprintf(` s="%d"`, 2+n), rest
			break
		}
	}
	value = strings.ReplaceAll(strings.TrimPrefix(value, "'"), `\n`, "\n")
	return fmt.Sprintf(`<c r="%s"%s t="inlineStr"><is><t xml:space="preserve">%s</t></is></c>`, ref, style, escape(value)), nil
}

func escape(s string) string {
	var b bytes.Buffer
	_ = xml.EscapeText(&b, []byte(s))
	return b.String()
}

func (s *sheet) xml() string {
	slices.SortFunc(s.cells, func(a, b cell) int {
		if a.ref.Row != b.ref.Row {
			return a.ref.Row - b.ref.Row
		}
		return a.ref.Col - b.ref.Col
	})
	var b strings.Builder
	b.WriteString(xmlHead + `<worksheet xmlns="` + mainNS + `"><sheetData>`)
	for i, c := range s.cells {
		if i == 0 || s.cells[i-1].ref.Row != c.ref.Row {
			fmt.Fprintf(&b, `<row r="%d">`, c.ref.Row)
		}
		b.WriteString(c.xml)
		if i == len(s.cells)-1 || s.cells[i+1].ref.Row != c.ref.Row {
			b.WriteString(`</row>`)
		}
	}
	b.WriteString(`</sheetData>`)
	if len(s.merges) > 0 {
		fmt.Fprintf(&b, `<mergeCells count="%d">`, len(s.merges))
		for _, m := range s.merges {
			fmt.Fprintf(&b, `<mergeCell ref="%s"/>`, m)
		}
		b.WriteString(`</mergeCells>`)
	}
	b.WriteString(`</worksheet>`)
	return b.String()
}

const (
	xmlHead = `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>` + "\n"
	mainNS  = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
	relNS   = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
	pkgNS   = "http://schemas.openxmlformats.org/package/2006/"
	styles  = xmlHead + `<styleSheet xmlns="` + mainNS + `"><fonts count="1"><font/></fonts><fills count="1"><fill><patternFill patternType="none"/></fill></fills>` +
		`<borders count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs>` +
		`<cellXfs count="6"><xf/><xf numFmtId="14" applyNumberFormat="1"/><xf numFmtId="10" applyNumberFormat="1"/>` +
		`<xf applyAlignment="1"><alignment horizontal="left" indent="1"/></xf><xf applyAlignment="1"><alignment horizontal="left" indent="2"/></xf><xf numFmtId="2" applyNumberFormat="1"/></cellXfs></styleSheet>`
)

func pack(sheets []*sheet) ([]byte, error) {
	var types, rels, list strings.Builder
	parts := [][2]string{}
	for i, s := range sheets {
		n := strconv.Itoa(i + 1)
		fmt.Fprintf(&types, `<Override PartName="/xl/worksheets/sheet%s.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/>`, n)
		fmt.Fprintf(&rels, `<Relationship Id="rId%s" Type="%s/worksheet" Target="worksheets/sheet%s.xml"/>`, n, relNS, n)
		state := ""
		if s.state != "" {
			state = ` state="` + s.state + `"`
		}
		fmt.Fprintf(&list, `<sheet name="%s" sheetId="%s"%s r:id="rId%s"/>`, escape(s.name), n, state, n)
		parts = append(parts, [2]string{"xl/worksheets/sheet" + n + ".xml", s.xml()})
	}
	head := [][2]string{
		{"[Content_Types].xml", xmlHead + `<Types xmlns="` + pkgNS + `content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>` +
			`<Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/>` +
			`<Override PartName="/xl/styles.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml"/>` + types.String() + `</Types>`},
		{"_rels/.rels", xmlHead + `<Relationships xmlns="` + pkgNS + `relationships"><Relationship Id="rId1" Type="` + relNS + `/officeDocument" Target="xl/workbook.xml"/></Relationships>`},
		{"xl/workbook.xml", xmlHead + `<workbook xmlns="` + mainNS + `" xmlns:r="` + relNS + `"><sheets>` + list.String() + `</sheets></workbook>`},
		{"xl/_rels/workbook.xml.rels", xmlHead + `<Relationships xmlns="` + pkgNS + `relationships">` + rels.String() +
			`<Relationship Id="rIdStyles" Type="` + relNS + `/styles" Target="styles.xml"/></Relationships>`},
		{"xl/styles.xml", styles},
	}
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for _, part := range append(head, parts...) {
		w, err := z.Create(part[0])
		if err != nil {
			return nil, err
		}
		if _, err := w.Write([]byte(part[1])); err != nil {
			return nil, err
		}
	}
	err := z.Close()
	return b.Bytes(), err
}
