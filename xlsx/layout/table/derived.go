package table

import (
	"slices"
	"strings"

	"github.com/shopspring/decimal"

	"ziping/model"
	"ziping/xlsx/layout/body"
	"ziping/xlsx/layout/column"
	"ziping/xlsx/layout/evidence"
	"ziping/xlsx/profile"
	"ziping/xlsx/value"
)

// A column that was not understood may say nothing new: the difference of two others
// (差额), their sum, or how far another one has come (累计人次).

// derivedRows is how many rows at least must follow from others, and derivedColumns how
// many columns are compared.
const derivedRows, derivedColumns = 2, 12

// dateParts are the headers of the parts of a date.
var dateParts = slices.Concat(profile.Common("date-year"), profile.Common("date-month"), profile.Common("date-day"))

// derived says from what a column follows in every row, "" where it does not.
func (t *table) derived(col *column.Column) string {
	if n := len(col.Path); t.c.Form.Role != "" && n > 0 && slices.Contains(dateParts, col.Path[n-1].Key) {
		return "是日期的一部分"
	}
	if col.Sample.Figures < derivedRows || col.Sample.Words > 0 {
		return ""
	}
	rows := t.dataRows()
	own := t.figuresOf(col, rows)
	var others []*column.Column
	var figures [][]decimal.Decimal
	for i := range t.c.Columns {
		c := &t.c.Columns[i]
		if kind := t.typeOf(c); (kind == "amount" || kind == "count") && !c.Part && c.Sample.Figures > 0 && len(others) < derivedColumns {
			others, figures = append(others, c), append(figures, t.figuresOf(c, rows))
		}
	}
	if strings.Contains(col.Header, "累计") {
		for k, f := range figures {
			if running(own, f) {
				return "是“" + others[k].Header + "”逐行累计的数"
			}
		}
	}
	for i, a := range figures {
		for j, b := range figures {
			switch {
			case i != j && follows(own, a, b, decimal.Decimal.Sub):
				return "是“" + others[i].Header + "”减“" + others[j].Header + "”的数"
			case i < j && follows(own, a, b, decimal.Decimal.Add):
				return "是“" + others[i].Header + "”加“" + others[j].Header + "”的数"
			}
		}
	}
	return ""
}

func (t *table) typeOf(c *column.Column) string {
	if c.Field < 0 {
		return ""
	}
	return t.c.Form.Fields[c.Field].Type
}

// dataRows are the numbers of the first rows of data.
func (t *table) dataRows() []int {
	var out []int
	for i := range t.b.Rows {
		if r := &t.b.Rows[i]; r.Use == body.UseData && len(out) < evidence.SampleRows {
			out = append(out, r.Num)
		}
	}
	return out
}

// figuresOf are the bare figures of a column, 0 where there is none.
func (t *table) figuresOf(col *column.Column, rows []int) []decimal.Decimal {
	out := make([]decimal.Decimal, len(rows))
	for i, row := range rows {
		if c := value.Count(t.v.Cell(row, col.Col), ""); t.v.Owns(row, col.Col) && c.State == model.Known {
			out[i] = c.Value.N
		}
	}
	return out
}

// follows reports that each figure is what join makes of the two others, and is not
// zero twice.
func follows(own, a, b []decimal.Decimal, join func(decimal.Decimal, decimal.Decimal) decimal.Decimal) bool {
	told := 0
	for i, n := range own {
		if !n.Equal(join(a[i], b[i])) {
			return false
		}
		if !n.IsZero() && !n.Equal(a[i]) && !n.Equal(b[i]) || n.IsZero() && !a[i].IsZero() {
			told++
		}
	}
	return told >= derivedRows
}

// running reports figures each of which is the one above and what its row adds.
func running(own, step []decimal.Decimal) bool {
	told, last := 0, decimal.Zero
	for i, n := range own {
		if !n.Equal(last.Add(step[i])) {
			return false
		}
		told += min(1, i)
		last = n
	}
	return told >= derivedRows
}
