package check

import (
	"fmt"
	"slices"
	"strings"

	"ziping/model"
)

var activityCost = &Rule{ID: "activity/cost", Title: "台账经费与资金表支出不符", Severity: Error, Run: func(p *Pass) {
	t := p.Project.Main()
	if t == nil || len(gathered(p).details) == 0 {
		return
	}
	if !hasCosts(gathered(p).details) {
		return
	}
	rows, match := p.matchDirections(t)
	matched := 0
	for i, j := range match {
		if j >= 0 {
			matched++
			p.cost(gathered(p).categories[i], rows[j])
		}
	}
	if matched == 0 {
		p.costTotals(t)
		return
	}
	p.unmatched(match, rows)
}}

// matchDirections finds the direction of every category, by the rows' labels
// or by the groups the rows stand in, whichever fits more.
func (p *Pass) matchDirections(t *model.FundTable) ([]direction, []int) {
	names := make([]string, len(gathered(p).categories))
	for i, c := range gathered(p).categories {
		names[i] = c.name
	}
	var best []direction
	var match []int
	most := -1
	for _, name := range []func(*model.FundRow) string{
		func(r *model.FundRow) string { return r.Label.Value },
		func(r *model.FundRow) string { return r.Group },
	} {
		rows := directions(t, name)
		heads := make([]string, len(rows))
		for i, r := range rows {
			heads[i] = r.name
		}
		m := pair(names, heads)
		if n := matches(m); n > most {
			best, match, most = rows, m, n
		}
	}
	return best, match
}

func matches(match []int) int {
	n := 0
	for _, j := range match {
		if j >= 0 {
			n++
		}
	}
	return n
}

func hasCosts(list []*model.Activity) bool {
	for _, a := range list {
		if a.Cost().State != model.Absent {
			return true
		}
	}
	return false
}

// A direction is what the fund table says was spent on one thing: a row, or
// several rows of the same group.
type direction struct {
	name  string
	spent []figure
	total figure // the 小计 of just these rows, where the table has one
	bad   bool
}

// directions are the fund table's 支出方向; rows of one name are one direction.
func directions(t *model.FundTable, name func(*model.FundRow) string) []direction {
	var out []direction
	index := map[string]int{}
	of := make([]int, len(t.Rows)) // the direction of each row, from 1
	for k, r := range t.Rows {
		key := model.Key(name(r))
		if r.Kind != model.Detail || key == "" {
			continue
		}
		i, seen := index[key]
		if !seen {
			i = len(out)
			index[key] = i
			out = append(out, direction{name: name(r)})
		}
		of[k] = i + 1
		switch f := amount(r.Spent); {
		case f.known():
			out[i].spent = append(out[i].spent, f)
		case f.state == model.Bad:
			out[i].bad = true
		}
	}
	subtotals(t, of, out)
	return out
}

// subtotals finds the 小计 of each direction: the one that adds up all its rows
// and no others.
func subtotals(t *model.FundTable, of []int, list []direction) {
	size := make([]int, len(list)+1)
	for _, i := range of {
		size[i]++
	}
	view := fundRows(t)
	for k, r := range t.Rows {
		if r.Kind != model.Subtotal || !r.Spent.Known() {
			continue
		}
		leaves := view.leaves(k)
		if len(leaves) == 0 || of[leaves[0]] == 0 {
			continue
		}
		i := of[leaves[0]]
		if len(leaves) == size[i] && !slices.ContainsFunc(leaves, func(j int) bool { return of[j] != i }) {
			list[i-1].total = amount(r.Spent)
		}
	}
}

func (p *Pass) cost(c category, d direction) {
	col, index := costColumn(c.rows)
	log, ok := col.tally(index)
	if !ok || d.bad || len(d.spent) == 0 {
		return
	}
	spent, fund := d.spent, add(terms(d.spent), nil)
	show := func(d dec) string { return money(d, "元") }
	first, rest := spent[0], spent[1:]
	rel := relation{cell: first.pos, got: first.n, right: col.over(index, log), accept: within(log.tolerance(spent...)), level: 3, show: show}
	if d.total.known() && len(rest) > 0 {
		// The 小计 states the direction's money; which of its rows is wrong is open.
		rel.cell, rel.anchor, rel.got, rest = d.total.pos, true, dec{}, spent
	}
	rel.right.num = append(rel.right.num, minus(nil, rest)...)
	rel.say = func(dec) Finding {
		parts, _, _ := col.pick(index)
		f := Finding{
			Got: yuan(log.sum), Want: yuan(fund), Category: c.name, Related: append(places(parts), places(rest)...),
			Message: fmt.Sprintf("活动台账里“%s”的经费相加是 %s（%s），资金表“%s”的实际支出是 %s（%s），台账%s", c.name, show(log.sum), cells(rel.cell, places(parts)),
				d.name, show(fund), cells(rel.cell, places(spent)), gap(log.sum, fund, show)),
			Hint: "对照凭证核对：台账漏记或多记的改台账，资金表写错的改资金表",
		}
		if anyApprox(parts) || anyApprox(spent) {
			f.Severity = Warning
		}
		return f
	}
	p.require(rel)
}

// costColumn is the cost of a list of activities, and the indexes of them all.
func costColumn(list []*model.Activity) (column, []int) {
	index := make([]int, len(list))
	for i := range index {
		index[i] = i
	}
	return column{name: "经费支出", money: true, cell: func(i int) figure { return amount(list[i].Cost()) }}, index
}

// costTotals compares the logs' whole cost with the fund table's, where no
// category and no direction have the same name.
func (p *Pass) costTotals(t *model.FundTable) {
	parts, ok := costs(gathered(p).details)
	if !ok {
		return
	}
	view := fundRows(t)
	spentColumn := columnNamed(fundColumns(t), "实际支出")
	spent, _, ok := spentColumn.pick(view.details())
	if !ok {
		return
	}
	cell := spent[0]
	for i, r := range t.Rows {
		if r.Kind == model.Total && r.Spent.Known() {
			cell = spentColumn.cell(i)
		}
	}
	log, fund := add(terms(parts), nil), add(terms(spent), nil)
	show := func(d dec) string { return money(d, "元") }
	p.require(relation{
		cell: cell.pos, anchor: true, right: expr{num: minus(parts, spent)}, level: 3, show: show,
		accept: within(toleranceOf(parts, spent)),
		say: func(dec) Finding {
			return Finding{
				Got: yuan(log), Want: yuan(fund), Related: append(places(parts), places(spent)...),
				Message: fmt.Sprintf("活动台账的经费相加是 %s（%s），资金表的实际支出是 %s（%s），台账%s", show(log), cells(cell.pos, places(parts)),
					show(fund), cells(cell.pos, places(spent)), gap(log, fund, show)),
				Hint: "台账的类别和资金表的支出方向名称对不上，只核对了总数；把名称写成一样的，就能按类别核对",
			}
		},
	})
}

// unmatched says what could not be compared, once.
func (p *Pass) unmatched(match []int, rows []direction) {
	used := map[int]bool{}
	for _, j := range match {
		used[j] = true
	}
	var left, right []string
	var leftPos, related []model.Pos
	for i, j := range match {
		if c := gathered(p).categories[i]; j < 0 {
			if parts, ok := costs(c.rows); ok && !add(terms(parts), nil).IsZero() {
				name := c.name
				if name == "" {
					name = "（没有写类别）"
				}
				left = append(left, name)
				leftPos = append(leftPos, parts[0].pos)
			}
		}
	}
	for j, d := range rows {
		if !used[j] && !add(terms(d.spent), nil).IsZero() {
			right = append(right, d.name)
			related = append(related, places(d.spent)...)
		}
	}
	switch {
	case len(left) > 0 && len(right) > 0:
		p.Undecided(leftPos[0], fmt.Sprintf("台账的类别“%s”与资金表的支出方向“%s”对不上名称，这部分经费没有核对", strings.Join(left, "”“"), strings.Join(right, "”“")),
			"把两张表的名称写成一样的", append(leftPos[1:], related...)...)
	case len(left) > 0:
		p.Undecided(leftPos[0], fmt.Sprintf("资金表里没有与台账类别“%s”对应的支出方向，这部分经费没有核对", strings.Join(left, "”“")),
			"在资金表里补上这个方向，或者改台账的类别", leftPos[1:]...)
	case len(right) > 0:
		p.Undecided(related[0], fmt.Sprintf("活动台账里没有类别“%s”的活动经费，这部分支出没有核对", strings.Join(right, "”“")),
			"有活动的，在台账里登记；没有活动的支出（如印刷、设备），在备注里说明", related[1:]...)
	}
}
