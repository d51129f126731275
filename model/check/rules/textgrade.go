package rules

import (
	"ziping/model/check"
	"ziping/model/check/review"
)

// textGrade looks at finished reports only: a grade without a score, or not the score's.
var textGrade = &check.Rule{ID: "text/grade", Title: "等级与得分不符", Severity: check.Warning, Review: review.Grades}
