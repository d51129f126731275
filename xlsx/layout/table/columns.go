package table

import (
	"slices"
	"strings"

	"ziping/model"
	"ziping/xlsx/grid"
	"ziping/xlsx/layout/body"
	"ziping/xlsx/layout/cell"
	"ziping/xlsx/layout/column"
	"ziping/xlsx/layout/evidence"
	"ziping/xlsx/layout/view"
	"ziping/xlsx/value"
)

// dates reads a column of dates. Dates without a year take the project's.
func (t *table) dates(field string) reader[model.DateRange] {
	col := t.col[field]
	r := reader[model.DateRange]{t: t, col: col, rule: "import/bad-date", known: newCache[model.DateRange]()}
	if col == nil {
		return r
	}
	t.seen.add(col.Col)
	months := slices.ContainsFunc(col.Path[len(col.Path)-1].Keys, func(k string) bool { return strings.HasSuffix(k, "月份") || k == "月" })
	if slices.ContainsFunc(t.b.Rows, func(b body.Row) bool { return b.Period > 0 }) {
		r.byRow, r.known = t.monthOf, nil
	}
	r.parse = func(c *grid.Cell) value.Result[model.DateRange] {
		if months && view.Figure(c) && c.Kind != grid.Date && len(strings.TrimSpace(c.Text)) <= 2 {
			// Under 月份 a bare figure is a month.
			c = &grid.Cell{Kind: grid.String, Text: strings.TrimSpace(c.Text) + "月", Col: c.Col}
		}
		return value.Dates(c, t.known.Year)
	}
	return r
}

func (t *table) amounts(field string) reader[model.Amount] { return t.amountsIn(t.col[field]) }

func (t *table) amountsIn(col *column.Column) reader[model.Amount] {
	r := reader[model.Amount]{t: t, col: col, rule: "import/bad-number"}
	if col == nil {
		return r
	}
	t.seen.add(col.Col)
	unit, rows := t.unitOf(col), t.rowUnits(col)
	if unit.Name == "" && rows.all() {
		unit = rows.units[0]
		t.out.Unit = unit.Name
	} else if unit.Name == "" {
		unit = t.assume()
		if !t.unitsInCells(col) {
			t.assumed = append(t.assumed, col.Header)
		}
	} else if t.out.Unit == "" {
		t.out.Unit, t.out.UnitPos = unit.Name, t.unitPos
	}
	r.parse = func(c *grid.Cell) value.Result[model.Amount] { return value.Amount(c, unit) }
	if len(rows.at) > 0 {
		r.byRow = func(row int) func(*grid.Cell) value.Result[model.Amount] {
			u := rows.of(row, unit)
			return func(c *grid.Cell) value.Result[model.Amount] { return value.Amount(c, u) }
		}
	}
	return r
}

func (t *table) counts(field string) reader[model.Count] { return t.countsIn(t.col[field]) }

func (t *table) countsIn(col *column.Column) reader[model.Count] {
	r := reader[model.Count]{t: t, col: col, rule: "import/bad-number", known: newCache[model.Count]()}
	if col == nil {
		return r
	}
	t.seen.add(col.Col)
	unit := t.countUnit(col)
	whole, odd := t.c.Form.Kind == model.KindActivity, 0
	read := value.CountIn(unit)
	r.parse = func(c *grid.Cell) value.Result[model.Count] {
		res := read(c)
		if whole && res.State == model.Known && !res.Value.N.IsInteger() {
			if odd++; odd > evidence.OddCounts {
				return value.Result[model.Count]{State: model.Bad} // said often enough
			}
			res = value.Result[model.Count]{State: model.Bad, Err: &value.Error{Text: c.Text,
				Cause: "“" + value.Text(c) + "”不是整数，数量不会有零头，可能漏写了“万”", Cure: "请核对；以万计的，请在表头写明（万人次）"}}
		}
		return res
	}
	return r
}

func (t *table) ratios(field string) reader[model.Ratio] {
	r := reader[model.Ratio]{t: t, col: t.col[field], rule: "import/bad-number"}
	if r.col == nil {
		return r
	}
	t.seen.add(r.col.Col)
	_, unit := value.HeaderUnit(r.col.Path[len(r.col.Path)-1].Text)
	r.parse = func(c *grid.Cell) value.Result[model.Ratio] { return value.RatioIn(c, unit) }
	return r
}

func (t *table) prices(field string) reader[model.Price] {
	r := reader[model.Price]{t: t, col: t.col[field], rule: "import/bad-number"}
	if r.col == nil {
		return r
	}
	t.seen.add(r.col.Col)
	unit, per := t.priceUnit(r.col)
	stated := unit.Name != ""
	if !stated {
		unit = t.assume()
	}
	said := false
	r.parse = func(c *grid.Cell) value.Result[model.Price] {
		res := value.Price(c, unit)
		if res.State == model.Known && res.Value.Per == "" {
			res.Value.Per = per
		}
		if !stated && !said && res.State == model.Known && !strings.Contains(c.Text, "元") {
			said = true
			t.assumed = append(t.assumed, r.col.Header)
		}
		return res
	}
	return r
}

// words reads a cell of text. A region merged downwards fills its rows; one
// merged across from another column belongs to that column alone.
func (t *table) words(field string, row int) model.Cell[string] {
	return t.wordsIn(t.colOf(field), row)
}

// colOf is the number of a field's column, 0 when there is none.
func (t *table) colOf(field string) int {
	if c := t.col[field]; c != nil {
		t.seen.add(c.Col)
		return c.Col
	}
	return 0
}

func (t *table) wordsIn(col, row int) model.Cell[string] {
	if col == 0 {
		return model.Cell[string]{}
	}
	out := model.Cell[string]{State: model.Blank, Pos: t.v.Pos(row, col)}
	span := t.v.Span(row, col)
	if span.Left != col && t.namedColumn(span.Left) || span.Top <= t.c.Head.Bottom {
		out.Pos = t.v.Pos(row, col)
		return out
	}
	c := t.v.Anchor(row, col)
	if c == nil {
		return out
	}
	out = cell.Words(c, out)
	if t.same != nil && view.Ditto(out.Text) {
		if up := t.same.source(row, col); up > 0 {
			out.Value = t.wordsIn(col, up).Value
		}
	}
	return out
}

// namedColumn reports a column that has a field of its own.
func (t *table) namedColumn(col int) bool {
	return slices.ContainsFunc(t.c.Columns, func(c column.Column) bool { return c.Col == col && c.Field >= 0 })
}

// says reports that some cell of a row of the table, or one merged over it, has
// a text and nothing else. A table beside it does not count.
func (t *table) says(row int, key string) bool {
	for col := t.c.Head.Left; col <= t.b.Right(); col++ {
		at := t.v.Span(row, col)
		if c := t.v.Cell(at.Top, at.Left); c != nil && c.Kind == grid.String && len(c.Text) <= evidence.Standard.Word.LabelBytes && t.v.KeyOf(strings.TrimSpace(c.Text)) == key {
			return true
		}
	}
	return false
}

// rowPos is the place of a row's first cell.
func (t *table) rowPos(row int) model.Pos {
	return t.v.Pos(row, t.used().Left)
}
