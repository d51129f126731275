package check

import (
	"cmp"
	"slices"

	"ziping/model"
)

// Run applies every rule to a project. The findings come sorted by file, sheet
// and cell; the same fault is one finding with its consequences; what the office
// has declared settled carries the reason in Waived. A nil set is the default.
func Run(p *model.Project, set *Set) []Finding {
	if set == nil {
		set, _ = FindSet("")
	}
	var findings []Finding
	var relations []relation
	pass := Pass{
		Project: p, Set: set, facts: gather(p),
		report: func(f Finding) { findings = append(findings, f) },
		relate: func(r relation) { relations = append(relations, r) },
	}
	for _, r := range Rules {
		if r.Run != nil && set.Severity[r.ID] != Off {
			mine := pass
			mine.Rule = r
			r.Run(&mine)
		}
	}
	unit, relations := wrongUnit(&pass, relations)
	findings = append(append(findings, unit...), fold(relations)...)
	return finish(findings, p.Waivers, set)
}

// finish gives findings the set's severities, the waivers, and their order.
func finish(findings []Finding, waivers []model.Waiver, set *Set) []Finding {
	for i := range findings {
		findings[i] = findings[i].weighed(set)
	}
	findings = waive(findings, waivers)
	order(findings)
	return findings
}

// weighed sets the severity the rule set gives the rule. What a rule reports
// below its own severity (a doubt, an approximate figure) is never raised.
func (f Finding) weighed(set *Set) Finding {
	rule, known := FindRule(f.Rule)
	if level, set := set.Severity[f.Rule]; set && known && (f.Severity == rule.Severity || level.weight() < f.Severity.weight()) {
		f.Severity = level
	}
	for i := range f.Consequences {
		f.Consequences[i] = f.Consequences[i].weighed(set)
	}
	return f
}

func (s Severity) weight() int {
	return slices.Index([]Severity{Off, Info, Warning, Error}, s)
}

// order sorts findings as a reader meets them; at one cell by weight and rule.
func order(findings []Finding) {
	rank := map[string]int{}
	for i, id := range ruleIDs {
		rank[id] = i
	}
	slices.SortStableFunc(findings, func(a, b Finding) int {
		return cmp.Or(a.Pos.Compare(b.Pos), b.Severity.weight()-a.Severity.weight(), rank[a.Rule]-rank[b.Rule])
	})
}
