package project

import (
	"slices"

	"github.com/shopspring/decimal"

	"ziping/model"
	"ziping/xlsx/grid"
	"ziping/xlsx/layout"
	"ziping/xlsx/project/kin"
	"ziping/xlsx/value"
)

// settleUnits looks at the tables that state no money unit. A table was read as
// 元, a form as 万元, which is what the national form prints; when that agrees
// with no sum that the unit states elsewhere, and the other of the two agrees
// with one to the last digit, the table is read again in the other. Every time
// import/unit-assumed says so, mildly where a sum agrees. Each table is settled by itself.
func (r *reading) settleUnits(year int) {
	for _, pg := range r.pages {
		if pg.result == nil || pg.plan.Released() {
			continue
		}
		units := map[string]layout.Assumption{}
		said := map[*model.Table]bool{}
		for _, res := range pg.readings() {
			for _, t := range res.Assumed {
				unit, shift := value.TenThous, int32(4)
				if t.Unit == value.TenThous.Name {
					unit, shift = value.Yuan, -4
				}
				sums := sumsOf(res, t)
				switch where, same := r.agrees(sums, shift), r.equals(sums); {
				case where != "":
					units[t.Range] = layout.Assumption{Unit: unit, Because: "，这样才与" + where + "一致"}
				case same != "":
					confirm(res, t, "，与"+same+"一致")
				case len(sums) == 0 && t.Kind != model.KindBasic: // nothing hangs on it
				default:
					if a := r.askUnit(t, texts(sums, t.Unit)); a.ID != "" {
						u, _ := value.ParseMoneyUnit(a.Value)
						units[t.Range] = layout.Assumption{Unit: u, Because: "，按答复"}
						said[t] = true
					}
				}
			}
		}
		if len(units) > 0 {
			answered := ranges(said)
			pg.result = pg.plan.Assume(units, year)
			for _, res := range pg.readings() {
				res.Notes = slices.DeleteFunc(res.Notes, func(n model.Note) bool { return n.Rule == "import/unit-assumed" && within(answered, n.Pos) })
			}
		}
	}
}

// texts are sums as they stand on the sheet, in its unit.
func texts(sums []decimal.Decimal, unit string) []string {
	var out []string
	for _, n := range sums {
		if unit == value.TenThous.Name {
			n = n.Shift(-4)
		}
		if s := n.String(); !slices.Contains(out, s) {
			out = append(out, s)
		}
	}
	return out
}

// ranges are the places of tables.
func ranges(ts map[*model.Table]bool) []grid.Range {
	var out []grid.Range
	for t := range ts {
		if area, ok := grid.ParseRange(t.Range); ok {
			out = append(out, area)
		}
	}
	return out
}

func within(areas []grid.Range, pos model.Pos) bool {
	return slices.ContainsFunc(areas, func(a grid.Range) bool { return a.Contains(int(pos.Row), int(pos.Col)) })
}

// readings are all that was read on the page, tables that lack a column too.
func (pg *page) readings() []*layout.Result {
	out := []*layout.Result{pg.result}
	for _, t := range pg.result.Partials {
		if t.Read != nil {
			out = append(out, t.Read)
		}
	}
	return out
}

// sumsOf are the sums of money that a table comes to, as it was read.
func sumsOf(res *layout.Result, t *model.Table) []decimal.Decimal {
	var out []decimal.Decimal
	add := func(s model.Sum) {
		if n, ok := kin.Readable(s); ok && !n.IsZero() {
			out = append(out, n)
		}
	}
	for _, f := range res.Funds {
		if f.Table == t {
			add(f.Sum(model.Planned))
			add(f.Sum(model.Received))
			add(f.Sum(model.Spent))
		}
	}
	for _, l := range res.Logs {
		if l.Table == t {
			add(costOf(l))
		}
	}
	for _, f := range res.Forms {
		if f.Table != t {
			continue
		}
		for _, c := range moneyTotals(f) {
			out = append(out, c.Value.Yuan)
		}
	}
	return out
}

// agrees says which stated sum equals one of the sums when its point is moved,
// "" when none does or one equals them as they are.
func (r *reading) agrees(sums []decimal.Decimal, shift int32) string {
	where := ""
	refs := r.references()
	for _, s := range sums {
		for _, ref := range refs {
			switch {
			case s.Equal(ref.yuan):
				return ""
			case s.Shift(shift).Equal(ref.yuan) && where == "":
				where = ref.name
			}
		}
	}
	return where
}

// equals says which stated sum equals one of the sums, "" when none does.
func (r *reading) equals(sums []decimal.Decimal) string {
	for _, ref := range r.references() {
		if slices.ContainsFunc(sums, ref.yuan.Equal) {
			return ref.name
		}
	}
	return ""
}

// confirm says of the unit that a table was read in why it is the right one.
func confirm(res *layout.Result, t *model.Table, because string) {
	area, ok := grid.ParseRange(t.Range)
	for i := range res.Notes {
		n := &res.Notes[i]
		if n.Rule == "import/unit-assumed" && ok && n.Want == t.Unit && area.Contains(int(n.Pos.Row), int(n.Pos.Col)) {
			n.Message, n.Mild = n.Message+because, true
		}
	}
}

// A reference is a sum that the project states with its unit.
type reference struct {
	name string
	yuan decimal.Decimal
}

// references lists them; a table whose own unit was assumed proves nothing.
func (r *reading) references() []reference {
	var out []reference
	for _, h := range r.heads {
		if h.Issued.Known() {
			out = append(out, reference{"下达金额", h.Issued.Value.Yuan})
		}
	}
	for _, pg := range r.pages {
		if pg.result == nil {
			continue
		}
		stated := func(t *model.Table) bool { return !slices.Contains(pg.result.Assumed, t) }
		for _, f := range pg.result.Forms {
			if stated(f.Table) {
				for _, c := range moneyTotals(f) {
					out = append(out, reference{"自评表的年度资金总额", c.Value.Yuan})
				}
			}
		}
		for _, l := range pg.result.Logs {
			s := costOf(l)
			if n, ok := kin.Readable(s); ok && !n.IsZero() && stated(l.Table) {
				out = append(out, reference{"活动台账的经费", n})
			}
		}
		for _, f := range pg.result.Funds {
			if f.Role != model.FundMain || !stated(f.Table) {
				continue
			}
			for _, column := range []func(*model.FundRow) model.Cell[model.Amount]{model.Planned, model.Received, model.Spent} {
				s := f.Sum(column)
				if n, ok := kin.Readable(s); ok && !n.IsZero() {
					out = append(out, reference{"资金表的合计", n})
				}
			}
		}
	}
	return out
}

// moneyTotals are the sums in a form's row 年度资金总额 that are known and not 0.
func moneyTotals(f *model.Form) []model.Cell[model.Amount] {
	m := f.MoneyTotal()
	if m == nil {
		return nil
	}
	return slices.DeleteFunc([]model.Cell[model.Amount]{m.Budget, m.Spent}, func(c model.Cell[model.Amount]) bool {
		return !c.Known() || c.Value.Yuan.IsZero()
	})
}

// costOf is what the activities of one log cost.
func costOf(l *model.ActivityLog) model.Sum {
	p := model.Project{Logs: []*model.ActivityLog{l}}
	return p.Activities().Cost
}
