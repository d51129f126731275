package render

import (
	"strings"

	"ziping/model"
	"ziping/model/check"
	"ziping/render/figure"
)

// Options choose what a report carries besides its figures.
type Options struct {
	// Date is the date under the signature (成文日期). The zero date leaves the
	// line out: a report must come out the same on every day it is made.
	Date model.Date
	// Trace writes each figure's source as a Word comment on it and appends
	// the 取数来源表.
	Trace bool
}

// A Report is the view of one unit's project that templates are filled with.
// It is immutable after NewReport and may be filled into several templates.
type Report struct {
	project  *model.Project
	findings []check.Finding
	opt      Options

	touched map[model.Pos][]check.Finding // unresolved errors by the cell they point at
	typed   map[model.Pos]string          // what stands in each cell

	head       head
	fund       fund
	work       work
	evaluation evaluation
	texts      texts
	checks     []crossCheck
	missing    []check.Finding
}

// NewReport builds the view of p. fs are the findings of the rules; an
// unresolved error marks every figure that is made of the cell it points at.
func NewReport(p *model.Project, fs []check.Finding, opt Options) *Report {
	r := &Report{project: p, findings: fs, opt: opt, touched: map[model.Pos][]check.Finding{}, typed: typedCells(p)}
	for _, f := range fs {
		if f.Waived == "" {
			r.touch(f)
		}
	}
	r.texts = newTexts(p)
	r.head = newHead(p, opt)
	r.work = newWork(p)
	r.fund = newFund(p, r.work)
	r.evaluation = newEvaluation(p)
	r.checks = newChecks(p, r.fund, r.work)
	r.missing = r.findMissing()
	return r
}

// touch notes an unsettled error and its consequences by the cells they point
// at.
func (r *Report) touch(f check.Finding) {
	for _, f := range check.Flatten([]check.Finding{f}) {
		if f.Severity == check.Error && f.Waived == "" && f.Pos.Row > 0 {
			r.touched[f.Pos] = append(r.touched[f.Pos], f)
		}
	}
}

// Findings are what the report itself noticed: sections for which the workbook
// holds nothing (text/missing). The report says so in words.
func (r *Report) Findings() []check.Finding { return r.missing }

// head holds the facts of the first page.
type head struct {
	unit, department, name, full, code Figure
	year                               Figure
	docNumber, issued, leader          Figure
	period                             Figure
	basis, purpose, content, goal      Figure
	goalActual                         Figure
	date                               Figure
}

func newHead(p *model.Project, opt Options) head {
	h := head{
		unit: figure.Words(p.Unit), department: figure.Words(p.Department), name: figure.Words(p.Name), code: figure.Words(p.Code),
		docNumber: figure.Words(p.DocNumber), issued: money.Amount(p.Issued), leader: figure.Words(p.Leader),
		basis: figure.Words(p.Basis), purpose: figure.Words(p.Purpose), content: figure.Words(p.Content), goal: figure.Words(p.Goal),
	}
	for _, f := range p.Forms {
		h.unit = first(h.unit, figure.Words(f.Unit))
		h.department = first(h.department, figure.Words(f.Department))
		h.name = first(h.name, figure.Words(f.ProjectName))
		h.code = first(h.code, figure.Words(f.Code))
		h.goal = first(h.goal, figure.Words(f.GoalPlanned))
		h.goalActual = first(h.goalActual, figure.Words(f.GoalActual))
	}
	h.full = h.name
	if h.name.Known() && !strings.HasSuffix(h.name.Text, "项目") {
		h.full.Text += "项目"
	}
	if p.Year.Known() {
		h.year = Figure{Text: itoa(p.Year.Value), Num: integer(p.Year.Value), Numeric: true, From: []model.Pos{p.Year.Pos}}
	}
	if p.Period.Known() {
		h.period = Figure{Text: figure.RangeWords(p.Period.Value), From: []model.Pos{p.Period.Pos}}
		if p.Period.Value.Vague && p.Period.Text != "" {
			h.period.Text = p.Period.Text
		}
	}
	if !opt.Date.IsZero() {
		h.date = Figure{Text: opt.Date.String()}
	}
	return h
}

// first is the first figure that has something to print.
func first(fs ...Figure) Figure {
	for _, f := range fs {
		if f.Known() {
			return f
		}
	}
	return Figure{}
}

// title is the report's title without the unit: 2022年度科普工作经费项目绩效自评报告.
func (h head) title(kind string) Line {
	var l Line
	l.AddKnown("", h.year, "年度")
	switch {
	case h.full.Known():
		l.Add(h.full, kind)
	default:
		l.Add("项目支出", kind)
	}
	return l
}

// periodLine is the sentence on the period under 项目内容和实施周期.
func (h head) periodLine() Line {
	var l Line
	l.AddKnown("项目实施周期为", h.period, "。")
	return l
}

// goalActualLines tell how the year's overall goal was met, in the form's words.
func (r *Report) goalActualLines() []Line {
	ps := paragraphs(r.head.goalActual)
	if len(ps) == 0 {
		return nil
	}
	ls := lines(ps)
	if !numbered.MatchString(ps[0].Text) {
		ls[0] = append(Line{"年度总体目标完成情况："}, ls[0]...)
	}
	return ls
}
