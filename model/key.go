package model

import (
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// Key is the form in which words of a form are compared: NFKC (full width
// becomes half width), without white space, line breaks and invisible
// characters, Latin letters in lower case, brackets half width.
func Key(s string) string {
	if plain(s) {
		return s
	}
	s = norm.NFKC.String(s)
	return strings.Map(func(r rune) rune {
		switch {
		case unicode.IsSpace(r), unicode.Is(unicode.Cf, r), unicode.Is(unicode.Cc, r):
			return -1
		case r == '〔', r == '【', r == '﹝':
			return '('
		case r == '〕', r == '】', r == '﹞':
			return ')'
		}
		return unicode.ToLower(r)
	}, s)
}

// plain reports that s is its own key: Chinese characters, digits and small
// Latin letters only, which most words of a form are.
func plain(s string) bool {
	for _, r := range s {
		switch {
		case r >= 0x4e00 && r <= 0x9fff, r >= '0' && r <= '9', r >= 'a' && r <= 'z':
		default:
			return false
		}
	}
	return true
}
