package render

import (
	"strings"

	"github.com/shopspring/decimal"

	"ziping/model"
	"ziping/model/check"
	"ziping/render/phrase"
	"ziping/render/prose"
)

// Options choose what a report carries besides its figures.
type Options struct {
	// Date is the date under the signature (成文日期). The zero date leaves the
	// line out: a report must come out the same on every day it is made.
	Date model.Date
	// Trace writes each figure's source as a Word comment on it and appends
	// the 取数来源表.
	Trace bool
	// MoneyUnit is 元 or 万元 for all sums of the text; "" takes the one that fits
	// them.
	MoneyUnit string
	// Sentences is an office's own bank; nil takes the built-in one.
	Sentences *prose.Bank
	// Annexes are further annexes by name: 核对 for 资金核对表 with its chart.
	Annexes []string
}

func (o Options) bank() *prose.Bank {
	if o.Sentences != nil {
		return o.Sentences
	}
	return prose.Default()
}

// moneyOf is the unit in which the report writes its sums.
func moneyOf(p *model.Project, logs logged, opt Options) phrase.Money {
	if opt.MoneyUnit != "" {
		return phrase.Money{Unit: opt.MoneyUnit}
	}
	var sums []decimal.Decimal
	add := func(s model.Sum) {
		if n, some := s.Part(); some {
			sums = append(sums, n)
		}
	}
	total := p.Fund()
	for _, s := range []model.Sum{total.Planned, total.Received, total.Spent, logs.all.Cost} {
		add(s)
	}
	if t := p.Main(); t != nil {
		for _, row := range t.Rows {
			for _, c := range []model.Cell[model.Amount]{row.Planned, row.Received, row.Spent} {
				if c.Known() {
					sums = append(sums, c.Value.Yuan)
				}
			}
		}
	}
	for _, c := range logs.categories {
		add(c.Cost)
	}
	return phrase.MoneyFor(sums)
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
}

// NewReport builds the view of p. fs are the findings of the rules; an
// unresolved error marks every figure that is made of the cell it points at.
func NewReport(p *model.Project, fs []check.Finding, opt Options) *Report {
	r := &Report{project: p, findings: fs, opt: opt, touched: map[model.Pos][]check.Finding{}}
	if opt.Trace {
		r.typed = typedCells(p)
	}
	for _, f := range fs {
		if f.Waived == "" {
			r.touch(f)
		}
	}
	r.texts = newTexts(p)
	logs := loggedIn(p)
	money := moneyOf(p, logs, opt)
	r.head = newHead(p, opt, money)
	r.work = newWork(p, logs, r.head.unit.Text, money, opt.bank())
	r.fund = newFund(p, r.work, money)
	r.evaluation = newEvaluation(p)
	r.checks = newChecks(p, r.fund, r.work)
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

func newHead(p *model.Project, opt Options, money phrase.Money) head {
	h := head{
		unit: phrase.Words(p.Unit), department: phrase.Words(p.Department), name: phrase.Words(p.Name), code: phrase.Words(p.Code),
		docNumber: phrase.Words(p.DocNumber), issued: money.Amount(p.Issued), leader: phrase.Words(p.Leader),
		basis: phrase.Words(p.Basis), purpose: phrase.Words(p.Purpose), content: phrase.Words(p.Content), goal: phrase.Words(p.Goal),
	}
	for _, f := range p.Forms {
		h.unit = first(h.unit, phrase.Words(f.Unit))
		h.department = first(h.department, phrase.Words(f.Department))
		h.name = first(h.name, phrase.Words(f.ProjectName))
		h.code = first(h.code, phrase.Words(f.Code))
		h.goal = first(h.goal, phrase.Words(f.GoalPlanned))
		h.goalActual = first(h.goalActual, phrase.Words(f.GoalActual))
	}
	h.full = h.name
	if h.name.Known() && !strings.HasSuffix(h.name.Text, "项目") {
		h.full.Text += "项目"
	}
	if p.Year.Known() {
		h.year = Figure{Text: itoa(p.Year.Value), Num: integer(p.Year.Value), Numeric: true, From: []model.Pos{p.Year.Pos}}
	}
	if p.Period.Known() {
		h.period = Figure{Text: phrase.RangeWords(p.Period.Value), From: []model.Pos{p.Period.Pos}}
		if p.Period.Value.Vague && p.Period.Text != "" {
			h.period.Text = p.Period.Text
		}
	}
	if d := p.Signed.Value.To; p.Signed.Known() && d.Day > 0 {
		h.date = Figure{Text: d.String(), From: []model.Pos{p.Signed.Pos}}
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
