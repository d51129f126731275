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
	"unicode/utf8"
)

// maxBranches is the most ways a function may part: ifs, loops, cases, and the
// parts of conditions. More of them are a list that was not written as one.
const maxBranches = 30

// TestBranches: no function has more than maxBranches branches.
func TestBranches(t *testing.T) {
	eachFile(t, func(file *ast.File, pkg string, at func(token.Pos) string) {
		for _, d := range file.Decls {
			f, ok := d.(*ast.FuncDecl)
			if !ok || f.Body == nil {
				continue
			}
			if n := branches(f.Body); n > maxBranches {
				t.Errorf("%s: %s.%s has %d branches, at most %d may be", at(f.Pos()), pkg, f.Name.Name, n, maxBranches)
			}
		}
	})
}

// branches counts the ways in which a body parts.
func branches(body *ast.BlockStmt) int {
	n := 0
	ast.Inspect(body, func(node ast.Node) bool {
		switch x := node.(type) {
		case *ast.IfStmt, *ast.ForStmt, *ast.RangeStmt:
			n++
		case *ast.CaseClause:
			if x.List != nil {
				n++
			}
		case *ast.CommClause:
			if x.Comm != nil {
				n++
			}
		case *ast.BinaryExpr:
			if x.Op == token.LAND || x.Op == token.LOR {
				n++
			}
		}
		return true
	})
	return n
}

// TestComments: a comment that begins with an identifier names what it stands
// over: otherwise the thing got another name, or the comment another thing.
func TestComments(t *testing.T) {
	eachFile(t, func(file *ast.File, _ string, at func(token.Pos) string) {
		for _, d := range file.Decls {
			switch d := d.(type) {
			case *ast.FuncDecl:
				checkComment(t, at, d.Doc, d.Name)
			case *ast.GenDecl:
				for _, s := range d.Specs {
					switch s := s.(type) {
					case *ast.TypeSpec:
						doc := s.Doc
						if doc == nil && len(d.Specs) == 1 {
							doc = d.Doc
						}
						checkComment(t, at, doc, s.Name)
					case *ast.ValueSpec:
						doc := s.Doc
						if doc == nil && len(d.Specs) == 1 {
							doc = d.Doc
						}
						checkComment(t, at, doc, s.Names...)
					}
				}
			}
		}
	})
}

// checkComment looks at the first word of a comment: one that is an identifier must
// be one of the names.
func checkComment(t *testing.T, at func(token.Pos) string, doc *ast.CommentGroup, names ...*ast.Ident) {
	if doc == nil {
		return
	}
	words := strings.Fields(doc.Text())
	if len(words) > 1 && slices.Contains([]string{"a", "an", "the"}, strings.ToLower(words[0])) {
		if words = words[1:]; !hasCapital(words[0]) {
			return // A span of rows is …
		}
	}
	if len(words) < 2 || !isIdentifier(words[0]) {
		return
	}
	for _, n := range names {
		if words[0] == n.Name {
			return
		}
	}
	t.Errorf("%s: the comment over %s begins with %s", at(names[0].Pos()), names[0].Name, words[0])
}

// isIdentifier reports a word that no sentence begins with but a name of the
// program's: one with a small letter in front, or a capital inside.
func isIdentifier(word string) bool {
	if !token.IsIdentifier(word) || word[0] >= utf8.RuneSelf || strings.ToUpper(word) == word {
		return false
	}
	return 'a' <= word[0] && word[0] <= 'z' || hasCapital(word)
}

// hasCapital reports a capital inside a word.
func hasCapital(word string) bool {
	return strings.ContainsFunc(word[1:], func(r rune) bool { return 'A' <= r && r <= 'Z' })
}

// eachFile visits the files of the program that are no tests.
func eachFile(t *testing.T, visit func(file *ast.File, pkg string, at func(token.Pos) string)) {
	t.Helper()
	err := filepath.WalkDir("..", func(path string, d fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case d.IsDir() && (d.Name() == "testdata" || strings.HasPrefix(d.Name(), ".") && path != ".."):
			return filepath.SkipDir
		case d.IsDir() || !strings.HasSuffix(path, ".go") || strings.HasSuffix(path, "_test.go"):
			return nil
		}
		fset := token.NewFileSet()
		file, err := parser.ParseFile(fset, path, nil, parser.ParseComments|parser.SkipObjectResolution)
		if err != nil {
			return err
		}
		visit(file, filepath.ToSlash(strings.TrimPrefix(filepath.Dir(path), "../")), func(p token.Pos) string { return fset.Position(p).String() })
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}
