package text

import (
	"strconv"
	"strings"
)

// A Year is a year that the text names, with the day where there is one.
type Year struct {
	Span            // 2022年度, 2022年5月3日
	Value      int  // 0 for a day without a year
	Fiscal     bool // 年度
	Month, Day int
}

// Dated reports that a month stands with the year.
func (y *Year) Dated() bool { return y.Month > 0 }

// date reads a year or a day whose first number is [i,end); it returns where it
// ends, 0 when there is none. Numbers of a day are no figures.
func (s *scanner) date(i, end int) int {
	t := s.line.Text
	n, err := strconv.Atoi(t[i:end])
	if err != nil {
		return 0
	}
	after := t[end:]
	y := &Year{Span: Span{s.line, i, end}}
	switch {
	case end-i == 4 && n >= 1949 && n <= 2100 && strings.HasPrefix(after, "年"):
		y.Value, y.To = n, end+len("年")
		if strings.HasPrefix(t[y.To:], "度") {
			y.Fiscal, y.To = true, y.To+len("度")
			break
		}
		if m, next := numberBefore(t, y.To, "月"); next > 0 && m <= 12 {
			y.Month, y.To = m, next
			s.day(y)
		}
	case end-i == 4 && n >= 1949 && n <= 2100 && len(after) > 1 && (after[0] == '-' || after[0] == '.' || after[0] == '/'):
		return s.numericDate(y, n, after[0])
	case end-i <= 2 && n >= 1 && n <= 12 && strings.HasPrefix(after, "月") && !strings.HasPrefix(after, "月球"):
		y.Month, y.To = n, end+len("月")
		s.day(y)
	case end-i <= 2 && n >= 1 && n <= 31 && strings.HasPrefix(after, "日") && len(s.years) > 0: // 5月20日至28日
		y.Month, y.Day, y.To = s.years[len(s.years)-1].Month, n, end+len("日")
	case yearOfSpan(t, i, end, n):
		y.Value = n
	default:
		return 0
	}
	s.years = append(s.years, y)
	return y.To
}

// yearOfSpan reports the first year of 2021-2025年, 2016至2020年.
func yearOfSpan(t string, i, end, n int) bool {
	if end-i != 4 || n < 1949 || n > 2100 {
		return false
	}
	for _, mark := range []string{"—", "~", "至", "到", "、"} {
		if rest, ok := strings.CutPrefix(t[end:], mark); ok {
			rest = strings.TrimPrefix(rest, mark)
			return len(rest) > 4 && isDigit(rest[0]) && isDigit(rest[3]) && strings.HasPrefix(rest[4:], "年")
		}
	}
	return false
}

// day reads the day behind a month.
func (s *scanner) day(y *Year) {
	t := s.line.Text
	for _, mark := range []string{"日", "号"} {
		if d, next := numberBefore(t, y.To, mark); next > 0 && d <= 31 {
			y.Day, y.To = d, next
			return
		}
	}
}

// numericDate reads 2022-05-03, 2022.5, 2021-2025年.
func (s *scanner) numericDate(y *Year, n int, mark byte) int {
	t := s.line.Text
	at := y.To + 1
	j := at
	for j < len(t) && isDigit(t[j]) {
		j++
	}
	m, err := strconv.Atoi(t[at:j])
	switch {
	case err == nil && j-at == 4 && strings.HasPrefix(t[j:], "年"):
		y.Value = n
		s.years = append(s.years, y)
		return at // the second year is read by itself
	case err != nil || m < 1 || m > 12 || j-at > 2 || mark == '.' && (j == len(t) || t[j] != '.'):
		return 0
	}
	y.Value, y.Month, y.To = n, m, j
	if j < len(t) && t[j] == mark {
		k := j + 1
		for k < len(t) && isDigit(t[k]) {
			k++
		}
		if d, err := strconv.Atoi(t[j+1 : k]); err == nil && d >= 1 && d <= 31 {
			y.Day, y.To = d, k
		}
	}
	s.years = append(s.years, y)
	return y.To
}

// numberBefore reads a number of at most two digits that a mark follows.
func numberBefore(t string, at int, mark string) (n, next int) {
	j := at
	for j < len(t) && isDigit(t[j]) && j-at < 2 {
		n = n*10 + int(t[j]-'0')
		j++
	}
	if j == at || n == 0 || !strings.HasPrefix(t[j:], mark) {
		return 0, 0
	}
	return n, j + len(mark)
}
