package formula

import (
	"strings"
	"unicode/utf8"
)

type tokenKind uint8

const (
	tokEnd     tokenKind = iota
	tokNumber            // text is a decimal
	tokString            // text without quotes
	tokName              // reference, function or defined name, sheet cut off
	tokSheet             // text is the sheet of the reference that follows
	tokOp                // text is the operator
	tokError             // #REF! and the like
	tokIllegal           // what this grammar does not know
)

type tok struct {
	kind tokenKind
	text string
}

// lex cuts formula text into tokens. White space is dropped, except that two
// operands with only space between them make the intersection operator, which
// is not supported.
func lex(s string) []tok {
	var out []tok
	for i := 0; i < len(s); {
		t, n := lexOne(s[i:])
		i += n
		if n > 0 && t.kind != tokEnd {
			out = append(out, t)
		}
		if t.kind == tokIllegal {
			break
		}
	}
	return out
}

func lexOne(s string) (tok, int) {
	switch c := s[0]; {
	case c == ' ' || c == '\n' || c == '\r' || c == '\t':
		return tok{}, 1
	case c == '"':
		return lexQuoted(s, '"', tokString)
	case c == '\'':
		t, n := lexQuoted(s, '\'', tokSheet)
		if n >= len(s) || s[n] != '!' {
			return tok{kind: tokIllegal}, n
		}
		return t, n + 1
	case '0' <= c && c <= '9' || c == '.':
		return lexNumber(s)
	case c == '#':
		return lexError(s)
	case strings.HasPrefix(s, "<>"), strings.HasPrefix(s, "<="), strings.HasPrefix(s, ">="):
		return tok{tokOp, s[:2]}, 2
	case strings.IndexByte("+-*/^&=<>(),%:", c) >= 0:
		return tok{tokOp, s[:1]}, 1
	case isNameStart(s):
		n := 0
		for n < len(s) && isNameByte(s[n]) {
			n++
		}
		if n < len(s) && s[n] == '!' {
			return tok{tokSheet, s[:n]}, n + 1
		}
		return tok{tokName, s[:n]}, n
	}
	return tok{kind: tokIllegal}, 1
}

func lexQuoted(s string, q byte, kind tokenKind) (tok, int) {
	var b strings.Builder
	for i := 1; i < len(s); i++ {
		if s[i] != q {
			b.WriteByte(s[i])
			continue
		}
		if i+1 < len(s) && s[i+1] == q {
			b.WriteByte(q)
			i++
			continue
		}
		return tok{kind, b.String()}, i + 1
	}
	return tok{kind: tokIllegal}, len(s)
}

// lexNumber reads 12, 1.5, 1E-3, and the 1 of the row range 1:3.
func lexNumber(s string) (tok, int) {
	n := span(s)
	if n < len(s) && s[n] == '.' {
		n += 1 + span(s[n+1:])
	}
	if n < len(s) && s[n]|0x20 == 'e' {
		k := n + 1
		if k < len(s) && (s[k] == '+' || s[k] == '-') {
			k++
		}
		if d := span(s[k:]); d > 0 {
			n = k + d
		}
	}
	if n < len(s) && isNameByte(s[n]) {
		return tok{kind: tokIllegal}, n
	}
	return tok{tokNumber, s[:n]}, n
}

func span(s string) int {
	n := 0
	for n < len(s) && '0' <= s[n] && s[n] <= '9' {
		n++
	}
	return n
}

func lexError(s string) (tok, int) {
	for _, e := range []string{ErrRef, ErrDiv, ErrNA, ErrName, ErrNull, ErrNum, ErrValue} {
		if strings.HasPrefix(s, e) {
			return tok{tokError, e}, len(e)
		}
	}
	return tok{kind: tokIllegal}, 1
}

func isNameStart(s string) bool {
	r, _ := utf8.DecodeRuneInString(s)
	return r == '$' || r == '_' || r == '\\' || 'a' <= r|0x20 && r|0x20 <= 'z' || r >= 0x80 && r != utf8.RuneError
}

func isNameByte(c byte) bool {
	return 'a' <= c|0x20 && c|0x20 <= 'z' || '0' <= c && c <= '9' || c == '$' || c == '_' || c == '.' || c == '\\' || c == '?' || c >= 0x80
}
