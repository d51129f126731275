package rules

import (
	"ziping/model/check"
	"ziping/model/check/review"
)

// textName looks at finished reports only: one body under two names.
var textName = &check.Rule{ID: "text/name", Title: "单位名称前后不一", Severity: check.Warning, Review: review.Names}
