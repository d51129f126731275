package token

import (
	"bytes"
	"unicode/utf8"
)

// text reads character data up to the next tag.
func (s *Scanner) text() (Kind, error) {
	i := s.pos
	for class[s.buf[i]]&plainText != 0 {
		i++
	}
	if s.buf[i] == '<' {
		s.Data = s.buf[s.pos:i]
	} else {
		n := bytes.IndexByte(s.buf[i:s.end], '<')
		if n < 0 {
			if s.readErr == nil || len(s.open) > 0 {
				return EOF, errMore
			}
			n = s.end - i
		}
		i += n
		s.scratch = s.scratch[:0]
		var err error
		if s.Data, err = s.characters(s.pos, i, true); err != nil {
			return EOF, err
		}
	}
	if len(s.open) == 0 {
		if !Blank(s.Data) {
			return EOF, s.errorAt(s.pos, "根元素外面有文字")
		}
		s.pos = i
		return EOF, errSkipped
	}
	s.pos = i
	return Text, nil
}

// Blank reports white space only.
func Blank(b []byte) bool {
	for _, c := range b {
		if class[c]&space == 0 {
			return false
		}
	}
	return true
}

// value reads an attribute value that is not plain, up to its quote.
func (s *Scanner) value(at int, quote byte) ([]byte, int, error) {
	n := bytes.IndexByte(s.buf[at:s.end], quote)
	if n < 0 {
		return nil, 0, errMore
	}
	if lt := bytes.IndexByte(s.buf[at:at+n], '<'); lt >= 0 {
		return nil, 0, s.errorAt(at+lt, "属性值里有“<”")
	}
	v, err := s.characters(at, at+n, false)
	return v, at + n, err
}

// characters checks buf[i:end] and resolves its references and line ends. The
// result lies in buf when nothing had to change, else in scratch. Line ends
// become \n (XML 1.0, 2.11); white space in attribute values stays, as in
// encoding/xml.
func (s *Scanner) characters(i, end int, text bool) ([]byte, error) {
	raw := s.buf[i:end]
	if !utf8.Valid(raw) {
		return nil, s.errorAt(i, "有不是 UTF-8 的字节")
	}
	from, done := len(s.scratch), i
	for j := i; j < end; j++ {
		if class[s.buf[j]]&needsCare == 0 {
			continue
		}
		switch c := s.buf[j]; {
		case c == '&':
			r, n, err := s.reference(j, end)
			if err != nil {
				return nil, err
			}
			s.scratch = append(s.scratch, s.buf[done:j]...)
			s.scratch = utf8.AppendRune(s.scratch, r)
			j += n - 1
			done = j + 1
		case c == '\r':
			s.scratch = append(s.scratch, s.buf[done:j]...)
			s.scratch = append(s.scratch, '\n')
			if j+1 < end && s.buf[j+1] == '\n' {
				j++
			}
			done = j + 1
		case c == ']':
			if text && j+2 < end && s.buf[j+1] == ']' && s.buf[j+2] == '>' {
				return nil, s.errorAt(j, "文字里有“]]>”")
			}
		case c == 0xEF:
			if s.buf[j+1] == 0xBF && s.buf[j+2] >= 0xBE {
				return nil, s.errorAt(j, "有不允许的字符")
			}
		case c < 0x20:
			return nil, s.errorAt(j, "有不允许的控制字符")
		}
	}
	if done == i {
		return raw, nil
	}
	s.scratch = append(s.scratch, s.buf[done:end]...)
	return s.scratch[from:], nil
}

// reference reads &name; or &#n; at i and returns the character and the length.
func (s *Scanner) reference(i, end int) (rune, int, error) {
	n := bytes.IndexByte(s.buf[i:end], ';')
	if n < 0 {
		return 0, 0, s.errorAt(i, "“&”后面不是字符引用")
	}
	name := s.buf[i+1 : i+n]
	switch string(name) {
	case "lt":
		return '<', n + 1, nil
	case "gt":
		return '>', n + 1, nil
	case "amp":
		return '&', n + 1, nil
	case "quot":
		return '"', n + 1, nil
	case "apos":
		return '\'', n + 1, nil
	}
	if r, ok := charRef(name); ok {
		return r, n + 1, nil
	}
	return 0, 0, s.errorAt(i, "“&”后面的名称没有定义")
}

// charRef reads "#65" or "#x41".
func charRef(name []byte) (rune, bool) {
	if len(name) < 2 || name[0] != '#' {
		return 0, false
	}
	base, digits := rune(10), name[1:]
	if digits[0] == 'x' {
		base, digits = 16, digits[1:]
	}
	if len(digits) == 0 || len(digits) > 16 {
		return 0, false
	}
	r := rune(0)
	for _, c := range digits {
		var d rune
		switch {
		case '0' <= c && c <= '9':
			d = rune(c - '0')
		case base == 16 && 'a' <= c|0x20 && c|0x20 <= 'f':
			d = rune(c|0x20-'a') + 10
		default:
			return 0, false
		}
		if r = r*base + d; r > utf8.MaxRune {
			return 0, false
		}
	}
	return r, isChar(r)
}

// isChar is the Char production, XML 1.0, 2.2.
func isChar(r rune) bool {
	return r == '\t' || r == '\n' || r == '\r' || r >= 0x20 && r <= 0xD7FF || r >= 0xE000 && r <= 0xFFFD || r >= 0x10000 && r <= utf8.MaxRune
}
