package wml

import (
	"strings"
	"testing"
)

// TestScanBindings holds that a start tag seen before is not taken for the same under other namespace declarations.
func TestScanBindings(t *testing.T) {
	const w, other = "http://schemas.openxmlformats.org/wordprocessingml/2006/main", "urn:other"
	xml := `<a:r xmlns:a="` + w + `"><a:p/><a:p x="1"/><b xmlns:a="` + other + `"><a:p/><a:p x="1"/><a:p></a:p></b><a:p/><a:p x="1"/></a:r>`
	tr, err := Scan("x", []byte(xml))
	if err != nil {
		t.Fatal(err)
	}
	got := 0
	for i := range tr.Nodes {
		if tr.Nodes[i].Kind == P {
			got++
			if raw := string(tr.Raw(int32(i))); !strings.HasPrefix(raw, "<a:p") || !strings.HasSuffix(raw, "/>") {
				t.Errorf("a paragraph is %q", raw)
			}
		}
	}
	if got != 4 {
		t.Errorf("got %d paragraphs, want the 4 outside <b>", got)
	}
}

// TestScanRepeated holds that a fault is found in the tag after many sound ones like it.
func TestScanRepeated(t *testing.T) {
	const head = `<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">`
	for _, bad := range []string{`<w:p w:a="1" w:a="2"/>`, `<w:p w:a="1<"/>`, `<w:p w:a="&x;"/>`, `<w:p w:a='1"/>`, `<w:p w:a=1/>`, `<q:p/>`,
		`<w:p q:a="1"/>`, `<w:p /w:a="1">`, `</w:q>`, `<w:p`, `<w:p w:a="1>"`, `<`, `</`, `<w:p w:a="1"w:b="2"/>`} {
		const good = `<w:p w:a="1" w:b="a>b"/><w:p w:a="1"/><w:p w:a="1"></w:p><w:p></w:p>`
		xml := head + strings.Repeat(good, 50) + bad + good + `</w:document>`
		if _, err := Scan("x", []byte(xml)); err == nil {
			t.Errorf("%s: no error", bad)
		} else if d := err.Offset - len(head) - 50*len(good); d < 0 || d > len(bad)+len(good) {
			t.Errorf("%s: error %q not at the place", bad, err)
		}
	}
	if _, err := Scan("x", []byte(head+strings.Repeat(`<w:p w:a="1" w:b="a>b"/>`, 50)+`</w:document>`)); err != nil {
		t.Error(err)
	}
}
