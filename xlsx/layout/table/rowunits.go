package table

import (
	"slices"

	"ziping/model"
	"ziping/xlsx/layout/body"
	"ziping/xlsx/layout/column"
	"ziping/xlsx/layout/word"
	"ziping/xlsx/value"
)

// rowUnits are the money units of rows, where a table states more than one:
// in a column of units, or in a unit line between its rows, which holds for what
// is below.
type rowUnits struct {
	t     *table
	at    []int // rows from which the units hold, in order
	units []value.MoneyUnit
	rowed bool // each holds for its own row only
}

// rowUnits are those for a column that states no unit of its own.
func (t *table) rowUnits(col *column.Column) rowUnits {
	out := rowUnits{t: t}
	if t.v.Turned || t.ownUnit(col).Name != "" {
		return out
	}
	if at := t.unitColumn(); at > 0 {
		out.rowed = true
		for i := range t.b.Rows {
			b := &t.b.Rows[i]
			if u, ok := value.ParseMoneyUnit(t.v.Text(b.Num, at)); ok && b.Counts() {
				out.at, out.units = append(out.at, b.Num), append(out.units, u)
			}
		}
		return out
	}
	for i := range t.b.Rows {
		if u, ok := t.unitLine(&t.b.Rows[i]); ok {
			out.at, out.units = append(out.at, t.b.Rows[i].Num), append(out.units, u)
		}
	}
	return out
}

// unitColumn is a column 单位 that some row fills with a unit of money, 0 for none.
func (t *table) unitColumn() int {
	for i := range t.c.Columns {
		col := &t.c.Columns[i]
		if n := len(col.Path); n == 0 || !slices.Contains([]string{"单位", "金额单位", "计量单位", "货币单位"}, col.Path[n-1].Key) {
			continue
		}
		if slices.ContainsFunc(t.b.Rows, func(b body.Row) bool {
			_, ok := value.ParseMoneyUnit(t.v.Text(b.Num, col.Col))
			return ok && b.Counts()
		}) {
			return col.Col
		}
	}
	return 0
}

// unitLine is the unit that a heading or a unit line between the rows states.
func (t *table) unitLine(b *body.Row) (value.MoneyUnit, bool) {
	if b.Use != body.UseSection && b.Use != body.UseNote {
		return value.MoneyUnit{}, false
	}
	for col := t.c.Head.Left; col <= t.b.Right(); col++ {
		text := t.v.Text(b.Num, col)
		if text == "" || !t.v.Owns(b.Num, col) || b.Use == body.UseNote && (!word.IsLine(model.Key(text)) || word.NoteHead.MatchString(model.Key(text))) {
			continue
		}
		if name, ok := value.FindUnitLine(text); ok {
			if u, ok := value.ParseMoneyUnit(name); ok {
				return u, true
			}
		}
	}
	return value.MoneyUnit{}, false
}

// all reports that every row of data has a unit, or that one unit is stated for
// all of them.
func (r rowUnits) all() bool {
	if !r.rowed || len(r.at) == 0 {
		return false
	}
	one := !slices.ContainsFunc(r.units, func(u value.MoneyUnit) bool { return u.Name != r.units[0].Name })
	return one || !slices.ContainsFunc(r.t.b.Rows, func(b body.Row) bool { return b.Use == body.UseData && !slices.Contains(r.at, b.Num) })
}

// of is the unit in a row, other where none is stated.
func (r rowUnits) of(row int, other value.MoneyUnit) value.MoneyUnit {
	i, found := slices.BinarySearch(r.at, row)
	switch {
	case found:
		return r.units[i]
	case i > 0 && !r.rowed:
		return r.units[i-1]
	}
	return other
}
