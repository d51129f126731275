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
