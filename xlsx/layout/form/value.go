package form

import (
	"strings"

	"ziping/model"
	"ziping/xlsx/grid"
	"ziping/xlsx/layout/view"
	"ziping/xlsx/value"
)

// How the cells of a form are read: through package value, with the form's
// units.

func numberValue(c *grid.Cell) value.Result[model.Number] { return value.Number(c) }

// ratioIn reads rates under a header: 执行率% makes a bare 1 one per cent.
func ratioIn(header string) func(*grid.Cell) value.Result[model.Ratio] {
	_, unit := value.HeaderUnit(header)
	return func(c *grid.Cell) value.Result[model.Ratio] { return value.RatioIn(c, unit) }
}

// amountIn reads money in the column's own unit, or in the form's. A form that
// states none anywhere is taken in the unit of the national form, and says so.
func (fr *formReader) amountIn(unit string) func(*grid.Cell) value.Result[model.Amount] {
	if unit == "" {
		unit = fr.unit
	}
	known, ok := value.ParseMoneyUnit(unit)
	return func(c *grid.Cell) value.Result[model.Amount] {
		r := value.Amount(c, known)
		if r.State != model.Bad || ok {
			return r
		}
		if again := value.Amount(c, fr.usualUnit()); again.State == model.Known {
			fr.assumed = true
			return again
		}
		return r
	}
}

// usualUnit is the unit to assume: what the other tables of the project told,
// what a person said, or the national form's.
func (fr *formReader) usualUnit() value.MoneyUnit {
	switch {
	case fr.seg.assume.Unit.Name != "":
		return fr.seg.assume.Unit
	case fr.v.Options.Unit.Name != "":
		return fr.v.Options.Unit
	}
	u, _ := value.ParseMoneyUnit(fr.lx.UnitOf("block.money"))
	return u
}

// sayAssumed reports that the unit of the money was not written anywhere.
func (fr *formReader) sayAssumed() {
	if !fr.assumed {
		return
	}
	unit := fr.usualUnit().Name
	fr.table.Why = append(fr.table.Why, "资金栏没有写明单位，按“"+unit+"”读取")
	fr.Said = append(fr.Said, model.Note{
		Rule: "import/unit-assumed", Pos: fr.money.pos, Message: "自评表的资金栏没有写明金额单位，按“" + unit + "”读取" + fr.seg.assume.Because,
		Hint: "请在资金栏写明单位，例如“项目资金（万元）”", Got: "", Want: unit,
	})
	if fr.unit == "" {
		fr.unit = unit
	}
}

// measureOf reads targets and actual values with the operator and the unit
// that stand in columns of their own.
func measureOf(op, unit cellString) func(*grid.Cell) value.Result[model.Measure] {
	return func(c *grid.Cell) value.Result[model.Measure] {
		return value.Measure(c, knownText(op), knownText(unit))
	}
}

// knownText is the text of a cell that says something.
func knownText(c cellString) string {
	if c.State == model.Known {
		return c.Value
	}
	return ""
}

// periodValue reads 项目周期; a period without a year lies in the form's.
func (fr *formReader) periodValue(c *grid.Cell) value.Result[model.DateRange] {
	year := fr.v.Options.Year
	if fr.form.Year.Known() {
		year = fr.form.Year.Value
	}
	if strings.HasSuffix(model.Key(c.Text), "年") && len(model.Key(c.Text)) <= len("10年") {
		return value.Result[model.DateRange]{} // 1年 is a length, not a date
	}
	r := value.Dates(c, year)
	if r.State == model.Bad && !view.HoldsDigit(model.Key(c.Text)) {
		return value.Result[model.DateRange]{} // 长期, 经常性: words the head may hold
	}
	return r
}
