package check

import (
	"fmt"
	"strings"

	"ziping/model"
)

var activityIncomplete = &Rule{ID: "activity/incomplete", Title: "台账缺项", Severity: Warning, Run: func(p *Pass) {
	for _, a := range p.facts.details {
		var missing []string
		var pos model.Pos
		for _, field := range p.Set.Require.Activity {
			state, at := activityField(a, field)
			if state == model.Blank {
				missing = append(missing, activityFields[field])
				if pos.IsZero() {
					pos = at
				}
			}
		}
		if len(missing) > 0 {
			p.Report(Finding{
				Pos:     pos,
				Message: fmt.Sprintf("%s没有写%s", rowName(a), strings.Join(missing, "、")),
				Hint:    "补上；没有的写“无”，数字没有的写 0",
			})
			continue
		}
		if pos, empty := noFigures(a); empty {
			p.Report(Finding{
				Pos:     pos,
				Message: fmt.Sprintf("%s没有场次、人次、经费，也没有成效", rowName(a)),
				Hint:    "补上数字；活动没有开展的，删去这一行",
			})
		}
	}
}}

func rowName(a *model.Activity) string {
	if a.Name.Known() && a.Name.Value != "" {
		return "“" + a.Name.Value + "”"
	}
	return fmt.Sprintf("第 %d 行", a.Pos.Row)
}

// activityFields are the columns a rule set may require, and their names.
var activityFields = map[string]string{
	"category": "活动类别", "name": "活动名称", "when": "活动时间", "place": "活动地点", "organizer": "主办单位",
	"sessions": "场次", "participants": "参与人次", "cost": "经费", "effect": "活动成效",
}

func activityField(a *model.Activity, field string) (model.State, model.Pos) {
	switch field {
	case "category":
		return a.Category.State, a.Category.Pos
	case "name":
		return a.Name.State, a.Name.Pos
	case "when":
		return a.When.State, a.When.Pos
	case "place":
		return a.Place.State, a.Place.Pos
	case "organizer":
		return a.Organizer.State, a.Organizer.Pos
	case "sessions":
		return a.Sessions.State, a.Sessions.Pos
	case "participants":
		return a.Participants.State, a.Participants.Pos
	case "cost":
		return a.Cost.State, a.Cost.Pos
	case "effect":
		return a.Effect.State, a.Effect.Pos
	}
	return model.Absent, model.Pos{}
}

// noFigures reports that a row says nothing of what was done.
func noFigures(a *model.Activity) (model.Pos, bool) {
	pos := a.Name.Pos
	some := false
	for _, c := range []struct {
		state model.State
		pos   model.Pos
	}{
		{a.Sessions.State, a.Sessions.Pos}, {a.Participants.State, a.Participants.Pos}, {a.Cost.State, a.Cost.Pos},
		{a.Materials.State, a.Materials.Pos}, {a.Effect.State, a.Effect.Pos},
	} {
		switch c.state {
		case model.Absent:
		case model.Blank:
			some = true
		default:
			return pos, false
		}
	}
	return pos, some
}
