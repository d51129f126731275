package check

import (
	"cmp"
	"slices"
	"strings"

	"ziping/model"
)

// A Catalogue is a list of rules, in the order they are documented and run.
type Catalogue []*Rule

// Find finds a rule by its id.
func (c Catalogue) Find(id string) (*Rule, bool) {
	for _, r := range c {
		if r.ID == id {
			return r, true
		}
	}
	return nil, false
}

// Named finds a rule by its id or its Chinese title, as officers write it.
func (c Catalogue) Named(name string) (*Rule, bool) {
	name = strings.TrimSpace(name)
	if r, known := c.Find(name); known {
		return r, true
	}
	for _, r := range c {
		if model.Key(r.Title) == model.Key(name) {
			return r, true
		}
	}
	return nil, false
}

// names are the ids of the rules and their titles.
func (c Catalogue) names() []string {
	out := c.ids()
	for _, r := range c {
		out = append(out, r.Title)
	}
	return out
}

// ids are the ids of the rules.
func (c Catalogue) ids() []string {
	out := make([]string, len(c))
	for i, r := range c {
		out[i] = r.ID
	}
	return out
}

// Run applies every rule to a project. The findings come sorted by file, sheet
// and cell; the same fault is one finding with its consequences; what the office
// has declared settled carries the reason in Waived. A nil set is the default.
func (c Catalogue) Run(p *model.Project, set *Set) Result {
	if set == nil {
		set, _ = FindSet("")
	}
	r := &run{made: map[any]any{}, counts: map[string]Count{}}
	for i, rule := range c {
		if rule.Run != nil && set.Severity[rule.ID] != Off {
			rule.Run(&Pass{Project: p, Set: set, Rule: rule, rank: i, run: r})
		}
	}
	for _, last := range r.last {
		r.findings = append(r.findings, last()...)
	}
	return Result{Findings: c.Finish(r.findings, p.Waivers, set), Counts: r.counts}
}

// A Result is what a run found, and what it looked at: by rule.
type Result struct {
	Findings []Finding
	Counts   map[string]Count
}

// A Count tells of how many relations of a rule hold, do not, or could not be
// decided, with the reasons.
type Count struct {
	Held, Broken, Undecided int
	Told                    int // of the undecided: those that a finding tells of
	Why                     []string
}

// Join adds findings that were raised elsewhere, by the report's writer, to
// those of Run: with the rule set's severities and the office's waivers, in order.
// A nil set is the default.
func (c Catalogue) Join(findings, more []Finding, p *model.Project, set *Set) []Finding {
	if set == nil {
		set, _ = FindSet("")
	}
	for _, f := range more {
		if set.Severity[f.Rule] == Off {
			continue
		}
		f = c.weighed(f, set)
		for _, w := range p.Waivers {
			if hasReason(w) {
				c.apply(waiver(c.byID(w)), &f)
			}
		}
		findings = append(findings, f)
	}
	return c.Sort(findings)
}

// Finish gives findings the set's severities, the waivers, and their order; of one
// rule more than can be read become one.
func (c Catalogue) Finish(findings []Finding, waivers []model.Waiver, set *Set) []Finding {
	for i := range findings {
		findings[i] = c.weighed(findings[i], set)
	}
	return folded(c.Sort(c.waive(findings, waivers)))
}

// weighed is the finding with the severity the rule set gives its rule. What a
// rule reports below its own severity (a doubt, an approximate figure) is never
// raised.
func (c Catalogue) weighed(f Finding, set *Set) Finding {
	rule, known := c.Find(f.Rule)
	if level, set := set.Severity[f.Rule]; set && known && (f.Severity == rule.Severity || level.Weight() < f.Severity.Weight()) {
		f.Severity = level
	}
	for i := range f.Consequences {
		f.Consequences[i] = c.weighed(f.Consequences[i], set)
	}
	return f
}

// Sort puts findings of several origins into the order of Run: as a reader
// meets them, file, sheet, cell, then weight and rule; what has no place comes
// last. It sorts in place and returns its argument.
func (c Catalogue) Sort(findings []Finding) []Finding {
	rank := map[string]int{}
	for i, r := range c {
		rank[r.ID] = i
	}
	slices.SortStableFunc(findings, func(a, b Finding) int {
		return cmp.Or(a.Pos.Compare(b.Pos), b.Severity.Weight()-a.Severity.Weight(), rank[a.Rule]-rank[b.Rule])
	})
	return findings
}
