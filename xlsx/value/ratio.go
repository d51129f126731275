package value

import (
	"strings"

	"github.com/shopspring/decimal"

	"ziping/model"
	"ziping/xlsx/grid"
)

// fraction is the largest bare figure that is taken as a fraction: rates are
// typed as 0.9667, 1 and 1.05, or as 96.67 and 105, and hardly ever as 1.5 for
// one and a half per cent.
var fraction = decimal.NewFromInt(2)

// Ratio reads a rate; 1 is 100 %.
//
//	1 under 0.00%  100%  100.00％  0.00%  百分之百  3‰  九成      with Percent
//	0.9667  1      up to 2 a bare figure is the fraction itself
//	96.85  100     above 2 it is per cent: 0.9685, 1
//
// A bare figure leaves Percent false, so that a rule may consider the other
// reading. Where the header says %, use RatioIn.
func Ratio(c *grid.Cell) Result[model.Ratio] { return RatioIn(c, "") }

// RatioIn is Ratio under a header that states a unit: with "%" a bare figure
// is always per cent (1 is 0.01).
func RatioIn(c *grid.Cell, headerUnit string) Result[model.Ratio] {
	const want = "比率"
	t, r, done := begin[model.Ratio](c, want)
	if done {
		return r
	}
	inHeader := int32(0)
	switch fold(headerUnit) {
	case "%", "百分比":
		inHeader = -2
	case "‰":
		inHeader = -3
	}
	switch c.Kind {
	case grid.Date:
		return bad[model.Ratio](dateInstead(t, want))
	case grid.Number:
		n, s, err := storedCell(c, t, want)
		if err != nil {
			return bad[model.Ratio](err)
		}
		return storedRatio(n, s, t, inHeader)
	}
	return textRatio(t, inHeader)
}

func storedRatio(n model.Number, s shape, t string, inHeader int32) Result[model.Ratio] {
	place := s.place(n.Place)
	switch word := fold(s.after); {
	case s.scale != 0:
		return bad[model.Ratio](scaled(t, "比率"))
	case s.percent:
		if !s.digits || s.odd {
			place = n.Place + 2
		} else {
			place = s.place(n.Place + 2)
		}
		return known(model.Ratio{R: n.N, Place: place - 2, Percent: true})
	case word == "%":
		return known(model.Ratio{R: n.N.Shift(-2), Place: place - 2, Percent: true})
	case strings.ContainsFunc(word, func(r rune) bool { return r > 0x2E7F }):
		return bad[model.Ratio](refuse(t+word, "比率"))
	}
	return known(bareRatio(n.N, place, inHeader))
}

// bareRatio applies the rule for figures without a sign.
func bareRatio(n decimal.Decimal, place, inHeader int32) model.Ratio {
	switch {
	case inHeader != 0:
		return model.Ratio{R: n.Shift(inHeader), Place: place + inHeader, Percent: true}
	case n.Abs().LessThanOrEqual(fraction):
		return model.Ratio{R: n, Place: place}
	}
	return model.Ratio{R: n.Shift(-2), Place: place - 2}
}

func textRatio(t string, inHeader int32) Result[model.Ratio] {
	in, approx := lead(unquote(t))
	in, about := suffix(in, approxAfter)
	in, neg := takeSign(in)
	r, ok := ratioBody(in, inHeader)
	if !ok {
		return bad[model.Ratio](refuse(t, "比率"))
	}
	if neg {
		r.R = r.R.Neg()
	}
	r.Approx = approx || about || r.Approx
	return known(r)
}

// ratioBody reads 96.85%, 96.85, 百分之九十六, 3‰, 九成.
func ratioBody(in string, inHeader int32) (r model.Ratio, ok bool) {
	for _, w := range []struct {
		word string
		exp  int32
	}{{"百分之", -2}, {"千分之", -3}} {
		if rest, found := strings.CutPrefix(in, w.word); found {
			if rest == "百" && w.exp == -2 {
				return model.Ratio{R: decimal.NewFromInt(1), Place: -2, Percent: true}, true
			}
			q, rest, ok := takeQuantity(rest)
			return model.Ratio{R: q.n.Shift(w.exp), Place: min(q.place, 0) + w.exp, Percent: true, Approx: q.approx}, ok && rest == "" && !q.big && !q.bare
		}
	}
	q, rest, ok := takeQuantity(in)
	if !ok || q.big || q.bare {
		return r, false
	}
	r.Approx = q.approx
	switch rest {
	case "":
		b := bareRatio(q.n, min(q.place, 0), inHeader)
		b.Approx = q.approx
		return b, true
	case "%", "百分比":
		r.R, r.Place, r.Percent = q.n.Shift(-2), min(q.place, 0)-2, true
	case "‰":
		r.R, r.Place, r.Percent = q.n.Shift(-3), min(q.place, 0)-3, true
	case "成":
		r.R, r.Place, r.Percent = q.n.Shift(-1), min(q.place, 0)-1, true
	default:
		return r, false
	}
	return r, true
}
