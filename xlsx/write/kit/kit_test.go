package kit

import (
	"strings"
	"testing"
)

func TestCellTextSaysWhatIsCut(t *testing.T) {
	got := cellText(strings.Repeat("长", 40_000))
	if want := strings.Repeat("长", maxCellText) + "……（原文共 40000 字，此处只列前 2000 字）"; got != want {
		t.Errorf("got %d bytes ending in %q", len(got), got[len(got)-60:])
	}
	if got := cellText(strings.Repeat("字", maxCellText)); strings.Contains(got, "原文") {
		t.Error("a text that fits is marked")
	}
}

func TestTargetURI(t *testing.T) {
	for in, want := range map[string]string{
		"高台县/表.xlsx":          "高台县/表.xlsx",
		"../a b/c#1%.xlsx":    "../a%20b/c%231%25.xlsx",
		"javascript:alert(1)": "javascript%3Aalert(1)",
		"a/b:c.xlsx":          "a/b:c.xlsx",
		"问?号[1].xlsx":         "问%3F号%5B1%5D.xlsx",
		"坏\xff\n.xlsx":        "坏%0A.xlsx",
	} {
		if got := TargetURI(in); got != want {
			t.Errorf("TargetURI(%q) = %q, want %q", in, got, want)
		}
	}
}

// A fault of the library is an error, and there is no workbook.
func TestMakeRecovers(t *testing.T) {
	if data, err := Make(Plan{Title: "表"}, func(*Book) { panic("broken") }); err == nil || !strings.Contains(err.Error(), "broken") || data != nil {
		t.Errorf("got %v and %d bytes", err, len(data))
	}
	if data, err := Make(Plan{Title: "表"}, func(b *Book) { b.Add("a/b", nil, Portrait) }); err == nil || data != nil {
		t.Errorf("a bad sheet name: got %v and %d bytes", err, len(data))
	}
}

func TestWrappedLines(t *testing.T) {
	for _, test := range []struct {
		text    string
		columns int
		want    int
	}{{"", 10, 1}, {"科普经费", 8, 1}, {"科普经费表", 8, 2}, {"abc\ndef", 10, 2}, {strings.Repeat("x", 21), 10, 3}} {
		if got := wrappedLines(test.text, test.columns); got != test.want {
			t.Errorf("wrappedLines(%q, %d) = %d, want %d", test.text, test.columns, got, test.want)
		}
	}
}
