package ooxml

import (
	"archive/zip"
	"bytes"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"

	"ziping/xlsx/grid"
)

const (
	mainNS = `xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"`
	relNS  = `xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"`
	relURL = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
	pkgNS  = `xmlns="http://schemas.openxmlformats.org/package/2006/relationships"`
)

// parts of a package by name.
type parts map[string]string

// workbookOf is a package of one sheet. Texts are the shared strings; more
// replaces or adds parts.
func workbookOf(sheetData string, texts []string, more parts) parts {
	sst := "<sst " + mainNS + ">"
	for _, t := range texts {
		sst += "<si>" + t + "</si>"
	}
	p := parts{
		"_rels/.rels":                rels("officeDocument xl/workbook.xml"),
		"xl/workbook.xml":            `<workbook ` + mainNS + ` ` + relNS + `><sheets><sheet name="表" sheetId="1" r:id="rId1"/></sheets></workbook>`,
		"xl/_rels/workbook.xml.rels": rels("worksheet worksheets/sheet1.xml", "sharedStrings sharedStrings.xml", "styles styles.xml"),
		"xl/worksheets/sheet1.xml":   `<worksheet ` + mainNS + `><sheetData>` + sheetData + `</sheetData></worksheet>`,
		"xl/sharedStrings.xml":       sst + "</sst>",
		"xl/styles.xml": `<styleSheet ` + mainNS + `><numFmts count="1"><numFmt numFmtId="164" formatCode="0!.0,&quot;万元&quot;"/></numFmts>` +
			`<cellXfs count="4"><xf numFmtId="0"/><xf numFmtId="31"/><xf numFmtId="164"/><xf numFmtId="10"/></cellXfs></styleSheet>`,
	}
	for name, text := range more {
		if text == "" {
			delete(p, name)
		} else {
			p[name] = text
		}
	}
	return p
}

// rels writes a relationship part from "type target" pairs, ids in order.
func rels(pairs ...string) string {
	var b strings.Builder
	b.WriteString("<Relationships " + pkgNS + ">")
	for i, p := range pairs {
		kind, to, _ := strings.Cut(p, " ")
		mode := ""
		if kind == "externalLinkPath" {
			mode = ` TargetMode="External"`
		}
		fmt.Fprintf(&b, `<Relationship Id="rId%d" Type="%s" Target="%s"%s/>`, i+1, relURL+kind, to, mode)
	}
	return b.String() + "</Relationships>"
}

// pack zips the parts, stored, in name order.
func (p parts) pack(t testing.TB) []byte { return p.zip(t, zip.Store) }

func (p parts) zip(t testing.TB, method uint16) []byte {
	var buf bytes.Buffer
	zw := zip.NewWriter(&buf)
	for _, name := range slices.Sorted(mapsKeys(p)) {
		w, err := zw.CreateHeader(&zip.FileHeader{Name: name, Method: method})
		if err == nil {
			_, err = w.Write([]byte(p[name]))
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	if err := zw.Close(); err != nil {
		t.Fatal(err)
	}
	return buf.Bytes()
}

func mapsKeys(p parts) func(func(string) bool) {
	return func(yield func(string) bool) {
		for k := range p {
			if !yield(k) {
				return
			}
		}
	}
}

// dump lists every cell: `表!A1 number "1.5" =B1+1 [0.00%]`.
func dump(b *grid.Book) []string {
	kinds := map[grid.Kind]string{grid.Empty: "empty", grid.Number: "number", grid.String: "string", grid.Bool: "bool", grid.Error: "error", grid.Date: "date"}
	var out []string
	for _, s := range b.Sheets {
		for _, r := range s.Rows {
			for _, c := range r.Cells {
				line := fmt.Sprintf("%s!%s %s %q", s.Name, grid.Ref{Row: r.Num, Col: int(c.Col)}, kinds[c.Kind], c.Text)
				if f := c.Formula(); f != nil {
					line += " =" + f.Text
					if !f.Cached {
						line += " uncached"
					}
					if f.External {
						line += " external"
					}
				}
				if f := c.Format(); f != nil {
					line += " [" + f.Code + "]"
				}
				if r.Hidden {
					line += " hidden"
				}
				out = append(out, line)
			}
		}
	}
	return out
}

func faultOf(t testing.TB, err error) *grid.Fault {
	f, ok := errors.AsType[*grid.Fault](err)
	if !ok {
		t.Fatalf("%v is no Fault", err)
	}
	return f
}
