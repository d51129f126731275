// Package check holds the rules a reviewer would apply to a self-evaluation,
// and runs them over a model.Project. A rule is a value in the list Rules; it
// reads the project, reports findings, and changes nothing. Rules are pure and
// independent of their order. What differs by province or year is data (Set).
//
// A finding says that the work was done and the figures disagree; that a file
// could not be read is an error of the reader, not a finding. What the reader
// noticed on its way comes as a model.Note and is reported by the import rules.
package check

import "ziping/model"

// Severity is how much a finding weighs.
type Severity string

const (
	Error   Severity = "error"   // 错误: the report must not be signed like this
	Warning Severity = "warning" // 提醒: a person should look
	Info    Severity = "info"    // 说明: worth knowing, includes "cannot decide"
)

// A Finding is one disagreement, at one place.
type Finding struct {
	Rule     string // "fund/total"
	Severity Severity
	Pos      model.Pos // the cell that states the wrong figure
	// Got is what is written, Want what it should be, in the units of the JSON
	// contract: yuan with two decimals, counts plain, rates and scores as
	// decimals. Both are given where there are two sides.
	Got, Want string
	Message   string // a complete Chinese sentence without place, full stop, rule id
	Hint      string // what to do next
	Related   []model.Pos
	Category  string // activity category, for activity/cost
	Waived    string // the reason, when the office has declared it settled
}

// A Rule is one check.
type Rule struct {
	ID       string // "group/name"
	Title    string // Chinese, a few words
	Severity Severity
	// Blocks marks findings that make a report impossible: a figure could not
	// be read, so nothing may be printed.
	Blocks bool
	Run    func(*Pass) // nil for the import rules: the reader finds them
}

// A Pass is everything one run of a rule may see, and the way to report.
type Pass struct {
	Project *model.Project
	Set     *Set
	Rule    *Rule
	report  func(Finding)
}

// Report hands in a finding. Rule and Severity are filled in when empty.
func (p *Pass) Report(f Finding) {
	if f.Rule == "" {
		f.Rule = p.Rule.ID
	}
	if f.Severity == "" {
		f.Severity = p.Rule.Severity
	}
	p.report(f)
}

// A Set is a rule set: what differs by province, year or office.
type Set struct {
	Name string
}
