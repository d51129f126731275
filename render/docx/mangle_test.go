package docx

import (
	"fmt"
	"math/rand/v2"
	"os"
	"regexp"
	"strconv"
	"strings"
	"testing"
	"ziping/render/docx/docxtest"
)

// element is an element of a document to be mangled; one without a name is text.
type element struct {
	name, attrs, text string
	children          []*element
}

var markup = regexp.MustCompile(`<(/?)([A-Za-z0-9:]+)([^<>]*?)(/?)>|[^<]+`)

// parseElement reads well-formed XML without comments and declarations.
func parseElement(s string) *element {
	if strings.HasPrefix(s, "<?") {
		s = s[strings.Index(s, "?>")+2:]
	}
	root := &element{}
	stack := []*element{root}
	for _, m := range markup.FindAllStringSubmatch(s, -1) {
		top := stack[len(stack)-1]
		switch {
		case m[2] == "":
			top.children = append(top.children, &element{text: m[0]})
		case m[1] == "/":
			if stack = stack[:len(stack)-1]; len(stack) == 0 {
				return root
			}
		default:
			e := &element{name: m[2], attrs: m[3]}
			top.children = append(top.children, e)
			if m[4] == "" {
				stack = append(stack, e)
			}
		}
	}
	return root
}

func (e *element) write(b *strings.Builder) {
	if e.name != "" {
		b.WriteString("<" + e.name + e.attrs + ">")
	}
	b.WriteString(e.text)
	for _, c := range e.children {
		c.write(b)
	}
	if e.name != "" {
		b.WriteString("</" + e.name + ">")
	}
}

// all lists the elements below e, with the parent of each.
func (e *element) all(out [][2]*element) [][2]*element {
	for _, c := range e.children {
		if c.name != "" {
			out = append(out, [2]*element{c, e})
			out = c.all(out)
		}
	}
	return out
}

// mangle changes one element: taken away, its content left; taken away whole; doubled; renamed; put elsewhere.
func (e *element) mangle(r *rand.Rand) {
	list := e.all(nil)
	if len(list) == 0 {
		return
	}
	pick := func() (*element, *element) { p := list[r.IntN(len(list))]; return p[0], p[1] }
	c, parent := pick()
	var put []*element
	switch r.IntN(5) {
	case 0:
		put = c.children
	case 1:
	case 2:
		put = []*element{c, c}
	case 3:
		other, _ := pick()
		put = []*element{{name: other.name, attrs: other.attrs, children: c.children}}
	case 4:
		_, other := pick()
		if within := c.all([][2]*element{{c, nil}}); containsElement(within, other) {
			return
		}
		other.children = append(other.children, c)
		if other == parent {
			return
		}
	}
	var kept []*element
	done := false
	for _, x := range parent.children {
		if x == c && !done {
			kept, done = append(kept, put...), true
			continue
		}
		kept = append(kept, x)
	}
	parent.children = kept
}

func containsElement(list [][2]*element, e *element) bool {
	for _, x := range list {
		if x[0] == e {
			return true
		}
	}
	return false
}

// TestMangledStructures takes documents with tags apart and puts them together wrongly, as broken programs and hands
// do: whatever comes of it is refused in words or filled to a well-formed document. $ZIPING_RANDOM sets how many.
func TestMangledStructures(t *testing.T) {
	t.Parallel()
	n := 600
	if s, err := strconv.Atoi(os.Getenv("ZIPING_RANDOM")); err == nil {
		n = s
	}
	base := docxtest.Unzip(t, docxtest.New(t, ""))
	docs := mangleSeeds(t)
	for seed := range n {
		r := rand.New(rand.NewPCG(uint64(seed), 11))
		doc := docs[r.IntN(len(docs))]
		root := parseElement(doc)
		for range 1 + r.IntN(4) {
			root.mangle(r)
		}
		var b strings.Builder
		root.write(&b)
		if b.Len() > 200_000 {
			continue
		}
		t.Run(fmt.Sprint(seed), func(t *testing.T) { checkHostile(t, base, b.String()) })
	}
}

// mangleSeeds are the main parts to be mangled.
func mangleSeeds(t *testing.T) []string {
	var docs []string
	for _, s := range fuzzSeeds {
		docs = append(docs, docxtest.Unzip(t, docxtest.New(t, s))["word/document.xml"])
	}
	for seed := range 20 {
		g := &generator{Rand: rand.New(rand.NewPCG(uint64(seed), 13)), open: [][]string{nil}}
		docs = append(docs, docxtest.Unzip(t, docxtest.New(t, g.block(0)+" "+g.block(0)+" "+g.block(0)))["word/document.xml"])
	}
	for _, x := range caseParts(t) {
		if x != "" && !strings.Contains(x, "<!--") && wellFormed([]byte(x)) == nil {
			docs = append(docs, x)
		}
	}
	return docs
}
