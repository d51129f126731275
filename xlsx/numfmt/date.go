package numfmt

import (
	"math"
	"strconv"
	"time"

	"ziping/xlsx/grid"
)

// Bounds of the serial numbers a program shows as dates: 1 is 1900-01-01 and
// 2958465 is 9999-12-31.
const (
	lastSerial     = 2958465
	offset1904     = 1462 // serial 0 of the 1904 system is serial 1462 of the other
	secondsPerDay  = 86400
	leapDayOf1900  = 60 // a day that never was, kept for Lotus 1-2-3's sake
	longestElapsed = 1000000
)

// Date gives the text of a number that format f shows as a date: "2022-07-08",
// "2022-07-08T09:30:00", "09:30:00" when the format shows a time only and the
// number has no day, "36:30:00" for elapsed time. It is false when f shows no
// date or the number is none (negative, past 9999-12-31): the cell is then a
// number whatever its format says, as on the screen.
func Date(raw string, f *grid.Format, date1904 bool) (string, bool) {
	b, ok := ClockOf(f).Append(nil, raw, date1904)
	return string(b), ok
}

// Append is Date for callers that keep an arena.
func (show Clock) Append(dst []byte, raw string, date1904 bool) ([]byte, bool) {
	if !show.any() {
		return dst, false
	}
	v, err := strconv.ParseFloat(raw, 64)
	if err != nil || math.IsNaN(v) || v < 0 || v > lastSerial+1 {
		return dst, false
	}
	day := int64(v)
	sec := int64(math.Round((v - float64(day)) * secondsPerDay))
	if sec == secondsPerDay {
		day, sec = day+1, 0
	}
	if !show.date && (show.elapsed || day == 0) {
		if day > longestElapsed {
			return dst, false
		}
		return appendTime(dst, day*24*3600+sec), true
	}
	if date1904 {
		day += offset1904
	}
	if day < 1 || day > lastSerial {
		return dst, false
	}
	dst = appendDay(dst, day)
	if sec > 0 {
		dst = append(dst, 'T')
		dst = appendTime(dst, sec)
	}
	return dst, true
}

func appendDay(dst []byte, day int64) []byte {
	switch {
	case day == leapDayOf1900:
		return append(dst, "1900-02-29"...)
	case day < leapDayOf1900:
		day++
	}
	return time.Date(1899, 12, 30, 0, 0, 0, 0, time.UTC).AddDate(0, 0, int(day)).AppendFormat(dst, time.DateOnly)
}

func appendTime(dst []byte, sec int64) []byte {
	dst = appendTwo(dst, sec/3600)
	dst = appendTwo(append(dst, ':'), sec/60%60)
	return appendTwo(append(dst, ':'), sec%60)
}

func appendTwo(dst []byte, n int64) []byte {
	if n < 10 {
		dst = append(dst, '0')
	}
	return strconv.AppendInt(dst, n, 10)
}

// ISO gives the text of a t="d" cell in the same form. Seconds are rounded; a
// time zone is refused, for a sheet has none.
func ISO(raw string) (string, bool) {
	for _, layout := range []string{time.DateOnly, "2006-01-02T15:04", "2006-01-02T15:04:05.999999999", "15:04:05.999999999", "15:04",
		"2006-01-02T15:04:05.999999999Z", "2006-01-02 15:04:05.999999999", "2006-01-02Z"} {
		t, err := time.Parse(layout, raw)
		if err != nil {
			continue
		}
		t = t.Round(time.Second)
		switch {
		case layout[:2] == "15":
			return t.Format(time.TimeOnly), true
		case t.Hour() == 0 && t.Minute() == 0 && t.Second() == 0:
			return t.Format(time.DateOnly), true
		}
		return t.Format("2006-01-02T15:04:05"), true
	}
	return "", false
}
