package biff

import (
	"encoding/json"
	"fmt"
	"math/rand"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"ziping/xlsx/grid"
	"ziping/xlsx/numfmt"
)

// xlrd reads workbooks independently of us: the judge of what is accepted.
// It prints one line a file: null where it refuses it, else sheets of cells of
// row, column, type and value. Dates are numbers.
const xlrdScript = `
import json, sys, os
import xlrd
kinds = {xlrd.XL_CELL_TEXT: 'string', xlrd.XL_CELL_NUMBER: 'number', xlrd.XL_CELL_DATE: 'number', xlrd.XL_CELL_BOOLEAN: 'bool', xlrd.XL_CELL_ERROR: 'error'}
for name in sys.stdin.read().split('\n'):
    if not name: continue
    out = None
    try:
        b = xlrd.open_workbook(name, ragged_rows=True, logfile=open(os.devnull, 'w'))
        out = []
        for s in b.sheets():
            cells = []
            for r in range(s.nrows):
                for c in range(s.row_len(r)):
                    cell = s.cell(r, c)
                    if cell.ctype not in kinds or cell.ctype == xlrd.XL_CELL_TEXT and cell.value == '': continue
                    v = cell.value
                    if cell.ctype == xlrd.XL_CELL_ERROR: v = xlrd.error_text_from_code.get(v, str(v))
                    elif cell.ctype != xlrd.XL_CELL_TEXT: v = repr(float(v))
                    cells.append([r + 1, c + 1, kinds[cell.ctype], v])
            out.append({'name': s.name, 'cells': cells})
    except Exception as e:
        out = None
    print(json.dumps(out))
`

type xlrdSheet struct {
	Name  string
	Cells [][4]any
}

// xlrdOf gives xlrd's reading of every file, nil where it has none.
func xlrdOf(t *testing.T, files [][]byte) [][]xlrdSheet {
	python := "/usr/bin/python3"
	if exec.Command(python, "-c", "import xlrd").Run() != nil {
		if os.Getenv("ZIPING_CLIENTS") == "1" {
			t.Fatal("xlrd is not installed (python3-xlrd)")
		}
		t.Skip("xlrd is not on this machine")
	}
	dir := t.TempDir()
	var names []string
	for i, data := range files {
		name := filepath.Join(dir, strconv.Itoa(i)+".xls")
		if err := os.WriteFile(name, data, 0o600); err != nil {
			t.Fatal(err)
		}
		names = append(names, name)
	}
	cmd := exec.Command(python, "-c", xlrdScript)
	cmd.Stdin = strings.NewReader(strings.Join(names, "\n"))
	cmd.Stderr = os.Stderr
	text, err := cmd.Output()
	if err != nil {
		t.Fatal(err)
	}
	lines := strings.Split(strings.TrimSpace(string(text)), "\n")
	if len(lines) != len(files) {
		t.Fatalf("%d answers for %d files", len(lines), len(files))
	}
	out := make([][]xlrdSheet, len(lines))
	for i, line := range lines {
		if err := json.Unmarshal([]byte(line), &out[i]); err != nil {
			t.Fatal(err)
		}
	}
	return out
}

// agrees compares our reading with xlrd's, cell by cell.
func agrees(b *grid.Book, want []xlrdSheet) error {
	if len(b.Sheets) > len(want) {
		return fmt.Errorf("%d sheets, xlrd has %d", len(b.Sheets), len(want))
	}
	next := 0
	for _, s := range b.Sheets { // xlrd counts sheets without cells too
		for next < len(want) && strings.ReplaceAll(want[next].Name, "Sheet 1", "Sheet1") != s.Name {
			next++
		}
		if next == len(want) {
			return fmt.Errorf("xlrd has no sheet %q", s.Name)
		}
		theirs := map[string][4]any{}
		for _, c := range want[next].Cells {
			theirs[grid.Ref{Row: int(c[0].(float64)), Col: int(c[1].(float64))}.String()] = c
		}
		next++
		for _, r := range s.Rows {
			for i := range r.Cells {
				c := &r.Cells[i]
				ref := grid.Ref{Row: r.Num, Col: int(c.Col)}.String()
				w, ok := theirs[ref]
				delete(theirs, ref)
				if c.Text == "" {
					continue // of a formula
				}
				if !ok || !sameAsXlrd(c, w, b.Date1904) {
					return fmt.Errorf("%s!%s: ours %+v, xlrd %v", s.Name, ref, *c, w)
				}
			}
		}
		for ref, c := range theirs {
			return fmt.Errorf("%s!%s: lost, xlrd has %v", s.Name, ref, c)
		}
	}
	return nil
}

func sameAsXlrd(c *grid.Cell, w [4]any, date1904 bool) bool {
	kind, text := w[2].(string), w[3].(string)
	number := func() float64 { v, _ := strconv.ParseFloat(text, 64); return v }
	switch c.Kind {
	case grid.Number:
		v, err := strconv.ParseFloat(c.Text, 64)
		return kind == "number" && err == nil && v == number()
	case grid.Date:
		d, ok := numfmt.Date(string(appendNumber(nil, number())), c.Format(), date1904)
		return kind == "number" && ok && d == c.Text
	case grid.Bool:
		return kind == "bool" && (c.Text == "1") == (number() != 0)
	case grid.Error:
		return kind == "error" && text == c.Text
	}
	return kind == "string" && text == c.Text
}

// TestAgainstXlrd holds the small BIFF5 workbooks and thousands of damaged ones
// to xlrd: refused, or read alike.
func TestAgainstXlrd(t *testing.T) {
	rounds := 3000
	if n, err := strconv.Atoi(os.Getenv("ZIPING_MUTANTS")); err == nil {
		rounds = n
	} else if testing.Short() {
		rounds = 600
	}
	var files [][]byte
	var names []string
	for _, c := range book5Cases() {
		files, names = append(files, c.data), append(names, c.name)
	}
	whole := len(files)
	r := rand.New(rand.NewSource(5))
	for i := range rounds {
		files, names = append(files, spoil(r, files[r.Intn(whole)])), append(names, fmt.Sprintf("mutant %d", i))
	}
	theirs := xlrdOf(t, files)
	accepted, judged := 0, 0
	for i, data := range files {
		b, err := Read(data, "")
		if err != nil {
			continue
		}
		accepted++
		if theirs[i] == nil {
			if i < whole && !xlrdCannot[names[i]] {
				t.Errorf("%s: xlrd refuses it", names[i])
			}
			continue
		}
		judged++
		if err := agrees(b, theirs[i]); err != nil {
			t.Errorf("%s: %v", names[i], err)
		}
	}
	t.Logf("%d files, %d accepted, %d of them read by xlrd", len(files), accepted, judged)
	if judged < len(files)/10 {
		t.Error("the mutants prove nothing")
	}
}

// xlrdCannot are workbooks that xlrd 1.2 fails on: it counts the text of a formula
// in characters where the file counts bytes, wants every style to exist, and
// guesses no code page.
var xlrdCannot = map[string]bool{"a sheet alone": true, "text of a formula in Chinese": true, "a style that is none": true}

// spoil damages a stream as transmission and bad software do.
func spoil(r *rand.Rand, b []byte) []byte {
	b = append([]byte(nil), b...)
	for range 1 + r.Intn(2) {
		i := r.Intn(len(b))
		switch r.Intn(6) {
		case 0, 1:
			b[i] ^= 1 << r.Intn(8)
		case 2:
			b[i] = byte(r.Intn(256))
		case 3:
			b = append(b[:i:i], b[min(len(b), i+1+r.Intn(20)):]...)
		case 4:
			j := min(len(b), i+1+r.Intn(30))
			b = append(b[:j:j], append(append([]byte(nil), b[i:j]...), b[j:]...)...)
		case 5:
			b = b[:max(1, i)]
		}
	}
	return b
}

// TestCorpusAgainstXlrd holds the old workbooks of other projects to xlrd.
func TestCorpusAgainstXlrd(t *testing.T) {
	paths, _ := filepath.Glob("../../../shared/cases/xlsx/*/*.[xX][lL][sS]")
	var files [][]byte
	for _, p := range paths {
		data, err := os.ReadFile(p)
		if err != nil {
			t.Fatal(err)
		}
		files = append(files, data)
	}
	if len(files) == 0 {
		t.Skip("the corpus of foreign workbooks is not on this machine")
	}
	n := 0
	for i, theirs := range xlrdOf(t, files) {
		b, err := Read(files[i], "")
		if err != nil || theirs == nil {
			continue
		}
		n++
		if err := agrees(b, theirs); err != nil {
			t.Errorf("%s: %v", paths[i], err)
		}
	}
	t.Logf("%d of %d files are read by both", n, len(files))
}
