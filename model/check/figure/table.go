package figure

import (
	"strings"

	"github.com/shopspring/decimal"

	"ziping/model"
)

// ColumnNamed is the column of that name; a name no column has is a fault of the
// program.
func ColumnNamed(columns []Column, name string) Column {
	for _, c := range columns {
		if c.Name == name {
			return c
		}
	}
	panic("no column " + name)
}

// A Column is one column of figures of a table with total rows.
type Column struct {
	Name  string // as the form heads it
	Money bool
	Cell  func(row int) Figure
}

// A Table is a table as the rules about totals see it.
type Table struct {
	Table  *model.Table
	N      int
	Kind   func(int) model.RowKind
	label  func(int) string
	Covers func(int) []int
}

func FundRows(t *model.FundTable) Table {
	return Table{
		Table: t.Table, N: len(t.Rows),
		Kind:   func(i int) model.RowKind { return t.Rows[i].Kind },
		label:  func(i int) string { return t.Rows[i].Label.Value },
		Covers: func(i int) []int { return t.Rows[i].Covers },
	}
}

func LogRows(l *model.ActivityLog) Table {
	return Table{
		Table: l.Table, N: len(l.Rows),
		Kind:   func(i int) model.RowKind { return l.Rows[i].Kind },
		label:  func(i int) string { return l.Rows[i].Name().Value },
		Covers: func(i int) []int { return l.Rows[i].Covers },
	}
}

// Leaves are the rows that row i adds up in the end: details, and subtotals
// that say nothing of their own rows.
func (t Table) Leaves(i int) []int {
	var out []int
	if len(t.Covers(i)) == 0 {
		return nil
	}
	seen := make([]bool, t.N)
	seen[i] = true
	var walk func(int)
	walk = func(i int) {
		for _, j := range t.Covers(i) {
			if j < 0 || j >= t.N || seen[j] {
				continue
			}
			seen[j] = true
			switch kind := t.Kind(j); {
			case kind == model.OfWhich:
			case kind == model.Detail || len(t.Covers(j)) == 0:
				out = append(out, j)
			default:
				walk(j)
			}
		}
	}
	walk(i)
	return out
}

// Details are the rows a column is added up over; with none, the total row.
func (t Table) Details() []int {
	var out []int
	total := -1
	for i := range t.N {
		switch t.Kind(i) {
		case model.Detail:
			out = append(out, i)
		case model.Total:
			total = i
		}
	}
	if len(out) == 0 && total >= 0 {
		out = []int{total}
	}
	return out
}

// Pick takes a column's known figures in the given rows. It is not ok when one
// of them could not be read: a sum is complete or it is not there.
func (c Column) Pick(list []int) (known []Figure, blank []model.Pos, ok bool) {
	known = make([]Figure, 0, len(list))
	for _, i := range list {
		switch f := c.Cell(i); {
		case f.State == model.Bad:
			return nil, nil, false
		case f.Known():
			known = append(known, f)
		case !f.Pos.IsZero() && (f.State == model.Blank || f.State == model.Filler):
			blank = append(blank, f.Pos)
		}
	}
	return known, blank, len(known) > 0
}

// Show writes a figure of the column for a reader.
func (c Column) Show(t *model.Table, unit string) func(d decimal.Decimal) string {
	if c.Money {
		return func(d decimal.Decimal) string { return Money(d, MoneyUnit(t)) }
	}
	return func(d decimal.Decimal) string { return Count(d, unit) }
}

// Got is the form of the column's figures in Got and Want.
func (c Column) Got(d decimal.Decimal) string {
	if c.Money {
		return Yuan(d)
	}
	return Plain(d)
}

func MoneyUnit(t *model.Table) string {
	if t == nil {
		return "元"
	}
	return t.Unit
}

// Header is the form's own word for the column a cell stands in, or other.
func Header(t *model.Table, pos model.Pos, other string) string {
	if t == nil || pos.IsZero() {
		return other
	}
	letters := strings.TrimRight(pos.Cell(), "0123456789")
	for _, c := range t.Columns {
		if c.Field != "" && strings.TrimRight(c.Cell, "0123456789") == letters {
			if words := strings.TrimSpace(c.Header); words != "" && len([]rune(words)) <= 12 {
				return words
			}
		}
	}
	return other
}

// FundColumns are the columns of money a fund table may total.
func FundColumns(t *model.FundTable) []Column {
	of := func(name string, field func(*model.FundRow) model.Cell[model.Amount]) Column {
		return Column{name, true, func(i int) Figure { return Amount(field(t.Rows[i])) }}
	}
	out := []Column{
		of("年初预算", model.Initial),
		of("计划资金", model.Planned),
		of("调整数", func(r *model.FundRow) model.Cell[model.Amount] { return r.Adjusted }),
		of("到位资金", model.Received),
		of("实际支出", model.Spent),
		of("结余", model.Balance),
	}
	for _, name := range SourceNames(t) {
		out = append(out, of(name, func(r *model.FundRow) model.Cell[model.Amount] { return Source(r, name) }))
	}
	return out
}

func SourceNames(t *model.FundTable) []string {
	var out []string
	seen := map[string]bool{}
	for _, r := range t.Rows {
		for _, s := range r.Sources {
			if !seen[s.Name] {
				seen[s.Name] = true
				out = append(out, s.Name)
			}
		}
	}
	return out
}

func Source(r *model.FundRow, name string) model.Cell[model.Amount] {
	for _, s := range r.Sources {
		if s.Name == name {
			return s.Amount
		}
	}
	return model.Cell[model.Amount]{}
}

func LogColumns(l *model.ActivityLog) []Column {
	of := func(name string, field func(*model.Activity) model.Cell[model.Count]) Column {
		return Column{name, false, func(i int) Figure { return Counted(field(l.Rows[i])) }}
	}
	return []Column{
		of("场次", func(a *model.Activity) model.Cell[model.Count] { return a.Sessions() }),
		of("参与人次", func(a *model.Activity) model.Cell[model.Count] { return a.Participants() }),
		of("其中：青少年", func(a *model.Activity) model.Cell[model.Count] { return a.Youth() }),
		of("发放资料", func(a *model.Activity) model.Cell[model.Count] { return a.Materials() }),
		of("志愿者", func(a *model.Activity) model.Cell[model.Count] { return a.Volunteers() }),
		{"经费支出", true, func(i int) Figure { return Amount(l.Rows[i].Cost()) }},
	}
}
