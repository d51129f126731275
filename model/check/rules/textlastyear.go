package rules

import (
	"ziping/model/check"
	"ziping/model/check/review"
)

// textLastYear looks at finished reports only: sentences with last year's figures.
var textLastYear = &check.Rule{ID: "text/last-year", Title: "与上年报告的数字相同", Severity: check.Warning, Review: review.LastYear}
