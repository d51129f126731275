package word

import (
	"ziping/model"
	"ziping/model/pattern"
	"ziping/xlsx/profile"
)

// The sides of a 收支表: what came in, what went out, and what is left.
const (
	SideIn   = "收入"
	SideOut  = "支出"
	SideLeft = "结余"
)

var aboutMoney = profile.Any("side-of") + `*`

var sideWords = []struct {
	side string
	word *pattern.Regexp
}{
	{SideIn, pattern.New(`^` + aboutMoney + profile.Any("side-in") + profile.Any("side-tails") + `*$`)},
	{SideOut, pattern.New(`^` + aboutMoney + profile.Any("side-out") + profile.Any("side-tails") + `*$`)},
	{SideLeft, pattern.New(`^` + aboutMoney + profile.Any("side-left") + `+` + profile.Any("left-tails") + `*$`)},
}

// SideOf is the side that a heading or a row's name begins, "" for none.
func SideOf(text string) string {
	key := model.Key(SectionName(text))
	for _, w := range sideWords {
		if w.word.MatchString(key) {
			return w.side
		}
	}
	return ""
}
