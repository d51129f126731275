package rules

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"ziping/model"
	"ziping/model/check"
	"ziping/model/check/review"
	"ziping/model/pattern"
)

var textExpiredBasis = &check.Rule{ID: "text/expired-basis", Title: "立项依据已经到期", Severity: check.Warning, Review: review.Basis, Run: func(p *check.Pass) {
	if !p.Project.Year.Known() {
		if slices.ContainsFunc(passages(p), func(t passage) bool { return t.tone == grounds && basisSpans.MatchString(keyOf(t.cell.Value)) }) {
			p.Open("没有写预算年度")
		}
		return
	}
	for _, t := range passages(p) {
		if t.tone == grounds {
			expired(p, t)
		}
	}
}}

// plans are the five-year plans by their names.
var plans = map[string][2]int{"十一五": {2006, 2010}, "十二五": {2011, 2015}, "十三五": {2016, 2020}, "十四五": {2021, 2025}, "十五五": {2026, 2030}}

// basisSpans finds the time a cited document is for: 2006—2010—2020年, 2016-2020年,
// or the name of a five-year plan.
var basisSpans = pattern.New(`((?:20[0-9]{2}年?[-—~至到]{1,2})+(20[0-9]{2}))年?|(十[一二三四五]五)`)

// expired reports that every cited plan ended before the year. Laws and notices
// name no time and never expire here.
func expired(p *check.Pass, t passage) {
	year := p.Project.Year.Value
	var names []string
	for _, m := range basisSpans.FindAllStringSubmatch(keyOf(t.cell.Value), -1) {
		end, _ := strconv.Atoi(m[2])
		if m[3] != "" {
			end = plans[m[3]][1]
		}
		if end >= year {
			return
		}
		names = append(names, "“"+m[0]+"”")
	}
	if len(names) == 0 {
		return
	}
	p.Report(check.Finding{
		Pos: t.cell.Pos, Got: strings.Trim(names[0], "“”"), Related: []model.Pos{p.Project.Year.Pos},
		Message: fmt.Sprintf("立项依据里引用的规划（%s）在 %d年 以前已经到期", strings.Join(names, "、"), year),
		Hint:    "换成现行的规划或文件；仍然有效的，写明延续的依据",
	})
}
