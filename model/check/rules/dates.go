package rules

import (
	"ziping/model"
)

// outside reports that a range has no day in common with a period.
func outside(d, period model.DateRange) bool {
	return compareDates(d.To, period.From) < 0 || compareDates(d.From, period.To) > 0
}

// compareDates orders dates at the coarser of their precisions: 2022年 is
// neither before nor after 2022年6月.
func compareDates(a, b model.Date) int {
	if a.Month == 0 || b.Month == 0 {
		a.Month, a.Day, b.Month, b.Day = 0, 0, 0, 0
	}
	if a.Day == 0 || b.Day == 0 {
		a.Day, b.Day = 0, 0
	}
	return a.Compare(b)
}

// span writes a range: 2022年1月1日至2022年12月31日.
func span(d model.DateRange) string {
	if d.From == d.To {
		return d.From.String()
	}
	return d.From.String() + "至" + d.To.String()
}
