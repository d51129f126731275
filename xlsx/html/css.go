package html

import (
	"strconv"
	"strings"
	"unicode/utf8"

	"ziping/xlsx/grid"
	"ziping/xlsx/numfmt"
)

// looks are what a style says that matters to a cell.
type looks struct {
	format string // mso-number-format, as a format code
	indent int8
	strike bool
	hidden bool
	set    uint8 // which of them are said
}

const (
	saysFormat = 1 << iota
	saysIndent
	saysStrike
	saysHidden
)

// over puts what b says over a.
func (a looks) over(b looks) looks {
	if b.set&saysFormat != 0 {
		a.format = b.format
	}
	if b.set&saysIndent != 0 {
		a.indent = b.indent
	}
	if b.set&saysStrike != 0 {
		a.strike = b.strike
	}
	if b.set&saysHidden != 0 {
		a.hidden = b.hidden
	}
	a.set |= b.set
	return a
}

// styles are the page's own style sheet, as far as it speaks of elements and
// classes, and the looks already made out.
type styles struct {
	rules map[string]looks // by "td", ".xl65", "td.xl65"
	known map[styled]looks
}

type styled struct{ tag, class, style string }

const maxRules = 20000

// look is the look of an element: of its name, its classes, its style, the
// later over the earlier.
func (s *styles) look(tag string, a *attrs) (l looks) {
	if a.class == "" && a.style == "" && len(s.rules) == 0 {
		l.hidden = a.hidden
		return l
	}
	key := styled{tag, a.class, a.style}
	l, ok := s.known[key]
	if !ok {
		l = s.rules[tag]
		for class := range strings.FieldsSeq(a.class) {
			class = strings.ToLower(class)
			l = l.over(s.rules["."+class]).over(s.rules[tag+"."+class])
		}
		l = l.over(declarations(a.style))
		if s.known == nil || len(s.known) > maxRules {
			s.known = map[styled]looks{}
		}
		s.known[key] = l
	}
	l.hidden = l.hidden || a.hidden
	return l
}

// read takes a style sheet. Selectors other than of elements and classes, and
// at-rules, are passed over.
func (s *styles) read(sheet []byte) {
	text := uncommented(string(sheet))
	for {
		selectors, rest, ok := strings.Cut(text, "{")
		if !ok {
			return
		}
		end := closing(rest)
		body := rest[:end]
		if end < len(rest) {
			end++
		}
		text = rest[end:]
		selectors = strings.TrimSpace(selectors)
		if strings.HasPrefix(selectors, "@") {
			continue
		}
		l := declarations(body)
		for sel := range strings.SplitSeq(selectors, ",") {
			sel = strings.ToLower(strings.TrimSpace(sel))
			if l.set == 0 || sel == "" || strings.ContainsAny(sel, " >+~:#[*") || len(s.rules) >= maxRules {
				continue
			}
			if s.rules == nil {
				s.rules = map[string]looks{}
			}
			s.rules[sel] = s.rules[sel].over(l)
		}
	}
}

// uncommented takes away comments, and the marks of an HTML comment that hid
// the sheet from old browsers.
func uncommented(s string) string {
	s = strings.NewReplacer("<!--", " ", "-->", " ").Replace(s)
	var b strings.Builder
	for {
		before, rest, ok := strings.Cut(s, "/*")
		b.WriteString(before)
		if !ok {
			return b.String()
		}
		_, s, _ = strings.Cut(rest, "*/")
	}
}

// closing is where the block that text stands in ends: at its "}", behind the
// blocks inside it.
func closing(text string) int {
	depth := 0
	for i := 0; i < len(text); i++ {
		switch text[i] {
		case '\\':
			i++
		case '"', '\'':
			i += quoted(text[i:]) - 1
		case '{':
			depth++
		case '}':
			if depth--; depth < 0 {
				return i
			}
		}
	}
	return len(text)
}

// quoted is the length of the string that s begins with.
func quoted(s string) int {
	for i := 1; i < len(s); i++ {
		switch s[i] {
		case '\\':
			i++
		case s[0]:
			return i + 1
		}
	}
	return len(s)
}

// declarations reads "name: value; name: value".
func declarations(s string) (l looks) {
	for s != "" {
		end := 0
		for end < len(s) && s[end] != ';' {
			switch s[end] {
			case '\\':
				end++
			case '"', '\'':
				end += quoted(s[end:]) - 1
			}
			end++
		}
		end = min(end, len(s))
		name, value, _ := strings.Cut(s[:end], ":")
		l.declare(strings.ToLower(strings.TrimSpace(name)), strings.TrimSpace(value))
		s = s[min(end+1, len(s)):]
	}
	return l
}

// declare takes one declaration.
func (l *looks) declare(name, value string) {
	switch name {
	case "mso-number-format":
		l.format = format(value)
		l.set |= saysFormat
	case "text-decoration", "text-decoration-line", "text-line-through":
		l.strike = strings.Contains(strings.ToLower(value), "line-through") || name == "text-line-through" && !strings.EqualFold(value, "none")
		l.set |= saysStrike
	case "display":
		l.hidden = strings.HasPrefix(strings.ToLower(value), "none")
		l.set |= saysHidden
	case "mso-char-indent-count":
		if n, err := strconv.Atoi(value); err == nil {
			l.indent = int8(max(0, min(n, 100)))
			l.set |= saysIndent
		}
	}
}

// format is the code of an mso-number-format: quotes taken off, escapes
// resolved, names spelt out.
func format(value string) string {
	if len(value) >= 2 && (value[0] == '"' || value[0] == '\'') {
		value = strings.TrimSuffix(value[1:], value[:1])
	}
	code := unescaped(value)
	if named, ok := numfmt.Named(code); ok {
		return named
	}
	return code
}

// unescaped resolves the escapes of CSS (CSS Syntax 4.3.7): a backslash and up
// to six hexadecimal digits with a blank after them, or any one character.
func unescaped(s string) string {
	var b strings.Builder
	for i := 0; i < len(s); i++ {
		if s[i] != '\\' || i+1 == len(s) {
			b.WriteByte(s[i])
			continue
		}
		i++
		n := 0
		for n < 4 && i+n < len(s) && isHex(s[i+n]) { // Excel writes four, and digits after them
			n++
		}
		if n < 4 {
			r, size := utf8.DecodeRuneInString(s[i:])
			b.WriteRune(r)
			i += size - 1
			continue
		}
		v, _ := strconv.ParseUint(s[i:i+n], 16, 32)
		b.WriteRune(rune(v))
		i += n - 1
		if i+1 < len(s) && s[i+1] == ' ' {
			i++
		}
	}
	return b.String()
}

func isHex(c byte) bool { return '0' <= c && c <= '9' || 'a' <= c|0x20 && c|0x20 <= 'f' }

// props are the properties of a cell of the look, shared by all such cells; nil
// for one that says nothing.
func (p *page) props(l looks) *grid.Props {
	l = looks{format: l.format, indent: l.indent, strike: l.strike}
	if l == (looks{}) {
		return nil
	}
	q, ok := p.looks[l]
	if !ok {
		q = &grid.Props{Format: numfmt.New(numfmt.Custom, l.format), Indent: l.indent, Strike: l.strike}
		if q.Format == nil && q.Indent == 0 && !q.Strike {
			q = nil
		}
		p.looks[l] = q
	}
	return q
}
