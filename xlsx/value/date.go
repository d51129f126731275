package value

import (
	"fmt"
	"strings"

	"ziping/model"
	"ziping/xlsx/grid"
)

// The years a date or a budget can have.
const (
	firstYear = 1949
	lastYear  = 2100
)

// Dates reads a day, a span of days, a month, a part of the year or a year.
// year is the project's, 0 for not known; it stands in where no year is
// written (YearAssumed).
//
//	2022年5月13日  2022-5-13  2022/5/13  2022.5.13  20220513  二〇二二年五月十三日  5月13日  5.13
//	2022年5月  2022-05  202205  2022年  2022年全年  2022年上半年  第一季度
//	5月13日-16日  2022年5月20日-9月30日  2022.01.01-2022.12.31  3月至11月  2016—2020年
//	5月12日、9月18日  5月上旬  12月底之前  年底      with Vague
//
// Times of day and days of the week behind a day are read and dropped. A date
// that the calendar does not have is Bad, and so is what can be read in two
// ways (5-6, 3/4/2022, 44693). A Date cell shows what its format shows: under
// yyyy"年"m"月" it is a month, under m"月"d"日" the year on record is the one in
// which it was typed, so the project's is taken instead.
func Dates(c *grid.Cell, year int) Result[model.DateRange] {
	const want = "日期"
	t, r, done := begin[model.DateRange](c, want)
	if done {
		return r
	}
	var d model.DateRange
	var err *Error
	switch c.Kind {
	case grid.Date:
		d, err = cellDate(c, t, year)
	case grid.Number:
		d, err = storedDate(t)
	default:
		d, err = textDates(t, year)
	}
	if err != nil {
		return bad[model.DateRange](err)
	}
	return known(d)
}

// cellDate reads the ISO text of a Date cell.
func cellDate(c *grid.Cell, t string, year int) (r model.DateRange, err *Error) {
	var d point
	day, _, _ := strings.Cut(t, "T")
	if !d.iso(day) {
		return r, &Error{t, "单元格里只有时间 " + clip(t) + "，没有日期", "请填写日期，如 2022年5月13日"}
	}
	if d.Year < firstYear || d.Year > lastYear || !d.valid() {
		return r, &Error{t, fmt.Sprintf("单元格显示的日期是 %s，像是把数设成了日期格式", day), "如果填的是数，请把单元格格式改为“常规”；如果是日期，请改正"}
	}
	y, m, dd := showsDate(c.Format())
	switch {
	case !y && !m && !dd: // no format, or a time of day only
	case !dd && !m:
		d.Month, d.Day = 0, 0
	case !dd:
		d.Day = 0
	}
	if !y && (m || dd) && year != 0 && year != d.Year {
		d.Year, r.YearAssumed = year, true
		if !d.valid() {
			return r, impossible(t, d)
		}
	}
	r.From, r.To = d.Date, d.Date
	return r, nil
}

// iso reads 2022-07-08.
func (p *point) iso(s string) bool {
	if len(s) != len("2022-07-08") || s[4] != '-' || s[7] != '-' || !allDigits(s[:4]+s[5:7]+s[8:]) {
		return false
	}
	p.Year, p.Month, p.Day = small(s[:4]), small(s[5:7]), small(s[8:])
	return true
}

// showsDate reports which parts of a date a format prints.
func showsDate(f *grid.Format) (year, month, day bool) {
	if f == nil {
		return false, false, false
	}
	switch f.Code { // the usual ones
	case "yyyy-mm-dd", "yyyy/m/d", `yyyy"年"m"月"d"日"`:
		return true, true, true
	}
	code := strings.ToLower(bareCode(f.Code))
	hours := strings.ContainsAny(code, "hs")
	if hours && !strings.ContainsAny(code, "yde") {
		return false, false, false
	}
	return strings.ContainsAny(code, "ye"), strings.Contains(code, "m"), strings.Contains(code, "d")
}

// bareCode is the first section of a format code without literals and brackets.
func bareCode(code string) string {
	var b strings.Builder
	for i := 0; i < len(code); i++ {
		switch code[i] {
		case '"', '[':
			end := byte('"')
			if code[i] == '[' {
				end = ']'
			}
			j := strings.IndexByte(code[i+1:], end)
			if j < 0 {
				return b.String()
			}
			i += j + 1
		case '\\', '!', '_', '*':
			i++
		case ';':
			return b.String()
		default:
			b.WriteByte(code[i])
		}
	}
	return halfDays.Replace(b.String())
}

// storedDate reads a Number cell: 20220513, 202205, 2022. Serial numbers that
// lost their format and figures like 5.1 (1st or 10th of May) are refused.
func storedDate(t string) (r model.DateRange, err *Error) {
	d, ok := stored(t)
	if ok {
		t = d.String()
	}
	if !ok || !d.IsInteger() || d.IsNegative() {
		return r, &Error{t, fmt.Sprintf("单元格里是数 %s，不能确定是哪一天", clip(t)), "请写成 2022年5月13日 或 2022-5-13；5.1 这样的写法分不清是 1 日还是 10 日"}
	}
	digits := d.String()
	if p, ok := compact(digits); ok {
		if !p.valid() {
			return r, impossible(t, p)
		}
		return model.DateRange{From: p.Date, To: p.Date}, nil
	}
	if len(digits) == 5 {
		return r, &Error{t, fmt.Sprintf("单元格里是数 %s，像是日期的序号，但单元格格式不是日期", digits), "请把单元格格式改为日期后保存"}
	}
	return r, &Error{t, fmt.Sprintf("单元格里是数 %s，不是日期", clip(t)), "请写成" + examples["日期"]}
}

// compact reads 20220513, 202205 and 2022.
func compact(digits string) (p point, ok bool) {
	if !allDigits(digits) || len(digits) != 4 && len(digits) != 6 && len(digits) != 8 {
		return p, false
	}
	p.Year, p.hasYear = small(digits[:4]), true
	if p.Year < firstYear || p.Year > lastYear {
		return p, false
	}
	if len(digits) > 4 {
		p.Month, p.hasMonth = small(digits[4:6]), true
	}
	if len(digits) > 6 {
		p.Day, p.hasDay = small(digits[6:]), true
	}
	return p, true
}

// impossible is the refusal of a day that no calendar has.
func impossible(t string, p point) *Error {
	switch {
	case p.Year != 0 && (p.Year < firstYear || p.Year > lastYear):
		return &Error{t, fmt.Sprintf("“%s”的年份 %d 不对", clip(t), p.Year), "请核对年份"}
	case p.Month < 1 || p.Month > 12:
		return &Error{t, fmt.Sprintf("“%s”里没有 %d 月这个月份", clip(t), p.Month), "请核对月份"}
	}
	return &Error{t, fmt.Sprintf("“%s”不存在：%s没有 %d 日", clip(t), monthName(p), p.Day), "请核对日期"}
}

func monthName(p point) string {
	if p.Year == 0 {
		return fmt.Sprintf("%d月", p.Month)
	}
	return fmt.Sprintf("%d年%d月", p.Year, p.Month)
}

// halfDays drops the marks of twelve-hour clocks, whose letters mean nothing.
var halfDays = strings.NewReplacer("AM/PM", "", "am/pm", "", "A/P", "", "a/p", "")
