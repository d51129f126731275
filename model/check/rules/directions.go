package rules

import (
	"slices"

	"ziping/model"
	"ziping/model/check"
	"ziping/model/check/figure"
	"ziping/model/check/wording"
)

// matchDirections finds the direction of every category, by the rows' labels
// or by the groups the rows stand in, whichever fits more.
func matchDirections(p *check.Pass, t *model.FundTable) ([]direction, []int) {
	names := make([]string, len(gather(p).categories))
	for i, c := range gather(p).categories {
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
		m := wording.Pair(names, heads)
		if n := matches(m); n > most {
			best, match, most = rows, m, n
		}
	}
	// A row that is named like the project is all of it, and no direction of its spending.
	whole := model.ProjectKey(p.Project.Name.Value)
	for i, j := range match {
		if j >= 0 && p.Project.Name.Known() && model.ProjectKey(best[j].name) == whole && model.ProjectKey(names[i]) != whole {
			match[i] = -1
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
	spent []figure.Figure
	total figure.Figure // the 小计 of just these rows, where the table has one
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
		switch f := figure.Amount(r.Spent); {
		case f.Known():
			out[i].spent = append(out[i].spent, f)
		case f.State == model.Bad:
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
	view := figure.FundRows(t)
	for k, r := range t.Rows {
		if r.Kind != model.Subtotal || !r.Spent.Known() {
			continue
		}
		leaves := view.Leaves(k)
		if len(leaves) == 0 || of[leaves[0]] == 0 {
			continue
		}
		i := of[leaves[0]]
		if len(leaves) == size[i] && !slices.ContainsFunc(leaves, func(j int) bool { return of[j] != i }) {
			list[i-1].total = figure.Amount(r.Spent)
		}
	}
}

// costColumn is the cost of a list of activities, and the indexes of them all.
func costColumn(list []*model.Activity) (figure.Column, []int) {
	index := make([]int, len(list))
	for i := range index {
		index[i] = i
	}
	return figure.Column{Name: "经费支出", Money: true, Cell: func(i int) figure.Figure { return figure.Amount(list[i].Cost()) }}, index
}

func directionsOf(t *model.FundTable) []direction {
	if t == nil {
		return nil
	}
	return directions(t, func(r *model.FundRow) string { return r.Label.Value })
}
