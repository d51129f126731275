package text

import (
	"strings"
	"unicode/utf8"
)

// A Heading is a paragraph with a typed number before it: 一、 （一） 1. （1） ①.
type Heading struct {
	Span
	Mark   Span // the number with its signs
	Level  int  // 1 for 一、, 2 for （一）, 3 for 1., 4 for （1）, 5 for ①
	Number int
	Sign   string // what stands behind the number: 、 . ）
	Name   string // the words up to the end of the first sentence
}

// Short reports a heading by itself, with no sentence behind it.
func (h *Heading) Short() bool {
	return utf8.RuneCountInString(h.Line.Text[h.Mark.To:]) <= 40 && !strings.ContainsAny(strings.TrimRight(h.Line.Text[h.Mark.To:], "。"), "。;")
}

// headingOf reads the number before a paragraph.
func headingOf(l *Line) (*Heading, bool) {
	t := l.Text
	if t == "" {
		return nil, false
	}
	h := &Heading{Span: Span{l, 0, len(t)}}
	first, size := utf8.DecodeRuneInString(t)
	switch {
	case first == '(':
		end := strings.IndexByte(t, ')')
		if end < 0 || end > 10 {
			return nil, false
		}
		inner := t[1:end]
		if n, ok := chinese(inner); ok {
			h.Level, h.Number = 2, n
		} else if n, ok := small(inner); ok {
			h.Level, h.Number = 4, n
		} else {
			return nil, false
		}
		h.Sign, h.Mark = ")", Span{l, 0, end + 1}
		for _, s := range []string{"、", ".", "．"} { // （一）、: the sign is too much, and common
			if strings.HasPrefix(t[end+1:], s) {
				h.Mark.To += len(s)
			}
		}
	case first >= '①' && first <= '⑳':
		h.Level, h.Number, h.Mark = 5, int(first-'①')+1, Span{l, 0, size}
	default:
		n, end := 0, 0
		if isDigit(t[0]) {
			for end < len(t) && isDigit(t[end]) && end < 3 {
				end++
			}
			if end > 2 {
				return nil, false
			}
			n, _ = small(t[:end])
			h.Level = 3
		} else {
			end = strings.IndexFunc(t, func(r rune) bool { return !strings.ContainsRune(chineseDigits, r) })
			if end <= 0 {
				return nil, false
			}
			n, _ = chinese(t[:end])
			h.Level = 1
		}
		if n == 0 {
			return nil, false
		}
		h.Number = n
		for _, s := range []string{"、", ".", "．", ","} {
			if strings.HasPrefix(t[end:], s) {
				h.Sign = s
			}
		}
		rest := t[end+len(h.Sign):]
		if h.Sign == "" || h.Sign == "," && h.Level == 1 || rest == "" || isDigit(rest[0]) {
			return nil, false
		}
		h.Mark = Span{l, 0, end + len(h.Sign)}
	}
	name := t[h.Mark.To:]
	if i := strings.IndexAny(name, "。;"); i >= 0 {
		name = name[:i]
	}
	h.Name = strings.TrimSuffix(name, ":")
	return h, true
}

const chineseDigits = "一二三四五六七八九十"

// chinese reads 一 to 九十九.
func chinese(s string) (int, bool) {
	digit := func(s string) int { return strings.Index("一二三四五六七八九", s)/3 + 1 }
	if s == "" || len(s) > 9 {
		return 0, false
	}
	for _, r := range s {
		if !strings.ContainsRune(chineseDigits, r) {
			return 0, false
		}
	}
	tens, ones, found := strings.Cut(s, "十")
	switch {
	case !found && len(s) == 3:
		return digit(s), true
	case !found, len(tens) > 3, len(ones) > 3, strings.Contains(ones, "十"):
		return 0, false
	}
	n := 10
	if tens != "" {
		n = digit(tens) * 10
	}
	if ones != "" {
		n += digit(ones)
	}
	return n, true
}

// small reads 1 to 99.
func small(s string) (int, bool) {
	if s == "" || len(s) > 2 {
		return 0, false
	}
	n := 0
	for i := range len(s) {
		if !isDigit(s[i]) {
			return 0, false
		}
		n = n*10 + int(s[i]-'0')
	}
	return n, n > 0
}
