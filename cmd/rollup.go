package cmd

import (
	"cmp"
	"errors"
	"io"
	"strings"

	"github.com/shopspring/decimal"

	"ziping/model"
	"ziping/model/check"
	"ziping/model/check/wording"
	"ziping/render"
	"ziping/xlsx"
	"ziping/xlsx/write"
	"ziping/xlsx/write/mend"
)

// writeRollup writes 汇总.xlsx and one page with the findings of all units.
func (b *batch) writeRollup(units []*batchUnit, allot *model.AllotmentTable, rest []check.Finding) (err error) {
	defer func() {
		if p := recover(); p != nil {
			err = internalError(p)
		}
	}()
	var r write.Rollup
	for _, u := range units {
		r.Units = append(r.Units, u.rollupRow())
		r.Findings = append(r.Findings, b.checklist(u))
	}
	if len(rest) > 0 {
		r.Findings = append(r.Findings, mend.Unit{Name: "各单位之间", NoLinks: true, Rows: checklistRows(rest)})
	}
	r.Allotments = allotmentRows(units, allot)
	return errors.Join(
		b.write(rollupName, r.Write),
		b.write(rollupPage, func(w io.Writer) error { return render.FindingsHTML(w, pages(units, rest)) }),
	)
}

// write writes one file of the output folder.
func (b *batch) write(name string, produce func(io.Writer) error) error {
	data, err := content(produce)
	if err != nil {
		return err
	}
	return outputError(b.to.Write(b.file(name), data))
}

// pages are the units as the page of all findings shows them.
func pages(units []*batchUnit, rest []check.Finding) []render.UnitFindings {
	var all []render.UnitFindings
	for _, u := range units {
		all = append(all, render.UnitFindings{Name: u.unitPath.name, Project: u.project, Findings: u.findings, Checked: u.checked, Report: u.report})
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
		row.Failed, row.Status, row.Report = true, oneLine(failureText(u.err)), u.old
		if u.old != "" {
			row.Status += "；这里的报告是以前的，不是这次核对的"
		}
		return row
	}
	p := u.project
	row.Name = cmp.Or(p.Unit.Value, u.unitPath.name)
	fund := p.Fund()
	row.Planned, row.Received, row.Spent = nullPart(fund.Planned), nullPart(fund.Received), nullPart(fund.Spent)
	row.Status = partialWords(fund)
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

// nullPart is what the rows come to that state something; partialWords says
// where that is not the whole.
func nullPart(s model.Sum) decimal.NullDecimal {
	n, some := s.Part()
	return decimal.NullDecimal{Decimal: n, Valid: some}
}

// partialWords names the sums of which some rows state nothing, "" for none.
func partialWords(f model.Fund) string {
	var names []string
	for _, s := range []struct {
		name string
		sum  model.Sum
	}{{"计划", f.Planned}, {"到位", f.Received}, {"支出", f.Spent}} {
		if _, some := s.sum.Part(); some && !s.sum.Whole() {
			names = append(names, s.name)
		}
	}
	if len(names) == 0 {
		return ""
	}
	return strings.Join(names, "、") + "只是其中有记录的，有的行没有写"
}

// nullSum is a sum that is whole.
func nullSum(s model.Sum) decimal.NullDecimal {
	n, whole := s.Total()
	return decimal.NullDecimal{Decimal: n, Valid: whole}
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

// failedText is every reason why a unit failed, in one line, "" for none.
func failedText(err error) string {
	if err == nil {
		return ""
	}
	var all []string
	for _, e := range flatten(err) {
		text, _, _ := strings.Cut(failureText(e), "\n") // what follows is a stack, or a hint
		all = append(all, oneLine(text))
	}
	return strings.Join(all, "；")
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
