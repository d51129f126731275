package cmd

import (
	"cmp"
	"errors"
	"path/filepath"
	"strings"

	"github.com/shopspring/decimal"

	"ziping/cmd/city"
	"ziping/cmd/city/find"
	"ziping/cmd/handout"
	"ziping/model"
	"ziping/model/check"
	"ziping/model/check/rules"
	"ziping/xlsx"
)

// record is what is kept of a unit.
func (b *batch) record(u *batchUnit, outputs []city.Output) *city.Record {
	r := &city.Record{
		Unit: u.unitPath.name, Title: u.unitPath.name, Outputs: outputs, Report: u.report, Old: u.old, Code: u.code(),
		Errors: u.count(check.Error), Warnings: u.count(check.Warning), Infos: u.count(check.Info),
		Findings: handout.Rows(u.findings), Checked: handout.Checks(u.checked),
	}
	for _, f := range u.found.Files {
		if f.Sort != find.Workbook {
			r.Kept = append(r.Kept, f.Name)
		}
	}
	if dir, ok := linkDir(b.out, u); ok {
		r.Links = &dir
	}
	p := cmp.Or(u.project, u.seen)
	if p != nil && p.Unit.Known() {
		r.Stated, r.Title, r.At = p.Unit.Value, p.Unit.Value, placeOf(p.Unit.Pos)
	}
	if u.err != nil {
		r.Failed, r.Failures = u.unitPath.name+"："+failedText(u.err), failures(u.err)
	} else {
		b.describe(r, u.project)
	}
	if r.Status = statusOf(u, r); r.Status == city.NoMaterial {
		r.Code = exitClean // there was no work to be done
	}
	return r
}

// placeOf is a cell as a record names it.
func placeOf(p model.Pos) city.Place {
	return city.Place{File: p.File(), Sheet: p.SheetName(), Cell: p.Cell()}
}

// describe notes the figures of a unit.
func (b *batch) describe(r *city.Record, p *model.Project) {
	for _, one := range p.Split() {
		r.Projects = append(r.Projects, describeProject(one, b.opts.set))
	}
	fund := p.Fund()
	r.Received = nullPart(fund.Received)
	for _, q := range p.Questions {
		asked := city.Question{ID: q.ID, Kind: string(q.Kind), Ask: q.Ask, Taken: q.Taken, Place: placeOf(q.Pos), Shown: q.Shown}
		for _, c := range q.Choices {
			asked.Choices = append(asked.Choices, city.Choice{Value: c.Value, Label: c.Label})
		}
		r.Questions = append(r.Questions, asked)
	}
	for _, w := range p.Waivers {
		if w.Reason != "" {
			r.Waivers = append(r.Waivers, city.Waiver{Rule: w.Rule, Reason: w.Reason})
		}
	}
}

func describeProject(p *model.Project, set *check.Set) city.Project {
	fund := p.Fund()
	out := city.Project{
		Name: p.Name.Or(""), Year: p.Year.Or(0), Partial: partialWords(fund),
		Planned: nullPart(fund.Planned), Received: nullPart(fund.Received), Spent: nullPart(fund.Spent),
	}
	if rate, ok := fund.ReceiptRate(); ok {
		out.ReceiptRate = decimal.NewNullDecimal(rate)
	}
	if rate, ok := fund.ExecutionRate(); ok {
		out.ExecutionRate = decimal.NewNullDecimal(rate)
	}
	if score := p.TotalScore(); score.Known() {
		out.Score = decimal.NewNullDecimal(score.Value.N)
		out.Grade = rules.GradeName(set, score.Value.N)
	}
	if t := p.Main(); t != nil {
		out.Directions = directions(t)
	}
	for _, f := range p.Forms {
		if f.Grade.Known() {
			out.Grade = f.Grade.Value
		}
		for _, i := range f.Indicators {
			one := city.Indicator{Level1: i.Level1.Or(""), Level2: i.Level2.Or(""), Name: i.Level3.Or(""), Weight: number(i.Weight), Score: number(i.Score)}
			one.Short = one.Weight.Valid && one.Score.Valid && one.Score.Decimal.LessThan(one.Weight.Decimal)
			out.Indicators = append(out.Indicators, one)
		}
	}
	for _, t := range p.Texts {
		if strings.Contains(t.Name.Value, "自评结论") {
			out.Conclusion = t.Body.Value
		}
	}
	return out
}

func number(c model.Cell[model.Number]) decimal.NullDecimal {
	if !c.Known() {
		return decimal.NullDecimal{}
	}
	return decimal.NewNullDecimal(c.Value.N)
}

// directions are the rows of a fund table by what the money is for.
func directions(t *model.FundTable) []city.Direction {
	var out []city.Direction
	at := map[string]int{}
	money := func(to *decimal.NullDecimal, c model.Cell[model.Amount]) {
		if c.Known() {
			to.Decimal, to.Valid = to.Decimal.Add(c.Value.Yuan), true
		}
	}
	for _, r := range t.Rows {
		if r.Kind != model.Detail {
			continue
		}
		name := cmp.Or(r.Group, r.Label.Value)
		i, ok := at[model.Key(name)]
		if !ok {
			i = len(out)
			at[model.Key(name)] = i
			out = append(out, city.Direction{Name: name})
		}
		money(&out[i].Planned, r.Planned)
		money(&out[i].Received, r.Received)
		money(&out[i].Spent, r.Spent)
	}
	return out
}

// statusOf is the first status that applies.
func statusOf(u *batchUnit, r *city.Record) city.Status {
	switch {
	case u.err != nil && u.found.Name != "" && u.unitPath.fault == nil && len(u.found.Files) == 0:
		return city.NoMaterial
	case u.err != nil && onPaper(u.found):
		return city.PaperOnly
	case u.err != nil:
		return city.Unread
	case r.Errors > 0:
		return city.Wrong
	case len(r.Questions) > 0:
		return city.ToConfirm
	case lacks(u):
		return city.Lacking
	}
	return city.Done
}

// lacks reports a unit of which the report has gaps, or which states no money or
// neither log nor form.
func lacks(u *batchUnit) bool {
	fund := u.project.Fund()
	if fund.Planned.Empty() || fund.Spent.Empty() || len(u.project.Logs)+len(u.project.Forms) == 0 {
		return true
	}
	for _, f := range u.findings {
		if f.Waived == "" && (f.Rule == "text/missing" || f.Rule == "import/missing-column") && f.Severity != check.Info {
			return true
		}
	}
	return false
}

// failures are the reasons why a unit has no result.
func failures(err error) []city.Failure {
	var out []city.Failure
	for _, e := range flatten(err) {
		var fault *xlsx.Error
		var hint *hintError
		switch {
		case errors.As(e, &fault):
			out = append(out, city.Failure{Place: faultPlace(fault), Cause: fault.Cause, Cure: fault.Cure})
		case errors.As(e, &hint):
			out = append(out, city.Failure{Cause: hint.Error(), Cure: hint.hint})
		default:
			out = append(out, city.Failure{Cause: e.Error()})
		}
	}
	return out
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

// linkDir is the slash path from a folder to the one that a unit's files are named
// from; ok is false when there is none, or they lie in an archive.
func linkDir(from string, u *batchUnit) (dir string, ok bool) {
	for _, f := range u.found.Workbooks() {
		if f.Entry != "" {
			return "", false
		}
	}
	to := u.unitPath.path
	if isWorkbook(filepath.Base(to)) {
		to = filepath.Dir(to)
	}
	rel, err := relativeTo(from, to)
	if err != nil {
		return "", false
	}
	if rel == "." {
		rel = ""
	}
	return filepath.ToSlash(rel), true
}

// restored are the findings of a record, for a unit of which nothing else is written.
func restored(r *city.Record) []check.Finding {
	var out []check.Finding
	for _, f := range r.Findings {
		pos := model.Pos{}
		if f.File != "" {
			pos = faultPos(&xlsx.Error{File: f.File, Sheet: f.Sheet, Cell: f.Cell})
		}
		out = append(out, check.Finding{Rule: f.Rule, Severity: check.Severity(f.Severity), Pos: pos, Got: f.Got, Want: f.Want, Message: f.Message, Hint: f.Hint, Waived: f.Waived})
	}
	return out
}
