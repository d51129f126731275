package html

import (
	"errors"
	"fmt"
	"math/rand"
	"os"
	"strconv"
	"strings"
	"testing"
	"unicode"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"ziping/xlsx/charset"
	"ziping/xlsx/grid"
	"ziping/xlsx/grid/gridtest"
)

// The oracle is the tree that the HTML standard makes of a page, by the parser
// beside our tokenizer: what is accepted holds every letter of it, and, where
// the page is one table, each at the place where the standard's algorithm of
// forming a table puts it.

// texts are the letters of a node, blanks left out.
func texts(n *html.Node, b *strings.Builder) {
	switch {
	case n.Type == html.TextNode:
		for _, r := range n.Data {
			if !unseen(r) {
				b.WriteRune(r)
			}
		}
	case n.Type == html.ElementNode && mute[n.Data]:
		return
	}
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		texts(c, b)
	}
}

func unseen(r rune) bool { return unicode.IsSpace(r) || r == '\ufeff' || r == '\u200b' }

func letters(n *html.Node) string {
	var b strings.Builder
	texts(n, &b)
	return b.String()
}

func find(n *html.Node, a atom.Atom) (out []*html.Node) {
	if n.Type == html.ElementNode && n.DataAtom == a {
		out = append(out, n)
	}
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		out = append(out, find(c, a)...)
	}
	return out
}

// placeCells forms a table (HTML, 4.9.12.1), without row groups.
func placeCells(t *html.Node) map[grid.Ref]string {
	out, taken := map[grid.Ref]string{}, map[grid.Ref]bool{}
	for y, tr := range find(t, atom.Tr) {
		x := 1
		for c := tr.FirstChild; c != nil; c = c.NextSibling {
			if c.DataAtom != atom.Td && c.DataAtom != atom.Th {
				continue
			}
			for taken[grid.Ref{Row: y + 1, Col: x}] {
				x++
			}
			w, h := 1, 1
			for _, a := range c.Attr {
				switch a.Key {
				case "colspan":
					w = spanned(a.Val, maxSpan)
				case "rowspan":
					h = min(spanned(a.Val, maxRows), 50)
				}
			}
			for i := range h {
				for j := range w {
					taken[grid.Ref{Row: y + 1 + i, Col: x + j}] = true
				}
			}
			if s := letters(c); s != "" {
				out[grid.Ref{Row: y + 1, Col: x}] = s
			}
			x += w
		}
	}
	return out
}

// beyond are the words of pages that the oracle does not judge: values in
// attributes, what is hidden, and what the parser moves about.
var beyond = []string{"x:", "sdval", "display", "hidden", "<input", "<select", "<option", "<textarea", "<xmp", "<plaintext", "<listing", "<math", "<svg", "<template", "<frame", "<noscript", "<caption", "<col", "<isindex", "<image", "<menuitem", "<keygen", "rowspan=0", "rowspan=\"0"}

// checkPage: refused in words, or every letter kept. It reports acceptance.
func checkPage(t testing.TB, data []byte) bool {
	b, err := Read("a.html", data)
	if err != nil {
		if f, ok := errors.AsType[*grid.Fault](err); !ok || f.Cause == "" || f.Cure == "" || f.Rule == "" {
			t.Fatalf("%#v", err)
		}
		return false
	}
	text, _, err := charset.Decode(data, declared(data))
	if err != nil {
		t.Fatal(err)
	}
	lower := strings.ToLower(string(text))
	for _, w := range beyond {
		if strings.Contains(lower, w) {
			return true
		}
	}
	doc, err := html.Parse(strings.NewReader(string(text)))
	if err != nil {
		return true
	}
	tables := find(doc, atom.Table)
	for _, tab := range tables {
		if len(find(tab, atom.Table)) > 1 {
			return true // a table inside stands for itself
		}
	}
	if err := compare(b.Sheets[0], doc, tables); err != nil {
		t.Fatalf("%v\n%q", err, text)
	}
	return true
}

func compare(s *grid.Sheet, doc *html.Node, tables []*html.Node) error {
	var got strings.Builder
	for _, r := range s.Rows {
		for _, c := range r.Cells {
			for _, l := range c.Text {
				if !unseen(l) {
					got.WriteRune(l)
				}
			}
		}
	}
	want := letters(doc)
	if got.String() != want {
		return fmt.Errorf("read %q, the page says %q", got.String(), want)
	}
	if len(tables) != 1 || letters(tables[0]) != want {
		return nil
	}
	cells := placeCells(tables[0])
	for _, r := range s.Rows {
		for _, c := range r.Cells {
			at := grid.Ref{Row: r.Num, Col: int(c.Col)}
			if strings.Join(strings.Fields(c.Text), "") == "" {
				continue
			}
			if cells[at] == "" {
				return fmt.Errorf("%s: read %q, the standard has nothing there: %v", at, c.Text, cells)
			}
		}
	}
	return nil
}

func FuzzPage(f *testing.F) {
	for _, c := range gridtest.Load(f, "testdata/cases.txtar") {
		f.Add(c.Data)
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		if len(data) < 8<<10 {
			checkPage(t, data)
		}
	})
}

// TestMutants damages the small pages and random tables.
func TestMutants(t *testing.T) {
	rounds := 4000
	if n, err := strconv.Atoi(os.Getenv("ZIPING_MUTANTS")); err == nil {
		rounds = n
	}
	r := rand.New(rand.NewSource(13))
	cases := gridtest.Load(t, "testdata/cases.txtar")
	accepted := 0
	for range rounds {
		data := []byte(randomPage(r))
		if r.Intn(2) == 0 {
			data = cases[r.Intn(len(cases))].Data
		}
		if checkPage(t, mutate(r, data)) {
			accepted++
		}
	}
	t.Logf("%d of %d are read", accepted, rounds)
	if accepted < rounds/20 || accepted > rounds*19/20 {
		t.Error("the mutants prove nothing")
	}
}

func mutate(r *rand.Rand, b []byte) []byte {
	b = append([]byte(nil), b...)
	for range 1 + r.Intn(2) {
		if len(b) < 8 {
			return b
		}
		i := r.Intn(len(b))
		switch r.Intn(5) {
		case 0:
			b[i] ^= 1 << r.Intn(7)
		case 1:
			b = append(b[:i:i], b[min(len(b), i+1+r.Intn(30)):]...)
		case 2:
			j := min(len(b), i+1+r.Intn(40))
			b = append(b[:j:j], append(append([]byte(nil), b[i:j]...), b[j:]...)...)
		case 3:
			b = b[:i]
		case 4:
			s := []string{"<td>", "</td>", "</tr>", "<tr>", "<table>", "</table>", "<br>", "<!--", "-->", "26", "&", "<b>", "</body>", "<td colspan=2>", "<td rowspan=2>", "<tbody>", "</p>", "<p>"}[r.Intn(18)]
			b = append(b[:i:i], append([]byte(s), b[i:]...)...)
		}
	}
	return b
}

// TestEveryPrefix: a page that ends early is refused or reads the same.
func TestEveryPrefix(t *testing.T) {
	for _, c := range gridtest.Load(t, "testdata/cases.txtar") {
		if strings.HasPrefix(c.Want, "refused") {
			continue
		}
		cells := func(s string) (out []string) {
			for line := range strings.Lines(s) {
				if !strings.HasPrefix(line, "note") {
					out = append(out, line)
				}
			}
			return out
		}
		for i := range c.Data {
			b, err := Read(c.Name, c.Data[:i])
			if err == nil && strings.Join(cells(gridtest.Dump(b)), "") != strings.Join(cells(c.Want), "") && !strings.HasPrefix(c.Name, "gb18030 not") {
				t.Errorf("%s: the first %d bytes read differently:\n%s", c.Name, i, gridtest.Dump(b))
			}
		}
	}
}
