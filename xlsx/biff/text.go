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

// A run is where a text goes on in another font.
type run struct{ at, font int }

// text appends a string whose character count stands before it in lenBytes
// bytes, and keeps its formatting runs. Phonetic hints are passed over. Where the
// characters go on in a CONTINUE record, a new flag byte says how wide they
// are from there (2.5.293, 2.4.58).
func (b *body) text(dst []byte, lenBytes int) []byte {
	n := b.count(lenBytes)
	b.runs, b.length = b.runs[:0], n
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
	for range runs {
		if b.short {
			return dst
		}
		b.runs = append(b.runs, run{b.u16(), b.u16()})
	}
	b.skip(phonetic)
	return dst
}

// count reads a number of one or two bytes.
func (b *body) count(bytes int) int {
	if bytes == 1 {
		return b.u8()
	}
	return b.u16()
}

// chars appends n UTF-16 units, or n units of which only the low byte is
// stored. Surrogate pairs may be cut by a boundary too.
func (b *body) chars(dst []byte, n int, wide bool) []byte {
	high := rune(0) // first half of a pair
	for n > 0 {
		if len(b.cur) == 0 {
			if !b.advance() {
				b.short = true
				return dst
			}
			if wide = b.u8()&wideChars != 0; len(b.cur) == 0 {
				continue
			}
		}
		seg := b.cur
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
		b.cur = seg[k*size:]
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
