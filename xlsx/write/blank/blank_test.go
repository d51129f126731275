package blank

import (
	"bytes"
	"testing"

	"ziping/xlsx/book"
	"ziping/xlsx/mark"
)

func TestWrite(t *testing.T) {
	f := Form{Unit: `=cmd|' /C calc'!A0`, Project: "@SUM(1)", Year: 2023, Directions: []string{"+1", "科普宣传"}}
	a, err := Write(f)
	if err != nil {
		t.Fatal(err)
	}
	b, err := Write(f)
	if err != nil || !bytes.Equal(a, b) {
		t.Errorf("two runs differ, %v", err)
	}
	m, ok := mark.Of(a)
	if !ok || m.Kind != mark.Blank || m.Year != 2023 {
		t.Errorf("mark %+v", m)
	}
	back, err := book.Open("x.xlsx", a, book.Options{})
	if err != nil {
		t.Fatal(err)
	}
	if c := back.Sheets[0].Cell(3, 2); c == nil || c.Text != f.Unit || c.Formula() != nil {
		t.Errorf("the unit became %+v", c)
	}
	uncached := 0
	for _, s := range back.Sheets {
		for _, r := range s.Rows {
			for i := range r.Cells {
				if f := r.Cells[i].Formula(); f != nil && !f.Cached {
					uncached++
				}
			}
		}
	}
	if uncached > 0 {
		t.Errorf("%d formulas have no result", uncached)
	}
}
