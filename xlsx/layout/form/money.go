package form

import (
	"cmp"
	"slices"

	"github.com/shopspring/decimal"

	"ziping/model"
	"ziping/model/pattern"
	"ziping/xlsx/grid"
	"ziping/xlsx/layout/cell"
	"ziping/xlsx/layout/word"
	"ziping/xlsx/profile"
)

func (fr *formReader) moneyLabelIn(us []formUnit) bool {
	return slices.ContainsFunc(us, func(u formUnit) bool { return fr.lx.Named(u.Base, "block") == "block.money" })
}

// beginMoney reads the header rows of the money block.
func (fr *formReader) beginMoney(row int) int {
	top, bottom := row, row
	for top > fr.seg.top && fr.allLabels(top-1, "money", "block", "row") {
		top--
	}
	for bottom < fr.seg.bottom && fr.moneySubHeader(bottom+1) {
		bottom++
	}
	m := &fr.money
	*m = moneyBlock{seen: true, has: map[string]bool{}, bottom: bottom, rows: m.rows, weight: m.weight}
	columns := fr.ofThisYear(fr.v.headerColumns(top, bottom), "money")
	named := slices.ContainsFunc(columns, func(c formColumn) bool {
		return fr.lx.Named(c.label.Base, "money") == "money.budget" && fr.lx.Named(c.label.Base, "block") == ""
	})
	for _, c := range columns {
		fr.moneyColumn(c, named)
	}
	for _, c := range m.columns {
		if m.first == 0 || c.left < m.first {
			m.first = c.left
		}
	}
	fr.state = inMoney
	fr.noteOpen = false
	for r := top; r <= bottom; r++ {
		fr.take(fr.v.units(r)...)
		fr.useOnce(r, "header", "资金栏的表头")
	}
	m.header = rowRange(fr.v.units(bottom))
	m.header.Top, m.header.Bottom = top, bottom
	return bottom - row + 1
}

// moneySubHeader reports that the row is a second header row: labels only, at
// least one of them of a column.
func (fr *formReader) moneySubHeader(row int) bool {
	n := 0
	for _, u := range fr.v.units(row) {
		if u.Top != row {
			continue
		}
		switch {
		case fr.lx.Named(u.Base, "money") != "":
			n++
		case fr.lx.Named(rowWord(u.Base), "row") != "" && !aloneInRow(fr.lx, fr.v, row, u):
			n++
		default:
			return false
		}
	}
	return n >= 2
}

// moneyColumn takes one header cell of the block.
func (fr *formReader) moneyColumn(c formColumn, named bool) {
	switch {
	case monitorHeader(c.label.Key):
		fr.money.monitor = true
		fr.notUnderstood(c, "money")
	case fr.isMoneyLabel(c, named):
		fr.moneyLabel(c)
	default:
		if c.field, c.kind = fr.moneyField(c); c.field != "" {
			fr.addMoneyColumn(c)
		} else if c.label.Base != "" && fr.lx.Named(c.label.Base, "head", "row") == "" && len(fr.money.columns) > 0 {
			fr.notUnderstood(c, "money")
		}
	}
}

// isMoneyLabel reports the label of the block. Whatever its word is, what stands in
// front with a unit of money is one.
func (fr *formReader) isMoneyLabel(c formColumn, named bool) bool {
	m, field := &fr.money, fr.lx.Named(c.label.Base, "money")
	if fr.lx.Named(c.label.Base, "block") == "block.money" && (field == "" || named && len(m.columns) == 0) {
		return true
	}
	return field == "" && fr.lx.Named(rowWord(c.label.Base), "row") == "" && len(m.columns) == 0 &&
		word.HeaderMoneyUnit(c.header) != "" && (!m.label || fr.lx.Near(c.label.Base, "money") == "")
}

// moneyField is the field of a column and the kind of money it holds, by its own
// word and those above it.
func (fr *formReader) moneyField(c formColumn) (field string, kind model.MoneyKind) {
	field, kind = fr.lx.Named(c.label.Base, "money"), moneyKinds[fr.lx.Named(rowWord(c.label.Base), "row")]
	for _, p := range c.parents {
		if fr.lx.Named(p.Base, "block") == "block.money" && len(fr.money.columns) == 0 {
			fr.moneyLabel(formColumn{label: p.Label, at: grid.Ref{Row: p.Top, Col: p.Left}, header: cleanName(p.Text)})
		}
		f, k := fr.lx.Named(p.Base, "money"), moneyKinds[fr.lx.Named(rowWord(p.Base), "row")]
		switch {
		case field == "" && f != "" && kind != "":
			field = f
		case field != "" && k != "" && kind == "":
			kind = k
		}
	}
	if field == "" && kind == "" && !namesRows.MatchString(c.label.Base) && !othersWord.MatchString(c.label.Base) {
		field = fr.lx.Near(c.label.Base, "money")
	}
	if c.parents == nil {
		kind = ""
	}
	return field, kind
}

// addMoneyColumn takes a column, in place of one of the same field that was only
// near its word: 一季度执行数 before 全年执行数.
func (fr *formReader) addMoneyColumn(c formColumn) {
	m := &fr.money
	if i := slices.IndexFunc(m.columns, func(o formColumn) bool { return o.field == c.field && o.kind == c.kind }); i >= 0 {
		if known := func(o formColumn) bool { return fr.lx.Named(o.label.Base, "money") == c.field }; known(m.columns[i]) || !known(c) {
			fr.notUnderstood(c, "money")
			return
		}
		fr.rename(m.columns[i].at, "")
		m.columns = slices.Delete(m.columns, i, i+1)
		m.headers = slices.Delete(m.headers, i, i+1)
	}
	m.has[c.field] = true
	if m.pos.IsZero() {
		m.pos = fr.v.Pos(c.at.Row, c.at.Col)
	}
	m.headers = append(m.headers, cleanName(c.label.Base))
	c.unit = word.HeaderMoneyUnit(c.label.Key)
	for _, p := range c.parents {
		c.unit = cmp.Or(c.unit, word.HeaderMoneyUnit(p.Text))
	}
	if c.unit != "" {
		fr.setUnit(c.unit, fr.v.Pos(c.at.Row, c.at.Col))
	}
	m.columns = append(m.columns, c)
	fr.column(c.header, c.field, c.at, c.unit)
	if c.field == "money.weight" || c.field == "money.score" {
		fr.moneyWeight(c.label, c.at)
	}
}

// namesRows is the header of the rows' labels: 支出类别 holds no amounts, though
// it begins with the word of a column that does.
var namesRows = pattern.New(profile.Any("form-row-names") + `$`)

// moneyLabel takes the block's own label with the unit and the points in it.
func (fr *formReader) moneyLabel(c formColumn) {
	fr.money.label, fr.money.labelCell = true, c.at.String()
	unit := word.HeaderMoneyUnit(c.header)
	if unit != "" { // beats a line above the form: it stands nearer to the figures
		fr.unit, fr.unitPos = unit, fr.v.Pos(c.at.Row, c.at.Col)
	}
	fr.column(c.header, "block.money", c.at, unit)
	fr.moneyWeight(c.label, c.at)
}

var weightTimes = pattern.New(`^(\d+(?:\.\d+)?)分?[*×x]`)

// moneyWeight keeps the points of the execution rate printed in a label.
func (fr *formReader) moneyWeight(l *word.Label, at grid.Ref) {
	if fr.money.weight.Known() {
		return
	}
	w, ok := l.Weight(false)
	if !ok {
		for _, m := range l.Marks {
			if s := weightTimes.FindStringSubmatch(m); s != nil {
				w, ok = s[1], true
			}
		}
	}
	if ok {
		fr.money.weight = printedNumber(w, fr.v.Text(at.Row, at.Col), fr.v.Pos(at.Row, at.Col))
	}
}

// printedNumber is a number found inside a label.
func printedNumber(digits, text string, pos model.Pos) model.Cell[model.Number] {
	n, err := decimal.NewFromString(digits)
	if err != nil {
		return model.Cell[model.Number]{}
	}
	return model.Cell[model.Number]{Value: model.Number{N: n, Place: min(n.Exponent(), 0)}, Text: text, Pos: pos, State: model.Known}
}

func (fr *formReader) kindColumns() bool {
	return slices.ContainsFunc(fr.money.columns, func(c formColumn) bool { return c.kind != "" })
}

// dropForeignMoney forgets money that was read from a table above the form: it
// has no label of a form's money, and nothing of a form stands between.
func (fr *formReader) dropForeignMoney(row int) {
	if !fr.money.seen || fr.money.label || fr.form.Title.Known() || fr.form.ProjectName.State != model.Absent || fr.goals || fr.ind.seen {
		return
	}
	fr.money = moneyBlock{has: map[string]bool{}}
	fr.form, fr.table = &model.Form{}, &model.Table{}
	fr.consumed = nil
	fr.Notes, fr.ignored, fr.assumed = cell.Notes{}, nil, false
	fr.unit, fr.unitPos = "", model.Pos{}
	fr.top, fr.left, fr.right, fr.lastRow = 0, 0, 0, 0
	fr.pendingText, fr.noteOpen, fr.totalRank, fr.unitOwn = 0, false, 0, false
}
