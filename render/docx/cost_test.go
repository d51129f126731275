package docx

import (
	"bytes"
	"os"
	"runtime"
	"strconv"
	"strings"
	"testing"
	"time"

	"ziping/render/docx/docxtest"
	"ziping/render/docx/opc"
)

// cost compiles, lints and fills a template and returns what a byte of it costs: allocated bytes, and nanoseconds.
func cost(t testing.TB, doc string) (alloc, nanos float64) {
	base := docxtest.Unzip(t, docxtest.New(t, ""))
	tpl := docxtest.Zip(t, docxtest.Files{{opc.ContentTypes, base[opc.ContentTypes]}, {"_rels/.rels", base["_rels/.rels"]}, {"word/document.xml", doc}})
	data := m{"单位": "x", "a": l{m{"x": 1, "b": l{1, 2}}, "s", 3}, "n": 2}
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	start := time.Now()
	Lint(tpl, SchemaOf(data))
	if c, err := Compile(tpl); err == nil {
		var out bytes.Buffer
		_ = c.Fill(&out, data, Missing(MissingEmpty))
	}
	d := time.Since(start)
	runtime.ReadMemStats(&after)
	return float64(after.TotalAlloc-before.TotalAlloc) / float64(len(doc)+4096), float64(d.Nanoseconds()) / float64(len(doc)+4096)
}

// The most that a byte of a template may cost while nothing is repeated without end: what loops print is bounded by
// work, 2,000,000 steps, and told as ZP-T046.
const (
	maxAlloc = 60_000 // bytes; 30 loops in each other over three items reach 10,000
	maxNanos = 3e6    // far above what a busy machine needs
)

// FuzzCost holds that no template of a few bytes takes a machine's time or memory.
func FuzzCost(f *testing.F) {
	for _, s := range fuzzSeeds {
		f.Add(docxtest.Unzip(f, docxtest.New(f, s))["word/document.xml"])
	}
	f.Fuzz(func(t *testing.T, doc string) {
		if alloc, nanos := cost(t, doc); alloc > maxAlloc || nanos > maxNanos {
			t.Errorf("%.0f bytes and %.0f ns for each byte of the template", alloc, nanos)
		}
	})
}

// TestCost takes constructs that were once looked at again and again: the cost of a byte must not grow with their number.
// $ZIPING_COST prints the costs.
func TestCost(t *testing.T) {
	if testing.Short() {
		t.Skip("large templates")
	}
	rep := strings.Repeat
	p := func(s string) string { return "<w:p><w:r><w:t>" + s + "</w:t></w:r></w:p>" }
	base := docxtest.Unzip(t, docxtest.New(t, ""))["word/document.xml"]
	head, tail, _ := strings.Cut(base, "<w:body>")
	for name, body := range map[string]func(n int) string{
		"brackets":       func(n int) string { return p("{{如果 " + rep("(", n) + "n" + rep(")", n) + "}}x{{结束}}") },
		"words":          func(n int) string { return p("{{如果 " + rep("n且", n) + "n}}x{{结束}}") },
		"a long name":    func(n int) string { return p("{{" + rep("名", n) + "}}") },
		"loops in loops": func(n int) string { return p(rep("{{#a}}", n) + rep("{{/a}}", n)) },
		"open loops":     func(n int) string { return rep(p("{{#a}}"), n) },
		"formats":        func(n int) string { return p("{{n" + rep("｜默认 无", n) + "}}") },
		"columns": func(n int) string {
			return "<w:tbl><w:tr>" + rep("<w:tc>"+p("{{循环列 a}}{{/}}")+"</w:tc>", n) + "</w:tr></w:tbl>"
		},
		"fields": func(n int) string {
			return "<w:p>" + rep("<w:r><w:fldChar w:fldCharType=\"begin\"/></w:r>", n) + "</w:p>"
		},
		"numbered": func(n int) string {
			return p("{{#a}}") + rep("<w:p><w:pPr><w:numPr><w:numId w:val=\"1\"/></w:numPr></w:pPr></w:p>", n) + p("{{/a}}")
		},
		"divided": func(n int) string { return rep(p("x{{#a}}y")+p("z{{/a}}w"), n) },
		"attributes": func(n int) string {
			return rep(`<w:p><w:r><w:drawing><wp:inline><wp:docPr id="1" name="x" descr="{{n}}"/></wp:inline></w:drawing></w:r></w:p>`, n)
		},
	} {
		small, large := 200, 4000
		a1, n1 := cost(t, head+"<w:body>"+body(small)+tail)
		a2, n2 := cost(t, head+"<w:body>"+body(large)+tail)
		if os.Getenv("ZIPING_COST") != "" {
			t.Logf("%-16s %8.0f B %8.0f ns a byte at %d, %8.0f B %8.0f ns at %d", name, a1, n1, small, a2, n2, large)
		}
		if a2 > 8*a1+2000 {
			t.Errorf("%s: %.0f bytes for each byte of %d, %.0f of %s", name, a1, small, a2, strconv.Itoa(large))
		}
		if n2 > maxNanos {
			t.Errorf("%s: %.0f ns for each byte", name, n2)
		}
	}
}
