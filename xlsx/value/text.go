package value

import (
	"strings"

	"github.com/shopspring/decimal"

	"ziping/model"
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
		return shown(d, shapeOf(c.Format(), d))
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

// fixed is d.StringFixed(places); a number that needs no rounding is only padded.
func fixed(d decimal.Decimal, places int32) string {
	if places <= 0 || d.Exponent() > 0 || -d.Exponent() > places {
		return d.StringFixed(places)
	}
	text := d.String()
	dot := strings.IndexByte(text, '.')
	if dot < 0 {
		dot = len(text)
		text += "."
	}
	return text + strings.Repeat("0", int(places)-(len(text)-dot-1))
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
		text = fixed(n, -s.place(lastPlace(n)))
		if s.group {
			text = model.Thousands(text)
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
