package rules

import "ziping/model/check"

// textUnprinted is raised by the report's writer: only the template tells which
// texts it has no place for.
var textUnprinted = &check.Rule{ID: "text/unprinted", Title: "有材料没有写进报告", Severity: check.Warning, Elsewhere: true}
