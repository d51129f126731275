package text

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// A Line is a paragraph as it is looked at: without blanks, wide signs narrow.
type Line struct {
	Para *Paragraph
	No   int // among the lines of the report, from 0
	Text string
	at   []int32 // by byte of Text, and for its end: the character of Para.Text
}

// A Span is a stretch of a line.
type Span struct {
	Line     *Line
	From, To int // bytes of Line.Text
}

// Text is the stretch as it is looked at.
func (s Span) Text() string { return s.Line.Text[s.From:s.To] }

// Before and After are what stands on the line before and after the stretch.
func (s Span) Before() string { return s.Line.Text[:s.From] }
func (s Span) After() string  { return s.Line.Text[s.To:] }

// Characters are the characters of the paragraph's text that the stretch stands
// for: the first, and the one after the last.
func (s Span) Characters() (from, to int) {
	from, to = int(s.Line.at[s.From]), int(s.Line.at[s.To])
	if s.To > s.From { // without the blanks behind it
		to = int(s.Line.at[s.To-1]) + 1
	}
	return from, to
}

// Quote is the stretch as it is written.
func (s Span) Quote() string {
	from, to := s.Characters()
	r := []rune(s.Line.Para.Text)
	return string(r[from:to])
}

// Overlaps reports that two stretches share a character.
func (s Span) Overlaps(o Span) bool {
	return s.Line == o.Line && s.From < o.To && o.From < s.To
}

// NewLine makes a line of a paragraph.
func NewLine(p *Paragraph, no int) *Line {
	l := &Line{Para: p, No: no}
	var b strings.Builder
	b.Grow(len(p.Text))
	l.at = make([]int32, 0, len(p.Text)+1)
	n := int32(0)
	last, blank := rune(0), false
	for _, r := range p.Text {
		switch r = fold(r); {
		case r == 0:
		case r == ' ':
			blank = true
		default:
			if blank && digitOrLetter(last) && digitOrLetter(r) { // 2022 36万元 are two
				b.WriteByte(' ')
				l.at = append(l.at, n-1)
			}
			blank, last = false, r
			b.WriteRune(r)
			for range utf8.RuneLen(r) {
				l.at = append(l.at, n)
			}
		}
		n++
	}
	l.at = append(l.at, n)
	l.Text = b.String()
	return l
}

func digitOrLetter(r rune) bool {
	return r >= '0' && r <= '9' || r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z'
}

// fold is the narrow twin of a character, a blank for white space, 0 for what
// cannot be seen.
func fold(r rune) rune {
	switch {
	case r < utf8.RuneSelf:
		if r <= ' ' || r == 0x7F {
			return ' '
		}
		return r
	case r >= 0xFF01 && r <= 0xFF5E:
		return r - 0xFEE0
	case r == '．':
		return '.'
	case r == '％':
		return '%'
	case r == utf8.RuneError:
		return r
	case unicode.IsSpace(r):
		return ' '
	case unicode.Is(unicode.Cf, r), unicode.Is(unicode.Cc, r):
		return 0
	}
	return r
}

// lastCut is where the clause begins that ends at the end of s: behind the last
// of the marks.
func lastCut(s, marks string) int {
	i := strings.LastIndexAny(s, marks)
	if i < 0 {
		return 0
	}
	_, n := utf8.DecodeRuneInString(s[i:])
	return i + n
}
