package check

import (
	"strings"

	"ziping/model"
)

// A column is one column of figures of a table with total rows.
type column struct {
	name  string // as the form heads it
	money bool
	cell  func(row int) figure
}

// rows is a table as the rules about totals see it.
type rows struct {
	table  *model.Table
	n      int
	kind   func(int) model.RowKind
	label  func(int) string
	covers func(int) []int
}

func fundRows(t *model.FundTable) rows {
	return rows{
		table: t.Table, n: len(t.Rows),
		kind:   func(i int) model.RowKind { return t.Rows[i].Kind },
		label:  func(i int) string { return t.Rows[i].Label.Value },
		covers: func(i int) []int { return t.Rows[i].Covers },
	}
}

func logRows(l *model.ActivityLog) rows {
	return rows{
		table: l.Table, n: len(l.Rows),
		kind:   func(i int) model.RowKind { return l.Rows[i].Kind },
		label:  func(i int) string { return l.Rows[i].Name().Value },
		covers: func(i int) []int { return l.Rows[i].Covers },
	}
}

// leaves are the rows that row i adds up in the end: details, and subtotals
// that say nothing of their own rows.
func (t rows) leaves(i int) []int {
	var out []int
	seen := make([]bool, t.n)
	seen[i] = true
	var walk func(int)
	walk = func(i int) {
		for _, j := range t.covers(i) {
			if j < 0 || j >= t.n || seen[j] {
				continue
			}
			seen[j] = true
			switch kind := t.kind(j); {
			case kind == model.OfWhich:
			case kind == model.Detail || len(t.covers(j)) == 0:
				out = append(out, j)
			default:
				walk(j)
			}
		}
	}
	walk(i)
	return out
}

// details are the rows a column is added up over; with none, the total row.
func (t rows) details() []int {
	var out []int
	total := -1
	for i := range t.n {
		switch t.kind(i) {
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

// pick takes a column's known figures in the given rows. It is not ok when one
// of them could not be read: a sum is complete or it is not there.
func (c column) pick(list []int) (known []figure, blank []model.Pos, ok bool) {
	known = make([]figure, 0, len(list))
	for _, i := range list {
		switch f := c.cell(i); {
		case f.state == model.Bad:
			return nil, nil, false
		case f.known():
			known = append(known, f)
		case !f.pos.IsZero():
			blank = append(blank, f.pos)
		}
	}
	return known, blank, len(known) > 0
}

// show writes a figure of the column for a reader.
func (c column) show(t *model.Table, unit string) func(d dec) string {
	if c.money {
		return func(d dec) string { return money(d, moneyUnit(t)) }
	}
	return func(d dec) string { return count(d, unit) }
}

// got is the form of the column's figures in Got and Want.
func (c column) got(d dec) string {
	if c.money {
		return yuan(d)
	}
	return plain(d)
}

func moneyUnit(t *model.Table) string {
	if t == nil {
		return "元"
	}
	return t.Unit
}

// header is the form's own word for the column a cell stands in, or other.
func header(t *model.Table, pos model.Pos, other string) string {
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

// fundColumns are the columns of money a fund table may total.
func fundColumns(t *model.FundTable) []column {
	of := func(name string, field func(*model.FundRow) model.Cell[model.Amount]) column {
		return column{name, true, func(i int) figure { return amount(field(t.Rows[i])) }}
	}
	out := []column{
		of("年初预算", model.Initial),
		of("计划资金", model.Planned),
		of("调整数", func(r *model.FundRow) model.Cell[model.Amount] { return r.Adjusted }),
		of("到位资金", model.Received),
		of("实际支出", model.Spent),
		of("结余", model.Balance),
	}
	for _, name := range sourceNames(t) {
		out = append(out, of(name, func(r *model.FundRow) model.Cell[model.Amount] { return source(r, name) }))
	}
	return out
}

func sourceNames(t *model.FundTable) []string {
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

func source(r *model.FundRow, name string) model.Cell[model.Amount] {
	for _, s := range r.Sources {
		if s.Name == name {
			return s.Amount
		}
	}
	return model.Cell[model.Amount]{}
}

func logColumns(l *model.ActivityLog) []column {
	of := func(name string, field func(*model.Activity) model.Cell[model.Count]) column {
		return column{name, false, func(i int) figure { return counted(field(l.Rows[i])) }}
	}
	return []column{
		of("场次", func(a *model.Activity) model.Cell[model.Count] { return a.Sessions() }),
		of("参与人次", func(a *model.Activity) model.Cell[model.Count] { return a.Participants() }),
		of("其中：青少年", func(a *model.Activity) model.Cell[model.Count] { return a.Youth() }),
		of("发放资料", func(a *model.Activity) model.Cell[model.Count] { return a.Materials() }),
		of("志愿者", func(a *model.Activity) model.Cell[model.Count] { return a.Volunteers() }),
		{"经费支出", true, func(i int) figure { return amount(l.Rows[i].Cost()) }},
	}
}
