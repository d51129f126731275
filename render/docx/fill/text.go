package fill

import (
	"strings"
	"unicode/utf8"
	"ziping/render/docx/plan"
	"ziping/render/docx/problem"
	"ziping/render/docx/wml"
)

// text appends a value: escaped, its line breaks and tabs as Word's own.
func (f *filler) text(v *plan.ValueOp, s string) {
	s = f.legal(v, s)
	if v.Text {
		f.out = wml.AppendAttr(f.out, s)
		return
	}
	from := 0
	for i := 0; i < len(s); i++ {
		var sub []byte
		width := 1
		switch c := s[i]; {
		case c >= 0x20 && c < 0x7F || c > 0xE2 || c > 0x7F && c < 0xC2 || c > 0xC2 && c < 0xE2:
			switch c {
			case '&':
				sub = ampEntity
			case '<':
				sub = ltEntity
			case '>':
				sub = gtEntity
			default:
				continue
			}
		case c == '\n' || c == '\v':
			sub = v.BreakTag
		case c == '\r':
			if sub = v.BreakTag; i+1 < len(s) && s[i+1] == '\n' {
				width = 2
			}
		case c == '\t':
			sub = v.TabTag
		default: // NEL, LINE SEPARATOR and PARAGRAPH SEPARATOR are line breaks too
			if n := separatorLen(s[i:]); n > 0 {
				sub, width = v.BreakTag, n
				break
			}
			continue
		}
		f.out = append(f.out, s[from:i]...)
		f.out = append(f.out, sub...)
		i += width - 1
		from = i + 1
	}
	f.out = append(f.out, s[from:]...)
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
	for i := 0; i < len(s); i++ {
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
