package kin

import (
	"strings"

	"ziping/model/pattern"
)

// FileTitle is a file's path without its extension, the folders left out.
func FileTitle(name string) string {
	name = name[strings.LastIndexByte(name, '/')+1:]
	if dot := strings.LastIndexByte(name, '.'); dot > 0 {
		name = name[:dot]
	}
	return name
}

// Words in the name of a file or sheet that tell the age of a version.
var (
	oldWord   = pattern.New(`旧|备份|副本|原稿|作废|废|以前|上报前`)
	draftWord = pattern.New(`初稿|草稿|征求意见`)
	finalWord = pattern.New(`定稿|终稿|最终|修改后|修订|更正|最新|新版|[（(]改[)）]|[（(]新[)）]`)
)

// Age is the place of a name among versions: old, draft, neither, final.
func Age(name string) int {
	switch {
	case oldWord.MatchString(name):
		return 0
	case draftWord.MatchString(name):
		return 1
	case finalWord.MatchString(name):
		return 3
	}
	return 2
}

var (
	stemOffice = pattern.New(`^.*(?:科学技术协会|科协|协会|委员会|[市县区]\p{Han}{0,8}局)`)
	StemNumber = pattern.New(`^(?:[一二三四五六七八九十]{1,3}[、.]|[（(][一二三四五六七八九十]{1,3}[）)]|[0-9]{1,2}[、.．])`)
	stemNoise  = pattern.New(`[（(]?(?:金额)?单位[:：].*$|20[0-9]{2}年?度?|[0-9]{1,2}月份?|[一二三四]季度|[上下]半年|活动台账|活动统计表?|活动记录表?|活动明细表?|活动情况表?|活动一览表?|活动登记表?|活动汇总表?|台账|统计表|情况表|一览表|登记表|记录表?|明细表?|汇总表?|清单|(?i:sheet)[0-9]*|表[0-9一二三四五六七八九十]*$|工作表[0-9]*|附件[0-9]*|[0-9_()（）\-—.、:： ]+`)
)

// PlaceStem is a stem that says where: 甲镇科普. 科普进社区 says what.
var PlaceStem = pattern.New(`(?:镇|乡|街道|街道办|办事处|村|社区|[县区市旗])(?:科普|科协)?$`)

// Stem is a title without the office, the year and the words every log has.
func Stem(s string) string {
	s = StemNumber.ReplaceAllString(stemOffice.ReplaceAllString(strings.Join(strings.Fields(s), ""), ""), "")
	s = stemNoise.ReplaceAllString(s, "")
	switch s {
	case "科普", "科普活动", "活动", "年", "月", "各项", "全年", "年度":
		return ""
	}
	return s
}
