package docx

import (
	"bytes"
	"fmt"
	"math/rand/v2"
	"os"
	"strconv"
	"strings"
	"testing"
	"ziping/render/docx/docxtest"
)

// A generator writes random documents in the fixture notation, with tags of sections anywhere.
type generator struct {
	*rand.Rand
	words int
	open  [][]string // names of the open sections, by story
	free  []string   // words that stand outside every section and outside tables
	table int
}

var names = []string{"a", "b", "c", "d"}

func (g *generator) text() string {
	top := len(g.open) - 1
	var b strings.Builder
	for range 1 + g.IntN(3) {
		switch g.IntN(9) {
		case 0:
			n := names[g.IntN(len(names))]
			g.open[top] = append(g.open[top], n)
			b.WriteString([]string{"{{#" + n + "}}", "{{^" + n + "}}"}[g.IntN(2)])
		case 1:
			g.open[top] = append(g.open[top], "")
			b.WriteString("{{如果 " + names[g.IntN(len(names))] + "}}")
		case 2, 3, 4:
			if s := g.open[top]; len(s) > 0 {
				g.open[top] = s[:len(s)-1]
				b.WriteString("{{/}}")
			}
		case 5:
			if s := g.open[top]; len(s) > 0 && s[len(s)-1] == "" {
				g.open[top][len(s)-1] = "else"
				b.WriteString("{{否则}}")
			}
		case 6:
			b.WriteString("{{v}}")
		default:
			g.words++
			w := fmt.Sprintf("w%d;", g.words)
			if len(g.open[top]) == 0 && g.table == 0 && top == 0 {
				g.free = append(g.free, w)
			}
			b.WriteString(w)
		}
	}
	return b.String()
}

// runs writes text as runs, cut anywhere.
func (g *generator) runs() string {
	s := g.text()
	var b strings.Builder
	b.WriteByte('"')
	for i, r := range s {
		if i > 0 && g.IntN(12) == 0 {
			b.WriteString(`" ` + []string{"", "b", "proof ", `bm"x` + strconv.Itoa(g.Int()) + `" `}[g.IntN(4)] + `"`)
		}
		b.WriteRune(r)
	}
	b.WriteByte('"')
	return b.String()
}

func (g *generator) inline(depth int) string {
	switch g.IntN(14) {
	case 0:
		return "hyp[" + g.runs() + "]"
	case 1:
		return "ins[" + g.runs() + "]"
	case 2:
		return "sdt[" + g.runs() + "]"
	case 3:
		if depth < 2 {
			g.open = append(g.open, nil)
			s := g.block(depth + 1)
			top := len(g.open) - 1
			for len(g.open[top]) > 0 {
				g.open[top] = g.open[top][1:]
				s += ` p"{{/}}"`
			}
			g.open = g.open[:top]
			return "box[" + s + ` p""]`
		}
	case 4:
		return []string{"tab", "br", "page"}[g.IntN(3)]
	}
	return g.runs()
}

func (g *generator) paragraph(depth int) string {
	var b strings.Builder
	b.WriteString([]string{"p[", "q[", "p["}[g.IntN(3)])
	for range 1 + g.IntN(3) {
		b.WriteString(g.inline(depth) + " ")
	}
	return b.String() + "]"
}

func (g *generator) block(depth int) string {
	if depth < 3 {
		switch g.IntN(8) {
		case 0:
			return g.tableText(depth)
		case 1:
			return "sdt[" + g.paragraph(depth) + " " + g.paragraph(depth) + "]"
		}
	}
	if g.IntN(15) == 0 {
		return "sect[" + g.runs() + "]"
	}
	return g.paragraph(depth)
}

func (g *generator) tableText(depth int) string {
	g.table++
	defer func() { g.table-- }()
	var b strings.Builder
	b.WriteString("tbl[")
	for range 1 + g.IntN(3) {
		b.WriteString("tr[")
		for range 1 + g.IntN(2) {
			b.WriteString("tc[" + g.block(depth+1) + ` p"` + g.text() + `"] `)
		}
		b.WriteString("]")
	}
	return b.String() + "]"
}

// TestRandomStructures fills random documents with tags of sections anywhere. Whatever compiles must fill to a document
// with no fault the template had not, and a word outside every section must come out exactly once. $ZIPING_RANDOM sets how many.
func TestRandomStructures(t *testing.T) {
	t.Parallel()
	n := 400
	if s, err := strconv.Atoi(os.Getenv("ZIPING_RANDOM")); err == nil {
		n = s
	}
	datas := []any{
		m{"v": "值", "a": l{m{"b": l{1, 2}}, 2}, "b": true, "c": l{}, "d": m{"v": 1}},
		m{"v": Marked{Value: "x\ny", Comments: []string{"c"}, Highlight: true}, "a": l{}, "b": nil, "c": l{1, 2, 3}, "d": l{m{"a": l{1}}}},
		m{"v": "", "a": nil, "b": nil, "c": nil, "d": nil},
	}
	compiled := 0
	for seed := range n {
		g := &generator{Rand: rand.New(rand.NewPCG(uint64(seed), 7)), open: [][]string{nil}}
		var b strings.Builder
		for range 1 + g.IntN(5) {
			b.WriteString(g.block(0) + " ")
		}
		for len(g.open[0]) > 0 {
			g.open[0] = g.open[0][1:]
			b.WriteString(` p"{{/}}"`)
		}
		tpl := docxtest.New(t, b.String())
		c, err := Compile(tpl)
		if err != nil {
			continue
		}
		compiled++
		for i, data := range datas {
			var out bytes.Buffer
			if err := c.Fill(&out, data); err != nil {
				t.Fatalf("seed %d: %v", seed, err)
			}
			checkOutput(t, tpl, out.Bytes())
			doc := docxtest.Unzip(t, out.Bytes())["word/document.xml"]
			if err := wellFormed([]byte(doc)); err != nil {
				t.Fatalf("seed %d: %v", seed, err)
			}
			d, err := Text(out.Bytes())
			if err != nil {
				t.Fatalf("seed %d: %v", seed, err)
			}
			for _, w := range g.free {
				if got := strings.Count(textOf(d.Body()), w); got != 1 {
					t.Errorf("seed %d data %d: %s comes out %d times", seed, i, w, got)
				}
			}
			if t.Failed() {
				t.Fatalf("seed %d data %d:\n%s\n%s", seed, i, b.String(), docxtest.Show(t, out.Bytes(), "word/document.xml"))
			}
		}
	}
	if compiled < n/8 {
		t.Errorf("only %d of %d compiled", compiled, n)
	}
	t.Logf("%d of %d compiled", compiled, n)
}

func textOf(p *PartText) string {
	var b strings.Builder
	for _, q := range p.Paragraphs {
		b.WriteString(q.Text + "\n")
	}
	return b.String()
}
