package rules

import (
	"fmt"
	"slices"

	"github.com/shopspring/decimal"

	"ziping/model"
	"ziping/model/check"
	"ziping/model/check/figure"
	"ziping/model/check/wording"
)

// allotted compares each allotment with what its unit received; what is there
// again counts once.
func allotted(units []*model.Project, again map[int]bool, table *model.AllotmentTable) []check.Finding {
	names := make([]string, len(units))
	for i, u := range units {
		if !again[i] {
			names[i] = u.Unit.Value
		}
	}
	var out []check.Finding
	for _, a := range grants(table) {
		exact, like := wording.MatchAll(a.Unit.Value, names)
		if len(exact)+len(like) == 0 {
			out = append(out, check.Finding{
				Rule: rollupMissing.ID, Pos: a.Unit.Pos, Got: a.Unit.Value,
				Message: fmt.Sprintf("分配表里有“%s”，没有找到它的材料", a.Unit.Value),
				Hint:    "催报；已经报了的，核对材料里的单位名称",
			})
			continue
		}
		all := append(slices.Clone(exact), like...)
		switch one := received(a, table, units, all); {
		case len(distinct(all, names)) == 1:
			out = append(out, one...)
		case len(one) > 0 && (len(exact) == 0 || len(received(a, table, units, exact)) > 0):
			// The names differ and so do the sums: whose money it is would be a guess.
			out = append(out, check.Finding{
				Rule: rollupAllotment.ID, Severity: check.Info, Pos: a.Unit.Pos, Got: a.Unit.Value,
				Message: fmt.Sprintf("无法判断：分配表里的“%s”可以是%s，没有核对", a.Unit.Value, quoteAll(distinct(all, names))),
				Hint:    "把分配表里的单位名称写全",
			})
		}
	}
	return out
}

// A grant is what a unit was allotted, in one row of the table or in several.
type grant struct {
	Unit    model.Cell[string]
	amounts []figure.Figure
}

// grants are those of the table, in its order.
func grants(table *model.AllotmentTable) []*grant {
	var out []*grant
	at := map[string]*grant{}
	for _, a := range table.Rows {
		if a.Kind != model.Detail || !a.Unit.Known() {
			continue
		}
		key := wording.UnitKey(a.Unit.Value)
		if at[key] == nil {
			at[key] = &grant{Unit: a.Unit}
			out = append(out, at[key])
		}
		at[key].amounts = append(at[key].amounts, figure.Amount(a.Amount))
	}
	return out
}

func (g *grant) known() bool {
	return !slices.ContainsFunc(g.amounts, func(f figure.Figure) bool { return !f.Known() })
}

func distinct(list []int, names []string) []string {
	var out []string
	seen := map[string]bool{}
	for _, i := range list {
		if k := wording.UnitKey(names[i]); !seen[k] {
			seen[k] = true
			out = append(out, names[i])
		}
	}
	return out
}

func quoteAll(names []string) string {
	s := ""
	for _, n := range names {
		s += "“" + n + "”"
	}
	return s
}

// received compares what one unit was allotted with the money it has received,
// over all its projects.
func received(a *grant, table *model.AllotmentTable, units []*model.Project, found []int) []check.Finding {
	var got []figure.Figure
	pos := model.Pos{}
	for _, i := range found {
		q, ok := receivedBy(units[i])
		if !ok {
			return nil
		}
		got = append(got, q.parts...)
		if pos.IsZero() {
			pos = q.cell
		}
	}
	if !a.known() {
		return nil
	}
	sum, given := figure.Sum(figure.Terms(got), nil), figure.Sum(figure.Terms(a.amounts), nil)
	if figure.Within(figure.ToleranceOf(got, a.amounts))(sum, given) {
		return nil
	}
	show := func(d decimal.Decimal) string { return figure.Money(d, figure.MoneyUnit(table.Table)) }
	places := figure.Places(a.amounts)
	return []check.Finding{{
		Rule: rollupAllotment.ID, Pos: pos, Got: figure.Yuan(sum), Want: figure.Yuan(given), Related: append(places, figure.Places(got)...),
		Message: fmt.Sprintf("“%s”的到位资金是 %s，分配表（%s）下达的是 %s，%s", a.Unit.Value, show(sum), figure.Cells(pos, places), show(given), figure.Gap(sum, given, show)),
		Hint:    "与拨款文件核对：没有拨足的写实际到位数并说明，写错的改到位资金",
	}}
}

// receivedBy is the money a unit says it has received; a unit without a fund
// table says it as its budget.
func receivedBy(p *model.Project) (place, bool) {
	if t := p.Main(); t != nil {
		if q, ok := tablePlace("到位资金", t, "到位资金", model.Received); ok {
			q.name = "到位资金"
			return q, true
		}
		return tablePlace("计划资金", t, "计划资金", model.Planned)
	}
	for _, f := range p.Forms {
		if row := f.MoneyTotal(); row != nil && row.Base().Known() {
			return stated("预算数", figure.Amount(row.Base()), nil), true
		}
	}
	return place{}, false
}

var rollupAllotment = &check.Rule{ID: "rollup/allotment", Title: "到位与分配不符", Severity: check.Error}

// Allotted are the checks of a unit of a batch, of which the table that allotted
// the money has been compared: findings are the unit's, those of Rollup among
// them.
func Allotted(checked []check.Checked, p *model.Project, allot *model.AllotmentTable, findings []check.Finding) []check.Checked {
	out := slices.Clone(checked)
	for i, c := range out {
		if c.Check == "allotment" && allot != nil && c.State == check.Missing {
			out[i] = allottedIn(c, p, allot, findings)
		}
	}
	return out
}

func allottedIn(c check.Checked, p *model.Project, allot *model.AllotmentTable, findings []check.Finding) check.Checked {
	c.Why = nil
	for _, f := range findings {
		if f.Rule == rollupAllotment.ID && f.Severity != check.Info {
			c.State, c.Broken = check.Broken, 1
			return c
		}
	}
	all := grants(allot)
	named := func(a *grant) bool { return p.Unit.Known() && wording.MatchUnit(a.Unit.Value, p.Unit.Value) }
	i := slices.IndexFunc(all, named)
	if i < 0 {
		c.Why = []string{"资金分配表里没有这个单位"}
		return c
	}
	if _, ok := receivedBy(p); !ok || !all[i].known() || slices.ContainsFunc(all[i+1:], named) {
		c.State, c.Undecided, c.Why = check.Undecided, 1, []string{"到位资金或分配的金额没有写明"}
		return c
	}
	c.State, c.Held = check.Held, 1
	return c
}

// NotAllotted are the checks of a unit of a batch that has a 资金分配表, in which
// this unit cannot be compared, and why.
func NotAllotted(checked []check.Checked, why string) []check.Checked {
	out := slices.Clone(checked)
	for i, c := range out {
		if c.Check == "allotment" && c.State == check.Missing {
			out[i].State, out[i].Undecided, out[i].Why = check.Undecided, 1, []string{why}
		}
	}
	return out
}
