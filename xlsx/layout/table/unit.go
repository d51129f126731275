package table

import (
	"fmt"
	"slices"
	"strings"

	"ziping/model"
	"ziping/model/pattern"
	"ziping/xlsx/grid"
	"ziping/xlsx/layout/body"
	"ziping/xlsx/layout/column"
	"ziping/xlsx/layout/evidence"
	"ziping/xlsx/layout/view"
	"ziping/xlsx/layout/word"
	"ziping/xlsx/profile"
	"ziping/xlsx/value"
)

// findUnit settles the money unit of the columns that state none: a unit line
// above the table, the last one wins; then one in the title; then a note below.
func (t *table) findUnit() {
	set := func(text string, pos model.Pos, where string) bool {
		name, ok := value.FindUnitLine(text)
		if !ok {
			return false
		}
		u, ok := value.ParseMoneyUnit(name)
		if !ok {
			return false
		}
		t.unit, t.unitName, t.unitPos = u, u.Name, pos
		t.out.Why = append(t.out.Why, fmt.Sprintf("金额单位是%s，写在%s“%s”", u.Name, where, view.Brief(text)))
		return true
	}
	for _, l := range slices.Backward(t.titles) {
		if set(l.Text, t.v.Pos(l.At.Row, l.At.Col), "表上方") {
			return
		}
	}
	if t.unitBeside(set) || t.unitInHeader(set) {
		return
	}
	for _, r := range t.b.Rows {
		if r.Use != body.UseNote {
			continue
		}
		for col := t.c.Head.Left; col <= t.b.Right(); col++ {
			if t.v.Owns(r.Num, col) && set(t.v.Text(r.Num, col), t.v.Pos(r.Num, col), "表下方") {
				return
			}
		}
	}
}

// unitBeside finds a unit line above the table's rows but outside its columns,
// and one whose unit stands in the cell next to the words.
func (t *table) unitBeside(set func(string, model.Pos, string) bool) bool {
	v := t.v
	for row := t.c.Head.Top - 1; row >= max(1, t.c.Head.Top-evidence.Standard.Header.NearRows); row-- {
		for col := 1; col <= v.Cols; col++ {
			text := v.Text(row, col)
			if text == "" || !v.Owns(row, col) {
				continue
			}
			key := strings.TrimRight(v.KeyOf(text), ":")
			if next := v.Span(row, col).Right + 1; next <= v.Cols && (key == "单位" || key == "金额单位") {
				if set("单位："+v.Text(row, next), v.Pos(row, next), "表上方") {
					return true
				}
			}
			outside := col > t.b.Right() || v.Span(row, col).Right < t.c.Head.Left
			outside = outside || row == t.c.Head.Top-2 && word.IsLine(v.KeyOf(text)) && !t.linesEnd(row+1) // 预算总额 | 46000 between them
			if outside && strings.Contains(key, "单位") && set(text, v.Pos(row, col), "表上方") {
				return true
			}
		}
	}
	return false
}

// linesEnd reports a row whose texts are lines above the table, which it has all read.
func (t *table) linesEnd(row int) bool {
	return slices.ContainsFunc(t.titles, func(l word.TitleLine) bool { return l.At.Row == row })
}

// unitsInCells reports a column of money each of whose figures has its unit with it.
func (t *table) unitsInCells(col *column.Column) bool {
	told := false
	for i := range t.b.Rows {
		r := &t.b.Rows[i]
		if !r.Counts() || !t.v.Owns(r.Num, col.Col) {
			continue
		}
		c := t.v.Cell(r.Num, col.Col)
		if c == nil || !view.Figure(c) || strings.Trim(c.Text, "0.") == "" {
			continue
		}
		if c.Kind != grid.String || !strings.HasSuffix(strings.TrimSpace(c.Text), "元") {
			return false
		}
		told = true
	}
	return told
}

// unitInHeader finds a unit line that was put into a row of the header.
func (t *table) unitInHeader(set func(string, model.Pos, string) bool) bool {
	for _, c := range t.c.Columns {
		for _, l := range c.Path {
			if strings.Contains(l.Key, "单位:") && set(l.Text, t.v.Pos(c.At.Row, c.At.Col), "表头") {
				return true
			}
		}
	}
	return false
}

// unitOf is the money unit of a column: its own, its group's, the table's.
func (t *table) unitOf(col *column.Column) value.MoneyUnit {
	if u := t.ownUnit(col); u.Name != "" {
		return u
	}
	if t.unitName != "" {
		return t.unit
	}
	return value.MoneyUnit{}
}

// ownUnit is the money unit that a column's header or its group states.
func (t *table) ownUnit(col *column.Column) value.MoneyUnit {
	if u, ok := value.ParseMoneyUnit(col.Unit); ok && col.Unit != "" {
		return u
	}
	for _, l := range slices.Backward(col.Path) {
		if _, unit := value.HeaderUnit(l.Text); unit != "" {
			if u, ok := value.ParseMoneyUnit(unit); ok {
				return u
			}
		}
	}
	return value.MoneyUnit{}
}

// countUnit is the unit of a column of counts as its header states it, else
// the field's own.
func (t *table) countUnit(col *column.Column) string {
	own := t.c.Form.Fields[col.Field].Unit
	units := []string{col.Unit}
	for _, l := range slices.Backward(col.Path) {
		_, unit := value.HeaderUnit(l.Text)
		units = append(units, unit)
	}
	for _, unit := range units {
		switch {
		case slices.Contains(multipliers, unit):
			return unit + own // 人次（万）
		case unit != "":
			return unit
		}
	}
	if scaled := t.countScale(); scaled != "" && strings.HasPrefix(own, "人") {
		return scaled
	}
	leaf := col.Path[len(col.Path)-1].Keys
	for _, u := range []string{"人次", "场次", "人数"} {
		if slices.ContainsFunc(leaf, func(k string) bool { return strings.HasSuffix(k, u) }) {
			return strings.TrimSuffix(u, "数")
		}
	}
	return own
}

// multipliers may stand for a unit in a header: what is counted is in its words.
var multipliers = profile.Common("multipliers")

// countScale is the unit of people that a unit line above the table states
// besides the money's: 单位：万元、万人次.
func (t *table) countScale() string {
	for _, l := range t.titles {
		if m := scaledPeople.FindString(l.Key); m != "" && strings.Contains(l.Key, "单位") {
			return m
		}
	}
	return ""
}

var scaledPeople = pattern.New(`[万千]人次?`)

// priceUnit is the unit of a column of prices: 单价（元/人天） states both, 单价（元）
// the money alone.
func (t *table) priceUnit(col *column.Column) (value.MoneyUnit, string) {
	texts := []string{col.Unit}
	for _, l := range slices.Backward(col.Path) {
		_, unit := value.HeaderUnit(l.Text)
		texts = append(texts, unit)
	}
	for _, text := range texts {
		if u, per, ok := value.ParsePriceUnit(text); ok {
			return u, per
		}
	}
	return t.unitOf(col), ""
}

// assume is the money unit of the table where it states none: what its figures
// agree with, else 元.
func (t *table) assume() value.MoneyUnit {
	if a := t.known.Units[t.out.Range]; a.Unit.Name != "" {
		return a.Unit
	}
	return t.v.Assume()
}
