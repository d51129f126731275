package cmd

import (
	"go/ast"
	"go/parser"
	"go/token"
	"go/types"
	"io/fs"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// knotted are the packages that still have a larger set of files that all reach
// each other, with its size: it may shrink and not grow.
var knotted = map[string]int{"render": 14}

// maxKnot is the most files of one package that may all reach each other. More
// of them are not a package but a heap: none can be read without the others.
const maxKnot = 12

// TestKnots: in no package more than maxKnot files reach each other.
func TestKnots(t *testing.T) {
	dirs := map[string][]string{}
	err := filepath.WalkDir("..", func(file string, d fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case d.IsDir() && (d.Name() == "testdata" || strings.HasPrefix(d.Name(), ".") && file != ".."):
			return filepath.SkipDir
		case !d.IsDir() && strings.HasSuffix(file, ".go") && !strings.HasSuffix(file, "_test.go"):
			dirs[filepath.Dir(file)] = append(dirs[filepath.Dir(file)], file)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	for dir, files := range dirs {
		limit, name := maxKnot, filepath.ToSlash(strings.TrimPrefix(dir, "../"))
		if n, known := knotted[name]; known {
			limit = n
		}
		knot := largestKnot(reached(t, files))
		if len(knot) > limit {
			t.Errorf("%s: %d files reach each other, at most %d may: %s", name, len(knot), limit, strings.Join(knot, " "))
		}
	}
}

// reached tells for each file of a package which others it uses something of.
// What comes from other packages is not looked into: a use of it never leads
// back into the package.
func reached(t *testing.T, files []string) map[string]map[string]bool {
	t.Helper()
	fset := token.NewFileSet()
	var parsed []*ast.File
	for _, file := range files {
		f, err := parser.ParseFile(fset, file, nil, 0)
		if err != nil {
			t.Fatal(err)
		}
		parsed = append(parsed, f)
	}
	info := &types.Info{Uses: map[*ast.Ident]types.Object{}}
	config := types.Config{Importer: nothing{}, Error: func(error) {}}
	pkg, _ := config.Check("p", fset, parsed, info) // errors about other packages are expected
	out := map[string]map[string]bool{}
	for id, object := range info.Uses {
		if object.Pkg() != pkg || object.Pos() == token.NoPos {
			continue
		}
		from, to := fset.Position(id.Pos()).Filename, fset.Position(object.Pos()).Filename
		if from != to {
			if out[from] == nil {
				out[from] = map[string]bool{}
			}
			out[from][to] = true
		}
	}
	return out
}

// nothing imports every package as an empty one.
type nothing struct{}

func (nothing) Import(name string) (*types.Package, error) {
	base := path.Base(name)
	if strings.HasPrefix(base, "v") && strings.Trim(base[1:], "0123456789") == "" {
		base = path.Base(path.Dir(name))
	}
	p := types.NewPackage(name, strings.TrimPrefix(base, "go-"))
	p.MarkComplete()
	return p, nil
}

// largestKnot is the largest set of files that all reach each other.
func largestKnot(uses map[string]map[string]bool) []string {
	from := map[string]map[string]bool{}
	for file := range uses {
		seen := map[string]bool{}
		for todo := []string{file}; len(todo) > 0; {
			next := todo[len(todo)-1]
			todo = todo[:len(todo)-1]
			for to := range uses[next] {
				if !seen[to] {
					seen[to] = true
					todo = append(todo, to)
				}
			}
		}
		from[file] = seen
	}
	var largest []string
	for a := range from {
		var knot []string
		for b := range from {
			if from[a][b] && from[b][a] {
				knot = append(knot, filepath.Base(b))
			}
		}
		if len(knot) > len(largest) {
			largest = knot
		}
	}
	slices.Sort(largest)
	return largest
}
