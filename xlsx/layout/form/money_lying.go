package form

import (
	"slices"

	"ziping/model"
	"ziping/xlsx/layout/view"
	"ziping/xlsx/layout/word"
)

// Money blocks lying on their side: kinds of money in the columns, 年初预算数 and
// 全年执行数 in the rows.

// lyingHeader reports a header of kinds of money with rows of figures below.
func (fr *formReader) lyingHeader(row int, us []formUnit) bool {
	kinds, total := 0, false
	for i, u := range us {
		if u.Top != row {
			continue
		}
		f := fr.lx.Named(rowWord(u.Base), "row")
		if f == "" && slices.Contains(moneyCore, fr.lx.Named(u.Base, "money")) {
			return false
		}
		if f != "" {
			if i+1 < len(us) && view.FigureText(us[i+1].Text) {
				return false // 年度资金总额 | 36: label and value
			}
			kinds++
			total = total || f == "row.total"
		}
	}
	if kinds < 2 || !total || fr.money.seen {
		return false
	}
	for _, u := range fr.v.units(row + 1) {
		if u.Top == row+1 {
			return slices.Contains(moneyCore, fr.lx.Named(u.Base, "money"))
		}
	}
	return false
}

// beginLying reads such a header: a money row for every column.
func (fr *formReader) beginLying(row int) int {
	m := &fr.money
	*m = moneyBlock{seen: true, lying: true, has: m.has, bottom: row, weight: m.weight}
	us := fr.v.units(row)
	for _, c := range fr.v.headerColumns(row, row) {
		field := fr.lx.Named(rowWord(c.label.Base), "row")
		switch {
		case field != "":
			c.field, c.kind = field, moneyKinds[field]
			if m.first == 0 {
				m.first = c.left
			}
			if m.pos.IsZero() {
				m.pos = fr.v.Pos(c.at.Row, c.at.Col)
			}
			m.columns = append(m.columns, c)
			at := formCell{span: fr.v.Span(c.at.Row, c.at.Col), cell: fr.v.Anchor(c.at.Row, c.at.Col), pos: fr.v.Pos(c.at.Row, c.at.Col)}
			m.rows = append(m.rows, moneyLine{MoneyRow: &model.MoneyRow{Kind: c.kind, Label: fr.textCell(at, cleanName)}, row: row, labeled: true})
			fr.column(c.header, field, c.at, "")
		case fr.lx.Named(c.label.Base, "block") == "block.money" && m.first == 0:
			fr.moneyLabel(c)
		}
	}
	fr.state = inMoney
	fr.take(us...)
	fr.use(row, "header", "资金栏的表头（各列是资金来源）")
	m.header = rowRange(us)
	return 1
}

// lyingRow reads one row of figures: 年初预算数 of every kind of money.
func (fr *formReader) lyingRow(row int, us []formUnit) bool {
	m := &fr.money
	label, ok := fr.moneyRowLabel(row, us)
	field := fr.lx.Named(label.Base, "money")
	if !ok || field == "" {
		return false
	}
	unit := word.HeaderMoneyUnit(label.Key)
	for i, c := range m.columns {
		at := fr.v.cellIn(row, c)
		if at.cell != nil && (at.span.Top < row || at.span.Left < c.left) {
			at = formCell{pos: at.pos}
		}
		l := m.rows[i]
		fr.setMoney(l.MoneyRow, field, at, l.what()+"的"+fr.lx.TitleOf(field), fr.amountIn(unit), ratioIn(label.Key))
	}
	m.has[field] = true
	m.headers = append(m.headers, cleanName(label.Base))
	fr.column(cleanName(label.Text), field, rangeRef(label), unit)
	if field == "money.weight" || field == "money.score" {
		fr.moneyWeight(label.Label, rangeRef(label))
	}
	fr.take(us...)
	fr.use(row, "data", "资金行："+fr.lx.TitleOf(field))
	return true
}
