package layout

import (
	"slices"

	"github.com/shopspring/decimal"

	"ziping/model"
	"ziping/xlsx/value"
)

// twoUnits settles two columns that say the same in two money units, 计划资金（万元）
// and 计划资金（元）: the finer one is read, as long as the figures agree.
func (v *page) twoUnits(c *claim) {
	c.twice = slices.DeleteFunc(c.twice, func(pair [2]column) bool {
		a, b := c.at(pair[0].col), c.at(pair[1].col)
		ua, ub := columnUnit(a), columnUnit(b)
		if a.field < 0 || ua.Name == "" || ub.Name == "" || ua.Yuan.Equal(ub.Yuan) || !sameWords(a, b) {
			return false
		}
		if ub.Yuan.LessThan(ua.Yuan) {
			a, b, ua, ub = b, a, ub, ua
		}
		if !v.sameMoney(c.head.bottom+1, a, b, ua, ub) {
			return false
		}
		field := max(a.field, b.field)
		a.field, b.field, b.again = field, -1, true
		a.how = "“" + b.header + "”是同样的数，单位不同"
		return true
	})
}

func columnUnit(c *column) value.MoneyUnit {
	_, unit := value.HeaderUnit(c.path[len(c.path)-1].text)
	if c.unit != "" {
		unit = c.unit
	}
	u, _ := value.ParseMoneyUnit(unit)
	return u
}

// sameWords reports headers that differ by nothing but the unit.
func sameWords(a, b *column) bool {
	words := func(c *column) string {
		w, _ := value.HeaderUnit(c.path[len(c.path)-1].text)
		return model.Key(w)
	}
	return len(a.path) == len(b.path) && words(a) == words(b)
}

// sameMoney reports that two columns state the same amounts, as far as the
// decimals of the coarser one go.
func (v *page) sameMoney(top int, fine, coarse *column, uf, uc value.MoneyUnit) bool {
	var gap decimal.Decimal
	met, place := 0, int32(0)
	for row := top; row <= min(v.rows, top+sampleRows); row++ {
		f, c := v.cell(row, fine.col), v.cell(row, coarse.col)
		if f == nil || c == nil {
			continue
		}
		x, y := value.Amount(f, uf), value.Amount(c, uc)
		if x.State != model.Known || y.State != model.Known {
			continue
		}
		if met++; met == 1 || y.Value.Place < place {
			place = y.Value.Place
		}
		gap = decimal.Max(gap, x.Value.Yuan.Sub(y.Value.Yuan).Abs())
	}
	return met > 0 && gap.LessThan(decimal.New(1, place))
}
