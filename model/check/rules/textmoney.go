package rules

import (
	"ziping/model/check"
	"ziping/model/check/review"
)

// textForeign looks at finished reports only: money of the office itself among the project's.
var textForeign = &check.Rule{ID: "text/money", Title: "别的资金写进了项目", Severity: check.Warning, Review: review.OtherMoney}
