package check

import (
	"fmt"

	"ziping/model"
)

var activityPeriod = &Rule{ID: "activity/period", Title: "活动时间不在实施周期内", Severity: Error, Run: func(p *Pass) {
	p.noted(func(rule string) bool { return rule == p.Rule.ID }) // a span of time that ends before it begins
	if len(gathered(p).details) == 0 {
		return
	}
	period, from, ok := p.period()
	if !ok {
		p.noPeriod()
		return
	}
	p.whens(period, from)
	for _, t := range p.Project.Funds {
		for _, r := range t.Rows {
			if t.Role == model.FundLedger && r.Kind == model.Detail && r.Date.Known() {
				p.paid(r, period, from)
			}
		}
	}
}}

// period is the time in which activities count: the stated 实施周期, or else
// the budget year. A stated period that has nothing of the budget year in it is
// a finding of its own and not used.
func (p *Pass) period() (model.DateRange, model.Pos, bool) {
	year, stated := p.Project.Year, p.Project.Period
	whole := model.DateRange{From: model.Date{Year: year.Value}, To: model.Date{Year: year.Value}}
	switch {
	case stated.Known() && year.Known() && outside(stated.Value, whole):
		p.Report(Finding{
			Pos: stated.Pos, Got: span(stated.Value), Want: span(whole), Related: related(year.Pos),
			Message: fmt.Sprintf("实施周期写的是 %s，预算年度是 %d 年，两者没有重合", span(stated.Value), year.Value),
			Hint:    "核对实施周期和预算年度，改错的一处",
		})
		return whole, year.Pos, true
	case stated.Known():
		return stated.Value, stated.Pos, true
	case year.Known():
		return whole, year.Pos, true
	}
	return model.DateRange{}, model.Pos{}, false
}

func (p *Pass) noPeriod() {
	for _, a := range gathered(p).details {
		if a.When().Known() && !a.When().Value.YearAssumed {
			p.Undecided(a.When().Pos, "没有写预算年度，也没有写实施周期，活动时间没有核对", "在基本信息里写上预算年度或实施周期")
			return
		}
	}
}

// whens compares the time of every activity with the period. Where all of them
// lie in one other year it is the year that is in doubt, not each activity.
func (p *Pass) whens(period model.DateRange, from model.Pos) {
	var found []Finding
	dated, other, year := 0, 0, 0
	for _, a := range gathered(p).details {
		if !a.When().Known() {
			continue
		}
		if !a.When().Value.YearAssumed {
			dated++
		}
		f, wrong := p.when(a, period, from)
		if !wrong {
			continue
		}
		found = append(found, f)
		if y := a.When().Value.From.Year; outside(a.When().Value, period) && !a.When().Value.YearAssumed && (other == 0 || y == year) {
			other, year = other+1, y
		}
	}
	if dated < 3 || other < dated || from.IsZero() {
		for _, f := range found {
			p.Report(f)
		}
		return
	}
	related := make([]model.Pos, len(found))
	for i := range found {
		found[i].Rule, found[i].Severity, related[i] = p.Rule.ID, p.Rule.Severity, found[i].Pos
	}
	p.Report(Finding{
		Pos: from, Got: span(period), Want: fmt.Sprintf("%d年", year), Related: related[:min(len(related), maxRelated)], Consequences: found,
		Message: fmt.Sprintf("%s写的是 %s，活动台账里 %d 项活动的时间都在 %d年", p.periodName(from), span(period), other, year),
		Hint:    "年度写错的改年度；放错了台账的，换成本年度的台账",
	})
}

// when compares the time of one activity with the period.
func (p *Pass) when(a *model.Activity, period model.DateRange, from model.Pos) (f Finding, wrong bool) {
	d := a.When().Value
	backwards := compareDates(d.To, d.From) < 0
	out := outside(d, period)
	partly := !d.Vague && (compareDates(d.From, period.From) < 0 || compareDates(d.To, period.To) > 0)
	if !backwards && !out && !partly {
		return Finding{}, false
	}
	f = Finding{Pos: a.When().Pos, Got: span(d), Want: span(period), Related: related(from)}
	switch {
	case backwards:
		f.Want = ""
		f.Message = fmt.Sprintf("活动时间写的是 %s，结束早于开始", quote(a.When().Text))
		f.Hint = "核对起止日期"
	case out:
		f.Message = fmt.Sprintf("“%s”的时间是 %s，不在%s %s 之内", a.Name().Value, span(d), p.periodName(from), span(period))
		f.Hint = "日期写错的改日期；确实是别的年度的活动，从本年度台账里去掉"
	default:
		f.Severity = Warning
		f.Message = fmt.Sprintf("“%s”的时间是 %s，有一部分不在%s %s 之内", a.Name().Value, span(d), p.periodName(from), span(period))
		f.Hint = "跨年度的活动只登记本年度的场次、人次和经费"
	}
	return f, true
}

func (p *Pass) paid(r *model.FundRow, period model.DateRange, from model.Pos) {
	if !outside(r.Date.Value, period) {
		return
	}
	p.Report(Finding{
		Severity: Warning, Pos: r.Date.Pos, Got: span(r.Date.Value), Want: span(period), Related: related(from),
		Message: fmt.Sprintf("这笔支出的日期是 %s，不在%s %s 之内", span(r.Date.Value), p.periodName(from), span(period)),
		Hint:    "核对凭证日期；跨年度支付的，在备注里说明",
	})
}

func (p *Pass) periodName(from model.Pos) string {
	if from == p.Project.Year.Pos {
		return "预算年度"
	}
	return "实施周期"
}

func related(pos model.Pos) []model.Pos {
	if pos.IsZero() {
		return nil
	}
	return []model.Pos{pos}
}

// outside reports that a range has no day in common with a period.
func outside(d, period model.DateRange) bool {
	return compareDates(d.To, period.From) < 0 || compareDates(d.From, period.To) > 0
}

// compareDates orders dates at the coarser of their precisions: 2022年 is
// neither before nor after 2022年6月.
func compareDates(a, b model.Date) int {
	if a.Month == 0 || b.Month == 0 {
		a.Month, a.Day, b.Month, b.Day = 0, 0, 0, 0
	}
	if a.Day == 0 || b.Day == 0 {
		a.Day, b.Day = 0, 0
	}
	return a.Compare(b)
}

// span writes a range: 2022年1月1日至2022年12月31日.
func span(d model.DateRange) string {
	if d.From == d.To {
		return d.From.String()
	}
	return d.From.String() + "至" + d.To.String()
}
