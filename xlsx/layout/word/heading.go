package word

import (
	"strings"

	"ziping/model"
	"ziping/model/pattern"
	"ziping/xlsx/layout/evidence"
)

// MayNumber is a quick look for a numbering at the front of a text.
func MayNumber(s string) bool {
	for _, r := range s {
		switch {
		case r == ' ' || r == '\u3000' || r == '\u00a0' || r == '\t' || r == '\n' || r == '\r':
			continue
		case '0' <= r && r <= '9', '０' <= r && r <= '９', r == '(', r == '（', '①' <= r && r <= '⑳':
			return true
		}
		return strings.ContainsRune("一二三四五六七八九十", r)
	}
	return false
}

var levels = []*pattern.Regexp{
	1: pattern.New(`^[一二三四五六七八九十]{1,3}(?:[、.:]|$)`),
	2: pattern.New(`^\([一二三四五六七八九十]{1,3}\)`),
	3: pattern.New(`^[0-9]{1,3}(?:[、.:)]\D|$)`),
	4: pattern.New(`^(?:\([0-9]{1,3}\)|[0-9]{1,2}[.-][0-9]{1,2}(?:[^0-9.-]|[.-]\D|[.-]?$))`),
	5: pattern.New(`^[0-9]{1,2}(?:[.-][0-9]{1,2}){2,3}(?:[^0-9.-]|[.-]\D|[.-]?$)`),
}

// LevelOf is the depth of a numbering: 一、 is 1, （一） 2, 1. 3, (1) and 1.1 4,
// 1.1.1 5; 0 when the text carries none. A bare number counts only in a 序号 column.
func LevelOf(key string, index bool) int {
	if !MayNumber(key) {
		return 0
	}
	for level := 1; level < len(levels); level++ {
		m := levels[level].FindString(key)
		if m == "" {
			continue
		}
		if m == key && !index && level != 2 {
			return 0
		}
		return level
	}
	return 0
}

// PeriodHeading is a heading that says when, and not what: 三月份 parts no
// activities by category.
var PeriodHeading = pattern.New(`^(?:20[0-9]{2}年度?)?(?:[0-9]{1,2}月份?(?:[-至到~、和][0-9]{1,2}月份?)?|[一二三四五六七八九十]{1,2}月份?|第?[一二三四1-4]季度?|[上下]半年|20[0-9]{2}年度?)(?:的?(?:科普)?活动)?(?:情况|统计|台账|明细|小结)?$`)

// SectionName is a heading without its numbering and colon.
func SectionName(t string) string {
	t = strings.TrimSpace(t)
	if m := sectionNumber.FindString(t); m != "" {
		t = t[len(m):]
	}
	t = strings.TrimSpace(strings.TrimRight(strings.TrimSpace(sectionUnit.ReplaceAllString(t, "")), ":："))
	if m := sectionSum.FindString(t); m != "" && len(m) < len(t) {
		t = t[:len(t)-len(m)]
	}
	return strings.TrimSpace(t)
}

// sectionUnit is a unit line behind a heading: 一、省级资金（单位：万元）.
var sectionUnit = pattern.New(`[（(\s]*(?:金额)?单位[:：]\s*[万千百]*元[）)\s]*$`)

// sectionSum is a count or a sum behind a heading: 科普宣传（3场次）.
var sectionSum = pattern.New(`[（(][^（）()]*[0-9][^（）()]*[）)]$`)

var sectionNumber = pattern.New(`^(?:[一二三四五六七八九十]{1,3}[、.．:：]|[（(][一二三四五六七八九十0-9]{1,3}[）)]|第[一二三四五六七八九十]{1,3}(?:部分|类)[、:： ]?|[0-9]{1,2}[、.．]\s*)`)

// HeadingOf is the category that a numbered line above a table names, "" when
// it names none.
func HeadingOf(l TitleLine) string {
	if level := LevelOf(l.Key, false); level != 1 && level != 2 || len([]rune(l.Text)) > evidence.Standard.Word.HeadingRunes || IsLine(l.Key) {
		return ""
	}
	if name := SectionName(l.Text); !PeriodHeading.MatchString(model.Key(name)) {
		return name
	}
	return ""
}
