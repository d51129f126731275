package layout

import (
	"slices"

	"ziping/model"
	"ziping/xlsx/grid"
)

// Money blocks of other shapes: lying on their side (kinds of money in the
// columns, 年初预算数 and 全年执行数 in the rows), and without a header at all
// (全年预算数 | 36 | 全年执行数 | 36).

// lyingHeader reports a header of kinds of money with rows of figures below.
func (fr *formReader) lyingHeader(row int, us []formUnit) bool {
	kinds, total := 0, false
	for _, u := range us {
		if u.Top != row {
			continue
		}
		f := fr.lx.field(rowWord(u.base), "row")
		if f == "" && slices.Contains(moneyCore, fr.lx.field(u.base, "money")) {
			return false
		}
		if f != "" {
			kinds++
			total = total || f == "row.total"
		}
	}
	if kinds < 2 || !total || fr.money.seen {
		return false
	}
	for _, u := range fr.v.units(row + 1) {
		if u.Top == row+1 {
			return slices.Contains(moneyCore, fr.lx.field(u.base, "money"))
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
		field := fr.lx.field(rowWord(c.label.base), "row")
		switch {
		case field != "":
			c.field, c.kind = field, moneyKinds[field]
			if m.first == 0 {
				m.first = c.left
			}
			if m.pos.IsZero() {
				m.pos = fr.v.pos(c.at.Row, c.at.Col)
			}
			m.columns = append(m.columns, c)
			at := formCell{span: fr.v.span(c.at.Row, c.at.Col), cell: fr.v.anchor(c.at.Row, c.at.Col), pos: fr.v.pos(c.at.Row, c.at.Col)}
			m.rows = append(m.rows, moneyLine{MoneyRow: &model.MoneyRow{Kind: c.kind, Label: textCell(at, cleanName)}, row: row, labeled: true})
			fr.column(c.header, field, c.at, "")
		case fr.lx.field(c.label.base, "block") == "block.money" && m.first == 0:
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
	field := fr.lx.field(label.base, "money")
	if !ok || field == "" {
		return false
	}
	unit := headerMoneyUnit(label.key)
	for i, c := range m.columns {
		at := fr.v.cellIn(row, c)
		if at.cell != nil && (at.span.Top < row || at.span.Left < c.left) {
			at = formCell{pos: at.pos}
		}
		l := m.rows[i]
		fr.setMoney(l.MoneyRow, field, at, l.what()+"的"+fr.lx.title(field), fr.amountIn(unit), ratioIn(label.key))
	}
	m.has[field] = true
	m.headers = append(m.headers, cleanName(label.base))
	fr.column(cleanName(label.text), field, rangeRef(label), unit)
	if field == "money.weight" || field == "money.score" {
		fr.moneyWeight(label.formLabel, rangeRef(label))
	}
	fr.take(us...)
	fr.use(row, "data", "资金行："+fr.lx.title(field))
	return true
}

// moneyPairs reads money whose labels have their figures beside them.
func (fr *formReader) moneyPairs(row int, us []formUnit) bool {
	if fr.money.seen && !fr.money.lone {
		return false
	}
	core, pairs := 0, 0
	for i, u := range us {
		field := fr.lx.field(u.base, "money")
		if u.Top != row || field == "" || i+1 == len(us) {
			continue
		}
		next := us[i+1]
		if !looksLikeFigure(next.key) && wordState(next.text) != model.Dash {
			continue
		}
		pairs++
		if slices.Contains(moneyCore, field) {
			core++
		}
	}
	if core == 0 || pairs < 2 && !fr.money.lone && !fr.moneyLabelIn(us) {
		return false
	}
	fr.beginLone(row, us)
	for i := 0; i+1 < len(us); i++ {
		u, next := us[i], us[i+1]
		field := fr.lx.field(u.base, "money")
		if u.Top != row || field == "" || !looksLikeFigure(next.key) && wordState(next.text) != model.Dash {
			continue
		}
		at := formCell{span: next.Range, cell: fr.v.anchor(next.Top, next.Left), pos: fr.v.pos(next.Top, next.Left)}
		unit := headerMoneyUnit(u.key)
		if unit != "" {
			fr.setUnit(unit, fr.v.pos(u.Top, u.Left))
		}
		fr.setMoney(fr.money.rows[0].MoneyRow, field, at, "项目资金的"+fr.lx.title(field), fr.amountIn(unit), ratioIn(u.key))
		fr.money.has[field] = true
		fr.money.headers = append(fr.money.headers, cleanName(u.base))
		fr.column(cleanName(u.text), field, rangeRef(u), unit)
		i++
	}
	fr.take(us...)
	fr.use(row, "total", "资金栏：名目和数并排")
	return true
}

// beginLone makes the one money row such a block has.
func (fr *formReader) beginLone(row int, us []formUnit) {
	m := &fr.money
	for _, u := range us {
		if u.Top == row && fr.lx.field(u.base, "block") == "block.money" && fr.lx.field(u.base, "money") == "" {
			fr.moneyLabel(formColumn{label: u.formLabel, at: rangeRef(u), header: cleanName(u.text)})
		}
	}
	if m.lone {
		return
	}
	m.seen, m.lone, m.pos = true, true, fr.v.pos(row, us[0].Left)
	label := cellString{Pos: fr.v.pos(row, us[0].Left), Text: us[0].text, Value: cleanName(us[0].text), State: model.Known}
	m.rows = []moneyLine{{MoneyRow: &model.MoneyRow{Kind: model.MoneyTotal, Label: label}, row: row, labeled: true}}
	m.header = grid.Range{Top: row, Left: us[0].Left, Bottom: row, Right: us[len(us)-1].Right}
}
