package view

import (
	"strings"
	"unicode/utf8"

	"ziping/xlsx/layout/evidence"
)

// Circled reports ① and the like, which are one digit in a key.
func Circled(s string) bool {
	r, _ := utf8.DecodeRuneInString(strings.TrimSpace(s))
	return '①' <= r && r <= '⑳'
}

func LeadingBlanks(s string) int {
	n := 0
	for _, r := range s {
		switch r {
		case ' ', '\u00a0', '\t':
			n++
		case '\u3000':
			n += 2
		default:
			return n
		}
	}
	return n
}

func One(b bool) int {
	if b {
		return 1
	}
	return 0
}

// Brief shortens a text for a message.
func Brief(s string) string {
	s = OneLine(s)
	if r := []rune(s); len(r) > evidence.BriefRunes {
		return string(r[:evidence.BriefRunes]) + "…"
	}
	return s
}

func OneLine(s string) string { return strings.Join(strings.Fields(s), "") }

// FoldWidth makes full-width letters, digits and brackets half width, and
// leaves all else.
func FoldWidth(s string) string {
	return strings.Map(func(r rune) rune {
		if r >= '！' && r <= '～' {
			return r - '！' + '!'
		}
		return r
	}, s)
}

func IsASCII(s string) bool {
	for i := 0; i < len(s); i++ {
		if s[i] >= utf8.RuneSelf {
			return false
		}
	}
	return true
}
