package render

import (
	"fmt"
	"strings"

	"github.com/shopspring/decimal"

	"ziping/model"
)

// This file holds how an office writes numbers, amounts, rates and dates in
// running text (GB/T 15835-2011 for the digits).

var wan = decimal.New(1, 4)

// moneyWords writes a sum exactly: 36万元, 4.86万元, 6000元; sums with 角 or 分
// stay in 元.
func moneyWords(yuan decimal.Decimal) string {
	if yuan.Abs().GreaterThanOrEqual(wan) && yuan.IsInteger() {
		return yuan.Shift(-4).String() + "万元"
	}
	return yuan.String() + "元"
}

// countWords writes a number of people, sessions or things: 712, 1.1万, 5.23万.
// Two decimals are kept of 万; a number that they would lift or press to a
// whole 万 is written out, so that 99996 never reads as the 10万 of a target.
func countWords(n decimal.Decimal) string {
	if n.Abs().LessThan(wan) {
		return n.String()
	}
	w := n.Shift(-4)
	short := w.Round(2)
	if short.IsInteger() && !w.IsInteger() {
		return n.String()
	}
	return short.String() + "万"
}

// percentWords writes a rate with at most two decimals. A rate below 1 never
// reads as 100%, nor one above.
func percentWords(r decimal.Decimal) string {
	p := r.Shift(2)
	short := p.Round(2)
	if hundred := decimal.NewFromInt(100); short.Equal(hundred) && !p.Equal(hundred) {
		short = p.Truncate(2)
		if p.GreaterThan(hundred) {
			short = p.RoundUp(2)
		}
	}
	return short.String() + "%"
}

// approxWords says how an approximate value was written: 约 and 近 stand before
// the number, 余 and 多 after it.
func approxWords(typed string) (before, after string) {
	for _, w := range []string{"近", "超", "约"} {
		if strings.Contains(typed, w) {
			return w, ""
		}
	}
	for _, w := range []string{"余", "多"} {
		if strings.Contains(typed, w) {
			return "", w
		}
	}
	return "约", ""
}

// rangeWords writes a span of days in full: 2022年1月1日至2022年12月31日.
func rangeWords(r model.DateRange) string {
	if r.From == r.To || r.To.IsZero() {
		return r.From.String()
	}
	return r.From.String() + "至" + r.To.String()
}

// shortRange writes a span of days as a sentence about the given year would:
// 7月8日, 5月13日至16日, 3月至11月, 全年. Other years are written out.
func shortRange(r model.DateRange, year int) string {
	from, to := r.From, r.To
	if to.IsZero() {
		to = from
	}
	switch {
	case from.Year != year || to.Year != year:
		return rangeWords(r)
	case from.Month == 0:
		return "全年"
	case from == to:
		return monthDay(from)
	case from.Month == to.Month && from.Day > 0 && to.Day > 0:
		return fmt.Sprintf("%s至%d日", monthDay(from), to.Day)
	}
	return monthDay(from) + "至" + monthDay(to)
}

func monthDay(d model.Date) string {
	if d.Day == 0 {
		return fmt.Sprintf("%d月", d.Month)
	}
	return fmt.Sprintf("%d月%d日", d.Month, d.Day)
}

// sentence ends s with a full stop unless it ends with a mark of its own.
func sentence(s string) string {
	s = strings.TrimRight(strings.TrimSpace(s), "，,、；;")
	if s == "" || strings.HasSuffix(s, "。") || strings.HasSuffix(s, "！") || strings.HasSuffix(s, "？") ||
		strings.HasSuffix(s, "：") || strings.HasSuffix(s, "。”") || strings.HasSuffix(s, "……") {
		return s
	}
	return strings.TrimSuffix(s, ".") + "。"
}

// clause is s without the marks that would end a sentence.
func clause(s string) string { return strings.TrimRight(strings.TrimSpace(s), "。.，,、；; ") }

// chineseNumber writes 1 to 99 as headings do: 一, 十, 十二, 二十一.
func chineseNumber(n int) string {
	digits := []string{"", "一", "二", "三", "四", "五", "六", "七", "八", "九"}
	switch {
	case n < 10:
		return digits[n]
	case n < 20:
		return "十" + digits[n-10]
	case n < 100:
		return digits[n/10] + "十" + digits[n%10]
	}
	return fmt.Sprint(n)
}
