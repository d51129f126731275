package cmd

import (
	"errors"
	"path/filepath"
	"strings"

	"ziping/cmd/writer"
	"ziping/model/check"
	"ziping/render"
)

// reviewSuffix is what the commented copy of a report is called, after its name.
const reviewSuffix = "_审读.docx"

// dropReports reviews the finished reports that were dropped: against the unit that was dropped with them, where it could be read.
func dropReports(s *job, d dropped, options reportOptions, r result) error {
	if len(d.reports) == 0 {
		return nil
	}
	rv := &reviewer{s: s, set: options.set}
	if r.project != nil && r.err == nil {
		rv.hold(r, options.template)
	}
	out, err := resultFolder(s, d.first, writer.SafeName(nameOfResults(d, r)))
	if err != nil {
		return err
	}
	if len(d.workbooks)+len(d.folders) == 0 {
		defer showFolder(s, out)
	}
	code := exitClean
	var faults []error
	for _, path := range d.reports {
		one := rv.review(path)
		var coded *exitError
		if err := one.exit(); errors.As(err, &coded) {
			code = worseCode(code, coded.code)
		}
		faults = append(faults, one.err, tellReviewed(s, rv, one, out))
	}
	if err := errors.Join(faults...); err != nil || code != exitClean {
		return &exitError{code, err}
	}
	return nil
}

// nameOfResults is the unit's name where results of it lie already, else the report's.
func nameOfResults(d dropped, r result) string {
	if r.project != nil {
		return r.name
	}
	return strings.TrimSuffix(filepath.Base(d.reports[0]), filepath.Ext(d.reports[0]))
}

// tellReviewed writes the commented copy of a report and says what was found.
func tellReviewed(s *job, rv *reviewer, one reviewed, out string) error {
	plainCures(one.findings)
	base := filepath.Base(one.path)
	if rv.project != nil { // below what was said of the unit
		printf(s.out, "\n")
	}
	printf(s.out, "报告“%s”：%d 处错误，%d 处提醒", oneLine(base), countOf(one.findings, check.Error), countOf(one.findings, check.Warning))
	if rv.project == nil {
		printf(s.out, "（没有和工作簿核对：要和一个单位的工作簿一起拖）")
	}
	printf(s.out, "\n")
	copied, err := one.commented()
	if err == nil && copied != nil && one.err == nil {
		var where string
		where, err = writeResult(s, filepath.Join(out, writer.SafeName(strings.TrimSuffix(base, filepath.Ext(base)))+reviewSuffix), false, copied)
		if err == nil {
			printf(s.out, "带批注的报告：%s\n", oneLine(where))
		}
	}
	if one.err != nil {
		return err
	}
	printf(s.out, "\n")
	return errors.Join(err, render.ReviewText(s.out, one.name, one.findings, render.TextOptions{Color: useColor(s.out), Width: terminalWidth(s.out), Checked: one.checked}))
}

func countOf(fs []check.Finding, s check.Severity) int { return result{findings: fs}.count(s) }

// worseCode is the exit code that says more of two: a failure, then findings.
func worseCode(a, b int) int {
	if a == exitClean || a == exitFindings && b != exitClean {
		return b
	}
	return a
}

// worst joins what two halves of a run end with: both are told, and the worse exit code is the run's.
func worst(a, b error) error {
	if a == nil || b == nil {
		return errors.Join(a, b)
	}
	var x, y *exitError
	if !errors.As(a, &x) || !errors.As(b, &y) {
		return errors.Join(a, b)
	}
	return &exitError{worseCode(x.code, y.code), errors.Join(x.err, y.err)}
}
