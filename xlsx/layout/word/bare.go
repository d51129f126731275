package word

import (
	"slices"
	"strings"
	"unicode/utf8"

	"ziping/model"
	"ziping/model/pattern"
	"ziping/xlsx/value"
)

var (
	formNumbering = pattern.New(`^(?:\((?:[一二三四五六七八九十]+|\d+)\)[、.]?|[一二三四五六七八九十]+、|\d{1,2}[、.)](?:\D|$))`)
	formWeight    = pattern.New(`^(?:(?:总|权重|标准)?分值|权重|满分|共|总分|占)?:?(\d+(?:\.\d+)?)(?:分|%)$`)
	formBareMark  = pattern.New(`^\d+(?:\.\d+)?$`)
	levelMark     = pattern.New(`^[一二三四]级$`)
	formTailNum   = pattern.New(`^(.*?指标)(\d+(?:\.\d+)?)分$`)
)

// Bare is the word of a label's key, without numbering before it, brackets, or a colon
// after it, and what stood in the brackets.
func Bare(key string) (base string, marks []string) {
	s := strings.TrimLeft(key, "*★▲※")
	if !strings.ContainsAny(s[:min(len(s), 3)], "(0123456789一二三四五六七八九十") {
		// No numbering can begin so: most labels need no closer look.
	} else if m := formNumbering.FindString(s); m != "" {
		if last, size := utf8.DecodeLastRuneInString(m); !strings.ContainsRune("、.)", last) {
			m = m[:len(m)-size] // the rune after "1." belongs to the word
		}
		s = s[len(m):]
	}
	if strings.ContainsAny(s, "([") {
		s, marks = outOfBrackets(s)
	}
	base = strings.TrimRight(s, ":;*。,%")
	for i, m := range marks {
		if base == "指标" && levelMark.MatchString(m) { // 指标(二级) is 二级指标
			return m + base, slices.Delete(marks, i, i+1)
		}
	}
	return base, marks
}

// outOfBrackets parts what stands in brackets from the rest; a bracket that nobody
// closed reaches to the end.
func outOfBrackets(s string) (rest string, marks []string) {
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
				marks = append(marks, mark.String())
				continue
			}
		}
		if depth > 0 {
			mark.WriteRune(r)
		} else {
			base.WriteRune(r)
		}
	}
	if depth > 0 && mark.Len() > 0 {
		marks = append(marks, mark.String())
	}
	return base.String(), marks
}

// Weight is the number of points printed in the label: 50 of 产出指标(50分).
// With bare set a number alone counts too: 产出指标(50).
func (l *Label) Weight(bare bool) (string, bool) {
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
	_, marks := Bare(model.Key(text))
	for _, m := range marks {
		if u, ok := value.ParseMoneyUnit(m); ok {
			return u.Name
		}
	}
	return ""
}
