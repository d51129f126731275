package rules

import (
	"slices"

	"ziping/model"
	"ziping/model/check"
)

// A Judged is what became of a unit as a whole; Parts is what became of the checks
// of each of its projects, in their order.
type Judged struct {
	Findings []check.Finding
	Checked  []check.Checked
	Parts    [][]check.Checked
}

// RunUnit applies all rules to each project of a unit. A finding that several
// projects share (the unit's name is missing) is told once, with the first; the sums
// of tables whose rows are of several projects are held to all of their rows.
func RunUnit(p *model.Project, set *check.Set) Judged {
	if len(p.Parts) < 2 {
		findings, checked := Run(p, set)
		return Judged{findings, checked, [][]check.Checked{checked}}
	}
	var out Judged
	for i, part := range p.Parts {
		findings, checked := Run(part, set)
		for _, f := range findings {
			if !slices.ContainsFunc(out.Findings, func(o check.Finding) bool { return o.Rule == f.Rule && o.Pos == f.Pos && o.Message == f.Message }) && !settledElsewhere(p, part, f, set) {
				f.Project = i + 1
				out.Findings = append(out.Findings, f)
			}
		}
		out.Parts = append(out.Parts, checked)
	}
	if p.Whole != nil {
		findings, checked := Run(p.Whole, set)
		sums := []string{"fund/total", "activity/total"}
		for _, f := range findings {
			if slices.Contains(sums, f.Rule) && !slices.ContainsFunc(out.Findings, func(o check.Finding) bool { return o.Rule == f.Rule && o.Pos == f.Pos }) {
				out.Findings = append(out.Findings, f)
			}
		}
		for i, c := range checked {
			if c.Check == "fund-total" || c.Check == "log-total" {
				out.Parts[0][i] = together(out.Parts[0][i], c)
			}
		}
	}
	out.Findings = All.Sort(out.Findings)
	out.Checked = slices.Clone(out.Parts[0])
	for _, checked := range out.Parts[1:] {
		for i, c := range checked {
			out.Checked[i] = together(out.Checked[i], c)
		}
	}
	return out
}

// settledElsewhere reports that a waiver which settles nothing in one project settles
// something in another.
func settledElsewhere(p, part *model.Project, f check.Finding, set *check.Set) bool {
	if f.Rule != check.WaiverRule || f.Severity != check.Info {
		return false
	}
	for _, other := range p.Parts {
		if other != part && !slices.ContainsFunc(All.Run(other, set).Findings, func(o check.Finding) bool { return o.Rule == f.Rule && o.Pos == f.Pos }) {
			return true
		}
	}
	return false
}

// together is one check of two projects: broken where either is, else undecided
// where either is, else held where either is.
func together(a, b check.Checked) check.Checked {
	a.Held, a.Broken, a.Undecided = a.Held+b.Held, a.Broken+b.Broken, a.Undecided+b.Undecided
	order := []check.Standing{check.Broken, check.Undecided, check.Held, check.Missing}
	if slices.Index(order, b.State) < slices.Index(order, a.State) {
		a.State, a.Why = b.State, slices.Clone(b.Why)
		return a
	}
	if a.State == b.State {
		a.Why = slices.Clone(a.Why)
		for _, w := range b.Why {
			if !slices.Contains(a.Why, w) {
				a.Why = append(a.Why, w)
			}
		}
	}
	return a
}
