package docx

import (
	"bytes"
	"strings"
	"testing"
	"time"
	"ziping/render/docx/docxtest"
	"ziping/render/docx/opc"
)

// TestLargeTemplates holds that no construct takes more than about linear time: each of these took minutes when
// something was looked at once for every tag. The limit is a hundred times what they take.
func TestLargeTemplates(t *testing.T) {
	if testing.Short() {
		t.Skip("large templates are slow under the race detector; they run without -short")
	}
	t.Parallel()
	base := docxtest.Unzip(t, docxtest.New(t, ""))
	head, tail, _ := strings.Cut(base["word/document.xml"], "<w:body>")
	rep := strings.Repeat
	run := func(s string) string { return "<w:r><w:t>" + s + "</w:t></w:r>" }
	p := func(s string) string { return "<w:p>" + s + "</w:p>" }
	row := func(cells ...string) string {
		s := "<w:tr>"
		for _, c := range cells {
			s += "<w:tc>" + p(run(c)) + "</w:tc>"
		}
		return s + "</w:tr>"
	}
	for name, body := range map[string]string{
		"values in one paragraph": p(rep(run("{{a}}"), 10000)),
		"values in one text":      p(run(rep("{{a}}", 20000))),
		"sections":                p(rep(run("{{#a}}x{{/a}}"), 5000)),
		"sections over runs":      p(rep(run("{{#a}}")+run("x")+run("{{/a}}"), 5000)),
		"unclosed":                p(run(rep("{{a ", 20000))),
		"nested":                  p(run(rep("{{#a}}", 10000) + rep("{{/a}}", 10000))),
		"nested and doubling":     p(run(rep("{{#a}}", 30) + rep("{{/a}}", 30))),
		"nested blocks":           rep(p(run("{{#a}}")), 3000) + rep(p(run("{{/}}")), 3000),
		"cut by Enter":            rep(p(run("{{a")), 4000) + rep(p(run("}}{{")), 4000),
		"rows":                    "<w:tbl>" + rep(row("{{#a}}", "{{/a}}"), 2500) + "</w:tbl>",
		"row spans":               "<w:tbl>" + rep(row("{{#a}}"), 1000) + rep(row("{{/a}}"), 1000) + "</w:tbl>",
		"merging cells":           "<w:tbl>" + rep(row("{{#a}}{{b｜合并}}", "{{/a}}"), 3000) + "</w:tbl>",
		"single braces":           p(run(rep("{名}", 20000))),
	} {
		tpl := docxtest.Zip(t, docxtest.Files{{opc.ContentTypes, base[opc.ContentTypes]}, {"_rels/.rels", base["_rels/.rels"]}, {"word/document.xml", head + "<w:body>" + body + tail}})
		start := time.Now()
		Lint(tpl, lintSchema)
		if c, err := Compile(tpl); err == nil {
			if err := c.Fill(&bytes.Buffer{}, m{"a": l{1, 2}, "b": 1}); err != nil && !strings.Contains(err.Error(), "ZP-T0") {
				t.Errorf("%s: %v", name, err)
			}
		}
		if d := time.Since(start); d > 15*time.Second {
			t.Errorf("%s takes %v", name, d)
		}
	}
}
