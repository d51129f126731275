package cmd

import (
	"cmp"
	"errors"
	"io"
	"os"
	"path"
	"runtime/debug"
	"slices"
	"strings"

	"github.com/shopspring/decimal"

	"ziping/cmd/city"
	"ziping/cmd/handout"
	papers "ziping/render/city"
	"ziping/xlsx/write"
	"ziping/xlsx/write/mend"
)

// writeRollup makes the roll-up of plan and records: 汇总.xlsx, 汇总报告.docx and the page
// of all.
func (b *batch) writeRollup() (err error) {
	defer func() {
		if p := recover(); p != nil {
			err = internalError(p)
		}
	}()
	if len(b.records) > manyUnits && os.Getenv("GOGC") == "" {
		defer debug.SetGCPercent(debug.SetGCPercent(tightCollector))
	}
	b.forget()
	sum := city.NewSum(b.plan, b.records)
	book := b.write(rollupName, func(w io.Writer) error { return rollupBook(sum).Write(w) }) // first, and gone before the others are made
	report := cityReport(sum, b.flags)
	links := []papers.Link{{Text: rollupName, Target: rollupName}, {Text: rollupReport, Target: rollupReport}}
	return errors.Join(
		book,
		b.write(rollupReport, func(w io.Writer) error { return report.Write(w, b.flags.papers.rolled) }),
		b.write(rollupPage, func(w io.Writer) error { return papers.WritePage(w, report, links) }),
	)
}

// manyUnits is the number of units above which 问题清单 of the city leaves out what is
// only for information, and what follows from something else: it is in each unit's own.
const manyUnits = 200

// tightCollector is the pace of the collector while the roll-up of many units is made,
// in percent of what is in use: nearly all that is made then stays in use.
const tightCollector = 30

// listedMends is how many findings of a unit the papers of the city are given.
const listedMends, listedOfMany = 200, 4

// heading is what the roll-up is called.
func heading(s *city.Sum) string { return strings.TrimSpace(s.Title) + "　绩效自评汇总" }

// rollupBook is the roll-up as a workbook.
func rollupBook(s *city.Sum) write.Rollup {
	r := write.Rollup{Title: heading(s)}
	for i := range s.Rows {
		row := &s.Rows[i]
		r.Units = append(r.Units, rollupUnit(row))
		for _, p := range row.Projects {
			one := write.RollupProject{Unit: row.Name, Name: p.Name, Planned: p.Planned, Spent: p.Spent, ExecutionRate: p.ExecutionRate, Score: p.Score, Grade: p.Grade, Remark: p.Partial}
			if row.Again {
				one.Planned, one.Spent, one.Remark = decimal.NullDecimal{}, decimal.NullDecimal{}, "重复报送，未计入"
			}
			r.Projects = append(r.Projects, one)
		}
		if len(row.Projects) == 0 {
			r.Projects = append(r.Projects, write.RollupProject{Unit: row.Name, Remark: string(row.Status)})
		}
		if row.Unit != "" {
			list := mend.Unit{Name: row.Name, NoLinks: true, Rows: row.Findings, Checked: row.Checked}
			if len(s.Rows) > manyUnits {
				list.Rows = slices.DeleteFunc(slices.Clone(list.Rows), func(f mend.Row) bool { return f.Severity == "info" || f.Follows })
			}
			if row.Links != nil {
				list.NoLinks, list.Dir = false, *row.Links
			}
			r.Findings = append(r.Findings, list)
		}
	}
	if len(s.Between) > 0 {
		r.Findings = append(r.Findings, mend.Unit{Name: "各单位之间", NoLinks: true, Rows: s.Between})
	}
	for _, g := range s.Balances {
		r.Allotments = append(r.Allotments, write.RollupAllotment{Unit: g.Name, Allotted: g.Allotted, Received: g.Received, Verdict: g.Verdict, Differs: g.Differs})
	}
	for _, d := range s.Directions {
		r.Directions = append(r.Directions, write.RollupDirection{Name: d.Name, Units: d.Units, Planned: d.Planned, Received: d.Received, Spent: d.Spent})
	}
	for _, d := range s.Seconds {
		r.Seconds = append(r.Seconds, write.RollupSecond{Level1: d.Level1, Level2: d.Level2, Units: d.Units, Count: d.Count, Short: d.Short, Unscored: d.Unscored,
			Weight: scored(d, d.Weight), Score: scored(d, d.Score)})
	}
	return r
}

// scored is a sum of weights or scores, unknown when no indicator states both.
func scored(s city.Second, n decimal.Decimal) decimal.NullDecimal {
	return decimal.NullDecimal{Decimal: n, Valid: s.Unscored < s.Count}
}

func rollupUnit(r *city.Row) write.RollupUnit {
	row := write.RollupUnit{
		Name: r.Name, Status: string(r.Status), Projects: len(r.Projects), Allotted: r.Allotted, Errors: r.Errors, Warnings: r.Warnings, Questions: len(r.Questions),
		Failed: r.Unit == "" || r.Failed != "", Uncounted: r.Again, Remark: r.Remark, Report: r.Opens(),
	}
	if !r.Again {
		row.Planned, row.Received, row.Spent, row.ReceiptRate, row.ExecutionRate, row.Score, row.Grade = r.Planned, r.Received, r.Spent, r.Receipt, r.Execution, r.Score, r.Grade
	}
	return row
}

// cityReport is the roll-up as the papers tell it.
func cityReport(s *city.Sum, flags batchOptions) papers.Report {
	r := papers.Report{Title: s.Title, Year: s.Year, Date: flags.date, Office: flags.papers.from, Listed: s.Listed, Others: s.Others, Between: mends(s.Between, 1000)}
	most := listedMends
	if len(s.Rows) > manyUnits {
		most = listedOfMany
	}
	for i := range s.Rows {
		r.Units = append(r.Units, paperUnit(&s.Rows[i], most))
	}
	for _, d := range s.Directions {
		r.Shares = append(r.Shares, papers.Share(d))
	}
	for _, d := range s.Seconds {
		r.Marks = append(r.Marks, papers.Mark{Level1: d.Level1, Level2: d.Level2, Count: d.Count, Short: d.Short, Unscored: d.Unscored, Weight: scored(d, d.Weight), Score: scored(d, d.Score)})
	}
	for _, k := range s.Kinds {
		r.Kinds = append(r.Kinds, papers.Kind{Title: k.Title, Severity: k.Severity, Count: k.Count, Units: k.Units})
	}
	for _, g := range s.Balances {
		differs := g.Differs || g.Allotted.Valid && g.Received.Valid && !g.Allotted.Decimal.Equal(g.Received.Decimal)
		r.Grants = append(r.Grants, papers.Grant{Name: g.Name, Allotted: g.Allotted, Received: g.Received, Verdict: g.Verdict, Differs: differs})
	}
	return r
}

func paperUnit(row *city.Row, most int) papers.Unit {
	u := papers.Unit{
		Name: row.Name, Status: string(row.Status), Judged: row.Unit != "" && row.Failed == "", Again: row.Again,
		Allotted: row.Allotted, Planned: row.Planned, Received: row.Received, Spent: row.Spent, Receipt: row.Receipt, Execution: row.Execution, Score: row.Score, Grade: row.Grade,
		Errors: row.Errors, Warnings: row.Warnings, Questions: len(row.Questions), Remark: row.Remark,
		Mends: mends(row.Findings, most), Unchecked: unchecked(row.Checked), Report: row.Report, Folder: row.Page(),
	}
	if row.Again {
		u.Planned, u.Received, u.Spent, u.Receipt, u.Execution, u.Score, u.Grade = decimal.NullDecimal{}, decimal.NullDecimal{}, decimal.NullDecimal{}, decimal.NullDecimal{}, decimal.NullDecimal{}, decimal.NullDecimal{}, ""
	}
	for _, p := range row.Projects {
		one := papers.Project{Name: p.Name, Planned: p.Planned, Spent: p.Spent, Execution: p.ExecutionRate, Score: p.Score, Grade: p.Grade, Conclusion: p.Conclusion}
		for _, i := range p.Indicators {
			if i.Weight.Valid && i.Score.Valid {
				one.Count++
				if !i.Short {
					one.Done++
				}
			}
		}
		u.Projects = append(u.Projects, one)
	}
	return u
}

// together makes one row of all texts that a report lacks: on paper they are one
// thing to do.
func together(rows []mend.Row) []mend.Row {
	var out []mend.Row
	first := -1
	for _, r := range rows {
		if r.Rule != "text/missing" || r.Waived != "" {
			out = append(out, r)
			continue
		}
		what, _, _ := strings.Cut(strings.TrimPrefix(r.Message, "工作簿中没有"), "，")
		if first < 0 {
			first = len(out)
			out = append(out, r)
			out[first].Message = "工作簿中没有" + what
			continue
		}
		out[first].Message += "、" + what
		out[first].Hint = "补在“基本信息”“文字材料”表或自评表里"
	}
	return out
}

// mends are the findings that somebody must look at, the weightiest first.
func mends(rows []mend.Row, most int) []papers.Mend {
	var out []papers.Mend
	for _, f := range mend.ByWeight(rows) {
		if f.Waived != "" || f.Follows || f.Severity == "info" || len(out) == most {
			continue
		}
		words := f.Message
		if f.Hint != "" {
			words += "。办法：" + f.Hint
		}
		place := strings.ReplaceAll(f.Place(), "\n", "　")
		if f.File == "" && f.Sheet == "" {
			place = ""
		}
		out = append(out, papers.Mend{Severity: f.Severity, Place: place, Got: f.Got, Want: f.Want, Words: cmp.Or(words, f.RuleTitle)})
	}
	return out
}

// unchecked are the checks that could not be made though there was something to
// check.
func unchecked(checks []mend.Check) []string {
	var out []string
	for _, c := range checks {
		if strings.HasPrefix(c.State, "没有核对") {
			text := c.Title
			if c.Why != "" {
				text += "（" + c.Why + "）"
			}
			out = append(out, text)
		}
	}
	return out
}

// returnSlip is 退回单 of a unit.
func (b *batch) returnSlip(u *batchUnit) ([]byte, error) {
	slip := papers.Return{
		Unit: u.unitPath.name, From: b.flags.papers.from, Due: b.flags.papers.due, Errors: u.count("error"), Warnings: u.count("warning"),
		Mends: mends(together(handout.Rows(u.findings)), 1000), Unchecked: unchecked(handout.Checks(u.checked)),
	}
	for _, f := range u.found.Files {
		if f.Sort != 1 {
			slip.Kept = append(slip.Kept, path.Base(f.Name))
		}
	}
	if p := u.project; p != nil {
		slip.Unit, slip.Project, slip.Year, slip.Questions = p.Unit.Or(slip.Unit), p.Name.Or(""), p.Year.Or(0), len(p.Questions)
		slip.Verdict = verdict(u)
	}
	if u.err != nil {
		all := failures(u.err)
		slip.Failed, slip.Cure, slip.Mends = strings.TrimSuffix(oneLine(all[0].Place+all[0].Cause), "。"), strings.TrimSuffix(all[0].Cure, "。"), nil
	}
	for _, p := range unitPapers() {
		if p.suffix != returnSuffix && !(p.report && u.err != nil) && !strings.HasSuffix(p.suffix, ".json") {
			slip.Papers = append(slip.Papers, strings.TrimPrefix(p.suffix, "_"))
		}
	}
	return content(func(w io.Writer) error { return slip.Write(w, b.flags.papers.returned) })
}
