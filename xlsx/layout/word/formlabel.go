package word

import (
	"slices"
	"strings"
	"unicode/utf8"

	"ziping/model"
	"ziping/model/pattern"
	"ziping/xlsx/value"
)

// A FormLabel is what a cell of a form says, taken apart as a label: 预算执行情况
// (万元)(20分) is the word 预算执行情况 with the marks 万元 and 20分.
type FormLabel struct {
	Key   string   // model.Key of the whole text
	Base  string   // the word: no numbering before it, no brackets, no colon after it
	Marks []string // what stood in brackets
}

var (
	formNumbering = pattern.New(`^(?:\((?:[一二三四五六七八九十]+|\d+)\)[、.]?|[一二三四五六七八九十]+、|\d{1,2}[、.)](?:\D|$))`)
	formWeight    = pattern.New(`^(?:(?:总|权重|标准)?分值|权重|满分|共|总分|占)?:?(\d+(?:\.\d+)?)(?:分|%)$`)
	formBareMark  = pattern.New(`^\d+(?:\.\d+)?$`)
	levelMark     = pattern.New(`^[一二三四]级$`)
	formTailNum   = pattern.New(`^(.*?指标)(\d+(?:\.\d+)?)分$`)
)

// TakeLabel takes a text's key apart.
func TakeLabel(key string) FormLabel {
	l := FormLabel{Key: key}
	s := strings.TrimLeft(key, "*★▲※")
	if !strings.ContainsAny(s[:min(len(s), 3)], "(0123456789一二三四五六七八九十") {
		// No numbering can begin so: most labels need no closer look.
	} else if m := formNumbering.FindString(s); m != "" {
		if last, size := utf8.DecodeLastRuneInString(m); !strings.ContainsRune("、.)", last) {
			m = m[:len(m)-size] // the rune after "1." belongs to the word
		}
		s = s[len(m):]
	}
	var base, mark strings.Builder
	depth := 0
	for _, r := range s {
		switch {
		case r == '(' || r == '[':
			if depth++; depth == 1 {
				mark.Reset()
				continue
			}
		case (r == ')' || r == ']') && depth > 0:
			if depth--; depth == 0 {
				l.Marks = append(l.Marks, mark.String())
				continue
			}
		}
		if depth > 0 {
			mark.WriteRune(r)
		} else {
			base.WriteRune(r)
		}
	}
	if depth > 0 && mark.Len() > 0 { // a bracket nobody closed
		l.Marks = append(l.Marks, mark.String())
	}
	l.Base = strings.TrimRight(base.String(), ":;*。,%")
	for i, m := range l.Marks {
		if l.Base == "指标" && levelMark.MatchString(m) { // 指标(二级) is 二级指标
			l.Base, l.Marks = m+l.Base, slices.Delete(l.Marks, i, i+1)
			break
		}
	}
	return l
}

// Weight is the number of points printed in the label: 50 of 产出指标(50分).
// With bare set a number alone counts too: 产出指标(50).
func (l FormLabel) Weight(bare bool) (string, bool) {
	for _, m := range l.Marks {
		if w := formWeight.FindStringSubmatch(m); w != nil {
			return w[1], true
		}
		if bare && formBareMark.MatchString(m) {
			return m, true
		}
	}
	if w := formTailNum.FindStringSubmatch(l.Base); w != nil {
		return w[2], true
	}
	return "", false
}

// HeaderMoneyUnit is the money unit a label states, "" for none.
func HeaderMoneyUnit(text string) string {
	if _, unit := value.HeaderUnit(text); unit != "" {
		if u, ok := value.ParseMoneyUnit(unit); ok {
			return u.Name
		}
	}
	// 预算执行情况（万元）（20分）: the unit is not the last bracket.
	for _, m := range TakeLabel(model.Key(text)).Marks {
		if u, ok := value.ParseMoneyUnit(m); ok {
			return u.Name
		}
	}
	return ""
}
