package value

import "strings"

// dropDayTail takes a time of day off the end of a date: 5月13日上午9:00, 2022-07-08
// 09:30, 13日9时30分-11时. It needs a day in front, so that nothing else is lost.
func dropDayTail(s string) string {
	for i := 1; i < len(s); i++ {
		head, tail := s[:i], strings.Trim(s[i:], "()")
		behindDay := hasSuffixAny(head, "日", "号") || s[i] == ' ' || endsInDay(head) && !digit(rune(s[i]))
		if behindDay && isClock(strings.TrimLeft(tail, " T")) {
			return head
		}
	}
	return s
}

// endsInDay reports that head ends in the day of a full numeric date.
func endsInDay(head string) bool {
	if !digit(rune(head[len(head)-1])) {
		return false
	}
	return strings.Count(head, "-") == 2 || strings.Count(head, "/") == 2 || strings.Count(head, ".") == 2
}

// isClock reports a time of day, a part of the day, or a span of them.
func isClock(s string) bool {
	for _, m := range []string{"——", "—", "-", "~", "至", "到"} {
		if a, b, ok := strings.Cut(s, m); ok {
			return oneClock(a) && oneClock(b)
		}
	}
	return oneClock(s)
}

var dayParts = []string{"上午", "下午", "中午", "早上", "晚上", "晚", "凌晨", "全天"}

func oneClock(s string) bool {
	s, named := prefix(s, dayParts)
	if s == "" {
		return named
	}
	h, w := digitsAt(s, 2)
	if w == 0 || h > 24 {
		return false
	}
	s = s[w:]
	switch s {
	case "时", "点", "点整", "时整", "点半":
		return true
	}
	sep, ok := prefix(s, []string{":", "时", "点"})
	if !ok {
		return false
	}
	m, w := digitsAt(sep, 2)
	if w == 0 || m > 59 {
		return false
	}
	switch rest := sep[w:]; {
	case rest == "" || rest == "分":
		return true
	case rest[0] == ':':
		sec, w := digitsAt(rest[1:], 2)
		return w == len(rest)-1 && w > 0 && sec < 60
	}
	return false
}
