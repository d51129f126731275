package project

import (
	"slices"
	"strings"
	"unicode"

	"ziping/model/pattern"
	"ziping/xlsx/profile"
)

var surnames = profile.Common("surnames")

var (
	bracketed    = pattern.New(`[（(][^（）()]*[）)]$`)
	personHeader = pattern.New(`姓名|人员|负责|联系|电话|手机|身份证|账号|帐号|卡号|教师|讲师|志愿者|经办|签到`)
	longNumber   = pattern.New(`[0-9]{7,}|[0-9]{3,4}-[0-9]{7,8}`)
	shortName    = pattern.New(`^\p{Han}{2,4}$`)
)

// personal reports a text that looks like somebody's name, number, telephone or
// account.
func personal(header, text string) bool {
	if personHeader.MatchString(header) || longNumber.MatchString(text) {
		return true
	}
	return shortName.MatchString(text) && len([]rune(text)) < 4 && slices.ContainsFunc(surnames, func(s string) bool { return strings.HasPrefix(text, s) })
}

// shape is a text with its characters replaced by what they are: 张三 is 某某,
// 13800000000 is 00000000000.
func shape(s string) string {
	return strings.Map(func(c rune) rune {
		switch {
		case unicode.IsDigit(c):
			return '0'
		case unicode.Is(unicode.Han, c):
			return '某'
		case unicode.IsLetter(c):
			return 'x'
		}
		return c
	}, s)
}
