package cmd

import (
	"path/filepath"

	"github.com/shopspring/decimal"

	"ziping/model/check"
	"ziping/model/check/figure"
	"ziping/model/check/rules"
	"ziping/render"
	"ziping/xlsx/write/mend"
)

// checklist is a result's findings as 核对清单 lists them; out is the folder the
// list will lie in.
func checklist(r result, out string) mend.Unit {
	list := mendUnit(r)
	dir := r.path
	if isWorkbook(filepath.Base(dir)) {
		dir = filepath.Dir(dir)
	}
	rel, err := relativeTo(out, dir)
	if err != nil {
		list.NoLinks = true
		return list
	}
	if rel != "." {
		list.Dir = filepath.ToSlash(rel)
	}
	return list
}

// mendUnit is a result's findings with whom they are about.
func mendUnit(r result) mend.Unit {
	u := mend.Unit{Name: r.name, Rows: checklistRows(r.findings), Checked: checkedRows(r.checked)}
	if p := r.project; p != nil {
		u.Name = p.Unit.Or(r.name)
		if len(p.ByProject()) < 2 {
			u.Project = p.Name.Or("")
		}
		u.Year = p.Year.Or(0)
	}
	return u
}

func relativeTo(from, to string) (string, error) {
	absFrom, err := filepath.Abs(from)
	if err != nil {
		return "", err
	}
	absTo, err := filepath.Abs(to)
	if err != nil {
		return "", err
	}
	return filepath.Rel(absFrom, absTo)
}

func checklistRows(fs []check.Finding) []mend.Row {
	var rows []mend.Row
	for _, f := range fs {
		rows = append(rows, checklistRow(f, false))
		for _, c := range f.Consequences {
			rows = append(rows, checklistRow(c, true))
		}
	}
	return rows
}

func checklistRow(f check.Finding, follows bool) mend.Row {
	got, want := figure.Shown(f)
	row := mend.Row{
		Severity: string(f.Severity), Rule: f.Rule, File: f.Pos.File(), Sheet: f.Pos.SheetName(), Cell: f.Pos.Cell(),
		Got: got, Want: want, Gap: gapOf(f), Message: f.Message, Hint: f.Hint, Waived: f.Waived, Follows: follows,
		Related: render.RelatedCells(f.Pos, f.Related),
	}
	if f.Where != nil {
		row.Sheet = f.Where.Place
	}
	if rule, ok := rules.All.Find(f.Rule); ok {
		row.RuleTitle = rule.Title
	}
	return row
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

// checkedRows are the checks as 核对清单 lists them.
func checkedRows(checked []check.Checked) []mend.Check {
	var rows []mend.Check
	for _, l := range render.CheckedLines(checked) {
		rows = append(rows, mend.Check(l))
	}
	return rows
}
