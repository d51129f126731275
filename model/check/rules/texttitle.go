package rules

import (
	"ziping/model/check"
	"ziping/model/check/review"
)

// textTitle looks at finished reports only: the title names no year.
var textTitle = &check.Rule{ID: "text/title", Title: "标题没有写年度", Severity: check.Warning, Review: review.Titles}
