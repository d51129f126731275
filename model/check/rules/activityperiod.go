package rules

import (
	"fmt"

	"ziping/model"
	"ziping/model/check"
	"ziping/model/check/figure"
	"ziping/model/check/relation"
)

var activityPeriod = &check.Rule{ID: "activity/period", Title: "活动时间不在实施周期内", Severity: check.Error, Run: func(p *check.Pass) {
	noted(p, func(rule string) bool { return rule == p.Rule.ID }) // a span of time that ends before it begins
	if len(gather(p).details) == 0 {
		return
	}
	period, from, ok := period(p)
	if !ok {
		noPeriod(p)
		return
	}
	whens(p, period, from)
	for _, t := range p.Project.Funds {
		for _, r := range t.Rows {
			if t.Role == model.FundLedger && r.Kind == model.Detail && r.Date.Known() {
				paid(p, r, period, from)
			}
		}
	}
}}

// period is the time in which activities count: the stated 实施周期, or else
// the budget year. A stated period that has nothing of the budget year in it is
// a finding of its own and not used.
func period(p *check.Pass) (model.DateRange, model.Pos, bool) {
	year, stated := p.Project.Year, p.Project.Period
	whole := model.DateRange{From: model.Date{Year: year.Value}, To: model.Date{Year: year.Value}}
	switch {
	case stated.Known() && year.Known() && outside(stated.Value, whole):
		p.Report(check.Finding{
			Pos: stated.Pos, Got: span(stated.Value), Want: span(whole), Related: figure.Related(year.Pos),
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

func noPeriod(p *check.Pass) {
	for _, a := range gather(p).details {
		if a.When().Known() && !a.When().Value.YearAssumed {
			p.Undecided(a.When().Pos, "没有写预算年度，也没有写实施周期，活动时间没有核对", "在基本信息里写上预算年度或实施周期")
			return
		}
	}
}

// whens compares the time of every activity with the period. Where all of them
// lie in one other year it is the year that is in doubt, not each activity.
func whens(p *check.Pass, period model.DateRange, from model.Pos) {
	var found []check.Finding
	dated, other, year, held := 0, 0, 0, 0
	for _, a := range gather(p).details {
		if unreadableCell(p, a.When()) || !a.When().Known() {
			continue
		}
		if !a.When().Value.YearAssumed {
			dated++
		}
		f, wrong := when(p, a, period, from)
		if !wrong {
			held++
			continue
		}
		found = append(found, f)
		if y := a.When().Value.From.Year; outside(a.When().Value, period) && !a.When().Value.YearAssumed && (other == 0 || y == year) {
			other, year = other+1, y
		}
	}
	p.Held(held)
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
	p.Report(check.Finding{
		Pos: from, Got: span(period), Want: fmt.Sprintf("%d年", year), Related: related[:min(len(related), relation.MaxRelated)], Consequences: found,
		Message: fmt.Sprintf("%s写的是 %s，活动台账里 %d 项活动的时间都在 %d年", periodName(p, from), span(period), other, year),
		Hint:    "年度写错的改年度；放错了台账的，换成本年度的台账",
	})
}

// when compares the time of one activity with the period.
func when(p *check.Pass, a *model.Activity, period model.DateRange, from model.Pos) (f check.Finding, wrong bool) {
	d := a.When().Value
	backwards := compareDates(d.To, d.From) < 0
	out := outside(d, period)
	partly := !d.Vague && (compareDates(d.From, period.From) < 0 || compareDates(d.To, period.To) > 0)
	if !backwards && !out && !partly {
		return check.Finding{}, false
	}
	f = check.Finding{Pos: a.When().Pos, Got: span(d), Want: span(period), Related: figure.Related(from)}
	switch {
	case backwards:
		f.Want = ""
		f.Message = fmt.Sprintf("活动时间写的是 %s，结束早于开始", figure.Quote(a.When().Text))
		f.Hint = "核对起止日期"
	case out:
		f.Message = fmt.Sprintf("“%s”的时间是 %s，不在%s %s 之内", a.Name().Value, span(d), periodName(p, from), span(period))
		f.Hint = "日期写错的改日期；确实是别的年度的活动，从本年度台账里去掉"
	default:
		f.Severity = check.Warning
		f.Message = fmt.Sprintf("“%s”的时间是 %s，有一部分不在%s %s 之内", a.Name().Value, span(d), periodName(p, from), span(period))
		f.Hint = "跨年度的活动只登记本年度的场次、人次和经费"
	}
	return f, true
}

func paid(p *check.Pass, r *model.FundRow, period model.DateRange, from model.Pos) {
	if !outside(r.Date.Value, period) {
		return
	}
	p.Report(check.Finding{
		Severity: check.Warning, Pos: r.Date.Pos, Got: span(r.Date.Value), Want: span(period), Related: figure.Related(from),
		Message: fmt.Sprintf("这笔支出的日期是 %s，不在%s %s 之内", span(r.Date.Value), periodName(p, from), span(period)),
		Hint:    "核对凭证日期；跨年度支付的，在备注里说明",
	})
}

func periodName(p *check.Pass, from model.Pos) string {
	if from == p.Project.Year.Pos {
		return "预算年度"
	}
	return "实施周期"
}
