package docx

import (
	"strings"
	"testing"
	"ziping/render/docx/docxtest"
)

func TestAppendBody(t *testing.T) {
	base := spanPackage(t, "甲")
	more, err := AppendBody(base, `<w:p><w:r><w:t>{{尾}}</w:t></w:r></w:p>`)
	if err != nil {
		t.Fatal(err)
	}
	if bad := docxtest.SelfCheck(more); len(bad) > 0 {
		t.Errorf("self-check: %v", bad)
	}
	d, err := Text(more)
	if err != nil {
		t.Fatal(err)
	}
	if got := strings.TrimSpace(d.String()); got != "甲\n{{尾}}" {
		t.Errorf("got %q", got)
	}
	tmpl, err := Compile(more)
	if err != nil {
		t.Fatal(err)
	}
	if tags := tmpl.Tags(); len(tags) != 1 || tags[0].Name != "尾" {
		t.Errorf("tags %v", tags)
	}
}
