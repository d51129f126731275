package value

import (
	"strings"

	"github.com/shopspring/decimal"

	"ziping/xlsx/grid"
)

// Text is a cell as a reader sees it: texts trimmed, numbers as their format
// shows them as far as it is a plain one (12.60, 3,724,055.00, 96.85%), else
// their 15 digits; dates as 2022-07-08. It is "" for nil.
func Text(c *grid.Cell) string {
	if c == nil {
		return ""
	}
	switch c.Kind {
	case grid.Number:
		t := strings.TrimSpace(c.Text)
		d, ok := stored(t)
		if !ok {
			return t
		}
		return shown(d, shapeOf(c.Format, d))
	case grid.Date:
		return strings.Replace(c.Text, "T", " ", 1)
	case grid.Bool:
		if c.Text == "1" {
			return "TRUE"
		}
		return "FALSE"
	}
	return strings.TrimFunc(c.Text, func(r rune) bool { return fold(string(r)) == "" })
}

// shown writes a number under a format.
func shown(d decimal.Decimal, s shape) string {
	if s.scale != 0 || s.odd || strings.ContainsAny(s.before, "0123456789") {
		return d.String()
	}
	var text string
	if !s.digits {
		text = d.String()
	} else {
		n := d
		if s.percent {
			n = n.Shift(2)
		}
		text = n.StringFixed(-s.place(lastPlace(n)))
		if s.group {
			text = group(text)
		}
	}
	if s.percent {
		text += "%"
	}
	if s.before = strings.Trim(s.before, "-()"); s.before != "" {
		text = s.before + text
	}
	return text + strings.Trim(s.after, "-()")
}

// group puts commas before every group of three.
func group(s string) string {
	sign := ""
	if strings.HasPrefix(s, "-") {
		sign, s = "-", s[1:]
	}
	whole, frac, point := strings.Cut(s, ".")
	var b strings.Builder
	for i := range len(whole) {
		if i > 0 && (len(whole)-i)%3 == 0 {
			b.WriteByte(',')
		}
		b.WriteByte(whole[i])
	}
	if point {
		b.WriteString("." + frac)
	}
	return sign + b.String()
}
