package rules

import (
	"fmt"
	"strings"

	"github.com/shopspring/decimal"

	"ziping/model"
	"ziping/model/check"
	"ziping/model/check/figure"
	"ziping/model/check/relation"
)

var activitySubset = &check.Rule{ID: "activity/subset", Title: "其中数大于总数", Severity: check.Error, Run: func(p *check.Pass) {
	for _, l := range p.Project.Logs {
		compared := false
		for _, a := range l.Rows {
			if a.Kind == model.Detail {
				compared = subset(p, l, a) || compared
			}
		}
		for _, a := range l.Rows {
			if !compared && a.Kind == model.Total {
				subset(p, l, a)
			}
		}
	}
}}

// subset requires the young among the participants to be no more than all. Of
// 人 in 人次 it is a warning: people cannot be more than their visits, but one of
// the words may be loose. 人次 in 人 says nothing.
func subset(p *check.Pass, l *model.ActivityLog, a *model.Activity) bool {
	part, whole := figure.Counted(a.Youth()), figure.Counted(a.Participants())
	if figure.SameUnit(part.Unit, whole.Unit) == figure.Different && !unitShown(l, a.Youth()) {
		part.Unit = whole.Unit
	}
	if part.State == model.Absent || unreadable(p, part, whole) || !part.Known() || !whole.Known() || whole.N.IsNegative() {
		return false
	}
	severity := p.Rule.Severity
	if figure.SameUnit(part.Unit, whole.Unit) == figure.Different {
		if figure.SameUnit(part.Unit, "人") != figure.Same || figure.SameUnit(whole.Unit, "人次") != figure.Same {
			return false
		}
		severity = check.Warning
	}
	if len(gather(p).details) > long && part.N.LessThanOrEqual(whole.N) {
		return true
	}
	tol := figure.Tolerance(part, whole)
	relation.Require(p, relation.Relation{
		Cell: part.Pos, Got: part.N, Right: figure.Expr{Num: []figure.Term{whole.Term()}}, Limit: true,
		Accept: figure.AtMost(tol), Show: func(d decimal.Decimal) string { return figure.Count(d, "") },
		Say: func(want decimal.Decimal) check.Finding {
			return check.Finding{
				Severity: severity, Got: figure.Plain(part.N), Want: figure.Plain(want), Related: []model.Pos{whole.Pos},
				Message: fmt.Sprintf("%s写的是 %s，比%s（%s，%s）%s", figure.Header(l.Table, part.Pos, "其中：青少年"), figure.Count(part.N, part.Unit),
					figure.Header(l.Table, whole.Pos, "参与人次"), whole.Pos.Cell(), figure.Count(want, whole.Unit),
					figure.Gap(part.N, want, func(d decimal.Decimal) string { return figure.Count(d, part.Unit) })),
				Hint: "“其中”不能大于总数，对照签到表核对这两格",
			}
		},
	})
	return true
}

// unitShown reports that a cell or its column's header writes a unit of people.
// A column 其中学生 that does not is counted as the whole is.
func unitShown(l *model.ActivityLog, c model.Cell[model.Count]) bool {
	const units = "人名位"
	return strings.ContainsAny(c.Text, units) || strings.ContainsAny(notPeople.Replace(figure.Header(l.Table, c.Pos, "")), units)
}

// notPeople takes out of a header the words that name people and no unit.
var notPeople = strings.NewReplacer("未成年人", "", "成年人", "", "老年人", "", "残疾人", "", "年轻人", "", "青年人", "")
