package xlsx

import (
	"slices"

	"github.com/shopspring/decimal"

	"ziping/model"
	"ziping/xlsx/value"
)

// settleUnits looks at the fund tables that state no money unit. They were read
// as 元; when that agrees with no sum that the unit states elsewhere, and 万元
// agrees with one to the last digit, they are read again as 万元. Both times
// import/unit-assumed says so.
func (r *reading) settleUnits(year int) {
	for _, pg := range r.pages {
		if pg.result == nil || len(pg.result.Assumed) == 0 || pg.plan.Released() {
			continue
		}
		for _, t := range pg.result.Funds {
			if !slices.Contains(pg.result.Assumed, t.Table) {
				continue
			}
			if where := r.agrees(t); where != "" {
				pg.result = pg.plan.Assume(value.TenThous, "，这样才与"+where+"一致", year)
				break
			}
		}
	}
}

// agrees says which stated sum equals one of the table's when its figures are
// ten thousands, "" when none does or one equals them as they are.
func (r *reading) agrees(t *model.FundTable) string {
	where := ""
	for _, column := range []func(*model.FundRow) model.Cell[model.Amount]{model.Planned, model.Received, model.Spent} {
		s := t.Sum(column)
		if !s.Known || s.N.IsZero() {
			continue
		}
		for _, ref := range r.references() {
			switch {
			case s.N.Equal(ref.yuan):
				return ""
			case s.N.Shift(4).Equal(ref.yuan):
				where = ref.name
			}
		}
	}
	return where
}

// A reference is a sum that the project states with its unit.
type reference struct {
	name string
	yuan decimal.Decimal
}

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
		for _, f := range pg.result.Forms {
			if m := f.MoneyTotal(); m != nil {
				for _, c := range []model.Cell[model.Amount]{m.Budget, m.Spent} {
					if c.Known() {
						out = append(out, reference{"自评表的年度资金总额", c.Value.Yuan})
					}
				}
			}
		}
		for _, l := range pg.result.Logs {
			if slices.Contains(pg.result.Assumed, l.Table) {
				continue
			}
			p := model.Project{Logs: []*model.ActivityLog{l}}
			if s := p.Activities().Cost; s.Known {
				out = append(out, reference{"活动台账的经费", s.N})
			}
		}
	}
	return out
}
