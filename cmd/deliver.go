package cmd

import (
	"cmp"
	"errors"
	"io"
	"path/filepath"

	"github.com/shopspring/decimal"

	"ziping/model"
	"ziping/model/check"
	"ziping/model/check/figure"
	"ziping/model/check/rules"
	"ziping/model/check/wording"
	"ziping/render"
	"ziping/xlsx"
	"ziping/xlsx/write"
)

// What a unit's outputs in a batch are called, after the unit's name.
const (
	reportSuffix = "_绩效自评报告.docx"
	pageSuffix   = "_核对结果.html"
	jsonSuffix   = "_核对结果.json"
	rollupName   = "汇总.xlsx"
	rollupPage   = "核对结果.html"
)

// deliver writes one unit's outputs. A unit that cannot have a report has no
// report of an earlier run either, unless a person worked on it.
func (b *batch) deliver(u *batchUnit) (err error) {
	defer func() {
		if p := recover(); p != nil {
			err = internalError(p)
		}
	}()
	if u.err == nil {
		u.err = u.refusal()
	}
	if u.err != nil {
		return b.withdraw(u)
	}
	dir := filepath.Join(b.out, u.unitPath.name)
	if err := mkdir(dir); err != nil {
		return err
	}
	name := filepath.Join(u.unitPath.name, u.unitPath.name)
	if err := writeReport(&u.result, filepath.Join(b.out, name+reportSuffix), b.opts); err != nil {
		return err
	}
	u.report = filepath.ToSlash(name + reportSuffix)
	page := render.UnitFindings{Name: u.unitPath.name, Project: u.project, Findings: u.findings, Report: u.unitPath.name + reportSuffix}
	return errors.Join(
		b.file(name+pageSuffix).write(func(w io.Writer) error {
			return render.FindingsHTML(w, []render.UnitFindings{page})
		}),
		b.file(name+jsonSuffix).write(func(w io.Writer) error {
			return render.WriteJSON(w, u.project, u.findings, render.JSONOptions{Report: u.report})
		}),
	)
}

func (b *batch) file(name string) output {
	return output{path: filepath.Join(b.out, name), force: b.opts.force}
}

// withdraw removes what an earlier run wrote for a unit that has no report now.
func (b *batch) withdraw(u *batchUnit) error {
	dir := filepath.Join(b.out, u.unitPath.name)
	for _, suffix := range []string{reportSuffix, pageSuffix, jsonSuffix} {
		path := filepath.Join(dir, u.unitPath.name+suffix)
		if ours, err := oursOnDisk(path); err == nil && ours {
			if err := remove(path); err != nil {
				return outputError(path, err)
			}
		}
	}
	_ = remove(dir) // only when it is empty
	return nil
}

// writeRollup writes 汇总.xlsx and one page with the findings of all units.
func (b *batch) writeRollup(units []*batchUnit, allot *model.AllotmentTable, rest []check.Finding) error {
	var r write.Rollup
	for _, u := range units {
		r.Units = append(r.Units, u.rollupRow())
		r.Findings = append(r.Findings, b.checklist(u))
	}
	if len(rest) > 0 {
		r.Findings = append(r.Findings, write.ChecklistUnit{Name: "各单位之间", NoLinks: true, Rows: checklistRows(rest)})
	}
	r.Allotments = allotmentRows(units, allot)
	return errors.Join(
		b.file(rollupName).write(func(w io.Writer) error { return r.Write(w) }),
		b.file(rollupPage).write(func(w io.Writer) error { return render.FindingsHTML(w, pages(units, rest)) }),
	)
}

// pages are the units as the page of all findings shows them.
func pages(units []*batchUnit, rest []check.Finding) []render.UnitFindings {
	var all []render.UnitFindings
	for _, u := range units {
		all = append(all, render.UnitFindings{Name: u.unitPath.name, Project: u.project, Findings: u.findings, Report: u.report})
	}
	if len(rest) > 0 {
		all = append(all, render.UnitFindings{Name: "各单位之间", Between: true, Findings: rest})
	}
	return all
}

func (u *batchUnit) rollupRow() write.RollupUnit {
	row := write.RollupUnit{
		Name: u.unitPath.name, Errors: u.count(check.Error), Warnings: u.count(check.Warning), Infos: u.count(check.Info),
		Report: u.report,
	}
	if u.err != nil {
		row.Failed, row.Status = true, failureText(u.err)
		return row
	}
	p := u.project
	row.Name = cmp.Or(p.Unit.Value, u.unitPath.name)
	fund := p.Fund()
	row.Planned, row.Received, row.Spent = nullSum(fund.Planned), nullSum(fund.Received), nullSum(fund.Spent)
	if rate, ok := fund.ReceiptRate(); ok {
		row.ReceiptRate = decimal.NewNullDecimal(rate)
	}
	if rate, ok := fund.ExecutionRate(); ok {
		row.ExecutionRate = decimal.NewNullDecimal(rate)
	}
	if score := p.TotalScore(); score.Known() {
		row.Score = decimal.NewNullDecimal(score.Value.N)
	}
	return row
}

func nullSum(s model.Sum) decimal.NullDecimal {
	return decimal.NullDecimal{Decimal: s.N, Valid: s.Known}
}

// failureText is the first reason why a unit failed, in one line.
func failureText(err error) string {
	first := flatten(err)[0]
	var fault *xlsx.Error
	if errors.As(first, &fault) {
		return faultPlace(fault) + fault.Cause
	}
	return first.Error()
}

// allotmentRows compares every row of the allotment table with the unit of
// that name, and lists the units the table does not name.
func allotmentRows(units []*batchUnit, allot *model.AllotmentTable) []write.RollupAllotment {
	if allot == nil {
		return nil
	}
	var rows []write.RollupAllotment
	seen := map[*batchUnit]bool{}
	for _, a := range allot.Rows {
		if a.Kind != model.Detail {
			continue
		}
		row := write.RollupAllotment{Unit: a.Unit.Value}
		if a.Amount.Known() {
			row.Allotted = decimal.NewNullDecimal(a.Amount.Value.Yuan)
		}
		if u := unitNamed(units, a.Unit.Value); u != nil && !seen[u] {
			seen[u] = true
			row.Received = nullSum(u.project.Fund().Received)
		} else {
			row.Verdict, row.Differs = "没有读到这个单位的材料", true
		}
		rows = append(rows, row)
	}
	for _, u := range units {
		if !seen[u] && u.project != nil {
			rows = append(rows, write.RollupAllotment{Unit: cmp.Or(u.project.Unit.Value, u.unitPath.name), Received: nullSum(u.project.Fund().Received)})
		}
	}
	return rows
}

// unitNamed is the one unit that goes by a name; nil when none or several do.
func unitNamed(units []*batchUnit, name string) *batchUnit {
	var found *batchUnit
	for _, u := range units {
		if u.project == nil || u.err != nil || !u.project.Unit.Known() || !wording.MatchUnit(u.project.Unit.Value, name) {
			continue
		}
		if model.Key(u.project.Unit.Value) == model.Key(name) {
			return u
		}
		if found != nil {
			return nil
		}
		found = u
	}
	return found
}

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
	list := write.ChecklistUnit{Name: r.name, Rows: checklistRows(r.findings)}
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
