package layout

import (
	"slices"

	"ziping/model"
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
func (t *table) rowUnits(col *column) rowUnits {
	out := rowUnits{t: t}
	if t.v.turned || t.ownUnit(col).Name != "" {
		return out
	}
	if at := t.unitColumn(); at > 0 {
		out.rowed = true
		for i := range t.b.rows {
			b := &t.b.rows[i]
			if u, ok := value.ParseMoneyUnit(t.v.text(b.row, at)); ok && b.counts() {
				out.at, out.units = append(out.at, b.row), append(out.units, u)
			}
		}
		return out
	}
	for i := range t.b.rows {
		if u, ok := t.unitLine(&t.b.rows[i]); ok {
			out.at, out.units = append(out.at, t.b.rows[i].row), append(out.units, u)
		}
	}
	return out
}

// unitColumn is a column 单位 that some row fills with a unit of money, 0 for none.
func (t *table) unitColumn() int {
	for i := range t.c.columns {
		col := &t.c.columns[i]
		if n := len(col.path); n == 0 || !slices.Contains([]string{"单位", "金额单位", "计量单位", "货币单位"}, col.path[n-1].key) {
			continue
		}
		if slices.ContainsFunc(t.b.rows, func(b bodyRow) bool {
			_, ok := value.ParseMoneyUnit(t.v.text(b.row, col.col))
			return ok && b.counts()
		}) {
			return col.col
		}
	}
	return 0
}

// unitLine is the unit that a heading or a unit line between the rows states.
func (t *table) unitLine(b *bodyRow) (value.MoneyUnit, bool) {
	if b.use != useSection && b.use != useNote {
		return value.MoneyUnit{}, false
	}
	for col := t.c.head.left; col <= t.b.right(); col++ {
		text := t.v.text(b.row, col)
		if text == "" || !t.v.owns(b.row, col) || b.use == useNote && (!aLine(model.Key(text)) || noteHead.MatchString(model.Key(text))) {
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
	return one || !slices.ContainsFunc(r.t.b.rows, func(b bodyRow) bool { return b.use == useData && !slices.Contains(r.at, b.row) })
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
