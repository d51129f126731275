package project

import (
	"slices"
	"strings"

	"ziping/model"
	"ziping/xlsx/profile"
)

// leaveStrangers keeps ledgers and lists of prices that are about something else than
// the project out of it: 银行存款日记账, 办公用品采购清单. A stranger's title says nothing of
// the project's money, none of its rows names what the project's do, and its sums are
// none that the project states.
func (r *reading) leaveStrangers() {
	main := r.p.Main()
	if main == nil {
		return
	}
	names := r.ownNames(main)
	for _, t := range slices.Clone(r.p.Funds) {
		if t.Role == model.FundMain || titledAsOwn(t.Table) || slices.ContainsFunc(t.Rows, func(row *model.FundRow) bool { return namesOne(row.Label.Value, names) || namesOne(row.Group, names) }) ||
			r.stated().agreeing(fundSums(t)) > 0 {
			continue
		}
		r.setAside(t.Table, "import/ignored", "标题没有写是这个项目的钱，各行和资金表、活动台账都没有同样的名称，合计也对不上哪一处；按别的事情的表处理，没有用来核对",
			"不用处理；是这个项目的，请在标题里写明项目经费")
	}
}

// ownNames are the keys of what the project's fund table and logs call their rows.
func (r *reading) ownNames(main *model.FundTable) []string {
	var out []string
	add := func(c model.Cell[string]) {
		if k := model.Key(c.Value); len([]rune(k)) >= 2 && !slices.Contains(out, k) && len(out) < 200 {
			out = append(out, k)
		}
	}
	for _, row := range main.Rows {
		if row.Kind == model.Detail {
			add(row.Label)
		}
	}
	for _, log := range r.p.Logs {
		for _, a := range log.Rows {
			if a.Kind == model.Detail {
				add(a.Name())
				add(a.Category())
			}
		}
	}
	add(r.p.Name)
	return out
}

// namesOne reports a text that holds one of the names, or is a part of one.
func namesOne(text string, names []string) bool {
	key := model.Key(text)
	if len([]rune(key)) < 2 {
		return false
	}
	return slices.ContainsFunc(names, func(n string) bool { return strings.Contains(key, n) || strings.Contains(n, key) })
}

// titledAsOwn reports a title that speaks of a project's money; a table without a title
// may be anything.
func titledAsOwn(t *model.Table) bool {
	key := model.Key(t.Title)
	return key == "" || slices.ContainsFunc(profile.Common("own-titles"), func(w string) bool { return strings.Contains(key, w) })
}
