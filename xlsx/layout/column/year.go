package column

import (
	"slices"
	"strconv"

	"ziping/xlsx/layout/evidence"
	"ziping/xlsx/layout/view"
	"ziping/xlsx/layout/word"
	"ziping/xlsx/value"
)

// YearOf is the project's year as far as it is known, else the one that the
// titles above a table name, 0 for none.
func YearOf(v *word.Page, titles []word.TitleLine) int {
	if v.Options.Year != 0 {
		return v.Options.Year
	}
	for _, t := range slices.Backward(titles) {
		if y, ok := value.FindYear(t.Text); ok {
			return y
		}
	}
	return 0
}

// year is the year a column's header names, 0 for none.
func (c *Column) year() int {
	for _, l := range c.Path {
		if y, ok := value.FindYear(l.Text); ok {
			return y
		}
		if len(l.Key) == 4 && view.YearLike(l.Key) {
			y, _ := strconv.Atoi(l.Key)
			return y
		}
	}
	return 0
}

// fullestYear is the year for which the columns of a header state most fields, 预算数 and
// 决算数 of 2022 beside 决算数 of 2021, the last of several; 0 where there is but one.
func (c *Claim) fullestYear(offers []offer) int {
	fields := map[int]map[int]bool{}
	for _, o := range offers {
		y := c.Columns[o.col].year()
		if y == 0 {
			continue
		}
		if fields[y] == nil {
			fields[y] = map[int]bool{}
		}
		fields[y][o.m.Field] = true
	}
	best := 0
	for y, f := range fields {
		if best == 0 || len(f) > len(fields[best]) || len(f) == len(fields[best]) && y > best {
			best = y
		}
	}
	if len(fields) < 2 {
		return 0
	}
	return best
}

// otherYears takes back the offers of columns of another year whose field some
// column of the project's year, or of none, states.
func (c *Claim) otherYears(offers []offer, year int) []offer {
	if year == 0 {
		year = c.fullestYear(offers)
	}
	ours := map[int]bool{}
	for _, o := range offers {
		if y := c.Columns[o.col].year(); year != 0 && (y == year || y == 0 && o.m.Strength > evidence.Standard.Word.ByTail && !o.m.Part) {
			ours[o.m.Field] = true
		}
	}
	if len(ours) == 0 {
		return offers
	}
	for _, o := range offers {
		if y := c.Columns[o.col].year(); y != 0 && y != year && ours[o.m.Field] {
			c.Columns[o.col].Other = y
		}
	}
	return slices.DeleteFunc(offers, func(o offer) bool { return c.Columns[o.col].Other != 0 })
}
