package value

import (
	"strings"
	"unicode"
)

// fold gives text in the form the grammars are written in: half width, every
// run of white space one blank, nothing invisible, no blank at the ends, and
// blanks only where they part two figures (“4 5”, “1. 36”), since only there
// they mean something.
func fold(s string) string {
	if folded(s) {
		return s
	}
	var b strings.Builder
	b.Grow(len(s))
	last, blank := rune(0), false
	for _, r := range s {
		r = half(r)
		switch {
		case r == ' ' || unicode.IsSpace(r):
			blank = true
			continue
		case unicode.Is(unicode.Cf, r) || unicode.Is(unicode.Cc, r):
			continue
		}
		if blank && parts(last, r) {
			b.WriteByte(' ')
		}
		b.WriteRune(r)
		last, blank = r, false
	}
	return b.String()
}

// folded reports that s is plain printable ASCII without blanks.
func folded(s string) bool {
	for i := range len(s) {
		if s[i] <= ' ' || s[i] >= 0x7f {
			return false
		}
	}
	return true
}

// parts reports whether a blank between the two runes keeps two figures apart.
func parts(a, b rune) bool {
	return figure(a) && figure(b) && (digit(a) || digit(b))
}

func digit(r rune) bool  { return '0' <= r && r <= '9' }
func figure(r rune) bool { return digit(r) || r == '.' || r == ',' || r == ':' }

// half is the half-width form of full-width ASCII, of the small forms
// (U+FE50–FE6B) and of the signs that have several code points.
func half(r rune) rune {
	switch {
	case r < 0x80:
		return r
	case 0xFF01 <= r && r <= 0xFF5E:
		return r - 0xFEE0
	}
	if h, ok := halves[r]; ok {
		return h
	}
	return r
}

var halves = map[rune]rune{
	'￥': '¥', '−': '-', '﹣': '-', '﹢': '+', '﹦': '=', '﹪': '%', '﹥': '>', '﹤': '<',
	'﹙': '(', '﹚': ')', '﹐': ',', '﹒': '.', '﹕': ':', '﹔': ';', '﹡': '*', '﹑': '、', '﹖': '?', '﹗': '!',
	'﹝': '(', '﹞': ')', '〔': '(', '〕': ')', '【': '(', '】': ')', '［': '(', '］': ')',
	'≧': '≥', '⩾': '≥', '≦': '≤', '⩽': '≤', '﹟': '#', '﹠': '&', '∶': ':', '︰': ':',
	'〜': '~', '∼': '~', '﹏': '_', '＿': '_',
}
