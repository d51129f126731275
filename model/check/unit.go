package check

import "ziping/model"

// kinship says whether figures in two units may be compared.
type kinship int

const (
	unclear   kinship = iota // two measure words that may name the same thing: 个 and 家
	same                     // the same unit, or one is not written
	different                // never comparable: 人 and 人次, % and 个
)

// families are the units that count the same thing; units of two families are
// never compared. 人 and 人次 differ: one person attends twice.
var families = [][]string{
	{"%", "百分比", "百分点", "百分之"},
	{"元", "万元", "亿元"},
	{"人次", "人·次"},
	{"人", "名", "位"},
	{"场次", "场", "次", "期", "场(次)", "次(场)", "场/次", "期次", "班次"},
	{"份", "册", "本", "套", "张"},
	{"天", "日", "月", "个月", "年", "小时", "工作日"},
	{"公里", "千米", "米", "平方米", "亩"},
}

var family = func() map[string]int {
	m := map[string]int{}
	for i, list := range families {
		for _, u := range list {
			m[model.Key(u)] = i + 1
		}
	}
	return m
}()

// countWords are measure words of things; they are neither a share nor money.
var countWords = words("个", "家", "项", "处", "支", "篇", "条", "户", "台", "件", "辆", "座", "所", "起", "块", "幅", "只", "头", "株", "棵", "部", "批", "轮", "届")

// noCount are the families in which nothing is counted.
var noCount = map[int]bool{family["%"]: true, family["元"]: true}

// sameUnit compares two units as written.
func sameUnit(a, b string) kinship {
	a, b = model.Key(a), model.Key(b)
	if a == b || a == "" || b == "" {
		return same
	}
	fa, fb := family[a], family[b]
	switch {
	case fa == 0 && countWords[a] && noCount[fb], fb == 0 && countWords[b] && noCount[fa]:
		return different
	case fa == 0 || fb == 0:
		return unclear
	case fa != fb:
		return different
	case fa == family["场次"], fa == family["%"], fa == family["元"], fa == family["人次"], fa == family["人"]:
		return same
	}
	return unclear // 月 and 天, 份 and 册: of a kind, not of a size
}
