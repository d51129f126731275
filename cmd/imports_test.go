package cmd

import (
	"go/parser"
	"go/token"
	"io/fs"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
)

const stages = "ziping/render/docx/"

// mayImport is the picture of DESIGN.md 1: which packages of ours, by prefix, a
// package may import. The longest prefix that matches a package decides.
var mayImport = map[string][]string{
	"ziping/cmd":             {"ziping/"},
	"ziping/cmd/web":         {"ziping/cmd/writer", "ziping/model", "ziping/render/page", "ziping/render/sheet"}, // sees the pipeline as a Desk
	"ziping/cmd/door":        {"ziping/cmd/door"},
	"ziping/cmd/writer":      {"ziping/cmd/writer"},
	"ziping/cmd/notices":     {"ziping/cmd/notices"},
	"ziping/cmd/city":        {"ziping/cmd/city", "ziping/model", "ziping/xlsx/write/mend"}, // no files, no reading: plans, records, sums
	"ziping/cmd/city/find":   {"ziping/cmd/door", "ziping/cmd/writer", "ziping/model/check/wording"},
	"ziping/cmd/settings":    {"ziping/cmd/door", "ziping/xlsx/profile"},
	"ziping/xlsx":            {"ziping/xlsx", "ziping/model"},
	"ziping/xlsx/book":       {"ziping/xlsx", "ziping/model/pattern"},      // cells know no model
	"ziping/xlsx/officetest": {"ziping/xlsx/xlsxtest", "ziping/xlsx/grid"}, // knows nothing of recognition, so that it can measure it
	"ziping/model":           {},
	"ziping/model/check":     {"ziping/model"},
	"ziping/model/text":      {"ziping/model/pattern"}, // the text of a finished report
	"ziping/model/modeltest": {"ziping/model"},         // builds projects from text, for tests
	// wording and check know nothing of rules; figure, relation and rules each stand on those before.
	"ziping/model/check/wording": {"ziping/model"},
	"ziping/model/check/figure":  {"ziping/model", "ziping/model/check"},
	"ziping/render":              {"ziping/render", "ziping/model"},
	"ziping/render/page":         {},
	"ziping/render/manual":       {"ziping/render/page"},
	"ziping/render/docx":         {"ziping/render/docx"},
	// the stages of a template, each seeing those before it
	"ziping/render/docx/problem": {},
	"ziping/render/docx/wml":     {},
	"ziping/render/docx/opc":     {stages + "problem", stages + "wml"},
	"ziping/render/docx/read":    {stages + "problem", stages + "wml", stages + "opc"},
	"ziping/render/docx/lang":    {stages + "problem", stages + "wml"},
	"ziping/render/docx/plan":    {stages + "problem", stages + "wml", stages + "opc", stages + "read", stages + "lang"},
}

// excelizeIn are the packages of the room xlsx that work with excelize: one
// decrypts and calculates, one draws the chart, and all else is written with the
// third.
var excelizeIn = []string{"ziping/xlsx/book", "ziping/xlsx/write", "ziping/xlsx/write/kit"}

// rooms are the packages below xlsx/layout, in the order in which a sheet goes
// through them: each may import only those before it, and none but package layout
// and the rooms imports one.
var rooms = []string{"evidence", "view", "word", "header", "column", "body", "sum", "cell", "fact", "table", "pair", "form"}

// checkRoom holds an import to the order of the rooms.
func checkRoom(t *testing.T, path, pkg, imported string) {
	const layout = "ziping/xlsx/layout"
	room, ok := strings.CutPrefix(imported, layout+"/")
	if !ok || pkg == layout {
		return
	}
	at := slices.Index(rooms, room)
	from, inside := strings.CutPrefix(pkg, layout+"/")
	switch {
	case at < 0:
		t.Errorf("%s imports %s, which is not in the list of rooms", path, imported)
	case !inside:
		t.Errorf("%s imports %s; outside of xlsx/layout only its door is known", path, imported)
	case slices.Index(rooms, from) <= at:
		t.Errorf("%s imports %s, a room that comes after its own", path, imported)
	}
}

// compiledAtStart are the packages, by prefix, that may use package regexp
// itself; the others take model/pattern, so that a start compiles nothing. The
// first may import no other of ours, the tests' helpers are in no program.
var compiledAtStart = []string{"ziping/model", "ziping/model/pattern", "ziping/render/docx/",
	"ziping/model/modeltest", "ziping/xlsx/xlsxtest", "ziping/xlsx/officetest"}

// TestImports holds the import picture, in tests too: data flows
// cmd → xlsx → model → model/check → render.
func TestImports(t *testing.T) {
	seen := 0
	err := filepath.WalkDir("..", func(path string, d fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case d.IsDir() && (d.Name() == "testdata" || strings.HasPrefix(d.Name(), ".") && path != ".."):
			return filepath.SkipDir
		case d.IsDir() || !strings.HasSuffix(path, ".go"):
			return nil
		}
		file, err := parser.ParseFile(token.NewFileSet(), path, nil, parser.ImportsOnly)
		if err != nil {
			return err
		}
		seen++
		pkg := "ziping/" + filepath.ToSlash(filepath.Dir(strings.TrimPrefix(path, "../")))
		for _, spec := range file.Imports {
			checkImport(t, path, pkg, spec.Path.Value)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if seen < 10 {
		t.Fatalf("looked at %d files only", seen)
	}
}

func checkImport(t *testing.T, path, pkg, quoted string) {
	imported, err := strconv.Unquote(quoted)
	if err != nil {
		t.Fatal(err)
	}
	if imported == "github.com/xuri/excelize/v2" && !slices.Contains(excelizeIn, pkg) && !(pkg == "ziping/xlsx" && strings.HasSuffix(path, "_test.go")) {
		t.Errorf("%s imports excelize; only %v do, and the tests of package xlsx", path, excelizeIn)
	}
	if imported == "github.com/nguyenthenguyen/docx" && !strings.HasSuffix(path, "_test.go") {
		t.Errorf("%s imports the independent reader; only tests do", path)
	}
	if imported == "ziping/xlsx/officetest" && !strings.HasSuffix(path, "_test.go") {
		t.Errorf("%s imports the generator of test units; only tests do", path)
	}
	if imported == "regexp" && !strings.HasSuffix(path, "_test.go") && !slices.ContainsFunc(compiledAtStart, func(p string) bool {
		return pkg == p || strings.HasSuffix(p, "/") && strings.HasPrefix(pkg, p)
	}) {
		t.Errorf("%s imports regexp; take model/pattern, which compiles when first used", path)
	}
	if !strings.HasPrefix(imported, "ziping/") || imported == pkg {
		return
	}
	checkRoom(t, path, pkg, imported)
	rule := ""
	for prefix := range mayImport {
		if (pkg == prefix || strings.HasPrefix(pkg, prefix+"/")) && len(prefix) > len(rule) {
			rule = prefix
		}
	}
	for _, allowed := range mayImport[rule] {
		if imported == strings.TrimSuffix(allowed, "/") || strings.HasPrefix(imported, strings.TrimSuffix(allowed, "/")+"/") {
			return
		}
	}
	t.Errorf("%s imports %s; %s may import only %v", path, imported, rule, mayImport[rule])
}
