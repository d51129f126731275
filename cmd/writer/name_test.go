package writer

import (
	"strings"
	"testing"
	"unicode/utf8"
)

func TestSafeName(t *testing.T) {
	for _, test := range []struct{ name, want string }{
		{"甘州区科协", "甘州区科协"},
		{"a:b/c\\d*e?f\"g<h>i|j", "a_b_c_d_e_f_g_h_i_j"},
		{"尾点.", "尾点"},
		{"尾空格 ", "尾空格"},
		{"CON", "_CON"},
		{"com1.x", "_com1.x"},
		{"COM¹", "_COM¹"},
		{"", "_"},
		{"..", "_"},
		{"tab\there", "tab_here"},
		{"甲\x1b[31m\u202e县\u0085", "甲_[31m_县_"},
		{"坏\xff字", "坏_字"},
		{strings.Repeat("长", 200), strings.Repeat("长", 60)},
		{strings.Repeat("a", 178) + "长", strings.Repeat("a", 178)},
	} {
		got := SafeName(test.name)
		if got != test.want {
			t.Errorf("SafeName(%q) = %q, want %q", test.name, got, test.want)
		}
	}
}

// FuzzSafeName wants a name that Windows and Linux take, with room for what is
// added to it, and that stays as it is.
func FuzzSafeName(f *testing.F) {
	for _, s := range []string{"甲县", "CON", "a.", " ", "..", "x\x00y", strings.Repeat("长", 99), "nul.txt", "\u202eabc"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, name string) {
		got := SafeName(name)
		if got == "" || got == "." || got == ".." || len(got) > longest || !utf8.ValidString(got) || strings.ContainsAny(got, "<>:\"/\\|?*\x00\n\x1b") || strings.TrimRight(got, " .") != got {
			t.Errorf("SafeName(%q) = %q", name, got)
		}
		if again := SafeName(got); again != got {
			t.Errorf("SafeName(%q) = %q is not stable: %q", name, got, again)
		}
	})
}
