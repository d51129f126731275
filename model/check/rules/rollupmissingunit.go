package rules

import (
	"ziping/model/check"
)

var rollupMissing = &check.Rule{ID: "rollup/missing-unit", Title: "分配了资金没有材料", Severity: check.Warning}
