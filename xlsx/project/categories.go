package project

import (
	"maps"
	"slices"
	"strings"

	"ziping/model"
	"ziping/model/pattern"
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
				name := strings.TrimSpace(stemNumber.ReplaceAllString(row.Label.Value, ""))
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
	return []model.Cell[string]{log.Title, {Text: log.Table.Pos.SheetName(), Pos: at}, {Text: fileTitle(log.Table.Pos.File()), Pos: at}}
}

// tellingPlace is the index of the place by which most of the logs are told
// apart, −1 where none tells any apart.
func tellingPlace(logs []*model.ActivityLog) int {
	best, most := -1, 1
	for k := range 3 {
		different := map[string]bool{}
		for _, log := range logs {
			if s := stem(categoryPlaces(log)[k].Text); len([]rune(s)) >= 3 {
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
			if strings.Contains(key, k) && len(k) > len(model.Key(found)) && stem(labels[k]) != "" {
				found = labels[k]
			}
		}
		if found == "" && len(stem(c.Text)) >= 6 {
			found = onlyOne(labels, model.Key(stem(c.Text)))
		}
		if found != "" {
			return model.Cell[string]{Value: found, Text: c.Text, Pos: c.Pos, State: model.Known}, true
		}
	}
	if telling < 0 {
		return model.Cell[string]{}, false
	}
	c := places[telling]
	s := stem(c.Text)
	if placeStem.MatchString(s) && !strings.Contains(s, "进") {
		return model.Cell[string]{}, false // told apart by where, not by what
	}
	return model.Cell[string]{Value: s, Text: c.Text, Pos: c.Pos, State: model.Known}, len([]rune(s)) >= 3
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

var (
	stemOffice = pattern.New(`^.*(?:科学技术协会|科协|协会|委员会|[市县区]\p{Han}{0,8}局)`)
	stemNumber = pattern.New(`^(?:[一二三四五六七八九十]{1,3}[、.]|[（(][一二三四五六七八九十]{1,3}[）)]|[0-9]{1,2}[、.．])`)
	stemNoise  = pattern.New(`[（(]?(?:金额)?单位[:：].*$|20[0-9]{2}年?度?|[0-9]{1,2}月份?|[一二三四]季度|[上下]半年|活动台账|活动统计表?|活动记录表?|活动明细表?|活动情况表?|活动一览表?|活动登记表?|活动汇总表?|台账|统计表|情况表|一览表|登记表|记录表?|明细表?|汇总表?|清单|(?i:sheet)[0-9]*|表[0-9一二三四五六七八九十]*$|工作表[0-9]*|附件[0-9]*|[0-9_()（）\-—.、:： ]+`)
)

// placeStem is a stem that says where: 甲镇科普. 科普进社区 says what.
var placeStem = pattern.New(`(?:镇|乡|街道|街道办|办事处|村|社区|[县区市旗])(?:科普|科协)?$`)

// stem is a title without the office, the year and the words every log has.
func stem(s string) string {
	s = stemNumber.ReplaceAllString(stemOffice.ReplaceAllString(strings.Join(strings.Fields(s), ""), ""), "")
	s = stemNoise.ReplaceAllString(s, "")
	switch s {
	case "科普", "科普活动", "活动", "年", "月", "各项", "全年", "年度":
		return ""
	}
	return s
}
