package table

import (
	"fmt"
	"slices"
	"strings"

	"ziping/model"
	"ziping/xlsx/grid"
	"ziping/xlsx/layout/body"
	"ziping/xlsx/layout/cell"
	"ziping/xlsx/layout/column"
	"ziping/xlsx/layout/fact"
	"ziping/xlsx/layout/view"
	"ziping/xlsx/layout/word"
	"ziping/xlsx/value"
)

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
