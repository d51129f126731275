package table

import (
	"slices"
	"strings"

	"ziping/model"
	"ziping/model/pattern"
	"ziping/xlsx/grid"
	"ziping/xlsx/layout/body"
	"ziping/xlsx/layout/cell"
	"ziping/xlsx/layout/column"
	"ziping/xlsx/layout/view"
	"ziping/xlsx/layout/word"
	"ziping/xlsx/profile"
	"ziping/xlsx/value"
)

// A date may stand in columns of its parts: 月份 | 日期, or 年 月 日 under 日期.
var (
	partWords = [][]string{profile.Common("date-year"), profile.Common("date-month"), profile.Common("date-day")}
	partUnits = []string{"年", "月", "日"}
	dayOnly   = pattern.New(`^[0-9]{1,2}(?:[日号]|$)`)
)

// dateParts finds the columns of a log that state a date in parts: a month and
// a day at least, and no day that names its month.
func (t *table) dateParts() {
	if t.c.Form.Kind != model.KindActivity {
		return
	}
	when := t.c.Form.FieldNamed("when")
	var parts [3]*column.Column
	for i := range t.c.Columns {
		col := &t.c.Columns[i]
		if len(col.Path) == 0 || col.Field >= 0 && col.Field != when {
			continue
		}
		for k, words := range partWords {
			if leaf := col.Path[len(col.Path)-1]; parts[k] == nil && slices.ContainsFunc(leaf.Keys, func(w string) bool { return slices.Contains(words, w) }) {
				parts[k] = col
			}
		}
	}
	if parts[1] == nil || parts[2] == nil || !t.daysOnly(parts[2].Col) {
		return
	}
	for _, col := range parts {
		if col != nil {
			col.Field, col.Part, col.How = when, true, "年、月、日分列，合起来读"
			t.parts = append(t.parts, col)
		} else {
			t.parts = append(t.parts, nil)
		}
	}
	delete(t.col, "when")
}

// daysOnly reports a column in which days stand without their month.
func (t *table) daysOnly(col int) bool {
	n := 0
	for _, r := range t.b.Rows {
		c := t.v.Anchor(r.Num, col)
		if r.Use != body.UseData || c == nil || view.Blank(c.Text) {
			continue
		}
		if c.Kind == grid.Date || !dayOnly.MatchString(view.FoldWidth(strings.TrimSpace(c.Text))) {
			return false
		}
		n++
	}
	return n > 0
}

// headingMonth is the month that a heading over rows names: 三月份, 2022年3月.
var headingMonth = pattern.New(`^(?:20[0-9]{2}年)?(?:[0-9]{1,2}|[一二三四五六七八九十]{1,2}|元)月`)

// monthOf reads the dates of a row under such a heading: 15日 under 三月份 is 三月15日.
func (t *table) monthOf(row int) func(*grid.Cell) value.Result[model.DateRange] {
	month := ""
	if i := row - t.c.Head.Bottom - 1; i >= 0 && i < len(t.b.Rows) && t.b.Rows[i].Period > 0 {
		for col := t.c.Head.Left; col <= t.b.Right() && month == ""; col++ {
			month = headingMonth.FindString(t.v.KeyOf(word.SectionName(t.v.Text(int(t.b.Rows[i].Period), col))))
		}
	}
	return func(c *grid.Cell) value.Result[model.DateRange] {
		text := view.FoldWidth(strings.TrimSpace(c.Text))
		if month != "" && c.Kind != grid.Date && dayOnly.MatchString(text) {
			if !strings.ContainsAny(text, "日号") {
				text += "日"
			}
			c = &grid.Cell{Kind: grid.String, Text: month + text, Col: c.Col}
		}
		return value.Dates(c, t.known.Year)
	}
}

// A dateReader joins the parts of dates; a year or month that is written once
// holds until the next.
type dateReader struct {
	t    *table
	last [2]string
}

func (r *dateReader) at(row int) model.Cell[model.DateRange] {
	out := model.Cell[model.DateRange]{State: model.Blank}
	var typed []string
	whole := ""
	for k, col := range r.t.parts {
		if col == nil {
			continue
		}
		text := r.t.v.Text(row, col.Col)
		if text != "" {
			if len(typed) == 0 {
				out.Pos = r.t.v.Pos(row, col.Col)
			}
			typed = append(typed, text)
		}
		if k < 2 {
			if text == "" {
				text = r.last[k]
			}
			r.last[k] = text
		}
		if text != "" && !strings.HasSuffix(text, partUnits[k]) && !strings.HasSuffix(text, "号") && !strings.HasSuffix(text, "份") && !strings.HasSuffix(text, "度") {
			text += partUnits[k]
		}
		whole += text
	}
	if len(typed) == 0 {
		out.Pos = r.t.v.Pos(row, r.t.parts[2].Col)
		return out
	}
	c := &grid.Cell{Kind: grid.String, Text: whole}
	out = cell.Read(&r.t.Notes, c, out, "import/bad-date", r.t.parts[2].Header, func(c *grid.Cell) value.Result[model.DateRange] { return value.Dates(c, r.t.known.Year) })
	out.Text = strings.Join(typed, "＋")
	return out
}
