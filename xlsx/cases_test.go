package xlsx

import (
	"bytes"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"runtime/debug"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/xuri/excelize/v2"

	"ziping/xlsx/grid"
	"ziping/xlsx/grid/gridtest"
	"ziping/xlsx/numfmt"
)

// updateCases rewrites CASES.md from the open corpus of workbooks.
var updateCases = gridtest.Update

// corpus is where the workbooks from other projects' tests lie, beside the
// repository and no part of it.
const corpus = "../../shared/cases/xlsx"

// corpusFiles lists the corpus, or skips the test.
func corpusFiles(t *testing.T) []string {
	files, _ := filepath.Glob(corpus + "/*/*")
	if len(files) == 0 {
		t.Skip("the corpus of foreign workbooks is not on this machine: " + corpus)
	}
	return files
}

// TestCasesWithPassword opens the old workbooks of the corpus whose password is
// known; their cipher is one that no program here writes.
func TestCasesWithPassword(t *testing.T) {
	opened := 0
	for _, path := range corpusFiles(t) {
		if !strings.HasPrefix(filepath.Base(path), "password_2002_128_") {
			continue
		}
		data, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		book, err := Open(path, data, Options{Password: "password"})
		if err != nil {
			t.Errorf("%s: %v", path, err)
			continue
		}
		opened++
		if c := book.Sheets[0].Cell(1, 1); c == nil || c.Text == "" {
			t.Errorf("%s: %s", path, contents(book))
		}
	}
	if opened == 0 {
		t.Error("none")
	}
}

// TestCases opens every workbook of the corpus: each is read completely or
// refused in words, none hangs, and CASES.md says which.
func TestCases(t *testing.T) {
	var table strings.Builder
	for _, path := range corpusFiles(t) {
		name := strings.TrimPrefix(path, corpus+"/")
		data, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		start := time.Now()
		book, err := Open(path, data, Options{})
		if d := time.Since(start); d > time.Minute {
			t.Errorf("%s took %v", name, d)
		}
		if err != nil {
			e, ok := errors.AsType[*Error](err)
			if !ok || e.File != filepath.Base(path) || e.Cause == "" || e.Cure == "" || !strings.HasPrefix(e.Rule, "import/") {
				t.Errorf("%s: %#v is no message", name, err)
				continue
			}
			if strings.Contains(fmt.Sprint(e.Err), "panic") {
				t.Errorf("%s: %v", name, e.Err)
			}
			fmt.Fprintf(&table, "| %s | refused | %s |\n", name, strings.ReplaceAll(err.Error(), "|", `\|`))
			continue
		}
		fmt.Fprintf(&table, "| %s | complete | %s |\n", name, contents(book))
	}
	compareCases(t, casesHead+table.String(), "")
}

// compareCases holds the part of CASES.md before or after the second heading to
// what the reader does; the other part is given as "".
func compareCases(t *testing.T, first, second string) {
	const file = "CASES.md"
	was, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	head, tail, _ := strings.Cut(string(was), oldCasesHead)
	if first == "" {
		first = head
	}
	if second == "" {
		second = oldCasesHead + tail
	}
	got := first + second
	if *updateCases {
		if err := os.WriteFile(file, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if d := cmp.Diff(string(want), got); d != "" {
		t.Errorf("CASES.md is not what the reader does (go test ./xlsx -run TestCases -update rewrites it):\n%s", d)
	}
}

// TestOldCases lists the small files that the readers of old formats are held to:
// each is read completely or refused with its place.
func TestOldCases(t *testing.T) {
	table := strings.Builder{}
	table.WriteString(oldCasesHead)
	for _, a := range []struct{ path, named string }{{"html/testdata/cases.txtar", ".xls"}, {"xml2003/testdata/cases.txtar", ".xls"}, {"text/testdata/cases.txtar", ""}} {
		for _, c := range gridtest.Load(t, a.path) {
			name := c.Name
			if a.named != "" {
				name = strings.TrimSuffix(name, filepath.Ext(name)) + a.named
			}
			oldCase(t, &table, strings.Split(a.path, "/")[0], name, c.Data)
		}
	}
	paths, err := filepath.Glob("biff/testdata/biff5/*.xls")
	if err != nil || len(paths) < 30 {
		t.Fatalf("%d files of BIFF5, %v", len(paths), err)
	}
	for _, path := range paths {
		data, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		oldCase(t, &table, "biff", filepath.Base(path), data)
	}
	compareCases(t, "", table.String())
}

func oldCase(t *testing.T, table *strings.Builder, reader, name string, data []byte) {
	book, err := Open(name, data, Options{})
	if err != nil {
		if e, ok := errors.AsType[*Error](err); !ok || e.File != name || e.Cause == "" || e.Cure == "" {
			t.Errorf("%s: %v is no message", name, err)
		}
		fmt.Fprintf(table, "| %s | %s | refused | %s |\n", reader, name, strings.ReplaceAll(err.Error(), "|", `\|`))
		return
	}
	fmt.Fprintf(table, "| %s | %s | complete | %s |\n", reader, name, contents(book))
}

const oldCasesHead = `
## Old formats

The small files that the readers of what is called ` + "`.xls`" + ` are held to, under ` + "`xlsx/*/testdata`" + `, with every cell that is read of them. HTML pages and
XML Spreadsheets 2003 are compared with LibreOffice's reading, BIFF5 with xlrd's; thousands of damaged copies of each with the tree of the HTML
standard, encoding/xml and xlrd: refused, or read alike. ` + "`go test ./xlsx -run TestOldCases -update`" + ` writes this part.

| reader | file | result | contents or message |
|---|---|---|---|
`

const casesHead = `# What the reader does with other projects' test workbooks

Each is read completely or refused with the message shown; none panics, takes ten seconds or 300 MB. Written by
` + "`go test ./xlsx -run TestCases -update`" + ` where the corpus is present, and compared with it by every run there.

Marked copies: of the 105 readable ` + "`.xlsx`, `.xlsm` and `.xltx`" + ` of this corpus, of the samples and of testdata 94 are marked and every part is compared
(` + "`ZIPING_CLIENTS=1 go test ./xlsx/write/annotate`" + `); 11 are handed out as they are beside the list: 4 are strict Open XML, 2 no packages, 2 name their parts
otherwise, 2 would have more than 2,000 parts, 1 has parts in UTF-16.

| file | result | contents or message |
|---|---|---|
`

func contents(b *grid.Book) string {
	cells, uncached, computed := 0, 0, 0
	for _, s := range b.Sheets {
		for _, r := range s.Rows {
			cells += len(r.Cells)
			for _, c := range r.Cells {
				if f := c.Formula(); f != nil && f.Computed {
					computed++
				} else if f != nil && !f.Cached {
					uncached++
				}
			}
		}
	}
	out := fmt.Sprintf("%d sheets, %d cells", len(b.Sheets), cells)
	if computed > 0 {
		out += fmt.Sprintf(", %d computed here", computed)
	}
	if uncached > 0 {
		out += fmt.Sprintf(", %d formulas without a result", uncached)
	}
	if len(b.Notes) > 0 {
		out += fmt.Sprintf(", %d notes", len(b.Notes))
	}
	return out
}

// TestCasesMemory opens the whole corpus in a process of its own, whose
// largest size bounds that of every file.
func TestCasesMemory(t *testing.T) {
	files := corpusFiles(t)
	if os.Getenv("ZIPING_CASES_CHILD") != "" {
		for _, path := range files {
			data, err := os.ReadFile(path)
			if err != nil {
				t.Fatal(err)
			}
			Open(path, data, Options{})
			data = nil
			debug.FreeOSMemory()
		}
		return
	}
	if runtime.GOOS != "linux" {
		t.Skip("the size of a process is read as Linux gives it")
	}
	cmd := exec.Command(os.Args[0], "-test.run=^TestCasesMemory$")
	cmd.Env = append(os.Environ(), "ZIPING_CASES_CHILD=1")
	if out, err := cmd.CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	kb := cmd.ProcessState.SysUsage().(*syscall.Rusage).Maxrss
	t.Logf("largest size %d MB", kb>>10)
	if kb > 300<<10 {
		t.Errorf("%d MB", kb>>10)
	}
}

// excelizeDiffers are the sound workbooks of the corpus that excelize's raw
// row reader reads wrongly or otherwise, and why (WORKBOOKS.md 1.2).
var excelizeDiffers = map[string]string{
	"calamine/empty_s_attribute.xlsx":                 `excelize drops cells whose s attribute is empty`,
	"handmade/xml_bad_style.xlsx":                     `excelize drops cells whose s attribute is empty`,
	"exceldatareader/Test_git_issue_629.xlsx":         `excelize finds shared strings at xl/sharedStrings.xml only`,
	"sheetjs/wtf_path.xlsx":                           `excelize finds shared strings at xl/sharedStrings.xml only`,
	"phpspreadsheet/utf16be.bom.xlsx":                 `excelize reads no UTF-16`,
	"closedxml/different-column-width-excel2010.xlsx": `excelize cannot open it (unexpected EOF)`,
	"phpspreadsheet/issue.4724.xlsx":                  `excelize loses the escape of half a surrogate pair, which we keep as written`,
}

// excelizeBytes bounds the workbooks compared with excelize, which needs
// seconds for the large ones; -update compares all.
const excelizeBytes = 200 << 10

// TestCasesAgainstExcelize holds our reading of sound workbooks to excelize's
// raw one, cell by cell.
func TestCasesAgainstExcelize(t *testing.T) {
	compared, cells := 0, 0
	for i, path := range corpusFiles(t) {
		name := strings.TrimPrefix(path, corpus+"/")
		if _, listed := excelizeDiffers[name]; !listed && i%3 != 0 && os.Getenv("ZIPING_CLIENTS") != "1" && !*updateCases {
			continue // all of them with ZIPING_CLIENTS=1
		}
		data, err := os.ReadFile(path)
		if err != nil || !bytes.HasPrefix(data, []byte("PK")) || len(data) > excelizeBytes && !*updateCases {
			continue
		}
		book, err := Open(path, data, Options{})
		if err != nil {
			continue
		}
		n, err := sameAsExcelize(book, data)
		why, known := excelizeDiffers[name]
		switch {
		case err != nil && !known:
			t.Errorf("%s: %v", name, err)
		case err == nil && known:
			t.Errorf("%s reads alike; it was listed for %q", name, why)
		}
		compared++
		cells += n
	}
	t.Logf("%d workbooks, %d cells", compared, cells)
}

func sameAsExcelize(b *grid.Book, data []byte) (n int, err error) {
	f, err := excelize.OpenReader(bytes.NewReader(data), excelize.Options{UnzipSizeLimit: 256 << 20, UnzipXMLSizeLimit: 64 << 20})
	if err != nil {
		return 0, err
	}
	defer f.Close()
	for _, s := range b.Sheets {
		rows, err := f.Rows(s.Name)
		if err != nil {
			return n, err
		}
		left := 0
		for _, r := range s.Rows {
			left += len(r.Cells)
		}
		for num := 1; rows.Next(); num++ {
			texts, err := rows.Columns(excelize.Options{RawCellValue: true})
			if err != nil {
				return n, err
			}
			var stored []grid.Cell
			if r := s.Row(num); r != nil {
				stored = r.Cells
			}
			for i, text := range texts {
				var c *grid.Cell
				if len(stored) > 0 && int(stored[0].Col) == i+1 {
					c, stored = &stored[0], stored[1:]
					left--
					n++
				}
				if (c != nil || text != "") && !sameCell(c, text, b.Date1904) {
					return n, fmt.Errorf("%s!%s: ours %+v, excelize %q", s.Name, grid.Ref{Row: num, Col: i + 1}, c, text)
				}
			}
		}
		if left > 0 {
			return n, fmt.Errorf("%s: %d cells that excelize does not see", s.Name, left)
		}
		rows.Close()
	}
	return n, nil
}

func sameCell(c *grid.Cell, raw string, date1904 bool) bool {
	switch {
	case c == nil || c.Kind == grid.Empty || c.Formula() != nil && c.Formula().Computed:
		return raw == ""
	case c.Kind == grid.Date:
		d, ok := numfmt.Date(raw, c.Format(), date1904)
		if !ok {
			d, _ = numfmt.ISO(raw)
		}
		return d == c.Text
	}
	return c.Text == raw
}
