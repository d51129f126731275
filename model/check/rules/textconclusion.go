package rules

import (
	"ziping/model/check"
	"ziping/model/check/review"
)

// textConclusion looks at finished reports only: a claim that the report's own figures contradict.
var textConclusion = &check.Rule{ID: "text/conclusion", Title: "结论与数字不符", Severity: check.Warning, Review: review.Conclusions}
