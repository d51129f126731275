package docx

import (
	"bytes"
	"errors"
	"strings"
	"testing"
	"ziping/render/docx/docxtest"
)

// TestFillOnce tells the faults of a template and of its data together, where the tags can be understood.
func TestFillOnce(t *testing.T) {
	tests := []struct{ name, tpl, want string }{
		{"sound", `p"{{单位}}"`, ""},
		{"only data", `p"{{没有}}"`, "ZP-T021 没有"},
		{"a stray brace and a missing name", `p"x}} {{没有}}" p"{{单位}}"`, "ZP-T011 ;ZP-T021 没有"},
		{"a format and a missing name", `p"{{单位｜尺寸}}" p"{{没有}}"`, "ZP-T014 ;ZP-T021 没有"},
		{"an open loop: its names cannot be told", `p"{{#a}}" p"{{没有}}"`, "ZP-T033 a"},
		{"an undeclared prefix", `raw"<w:p><x:y/><w:r><w:t>{{没有}}</w:t></w:r></w:p>"`, "ZP-T007 ;ZP-T021 没有"},
		{"text outside a run", `raw"<w:p><w:t>{{没有}}</w:t></w:p>" p"{{缺}}"`, "ZP-T007 没有"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			var out bytes.Buffer
			err := Fill(&out, docxtest.New(t, tt.tpl), m{"单位": "甲"})
			var te *TemplateError
			var got []string
			if errors.As(err, &te) {
				for _, p := range te.Problems {
					got = append(got, p.ID+" "+p.Name)
				}
			}
			if g := strings.Join(got, ";"); g != tt.want || (err == nil) != (tt.want == "") {
				t.Errorf("got %q (%v), want %q", g, err, tt.want)
			}
			if err != nil && out.Len() > 0 {
				t.Error("something was written beside an error")
			}
		})
	}
}

// TestRootIsAList fills a template whose data is one list, or one value.
func TestRootIsAList(t *testing.T) {
	tests := []struct {
		tpl, want string
		data      any
	}{
		{`p"{{#.}}{{名}}；{{/.}}"`, `p["甲；乙；"]`, l{m{"名": "甲"}, m{"名": "乙"}}},
		{`p"{{.}}"`, `p["甲"]`, "甲"},
	}
	for _, tt := range tests {
		if got := docxtest.Show(t, fillWith(t, docxtest.New(t, tt.tpl), tt.data), "word/document.xml"); got != tt.want {
			t.Errorf("got %s, want %s", got, tt.want)
		}
	}
}
