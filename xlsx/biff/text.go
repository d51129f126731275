package biff

import (
	"unicode/utf16"
	"unicode/utf8"
)

// Flags of a string ([MS-XLS] 2.5.293).
const (
	wideChars = 1 << iota
	_
	hasPhonetic
	hasRuns
)

// text appends a string whose character count stands before it in lenBytes
// bytes. Formatting runs and phonetic hints are passed over. Where the
// characters go on in a CONTINUE record, a new flag byte says how wide they
// are from there (2.5.293, 2.4.58).
func (b *body) text(dst []byte, lenBytes int) []byte {
	n := 0
	if lenBytes == 1 {
		n = b.u8()
	} else {
		n = b.u16()
	}
	if n == 0 && b.left() == 0 {
		return dst // some writers leave the flags of an empty string out
	}
	flags := b.u8()
	runs, phonetic := 0, 0
	if flags&hasRuns != 0 {
		runs = b.u16()
	}
	if flags&hasPhonetic != 0 {
		phonetic = b.u32()
	}
	dst = b.chars(dst, n, flags&wideChars != 0)
	b.skip(4 * runs)
	b.skip(phonetic)
	return dst
}

// chars appends n UTF-16 units, or n units of which only the low byte is
// stored. Surrogate pairs may be cut by a boundary too.
func (b *body) chars(dst []byte, n int, wide bool) []byte {
	high := rune(0) // first half of a pair
	for n > 0 {
		for len(b.segments) > 0 && len(b.segments[0]) == 0 {
			if b.segments = b.segments[1:]; len(b.segments) == 0 {
				break
			}
			if len(b.segments[0]) > 0 {
				wide = b.u8()&wideChars != 0
			}
		}
		if len(b.segments) == 0 {
			b.short = true
			return dst
		}
		seg := b.segments[0]
		size := 1
		if wide {
			size = 2
		}
		k := min(n, len(seg)/size)
		if k == 0 { // half a unit before the boundary
			b.short = true
			return dst
		}
		for i := range k {
			u := rune(seg[i*size])
			if wide {
				u |= rune(seg[i*size+1]) << 8
			}
			dst, high = appendUnit(dst, high, u)
		}
		b.segments[0] = seg[k*size:]
		n -= k
	}
	if high != 0 {
		dst = utf8.AppendRune(dst, utf8.RuneError)
	}
	return dst
}

func appendUnit(dst []byte, high, u rune) ([]byte, rune) {
	if high != 0 {
		if r := utf16.DecodeRune(high, u); r != utf8.RuneError {
			return utf8.AppendRune(dst, r), 0
		}
		dst = utf8.AppendRune(dst, utf8.RuneError)
	}
	if 0xD800 <= u && u < 0xDC00 {
		return dst, u
	}
	return utf8.AppendRune(dst, u), 0
}
