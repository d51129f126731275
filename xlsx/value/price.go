package value

import (
	"strings"

	"ziping/model"
	"ziping/xlsx/grid"
)

// Price reads money per unit: 100元/人天, 7.5万元/集, 100元每人, 每人100元, 100/人天 and 100
// in a column with a money unit. A slash that is not followed by a unit is
// refused.
func Price(c *grid.Cell, unit MoneyUnit) Result[model.Price] {
	const want = "单价"
	t, r, done := begin[model.Price](c, want)
	if done {
		return r
	}
	switch c.Kind {
	case grid.Date:
		return bad[model.Price](dateInstead(t, want))
	case grid.Number:
		a, err := storedPrice(c, t, unit)
		if err != nil {
			return bad[model.Price](err)
		}
		return known(a)
	}
	sum, per := splitPer(t)
	per = strings.ReplaceAll(strings.Trim(per, "()"), "每", "/")
	if per != "" && !isUnit(per) {
		return bad[model.Price](refuse(t, want))
	}
	a, err := textAmount(sum, unit)
	if err != nil {
		return bad[model.Price](&Error{t, err.Cause, err.Cure})
	}
	return known(model.Price{Amount: a, Per: per})
}

// storedPrice reads a number; its format may print 元/人天.
func storedPrice(c *grid.Cell, t string, unit MoneyUnit) (p model.Price, err *Error) {
	n, s, err := storedCell(c, t, "单价")
	if err != nil {
		return p, err
	}
	if u, per, ok := ParsePriceUnit(s.after); ok && s.scale == 0 && !s.percent {
		return model.Price{Amount: model.Amount{Yuan: n.N.Shift(u.exp), Place: u.exp + s.place(n.Place)}, Per: per}, nil
	}
	p.Amount, err = storedAmount(c, t, unit)
	return p, err
}

// splitPer parts a price into its sum and its unit.
func splitPer(t string) (sum, per string) {
	if rest, ok := strings.CutPrefix(t, "每"); ok {
		if i := strings.IndexFunc(rest, func(r rune) bool { return digit(r) || r == '¥' }); i > 0 {
			return rest[i:], rest[:i]
		}
		return t, ""
	}
	for _, mark := range []string{"/", "每"} {
		if sum, per, ok := strings.Cut(t, mark); ok && sum != "" && per != "" {
			return sum, per
		}
	}
	return t, ""
}
