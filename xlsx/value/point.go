package value

import (
	"strings"

	"ziping/model"
)

// A point is one end of a span as far as it is written.
type point struct {
	model.Date
	hasYear, hasMonth, hasDay bool
	last                      model.Date // last month of a half year or quarter, zero otherwise
	vague                     bool
	open                      int // digits without a marker behind them (5 in 5-9月); 0 for none, -1 for zero
}

// valid reports that the calendar has the date, at its precision.
func (p point) valid() bool {
	if p.Year < firstYear || p.Year > lastYear || p.hasMonth && p.Month == 0 || p.hasDay && p.Day == 0 {
		return false
	}
	if p.Month == 0 {
		return p.Day == 0
	}
	return p.Month <= 12 && p.Day <= daysIn(p.Year, p.Month)
}

func daysIn(year, month int) int {
	switch month {
	case 4, 6, 9, 11:
		return 30
	case 2:
		if year%4 == 0 && year%100 != 0 || year%400 == 0 {
			return 29
		}
		return 28
	}
	return 31
}

// precision is 1 for a year, 2 for a month, 3 for a day.
func (p point) precision() int {
	switch {
	case p.hasDay:
		return 3
	case p.hasMonth:
		return 2
	}
	return 1
}

// parsePoint reads one date, in full or in part, to the last character.
func parsePoint(s string) (p point, ok bool) {
	s, _ = prefix(s, []string{"自", "从", "于"})
	s, until := prefix(s, []string{"截至", "截止到", "截止"})
	s = dropDayTail(s)
	if s, p.vague = dropVague(s); s == "" {
		return p, false
	}
	p.vague = p.vague || until
	if p, ok := compactText(s, p.vague); ok {
		return p, true
	}
	s = p.takeYear(s)
	if s == "" {
		return p, p.hasYear
	}
	if rest, ok := p.takePart(s); ok {
		return p, rest == ""
	}
	s = p.takeMonth(s)
	if s == "" {
		return p, p.hasMonth || p.hasDay && !p.hasYear || p.open != 0
	}
	if !p.hasMonth {
		return p, false
	}
	s = p.takeDay(s)
	return p, s == "" && p.hasDay
}

func compactText(s string, vague bool) (point, bool) {
	if len(s) != 8 && len(s) != 6 || !allDigits(s) {
		return point{}, false
	}
	p, ok := compact(s)
	p.vague = vague
	return p, ok
}

// digitsAt is the run of digits at the front of s, at most max of them.
func digitsAt(s string, max int) (n, width int) {
	for width < len(s) && digit(rune(s[width])) {
		width++
	}
	if width == 0 || width > max {
		return 0, 0
	}
	return small(s[:width]), width
}

// takeYear takes 2022年, 2022. 2022- 2022/ or a bare 2022 at the end.
func (p *point) takeYear(s string) string {
	n, w := digitsAt(s, 4)
	if w != 4 {
		return s
	}
	rest := s[w:]
	switch {
	case rest == "":
		p.Year, p.hasYear = n, true
		return ""
	case strings.HasPrefix(rest, "年"):
		rest, _ = strings.CutPrefix(rest, "年")
		rest, _ = prefix(rest, []string{"度"})
	case rest[0] == '.' || rest[0] == '-' || rest[0] == '/':
		if _, w := digitsAt(rest[1:], 2); w == 0 {
			return s
		}
		p.Year, p.hasYear = n, true
		return p.separated(rest[1:], rest[0])
	default:
		return s
	}
	p.Year, p.hasYear = n, true
	return rest
}

// separated reads the month and the day behind "2022-".
func (p *point) separated(s string, sep byte) string {
	n, w := digitsAt(s, 2)
	p.Month, p.hasMonth = n, true
	rest := strings.TrimSuffix(s[w:], "月")
	if rest == "" || rest[0] != sep {
		return rest
	}
	n, w = digitsAt(rest[1:], 2)
	if w == 0 {
		return rest
	}
	p.Day, p.hasDay = n, true
	return strings.TrimSuffix(rest[1+w:], "日")
}

// yearParts are parts of a year by name. The first month, the last month; equal years mean
// the whole.
var yearParts = []struct {
	words      []string
	from, to   int
	vagueMonth bool
}{
	{[]string{"全年", "整年", "常年"}, 0, 0, false},
	{[]string{"上半年"}, 1, 6, false},
	{[]string{"下半年"}, 7, 12, false},
	{[]string{"第一季度", "第1季度", "一季度", "1季度", "第1季", "Q1"}, 1, 3, false},
	{[]string{"第二季度", "第2季度", "二季度", "2季度", "第2季", "Q2"}, 4, 6, false},
	{[]string{"第三季度", "第3季度", "三季度", "3季度", "第3季", "Q3"}, 7, 9, false},
	{[]string{"第四季度", "第4季度", "四季度", "4季度", "第4季", "Q4"}, 10, 12, false},
	{[]string{"年底", "底", "年末", "末"}, 12, 12, true},
	{[]string{"年初", "初"}, 1, 1, true},
}

// takePart takes 全年, 上半年, 第一季度, 年底 off the front.
func (p *point) takePart(s string) (rest string, ok bool) {
	for _, part := range yearParts {
		if rest, ok := prefix(s, part.words); ok {
			if part.vagueMonth && !p.hasYear && !strings.HasPrefix(s, "年") {
				return s, false
			}
			if part.from > 0 {
				p.Month, p.hasMonth = part.from, true
			}
			if part.to > part.from {
				p.last = model.Date{Month: part.to}
			}
			p.vague = p.vague || part.vagueMonth
			return rest, true
		}
	}
	return s, false
}

// takeMonth takes 5月, 5月份, 5. or 5/ in front of a day, or bare digits.
func (p *point) takeMonth(s string) string {
	if p.hasMonth {
		return s
	}
	n, w := digitsAt(s, 2)
	if w == 0 {
		return s
	}
	rest := s[w:]
	if after, ok := strings.CutPrefix(rest, "月"); ok {
		p.Month, p.hasMonth = n, true
		after, _ = prefix(after, []string{"份"})
		return after
	}
	if rest != "" && !p.hasYear && (rest[0] == '.' || rest[0] == '/' || rest[0] == '-' && plainDay(s, w)) {
		day, dw := digitsAt(rest[1:], 2)
		if dw > 0 && rest[1+dw:] == "" || dw > 0 && rest[1+dw:] == "日" {
			p.Month, p.hasMonth, p.Day, p.hasDay = n, true, day, true
			return ""
		}
		return s
	}
	if rest == "" || rest == "日" || rest == "号" {
		return p.bareDigits(n, rest)
	}
	return s
}

// plainDay reports that "5-13" can only be month and day: 13 is no month, and
// a span would end before it begins otherwise.
func plainDay(s string, w int) bool {
	day, dw := digitsAt(s[w+1:], 2)
	return dw > 0 && s[w+1+dw:] == "" && day > 12
}

// bareDigits keeps digits whose kind the other end of the span tells.
func (p *point) bareDigits(n int, marker string) string {
	if marker == "" {
		p.open = n
		if n == 0 {
			p.open = -1
		}
		return ""
	}
	p.Day, p.hasDay = n, true
	return ""
}

// takeDay takes 13日, 13号 or a bare 13 at the end.
func (p *point) takeDay(s string) string {
	if p.hasDay {
		return s
	}
	n, w := digitsAt(s, 2)
	if w == 0 {
		return s
	}
	switch rest := s[w:]; rest {
	case "", "日", "号":
		p.Day, p.hasDay = n, true
		return ""
	}
	return s
}

// vagueWords behind a date say that it is only about right. Most say more
// than one thing, so they are taken off one after another.
var vagueWords = []string{
	"之前完成", "以前完成", "前完成", "之前", "以前", "前后", "左右", "期间", "以后", "之后", "完成", "为止", "开始", "起始", "起", "止", "前", "后",
}

var vagueMonths = []string{"上旬", "中旬", "下旬", "初", "底", "末", "中"}

// dropVague takes 上旬, 底之前 and the like off the end. The 底 of 年底 stays,
// since it names a month.
func dropVague(s string) (rest string, vague bool) {
	for {
		r, ok := suffix(s, vagueWords)
		if !ok {
			break
		}
		vague = vague || !hasSuffixAny(s, "止", "起")
		s = r
	}
	if r, ok := suffix(s, vagueMonths); ok && hasSuffixAny(r, "月", "月份") {
		return r, true
	}
	return s, vague
}
