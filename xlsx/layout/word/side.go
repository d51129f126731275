package word

import (
	"regexp"

	"ziping/model"
)

// The sides of a 收支表: what came in, what went out, and what is left.
const (
	SideIn   = "收入"
	SideOut  = "支出"
	SideLeft = "结余"
)

const aboutMoney = `(?:本年度?|当年|本期|全年|年末|期末|年度|累计|收支|资金|经费|项目|总)*`

var sideWords = []struct {
	side string
	word *regexp.Regexp
}{
	{SideIn, regexp.MustCompile(`^` + aboutMoney + `(?:收入|来源)(?:部分|情况|项目|合计|总计|小计|总额)*$`)},
	{SideOut, regexp.MustCompile(`^` + aboutMoney + `(?:支出|使用|运用)(?:部分|情况|项目|合计|总计|小计|总额)*$`)},
	{SideLeft, regexp.MustCompile(`^` + aboutMoney + `(?:结余|结转|余额|节余)+(?:资金|部分|情况|合计|下年度?)*$`)},
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
