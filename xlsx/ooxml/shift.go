package ooxml

import (
	"strconv"

	"ziping/xlsx/grid"
	"ziping/xlsx/grid/fill"
)

// appendShifted appends formula text with every relative reference moved by
// rows and cols, which is what a shared formula means in a cell that far from
// its master (ECMA-376 part 1, 18.3.1.40). Text in quotes, quoted sheet names
// and names that only look like references (LOG10(, a1b, 表1[列2]) stay. A
// reference moved off the sheet becomes #REF!.
func appendShifted(dst []byte, text string, rows, cols int) []byte {
	for i := 0; i < len(text); {
		switch c := text[i]; {
		case c == '"' || c == '\'':
			n := quoted(text[i:], c)
			dst = append(dst, text[i:i+n]...)
			i += n
		case c == '[':
			n := bracketed(text[i:])
			dst = append(dst, text[i:i+n]...)
			i += n
		case isWord(c):
			n := 1
			for i+n < len(text) && isWord(text[i+n]) {
				n++
			}
			word := text[i : i+n]
			next := byte(0)
			if i+n < len(text) {
				next = text[i+n]
			}
			prev := byte(0)
			if i > 0 {
				prev = text[i-1]
			}
			dst = appendShiftedWord(dst, word, prev, next, rows, cols)
			i += n
		default:
			dst = append(dst, c)
			i++
		}
	}
	return dst
}

// appendShiftedWord handles a maximal run of name characters: A1, $A$1, and
// one side of A:A or 1:1, which only the neighbouring colon tells from a name
// or a number.
func appendShiftedWord(dst []byte, word string, prev, next byte, rows, cols int) []byte {
	if next == '(' || next == '!' || next == '[' {
		return append(dst, word...)
	}
	absCol, col, rest := leadingCol(word)
	absRow, row, ok := wholeRow(rest)
	half := prev == ':' || next == ':'
	switch {
	case col > 0 && ok: // A1
	case col > 0 && rest == "" && half: // A:A
	case col == 0 && !absCol && half && prev != '.' && next != '.': // 1:1
		if absRow, row, ok = wholeRow(word); !ok {
			return append(dst, word...)
		}
	default:
		return append(dst, word...)
	}
	if col > 0 && !absCol {
		col += cols
	}
	if row > 0 && !absRow {
		row += rows
	}
	hasCol, hasRow := rest != word, ok
	if hasCol && (col < 1 || col > fill.Columns) || hasRow && (row < 1 || row > fill.Rows) {
		return append(dst, "#REF!"...)
	}
	if hasCol {
		if absCol {
			dst = append(dst, '$')
		}
		dst = append(dst, grid.ColName(col)...)
	}
	if hasRow {
		if absRow {
			dst = append(dst, '$')
		}
		dst = strconv.AppendInt(dst, int64(row), 10)
	}
	return dst
}

// leadingCol reads "$AB" off the front of a word; col is 0 when there is none.
func leadingCol(word string) (abs bool, col int, rest string) {
	i := 0
	if i < len(word) && word[i] == '$' {
		abs, i = true, 1
	}
	start := i
	for i < len(word) && i-start < 4 && 'A' <= word[i]&^0x20 && word[i]&^0x20 <= 'Z' {
		col = col*26 + int(word[i]&^0x20-'A') + 1
		i++
	}
	if i == start || col > fill.Columns {
		return false, 0, word
	}
	return abs, col, word[i:]
}

// wholeRow reads "$12" and nothing else.
func wholeRow(s string) (abs bool, row int, ok bool) {
	if s != "" && s[0] == '$' {
		abs, s = true, s[1:]
	}
	if s == "" || len(s) > 7 || s[0] == '0' {
		return false, 0, false
	}
	for i := 0; i < len(s); i++ {
		if s[i] < '0' || '9' < s[i] {
			return false, 0, false
		}
		row = row*10 + int(s[i]-'0')
	}
	return abs, row, row <= fill.Rows
}

func isWord(c byte) bool {
	return 'A' <= c && c <= 'Z' || 'a' <= c && c <= 'z' || '0' <= c && c <= '9' ||
		c == '_' || c == '$' || c == '.' || c == '\\' || c == '?' || c >= 0x80
}

// quoted is the length of a quoted string at the front of s; a doubled quote
// continues it.
func quoted(s string, q byte) int {
	for i := 1; i < len(s); i++ {
		if s[i] != q {
			continue
		}
		if i+1 < len(s) && s[i+1] == q {
			i++
			continue
		}
		return i + 1
	}
	return len(s)
}

// bracketed is the length of a balanced [...] at the front of s.
func bracketed(s string) int {
	depth := 0
	for i := 0; i < len(s); i++ {
		switch s[i] {
		case '\'':
			i++
		case '[':
			depth++
		case ']':
			if depth--; depth == 0 {
				return i + 1
			}
		}
	}
	return len(s)
}
