package table

import (
	"fmt"
	"slices"
	"strings"

	"github.com/shopspring/decimal"

	"ziping/model"
	"ziping/xlsx/grid"
	"ziping/xlsx/layout/body"
	"ziping/xlsx/layout/cell"
	"ziping/xlsx/layout/column"
	"ziping/xlsx/layout/fact"
	"ziping/xlsx/layout/sum"
	"ziping/xlsx/layout/view"
	"ziping/xlsx/layout/word"
	"ziping/xlsx/value"
)

// readFund reads a 资金表, a 支出明细 or a 流水.
func (t *table) readFund() {
	ft := &model.FundTable{Table: t.out, Role: model.FundRole(t.c.Form.Role), Title: t.titleCell()}
	t.otherYears()
	r := t.newFundReader()
	var lines []*sum.Line
	var rows []*model.FundRow
	var parts [2][]int // rows that are settled together: what went out, what came in
	sides := t.sides()
	for i := range t.b.Rows {
		b := &t.b.Rows[i]
		if !b.Counts() {
			continue
		}
		if sides != nil && sides[i] == word.SideLeft {
			b.Use, b.Why = body.UseNote, "收支相抵后的结余，不是支出"
			continue
		}
		row, in := r.row(b), sides != nil && sides[i] == word.SideIn
		if in {
			cameIn(row)
		}
		parts[view.One(in)] = append(parts[view.One(in)], len(rows))
		rows = append(rows, row)
		lines = append(lines, t.line(b, row.Label, row.Group))
	}
	for _, part := range parts {
		t.settleFund(rows, lines, part)
	}
	index := make([]int, len(rows)) // line → index in ft.Rows
	for i, l := range lines {
		index[i] = len(ft.Rows)
		if !l.Drop {
			ft.Rows = append(ft.Rows, rows[i])
		}
	}
	for i, l := range lines {
		row := rows[i]
		row.Kind = l.Kind
		if l.Kind == model.Total {
			row.Group = ""
		}
		if row.Group == "" && l.Kind == model.Detail {
			row.Group = l.Group
		}
		if l.Kind == model.Subtotal && row.Group == "" {
			row.Group = l.Name
		}
		row.Covers = mapped(l.Covers, index)
		if l.Bad {
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
func (t *table) settleFund(rows []*model.FundRow, lines []*sum.Line, part []int) {
	s := &sum.Sums{Columns: len(fundSums), Value: func(i, k int) (decimal.Decimal, bool) {
		c := fundSums[k](rows[part[i]])
		return c.Value.Yuan, c.State == model.Known
	}, Says: func(i int, key string) bool { return t.says(lines[part[i]].Num, key) }}
	for _, i := range part {
		lines[i].Summed = t.sumsRange(rows[i].Pos.Row)
		s.Lines = append(s.Lines, lines[i])
	}
	s.Settle()
	t.lostInSubtotals(s, func(i int) model.Pos { return rows[part[i]].Pos })
	for _, l := range s.Lines {
		l.Covers = mapped(l.Covers, part)
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
	for i := range t.b.Rows {
		b := &t.b.Rows[i]
		if !b.Counts() || b.Use == body.UseTotal {
			continue
		}
		if c := t.v.Anchor(b.Num, col.Col); c != nil && !view.Blank(c.Text) {
			last = value.Year(c).Value
		}
		if other[i] = last; b.Use == body.UseData {
			years[last] = true
		}
	}
	delete(years, 0)
	if year == 0 && len(years) > 1 {
		t.Add("import/bad-date", t.v.Pos(col.At.Row, col.At.Col), "“"+col.Header+"”一列里有几个年度，又没有写自评的是哪一年，各年的数字都算在一起了", "请在标题或基本信息里写明预算年度")
	}
	if year == 0 || !years[year] || len(years) < 2 {
		return
	}
	for i := range t.b.Rows {
		b := &t.b.Rows[i]
		switch y := other[i]; {
		case b.Use == body.UseTotal:
			b.Use, b.Why = body.UseNote, "各年的合计"
		case y != 0 && y != year:
			b.Use, b.Why = body.UseNote, fmt.Sprintf("%d年的，不是%d年的", y, year)
			t.Add("import/ignored", t.rowPos(b.Num), fmt.Sprintf("这一行是%d年的，项目年度是%d年，没有读入", y, year), "如果要用，请改正年度一列；不用的请移走")
		}
	}
}

// fundSums are the columns by which rows and their sums are told apart.
var fundSums = []func(*model.FundRow) model.Cell[model.Amount]{model.Planned, model.Received, model.Spent, model.Initial}

// weakMain says why a main fund table would give way to another one, "" when
// it would not.
func (t *table) weakMain() string {
	if t.c.Form.Role != "" {
		return ""
	}
	for _, name := range []string{"voucher", "payee", "price"} {
		if c := t.col[name]; c != nil {
			return "有“" + c.Header + "”一列，像逐笔的明细"
		}
	}
	return ""
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
func (t *table) line(b *body.Row, label model.Cell[string], group string) *sum.Line {
	l := &sum.Line{Row: b, Kind: b.Kind, Level: int(b.Level), Group: t.v.KeyOf(group), Label: t.v.KeyOf(word.SectionName(label.Text))}
	if b.Kind == model.Subtotal || b.Kind == model.Total {
		l.Level = int(b.Rank)
	}
	return l
}

// sumsRange reports a formula in the row that sums a range.
func (t *table) sumsRange(row int32) bool {
	if t.v.Turned {
		return false
	}
	r := t.v.Row(int(row))
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
func (t *table) refuseFundRow(row *model.FundRow, l *sum.Line) {
	pos := row.Pos
	for _, c := range []*model.Cell[model.Amount]{&row.Planned, &row.Received, &row.Spent, &row.Initial, &row.Balance} {
		if c.State == model.Known {
			c.State = model.Bad
			pos = c.Pos
		}
	}
	t.Add("import/bad-number", pos, "这一行"+l.Why, "请在名称一列写上“合计”“小计”或支出方向；不要的数字请删除")
}

// lostInSubtotals reports figures that only a 小计 row has: they are in no
// detail row, so nothing would count them.
func (t *table) lostInSubtotals(s *sum.Sums, pos func(int) model.Pos) {
	for i, l := range s.Lines {
		if l.Kind != model.Subtotal && l.Kind != model.Total || len(l.Covers) == 0 {
			continue
		}
		own, both := s.Overlap(i, l.Covers)
		if own > both && l.Kind == model.Total {
			how := "合计按明细行计算，这些数字没有算进去"
			if t.c.Form.Kind == model.KindFund {
				how = "明细行一个都没有填的列，取合计行写的数"
			}
			t.Add("import/ignored", pos(i), "合计行有的数字，各明细行都没有填；"+how, "请把数字填到明细行")
		} else if own > both {
			t.Add("import/bad-number", pos(i), "小计行“"+view.Brief(l.Row.Why)+"”里有的数字，下面各明细行都没有填，没有计入合计", "请把数字填到明细行，或删去小计行里多出的数字")
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
	for _, c := range t.c.Columns {
		alone += view.One(c.Field >= 0 && !c.Part && t.c.Form.IsSource(c.Field))
	}
	for i := range t.c.Columns {
		col := &t.c.Columns[i]
		if col.Field < 0 {
			continue
		}
		name := t.c.Form.Fields[col.Field].Name
		ofWhich := len(col.Path) > 0 && col.Path[len(col.Path)-1].OfWhich
		switch {
		case col.Part && name == "received":
			r.sources = append(r.sources, t.amountsIn(col))
			r.names = append(r.names, sourceName(col))
			if !ofWhich {
				r.parts[name] = append(r.parts[name], r.sources[len(r.sources)-1])
			}
		case col.Part && !ofWhich:
			r.parts[name] = append(r.parts[name], t.amountsIn(col))
		case !col.Part && strings.HasPrefix(name, "source"):
			if !loose {
				t.Add("import/ignored", t.v.Pos(col.At.Row, col.At.Col), "“"+col.Header+"”没有写明是到位资金还是支出，没有读入", "请在上一行加上“到位资金”之类的表头")
				continue
			}
			if alone == 1 {
				t.Add("import/ignored", t.v.Pos(col.At.Row, col.At.Col), "“"+col.Header+"”是资金来源中的一项，表里没有别的来源，没有读入", "如果到位资金按来源分列，请把各项来源都列出")
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
	return slices.ContainsFunc(t.c.Columns, func(c column.Column) bool {
		return c.Part && c.Field >= 0 && t.c.Form.Fields[c.Field].Name == name
	})
}

func sourceName(col *column.Column) string {
	name := view.OneLine(col.Path[len(col.Path)-1].Text)
	words, _ := value.HeaderUnit(name)
	for _, head := range []string{"其中：", "其中:", "其中"} {
		words = strings.TrimPrefix(words, head)
	}
	return words
}

func (r *fundReader) row(b *body.Row) *model.FundRow {
	t, n := r.t, b.Num
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
		row.Label.Value = fact.TitleText(row.Label.Value)
	}
	if c := r.category.at(b); c.Pos != row.Label.Pos {
		row.Group = c.Value
	}
	if row.Group == "" && b.Section != nil {
		row.Group = b.Section.Text
	}
	return row
}

// hasLabel reports that the table says what its rows are for.
func (t *table) hasLabel() bool { return t.c.States("label") }

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
	for _, c := range t.c.Columns {
		if t.b.Labels[c.Col] && t.v.Owns(row, c.Col) {
			first := t.v.Cell(row, c.Col)
			if first == nil || first.Kind != grid.String || strings.TrimSpace(first.Text) == "" {
				continue
			}
			if key := t.v.KeyOf(strings.TrimSpace(first.Text)); !word.Ordinal(key) && (t.b.Kinds[c.Col] != "index" || word.LevelOf(key, true) == 0) {
				return cell.Words(first, model.Cell[string]{Pos: t.v.Pos(row, c.Col)})
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
	return model.Cell[string]{Value: t.title.Text, Text: t.title.Text, Pos: t.v.Pos(t.title.At.Row, t.title.At.Col), State: model.Known}
}

// A fillDown reads a column of categories: merged downwards, or written once
// and left blank below.
type fillDown struct {
	t     *table
	field string
	col   int
	down  bool
	last  model.Cell[string]
	under *body.Section
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
	for i := range t.b.Rows {
		b := &t.b.Rows[i]
		if b.Use != body.UseData {
			last = ""
			continue
		}
		text := t.v.Text(b.Num, col.Col)
		switch {
		case text == "" && filled == 0:
			return f
		case text == "":
			blank++
			last = ""
			continue
		case text == last && t.v.Owns(b.Num, col.Col):
			again++
		}
		last = text
		filled++
	}
	f.down = blank > 0 && again == 0
	if f.down {
		t.out.Why = append(t.out.Why, fmt.Sprintf("“%s”只在每组第一行写了，下面的空格照上一行", col.Header))
	}
	return f
}

func (f *fillDown) at(b *body.Row) model.Cell[string] {
	c := f.t.wordsIn(f.col, b.Num)
	if b.Use != body.UseData || f.col == 0 {
		return c
	}
	if b.Section != f.under {
		f.under, f.last = b.Section, model.Cell[string]{}
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
