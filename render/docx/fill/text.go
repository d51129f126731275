package fill

import (
	"strings"
	"unicode/utf8"
	"ziping/render/docx/plan"
	"ziping/render/docx/problem"
	"ziping/render/docx/wml"
)

// special marks the bytes that text looks at: what is escaped, breaks a line, begins a line separator or may be illegal.
var special = func() (t [256]bool) {
	for c := range 0x20 {
		t[c] = true
	}
	for _, c := range []byte("&<>\xC2\xE2\xEF") {
		t[c] = true
	}
	return t
}()

// plain reports that no byte of s is special.
func plain(s string) bool {
	for i := range len(s) {
		if special[s[i]] {
			return false
		}
	}
	return true
}

// text appends a value: escaped, its line breaks and tabs as Word's own.
func (f *filler) text(v *plan.ValueOp, s string) {
	if plain(s) && utf8.ValidString(s) {
		if v.Text {
			f.out = wml.AppendAttr(f.out, s)
		} else {
			f.out = append(f.out, s...)
		}
		return
	}
	if s = f.legal(v, s); v.Text {
		f.out = wml.AppendAttr(f.out, s)
		return
	}
	from := 0
	for i := 0; i < len(s); i++ {
		if !special[s[i]] {
			continue
		}
		sub, width := markup(v, s[i:])
		if width == 0 {
			continue
		}
		f.out = append(f.out, s[from:i]...)
		f.out = append(f.out, sub...)
		i += width - 1
		from = i + 1
	}
	f.out = append(f.out, s[from:]...)
}

// markup returns what stands for the first characters of s, and how many bytes they are; 0 when they stand for themselves.
func markup(v *plan.ValueOp, s string) (sub []byte, width int) {
	switch s[0] {
	case '&':
		return ampEntity, 1
	case '<':
		return ltEntity, 1
	case '>':
		return gtEntity, 1
	case '\n', '\v':
		return v.BreakTag, 1
	case '\r':
		if strings.HasPrefix(s, "\r\n") {
			return v.BreakTag, 2
		}
		return v.BreakTag, 1
	case '\t':
		return v.TabTag, 1
	}
	return v.BreakTag, separatorLen(s) // NEL, LINE SEPARATOR and PARAGRAPH SEPARATOR are line breaks too
}

var ampEntity, ltEntity, gtEntity = []byte("&amp;"), []byte("&lt;"), []byte("&gt;")

// separatorLen returns the length of a Unicode line separator at the start of s.
func separatorLen(s string) int {
	for _, sep := range []string{"\u0085", "\u2028", "\u2029"} {
		if strings.HasPrefix(s, sep) {
			return len(sep)
		}
	}
	return 0
}

// legal returns s if XML can hold it; otherwise the problem is reported, or what is illegal left out.
func (f *filler) legal(v *plan.ValueOp, s string) string {
	bad := -1
	for i := range len(s) {
		c := s[i]
		if c < 0x20 && c != '\t' && c != '\n' && c != '\r' && c != '\v' || c == 0xEF && (strings.HasPrefix(s[i:], "\uFFFE") || strings.HasPrefix(s[i:], "\uFFFF")) {
			bad = i
			break
		}
	}
	if bad < 0 && utf8.ValidString(s) {
		return s
	}
	if !f.o.dropControl {
		f.forbidden(v, s)
		return ""
	}
	return strings.Map(func(r rune) rune {
		if r == '\v' || wml.IsXMLChar(r) && r != utf8.RuneError {
			return r
		}
		return -1
	}, s)
}

func (f *filler) forbidden(v *plan.ValueOp, s string) {
	what := "不是合法的 UTF-8 文字"
	for _, r := range s {
		if r != '\v' && !wml.IsXMLChar(r) {
			what = "含有控制字符 U+" + hex4(r)
			break
		}
	}
	f.report(v, &problem.Fault{ID: problem.Forbidden, Msg: "“" + v.Tag.Path.Raw + "”的值" + what + "，Word 不能保存", Hint: "在数据里删去这个看不见的字符，重新输入一遍。"})
}

func hex4(r rune) string {
	const digits = "0123456789ABCDEF"
	out := []byte{digits[r>>12&15], digits[r>>8&15], digits[r>>4&15], digits[r&15]}
	return string(out)
}
