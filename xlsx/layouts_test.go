package xlsx

import (
	"fmt"
	"os"
	"path/filepath"
	"reflect"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/rogpeppe/go-internal/txtar"

	"ziping/model"
	"ziping/xlsx/grid"
	"ziping/xlsx/grid/gridtest"
	"ziping/xlsx/value"
	"ziping/xlsx/xlsxtest"
)

// TestLayouts reads every case in testdata/layout: one or more workbooks as
// text, what the case is there to show (claimLine), and what is read from it.
// Workbooks are lines of package xlsxtest, rows those of xlsxtest.Rows. A line
// "header 资金表 4" in the comment names a header row.
func TestLayouts(t *testing.T) {
	files, err := filepath.Glob("testdata/layout/*.txtar")
	if err != nil || len(files) < 25 {
		t.Fatalf("%d layouts, %v", len(files), err)
	}
	for _, file := range files {
		t.Run(strings.TrimSuffix(filepath.Base(file), ".txtar"), func(t *testing.T) {
			ar, err := txtar.ParseFile(file)
			if err != nil {
				t.Fatal(err)
			}
			inputs, opt := layoutInputs(t, ar)
			p, readErr := Read(inputs, opt)
			checkPlaces(t, inputs, p)
			checkClaims(t, string(ar.Comment), p, readErr)
			got := dump(p, readErr)
			i := slices.IndexFunc(ar.Files, func(f txtar.File) bool { return f.Name == "want" })
			if i < 0 {
				ar.Files = append(ar.Files, txtar.File{Name: "want"})
				i = len(ar.Files) - 1
			}
			if *gridtest.Update {
				ar.Files[i].Data = []byte(got)
				if err := os.WriteFile(file, txtar.Format(ar), 0o644); err != nil {
					t.Fatal(err)
				}
				return
			}
			if diff := cmp.Diff(strings.Split(string(ar.Files[i].Data), "\n"), strings.Split(got, "\n")); diff != "" {
				t.Errorf("want(-) got(+):\n%s", diff)
			}
		})
	}
}

var (
	headerLine = regexp.MustCompile(`(?m)^header (\S+) ([0-9]+)$`)
)

func layoutInputs(t *testing.T, ar *txtar.Archive) ([]Input, ReadOptions) {
	t.Helper()
	var inputs []Input
	for _, f := range ar.Files {
		if f.Name == "want" {
			continue
		}
		data, err := xlsxtest.Workbook(xlsxtest.Rows(string(f.Data)))
		if err != nil {
			t.Fatalf("%s: %v", f.Name, err)
		}
		inputs = append(inputs, Input{Name: f.Name, Data: data})
	}
	var opt ReadOptions
	for _, m := range headerLine.FindAllStringSubmatch(string(ar.Comment), -1) {
		opt.HeaderRows = map[string]int{}
		fmt.Sscan(m[2], new(int))
		var row int
		fmt.Sscan(m[2], &row)
		opt.HeaderRows[m[1]] = row
	}
	return inputs, opt
}

// checkPlaces holds every value of the project to the cell it says it came
// from: what is typed there is the value's text, or the first part of it.
func checkPlaces(t *testing.T, inputs []Input, p *model.Project) {
	t.Helper()
	if p == nil {
		return
	}
	sheets := map[string]*grid.Sheet{}
	for _, in := range inputs {
		book, err := Open(in.Name, in.Data, Options{})
		if err != nil {
			t.Fatal(err)
		}
		for _, s := range book.Sheets {
			sheets[in.Name+"\x00"+s.Name] = s
		}
	}
	walk(reflect.ValueOf(p), map[uintptr]bool{}, func(text string, pos model.Pos) {
		s := sheets[pos.File()+"\x00"+pos.SheetName()]
		if s == nil {
			t.Errorf("%q: no sheet at %v", text, pos)
			return
		}
		if pos.Row == 0 {
			return // named by the sheet or the file
		}
		c := s.Cell(int(pos.Row), int(pos.Col))
		typed := ""
		if c != nil {
			typed = value.Text(c)
		}
		first, _, _ := strings.Cut(text, "＋")
		if typed != text && typed != first && !(typed != "" && strings.Contains(text, typed)) && !strings.Contains(typed, text) {
			t.Errorf("%q is said to stand at %v, where %q stands", text, pos, typed)
		}
	})
}

// walk calls f for every model.Cell with a text.
func walk(v reflect.Value, seen map[uintptr]bool, f func(string, model.Pos)) {
	switch v.Kind() {
	case reflect.Pointer:
		if a, ok := v.Interface().(*model.Activity); ok && a != nil {
			walk(reflect.ValueOf(a.Unpack()), seen, f)
			return
		}
		if !v.IsNil() && !seen[v.Pointer()] {
			seen[v.Pointer()] = true
			walk(v.Elem(), seen, f)
		}
	case reflect.Slice:
		for i := range v.Len() {
			walk(v.Index(i), seen, f)
		}
	case reflect.Struct:
		if strings.HasPrefix(v.Type().Name(), "Cell[") {
			if text, pos := v.FieldByName("Text").String(), v.FieldByName("Pos").Interface().(model.Pos); text != "" {
				f(text, pos)
			}
			return
		}
		for i := range v.NumField() {
			if v.Type().Field(i).IsExported() {
				walk(v.Field(i), seen, f)
			}
		}
	}
}
