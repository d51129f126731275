// Package check holds the rules a reviewer would apply to a self-evaluation,
// and runs them over a model.Project. A rule is a value in a Catalogue; it
// reads the project, reports findings, and changes nothing. Rules are pure and
// independent of their order. What differs by province or year is data (Set).
//
// A finding says that the work was done and the figures disagree; that a file
// could not be read is an error of the reader, not a finding. What the reader
// noticed on its way comes as a model.Note and is reported by the import rules.
//
// # Relations
//
// Most rules state what must hold between cells: a total and its rows, a
// balance and the money it is left from. They hand those in as relations, the
// satisfied ones too, and Run decides which findings to make of them: one wrong
// cell breaks several relations and is one finding, with the rest listed as its
// Consequences. See package relation.
//
// # Undecided
//
// A figure that is not there, an approximate one, or words that fit two things
// decide nothing. A rule then says so once (Info) or stays silent; it never
// guesses.
package check

import (
	"slices"

	"ziping/model"
)

// Severity is how much a finding weighs.
type Severity string

const (
	Error   Severity = "error"   // 错误: the report must not be signed like this
	Warning Severity = "warning" // 提醒: a person should look
	Info    Severity = "info"    // 说明: worth knowing, includes "cannot decide"
	Off     Severity = "off"     // in a rule set: the rule is not run
)

// A Finding is one disagreement, at one place.
type Finding struct {
	Rule     string // "fund/total"
	Severity Severity
	Pos      model.Pos // the cell that states the wrong figure
	Where    *Where    // the words of a finished report, in place of a cell; nil for findings of workbooks
	// Got is what is written, Want what it should be, in the units of the JSON
	// contract: yuan with two decimals, counts plain, rates and scores as
	// decimals. Both are given where there are two sides.
	Got, Want string
	Message   string // a complete Chinese sentence without place, full stop, rule id
	Hint      string // what to do next
	Related   []model.Pos
	Category  string // activity category, for activity/cost
	Waived    string // the reason, when the office has declared it settled
	// Project is the number of the project it is about, from 1 on, where a unit has
	// several; 0 for the unit.
	Project int
	// Fields are the JSON paths that hang on it, as far as its rule knows them:
	// "fund.spent".
	Fields []string
	// Consequences are what else disagrees because of the same fault, each as
	// it would have been reported by itself. They vanish with the fault, or
	// repeat it. See Flatten.
	Consequences []Finding
}

// Flatten lists the findings with each one's consequences after it, for
// outputs that show every disagreeing cell.
func Flatten(findings []Finding) []Finding {
	var out []Finding
	for _, f := range findings {
		out = append(out, f)
		out = append(out, f.Consequences...)
	}
	return out
}

// Weight orders severities: the greater weighs more.
func (s Severity) Weight() int {
	return slices.Index([]Severity{Off, Info, Warning, Error}, s)
}

// A Rule is one check.
type Rule struct {
	ID       string // "group/name"
	Title    string // Chinese, a few words
	Severity Severity
	// Blocks marks findings that make a report impossible: a figure could not
	// be read, so nothing may be printed.
	Blocks bool
	// Elsewhere tells that others raise findings of the rule too.
	Elsewhere bool
	// Run is nil for the rules that do not look at one project: the rollup's.
	Run func(*Pass)
	// Review looks at a finished report; nil for the rules that look at workbooks only.
	Review func(*Pass)
}

// A Pass is everything one run of a rule may see, and the way to report.
type Pass struct {
	Project *model.Project
	Set     *Set
	Rule    *Rule
	Text    *Review // what is reviewed; nil in a run over workbooks
	rank    int
	run     *run
}

// A run is what the passes of one Run share.
type run struct {
	findings []Finding
	counts   map[string]Count
	made     map[any]any
	last     []func() []Finding
}

// Rank is the rule's place in the order of the rules.
func (p *Pass) Rank() int { return p.rank }

// Report hands in a finding. Rule and Severity are filled in when empty.
func (p *Pass) Report(f Finding) {
	if f.Rule == "" {
		f.Rule = p.Rule.ID
	}
	if f.Severity == "" {
		f.Severity = p.Rule.Severity
	}
	if weight := f.Severity.Weight(); weight > Info.Weight() {
		p.Count(f.Rule, 0, 1+len(f.Consequences))
	}
	p.run.findings = append(p.run.findings, f)
}

// Undecided reports that there is too little to decide, and why.
func (p *Pass) Undecided(pos model.Pos, message, hint string, related ...model.Pos) {
	p.Open(message)
	c := p.run.counts[p.Rule.ID]
	c.Told++
	p.run.counts[p.Rule.ID] = c
	p.Report(Finding{Severity: Info, Pos: pos, Message: "无法判断：" + message, Hint: hint, Related: related})
}

// Held tells of relations that hold and are not handed in as such.
func (p *Pass) Held(n int) { p.Count(p.Rule.ID, n, 0) }

// Open tells of a relation that could not be decided, and why. Unlike Undecided
// it is no finding.
func (p *Pass) Open(why string) {
	c := p.run.counts[p.Rule.ID]
	c.Undecided++
	if !slices.Contains(c.Why, why) && len(c.Why) < maxWhy {
		c.Why = append(c.Why, why)
	}
	p.run.counts[p.Rule.ID] = c
}

// maxWhy bounds the reasons that are kept of one rule.
const maxWhy = 5

// Count tells of relations of a rule that hold and that do not.
func (p *Pass) Count(rule string, held, broken int) {
	c := p.run.counts[rule]
	c.Held, c.Broken = c.Held+held, c.Broken+broken
	p.run.counts[rule] = c
}

// Once is what several rules compute from a project: made when the first of
// them asks for it, under a key of its own type.
func (p *Pass) Once(key any, make func() any) any {
	v, made := p.run.made[key]
	if !made {
		v = make()
		p.run.made[key] = v
	}
	return v
}

// Last has something done when every rule has run. What it returns is reported.
func (p *Pass) Last(do func() []Finding) { p.run.last = append(p.run.last, do) }
