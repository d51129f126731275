package wml

import (
	"bytes"
	"encoding/binary"
	"unicode"
	"unicode/utf8"
)

// badByte returns the offset of the first byte that cannot be in an XML document in UTF-8, or -1.
func badByte(b []byte) int {
	// Eight bytes at a time: a control character, or a byte that is not ASCII, sets a high bit.
	const high = 0x8080808080808080
	i, ascii := 0, true
	for ; i+8 <= len(b); i += 8 {
		v := binary.LittleEndian.Uint64(b[i:])
		if v&high != 0 {
			ascii = false
		}
		if (v-0x2020202020202020)&^v&high != 0 {
			if off := controlByte(b[i : i+8]); off >= 0 {
				return i + off
			}
		}
	}
	for k := i; k < len(b); k++ {
		ascii = ascii && b[k] < utf8.RuneSelf
	}
	if off := controlByte(b[i:]); off >= 0 {
		return i + off
	}
	if ascii {
		return -1
	}
	if !utf8.Valid(b) {
		for i := 0; i < len(b); {
			r, n := utf8.DecodeRune(b[i:])
			if r == utf8.RuneError && n == 1 {
				return i
			}
			i += n
		}
	}
	if i := bytes.Index(b, []byte("\uFFFE")); i >= 0 {
		return i
	}
	return bytes.Index(b, []byte("\uFFFF"))
}

// controlByte returns the offset of the first control character that XML does not allow, or -1.
func controlByte(b []byte) int {
	for i, c := range b {
		if c < 0x20 && c != '\t' && c != '\n' && c != '\r' {
			return i
		}
	}
	return -1
}

// decodeRef decodes the reference at the start of b and returns its rune and length; length 0 if it is not one.
func decodeRef(b []byte) (rune, int) {
	end := bytes.IndexByte(b[:min(len(b), 16)], ';')
	if end < 2 || b[0] != '&' {
		return 0, 0
	}
	switch string(b[1:end]) {
	case "amp":
		return '&', end + 1
	case "lt":
		return '<', end + 1
	case "gt":
		return '>', end + 1
	case "quot":
		return '"', end + 1
	case "apos":
		return '\'', end + 1
	}
	if b[1] != '#' {
		return 0, 0
	}
	digits, base := b[2:end], rune(10)
	if len(digits) > 0 && digits[0] == 'x' {
		digits, base = digits[1:], 16
	}
	if len(digits) == 0 {
		return 0, 0
	}
	var r rune
	for _, c := range digits {
		var d rune
		switch {
		case c >= '0' && c <= '9':
			d = rune(c - '0')
		case base == 16 && c >= 'a' && c <= 'f':
			d = rune(c-'a') + 10
		case base == 16 && c >= 'A' && c <= 'F':
			d = rune(c-'A') + 10
		default:
			return 0, 0
		}
		if r = r*base + d; r > unicode.MaxRune {
			return 0, 0
		}
	}
	if !IsXMLChar(r) {
		return 0, 0
	}
	return r, end + 1
}

// IsXMLChar reports whether XML 1.0 allows r (XML 1.0, 2.2).
func IsXMLChar(r rune) bool {
	return r == '\t' || r == '\n' || r == '\r' ||
		r >= 0x20 && r <= 0xD7FF || r >= 0xE000 && r <= 0xFFFD || r >= 0x10000 && r <= 0x10FFFF
}

// declAttr returns a pseudo attribute of the XML declaration.
func declAttr(decl []byte, name string) string {
	i := bytes.Index(decl, []byte(name))
	if i < 0 {
		return ""
	}
	v := bytes.TrimLeft(decl[i+len(name):], " \t\r\n")
	if len(v) == 0 || v[0] != '=' {
		return ""
	}
	v = bytes.TrimLeft(v[1:], " \t\r\n")
	if len(v) < 2 || v[0] != '"' && v[0] != '\'' {
		return ""
	}
	j := bytes.IndexByte(v[1:], v[0])
	if j < 0 {
		return ""
	}
	return string(v[1 : 1+j])
}

func IsSpace(c byte) bool { return c == ' ' || c == '\t' || c == '\r' || c == '\n' }

// nameBytes marks the ASCII bytes of XML names: 1 may begin one, 2 may only follow.
var nameBytes = func() (t [256]uint8) {
	for c := range 256 {
		switch {
		case c >= 'a' && c <= 'z', c >= 'A' && c <= 'Z', c == '_', c == ':':
			t[c] = 1
		case c >= '0' && c <= '9', c == '-', c == '.':
			t[c] = 2
		}
	}
	return t
}()

// NameLen returns the length of the XML name at the start of b, 0 if there is none.
func NameLen(b []byte) int {
	if len(b) == 0 || nameBytes[b[0]] != 1 && b[0] < utf8.RuneSelf {
		return 0
	}
	for i := 0; i < len(b); {
		if nameBytes[b[i]] != 0 {
			i++
			continue
		}
		if b[i] < utf8.RuneSelf {
			return i
		}
		r, n := utf8.DecodeRune(b[i:])
		if !isNameRune(r, i == 0) {
			return i
		}
		i += n
	}
	return len(b)
}

// isNameRune reports whether a non-ASCII rune may stand in an XML name. It keeps to the letters and digits that the
// fourth edition allowed as well, which every reader accepts.
func isNameRune(r rune, first bool) bool {
	switch {
	case r >= 0x4E00 && r <= 0x9FA5, r >= 0xC0 && r <= 0xD6, r >= 0xD8 && r <= 0xF6, r >= 0xF8 && r <= 0x131,
		r >= 0x391 && r <= 0x3A1, r >= 0x3B1 && r <= 0x3C9, r >= 0x410 && r <= 0x44F, r >= 0xAC00 && r <= 0xD7A3:
		return true
	}
	return !first && r == 0xB7
}

// splitName cuts a qualified name at its colon; ok is false for more than one colon or an empty half.
func splitName(q []byte) (prefix, local []byte, ok bool) {
	i := bytes.IndexByte(q, ':')
	if i < 0 {
		return nil, q, true
	}
	prefix, local = q[:i], q[i+1:]
	return prefix, local, len(prefix) > 0 && len(local) > 0 && bytes.IndexByte(local, ':') < 0
}
