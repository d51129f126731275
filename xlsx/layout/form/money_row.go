package form

import (
	"cmp"
	"slices"

	"ziping/model"
	"ziping/xlsx/grid"
	"ziping/xlsx/layout/view"
	"ziping/xlsx/layout/word"
	"ziping/xlsx/value"
)

// moneyRow reads one row of figures.
func (fr *formReader) moneyRow(row int, us []formUnit) bool {
	m := &fr.money
	if numberingRow(row, us) {
		fr.take(us...)
		fr.use(row, "numbering", "栏次行")
		return true
	}
	label, labeled := fr.moneyRowLabel(row, us)
	figures := 0
	for _, c := range m.columns {
		at := fr.v.cellIn(row, c)
		if at.cell == nil || at.span.Top <= m.bottom || at.span.Left < c.left {
			continue
		}
		if view.Figure(at.cell) || labeled && view.OnlyMark(at.cell.Text) {
			figures++
		}
	}
	word := rowWord(label.Base)
	field := fr.lx.Named(word, "row")
	switch {
	case !labeled && figures == 0:
		return false
	case !labeled && len(m.rows) > 0 && figures < 2:
		return false
	case labeled && field == "" && figures == 0:
		return false
	case labeled && field == "" && fr.lx.Named(label.Base, "head", "goal", "text", "note", "block", "ind", "total") != "":
		return false
	}
	if lying := fr.lx.Named(label.Base, "money"); labeled && lying != "" && field == "" && fr.kindColumns() {
		return false
	}
	line := moneyLine{row: row, labeled: labeled, of: opensParts(label), indent: fr.v.indent(label)}
	if labeled {
		line.unit = fr.rowUnit(label)
	}
	at := formCell{pos: fr.v.Pos(row, max(m.labelLeft, 1))}
	if labeled {
		at = formCell{span: label.Range, cell: fr.v.Anchor(label.Top, label.Left), pos: fr.v.Pos(label.Top, label.Left)}
	} else {
		at.pos = fr.labelPlace(row)
	}
	name := fr.textCell(at, labelName)
	kind, why := fr.moneyKind(field, labeled)
	for i, k := range fr.kindsOf(kind) {
		l := line
		l.MoneyRow, l.part = &model.MoneyRow{Kind: k, Label: name}, i > 0
		if l.part {
			l.Label = fr.kindLabel(k)
		}
		fr.moneyFigures(&l, row, k)
		m.rows = append(m.rows, l)
	}
	fr.stray(row, us, m.header)
	fr.take(us...)
	role := "data"
	switch {
	case kind == model.MoneyTotal:
		role = "total"
	case line.of:
		role = "of-which"
	}
	fr.use(row, role, why)
	return true
}

// rowUnit is the unit of money that a row's own label states: 年度资金总额（元）.
// It is the form's where nothing else says one.
func (fr *formReader) rowUnit(label formUnit) string {
	unit := word.HeaderMoneyUnit(label.Text)
	if unit != "" {
		fr.setUnit(unit, fr.v.Pos(label.Top, label.Left))
	}
	return unit
}

// moneyKind says what money the row states, and why.
func (fr *formReader) moneyKind(field string, labeled bool) (model.MoneyKind, string) {
	switch {
	case field != "":
		return moneyKinds[field], "资金行：" + fr.lx.TitleOf(field)
	case !labeled && len(fr.money.rows) == 0:
		return model.MoneyTotal, "资金栏的第一行没有名目，按年度资金总额读取"
	case !labeled:
		return model.MoneyOther, "资金行没有名目，按其他资金读取"
	}
	return model.MoneyOther, "资金行的名目不在已知词中，按其他资金读取"
}

// kindsOf is the kinds of money one row of the sheet states: its own, then
// those of columns that split the figures (总额 | 财政拨款 | 其他资金).
func (fr *formReader) kindsOf(own model.MoneyKind) []model.MoneyKind {
	out := []model.MoneyKind{own}
	for _, c := range fr.money.columns {
		if c.kind != "" && c.kind != model.MoneyTotal && !slices.Contains(out[1:], c.kind) {
			out = append(out, c.kind)
		}
	}
	return out
}

// moneyRowLabel is the nearest text left of the figures that begins below the
// header.
func (fr *formReader) moneyRowLabel(row int, us []formUnit) (formUnit, bool) {
	m := &fr.money
	best := formUnit{Label: &word.Label{}}
	found := false
	for _, u := range us {
		if u.Left >= m.first || u.Top <= m.bottom || fr.lx.Named(u.Base, "block") == "block.money" && fr.lx.Named(u.Base, "row") == "" {
			if u.Left < m.first && fr.lx.Named(u.Base, "block") == "block.money" && u.Top > m.bottom {
				fr.moneyLabel(formColumn{label: u.Label, at: grid.Ref{Row: u.Top, Col: u.Left}, header: cleanName(u.Text)})
			}
			continue
		}
		if u.Top == row && view.FigureText(u.Text) {
			continue // a column that nobody understands, 上年执行数, stands before the others
		}
		if best, found = u, true; m.labelLeft == 0 {
			m.labelLeft = u.Left
		}
	}
	if found && best.Top < row && fr.takenLabel(best) {
		return formUnit{Label: &word.Label{}}, false
	}
	return best, found
}

// labelPlace is where the label of a row would stand that has none: the blank
// cell left of the figures, or else the first figure.
func (fr *formReader) labelPlace(row int) model.Pos {
	if col := fr.money.first - 1; col > 0 && fr.v.Text(row, col) == "" {
		return fr.v.Pos(row, col)
	}
	return fr.v.Pos(row, max(fr.money.first, 1))
}

// kindLabel is the header of the columns that hold one kind of money.
func (fr *formReader) kindLabel(kind model.MoneyKind) cellString {
	for _, c := range fr.money.columns {
		if c.kind == kind {
			at := formCell{span: fr.v.Span(c.at.Row, c.at.Col), cell: fr.v.Anchor(c.at.Row, c.at.Col), pos: fr.v.Pos(c.at.Row, c.at.Col)}
			return fr.textCell(at, cleanName)
		}
	}
	return cellString{}
}

// takenLabel reports that a label merged over several rows was used already.
func (fr *formReader) takenLabel(u formUnit) bool {
	pos := fr.v.Pos(u.Top, u.Left)
	return slices.ContainsFunc(fr.money.rows, func(l moneyLine) bool { return l.Label.Pos == pos })
}

// moneyFigures reads the cells of one row, of one kind.
func (fr *formReader) moneyFigures(l *moneyLine, row int, kind model.MoneyKind) {
	for _, c := range fr.money.columns {
		whole := c.kind == "" || c.kind == model.MoneyTotal
		if whole == l.part || l.part && c.kind != kind {
			continue
		}
		at := fr.v.cellIn(row, c)
		if at.cell != nil && (at.span.Top <= fr.money.bottom || at.span.Left < c.left) {
			at = formCell{pos: at.pos}
		}
		if at.cell != nil && at.span.Top < row {
			l.shared = append(l.shared, formField{c.field, at.span})
			continue
		}
		what := l.what() + "的" + fr.lx.TitleOf(c.field)
		amount := fr.amountIn(cmp.Or(l.unit, c.unit))
		fr.setMoney(l.MoneyRow, c.field, at, what, amount, ratioIn(c.label.Key))
	}
}

// setMoney reads one figure into its place.
func (fr *formReader) setMoney(m *model.MoneyRow, field string, at formCell, what string, amount func(*grid.Cell) value.Result[model.Amount], ratio func(*grid.Cell) value.Result[model.Ratio]) {
	at.field = field
	switch field {
	case "money.initial":
		m.Initial = readCell(fr, at, what, amount)
	case "money.budget":
		m.Budget = readCell(fr, at, what, amount)
	case "money.received":
		m.Received = readCell(fr, at, what, amount)
	case "money.spent":
		m.Spent = readCell(fr, at, what, amount)
	case "money.rate":
		m.Rate = readCell(fr, at, what, ratio)
	case "money.weight":
		m.Weight = readCell(fr, at, what, numberValue)
	case "money.score":
		m.Score = readCell(fr, at, what, numberValue)
	case "money.reason":
		m.Reason = fr.textCell(at, cleanText)
	}
}

func (l *moneyLine) what() string {
	if l.Label.Value != "" {
		return l.Label.Value
	}
	return "资金行"
}

// settleMoney hands the rows over: cells merged over several rows go to the
// total, levels follow 其中 and known parts, the printed weight to the total.
func (fr *formReader) settleMoney() {
	m := &fr.money
	fr.settleTotal()
	fr.shareMoney()
	fr.levelMoney()
	for _, l := range m.rows {
		fr.form.Money = append(fr.form.Money, l.MoneyRow)
	}
	if total := fr.form.MoneyTotal(); total != nil && m.weight.Known() && !total.Weight.Known() {
		if total.Weight.State == model.Absent || total.Weight.State == model.Blank {
			total.Weight = m.weight
		}
	}
	if m.weight.Known() {
		fr.form.Groups = append(fr.form.Groups, model.Group{Name: "预算执行", Weight: m.weight})
	}
}

// shareMoney moves a weight, rate or score merged over several rows to the
// total row among them.
func (fr *formReader) shareMoney() {
	for i, l := range fr.money.rows {
		if l.Kind != model.MoneyTotal {
			continue
		}
		for _, s := range l.shared {
			for _, o := range fr.money.rows[:i] {
				if o.row == s.span.Top {
					moveShared(o.MoneyRow, l.MoneyRow, s.field)
				}
			}
		}
	}
}

func moveShared(from, to *model.MoneyRow, field string) {
	switch field {
	case "money.weight":
		to.Weight, from.Weight = from.Weight, model.Cell[model.Number]{}
	case "money.score":
		to.Score, from.Score = from.Score, model.Cell[model.Number]{}
	case "money.rate":
		to.Rate, from.Rate = from.Rate, model.Cell[model.Ratio]{}
	case "money.reason":
		to.Reason, from.Reason = from.Reason, cellString{}
	}
}
