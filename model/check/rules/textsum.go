package rules

import (
	"ziping/model/check"
	"ziping/model/check/review"
)

// textSum looks at finished reports only: the figures of a sentence do not agree with each other.
var textSum = &check.Rule{ID: "text/sum", Title: "文字里的数字互相不符", Severity: check.Error, Review: review.Sums}
