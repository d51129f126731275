package rules

import (
	"ziping/model/check"
	"ziping/model/check/figure"
)

var activityTotal = &check.Rule{ID: "activity/total", Title: "台账合计、小计与各行不符", Severity: check.Error, Run: func(p *check.Pass) {
	for _, l := range p.Project.Logs {
		totals(p, figure.LogRows(l), figure.LogColumns(l))
	}
}}
