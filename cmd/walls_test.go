package cmd

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// opening are the calls that open, make, replace or remove a file.
var opening = []string{
	"Open", "OpenFile", "OpenRoot", "OpenInRoot", "ReadFile", "Create", "CreateTemp", "WriteFile", "Rename", "Remove", "RemoveAll", "Mkdir", "MkdirAll",
	"MkdirTemp", "Link", "Symlink", "Truncate", "Chmod", "Chtimes", "DirFS", "CopyFS",
}

// fileRooms are the packages that may, and what else may where.
var fileRooms = []string{"cmd/door", "cmd/writer"}

var fileExceptions = map[string]string{
	"cmd/input.go DirFS": "names only, to say what a hidden folder holds",
}

// TestOneDoorOneWriter: files come in through cmd/door and go out through
// cmd/writer, so that what these two hold, holds for every file of every
// command. Generators and test helpers are no commands.
func TestOneDoorOneWriter(t *testing.T) {
	found := map[string]bool{}
	for _, top := range []string{"cmd", "xlsx", "model", "render"} {
		err := filepath.WalkDir(filepath.Join("..", top), func(path string, d fs.DirEntry, err error) error {
			if err != nil {
				return err
			}
			name := filepath.ToSlash(strings.TrimPrefix(path, ".."+string(filepath.Separator)))
			if d.IsDir() {
				if slices.Contains(fileRooms, name) || slices.Contains([]string{"gen", "testdata"}, d.Name()) || strings.HasSuffix(d.Name(), "test") {
					return filepath.SkipDir
				}
				return nil
			}
			if !strings.HasSuffix(name, ".go") || strings.HasSuffix(name, "_test.go") {
				return nil
			}
			file, err := parser.ParseFile(token.NewFileSet(), path, nil, 0)
			if err != nil || file.Name.Name == "main" {
				return err
			}
			ast.Inspect(file, func(n ast.Node) bool {
				call, ok := n.(*ast.SelectorExpr)
				if !ok {
					return true
				}
				if pkg, ok := call.X.(*ast.Ident); ok && pkg.Name == "os" && slices.Contains(opening, call.Sel.Name) {
					use := name + " " + call.Sel.Name
					found[use] = true
					if fileExceptions[use] == "" {
						t.Errorf("%s: only cmd/door opens files, and only cmd/writer writes them", use)
					}
				}
				return true
			})
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	for use := range fileExceptions {
		if !found[use] {
			t.Errorf("%s is no exception any more", use)
		}
	}
}
