package render

import (
	"strings"
	"testing"
)

func TestWrapInto(t *testing.T) {
	for _, test := range []struct {
		lead, text  string
		hang, limit int
		want        string
	}{
		{"办法：", "请核对", 6, 0, "办法：请核对\n"},
		{"", strings.Repeat("字", 25), 2, 40, strings.Repeat("字", 20) + "\n  " + strings.Repeat("字", 5) + "\n"},
		{"", strings.Repeat("字", 20) + "。" + strings.Repeat("后", 3), 0, 40, strings.Repeat("字", 19) + "\n字。后后后\n"},
		{"", strings.Repeat("字", 18) + " 72500.00 元", 0, 40, strings.Repeat("字", 18) + "\n72500.00 元\n"},
		{"", strings.Repeat("字", 19) + "（注）", 0, 40, strings.Repeat("字", 19) + "\n（注）\n"},
		{"", strings.Repeat("x", 50), 2, 40, strings.Repeat("x", 50) + "\n"},
		{"  ", "一 " + strings.Repeat("y", 38) + " 二", 4, 40, "  一\n    " + strings.Repeat("y", 38) + "\n    二\n"},
	} {
		var b strings.Builder
		wrapInto(&b, test.lead, test.text, test.hang, test.limit)
		if got := b.String(); got != test.want {
			t.Errorf("wrapInto(%q, %q, %d, %d) = %q, want %q", test.lead, test.text, test.hang, test.limit, got, test.want)
		}
	}
}

func TestColumnsOf(t *testing.T) {
	for s, want := range map[string]int{"": 0, "abc": 3, "资金": 4, "（元）": 6, "“①”": 6, "e\u0301": 1, "ａ": 2} {
		if got := columnsOf(s); got != want {
			t.Errorf("columnsOf(%q) = %d, want %d", s, got, want)
		}
	}
}

// Numbers stand under each other whatever their heads are made of.
func TestAlignRows(t *testing.T) {
	var b strings.Builder
	alignRows(&b, " ", []string{"场次", "n", "类别"}, [][]string{{"4", "2000", "“科普”①"}, {"1234567", "1", "x"}})
	want := "    场次     n  类别\n       4  2000  “科普”①\n 1234567     1  x\n"
	if b.String() != want {
		t.Errorf("got\n%s\nwant\n%s", b.String(), want)
	}
}
