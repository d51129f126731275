package model

import (
	"fmt"
	"strings"
	"unicode/utf8"
)

// Visible makes text from a file safe to show: what would rearrange the text
// around it (direction overrides), drive a terminal (control characters), or
// cannot be seen or written (zero-width space, non-characters, bytes that are
// no UTF-8) is named, 〔U+202E〕. Line breaks and tabs stay; a carriage return
// becomes part of the line break.
func Visible(s string) string {
	if !strings.ContainsFunc(s, unseen) && utf8.ValidString(s) {
		return s
	}
	var b strings.Builder
	for i, r := range s {
		switch {
		case r == '\r':
			if !strings.HasPrefix(s[i+1:], "\n") {
				b.WriteByte('\n')
			}
		case r == utf8.RuneError:
			b.WriteRune(utf8.RuneError)
		case unseen(r):
			fmt.Fprintf(&b, "〔U+%04X〕", r)
		default:
			b.WriteRune(r)
		}
	}
	return b.String()
}

func unseen(r rune) bool {
	switch {
	case r == '\n', r == '\t':
		return false
	case r < 0x20, r >= 0x7F && r < 0xA0: // C0, DEL, C1
		return true
	case r == 0x061C, r == 0x200B, r == 0x200E, r == 0x200F, r == 0xFEFF, r == 0x2028, r == 0x2029:
		return true
	case r >= 0x202A && r <= 0x202E, r >= 0x2060 && r <= 0x206F:
		return true
	case r >= 0xFFF9 && r <= 0xFFFB, r >= 0xFDD0 && r <= 0xFDEF, r&0xFFFE == 0xFFFE:
		return true
	case r >= 0xE0000 && r <= 0xE007F: // tags
		return true
	}
	return false
}
