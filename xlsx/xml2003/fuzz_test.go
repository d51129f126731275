package xml2003

import (
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"math/rand"
	"os"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"ziping/xlsx/charset"
	"ziping/xlsx/grid"
	"ziping/xlsx/grid/gridtest"
)

const space = "urn:schemas-microsoft-com:office:spreadsheet"

// An element is a node of a document as encoding/xml reads it.
type element struct {
	name string // with its space where that is not the spreadsheet's
	attr map[string]string
	text string // its own and that of all inside it
	kids []*element
}

func tree(doc string) (*element, error) {
	d := xml.NewDecoder(strings.NewReader(doc))
	d.CharsetReader = func(_ string, r io.Reader) (io.Reader, error) { return r, nil }
	top := &element{}
	open := []*element{top}
	for {
		t, err := d.Token()
		if err == io.EOF {
			if len(top.kids) == 0 {
				return nil, errors.New("no root")
			}
			return top.kids[0], nil
		}
		if err != nil {
			return nil, err
		}
		in := open[len(open)-1]
		switch t := t.(type) {
		case xml.StartElement:
			e := &element{name: t.Name.Local, attr: map[string]string{}}
			if t.Name.Space != space {
				e.name = t.Name.Space + " " + e.name
			}
			for _, a := range t.Attr {
				if a.Name.Space == space || a.Name.Space == "" && e.attr[a.Name.Local] == "" {
					e.attr[a.Name.Local] = a.Value
				}
			}
			in.kids = append(in.kids, e)
			open = append(open, e)
		case xml.EndElement:
			open = open[:len(open)-1]
		case xml.CharData:
			for _, e := range open {
				e.text += string(t)
			}
		}
	}
}

func (e *element) all(name string) (out []*element) {
	for _, k := range e.kids {
		if k.name == name {
			out = append(out, k)
		}
	}
	return out
}

// lax reads a workbook by its tree alone: sheet, place, type and text of every
// cell that says anything.
func lax(root *element) (out []string) {
	number := func(e *element, name string, otherwise int) int {
		if n, err := strconv.Atoi(e.attr[name]); err == nil {
			return n
		}
		return otherwise
	}
	for _, s := range root.all("Worksheet") {
		for _, t := range s.all("Table") {
			row := 0
			for _, r := range t.all("Row") {
				row = number(r, "Index", row+1)
				col := 0
				for _, c := range r.all("Cell") {
					col = number(c, "Index", col+1)
					for _, d := range c.all("Data") {
						text := d.text
						if d.attr["Type"] != "String" {
							text = strings.TrimSpace(text)
						}
						if text != "" {
							out = append(out, fmt.Sprintf("%s!%s %s %q", s.attr["Name"], grid.Ref{Row: row, Col: col}, d.attr["Type"], text))
						}
					}
					col += number(c, "MergeAcross", 0)
				}
				row += number(r, "Span", 0)
			}
		}
	}
	slices.Sort(out)
	return out
}

// ours is our reading in the same words. A date is compared by being one.
func ours(b *grid.Book) (out []string) {
	kinds := map[grid.Kind]string{grid.Number: "Number", grid.String: "String", grid.Bool: "Boolean", grid.Error: "Error", grid.Date: "DateTime"}
	for _, s := range b.Sheets {
		for _, r := range s.Rows {
			for _, c := range r.Cells {
				if c.Text != "" {
					out = append(out, fmt.Sprintf("%s!%s %s %q", s.Name, grid.Ref{Row: r.Num, Col: int(c.Col)}, kinds[c.Kind], c.Text))
				}
			}
		}
	}
	slices.Sort(out)
	return out
}

var dates = regexp.MustCompile(` (DateTime|Number) ".*"$`)

// checkBook: refused in words, or read as encoding/xml reads it; what that
// refuses is refused. It reports acceptance.
func checkBook(t testing.TB, data []byte) bool {
	b, err := Read(data)
	if err != nil {
		if f, ok := errors.AsType[*grid.Fault](err); !ok || f.Cause == "" || f.Cure == "" || f.Rule == "" {
			t.Fatalf("%#v", err)
		}
		return false
	}
	text, _, err := charset.Decode(data, label(data))
	if err != nil {
		t.Fatal(err)
	}
	root, err := tree(string(text))
	if err != nil {
		t.Fatalf("accepted, but encoding/xml says %v\n%q", err, text)
	}
	got, want := ours(b), lax(root)
	for i := range max(len(got), len(want)) {
		if i >= len(got) || i >= len(want) {
			t.Fatalf("%d cells, want %d\n%q", len(got), len(want), text)
		}
		g, w := got[i], want[i]
		if strings.Contains(g, " DateTime ") { // a Number in a format of dates too
			g, w = dates.ReplaceAllString(g, ""), dates.ReplaceAllString(w, "")
		}
		if g != w {
			t.Fatalf("got %s, want %s\n%q", got[i], want[i], text)
		}
	}
	return true
}

func FuzzBook(f *testing.F) {
	for _, c := range gridtest.Load(f, "testdata/cases.txtar") {
		f.Add(c.Data)
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		if len(data) < 16<<10 {
			checkBook(t, data)
		}
	})
}

// TestMutants damages the small workbooks and random ones.
func TestMutants(t *testing.T) {
	rounds := 6000
	if n, err := strconv.Atoi(os.Getenv("ZIPING_MUTANTS")); err == nil {
		rounds = n
	}
	r := rand.New(rand.NewSource(12))
	cases := gridtest.Load(t, "testdata/cases.txtar")
	accepted := 0
	for range rounds {
		data := []byte(randomBook(r))
		if r.Intn(2) == 0 {
			data = cases[r.Intn(len(cases))].Data
		}
		if checkBook(t, mutate(r, data)) {
			accepted++
		}
	}
	t.Logf("%d of %d are read", accepted, rounds)
	if accepted < rounds/50 {
		t.Error("the mutants prove nothing")
	}
}

var digitRun = regexp.MustCompile(`\d+`)

func mutate(r *rand.Rand, b []byte) []byte {
	b = append([]byte(nil), b...)
	for range 1 + r.Intn(2) {
		if len(b) < 8 {
			return b
		}
		i := r.Intn(len(b))
		switch r.Intn(6) {
		case 0:
			b[i] ^= 1 << r.Intn(7)
		case 1:
			b = append(b[:i:i], b[min(len(b), i+1+r.Intn(40)):]...)
		case 2:
			j := min(len(b), i+1+r.Intn(60))
			b = append(b[:j:j], append(append([]byte(nil), b[i:j]...), b[j:]...)...)
		case 3, 4:
			if all := digitRun.FindAllIndex(b, -1); len(all) > 0 {
				m := all[r.Intn(len(all))]
				v := []string{"-1", "0", "1", "2", "7", "99999999999", "1048577", "16385", "1e308", "NaN", ""}[r.Intn(11)]
				b = append(b[:m[0]:m[0]], append([]byte(v), b[m[1]:]...)...)
			}
		case 5:
			s := []string{"<", "&", "</Row>", "<Cell/>", "</Cell>", "<Cell><Data ss:Type=\"Number\">26</Data></Cell>", ` ss:Index="3"`, ` ss:MergeDown="1"`, `xmlns=""`}[r.Intn(9)]
			b = append(b[:i:i], append([]byte(s), b[i:]...)...)
		}
	}
	return b
}

// TestEveryPrefix: a workbook that ends early is refused.
func TestEveryPrefix(t *testing.T) {
	for _, c := range gridtest.Load(t, "testdata/cases.txtar") {
		data := []byte(strings.TrimRight(string(c.Data), "\n"))
		for i := range len(data) - 2 { // the last may be a line end in UTF-16
			if _, err := Read(data[:i]); err == nil {
				t.Errorf("%s: the first %d of %d bytes are accepted", c.Name, i, len(data))
			}
		}
	}
}
