package rules

import (
	"ziping/model/check"
	"ziping/model/check/review"
)

// textSection looks at finished reports only: a section has none of the words of its title.
var textSection = &check.Rule{ID: "text/section", Title: "内容与标题不符", Severity: check.Info, Review: review.Sections}
