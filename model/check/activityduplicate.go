package check

import (
	"fmt"

	"ziping/model"
)

var activityDuplicate = &Rule{ID: "activity/duplicate", Title: "活动可能重复登记", Severity: Warning, Run: func(p *Pass) {
	type key struct {
		name     string
		from, to model.Date
	}
	last := make(map[key]int, len(p.facts.details)) // the last row of the key, from 1
	earlier := make([]int, len(p.facts.details))    // the row before it of the same key
	for i, a := range p.facts.details {
		if !a.Name.Known() || a.Name.Value == "" {
			continue
		}
		k := key{model.Key(a.Name.Value), a.When.Value.From, a.When.Value.To}
		earlier[i] = last[k]
		last[k] = i + 1
		for j, n := earlier[i], 0; j > 0 && n < maxSuspects; j, n = earlier[j-1], n+1 {
			if b := p.facts.details[j-1]; twice(a, b) {
				p.Report(duplicate(a, b))
				break
			}
		}
	}
}}

// twice reports that two rows of the same name and time may be one activity:
// nothing written tells them apart by place or organizer, and without a time
// their figures are the same.
func twice(a, b *model.Activity) bool {
	if a.When.State == model.Bad || b.When.State == model.Bad {
		return false
	}
	for _, c := range [][2]model.Cell[string]{{a.Place, b.Place}, {a.Organizer, b.Organizer}, {a.Category, b.Category}} {
		if c[0].Known() && c[1].Known() && model.Key(c[0].Value) != model.Key(c[1].Value) {
			return false
		}
	}
	if precise(a) && precise(b) {
		return true
	}
	return sameFigures(a, b)
}

// precise reports that the time names days: what is dated "2022年6月" may well
// have happened twice.
func precise(a *model.Activity) bool {
	return a.When.Known() && a.When.Value.From.Day != 0 && a.When.Value.To.Day != 0
}

func sameFigures(a, b *model.Activity) bool {
	some := false
	for _, c := range [][2]figure{
		{counted(a.Sessions), counted(b.Sessions)}, {counted(a.Participants), counted(b.Participants)},
		{counted(a.Materials), counted(b.Materials)}, {amount(a.Cost), amount(b.Cost)},
	} {
		if c[0].known() != c[1].known() || c[0].known() && !c[0].n.Equal(c[1].n) {
			return false
		}
		some = some || c[0].known() && !c[0].n.IsZero()
	}
	return some
}

func duplicate(a, b *model.Activity) Finding {
	what, when := "名称", ""
	if a.When.Known() {
		what, when = "名称和时间", "（"+span(a.When.Value)+"）"
	}
	if sameFigures(a, b) {
		what += "、数字都"
	}
	return Finding{
		Pos: a.Name.Pos, Got: a.Name.Value, Related: []model.Pos{b.Name.Pos},
		Message: fmt.Sprintf("“%s”%s与 %s 的%s相同，可能重复登记", a.Name.Value, when, at(a.Name.Pos, b.Name.Pos), what),
		Hint:    "是同一次活动，删去一行并改合计；是两次活动，在名称或地点里写出区别",
	}
}
