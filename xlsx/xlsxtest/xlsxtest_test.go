package xlsxtest_test

import (
	"testing"

	"ziping/xlsx"
	"ziping/xlsx/xlsxtest"
)

func TestWorkbook(t *testing.T) {
	data, err := xlsxtest.Workbook("# 表一\nA1:B1 标题\nA2 12.5\nB2 '7\nA3 @2022-05-22\nB3 =A2*2 -> 25\n# 表二 hidden\nA1 x\n")
	if err != nil {
		t.Fatal(err)
	}
	book, err := xlsx.Open("t.xlsx", data, xlsx.Options{})
	if err != nil {
		t.Fatal(err)
	}
	if len(book.Sheets) != 2 || book.Sheets[1].Visibility == 0 {
		t.Fatalf("got %d sheets, second %v", len(book.Sheets), book.Sheets[1].Visibility)
	}
	s := book.Sheets[0]
	for _, want := range []struct {
		row, col int
		text     string
	}{{1, 1, "标题"}, {2, 1, "12.5"}, {2, 2, "7"}, {3, 1, "2022-05-22"}, {3, 2, "25"}} {
		c := s.Cell(want.row, want.col)
		if c == nil || c.Text != want.text {
			t.Errorf("row %d column %d: got %+v, want %q", want.row, want.col, c, want.text)
		}
	}
}
