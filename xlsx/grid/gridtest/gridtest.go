// Package gridtest holds readers to files of cases: a txtar archive in which
// every input stands beside what is read of it.
//
//	gridtest.Cases(t, "testdata/cases.txtar", html.Read)
//
// An input 甲.html has its reading in 甲.html.want, which -update rewrites. The
// comment that the archive begins with says what it is; a line "gb18030 甲.html"
// in it stores that input in GB18030, and likewise utf-16le and utf-16be.
package gridtest

import (
	"errors"
	"flag"
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/rogpeppe/go-internal/txtar"
	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/unicode"

	"ziping/xlsx/grid"
)

// Update is the flag -update.
var Update = flag.Bool("update", false, "rewrite what the cases want")

// A Case is one input and the reading that it should have.
type Case struct {
	Name string
	Data []byte
	Want string
}

const wantSuffix = ".want"

// Load reads an archive of cases.
func Load(t testing.TB, path string) []Case {
	t.Helper()
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	a := txtar.Parse(data)
	var out []Case
	for _, f := range a.Files {
		if name, ok := strings.CutSuffix(f.Name, wantSuffix); ok {
			if i := slices.IndexFunc(out, func(c Case) bool { return c.Name == name }); i >= 0 {
				out[i].Want = string(f.Data)
			}
			continue
		}
		out = append(out, Case{Name: f.Name, Data: stored(t, string(a.Comment), f)})
	}
	return out
}

// stored is the input in the encoding that the archive's comment asks for.
func stored(t testing.TB, comment string, f txtar.File) []byte {
	for label, e := range map[string]encoding.Encoding{
		"gb18030": simplifiedchinese.GB18030, "utf-16le": unicode.UTF16(unicode.LittleEndian, unicode.UseBOM), "utf-16be": unicode.UTF16(unicode.BigEndian, unicode.UseBOM),
	} {
		if !slices.Contains(strings.Split(comment, "\n"), label+" "+f.Name) {
			continue
		}
		b, err := e.NewEncoder().Bytes(f.Data)
		if err != nil {
			t.Fatal(err)
		}
		return b
	}
	return f.Data
}

// Cases reads every input of the archive and compares. A refusal has to say what
// is wrong and what to do about it.
func Cases(t *testing.T, path string, read func(name string, data []byte) (*grid.Book, error)) {
	got := map[string]string{}
	for _, c := range Load(t, path) {
		b, err := read(c.Name, c.Data)
		got[c.Name] = Reading(b, err)
		if err != nil {
			if f, ok := errors.AsType[*grid.Fault](err); !ok || f.Cause == "" || f.Cure == "" || !strings.HasPrefix(f.Rule, "import/") {
				t.Errorf("%s: %#v is no message", c.Name, err)
			}
		}
		if d := cmp.Diff(c.Want, got[c.Name]); d != "" && !*Update {
			t.Errorf("%s: %s", c.Name, d)
		}
	}
	if *Update {
		rewrite(t, path, got)
	}
}

func rewrite(t *testing.T, path string, got map[string]string) {
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	a := txtar.Parse(data)
	var files []txtar.File
	for _, f := range a.Files {
		if !strings.HasSuffix(f.Name, wantSuffix) {
			files = append(files, f, txtar.File{Name: f.Name + wantSuffix, Data: []byte(got[f.Name])})
		}
	}
	a.Files = files
	if err := os.WriteFile(path, txtar.Format(a), 0o644); err != nil {
		t.Fatal(err)
	}
}

// Reading is what a reader made of an input: the cells of a book, or its words.
func Reading(b *grid.Book, err error) string {
	if err != nil {
		return "refused: " + err.Error() + "\n"
	}
	return Dump(b)
}

var kinds = map[grid.Kind]string{grid.Empty: "empty", grid.Number: "number", grid.String: "string", grid.Bool: "bool", grid.Error: "error", grid.Date: "date"}

// Dump writes everything a book holds, a line a cell.
func Dump(b *grid.Book) string {
	var out strings.Builder
	if b.Date1904 {
		out.WriteString("dates from 1904\n")
	}
	for _, s := range b.Sheets {
		fmt.Fprintf(&out, "sheet %s%s", s.Name, map[grid.Visibility]string{grid.Hidden: " hidden", grid.VeryHidden: " very hidden"}[s.Visibility])
		if s.FrozenRows > 0 {
			fmt.Fprintf(&out, " frozen %d", s.FrozenRows)
		}
		out.WriteByte('\n')
		for _, m := range s.Merges {
			fmt.Fprintf(&out, "merged %s\n", m)
		}
		for _, c := range s.HiddenCols {
			fmt.Fprintf(&out, "hidden columns %s:%s\n", grid.ColName(c.Left), grid.ColName(c.Right))
		}
		for _, r := range s.Rows {
			for i := range r.Cells {
				out.WriteString(Cell(&r, &r.Cells[i]) + "\n")
			}
		}
	}
	for _, n := range b.Notes {
		fmt.Fprintf(&out, "note %s!%s %s\n", n.Sheet, n.Cell, n.Message)
	}
	return out.String()
}

// Cell writes one cell and everything that is on it.
func Cell(r *grid.Row, c *grid.Cell) string {
	line := fmt.Sprintf("%s %s %q", grid.Ref{Row: r.Num, Col: int(c.Col)}, kinds[c.Kind], c.Text)
	if f := c.Format(); f != nil {
		line += " [" + f.Code + "]"
	}
	if f := c.Formula(); f != nil {
		line += " =" + f.Text
		if !f.Cached {
			line += " uncached"
		}
	}
	if n := c.Indent(); n > 0 {
		line += fmt.Sprintf(" indent %d", n)
	}
	if c.Strike() {
		line += " struck"
	}
	if r.Hidden {
		line += " hidden"
	}
	return line
}
