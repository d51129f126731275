package ooxml

import (
	"bytes"
	"unicode/utf16"
	"unicode/utf8"
)

// unescape resolves the escapes of an ST_Xstring in place: _xHHHH_ is the
// UTF-16 unit of that number, so _x005F_ is the underscore that starts none
// (ECMA-376 part 1, 22.9.2.19). Two that make a surrogate pair are one
// character; a lone surrogate stays as written.
func unescape(b []byte) []byte {
	i := bytes.Index(b, []byte("_x"))
	if i < 0 {
		return b
	}
	out := b[:i]
	for i < len(b) {
		u, ok := escape(b[i:])
		if !ok {
			out = append(out, b[i])
			i++
			continue
		}
		r, n := rune(u), escapeLen
		if utf16.IsSurrogate(r) {
			low, ok := escape(b[i+n:])
			pair := utf16.DecodeRune(r, rune(low))
			if !ok || pair == utf8.RuneError {
				out = append(out, b[i])
				i++
				continue
			}
			r, n = pair, 2*escapeLen
		}
		out = utf8.AppendRune(out, r)
		i += n
	}
	return out
}

const escapeLen = len("_x0000_")

func escape(b []byte) (uint16, bool) {
	if len(b) < escapeLen || b[0] != '_' || b[1] != 'x' || b[6] != '_' {
		return 0, false
	}
	var u uint16
	for _, c := range b[2:6] {
		switch {
		case '0' <= c && c <= '9':
			u = u<<4 | uint16(c-'0')
		case 'a' <= c|0x20 && c|0x20 <= 'f':
			u = u<<4 | uint16(c|0x20-'a'+10)
		default:
			return 0, false
		}
	}
	return u, true
}
