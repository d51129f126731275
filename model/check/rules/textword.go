package rules

import (
	"ziping/model/check"
	"ziping/model/check/review"
)

// textWord looks at finished reports only: a frequent wrong word.
var textWord = &check.Rule{ID: "text/word", Title: "常见错别字", Severity: check.Info, Review: review.Wording}
