// Package wording compares names as offices write them: what is left of a name
// without filler (Core), which of two lists mean the same (Pair), and whether two
// names are of one unit (MatchUnit): 甘州区科协 and 张掖市甘州区科学技术协会 are.
package wording

import (
	"strings"

	"ziping/model"
)

// filler are words that say what kind of thing is counted and not which; two
// names that differ in them only name the same thing.
var filler = []string{
	"活动", "工作", "项目", "经费", "资金", "支出", "费用", "专项", "等",
}

// Core is what is left of a name without white space, brackets, ordinals and
// filler words.
func Core(s string) string {
	s = model.Key(s)
	s = strings.TrimLeft(s, "0123456789.、()一二三四五六七八九十")
	for _, mark := range []string{"·", "、", "，", ",", "“", "”", "\"", "《", "》", "。", ":", ";", "-", "—", "及", "与", "和"} {
		s = strings.ReplaceAll(s, mark, "")
	}
	if i := strings.IndexByte(s, '('); i > 0 && strings.HasSuffix(s, ")") {
		s = s[:i]
	}
	full := s
	for _, w := range filler {
		s = strings.ReplaceAll(s, w, "")
	}
	if s == "" {
		return full
	}
	return s
}

// Resemble reports that two names mean the same thing but for harmless
// differences: equal cores, or one core (of at least two characters) in the other.
func Resemble(a, b string) bool {
	if a == b {
		return a != ""
	}
	if len([]rune(a)) > len([]rune(b)) {
		a, b = b, a
	}
	return len([]rune(a)) >= 2 && strings.Contains(b, a)
}

// Pair matches names on the left with names on the right: first the equal ones,
// then those with equal cores, then those of which one contains the other, each
// only when neither side has a second candidate. -1 means no partner.
func Pair(left, right []string) []int {
	match := make([]int, len(left))
	taken := make([]bool, len(right))
	for i := range match {
		match[i] = -1
	}
	tests := []func(a, b string) bool{
		func(a, b string) bool { return model.Key(a) == model.Key(b) && model.Key(a) != "" },
		func(a, b string) bool { return Core(a) == Core(b) && Core(a) != "" },
		func(a, b string) bool { return Resemble(Core(a), Core(b)) },
	}
	for _, test := range tests {
		of := make([][]int, len(left))
		back := make([]int, len(right))
		for i, a := range left {
			if match[i] >= 0 {
				continue
			}
			for j, b := range right {
				if !taken[j] && test(a, b) {
					of[i] = append(of[i], j)
					back[j]++
				}
			}
		}
		for i := range left {
			if len(of[i]) == 1 && back[of[i][0]] == 1 {
				match[i] = of[i][0]
				taken[of[i][0]] = true
			}
		}
	}
	return match
}

func Words(list ...string) map[string]bool {
	m := map[string]bool{}
	for _, w := range list {
		m[w] = true
	}
	return m
}
