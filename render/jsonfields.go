package render

import (
	"slices"
	"strings"

	"ziping/model"
)

// hanging are the JSON paths that hang on a field of a table, by the table's
// kind and the field's canonical name.
var hanging = map[model.TableKind]map[string][]string{
	model.KindFund: {
		"planned": {"fund.planned", "rates"}, "budget": {"fund.planned", "rates"}, "received": {"fund.received", "rates.received"},
		"spent": {"fund.spent", "rates.execution"},
	},
	model.KindActivity: {
		"category": {"activities_by_category"}, "sessions": {"activities.sessions", "activities_by_category"},
		"participants": {"activities.participants", "activities_by_category"}, "youth": {"activities.youth", "activities_by_category"},
		"materials": {"activities.materials", "activities_by_category"}, "cost": {"activities.cost", "activities_by_category"},
		"name": {"activities.count", "activities_by_category"},
	},
	model.KindForm: {
		"ind.weight": {"indicators.weight"}, "ind.score": {"indicators.score"}, "head.score": {"indicators.score"},
		"money.budget": {"fund.planned", "rates"}, "money.initial": {"fund.planned", "rates"}, "money.spent": {"fund.spent", "rates.execution"},
		"head.unit": {"unit"}, "head.name": {"project"}, "head.year": {"year"},
	},
	model.KindBasic: {"unit": {"unit"}, "name": {"project"}, "year": {"year"}},
}

// whole are the paths of a table of a kind as a whole.
var whole = map[model.TableKind][]string{
	model.KindFund:     {"fund", "rates"},
	model.KindActivity: {"activities", "activities_by_category"},
	model.KindForm:     {"indicators", "fund", "rates"},
	model.KindBasic:    {"unit", "project", "year"},
}

// fieldsAt are the JSON paths that hang on a cell: those of its column, of its
// table where the column is not known, and where the place is in no table that
// was read whatever is not stated in the output.
func fieldsAt(p *model.Project, pos model.Pos, open []string) []string {
	if p != nil && pos.Row > 0 {
		for _, f := range p.Files {
			for _, t := range f.Tables {
				if t.Pos.Sheet != pos.Sheet || !inRange(t.Range, pos) {
					continue
				}
				if paths := hanging[t.Kind][fieldAt(t, pos)]; paths != nil {
					return paths
				}
				return whole[t.Kind]
			}
		}
	}
	return open
}

// fieldAt is the field of the table's column, or of the form's label, that a
// cell belongs to.
func fieldAt(t model.Table, pos model.Pos) string {
	column := strings.TrimRight(pos.Cell(), "0123456789")
	for _, c := range t.Columns {
		if c.Field != "" && (c.Cell == pos.Cell() || strings.TrimRight(c.Cell, "0123456789") == column) {
			return c.Field
		}
	}
	return ""
}

// inRange reports that a cell lies in a range such as A3:G7.
func inRange(area string, pos model.Pos) bool {
	from, to, _ := strings.Cut(area, ":")
	if to == "" {
		to = from
	}
	left, top := splitCell(from)
	right, bottom := splitCell(to)
	return left <= pos.Col && pos.Col <= right && top <= pos.Row && pos.Row <= bottom
}

func splitCell(ref string) (col, row int32) {
	for _, r := range ref {
		switch {
		case 'A' <= r && r <= 'Z':
			col = col*26 + (r - 'A' + 1)
		case '0' <= r && r <= '9':
			row = row*10 + (r - '0')
		}
	}
	return col, row
}

// open are the paths of the output that nothing states.
func (u *unitJSON) open() []string {
	var out []string
	add := func(path string, missing bool) {
		if missing {
			out = append(out, path)
		}
	}
	add("unit", u.Unit == nil)
	add("project", u.Project == nil)
	add("year", u.Year == nil)
	add("fund.planned", u.Fund.Planned == nil)
	add("fund.received", u.Fund.Received == nil)
	add("fund.spent", u.Fund.Spent == nil)
	add("rates.received", u.Rates.Received == nil)
	add("rates.execution", u.Rates.Execution == nil)
	a := u.Activities
	add("activities", a.Count == 0)
	add("activities_by_category", a.Count == 0 || len(u.Categories) == 1 && u.Categories[0].name == "")
	if a.Count > 0 {
		add("activities.sessions", a.Sessions == nil)
		add("activities.participants", a.Participants == nil)
		add("activities.youth", a.Youth == nil)
		add("activities.materials", a.Materials == nil)
		add("activities.cost", a.Cost == nil)
	}
	add("indicators", u.Indicators.Count == 0)
	if u.Indicators.Count > 0 {
		add("indicators.weight", u.Indicators.Weight == nil)
		add("indicators.score", u.Indicators.Score == nil)
	}
	return slices.Clip(out)
}
