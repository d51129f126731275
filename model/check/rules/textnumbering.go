package rules

import (
	"ziping/model/check"
	"ziping/model/check/review"
)

// textNumbering looks at finished reports only: a typed number is missing, or there twice.
var textNumbering = &check.Rule{ID: "text/numbering", Title: "序号缺漏或重复", Severity: check.Error, Review: review.Numbering}
