package wml

import (
	"bytes"
	"unicode/utf8"
)

// HasBrace reports whether a part can hold a tag at all.
func HasBrace(xml []byte) bool {
	return bytes.IndexByte(xml, '{') >= 0 || bytes.IndexByte(xml, '}') >= 0 || bytes.Contains(xml, []byte("&#")) ||
		bytes.Contains(xml, []byte("｛")) || bytes.Contains(xml, []byte("｝")) ||
		bytes.Contains(xml, []byte("﹛")) || bytes.Contains(xml, []byte("﹜"))
}

// A Span is a tag found in a text, or a brace without its partner.
type Span struct {
	From, To int  // braces included
	State    byte // 't' a tag, 'u' opened and not closed, 'c' closed and not opened
	Full     bool // some brace is full-width
}

func OpenBrace(r rune) bool { return r == '{' || r == '｛' || r == '﹛' }

func CloseBrace(r rune) bool { return r == '}' || r == '｝' || r == '﹜' }

// FindSpans finds the tags in a paragraph's text.
func FindSpans(text string) []Span {
	var out []Span
	open, openFull := -1, false
	for i := 0; i < len(text); {
		if c := text[i]; c != '{' && c != '}' && c != 0xEF { // the other braces are U+FE5B, U+FE5C, U+FF5B, U+FF5D
			i++
			continue
		}
		r, n := utf8.DecodeRuneInString(text[i:])
		isOpen, isClose := OpenBrace(r), CloseBrace(r)
		if !isOpen && !isClose {
			i += n
			continue
		}
		second := i + n
		var j int
		var r2 rune
		for {
			var k int
			r2, k = utf8.DecodeRuneInString(text[second:])
			if k == 0 || !Invisible(r2) && r2 != ObjectChar {
				j = second + k
				break
			}
			second += k
		}
		full := r > 0x7F || r2 > 0x7F
		switch {
		case isOpen && OpenBrace(r2):
			if open >= 0 {
				out = append(out, Span{open, i, 'u', openFull})
			}
			open, openFull = i, full
			i = j
		case isClose && CloseBrace(r2):
			if open >= 0 {
				out = append(out, Span{open, j, 't', full || openFull})
			} else {
				out = append(out, Span{i, j, 'c', full})
			}
			open = -1
			i = j
		default:
			i += n
		}
	}
	if open >= 0 {
		out = append(out, Span{open, len(text), 'u', openFull})
	}
	return out
}
