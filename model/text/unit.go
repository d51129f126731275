package text

import (
	"slices"
	"strings"
	"unicode/utf8"
)

// units are what figures are counted in. A unit that begins a longer word which
// is none (部 of 部门) has that word in notUnits.
var units = []string{
	"元", "元人民币", "元/人", "元/人次", "元/场", "元/天", "%", "个百分点", "分",
	"人次", "人", "人天", "名", "位", "户", "户次", "家次", "场次", "场", "次", "期", "班次", "课时", "学时", "届次",
	"个", "家", "项", "处", "支", "篇", "条", "亩", "套", "份", "册", "本", "张", "台", "台套", "件", "块", "辆", "所", "座", "部", "幅", "只", "头", "株", "棵", "批", "批次",
	"轮", "对", "组", "盒", "箱", "袋", "瓶", "枚", "面", "片", "粒", "把", "栏", "版", "则", "门", "节", "堂", "站", "路", "间", "栋", "公里", "千米", "米", "平方米",
	"平方公里", "吨", "公斤", "千克", "斤", "升", "天", "小时", "分钟", "个月", "年", "个工作日", "工作日", "周", "人份", "车次", "艘", "架", "口", "名次", "等次", "类", "种", "村", "县", "乡镇",
	"个乡镇", "个村", "点击量", "元整", "美元",
}

// notUnits are words that begin like a unit.
var notUnits = []string{"部门", "分别", "分为", "分类", "分局", "分会", "分之", "人民", "人员", "名称", "本级", "本年", "本项", "项目", "年度", "年来", "年底", "年初", "天然", "口径", "面向", "组织",
	"支出", "位于", "家庭", "家长", "头号", "对比", "把握", "所有", "条件", "件事", "节约", "版本", "站位", "个人", "点", "批复", "份额", "类似", "种植", "县级", "县区", "村级", "周边", "周年", "路线", "门类", "次年",
	"期间", "期末", "期内", "场地", "场所", "处理", "张贴", "台账", "本市", "本县", "本区", "对照", "对应", "人才", "人均", "人口", "家企"}

var unitsByRune = func() map[rune][]string {
	m := map[rune][]string{}
	for _, u := range units {
		r, _ := utf8.DecodeRuneInString(u)
		m[r] = append(m[r], u)
	}
	for _, list := range m {
		slices.SortFunc(list, func(a, b string) int { return len(b) - len(a) })
	}
	return m
}()

// unitAt is the unit that a text begins with, "" for none.
func unitAt(s string) string {
	r, _ := utf8.DecodeRuneInString(s)
	list := unitsByRune[r]
	if list == nil {
		return ""
	}
	for _, u := range list {
		if strings.HasPrefix(s, u) && !notUnit(s, u) {
			return u
		}
	}
	return ""
}

func notUnit(s, unit string) bool {
	for _, w := range notUnits {
		if len(w) > len(unit) && strings.HasPrefix(w, unit) && strings.HasPrefix(s, w) {
			return true
		}
	}
	return false
}

// kindOf is what a unit makes of a figure.
func kindOf(unit, scale string) string {
	switch unit {
	case "元", "元人民币", "元整":
		return Money
	case "%":
		return Rate
	case "分":
		if scale != "" {
			return Count
		}
		return Score
	case "":
		return Bare
	}
	return Count
}

// families are the units that count the same thing.
var families = [][]string{{"人次", "户次"}, {"人", "名", "位"}, {"场次", "场", "次", "期", "批次", "班次"}, {"份", "册", "本", "套", "张"}, {"个", "家", "处", "所", "支"}, {"项", "个", "件"}}

// SameUnit reports that two units may count the same thing: 场 and 次, never 人 and 人次.
func SameUnit(a, b string) bool {
	if a == b || a == "" || b == "" {
		return true
	}
	for _, f := range families {
		if slices.Contains(f, a) && slices.Contains(f, b) {
			return true
		}
	}
	return false
}
