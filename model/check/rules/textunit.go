package rules

import (
	"ziping/model/check"
	"ziping/model/check/review"
)

// textUnit looks at finished reports only: a figure without a unit.
var textUnit = &check.Rule{ID: "text/unit", Title: "数字没有写单位", Severity: check.Error, Review: review.Units}
