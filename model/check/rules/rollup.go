package rules

import (
	"strings"

	"ziping/model"
	"ziping/model/check"
)

// ofRollup reports that a waiver is of a rule about several units, by its id, its
// group or its title.
func ofRollup(name string) bool {
	if r, known := All.Named(name); known {
		name = r.ID
	}
	return strings.HasPrefix(name, "rollup/")
}

// Rollup compares the units of a batch with the table that allotted the money:
// what each received, who is there twice, who is missing. allot may be nil.
// The findings about a unit stand in its own workbook where it states the
// figure, those about a missing one in the allotment table.
func Rollup(units []*model.Project, allot *model.AllotmentTable, set *check.Set) []check.Finding {
	if set == nil {
		set, _ = check.FindSet("")
	}
	findings, again := twiceReported(units)
	if allot != nil {
		findings = append(findings, allotted(units, again, allot)...)
		if f, wrong := allotmentTotal(allot); wrong {
			findings = append(findings, f)
		}
	}
	for i := range findings {
		if r, ok := All.Find(findings[i].Rule); ok && findings[i].Severity == "" {
			findings[i].Severity = r.Severity
		}
	}
	var waivers []model.Waiver
	for _, u := range units {
		for _, w := range u.Waivers {
			if ofRollup(w.Rule) {
				waivers = append(waivers, w)
			}
		}
	}
	kept := findings[:0]
	for _, f := range findings {
		if set.Severity[f.Rule] != check.Off {
			kept = append(kept, f)
		}
	}
	return All.Finish(kept, waivers, set)
}
