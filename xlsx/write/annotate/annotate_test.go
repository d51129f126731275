package annotate

import (
	"archive/zip"
	"bytes"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"ziping/xlsx/book"
	"ziping/xlsx/grid"
	"ziping/xlsx/write/mend"
)

// allowed tells the parts that a marked copy may have changed or added.
func allowed(name string, sheets map[string]bool) bool {
	switch {
	case name == "[Content_Types].xml", strings.HasSuffix(name, ".rels"), strings.HasPrefix(name, "docProps/custom"), strings.Contains(name, "styles"), strings.Contains(name, "Ziping"), strings.Contains(name, "ziping"):
		return true
	case strings.HasSuffix(strings.ToLower(name), "workbook.xml"), strings.HasSuffix(strings.ToLower(name), ".vml"), strings.Contains(strings.ToLower(name), "comment"):
		return true
	}
	return sheets[name]
}

func entries(t *testing.T, data []byte) map[string][]byte {
	t.Helper()
	z, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		t.Fatal(err)
	}
	out := map[string][]byte{}
	for _, f := range z.File {
		r, err := f.OpenRaw()
		if err != nil {
			t.Fatal(err)
		}
		raw, err := io.ReadAll(r)
		if err != nil {
			t.Fatal(err)
		}
		if _, twice := out[f.Name]; twice {
			t.Errorf("%s stands twice", f.Name)
		}
		out[f.Name] = raw
	}
	return out
}

// everywhere makes findings in the first cells of every sheet, stored or not.
func everywhere(name string, b *grid.Book) mend.Unit {
	u := mend.Unit{Name: "甲县科协", Year: 2022}
	for _, s := range b.Sheets {
		for i, ref := range []string{"A1", "B2", "C3", "B7", "AB9", "A300"} {
			u.Rows = append(u.Rows, mend.Row{Severity: []string{"error", "warning", "info"}[i%3], Rule: "fund/total", RuleTitle: "合计", File: name, Sheet: s.Name, Cell: ref,
				Got: "1", Want: "2", Message: "=1+1 <合计> & \"不对\"", Hint: "请改"})
		}
	}
	return u
}

// sheetParts are the parts that hold cells.
func sheetParts(parts map[string][]byte) map[string]bool {
	out := map[string]bool{}
	for name := range parts {
		if strings.Contains(strings.ToLower(name), "sheet") && strings.HasSuffix(name, ".xml") {
			out[name] = true
		}
	}
	return out
}

func TestCorpus(t *testing.T) {
	roots := []string{"../../../../shared/cases/xlsx", "../../../../shared/samples", "../../../testdata"}
	marked, beside := 0, map[string]int{}
	for _, root := range roots {
		_ = filepath.WalkDir(root, func(path string, d fs.DirEntry, err error) error {
			if err != nil || d.IsDir() || !slices.Contains([]string{".xlsx", ".xlsm", ".xltx"}, strings.ToLower(filepath.Ext(path))) {
				return nil
			}
			data, err := os.ReadFile(path)
			if err != nil {
				t.Fatal(err)
			}
			if len(data) > 40<<10 && os.Getenv("ZIPING_CLIENTS") != "1" {
				return nil // all of them with ZIPING_CLIENTS=1
			}
			b, err := book.Open("x.xlsx", data, book.Options{})
			if err != nil || b.Format != "xlsx" && b.Format != "xlsm" {
				return nil
			}
			w := Workbook{Name: "x.xlsx", Data: data, Unit: everywhere("x.xlsx", b)}
			c, err := try(w)
			if err != nil {
				beside[Make(w).Why]++
				t.Logf("%s: %v", path, err)
				return nil
			}
			marked++
			if dir := os.Getenv("ZIPING_KEEP"); dir != "" {
				_ = os.WriteFile(filepath.Join(dir, strings.NewReplacer("../", "", "/", "_").Replace(path)), c.Data, 0o644)
			}
			was, now := entries(t, data), entries(t, c.Data)
			sheets := sheetParts(was)
			for name, raw := range now {
				if old, ok := was[name]; ok && bytes.Equal(old, raw) {
					continue
				}
				if !allowed(name, sheets) || !slices.Contains(c.Changed, name) {
					t.Errorf("%s: part %s differs", path, name)
				}
			}
			for name := range was {
				if _, ok := now[name]; !ok {
					t.Errorf("%s: part %s is lost", path, name)
				}
			}
			return nil
		})
	}
	t.Logf("marked %d, beside %v", marked, beside)
}

func BenchmarkMake(b *testing.B) {
	data, err := os.ReadFile("../../../testdata/samples/counties-2022/高台县科协/高台县科普经费.xlsx")
	if err != nil {
		b.Fatal(err)
	}
	was, err := book.Open("x.xlsx", data, book.Options{})
	if err != nil {
		b.Fatal(err)
	}
	w := Workbook{Name: "x.xlsx", Data: data, Unit: everywhere("x.xlsx", was)}
	for b.Loop() {
		if c := Make(w); c.Why != "" {
			b.Fatal(c.Why)
		}
	}
}
