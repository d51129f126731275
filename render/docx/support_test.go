package docx

import (
	"bytes"
	"strings"
	"testing"
	"unicode/utf8"
	"ziping/render/docx/docxtest"
)

// fillWith compiles and fills, and holds the output to the self-check.
func fillWith(t testing.TB, tpl []byte, data any, opts ...FillOption) []byte {
	t.Helper()
	c, err := Compile(tpl)
	if err != nil {
		t.Fatalf("Compile: %v", err)
	}
	var out bytes.Buffer
	if err := c.Fill(&out, data, opts...); err != nil {
		t.Fatalf("Fill: %v", err)
	}
	checkOutput(t, tpl, out.Bytes())
	return out.Bytes()
}

// checkOutput fails the test for every fault that the output has and the template has not.
func checkOutput(t testing.TB, tpl, out []byte) {
	t.Helper()
	kind := func(s string) string { // a template with duplicates may lose the first of them
		if i := strings.LastIndexByte(s, ' '); strings.Contains(s, "重复的") {
			return s[:i]
		}
		return s
	}
	before := map[string]bool{}
	for _, s := range docxtest.SelfCheck(tpl) {
		before[kind(s)] = true
	}
	for _, s := range docxtest.SelfCheck(out) {
		if !before[kind(s)] {
			t.Errorf("self-check: %s", s)
		}
	}
	for n, x := range docxtest.Unzip(t, out) {
		if !utf8.ValidString(x) && strings.HasSuffix(n, ".xml") {
			t.Errorf("%s: not UTF-8", n)
		}
	}
}
