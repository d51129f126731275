package rules

import (
	"ziping/model/check"
	"ziping/model/check/review"
)

// textCount looks at finished reports only: the number of items that is announced is not that of the items.
var textCount = &check.Rule{ID: "text/count", Title: "写的项数与列的不同", Severity: check.Warning, Review: review.Counts}
