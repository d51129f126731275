package check

import (
	"fmt"

	"ziping/model"
)

var activityTotal = &Rule{ID: "activity/total", Title: "台账合计、小计与各行不符", Severity: Error, Run: func(p *Pass) {
	for _, l := range p.Project.Logs {
		p.totals(logRows(l), logColumns(l))
	}
}}

var activitySubset = &Rule{ID: "activity/subset", Title: "其中数大于总数", Severity: Error, Run: func(p *Pass) {
	for _, l := range p.Project.Logs {
		compared := false
		for _, a := range l.Rows {
			if a.Kind == model.Detail {
				compared = p.subset(l, a) || compared
			}
		}
		for _, a := range l.Rows {
			if !compared && a.Kind == model.Total {
				p.subset(l, a)
			}
		}
	}
}}

// subset requires the young among the participants to be no more than all. Of
// 人 in 人次 it is a warning: people cannot be more than their visits, but one of
// the words may be loose. 人次 in 人 says nothing.
func (p *Pass) subset(l *model.ActivityLog, a *model.Activity) bool {
	part, whole := counted(a.Youth()), counted(a.Participants())
	if !part.known() || !whole.known() || whole.n.IsNegative() {
		return false
	}
	severity := p.Rule.Severity
	if sameUnit(part.unit, whole.unit) == different {
		if sameUnit(part.unit, "人") != same || sameUnit(whole.unit, "人次") != same {
			return false
		}
		severity = Warning
	}
	if len(gathered(p).details) > long && part.n.LessThanOrEqual(whole.n) {
		return true
	}
	tol := tolerance(part, whole)
	p.require(relation{
		cell: part.pos, got: part.n, right: expr{num: []term{whole.term()}}, limit: true,
		accept: atMost(tol), show: func(d dec) string { return count(d, "") },
		say: func(want dec) Finding {
			return Finding{
				Severity: severity, Got: plain(part.n), Want: plain(want), Related: []model.Pos{whole.pos},
				Message: fmt.Sprintf("%s写的是 %s，比%s（%s，%s）%s", header(l.Table, part.pos, "其中：青少年"), count(part.n, part.unit),
					header(l.Table, whole.pos, "参与人次"), whole.pos.Cell(), count(want, whole.unit),
					gap(part.n, want, func(d dec) string { return count(d, part.unit) })),
				Hint: "“其中”不能大于总数，对照签到表核对这两格",
			}
		},
	})
	return true
}
