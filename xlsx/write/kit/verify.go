package kit

import (
	"fmt"
	"strconv"

	"github.com/shopspring/decimal"

	"ziping/xlsx/book"
	"ziping/xlsx/grid"
)

// verify opens what was made with our own reader and compares: every sheet is
// there and every cell holds what was written.
func (b *Book) verify(data []byte) error {
	back, err := book.Open("x.xlsx", data, book.Options{})
	if err != nil {
		return err
	}
	if len(back.Sheets) != len(b.sheets) {
		return fmt.Errorf("写了 %d 张工作表，读回来 %d 张", len(b.sheets), len(back.Sheets))
	}
	for i, s := range b.sheets {
		if back.Sheets[i].Name != s.name {
			return fmt.Errorf("工作表“%s”读回来成了“%s”", s.name, back.Sheets[i].Name)
		}
		for _, w := range s.written {
			if c := back.Sheets[i].Cell(w.row, w.col); c == nil || !holds(c, w.value) {
				return fmt.Errorf("工作表“%s”的 %s 读回来和写的不一样", s.name, Ref(w.col-1, w.row))
			}
		}
	}
	return nil
}

// holds compares a cell with what was written into it.
func holds(c *grid.Cell, value any) bool {
	switch v := value.(type) {
	case string:
		return c.Kind == grid.String && c.Text == v
	case int:
		return c.Text == strconv.Itoa(v)
	case float64:
		got, err := decimal.NewFromString(c.Text)
		want := decimal.NewFromFloat(v)
		return err == nil && got.Sub(want).Abs().LessThanOrEqual(want.Abs().Shift(-14)) // the format keeps 15 digits
	}
	return true
}
