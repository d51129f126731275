// Package handout makes of a unit's findings what is handed out to be worked on,
// 补充材料 and marked copies, and applies what comes back of it. It opens and writes
// no file.
//
//	u := handout.Unit{Name: "甘州区科协", Project: p, Findings: fs, Checked: checked}
//	u.Paper(books)     // what is asked
//	u.Annotate(inputs) // the marked copies
//	handout.Settle(p, fs) // the answers that are about findings
package handout

import (
	"github.com/shopspring/decimal"

	"ziping/model"
	"ziping/model/check"
	"ziping/model/check/figure"
	"ziping/model/check/rules"
	"ziping/render"
	"ziping/xlsx/write/mend"
)

// A Unit is what a run knows of one unit.
type Unit struct {
	Name      string         // of its folder or workbook
	Project   *model.Project // nil when it could not be read
	Findings  []check.Finding
	Checked   []check.Checked
	Report    render.Options
	Strangers []string // names in the template that are no field of ours
}

// Mend is the unit's findings with whom they are about.
func (u Unit) Mend() mend.Unit {
	out := mend.Unit{Name: u.Name, Rows: Rows(u.Findings), Checked: Checks(u.Checked)}
	if p := u.Project; p != nil {
		out.Name = p.Unit.Or(u.Name)
		if len(p.ByProject()) < 2 {
			out.Project = p.Name.Or("")
		}
		out.Year = p.Year.Or(0)
	}
	if !u.Report.Date.IsZero() {
		out.Date = u.Report.Date.String()
	}
	return out
}

// Rows are findings as the table of what is to be mended lists them.
func Rows(fs []check.Finding) []mend.Row {
	var rows []mend.Row
	for _, f := range fs {
		rows = append(rows, row(f, false))
		for _, c := range f.Consequences {
			rows = append(rows, row(c, true))
		}
	}
	return rows
}

func row(f check.Finding, follows bool) mend.Row {
	got, want := figure.Shown(f)
	out := mend.Row{
		Severity: string(f.Severity), Rule: f.Rule, File: f.Pos.File(), Sheet: f.Pos.SheetName(), Cell: f.Pos.Cell(),
		Got: got, Want: want, Gap: gapOf(f), Message: f.Message, Hint: f.Hint, Waived: f.Waived, Follows: follows,
		Related: render.RelatedCells(f.Pos, f.Related),
	}
	if f.Where != nil {
		out.Sheet = f.Where.Place
	}
	if rule, ok := rules.All.Find(f.Rule); ok {
		out.RuleTitle = rule.Title
	}
	return out
}

// gapOf is by how much a figure is off, for a reader; "" where there are not two.
func gapOf(f check.Finding) string {
	got, err := decimal.NewFromString(f.Got)
	want, err2 := decimal.NewFromString(f.Want)
	if err != nil || err2 != nil {
		return ""
	}
	gap := f
	places := max(-got.Exponent(), -want.Exponent(), 0)
	gap.Got, gap.Want = got.Sub(want).StringFixed(places), ""
	shown, _ := figure.Shown(gap)
	return shown
}

// Checks are the checks as it lists them.
func Checks(checked []check.Checked) []mend.Check {
	var rows []mend.Check
	for _, l := range render.CheckedLines(checked) {
		rows = append(rows, mend.Check(l))
	}
	return rows
}

// ruleName is a rule's Chinese name.
func ruleName(id string) string {
	if rule, ok := rules.All.Find(id); ok {
		return rule.Title
	}
	return id
}
