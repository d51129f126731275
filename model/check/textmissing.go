package check

import (
	"ziping/model"
)

// textMissing has no Run: whether a section of the report stays empty depends on
// the template, and the report's writer notices. See Join.
var textMissing = &Rule{ID: "text/missing", Title: "报告缺一节的材料", Severity: Warning}

// Join adds findings that were raised elsewhere, by the report's writer, to
// those of Run: with the rule set's severities and the office's waivers, in order.
// A nil set is the default.
func Join(findings, more []Finding, p *model.Project, set *Set) []Finding {
	if set == nil {
		set, _ = FindSet("")
	}
	for _, f := range more {
		if set.Severity[f.Rule] == Off {
			continue
		}
		f = f.weighed(set)
		for _, w := range p.Waivers {
			if hasReason(w) {
				waiver(w).apply(&f)
			}
		}
		findings = append(findings, f)
	}
	return Sort(findings)
}
