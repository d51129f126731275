package layout

import (
	"fmt"
	"slices"
	"strings"

	"github.com/shopspring/decimal"

	"ziping/model"
	"ziping/xlsx/grid"
	"ziping/xlsx/value"
)

// readFund reads a 资金表, a 支出明细 or a 流水.
func (t *table) readFund() {
	ft := &model.FundTable{Table: t.out, Role: model.FundRole(t.c.form.Role), Title: t.titleCell()}
	t.otherYears()
	r := t.newFundReader()
	var lines []*line
	var rows []*model.FundRow
	var parts [2][]int // rows that are settled together: what went out, what came in
	sides := t.sides()
	for i := range t.b.rows {
		b := &t.b.rows[i]
		if !b.counts() {
			continue
		}
		if sides != nil && sides[i] == sideLeft {
			b.use, b.why = useNote, "收支相抵后的结余，不是支出"
			continue
		}
		row, in := r.row(b), sides != nil && sides[i] == sideIn
		if in {
			cameIn(row)
		}
		parts[btoi(in)] = append(parts[btoi(in)], len(rows))
		rows = append(rows, row)
		lines = append(lines, t.line(b, row.Label, row.Group))
	}
	for _, part := range parts {
		t.settleFund(rows, lines, part)
	}
	index := make([]int, len(rows)) // line → index in ft.Rows
	for i, l := range lines {
		index[i] = len(ft.Rows)
		if !l.drop {
			ft.Rows = append(ft.Rows, rows[i])
		}
	}
	for i, l := range lines {
		row := rows[i]
		row.Kind = l.kind
		if l.kind == model.Total {
			row.Group = ""
		}
		if row.Group == "" && l.kind == model.Detail {
			row.Group = l.group
		}
		if l.kind == model.Subtotal && row.Group == "" {
			row.Group = l.name
		}
		row.Covers = mapped(l.covers, index)
		if l.bad {
			t.refuseFundRow(row, l)
		}
	}
	t.res.Funds = append(t.res.Funds, ft)
	if w := t.weakMain(); w != "" {
		t.res.Weak = append(t.res.Weak, ft)
		t.out.Why = append(t.out.Why, w)
	}
}

// settleFund decides which of some rows sum which.
func (t *table) settleFund(rows []*model.FundRow, lines []*line, part []int) {
	s := &sums{columns: len(fundSums), value: func(i, k int) (decimal.Decimal, bool) {
		c := fundSums[k](rows[part[i]])
		return c.Value.Yuan, c.State == model.Known
	}, says: func(i int, key string) bool { return t.says(lines[part[i]].row, key) }}
	for _, i := range part {
		lines[i].summed = t.sumsRange(rows[i].Pos.Row)
		s.lines = append(s.lines, lines[i])
	}
	s.settle()
	t.lostInSubtotals(s, func(i int) model.Pos { return rows[part[i]].Pos })
	for _, l := range s.lines {
		l.covers = mapped(l.covers, part)
	}
}

// otherYears leaves out the rows of other years, where a column of years says
// that the table holds several and one of them is the project's.
func (t *table) otherYears() {
	col, year := t.col["year"], t.known.Year
	if col == nil {
		return
	}
	other, last := map[int]int{}, 0 // index of a row → its year
	years := map[int]bool{}
	for i := range t.b.rows {
		b := &t.b.rows[i]
		if !b.counts() || b.use == useTotal {
			continue
		}
		if c := t.v.anchor(b.row, col.col); c != nil && !blank(c.Text) {
			last = value.Year(c).Value
		}
		if other[i] = last; b.use == useData {
			years[last] = true
		}
	}
	delete(years, 0)
	if year == 0 && len(years) > 1 {
		t.Add("import/bad-date", t.v.pos(col.at.Row, col.at.Col), "“"+col.header+"”一列里有几个年度，又没有写自评的是哪一年，各年的数字都算在一起了", "请在标题或基本信息里写明预算年度")
	}
	if year == 0 || !years[year] || len(years) < 2 {
		return
	}
	for i := range t.b.rows {
		b := &t.b.rows[i]
		switch y := other[i]; {
		case b.use == useTotal:
			b.use, b.why = useNote, "各年的合计"
		case y != 0 && y != year:
			b.use, b.why = useNote, fmt.Sprintf("%d年的，不是%d年的", y, year)
			t.Add("import/ignored", t.rowPos(b.row), fmt.Sprintf("这一行是%d年的，项目年度是%d年，没有读入", y, year), "如果要用，请改正年度一列；不用的请移走")
		}
	}
}

// fundSums are the columns by which rows and their sums are told apart.
var fundSums = []func(*model.FundRow) model.Cell[model.Amount]{model.Planned, model.Received, model.Spent, model.Initial}

// weakMain says why a main fund table would give way to another one, "" when
// it would not.
func (t *table) weakMain() string {
	if t.c.form.Role != "" {
		return ""
	}
	for _, name := range []string{"voucher", "payee", "price"} {
		if c := t.col[name]; c != nil {
			return "有“" + c.header + "”一列，像逐笔的明细"
		}
	}
	return ""
}

// counts reports a row that goes into the model.
func (b *bodyRow) counts() bool {
	return slices.Contains([]string{useData, useSubtotal, useTotal, useOfWhich}, b.use)
}

// counting is how many rows do.
func (b *body) counting() int {
	n := 0
	for i := range b.rows {
		n += btoi(b.rows[i].counts())
	}
	return n
}

func mapped(covers, index []int) []int {
	if len(covers) == 0 {
		return nil
	}
	out := make([]int, len(covers))
	for i, c := range covers {
		out[i] = index[c]
	}
	return out
}

// line is what settle needs of a row.
func (t *table) line(b *bodyRow, label model.Cell[string], group string) *line {
	l := &line{bodyRow: b, kind: b.kind, level: int(b.level), group: t.v.keyOf(group), label: t.v.keyOf(sectionName(label.Text))}
	if b.kind == model.Subtotal || b.kind == model.Total {
		l.level = aggregateLevel(b.why)
	}
	return l
}

// sumsRange reports a formula in the row that sums a range.
func (t *table) sumsRange(row int32) bool {
	if t.v.turned {
		return false
	}
	r := t.v.row(int(row))
	if r == nil {
		return false
	}
	for i := range r.Cells {
		if f := r.Cells[i].Formula(); f != nil && (strings.HasPrefix(f.Text, "SUM(") || strings.HasPrefix(f.Text, "SUBTOTAL(")) {
			return true
		}
	}
	return false
}

// refuseFundRow takes the figures of a row that is neither data nor a sum out
// of every calculation, and says so.
func (t *table) refuseFundRow(row *model.FundRow, l *line) {
	pos := row.Pos
	for _, c := range []*model.Cell[model.Amount]{&row.Planned, &row.Received, &row.Spent, &row.Initial, &row.Balance} {
		if c.State == model.Known {
			c.State = model.Bad
			pos = c.Pos
		}
	}
	t.Add("import/bad-number", pos, "这一行"+l.why, "请在名称一列写上“合计”“小计”或支出方向；不要的数字请删除")
}

// lostInSubtotals reports figures that only a 小计 row has: they are in no
// detail row, so nothing would count them.
func (t *table) lostInSubtotals(s *sums, pos func(int) model.Pos) {
	for i, l := range s.lines {
		if l.kind != model.Subtotal && l.kind != model.Total || len(l.covers) == 0 {
			continue
		}
		own, both := s.overlap(i, l.covers)
		if own > both && l.kind == model.Total {
			t.Add("import/ignored", pos(i), "合计行有的数字，各明细行都没有填；合计按明细行计算，这些数字没有算进去", "请把数字填到明细行")
		} else if own > both {
			t.Add("import/bad-number", pos(i), "小计行“"+brief(l.bodyRow.why)+"”里有的数字，下面各明细行都没有填，没有计入合计", "请把数字填到明细行，或删去小计行里多出的数字")
		}
	}
}

// A fundReader holds the columns of a fund table.
type fundReader struct {
	t                                                    *table
	initial, planned, adjusted, received, spent, balance reader[model.Amount]
	rate, receipt                                        reader[model.Ratio]
	quantity                                             reader[model.Count]
	price                                                reader[model.Price]
	date                                                 reader[model.DateRange]
	sources                                              []reader[model.Amount]
	parts                                                map[string][]reader[model.Amount]
	category                                             *fillDown
	names                                                []string
}

func (t *table) newFundReader() *fundReader {
	r := &fundReader{t: t, parts: map[string][]reader[model.Amount]{},
		initial: t.amounts("initial"), planned: t.amounts("planned"), adjusted: t.amounts("adjusted"), received: t.amounts("received"),
		spent: t.amounts("spent"), balance: t.amounts("balance"), rate: t.ratios("rate"), receipt: t.ratios("receipt"),
		quantity: t.counts("quantity"), price: t.prices("price"), date: t.dates("date")}
	loose := t.col["received"] != nil || t.inParts("received")
	alone := 0
	for _, c := range t.c.columns {
		alone += btoi(c.field >= 0 && !c.part && t.c.form.isSource(c.field))
	}
	for i := range t.c.columns {
		col := &t.c.columns[i]
		if col.field < 0 {
			continue
		}
		name := t.c.form.Fields[col.field].Name
		ofWhich := len(col.path) > 0 && col.path[len(col.path)-1].ofWhich
		switch {
		case col.part && name == "received":
			r.sources = append(r.sources, t.amountsIn(col))
			r.names = append(r.names, sourceName(col))
			if !ofWhich {
				r.parts[name] = append(r.parts[name], r.sources[len(r.sources)-1])
			}
		case col.part && !ofWhich:
			r.parts[name] = append(r.parts[name], t.amountsIn(col))
		case !col.part && strings.HasPrefix(name, "source"):
			if !loose {
				t.Add("import/ignored", t.v.pos(col.at.Row, col.at.Col), "“"+col.header+"”没有写明是到位资金还是支出，没有读入", "请在上一行加上“到位资金”之类的表头")
				continue
			}
			if alone == 1 {
				t.Add("import/ignored", t.v.pos(col.at.Row, col.at.Col), "“"+col.header+"”是资金来源中的一项，表里没有别的来源，没有读入", "如果到位资金按来源分列，请把各项来源都列出")
				continue
			}
			r.sources = append(r.sources, t.amountsIn(col))
			r.names = append(r.names, sourceName(col))
		}
	}
	r.category = t.newFillDown("category")
	return r
}

// inParts reports that a field is stated in parts only.
func (t *table) inParts(name string) bool {
	return slices.ContainsFunc(t.c.columns, func(c column) bool {
		return c.part && c.field >= 0 && t.c.form.Fields[c.field].Name == name
	})
}

func sourceName(col *column) string {
	name := oneLine(col.path[len(col.path)-1].text)
	words, _ := value.HeaderUnit(name)
	for _, head := range []string{"其中：", "其中:", "其中"} {
		words = strings.TrimPrefix(words, head)
	}
	return words
}

func (r *fundReader) row(b *bodyRow) *model.FundRow {
	t, n := r.t, b.row
	row := &model.FundRow{
		Label:   t.words("label", n),
		Initial: r.initial.at(n), Planned: r.whole("planned", r.planned, n), Adjusted: r.adjusted.at(n),
		Received: r.whole("received", r.received, n), Spent: r.whole("spent", r.spent, n), Balance: r.whole("balance", r.balance, n),
		Rate: r.rate.at(n), Receipt: r.receipt.at(n), Quantity: r.quantity.at(n), Price: r.price.at(n), Date: r.date.at(n),
		Remark: t.words("remark", n),
	}
	for i, s := range r.sources {
		row.Sources = append(row.Sources, model.Source{Name: r.names[i], Amount: s.at(n)})
	}
	row.Pos = t.rowPos(n)
	if row.Label.State == model.Blank || row.Label.State == model.Absent {
		row.Label = t.firstWords(n, row.Label)
	}
	if row.Label.Text != "" {
		row.Pos = row.Label.Pos
	} else if !t.hasLabel() {
		row.Label = t.titleCell()
		row.Label.Value = titleText(row.Label.Value)
	}
	if c := r.category.at(b); c.Pos != row.Label.Pos {
		row.Group = c.Value
	}
	if row.Group == "" && b.section != nil {
		row.Group = b.section.text
	}
	return row
}

// hasLabel reports that the table says what its rows are for.
func (t *table) hasLabel() bool { return t.c.states("label") }

// whole is a figure, or the sum of its parts where the table states only them.
func (r *fundReader) whole(field string, own reader[model.Amount], row int) model.Cell[model.Amount] {
	parts := r.parts[field]
	if own.col != nil || len(parts) == 0 {
		return own.at(row)
	}
	cells := make([]model.Cell[model.Amount], len(parts))
	for i, p := range parts {
		cells[i] = p.at(row)
	}
	return addAmounts(cells)
}

// addAmounts is the sum of the parts of a figure. A part that could not be read
// makes the sum unreadable; parts that are blank add nothing.
func addAmounts(cells []model.Cell[model.Amount]) model.Cell[model.Amount] {
	out := model.Cell[model.Amount]{State: model.Blank}
	var texts []string
	for i, c := range cells {
		if i == 0 {
			out.Pos = c.Pos
		}
		switch c.State {
		case model.Bad:
			out.State = model.Bad
		case model.Known:
			if len(texts) == 0 || c.Value.Place < out.Value.Place {
				out.Value.Place = c.Value.Place
			}
			if len(texts) == 0 {
				out.Pos = c.Pos
			}
			out.Value.Yuan = out.Value.Yuan.Add(c.Value.Yuan)
			out.Value.Approx = out.Value.Approx || c.Value.Approx
			texts = append(texts, c.Text)
			if out.State != model.Bad {
				out.State = model.Known
			}
		default:
			if out.State == model.Blank && len(texts) == 0 {
				out.State = c.State
			}
		}
		out.Computed = out.Computed || c.Computed
	}
	out.Text = strings.Join(texts, "＋")
	return out
}

// firstWords is the first text of a row, for a sum whose word stands in another
// column than the label.
func (t *table) firstWords(row int, other model.Cell[string]) model.Cell[string] {
	for _, c := range t.c.columns {
		if t.b.labels[c.col] && t.v.owns(row, c.col) {
			cell := t.v.cell(row, c.col)
			if cell == nil || cell.Kind != grid.String || strings.TrimSpace(cell.Text) == "" {
				continue
			}
			if key := t.v.keyOf(strings.TrimSpace(cell.Text)); !ordinal(key) && (t.b.kinds[c.col] != "index" || levelOf(key, true) == 0) {
				return readWords(cell, model.Cell[string]{Pos: t.v.pos(row, c.col)})
			}
		}
	}
	return other
}

// titleCell is the table's title with its place.
func (t *table) titleCell() model.Cell[string] {
	if t.title == nil {
		return model.Cell[string]{}
	}
	return model.Cell[string]{Value: t.title.text, Text: t.title.text, Pos: t.v.pos(t.title.at.Row, t.title.at.Col), State: model.Known}
}

// A fillDown reads a column of categories: merged downwards, or written once
// and left blank below.
type fillDown struct {
	t     *table
	field string
	col   int
	down  bool
	last  model.Cell[string]
	under *section
}

func (t *table) newFillDown(field string) *fillDown {
	f := &fillDown{t: t, field: field, col: t.colOf(field)}
	col := t.col[field]
	if col == nil {
		return f
	}
	// Written once a group: the first row has it, some row below does not, and
	// no two rows in a row say the same.
	filled, blank, again, last := 0, 0, 0, ""
	for i := range t.b.rows {
		b := &t.b.rows[i]
		if b.use != useData {
			last = ""
			continue
		}
		text := t.v.text(b.row, col.col)
		switch {
		case text == "" && filled == 0:
			return f
		case text == "":
			blank++
			last = ""
			continue
		case text == last && t.v.owns(b.row, col.col):
			again++
		}
		last = text
		filled++
	}
	f.down = blank > 0 && again == 0
	if f.down {
		t.out.Why = append(t.out.Why, fmt.Sprintf("“%s”只在每组第一行写了，下面的空格照上一行", col.header))
	}
	return f
}

func (f *fillDown) at(b *bodyRow) model.Cell[string] {
	c := f.t.wordsIn(f.col, b.row)
	if b.use != useData || f.col == 0 {
		return c
	}
	if b.section != f.under {
		f.under, f.last = b.section, model.Cell[string]{}
	}
	if c.Text != "" {
		f.last = c
		return c
	}
	if f.down && f.last.Text != "" {
		return f.last
	}
	return c
}
