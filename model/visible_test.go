package model

import "testing"

func TestVisible(t *testing.T) {
	for in, want := range map[string]string{
		"":                    "",
		"科普经费 36万元 “一” ①":     "科普经费 36万元 “一” ①",
		"两行\n制表\t":            "两行\n制表\t",
		"a\r\nb\rc":           "a\nb\nc",
		"\x1b[31m红":           "〔U+001B〕[31m红",
		"\x00\x7f\u0085":      "〔U+0000〕〔U+007F〕〔U+0085〕",
		"金额\u202e00.001":      "金额〔U+202E〕00.001",
		"1\u200b23":           "1〔U+200B〕23",
		"\ufeffx\u2066y":      "〔U+FEFF〕x〔U+2066〕y",
		"\ufffe\U0001ffff":    "〔U+FFFE〕〔U+1FFFF〕",
		"坏\xff字":              "坏\uFFFD字",
		"𠮷👨\u200d👩\u200d👧":    "𠮷👨\u200d👩\u200d👧",
		"\U000e0041\u2028end": "〔U+E0041〕〔U+2028〕end",
	} {
		if got := Visible(in); got != want {
			t.Errorf("Visible(%q) = %q, want %q", in, got, want)
		}
	}
}
