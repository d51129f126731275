package rules

import (
	"ziping/model/check"
	"ziping/model/check/review"
)

// textReason looks at finished reports only: money was not spent or a target missed, and nothing says why.
var textReason = &check.Rule{ID: "text/reason", Title: "没有说明原因", Severity: check.Warning, Review: review.Reasons}
