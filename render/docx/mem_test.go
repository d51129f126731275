package docx

import (
	"runtime"
	"strings"
	"testing"
	"ziping/render/docx/docxtest"
	"ziping/render/docx/opc"
)

// TestMemory holds that compiling takes no more than ten times the part, for parts of elements and of text. A part
// of nothing but tags takes more; it is small for what it asks to be printed.
func TestMemory(t *testing.T) {
	if testing.Short() {
		t.Skip("short")
	}
	base := docxtest.Unzip(t, docxtest.New(t, ""))
	head, tail, _ := strings.Cut(base["word/document.xml"], "<w:body>")
	for name, body := range map[string]string{
		"elements":   strings.Repeat("<w:p/>", 500_000),
		"runs":       "<w:p>" + strings.Repeat("<w:r><w:t>x</w:t></w:r>", 120_000) + "</w:p>",
		"paragraphs": strings.Repeat("<w:p><w:pPr><w:jc w:val=\"center\"/></w:pPr><w:r><w:t>普通的一段文字，没有标签。</w:t></w:r></w:p>", 30_000),
		"one tag":    "<w:p><w:r><w:t>{{a}}</w:t></w:r></w:p>" + strings.Repeat("<w:p/>", 500_000),
		"braces":     "<w:p><w:r><w:t>" + strings.Repeat("{ ", 1_000_000) + "</w:t></w:r></w:p>",
	} {
		doc := head + "<w:body>" + body + tail
		tpl := docxtest.Zip(t, docxtest.Files{{opc.ContentTypes, base[opc.ContentTypes]}, {"_rels/.rels", base["_rels/.rels"]}, {"word/document.xml", doc}})
		var before, after runtime.MemStats
		runtime.GC()
		runtime.ReadMemStats(&before)
		if _, err := Compile(tpl); err != nil {
			t.Errorf("%s: %v", name, err)
		}
		runtime.ReadMemStats(&after)
		// TotalAlloc counts what was freed again too: the part as it was unpacked, for one.
		if got := float64(after.TotalAlloc-before.TotalAlloc)/float64(len(doc)) - 1; got > 10 {
			t.Errorf("%s: %.1f times the part", name, got)
		} else {
			t.Logf("%s: %.1f times the part of %d bytes", name, got, len(doc))
		}
	}
}
