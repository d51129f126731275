package docx

import (
	"strings"
	"testing"
	"ziping/render/docx/docxtest"
)

func TestAppend(t *testing.T) {
	base := spanPackage(t, "甲")
	more, err := Append(base, Block{Text: "{{尾}}", Page: true}, Block{Rows: [][]string{{"头", "二"}, {"{{#表}}{{.}}", "{{/表}}"}}}, Block{})
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
	if got := strings.TrimSpace(d.String()); got != "甲\n{{尾}}\n头\n二\n{{#表}}{{.}}\n{{/表}}" {
		t.Errorf("got %q", got)
	}
	tmpl, err := Compile(more)
	if err != nil {
		t.Fatal(err)
	}
	if tags := tmpl.Tags(); len(tags) != 3 || tags[0].Name != "尾" || tags[1].Name != "表" {
		t.Errorf("tags %v", tags)
	}
}
