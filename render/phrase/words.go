package phrase

import (
	"fmt"
	"strings"

	"github.com/shopspring/decimal"

	"ziping/model"
)

// This file holds how an office writes numbers, amounts, rates and dates in
// running text (GB/T 15835-2011 for the digits).

var wan = decimal.New(1, 4)

// Money is how a report writes sums of money: in one unit throughout.
type Money struct {
	Unit string // 元 or 万元; "" writes each sum in the unit that is shorter
}

// fine is the most decimals of 万元 a report shows: whole yuan.
const fine = 4

// small is the least sum, in yuan, that reads well in 万元.
var small = decimal.New(100, 0)

// MoneyFor chooses the unit for a report that writes these sums (yuan): 万元
// where the largest is that much and none has 角 or 分 or is tiny, else 元.
func MoneyFor(sums []decimal.Decimal) Money {
	largest := decimal.Decimal{}
	for _, s := range sums {
		s = s.Abs()
		if !s.IsZero() && (s.LessThan(small) || !s.Shift(-4).Equal(s.Shift(-4).Truncate(fine))) {
			return Money{"元"}
		}
		if s.GreaterThan(largest) {
			largest = s
		}
	}
	if largest.LessThan(wan) {
		return Money{"元"}
	}
	return Money{"万元"}
}

// Words writes a sum exactly: 36万元, 0.25万元, 6000元.
func (m Money) Words(yuan decimal.Decimal) string {
	if m.Unit == "万元" || m.Unit == "" && yuan.Abs().GreaterThanOrEqual(wan) && yuan.IsInteger() {
		return yuan.Shift(-4).String() + "万元"
	}
	return yuan.String() + "元"
}

// CountWords writes a number of people, sessions or things: 712, 1.1万, 5.23万.
// Two decimals are kept of 万; a number that they would press to a whole 万 reads
// 11万余, one they would lift to it 近10万, so that 99996 is never the 10万 of a
// target.
func CountWords(n decimal.Decimal) string {
	if n.Abs().LessThan(wan) {
		return n.String()
	}
	w := n.Shift(-4)
	short := w.Round(2)
	switch {
	case !short.IsInteger() || w.Equal(short):
		return short.String() + "万"
	case w.GreaterThan(short):
		return short.String() + "万余"
	}
	return "近" + short.String() + "万"
}

// PercentWords writes a rate with at most two decimals. A rate below 1 never
// reads as 100%, nor one above.
func PercentWords(r decimal.Decimal) string {
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

// RangeWords writes a span of days in full: 2022年1月1日至2022年12月31日.
func RangeWords(r model.DateRange) string {
	if r.From == r.To || r.To.IsZero() {
		return r.From.String()
	}
	return r.From.String() + "至" + r.To.String()
}

// ShortRange writes a span of days as a sentence about the given year would:
// 7月8日, 5月13日至16日, 3月至11月, 全年. Other years are written out.
func ShortRange(r model.DateRange, year int) string {
	from, to := r.From, r.To
	if to.IsZero() {
		to = from
	}
	switch {
	case from.Year != year || to.Year != year:
		return RangeWords(r)
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

// Sentence ends s with a full stop unless it ends with a mark of its own.
func Sentence(s string) string {
	s = strings.TrimRight(strings.TrimSpace(s), "，,、；;")
	if s == "" || strings.HasSuffix(s, "。") || strings.HasSuffix(s, "！") || strings.HasSuffix(s, "？") ||
		strings.HasSuffix(s, "：") || strings.HasSuffix(s, "。”") || strings.HasSuffix(s, "……") {
		return s
	}
	return strings.TrimSuffix(s, ".") + "。"
}

// Trim is s without the marks that would end a sentence.
func Trim(s string) string { return strings.TrimRight(strings.TrimSpace(s), "。.，,、；; ") }

// Chinese writes 1 to 99 as headings do: 一, 十, 十二, 二十一.
func Chinese(n int) string {
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
