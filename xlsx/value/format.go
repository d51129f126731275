package value

import (
	"strings"
	"sync"
	"sync/atomic"

	"github.com/shopspring/decimal"

	"ziping/xlsx/grid"
)

// A shape is what a number format does to a number on paper, as far as it
// matters for its meaning.
type shape struct {
	fixed   int  // decimals that are always shown
	most    int  // decimals that may be shown
	digits  bool // false for General and text formats: all digits are shown
	percent bool
	group   bool   // thousands separators
	scale   int    // the number is shown divided by 10^scale: trailing commas, 0!.0
	before  string // literal text in front of the digits
	after   string // and behind them
	odd     bool   // fraction or exponent
}

// shapeOf reads the section of the format that applies to n.
func shapeOf(f *grid.Format, n decimal.Decimal) shape {
	if f == nil || f.Code == "" {
		return shape{}
	}
	code := section(f.Code, n)
	if s, ok := shapes.Load(code); ok {
		return s.(shape)
	}
	s := parseSection(code)
	if shapeCount.Add(1) <= maxShapes {
		shapes.Store(code, s)
	}
	return s
}

// shapes are the sections read before: a workbook has a handful, and each of
// its figures one.
var (
	shapes     sync.Map // string → shape
	shapeCount atomic.Int32
)

const maxShapes = 512

// section picks the part of a format code that applies to n: by conditions
// where it has them, else by sign.
func section(code string, n decimal.Decimal) string {
	if !strings.ContainsAny(code, ";[") {
		return code
	}
	parts := splitSections(code)
	conditions := false
	for _, p := range parts {
		met, has := condition(p, n)
		conditions = conditions || has
		if has && met {
			return p
		}
	}
	if conditions {
		for _, p := range parts {
			if _, has := condition(p, n); !has {
				return p
			}
		}
		return ""
	}
	switch {
	case n.IsNegative() && len(parts) > 1:
		return parts[1]
	case n.IsZero() && len(parts) > 2:
		// "-"?? shows a stroke: the places are those of the other figures.
		if strings.Contains(bareCode(parts[2]), "0") {
			return parts[2]
		}
	}
	return parts[0]
}

func splitSections(code string) []string {
	var out []string
	start := 0
	for i := 0; i < len(code); i++ {
		switch code[i] {
		case '"':
			if j := strings.IndexByte(code[i+1:], '"'); j >= 0 {
				i += j + 1
			}
		case '\\', '!', '_', '*':
			i++
		case ';':
			out = append(out, code[start:i])
			start = i + 1
		}
	}
	return append(out, code[start:])
}

// condition evaluates a section's [>=10000].
func condition(s string, n decimal.Decimal) (met, has bool) {
	for {
		i := strings.IndexByte(s, '[')
		if i < 0 {
			return false, false
		}
		j := strings.IndexByte(s[i:], ']')
		if j < 0 {
			return false, false
		}
		in := s[i+1 : i+j]
		s = s[i+j+1:]
		op := in[:len(in)-len(strings.TrimLeft(in, "<>="))]
		limit, ok := plain(in[len(op):])
		if op == "" || !ok {
			continue
		}
		c := n.Cmp(limit)
		switch op {
		case ">=":
			return c >= 0, true
		case "<=":
			return c <= 0, true
		case ">":
			return c > 0, true
		case "<":
			return c < 0, true
		case "=":
			return c == 0, true
		case "<>":
			return c != 0, true
		}
	}
}

// parseSection reads one section. A literal point between digits (0!.0) shows
// the number divided by ten for every digit behind it; commas behind the last
// digit divide by a thousand each.
func parseSection(code string) shape {
	var s shape
	var before, after strings.Builder
	literal := func(t string) {
		if s.digits {
			after.WriteString(t)
		} else {
			before.WriteString(t)
		}
	}
	point, fake, commas := false, false, 0
	runes := []rune(code)
	for i := 0; i < len(runes); i++ {
		switch r := runes[i]; r {
		case '"':
			var in string
			in, i = upTo(runes, i, '"')
			literal(in)
		case '\\', '!':
			if i++; i < len(runes) {
				if runes[i] == '.' && s.digits && i+1 < len(runes) && strings.ContainsRune("0#?", runes[i+1]) {
					fake = true
					continue
				}
				literal(string(runes[i]))
			}
		case '_', '*':
			i++
		case '[':
			var in string
			in, i = upTo(runes, i, ']')
			if currency, ok := strings.CutPrefix(in, "$"); ok {
				symbol, _, _ := strings.Cut(currency, "-")
				literal(symbol)
			}
		case '0', '#', '?':
			s.group = s.group || commas > 0
			s.digits, commas = true, 0
			switch {
			case fake:
				s.scale, s.fixed, s.most = s.scale+1, s.fixed+1, s.most+1
			case point:
				s.most++
				if r != '#' {
					s.fixed = s.most
				}
			}
		case '.':
			point = true
		case ',':
			commas++
		case '%':
			s.percent = true
		case '/':
			s.odd = s.odd || s.digits
		case 'E', 'e':
			s.odd = s.odd || s.digits
			if strings.HasPrefix(strings.ToLower(string(runes[i:])), "general") {
				s.odd = true
			}
		case '@', 'G', 'g':
			return shape{after: quotedTail(code)}
		default:
			literal(string(r))
		}
	}
	if s.digits {
		s.scale += 3 * commas
	}
	s.before, s.after = strings.TrimSpace(before.String()), strings.TrimSpace(after.String())
	return s
}

// upTo is what stands behind i up to the rune end, and where that is.
func upTo(runes []rune, i int, end rune) (in string, at int) {
	for at = i + 1; at < len(runes) && runes[at] != end; at++ {
	}
	return string(runes[i+1 : min(at, len(runes))]), at
}

// quotedTail is the quoted text behind a General: General"元".
func quotedTail(code string) string {
	i := strings.IndexByte(code, '"')
	if i < 0 {
		return ""
	}
	tail, _, _ := strings.Cut(code[i+1:], "\"")
	return strings.TrimSpace(tail)
}

// place is the power of ten of the last digit that is on paper, before percent
// and unit; stored is that of the last stored digit.
func (s shape) place(stored int32) int32 {
	if !s.digits || s.odd {
		return min(stored-int32(s.scale), 0)
	}
	return -min(int32(s.most), max(int32(s.fixed), int32(s.scale)-stored))
}

// approx reports that the format prints 约 in front of the figure, or 左右 behind.
func (s shape) approx() bool {
	_, before := prefix(fold(s.before), approxBefore)
	_, after := suffix(fold(s.after), approxAfter)
	return before || after
}
