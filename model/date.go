package model

import (
	"cmp"
	"fmt"
)

// A Date is a day of the Gregorian calendar. Day 0 means "the month", month 0
// means "the year".
type Date struct{ Year, Month, Day int }

// Compare orders dates; an unknown day or month compares as 0.
func (d Date) Compare(e Date) int {
	return cmp.Or(cmp.Compare(d.Year, e.Year), cmp.Compare(d.Month, e.Month), cmp.Compare(d.Day, e.Day))
}

// IsZero reports that no date is known.
func (d Date) IsZero() bool { return d == Date{} }

// String is the way official documents write it: 2022年4月13日, 2022年4月, 2022年.
func (d Date) String() string {
	switch {
	case d.Month == 0:
		return fmt.Sprintf("%d年", d.Year)
	case d.Day == 0:
		return fmt.Sprintf("%d年%d月", d.Year, d.Month)
	}
	return fmt.Sprintf("%d年%d月%d日", d.Year, d.Month, d.Day)
}

// A DateRange is a day, a span of days, a month, or a year, both ends
// inclusive and at the written precision: 2022年6月 is From = To = {2022,6,0}.
type DateRange struct {
	From, To Date
	// YearAssumed reports that no year was written and the project's year was taken.
	YearAssumed bool
	// Vague marks 上旬, 中旬, 底, 前: the written text says more than the dates.
	Vague bool
}
