package rules

import (
	"slices"
	"strings"

	"ziping/model/check"
	"ziping/model/check/review"
)

// reviewings are the checks of a review, in the order they are told.
var reviewings = []struct {
	id, title string
	rules     []string
	against   bool // with workbooks only
	last      bool // with last year's report only
}{
	{"report-workbook", "报告里的数字与工作簿", []string{"text/figure"}, true, false},
	{"report-sums", "报告里的数字互相之间", []string{"text/sum"}, false, false},
	{"report-year", "年度和日期", []string{"text/year", "text/title"}, false, false},
	{"report-reference", "文号和书名号", []string{"text/reference", "text/expired-basis"}, false, false},
	{"report-unit", "数字的单位", []string{"text/unit"}, false, false},
	{"report-numbering", "序号", []string{"text/numbering", "text/count"}, false, false},
	{"report-conclusion", "结论、原因与数字", []string{"text/conclusion", "text/reason", "text/grade"}, false, false},
	{"report-last", "与上年报告比较", []string{"text/last-year"}, false, true},
}

// gaps tells of the places that ziping marked to be written: in a report of its
// own they are no findings, and never nothing.
func gaps(in *check.Review) check.Checked {
	c := check.Checked{Check: "report-gaps", Title: "还没有补写的地方", Rules: []string{"text/placeholder"}, State: check.Held, Held: 1}
	for _, l := range in.Report.Lines {
		if n := strings.Count(l.Text, "请补写"); n > 0 {
			c.Held, c.State = 0, check.Undecided
			c.Undecided += n
			if len(c.Why) < 3 {
				c.Why = append(c.Why, l.Para.Place)
			}
		}
	}
	return c
}

// ByPerson is what no program checks; every review says so.
const ByPerson = "用词是否恰当、语句是否通顺、内容是否空泛，程序不查，请人读一遍"

// Review applies the rules for finished reports, and tells what became of the checks.
func Review(in *check.Review, set *check.Set) ([]check.Finding, []check.Checked) {
	if set == nil {
		set, _ = check.FindSet("")
	}
	r := All.Review(in, set)
	none := "报告里没有"
	if review.SameWords(in) {
		none = "报告的文字和按工作簿生成的一样，只核对了数字"
	}
	var out []check.Checked
	for _, c := range reviewings {
		done := check.Checked{Check: c.id, Title: c.title, Rules: c.rules}
		for _, id := range c.rules {
			n := r.Counts[id]
			done.Held, done.Broken, done.Undecided = done.Held+n.Held, done.Broken+n.Broken, done.Undecided+n.Undecided
			for _, why := range n.Why {
				if !slices.Contains(done.Why, why) {
					done.Why = append(done.Why, why)
				}
			}
		}
		switch {
		case c.against && in.Project == nil:
			done.Held, done.Broken, done.Why = 0, 0, []string{"没有给工作簿"}
			done.State = check.Missing
		case c.last && in.Last == nil:
			done.Held, done.Broken, done.Why = 0, 0, []string{"没有给上年的报告"}
			done.State = check.Missing
		case done.Broken > 0:
			done.State = check.Broken
		case done.Undecided > 0:
			done.State = check.Undecided
		case done.Held > 0:
			done.State = check.Held
		default:
			done.State, done.Why = check.Missing, []string{none}
		}
		out = append(out, done)
	}
	out = append(out, gaps(in), check.Checked{Check: "report-wording", Title: "用词、语病、空话", State: check.Undecided, Undecided: 1, Rules: []string{}, Why: []string{ByPerson}})
	return r.Findings, out
}
