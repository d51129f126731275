package form

import (
	"slices"

	"ziping/model"
	"ziping/xlsx/grid"
	"ziping/xlsx/layout/view"
	"ziping/xlsx/layout/word"
)

// Money blocks without a header: 全年预算数 | 36 | 全年执行数 | 36, or with the
// kinds of money before the figures: 年度资金总额 | 36 | 实际支出 | 36.

// A moneyPair is a label and the figure beside it.
type moneyPair struct {
	label  formUnit
	figure formUnit
	field  string          // of the figure
	kind   model.MoneyKind // where the label names one: a new row begins
}

// pairsIn are the money pairs of a row. What stands beside a kind of money is
// its budget.
func (fr *formReader) pairsIn(row int, us []formUnit) []moneyPair {
	var out []moneyPair
	kinds := fr.money.lone || fr.moneyLabelIn(us)
	for i := 0; i+1 < len(us); i++ {
		u, next := us[i], us[i+1]
		if u.Top != row || !view.FigureText(next.Text) && !view.OnlyMark(next.Text) {
			continue
		}
		p := moneyPair{label: u, figure: next, field: fr.lx.Named(u.Base, "money")}
		if p.field == "" && kinds {
			if p.kind = moneyKinds[fr.lx.Named(rowWord(u.Base), "row")]; p.kind != "" {
				p.field = "money.budget"
			}
		}
		if p.field != "" {
			out = append(out, p)
			i++
		}
	}
	return out
}

// moneyPairs reads money whose labels have their figures beside them.
func (fr *formReader) moneyPairs(row int, us []formUnit) bool {
	if fr.money.seen && !fr.money.lone {
		return false
	}
	pairs := fr.pairsIn(row, us)
	core := slices.ContainsFunc(pairs, func(p moneyPair) bool { return slices.Contains(moneyCore, p.field) })
	if !core || len(pairs) < 2 && !fr.money.lone && !fr.moneyLabelIn(us) {
		return false
	}
	fr.beginLone(row, us)
	for _, p := range pairs {
		fr.moneyPair(row, p)
	}
	fr.take(us...)
	fr.use(row, "total", "资金栏：名目和数并排")
	return true
}

// moneyPair puts one figure into the row of its kind.
func (fr *formReader) moneyPair(row int, p moneyPair) {
	m := &fr.money
	line := &m.rows[len(m.rows)-1]
	at := formCell{span: p.figure.Range, cell: fr.v.Anchor(p.figure.Top, p.figure.Left), pos: fr.v.Pos(p.figure.Top, p.figure.Left)}
	if p.kind != "" {
		line = fr.loneRow(row, p)
	} else if line.row != row && len(m.rows) > 1 {
		line = &m.rows[0] // 全年执行数 in a row of its own is the total's
	}
	unit := word.HeaderMoneyUnit(p.label.Key)
	if unit != "" {
		fr.setUnit(unit, fr.v.Pos(p.label.Top, p.label.Left))
	}
	if again := moneyState(line.MoneyRow, p.field); again == model.Known {
		fr.bad(at, "import/ignored", "自评表的“"+line.what()+"”已经有"+fr.lx.TitleOf(p.field)+"，这里又写着“"+view.Brief(p.figure.Text)+"”，没有读取",
			"请在这一行前面写明是哪一种资金")
		return
	}
	fr.setMoney(line.MoneyRow, p.field, at, line.what()+"的"+fr.lx.TitleOf(p.field), fr.amountIn(unit), ratioIn(p.label.Key))
	m.has[p.field] = true
	m.headers = append(m.headers, cleanName(p.label.Base))
	fr.column(cleanName(p.label.Text), p.field, rangeRef(p.label), unit)
}

// moneyState says whether a row has a figure already.
func moneyState(m *model.MoneyRow, field string) model.State {
	switch field {
	case "money.initial":
		return m.Initial.State
	case "money.budget":
		return m.Budget.State
	case "money.received":
		return m.Received.State
	case "money.spent":
		return m.Spent.State
	case "money.rate":
		return m.Rate.State
	case "money.weight":
		return m.Weight.State
	case "money.score":
		return m.Score.State
	}
	return model.Absent
}

// loneRow begins the row of a kind of money; the first takes the place of the
// row without a kind, as long as that is empty.
func (fr *formReader) loneRow(row int, p moneyPair) *moneyLine {
	m := &fr.money
	label := cellString{Pos: fr.v.Pos(p.label.Top, p.label.Left), Text: p.label.Text, Value: labelName(p.label.Text), State: model.Known}
	line := moneyLine{MoneyRow: &model.MoneyRow{Kind: p.kind, Label: label}, row: row, labeled: true, of: opensParts(p.label), indent: fr.v.indent(p.label)}
	if len(m.rows) == 1 && len(m.headers) == 0 {
		m.rows[0] = line
	} else {
		m.rows = append(m.rows, line)
	}
	return &m.rows[len(m.rows)-1]
}

// beginLone makes the first money row of such a block.
func (fr *formReader) beginLone(row int, us []formUnit) {
	m := &fr.money
	for _, u := range us {
		if u.Top == row && fr.lx.Named(u.Base, "block") == "block.money" && fr.lx.Named(u.Base, "money") == "" {
			fr.moneyLabel(formColumn{label: u.Label, at: rangeRef(u), header: cleanName(u.Text)})
		}
	}
	if m.lone {
		return
	}
	m.seen, m.lone, m.pos = true, true, fr.v.Pos(row, us[0].Left)
	label := cellString{Pos: fr.v.Pos(row, us[0].Left), Text: us[0].Text, Value: cleanName(us[0].Text), State: model.Known}
	m.rows = []moneyLine{{MoneyRow: &model.MoneyRow{Kind: model.MoneyTotal, Label: label}, row: row, labeled: true}}
	m.header = grid.Range{Top: row, Left: us[0].Left, Bottom: row, Right: us[len(us)-1].Right}
}
