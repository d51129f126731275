package rules

import (
	"ziping/model/check"
	"ziping/model/check/review"
)

// textReference looks at finished reports only: a document is not cited as GB/T 9704 has it.
var textReference = &check.Rule{ID: "text/reference", Title: "文号、书名号写法", Severity: check.Error, Review: review.References}
