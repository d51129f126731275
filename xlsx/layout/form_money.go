package layout

import (
	"regexp"
	"slices"
	"strings"

	"github.com/shopspring/decimal"

	"ziping/model"
	"ziping/xlsx/grid"
	"ziping/xlsx/value"
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
	indent    int
	lying     bool // kinds of money in columns, years' figures in rows
	lone      bool // label and value side by side, no header row
}

// A moneyLine is a money row with what settling it needs.
type moneyLine struct {
	*model.MoneyRow
	row     int
	labeled bool
	of      bool // 其中 stands before it
	part    bool // a column split off the row above it
	indent  int
	shared  []formField // cells merged from a row above
}

type formField struct {
	field string
	span  grid.Range
}

var moneyCore = []string{"money.initial", "money.budget", "money.received", "money.spent", "money.rate"}

// moneyHeader reports whether a row is a header of the money block: two of its
// columns, or one and the block's label, and no indicator words.
func moneyHeader(lx *lexicon, row int, us []formUnit) bool {
	var core []string
	weights, block, figures, kinds := 0, false, 0, 0
	labelled := slices.ContainsFunc(us, func(u formUnit) bool { return lx.field(u.base, "block") == "block.money" })
	for i, u := range us {
		if f := lx.field(u.base, "money"); f != "" && u.Top == row {
			switch {
			case slices.Contains(moneyCore, f):
				if !slices.Contains(core, f) {
					core = append(core, f)
				}
				if i+1 < len(us) && looksLikeFigure(us[i+1].key) {
					figures++
				}
			case f == "money.weight" || f == "money.score":
				weights++
			}
		} else if f == "" && u.Top == row && labelled {
			if n := lx.tail(u.base, "money", 3); slices.Contains(moneyCore, n) && !slices.Contains(core, n) {
				core = append(core, n)
			}
		}
		if lx.field(u.base, "ind") != "" && slices.Contains([]string{"ind.l1", "ind.l2", "ind.l3", "ind.target", "ind.actual"}, lx.field(u.base, "ind")) {
			return false
		}
		block = block || lx.field(u.base, "block") == "block.money"
		if u.Top == row && lx.field(rowWord(u.base), "row") != "" {
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

// rowWord is the word of a money row's label without 其中.
func rowWord(base string) string {
	w := strings.TrimLeft(strings.TrimPrefix(base, "其中"), ":,、. ")
	return takeLabel(w).base
}

func (fr *formReader) moneyLabelIn(us []formUnit) bool {
	return slices.ContainsFunc(us, func(u formUnit) bool { return fr.lx.field(u.base, "block") == "block.money" })
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
	columns := fr.v.headerColumns(top, bottom)
	named := slices.ContainsFunc(columns, func(c formColumn) bool {
		return fr.lx.field(c.label.base, "money") == "money.budget" && fr.lx.field(c.label.base, "block") == ""
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
		if fr.lx.field(rowWord(u.base), blocks...) == "" {
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
		case fr.lx.field(u.base, "money") != "":
			n++
		case fr.lx.field(rowWord(u.base), "row") != "" && !fr.lx.aloneInRow(fr.v, row, u):
			n++
		default:
			return false
		}
	}
	return n >= 2
}

// aloneInRow reports that u is the only text that begins in the row.
func (lx *lexicon) aloneInRow(v *formView, row int, u formUnit) bool {
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
	block := fr.lx.field(c.label.base, "block") == "block.money"
	field := fr.lx.field(c.label.base, "money")
	if block && (field == "" || named && len(m.columns) == 0) {
		fr.moneyLabel(c)
		return
	}
	kind := moneyKinds[fr.lx.field(rowWord(c.label.base), "row")]
	for _, p := range c.parents {
		if fr.lx.field(p.base, "block") == "block.money" && len(m.columns) == 0 {
			fr.moneyLabel(formColumn{label: p.formLabel, at: grid.Ref{Row: p.Top, Col: p.Left}, header: cleanName(p.text)})
		}
		f, k := fr.lx.field(p.base, "money"), moneyKinds[fr.lx.field(rowWord(p.base), "row")]
		switch {
		case field == "" && f != "" && kind != "":
			field = f
		case field != "" && k != "" && kind == "":
			kind = k
		}
	}
	if field == "" && kind == "" {
		field = fr.lx.near(c.label.base, "money")
	}
	if field == "" || len(m.columns) == 0 && fr.lx.field(c.label.base, "head") != "" && field == "" {
		if c.label.base != "" && fr.lx.field(c.label.base, "head", "row") == "" && len(m.columns) > 0 {
			fr.notUnderstood(c, "money")
		}
		return
	}
	if c.parents == nil {
		kind = ""
	}
	if slices.ContainsFunc(m.columns, func(o formColumn) bool { return o.field == field && o.kind == kind }) {
		fr.notUnderstood(c, "money")
		return
	}
	c.field, c.kind = field, kind
	m.has[field] = true
	if m.pos.IsZero() {
		m.pos = fr.v.pos(c.at.Row, c.at.Col)
	}
	m.headers = append(m.headers, cleanName(c.label.base))
	unit := headerMoneyUnit(c.label.key)
	for _, p := range c.parents {
		if u := headerMoneyUnit(p.text); u != "" && unit == "" {
			unit = u
		}
	}
	if unit != "" {
		fr.setUnit(unit, fr.v.pos(c.at.Row, c.at.Col))
	}
	c.unit = unit
	m.columns = append(m.columns, c)
	fr.column(c.header, field, c.at, unit)
	if field == "money.weight" || field == "money.score" {
		fr.moneyWeight(c.label, c.at)
	}
}

func (fr *formReader) notUnderstood(c formColumn, block string) {
	fr.table.Columns = append(fr.table.Columns, model.Column{Header: c.header, Cell: c.at.String(), Guess: fr.lx.guess(c.label.base, block)})
}

// moneyLabel takes the block's own label with the unit and the points in it.
func (fr *formReader) moneyLabel(c formColumn) {
	fr.money.label, fr.money.labelCell = true, c.at.String()
	unit := headerMoneyUnit(c.header)
	if unit != "" {
		fr.setUnit(unit, fr.v.pos(c.at.Row, c.at.Col))
	}
	fr.column(c.header, "block.money", c.at, unit)
	fr.moneyWeight(c.label, c.at)
}

var weightTimes = regexp.MustCompile(`^(\d+(?:\.\d+)?)分?[*×x]`)

// moneyWeight keeps the points of the execution rate printed in a label.
func (fr *formReader) moneyWeight(l formLabel, at grid.Ref) {
	if fr.money.weight.Known() {
		return
	}
	w, ok := l.weight(false)
	if !ok {
		for _, m := range l.marks {
			if s := weightTimes.FindStringSubmatch(m); s != nil {
				w, ok = s[1], true
			}
		}
	}
	if ok {
		fr.money.weight = printedNumber(w, fr.v.text(at.Row, at.Col), fr.v.pos(at.Row, at.Col))
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

var moneyKinds = map[string]model.MoneyKind{
	"row.total": model.MoneyTotal, "row.fiscal": model.MoneyFiscal, "row.carry": model.MoneyCarry,
	"row.local": model.MoneyLocal, "row.other": model.MoneyOther,
}

// moneyRow reads one row of figures.
func (fr *formReader) moneyRow(row int, us []formUnit) bool {
	m := &fr.money
	label, labeled := fr.moneyRowLabel(row, us)
	figures := 0
	for _, c := range m.columns {
		at := fr.v.cellIn(row, c)
		if at.cell == nil || at.span.Top <= m.bottom || at.span.Left < c.left {
			continue
		}
		if figureCell(at.cell) || labeled && wordState(at.cell.Text) == model.Dash {
			figures++
		}
	}
	word := rowWord(label.base)
	field := fr.lx.field(word, "row")
	switch {
	case !labeled && figures == 0:
		return false
	case !labeled && len(m.rows) > 0 && figures < 2:
		return false
	case labeled && field == "" && figures == 0:
		return false
	case labeled && field == "" && fr.lx.field(label.base, "head", "goal", "text", "note", "block", "ind", "total") != "":
		return false
	}
	if lying := fr.lx.field(label.base, "money"); labeled && lying != "" && field == "" && fr.kindColumns() {
		return false
	}
	line := moneyLine{row: row, labeled: labeled, of: strings.HasPrefix(strings.TrimLeft(label.key, "-—. "), "其中"), indent: leading(label, fr.v)}
	at := formCell{pos: fr.v.pos(row, max(m.labelLeft, 1))}
	if labeled {
		at = formCell{span: label.Range, cell: fr.v.anchor(label.Top, label.Left), pos: fr.v.pos(label.Top, label.Left)}
	} else {
		at.pos = fr.labelPlace(row)
	}
	name := textCell(at, labelName)
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

// dropForeignMoney forgets money that was read from a table above the form: it
// has no label of a form's money, and nothing of a form stands between.
func (fr *formReader) dropForeignMoney(row int) {
	if !fr.money.seen || fr.money.label || fr.form.Title.Known() || fr.form.ProjectName.State != model.Absent || fr.goals || fr.ind.seen {
		return
	}
	fr.money = moneyBlock{has: map[string]bool{}}
	fr.form, fr.table = &model.Form{}, &model.Table{}
	fr.notes, fr.ignored, fr.assumed = nil, nil, false
	fr.unit, fr.unitPos = "", model.Pos{}
	fr.top, fr.left, fr.right, fr.lastRow = 0, 0, 0, 0
	fr.pendingText, fr.noteOpen, fr.totalRank, fr.unitOwn = 0, false, 0, false
}

// moneyKind says what money the row states, and why.
func (fr *formReader) moneyKind(field string, labeled bool) (model.MoneyKind, string) {
	switch {
	case field != "":
		return moneyKinds[field], "资金行：" + fr.lx.title(field)
	case !labeled && len(fr.money.rows) == 0:
		return model.MoneyTotal, "资金栏的第一行没有名目，按年度资金总额读取"
	case !labeled:
		return model.MoneyOther, "资金行没有名目，按其他资金读取"
	}
	return model.MoneyOther, "资金行的名目不在已知词中，按其他资金读取"
}

func (fr *formReader) kindColumns() bool {
	return slices.ContainsFunc(fr.money.columns, func(c formColumn) bool { return c.kind != "" })
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
	var best formUnit
	found := false
	for _, u := range us {
		if u.Left >= m.first || u.Top <= m.bottom || fr.lx.field(u.base, "block") == "block.money" && fr.lx.field(u.base, "row") == "" {
			if u.Left < m.first && fr.lx.field(u.base, "block") == "block.money" && u.Top > m.bottom {
				fr.moneyLabel(formColumn{label: u.formLabel, at: grid.Ref{Row: u.Top, Col: u.Left}, header: cleanName(u.text)})
			}
			continue
		}
		if best, found = u, true; m.labelLeft == 0 {
			m.labelLeft = u.Left
		}
	}
	if found && best.Top < row && fr.takenLabel(best) {
		return formUnit{}, false
	}
	return best, found
}

// labelName is a money row's label without the colon behind it.
func labelName(s string) string { return strings.TrimRight(cleanName(s), "：:") }

// labelPlace is where the label of a row would stand that has none: the blank
// cell left of the figures, or else the first figure.
func (fr *formReader) labelPlace(row int) model.Pos {
	if col := fr.money.first - 1; col > 0 && fr.v.text(row, col) == "" {
		return fr.v.pos(row, col)
	}
	return fr.v.pos(row, max(fr.money.first, 1))
}

// kindLabel is the header of the columns that hold one kind of money.
func (fr *formReader) kindLabel(kind model.MoneyKind) cellString {
	for _, c := range fr.money.columns {
		if c.kind == kind {
			at := formCell{span: fr.v.span(c.at.Row, c.at.Col), cell: fr.v.anchor(c.at.Row, c.at.Col), pos: fr.v.pos(c.at.Row, c.at.Col)}
			return textCell(at, cleanName)
		}
	}
	return cellString{}
}

// takenLabel reports that a label merged over several rows was used already.
func (fr *formReader) takenLabel(u formUnit) bool {
	pos := fr.v.pos(u.Top, u.Left)
	return slices.ContainsFunc(fr.money.rows, func(l moneyLine) bool { return l.Label.Pos == pos })
}

// leading counts the blanks before a label, a full-width one for two.
func leading(u formUnit, v *formView) int {
	c := v.anchor(u.Top, u.Left)
	if c == nil {
		return 0
	}
	n := 0
	for _, r := range c.Text {
		switch r {
		case ' ', '\u00a0':
			n++
		case '\u3000', '\t':
			n += 2
		default:
			return n
		}
	}
	return n
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
		what := l.what() + "的" + fr.lx.title(c.field)
		amount := fr.amountIn(c.unit)
		fr.setMoney(l.MoneyRow, c.field, at, what, amount, ratioIn(c.label.key))
	}
}

// setMoney reads one figure into its place.
func (fr *formReader) setMoney(m *model.MoneyRow, field string, at formCell, what string, amount func(*grid.Cell) value.Result[model.Amount], ratio func(*grid.Cell) value.Result[model.Ratio]) {
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
		m.Reason = textCell(at, cleanText)
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

// fiscalParts are rows that are part of 财政拨款 where they follow it.
var fiscalParts = []string{"一般公共预算", "政府性基金", "国有资本经营"}

// levelMoney says which row is part of which: 其中 opens a level below the row
// above it; the known parts of 财政拨款 that follow it lie one deeper.
func (fr *formReader) levelMoney() {
	fiscal := false            // a 财政拨款 row stands above
	nested := -1               // indent at which a second 其中 was met
	var last, whole *moneyLine // the row above
	for i := range fr.money.rows {
		l := &fr.money.rows[i]
		word := model.Key(l.Label.Value)
		part := containsAny(word, fiscalParts)
		switch {
		case l.part:
			l.Level = whole.Level + 1
			continue
		case l.Kind == model.MoneyTotal:
			l.Level, fiscal, nested = 0, false, -1
		case part && fiscal:
			l.Level = 2
		case l.of && last != nil && last.Kind != model.MoneyTotal && !last.of && last.Level == 1:
			l.Level, nested = 2, l.indent
		case nested >= 0 && last != nil && last.Level == 2 && l.indent > nested:
			l.Level = 2
		default:
			l.Level = 1
			fiscal = l.Kind == model.MoneyFiscal && !part
			nested = -1
		}
		last, whole = l, l
	}
}
