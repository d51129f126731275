package project

import (
	"maps"
	"slices"
	"strings"

	"ziping/model"
	"ziping/model/pattern"
	"ziping/xlsx/project/kin"
)

// settleCategories names the category of logs that have no column for it: by
// the sheet's name or the title, when a direction of spending is called so, or
// when the logs of the unit are told apart by it.
func (r *reading) settleCategories() {
	var bare []*model.ActivityLog
	for _, log := range r.p.Logs {
		if !slices.ContainsFunc(log.Rows, func(a *model.Activity) bool { return a.Category().Text != "" }) {
			bare = append(bare, log)
		}
	}
	labels := map[string]string{}
	if t := r.p.Main(); t != nil {
		for _, row := range t.Rows {
			if row.Kind == model.Detail && row.Label.Known() {
				name := strings.TrimSpace(kin.StemNumber.ReplaceAllString(row.Label.Value, ""))
				labels[model.Key(name)] = name
			}
		}
	}
	telling := tellingPlace(bare)
	for _, log := range bare {
		c, ok := categoryOf(log, labels, telling)
		if !ok {
			continue
		}
		packed := model.Pack(c)
		for _, a := range log.Rows {
			if a.Kind == model.Detail {
				a.Cells.Category = packed
			}
		}
		log.Table.Why = append(log.Table.Why, "没有类别一列，按“"+c.Text+"”归为“"+c.Value+"”")
	}
}

// categoryPlaces are the texts that may name what a log is about: its title, its
// sheet, its file.
func categoryPlaces(log *model.ActivityLog) []model.Cell[string] {
	at := model.Pos{Sheet: log.Table.Pos.Sheet}
	return []model.Cell[string]{log.Title, {Text: log.Table.Pos.SheetName(), Pos: at}, {Text: kin.FileTitle(log.Table.Pos.File()), Pos: at}}
}

// tellingPlace is the index of the place by which most of the logs are told
// apart, −1 where none tells any apart.
func tellingPlace(logs []*model.ActivityLog) int {
	best, most := -1, 1
	for k := range 3 {
		different := map[string]bool{}
		for _, log := range logs {
			if s := kin.Stem(categoryPlaces(log)[k].Text); len([]rune(s)) >= 3 {
				different[s] = true
			}
		}
		if len(different) > most {
			best, most = k, len(different)
		}
	}
	return best
}

// categoryOf reads a category out of the title, the sheet's or the file's name:
// a direction of spending that it names, else what tells the logs apart.
func categoryOf(log *model.ActivityLog, labels map[string]string, telling int) (model.Cell[string], bool) {
	places := categoryPlaces(log)
	if telling > 0 { // what tells the logs apart speaks first
		places[0], places[telling], telling = places[telling], places[0], 0
	}
	for _, c := range places {
		key := model.Key(c.Text)
		found := ""
		for _, k := range slices.Sorted(maps.Keys(labels)) {
			if strings.Contains(key, k) && len(k) > len(model.Key(found)) && kin.Stem(labels[k]) != "" && !namesProject(key, k) {
				found = labels[k]
			}
		}
		if found == "" && len(kin.Stem(c.Text)) >= 6 {
			found = onlyOne(labels, model.Key(kin.Stem(c.Text)))
		}
		if found != "" {
			return model.Cell[string]{Value: found, Text: c.Text, Pos: c.Pos, State: model.Known}, true
		}
	}
	if telling < 0 {
		return model.Cell[string]{}, false
	}
	c := places[telling]
	s := kin.Stem(c.Text)
	if kin.PlaceStem.MatchString(s) && !strings.Contains(s, "进") || strings.HasSuffix(s, "情况") {
		return model.Cell[string]{}, false // told apart by where, or by how titles are worded: not by what
	}
	return model.Cell[string]{Value: s, Text: c.Text, Pos: c.Pos, State: model.Known}, len([]rune(s)) >= 3
}

// projectTail follows the name of a project in a title: 全民阅读推广项目活动台账 is about the
// project, not about its direction 阅读推广.
var projectTail = pattern.New(`^(?:专项)?(?:项目|工程|行动|计划|经费|资金|专项)`)

// namesProject reports a label that a title holds only as the end of the project's name.
func namesProject(title, label string) bool {
	for rest := title; ; {
		_, after, ok := strings.Cut(rest, label)
		if !ok {
			return true
		}
		if !projectTail.MatchString(after) {
			return false
		}
		rest = after
	}
}

// onlyOne is the one label whose key holds s, "" when none or several do.
func onlyOne(labels map[string]string, s string) string {
	found := ""
	for k, v := range labels {
		if strings.Contains(k, s) {
			if found != "" {
				return ""
			}
			found = v
		}
	}
	return found
}
