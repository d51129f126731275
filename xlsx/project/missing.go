package project

import (
	"strings"

	"ziping/model"
	"ziping/xlsx/grid"
	"ziping/xlsx/layout"
)

// A required is a figure that every project has to state.
type required struct {
	field string // of the profile's 资金表
	title string
	label string // in a form's money block
	paths []string
	of    func(*model.Fund) model.Sum
	row   func(*model.FundRow) model.Cell[model.Amount]
}

var requiredMoney = []required{
	{"planned", "计划资金", "全年预算数", []string{"fund.planned", "rates.received", "rates.execution"}, func(f *model.Fund) model.Sum { return f.Planned }, model.Planned},
	{"spent", "实际支出", "全年执行数", []string{"fund.spent", "rates.execution"}, func(f *model.Fund) model.Sum { return f.Spent }, model.Spent},
}

// missing says which required figures no table states, and which only a
// second-best one does, at the cell where an officer would have written them.
func (r *reading) missing() {
	sources := r.p.FundSources()
	lent := r.lentFund()
	for _, q := range requiredMoney {
		best := -1
		for i := range sources {
			if s := q.of(&sources[i].Fund); !s.Empty() {
				best = i
				break
			}
		}
		main := r.p.Main()
		switch {
		case best == 0 && main != nil:
		case main != nil:
			r.missingMoney(q, main, lent, sources, best)
		case best < 0 && len(r.p.Forms) > 0, best > 0 && sources[best].Name != "自评表":
			r.missingInForm(q, sources, best)
		}
	}
}

// missingNames notes what the tables lack that are used all the same.
func (r *reading) missingNames() {
	for _, pg := range r.pages {
		if pg.result == nil {
			continue
		}
		for i := range pg.result.Partials {
			if t := &pg.result.Partials[i]; t.Read != nil && pg.uses(t.Read) {
				r.missingNamesOf(t)
			}
		}
	}
}

// uses reports that the project uses a table that lacks a column.
func (pg *page) uses(res *layout.Result) bool {
	for _, l := range pg.lent {
		if l == res {
			return true
		}
	}
	return false
}

// lentFund is the table that stands for the 资金表 though it lacks a column, nil
// for none.
func (r *reading) lentFund() *layout.Partial {
	main := r.p.Main()
	for _, pg := range r.pages {
		if pg.result == nil || main == nil {
			continue
		}
		for i := range pg.result.Partials {
			t := &pg.result.Partials[i]
			if t.Read != nil && len(t.Read.Funds) > 0 && t.Read.Funds[0] == main {
				return t
			}
		}
	}
	return nil
}

// missingMoney notes a figure that the 资金表 does not state.
func (r *reading) missingMoney(q required, main *model.FundTable, lent *layout.Partial, sources []model.FundSource, best int) {
	n := model.Note{Rule: "import/missing-column", Pos: main.Table.Pos, Fields: q.paths,
		Message: "资金表的“" + q.title + "”一列没有填", Hint: "请填上这一列"}
	for _, row := range main.Rows {
		if c := q.row(row); !c.Pos.IsZero() {
			n.Pos = c.Pos // the column is there, and blank
			break
		}
	}
	if lent != nil {
		for _, m := range lent.Missing {
			if m.Field == q.field {
				n.Pos, n.Message, n.Hint = r.lackWords(lent, m)
			}
		}
	}
	r.noteMissing(n, q, sources, best)
}

// missingInForm notes a figure that the form's 年度资金总额 does not state, where
// there is no 资金表.
func (r *reading) missingInForm(q required, sources []model.FundSource, best int) {
	n := model.Note{Rule: "import/missing-column", Fields: q.paths, Message: "没有资金表，自评表的年度资金总额也没有写“" + q.label + "”", Hint: "请在自评表的年度资金总额一行填上" + q.label}
	if len(r.p.Forms) == 0 {
		n.Message, n.Hint = "没有资金表，也没有自评表，"+q.title+"没有直接写明", "请补上资金表，或填好自评表的年度资金总额"
	}
	if len(r.p.Forms) > 0 {
		n.Pos = r.p.Forms[0].Table.Pos
		if row := r.p.Forms[0].MoneyTotal(); row != nil {
			n.Pos = row.Label.Pos
		}
	}
	r.noteMissing(n, q, sources, best)
}

// noteMissing tells whence the figure is taken instead.
func (r *reading) noteMissing(n model.Note, q required, sources []model.FundSource, best int) {
	if best >= 0 {
		n.Mild = true
		n.Message += "；" + q.title + "取自" + sources[best].Name
		if s := q.of(&sources[best].Fund); len(s.From) > 0 {
			n.Related = s.From[:min(len(s.From), 3)]
		}
	} else {
		n.Message += "，别的表也没有写明" + q.title
	}
	r.note(n)
}

// missingNamesOf notes the columns of a table that is used which hold no figure
// that the project must have, and the columns that read as the same.
func (r *reading) missingNamesOf(t *layout.Partial) {
	for _, m := range t.Missing {
		if t.Kind == model.KindFund && (m.Field == "planned" || m.Field == "spent") {
			continue
		}
		pos, message, hint := r.lackWords(t, m)
		r.note(model.Note{Rule: "import/missing-column", Pos: pos, Message: message + "，其余各列照常读入", Hint: hint, Mild: true})
	}
	if len(t.Twice) > 0 {
		cause, cure := partialWords(&layout.Partial{Title: t.Title, Header: t.Header, Twice: t.Twice})
		r.note(model.Note{Rule: "import/ambiguous", Pos: t.Pos, Message: cause + "，读的是" + t.Twice[0][0], Hint: cure, Fields: []string{"fund"}})
	}
}

// lackWords says which column a table lacks and where: at the header that may be
// it, else in the first empty cell beside the header, else at its head.
func (r *reading) lackWords(t *layout.Partial, m layout.Missing) (pos model.Pos, message, hint string) {
	pos = t.Pos
	switch cell := lackCell(t, m); {
	case cell != "":
		if ref, ok := grid.ParseRef(cell); ok {
			pos.Row, pos.Col = int32(ref.Row), int32(ref.Col)
		}
	case r.empty(t.Pos.Sheet, t.Header.Bottom, t.Header.Right+1):
		pos.Row, pos.Col = int32(t.Header.Bottom), int32(t.Header.Right+1)
	}
	message = t.Header.String() + " 是" + t.Title + "的表头，但缺少“" + m.Title + "”列（有的列是" + strings.Join(t.Headers, "、") + "）"
	hint = "请补上“" + m.Title + "”一列，可以写作" + strings.Join(m.Words, "、")
	if m.Near != "" {
		hint += "（" + m.NearCell + " 的“" + m.Near + "”如果就是这一列，请改成其中一个）"
	}
	return pos, message, hint + "；也可以用 --profile 给出本单位的叫法"
}

// lackCell is the header that may be the missing column: the one most like it,
// or the only one that was not understood. "" for none.
func lackCell(t *layout.Partial, m layout.Missing) string {
	if m.NearCell != "" {
		return m.NearCell
	}
	cell := ""
	for _, c := range t.Table.Columns {
		if c.Field == "" {
			if cell != "" {
				return ""
			}
			cell = c.Cell
		}
	}
	return cell
}

// empty reports a cell that nobody has filled in.
func (r *reading) empty(s *model.Sheet, row, col int) bool {
	for _, pg := range r.pages {
		if pg.ms == s {
			c := pg.sheet.Cell(row, col)
			return c == nil || c.Kind == grid.Empty
		}
	}
	return false
}
