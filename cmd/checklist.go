package cmd

import (
	"path/filepath"

	"ziping/model/check"
	"ziping/model/check/figure"
	"ziping/model/check/rules"
	"ziping/render"
	"ziping/xlsx/write"
)

// checklist is a unit's findings as 核对清单 lists them, linked to its workbooks
// relative to the output folder.
func (b *batch) checklist(u *batchUnit) write.ChecklistUnit {
	list := checklist(u.result, b.out)
	list.Name = u.unitPath.name
	return list
}

// checklist is a result's findings as 核对清单 lists them; out is the folder the
// list will lie in.
func checklist(r result, out string) write.ChecklistUnit {
	list := write.ChecklistUnit{Name: r.name, Rows: checklistRows(r.findings), Checked: checkedRows(r.checked)}
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

func checklistRows(fs []check.Finding) []write.ChecklistRow {
	var rows []write.ChecklistRow
	for _, f := range fs {
		rows = append(rows, checklistRow(f, false))
		for _, c := range f.Consequences {
			rows = append(rows, checklistRow(c, true))
		}
	}
	return rows
}

func checklistRow(f check.Finding, follows bool) write.ChecklistRow {
	got, want := figure.Shown(f)
	row := write.ChecklistRow{
		Severity: string(f.Severity), Rule: f.Rule, File: f.Pos.File(), Sheet: f.Pos.SheetName(), Cell: f.Pos.Cell(),
		Got: got, Want: want, Message: f.Message, Hint: f.Hint, Waived: f.Waived, Follows: follows,
		Related: render.RelatedCells(f.Pos, f.Related),
	}
	if rule, ok := rules.All.Find(f.Rule); ok {
		row.RuleTitle = rule.Title
	}
	return row
}

// checkedRows are the checks as 核对清单 lists them.
func checkedRows(checked []check.Checked) []write.CheckedRow {
	var rows []write.CheckedRow
	for _, l := range render.CheckedLines(checked) {
		rows = append(rows, write.CheckedRow(l))
	}
	return rows
}
