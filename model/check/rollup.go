package check

import (
	"fmt"
	"slices"
	"strings"

	"ziping/model"
)

var (
	rollupAllotment = &Rule{ID: "rollup/allotment", Title: "到位与分配不符", Severity: Error}
	rollupDuplicate = &Rule{ID: "rollup/duplicate-unit", Title: "同一单位有两份材料", Severity: Error}
	rollupMissing   = &Rule{ID: "rollup/missing-unit", Title: "分配了资金没有材料", Severity: Warning}
)

// Rollup compares the units of a batch with the table that allotted the money:
// what each received, who is there twice, who is missing. allot may be nil.
// The findings about a unit stand in its own workbook where it states the
// figure, those about a missing one in the allotment table.
func Rollup(units []*model.Project, allot *model.AllotmentTable, set *Set) []Finding {
	if set == nil {
		set, _ = FindSet("")
	}
	findings, again := twiceReported(units)
	if allot != nil {
		findings = append(findings, allotted(units, again, allot)...)
		if f, wrong := allotmentTotal(allot); wrong {
			findings = append(findings, f)
		}
	}
	for i := range findings {
		if r, ok := All.Find(findings[i].Rule); ok && findings[i].Severity == "" {
			findings[i].Severity = r.Severity
		}
	}
	var waivers []model.Waiver
	for _, u := range units {
		for _, w := range u.Waivers {
			if strings.HasPrefix(w.Rule, "rollup/") {
				waivers = append(waivers, w)
			}
		}
	}
	kept := findings[:0]
	for _, f := range findings {
		if set.Severity[f.Rule] != Off {
			kept = append(kept, f)
		}
	}
	return All.Finish(kept, waivers, set)
}

// where is the cell that names the unit, or its first table.
func where(p *model.Project) model.Pos {
	if !p.Unit.Pos.IsZero() {
		return p.Unit.Pos
	}
	for _, f := range p.Files {
		for _, t := range f.Tables {
			return t.Pos
		}
	}
	return model.Pos{}
}

// twiceReported finds the submissions that repeat another, and their indexes.
func twiceReported(units []*model.Project) (out []Finding, again map[int]bool) {
	again = map[int]bool{}
	seen := map[string][]*model.Project{}
	for i, u := range units {
		if !u.Unit.Known() {
			continue
		}
		key := unitKey(u.Unit.Value)
		for _, earlier := range seen[key] {
			if sameProject(u, earlier) {
				again[i] = true
				out = append(out, Finding{
					Rule: rollupDuplicate.ID, Pos: where(u), Got: u.Unit.Value, Related: related(where(earlier)),
					Message: fmt.Sprintf("“%s”已经有一份材料（%s），汇总会重复计算", u.Unit.Value, where(earlier)),
					Hint:    "留下要用的一份，另一份移出文件夹",
				})
				break
			}
		}
		seen[key] = append(seen[key], u)
	}
	return out, again
}

// sameProject reports that nothing tells two submissions of a unit apart: a
// unit may have several projects, and several years.
func sameProject(a, b *model.Project) bool {
	if a.Year.Known() && b.Year.Known() && a.Year.Value != b.Year.Value {
		return false
	}
	return !a.Name.Known() || !b.Name.Known() || model.Key(a.Name.Value) == model.Key(b.Name.Value)
}

// allotted compares each allotment with what its unit received; what is there
// again counts once.
func allotted(units []*model.Project, again map[int]bool, table *model.AllotmentTable) []Finding {
	names := make([]string, len(units))
	for i, u := range units {
		if !again[i] {
			names[i] = u.Unit.Value
		}
	}
	var out []Finding
	for _, a := range table.Rows {
		if a.Kind != model.Detail || !a.Unit.Known() {
			continue
		}
		exact, like := matchAll(a.Unit.Value, names)
		if len(exact)+len(like) == 0 {
			out = append(out, Finding{
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
			out = append(out, Finding{
				Rule: rollupAllotment.ID, Severity: Info, Pos: a.Unit.Pos, Got: a.Unit.Value,
				Message: fmt.Sprintf("无法判断：分配表里的“%s”可以是%s，没有核对", a.Unit.Value, quoteAll(distinct(all, names))),
				Hint:    "把分配表里的单位名称写全",
			})
		}
	}
	return out
}

// allotmentTotal: the table's 合计 is the sum of its units. With 小计 in between
// it is not said what it adds up.
func allotmentTotal(table *model.AllotmentTable) (Finding, bool) {
	var parts []figure
	var total figure
	for _, a := range table.Rows {
		f := amount(a.Amount)
		switch {
		case f.state == model.Bad, a.Kind == model.Subtotal, a.Kind == model.Total && total.known():
			return Finding{}, false
		case a.Kind == model.Detail && f.known():
			parts = append(parts, f)
		case a.Kind == model.Total:
			total = f
		}
	}
	sum := add(terms(parts), nil)
	if !total.known() || len(parts) == 0 || within(toleranceOf(parts, []figure{total}))(total.n, sum) {
		return Finding{}, false
	}
	show := func(d dec) string { return money(d, moneyUnit(table.Table)) }
	return Finding{
		Rule: "fund/total", Pos: total.pos, Got: yuan(total.n), Want: yuan(sum), Related: places(parts),
		Message: fmt.Sprintf("分配表的合计写的是 %s，各单位（%s）相加是 %s，%s", show(total.n), cells(total.pos, places(parts)), show(sum), gap(total.n, sum, show)),
		Hint:    "核对各单位的金额：都没有写错，就把合计改为 " + show(sum),
	}, true
}

func distinct(list []int, names []string) []string {
	var out []string
	seen := map[string]bool{}
	for _, i := range list {
		if k := unitKey(names[i]); !seen[k] {
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

// received compares one allotment with the money its unit has received, over
// all its projects.
func received(a *model.Allotment, table *model.AllotmentTable, units []*model.Project, found []int) []Finding {
	given := amount(a.Amount)
	var got []figure
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
	if !given.known() {
		return nil
	}
	sum := add(terms(got), nil)
	if within(toleranceOf(got, []figure{given}))(sum, given.n) {
		return nil
	}
	show := func(d dec) string { return money(d, moneyUnit(table.Table)) }
	return []Finding{{
		Rule: rollupAllotment.ID, Pos: pos, Got: yuan(sum), Want: yuan(given.n), Related: append([]model.Pos{given.pos}, places(got)...),
		Message: fmt.Sprintf("“%s”的到位资金是 %s，分配表（%s）下达的是 %s，%s", a.Unit.Value, show(sum), at(pos, given.pos), show(given.n), gap(sum, given.n, show)),
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
			return stated("预算数", amount(row.Base()), nil), true
		}
	}
	return place{}, false
}
