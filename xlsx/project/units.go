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
		for _, res := range pg.readings() {
			for _, t := range res.Assumed {
				unit, shift := value.TenThous, int32(4)
				if t.Unit == value.TenThous.Name {
					unit, shift = value.Yuan, -4
				}
				sums := sumsOf(res, t)
				if where := r.agrees(sums, shift); where != "" {
					units[t.Range] = layout.Assumption{Unit: unit, Because: "，这样才与" + where + "一致"}
				} else if where := r.equals(sums); where != "" {
					confirm(res, t, "，与"+where+"一致")
				}
			}
		}
		if len(units) > 0 {
			pg.result = pg.plan.Assume(units, year)
		}
	}
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
