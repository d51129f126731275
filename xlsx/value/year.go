package value

import (
	"fmt"
	"strings"
	"unicode/utf8"

	"ziping/xlsx/grid"
)

// Year reads a budget year: 2022, 2022年, （2022年度）, ２０２２年度, 二〇二二年, 2022年预算.
func Year(c *grid.Cell) Result[int] {
	const want = "年度"
	t, r, done := begin[int](c, want)
	if done {
		return r
	}
	if c.Kind == grid.Date {
		d, err := cellDate(c, t, 0)
		if err != nil || d.From.Month != 0 {
			return bad[int](dateInstead(t, want))
		}
		return known(d.From.Year)
	}
	if c.Kind == grid.Number {
		d, ok := stored(t)
		if !ok || !d.IsInteger() {
			return bad[int](refuse(t, want))
		}
		t = d.String()
	}
	s := strings.Trim(arabicDate(unquote(t)), "()")
	s, _ = suffix(s, []string{"预算", "决算"})
	s, _ = suffix(s, []string{"年度", "年", "财年"})
	if len(s) != 4 || !allDigits(s) {
		return bad[int](refuse(t, want))
	}
	year := small(s)
	if year < firstYear || year > lastYear {
		return bad[int](&Error{t, fmt.Sprintf("“%s”不像是预算年度", clip(t)), "请核对年份"})
	}
	return known(year)
}

// FindYear finds the year that a title or a line of text is about: 2022年度 before
// 2022年. Years in book titles, in spans (2016-2020年) and in document numbers
// (〔2022〕7号) do not count. It is false when there is none, or two that claim
// alike.
func FindYear(text string) (year int, ok bool) {
	s := withoutBooks(arabicDate(fold(text)))
	var years, budgets []int
	for i := 0; i+4 <= len(s); i++ {
		if !allDigits(s[i:i+4]) || i > 0 && (digit(rune(s[i-1])) || spanBefore(s[:i])) {
			continue
		}
		y := small(s[i : i+4])
		rest, named := strings.CutPrefix(s[i+4:], "年")
		if !named || y < firstYear || y > lastYear {
			continue
		}
		if strings.HasPrefix(rest, "度") {
			budgets = append(budgets, y)
		}
		years = append(years, y)
	}
	for _, found := range [][]int{budgets, years} {
		if len(found) > 0 {
			return found[0], same(found)
		}
	}
	return 0, false
}

func same(years []int) bool {
	for _, y := range years {
		if y != years[0] {
			return false
		}
	}
	return true
}

// spanBefore reports that s ends in the first half of a span of years.
func spanBefore(s string) bool {
	r, n := utf8.DecodeLastRuneInString(s)
	if !strings.ContainsRune("-~—–至到", r) {
		return false
	}
	s = strings.TrimSuffix(strings.TrimRight(s[:len(s)-n], "—-"), "年")
	return s != "" && digit(rune(s[len(s)-1]))
}

// withoutBooks drops what stands in 《》.
func withoutBooks(s string) string {
	for {
		i := strings.Index(s, "《")
		if i < 0 {
			return s
		}
		j := strings.Index(s[i:], "》")
		if j < 0 {
			return s[:i]
		}
		s = s[:i] + s[i+j+len("》"):]
	}
}
