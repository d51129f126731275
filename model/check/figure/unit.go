package figure

import (
	"ziping/model"
	"ziping/model/check/wording"
)

// Mixed finds two units in a column that must not be added: 人 and 人次.
func Mixed(parts []Figure) (string, string) {
	first := ""
	for i := range parts {
		switch f := &parts[i]; {
		case f.Unit == "", f.Unit == first:
		case first == "":
			first = f.Unit
		case SameUnit(first, f.Unit) == Different:
			return first, f.Unit
		}
	}
	return "", ""
}

// kinship says whether figures in two units may be compared.
type kinship int

const (
	Unclear   kinship = iota // two measure words that may name the same thing: 个 and 家
	Same                     // the same unit, or one is not written
	Different                // never comparable: 人 and 人次, % and 个
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

var Family = func() map[string]int {
	m := map[string]int{}
	for i, list := range families {
		for _, u := range list {
			m[model.Key(u)] = i + 1
		}
	}
	return m
}()

// countWords are measure words of things; they are neither a share nor money.
var countWords = wording.Words("个", "家", "项", "处", "支", "篇", "条", "户", "台", "件", "辆", "座", "所", "起", "块", "幅", "只", "头", "株", "棵", "部", "批", "轮", "届")

// noCount are the families in which nothing is counted.
var noCount = map[int]bool{Family["%"]: true, Family["元"]: true}

// SameUnit compares two units as written.
func SameUnit(a, b string) kinship {
	a, b = model.Key(a), model.Key(b)
	if a == b || a == "" || b == "" {
		return Same
	}
	fa, fb := Family[a], Family[b]
	switch {
	case fa == 0 && countWords[a] && noCount[fb], fb == 0 && countWords[b] && noCount[fa]:
		return Different
	case fa == 0 || fb == 0:
		return Unclear
	case fa != fb:
		return Different
	case fa == Family["场次"], fa == Family["%"], fa == Family["元"], fa == Family["人次"], fa == Family["人"]:
		return Same
	}
	return Unclear // 月 and 天, 份 and 册: of a kind, not of a size
}
