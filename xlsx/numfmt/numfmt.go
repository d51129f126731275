// Package numfmt knows number formats: the codes behind the built-in ids,
// whether a code shows a date, and which date a serial number is. It scales
// and rounds nothing: a format is evidence of a unit, never an operation on
// the stored value.
package numfmt

import (
	"strings"

	"ziping/xlsx/grid"
)

// General is the id of the format that every unformatted cell has.
const General = 0

// builtin holds the codes of the ids a file may use without defining them:
// ECMA-376 part 1, 18.8.30, the table for all languages and, for 27-36 and
// 50-58, the zh-cn one. Ids 14 and 22 follow the user's system; their codes
// here are the Chinese ones.
var builtin = map[int]string{
	1: "0", 2: "0.00", 3: "#,##0", 4: "#,##0.00",
	5: `"¥"#,##0;"¥"\-#,##0`, 6: `"¥"#,##0;[Red]"¥"\-#,##0`,
	7: `"¥"#,##0.00;"¥"\-#,##0.00`, 8: `"¥"#,##0.00;[Red]"¥"\-#,##0.00`,
	9: "0%", 10: "0.00%", 11: "0.00E+00", 12: "# ?/?", 13: "# ??/??",
	14: "yyyy/m/d", 15: "d-mmm-yy", 16: "d-mmm", 17: "mmm-yy",
	18: "h:mm AM/PM", 19: "h:mm:ss AM/PM", 20: "h:mm", 21: "h:mm:ss", 22: "yyyy/m/d h:mm",
	23: "General", 24: "General", 25: "General", 26: "General",
	27: `yyyy"年"m"月"`, 28: `m"月"d"日"`, 29: `m"月"d"日"`, 30: "m-d-yy", 31: `yyyy"年"m"月"d"日"`,
	32: `h"时"mm"分"`, 33: `h"时"mm"分"ss"秒"`, 34: `上午/下午h"时"mm"分"`, 35: `上午/下午h"时"mm"分"ss"秒"`,
	36: `yyyy"年"m"月"`,
	37: "#,##0 ;(#,##0)", 38: "#,##0 ;[Red](#,##0)", 39: "#,##0.00;(#,##0.00)", 40: "#,##0.00;[Red](#,##0.00)",
	41: `_ * #,##0_ ;_ * \-#,##0_ ;_ * "-"_ ;_ @_ `, 42: `_ "¥"* #,##0_ ;_ "¥"* \-#,##0_ ;_ "¥"* "-"_ ;_ @_ `,
	43: `_ * #,##0.00_ ;_ * \-#,##0.00_ ;_ * "-"??_ ;_ @_ `, 44: `_ "¥"* #,##0.00_ ;_ "¥"* \-#,##0.00_ ;_ "¥"* "-"??_ ;_ @_ `,
	45: "mm:ss", 46: "[h]:mm:ss", 47: "mm:ss.0", 48: "##0.0E+0", 49: "@",
	50: `yyyy"年"m"月"`, 51: `m"月"d"日"`, 52: `yyyy"年"m"月"`, 53: `m"月"d"日"`, 54: `m"月"d"日"`,
	55: `上午/下午h"时"mm"分"`, 56: `上午/下午h"时"mm"分"ss"秒"`, 57: `yyyy"年"m"月"`, 58: `m"月"d"日"`,
	59: "0", 60: "0.00", 61: "#,##0", 62: "#,##0.00", 67: "0%", 68: "0.00%", 69: "# ?/?", 70: "# ??/??",
	71: "d/m/yyyy", 72: "d/m/yyyy", 73: "d-mmm-yy", 74: "d-mmm", 75: "mmm-yy", 76: "h:mm", 77: "h:mm:ss",
	78: "d/m/yyyy h:mm", 79: "mm:ss", 80: "[h]:mm:ss", 81: "mm:ss.0",
}

// New returns the format of an id with the code the file defines for it, or
// the built-in code when the file defines none. It is nil for General and for
// ids that mean nothing.
func New(id int, code string) *grid.Format {
	if code == "" {
		code = builtin[id]
	}
	if code == "" || isGeneral(code) {
		return nil
	}
	return &grid.Format{ID: id, Code: code, Date: shows(code).any()}
}

func isGeneral(code string) bool {
	return strings.EqualFold(code, "General") || code == "G/通用格式" || code == "通用格式"
}

// A Clock is what a format code shows of a point in time. The zero Clock shows
// nothing of it.
type Clock struct{ date, time, elapsed bool }

// ClockOf reads a format's code once, for callers with many cells.
func ClockOf(f *grid.Format) Clock {
	if f == nil || !f.Date {
		return Clock{}
	}
	return shows(f.Code)
}

func (c Clock) any() bool { return c.date || c.time || c.elapsed }

// shows reads a format code's date and time tokens: letters outside quotes,
// brackets and escapes. "[h]", "[mm]" and "[ss]" are elapsed time; other
// brackets are colours, locales and conditions. m counts as the month unless
// hours or seconds are all there is.
func shows(code string) Clock {
	var p Clock
	var month bool
	for i := 0; i < len(code); i++ {
		switch c := code[i]; c {
		case '\\', '_', '*': // the next character is literal, padding or filler
			i += runeLen(code, i+1)
		case '"':
			if j := strings.IndexByte(code[i+1:], '"'); j >= 0 {
				i += j + 1
			} else {
				i = len(code)
			}
		case '[':
			j := strings.IndexByte(code[i:], ']')
			if j < 0 {
				i = len(code)
				break
			}
			if isElapsed(code[i+1 : i+j]) {
				p.elapsed = true
			}
			i += j
		default:
			run := letterRun(code[i:])
			if run == 0 {
				continue
			}
			word := strings.ToLower(code[i : i+run])
			switch {
			case strings.HasPrefix(word, "general"):
				run = len("general")
			case strings.HasPrefix(code[i:], "G/通用格式"):
				run = len("G/通用格式")
			case isAMPM(code[i:]):
				p.time = true
				run = ampmLen(code[i:])
			default:
				run = sameLetters(word)
				next := byte(0)
				if i+run < len(code) {
					next = code[i+run]
				}
				switch word[0] {
				case 'y', 'd':
					p.date = true
				case 'm':
					month = true
				case 'h', 's':
					p.time = true
				case 'a': // aaa, aaaa: the day of the week
					p.date = p.date || run >= 3
				case 'e': // the year of an era; e+ and e- are exponents
					p.date = p.date || next != '+' && next != '-'
				}
			}
			i += run - 1
		}
	}
	if month && !p.time && !p.elapsed {
		p.date = true
	}
	return p
}

func isElapsed(s string) bool {
	if s == "" {
		return false
	}
	switch s[0] | 0x20 {
	case 'h', 'm', 's':
		return sameLetters(strings.ToLower(s)) == len(s)
	}
	return false
}

func isAMPM(s string) bool { return ampmLen(s) > 0 }

func ampmLen(s string) int {
	for _, mark := range []string{"AM/PM", "A/P"} {
		if len(s) >= len(mark) && strings.EqualFold(s[:len(mark)], mark) {
			return len(mark)
		}
	}
	return 0
}

func letterRun(s string) int {
	n := 0
	for n < len(s) && 'a' <= s[n]|0x20 && s[n]|0x20 <= 'z' {
		n++
	}
	return n
}

func sameLetters(s string) int {
	n := 1
	for n < len(s) && s[n] == s[0] {
		n++
	}
	return n
}

func runeLen(s string, i int) int {
	if i >= len(s) {
		return 0
	}
	for n := 1; ; n++ {
		if i+n >= len(s) || s[i+n]&0xC0 != 0x80 {
			return n
		}
	}
}
