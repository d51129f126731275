package rules

import (
	"fmt"
	"slices"
	"strings"

	"github.com/shopspring/decimal"

	"ziping/model"
	"ziping/model/check"
	"ziping/model/check/figure"
	"ziping/model/check/relation"
)

var activityIncomplete = &check.Rule{ID: "activity/incomplete", Title: "台账缺项", Severity: check.Warning, Run: func(p *check.Pass) {
	for _, l := range p.Project.Logs {
		usual := usualFields(l)
		for _, a := range l.Rows {
			if a.Kind == model.Detail {
				incomplete(p, a, usual)
			}
		}
	}
}}

func incomplete(p *check.Pass, a *model.Activity, usual map[string]bool) {
	var missing []string
	var pos model.Pos
	for _, field := range fieldOrder {
		state, at := activityField(a, field)
		if state == model.Bad && slices.Contains(p.Set.Require.Activity, field) {
			unreadable(p, figure.Figure{Pos: at, State: state})
		}
		if state == model.Blank && (slices.Contains(p.Set.Require.Activity, field) || usual[field] && expected(p, a, field)) {
			missing = append(missing, check.LogFields[field])
			if pos.IsZero() {
				pos = at
			}
		}
	}
	if len(missing) > 0 {
		relation.Require(p, relation.Relation{
			Cell: pos, Limit: true, Show: figure.Plain,
			// The blank is filled in once something else asks for a figure there.
			Accept: func(got, _ decimal.Decimal) bool { return !got.IsZero() },
			Say: func(decimal.Decimal) check.Finding {
				return check.Finding{
					Message: fmt.Sprintf("%s没有写%s", rowName(a), strings.Join(missing, "、")),
					Hint:    "补上；没有的写“无”，数字没有的写 0",
				}
			},
		})
		return
	}
	if pos, empty := noFigures(a); empty {
		p.Report(check.Finding{
			Pos:     pos,
			Message: fmt.Sprintf("%s没有场次、人次、经费，也没有成效", rowName(a)),
			Hint:    "补上数字；活动没有开展的，删去这一行",
		})
	}
}

// fieldOrder are the columns in the order they are named.
var fieldOrder = []string{"name", "when", "category", "place", "organizer", "sessions", "participants", "cost", "effect"}

// usualFields are the columns that nearly all rows of a log fill in: of those a
// blank is an omission.
func usualFields(l *model.ActivityLog) map[string]bool {
	n := 0
	filled := map[string]int{}
	for _, a := range l.Rows {
		if a.Kind != model.Detail {
			continue
		}
		n++
		for _, field := range mostly {
			if state, _ := activityField(a, field); state != model.Blank && state != model.Absent {
				filled[field]++
			}
		}
	}
	usual := map[string]bool{}
	for field, some := range filled {
		usual[field] = n >= 4 && some < n && some*4 >= n*3
	}
	return usual
}

// mostly are the columns that a log need not fill in, and that are an omission
// where it fills them in for the others.
var mostly = []string{"category", "place", "sessions", "participants", "cost"}

// expected reports that the other rows of the activity's category, where there
// are any, say what this one leaves blank: some kinds of work have no sessions.
func expected(p *check.Pass, a *model.Activity, field string) bool {
	if !a.Category().Known() {
		return true
	}
	for _, c := range gather(p).categories {
		if model.Key(c.name) != model.Key(a.Category().Value) {
			continue
		}
		for _, b := range c.rows {
			if state, _ := activityField(b, field); b != a && state == model.Known {
				return true
			}
		}
	}
	return false
}

func rowName(a *model.Activity) string {
	if a.Name().Known() && a.Name().Value != "" {
		return "“" + a.Name().Value + "”"
	}
	return fmt.Sprintf("第 %d 行", a.Pos.Row)
}

func activityField(a *model.Activity, field string) (model.State, model.Pos) {
	c, s := &a.Cells, a.Pos.Sheet
	switch field {
	case "category":
		return c.Category.State(), c.Category.Pos(s)
	case "name":
		return c.Name.State(), c.Name.Pos(s)
	case "when":
		return c.When.State(), c.When.Pos(s)
	case "place":
		return c.Place.State(), c.Place.Pos(s)
	case "organizer":
		return c.Organizer.State(), c.Organizer.Pos(s)
	case "sessions":
		return c.Sessions.State(), c.Sessions.Pos(s)
	case "participants":
		return c.Participants.State(), c.Participants.Pos(s)
	case "cost":
		return c.Cost.State(), c.Cost.Pos(s)
	case "effect":
		return c.Effect.State(), c.Effect.Pos(s)
	}
	return model.Absent, model.Pos{}
}

// noFigures reports that a row says nothing of what was done.
func noFigures(a *model.Activity) (model.Pos, bool) {
	c, some := &a.Cells, false
	for _, state := range []model.State{c.Sessions.State(), c.Participants.State(), c.Cost.State(), c.Materials.State(), c.Effect.State()} {
		switch state {
		case model.Absent:
		case model.Blank:
			some = true
		default:
			return model.Pos{}, false
		}
	}
	return c.Name.Pos(a.Pos.Sheet), some
}
