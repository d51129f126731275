package form

import (
	"regexp"
	"slices"

	"github.com/shopspring/decimal"

	"ziping/model"
	"ziping/xlsx/grid"
	"ziping/xlsx/layout/word"
)

// A moneyBlock is the form's money: 项目资金（万元）with its columns and rows.
type moneyBlock struct {
	seen      bool
	label     bool // the block's own label was found
	labelCell string
	pos       model.Pos // of the first header
	headers   []string
	has       map[string]bool
	columns   []formColumn
	header    grid.Range
	bottom    int // last header row
	first     int // first column of figures
	labelLeft int // first column of the row labels
	rows      []moneyLine
	weight    model.Cell[model.Number] // printed in the label or the header: (20分)
	lying     bool                     // kinds of money in columns, years' figures in rows
	lone      bool                     // label and value side by side, no header row
	monitor   bool                     // columns of a 监控表
}

var moneyCore = []string{"money.initial", "money.budget", "money.received", "money.spent", "money.rate"}

// moneyHeader reports whether a row is a header of the money block: two of its
// columns, or one and the block's label, and no indicator words.
func moneyHeader(lx *word.Lexicon, row int, us []formUnit) bool {
	var core []string
	weights, block, figures, kinds := 0, false, 0, 0
	labelled := slices.ContainsFunc(us, func(u formUnit) bool { return lx.Field(u.Base, "block") == "block.money" })
	for i, u := range us {
		if f := lx.Field(u.Base, "money"); f != "" && u.Top == row {
			switch {
			case slices.Contains(moneyCore, f):
				if !slices.Contains(core, f) {
					core = append(core, f)
				}
				if i+1 < len(us) && looksLikeFigure(us[i+1].Key) {
					figures++
				}
			case f == "money.weight" || f == "money.score":
				weights++
			}
		} else if f == "" && u.Top == row && labelled {
			if n := lx.Tail(u.Base, "money", 3); slices.Contains(moneyCore, n) && !slices.Contains(core, n) {
				core = append(core, n)
			}
		}
		if lx.Field(u.Base, "ind") != "" && slices.Contains([]string{"ind.l1", "ind.l2", "ind.l3", "ind.target", "ind.actual"}, lx.Field(u.Base, "ind")) {
			return false
		}
		block = block || lx.Field(u.Base, "block") == "block.money"
		if u.Top == row && lx.Field(rowWord(u.Base), "row") != "" {
			kinds++
		}
	}
	if figures > 0 && figures >= len(core) {
		return false // 全年预算数 | 36 | 全年执行数 | 36: label and value, not a header
	}
	return len(core) >= 2 || len(core) == 1 && block && (weights > 0 || kinds == 0 && len(us) > 2)
}

var formFigure = regexp.MustCompile(`^[¥￥]?[-+(]?[¥￥]?\d[\d,]*(?:\.\d+)?\)?(?:%|分|元|万元|亿元)?$`)

// looksLikeFigure reports that a text is a number as forms write them.
func looksLikeFigure(key string) bool { return formFigure.MatchString(key) }

func (fr *formReader) moneyLabelIn(us []formUnit) bool {
	return slices.ContainsFunc(us, func(u formUnit) bool { return fr.lx.Field(u.Base, "block") == "block.money" })
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
		return fr.lx.Field(c.label.Base, "money") == "money.budget" && fr.lx.Field(c.label.Base, "block") == ""
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

// useOnce is use for a row that may have been counted already.
func (fr *formReader) useOnce(row int, role, why string) {
	fr.table.Rows = slices.DeleteFunc(fr.table.Rows, func(u model.RowUse) bool { return u.Row == row })
	fr.use(row, role, why)
}

// allLabels reports that every text that begins in the row is a label of the blocks.
func (fr *formReader) allLabels(row int, blocks ...string) bool {
	n := 0
	for _, u := range fr.v.units(row) {
		if u.Top != row {
			continue
		}
		if fr.lx.Field(rowWord(u.Base), blocks...) == "" {
			return false
		}
		n++
	}
	return n > 0
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
		case fr.lx.Field(u.Base, "money") != "":
			n++
		case fr.lx.Field(rowWord(u.Base), "row") != "" && !aloneInRow(fr.lx, fr.v, row, u):
			n++
		default:
			return false
		}
	}
	return n >= 2
}

// aloneInRow reports that u is the only text that begins in the row.
func aloneInRow(lx *word.Lexicon, v *formView, row int, u formUnit) bool {
	for _, o := range v.units(row) {
		if o.Top == row && o.Range != u.Range {
			return false
		}
	}
	return true
}

// moneyColumn takes one header cell of the block.
func (fr *formReader) moneyColumn(c formColumn, named bool) {
	m := &fr.money
	if monitorHeader(c.label.Key) {
		m.monitor = true
		fr.notUnderstood(c, "money")
		return
	}
	block := fr.lx.Field(c.label.Base, "block") == "block.money"
	field := fr.lx.Field(c.label.Base, "money")
	kind := moneyKinds[fr.lx.Field(rowWord(c.label.Base), "row")]
	// Whatever its word is, what stands in front with a unit of money is the label.
	priced := field == "" && kind == "" && len(m.columns) == 0 && word.HeaderMoneyUnit(c.header) != "" && (!m.label || fr.lx.Near(c.label.Base, "money") == "")
	if block && (field == "" || named && len(m.columns) == 0) || priced {
		fr.moneyLabel(c)
		return
	}
	for _, p := range c.parents {
		if fr.lx.Field(p.Base, "block") == "block.money" && len(m.columns) == 0 {
			fr.moneyLabel(formColumn{label: p.FormLabel, at: grid.Ref{Row: p.Top, Col: p.Left}, header: cleanName(p.text)})
		}
		f, k := fr.lx.Field(p.Base, "money"), moneyKinds[fr.lx.Field(rowWord(p.Base), "row")]
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
	if field == "" || len(m.columns) == 0 && fr.lx.Field(c.label.Base, "head") != "" && field == "" {
		if c.label.Base != "" && fr.lx.Field(c.label.Base, "head", "row") == "" && len(m.columns) > 0 {
			fr.notUnderstood(c, "money")
		}
		return
	}
	if c.parents == nil {
		kind = ""
	}
	if i := slices.IndexFunc(m.columns, func(o formColumn) bool { return o.field == field && o.kind == kind }); i >= 0 {
		if known := func(c formColumn) bool { return fr.lx.Field(c.label.Base, "money") == field }; known(m.columns[i]) || !known(c) {
			fr.notUnderstood(c, "money")
			return
		}
		fr.rename(m.columns[i].at, "") // 一季度执行数 before 全年执行数
		m.columns = slices.Delete(m.columns, i, i+1)
		m.headers = slices.Delete(m.headers, i, i+1)
	}
	c.field, c.kind = field, kind
	m.has[field] = true
	if m.pos.IsZero() {
		m.pos = fr.v.Pos(c.at.Row, c.at.Col)
	}
	m.headers = append(m.headers, cleanName(c.label.Base))
	unit := word.HeaderMoneyUnit(c.label.Key)
	for _, p := range c.parents {
		if u := word.HeaderMoneyUnit(p.text); u != "" && unit == "" {
			unit = u
		}
	}
	if unit != "" {
		fr.setUnit(unit, fr.v.Pos(c.at.Row, c.at.Col))
	}
	c.unit = unit
	m.columns = append(m.columns, c)
	fr.column(c.header, field, c.at, unit)
	if field == "money.weight" || field == "money.score" {
		fr.moneyWeight(c.label, c.at)
	}
}

// namesRows is the header of the rows' labels: 支出类别 holds no amounts, though
// it begins with the word of a column that does.
var namesRows = regexp.MustCompile(`(?:类别|类型|名称|来源|科目|性质|渠道|内容|级次)$`)

func (fr *formReader) notUnderstood(c formColumn, block string) {
	fr.table.Columns = append(fr.table.Columns, model.Column{Header: c.header, Cell: c.at.String(), Guess: fr.lx.Guess(c.label.Base, block)})
}

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

var weightTimes = regexp.MustCompile(`^(\d+(?:\.\d+)?)分?[*×x]`)

// moneyWeight keeps the points of the execution rate printed in a label.
func (fr *formReader) moneyWeight(l word.FormLabel, at grid.Ref) {
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
