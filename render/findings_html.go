package render

import (
	"fmt"
	"html/template"
	"io"
	"strings"

	"ziping/model"
	"ziping/model/check"
	"ziping/model/check/figure"
	"ziping/render/page"
)

// UnitFindings are one unit's findings.
type UnitFindings struct {
	Name     string         // what the unit is called when its workbooks do not say: the folder's name
	Project  *model.Project // nil when nothing could be read
	Findings []check.Finding
	Report   string // slash path of the report from the page, "" for none
	Checked  []check.Checked
	Between  bool // no unit: findings that only show when units are compared
}

// FindingsHTML writes the findings of one or more units as one page that stands
// alone: no network, printable on A4, filtered by severity without a script and
// by rule, file, unit and words with it.
func FindingsHTML(w io.Writer, units []UnitFindings) error {
	return findingsTemplate().Execute(w, newFindingsPage(units))
}

// FindingsPart is what FindingsHTML says of one unit, as a part of another page that has page.Style.
func FindingsPart(u UnitFindings) (template.HTML, error) {
	var b strings.Builder
	err := findingsTemplate().ExecuteTemplate(&b, "unit", newUnitView(u))
	return template.HTML(b.String()), err //nolint:gosec // G203: made by html/template
}

type findingsPage struct {
	page.Frame
	Summary  string
	Any      bool // there is something to filter
	Several  bool
	Switches []switchView
	Units    []unitView
}

type switchView struct {
	Name, Title string
	Count       int
}

type unitView struct {
	Several                     bool // it is one of several
	Name, Project, Read, Report string
	Facts                       []fact
	Heads                       []headCell
	Activities                  [][]headCell
	Verdict, Counts             string
	First                       []string // what to mend first
	Findings                    []findingView
	Checked                     []CheckedLine
}

// A headCell is a cell of the table of activities.
type headCell struct {
	Title  string
	Number bool
}

type findingView struct {
	Excerpt                      template.HTML // the rows concerned, where the cells were kept
	Group, Level, Severity       string
	Rule, RuleTitle, File, Place string
	Message, Hint, Related       string
	Got, Want, Waived            string
	Also                         []string // what follows from the fault
	AlsoRules                    string   // its rules, separated by blanks
}

func newFindingsPage(units []UnitFindings) findingsPage {
	var p findingsPage
	var all tally
	count := 0
	for _, u := range units {
		if !u.Between {
			count++
		}
		v := newUnitView(u)
		v.Several = len(units) != 1
		p.Units = append(p.Units, v)
		all = all.plus(tallyOf(u.Findings))
	}
	title := "核对结果"
	if p.Several = len(units) != 1; p.Several {
		title += fmt.Sprintf("：%d 个单位", count)
	} else {
		title += "：" + p.Units[0].Name
	}
	p.Frame = page.New(title, filterScript, page.Style)
	p.Summary = all.String()
	p.Any = all != tally{}
	for _, s := range []switchView{{"error", "", all.errors}, {"warning", "", all.warnings}, {"info", "", all.infos}, {"waived", "", all.waived}} {
		if s.Title = groupTitle(s.Name); s.Count > 0 {
			p.Switches = append(p.Switches, s)
		}
	}
	return p
}

// together keeps a sum and its unit on one line of the narrow column.
func together(value string) string { return strings.ReplaceAll(plain(value), " 元", "\u00a0元") }

func newUnitView(u UnitFindings) unitView {
	counts := tallyOf(u.Findings)
	v := unitView{
		Name: unitTitle(u.Project, u.Name), Project: projectTitle(u.Project), Report: page.RelativeLink(u.Report),
		Checked: CheckedLines(u.Checked), Counts: counts.String(), First: mendFirst(u.Findings),
	}
	if !u.Between {
		v.Verdict = counts.verdict(u.Project, u.Checked)
	}
	if p := u.Project; p != nil {
		v.Read = readWords(p)
		v.Facts = append(moneyFacts(p), scoreFacts(p)...)
		v.Heads = headCells(activityHeads)
		for _, row := range activityTable(p) {
			v.Activities = append(v.Activities, headCells(row))
		}
	}
	for i, f := range inOrder(u.Findings) {
		fv := newFindingView(f)
		if i < excerpts {
			fv.Excerpt = excerptOf(u.Project, f.Pos)
		}
		v.Findings = append(v.Findings, fv)
	}
	return v
}

func headCells(row []string) []headCell {
	out := make([]headCell, len(row))
	for i, text := range row {
		out[i] = headCell{text, i < len(row)-1}
	}
	return out
}

func newFindingView(f check.Finding) findingView {
	got, want := figure.Shown(f)
	v := findingView{
		Group: groupOf(f), Level: groupTitle(groupOf(f)), Severity: groupTitle(string(f.Severity)),
		Rule: plain(f.Rule), RuleTitle: plain(ruleTitle(f.Rule)), File: plain(f.Pos.File()), Place: placeOf(f),
		Message: plain(f.Message), Hint: plain(f.Hint), Related: RelatedCells(f.Pos, f.Related),
		Got: together(got), Want: together(want), Waived: plain(f.Waived),
	}
	var rules []string
	for _, c := range f.Consequences {
		rules = append(rules, plain(c.Rule))
		v.Also = append(v.Also, placeFrom(f.Pos, c.Pos)+"："+plain(c.Message)+" ["+plain(c.Rule)+"]")
	}
	v.AlsoRules = strings.Join(rules, " ")
	return v
}
