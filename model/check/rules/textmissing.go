package rules

import (
	"ziping/model/check"
)

// textMissing has no Run: whether a section of the report stays empty depends on
// the template, and the report's writer notices. See check.Catalogue.Join.
var textMissing = &check.Rule{ID: "text/missing", Title: "报告缺一节的材料", Severity: check.Warning}
