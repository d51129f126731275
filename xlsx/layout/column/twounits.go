package column

import (
	"slices"

	"github.com/shopspring/decimal"

	"ziping/model"
	"ziping/xlsx/layout/evidence"
	"ziping/xlsx/layout/word"
	"ziping/xlsx/value"
)

// twoUnits settles two columns that say the same in two money units, 计划资金（万元）
// and 计划资金（元）: the finer one is read, as long as the figures agree.
func twoUnits(v *word.Page, c *Claim) {
	c.Twice = slices.DeleteFunc(c.Twice, func(pair [2]Column) bool {
		a, b := c.at(pair[0].Col), c.at(pair[1].Col)
		ua, ub := columnUnit(a), columnUnit(b)
		if a.Field < 0 || ua.Name == "" || ub.Name == "" || ua.Yuan.Equal(ub.Yuan) || !sameWords(a, b) {
			return false
		}
		if ub.Yuan.LessThan(ua.Yuan) {
			a, b, ua, ub = b, a, ub, ua
		}
		if !sameMoney(v, c.Head.Bottom+1, a, b, ua, ub) {
			return false
		}
		field := max(a.Field, b.Field)
		a.Field, b.Field, b.Again = field, -1, true
		a.How = "“" + b.Header + "”是同样的数，单位不同"
		return true
	})
}

func columnUnit(c *Column) value.MoneyUnit {
	_, unit := value.HeaderUnit(c.Path[len(c.Path)-1].Text)
	if c.Unit != "" {
		unit = c.Unit
	}
	u, _ := value.ParseMoneyUnit(unit)
	return u
}

// sameWords reports headers that differ by nothing but the unit.
func sameWords(a, b *Column) bool {
	words := func(c *Column) string {
		w, _ := value.HeaderUnit(c.Path[len(c.Path)-1].Text)
		return model.Key(w)
	}
	return len(a.Path) == len(b.Path) && words(a) == words(b)
}

// sameMoney reports that two columns state the same amounts, as far as the
// decimals of the coarser one go.
func sameMoney(v *word.Page, top int, fine, coarse *Column, uf, uc value.MoneyUnit) bool {
	var gap decimal.Decimal
	met, place := 0, int32(0)
	for row := top; row <= min(v.Rows, top+evidence.SampleRows); row++ {
		f, c := v.Cell(row, fine.Col), v.Cell(row, coarse.Col)
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
