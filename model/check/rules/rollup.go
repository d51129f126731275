package rules

import (
	"fmt"
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
	findings = append(findings, unnamedUnits(units, rollupDuplicate, "是不是与别的材料重复")...)
	if allot != nil {
		findings = append(findings, unnamedUnits(units, rollupMissing, "分配表里缺的是不是它")...)
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

// unnamedUnits says once what cannot be told of the submissions that name no unit.
func unnamedUnits(units []*model.Project, rule *check.Rule, what string) []check.Finding {
	var related []model.Pos
	n := 0
	for _, u := range units {
		if !u.Unit.Known() {
			n++
			if pos := where(u); !pos.IsZero() {
				related = append(related, pos)
			}
		}
	}
	if n == 0 || len(units) < 2 {
		return nil
	}
	f := check.Finding{
		Rule: rule.ID, Severity: check.Info, Message: fmt.Sprintf("无法判断：有 %d 份材料没有写单位名称，%s，没有核对", n, what),
		Hint: "在“基本信息”表填写“实施单位”，或在自评表填写",
	}
	if len(related) > 0 {
		f.Pos, f.Related = related[0], related[1:]
	}
	return []check.Finding{f}
}
