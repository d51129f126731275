package book

import (
	"bytes"
	"testing"

	"github.com/xuri/excelize/v2"

	"ziping/xlsx/grid"
)

// TestUncached opens a workbook whose writer computed nothing, as openpyxl and
// excelize leave it.
func TestUncached(t *testing.T) {
	f := excelize.NewFile()
	for cell, v := range map[string]any{"A1": 5.5, "A2": 4, "B1": "甲", "B2": "乙", "C1": "text"} {
		if err := f.SetCellValue("Sheet1", cell, v); err != nil {
			t.Fatal(err)
		}
	}
	formulas := map[string]string{
		"D1": "SUM(A1:A2)", "D2": "D1/A9", "D3": "ROUND(D1/3,2)",
		"E1": `VLOOKUP("乙",{1,2},1)`, "E2": `INDEX(A1:A2,MATCH("乙",B1:B2,0))`, "E3": "E2+1", "E4": `TEXT(A1,"0.00")`, "E5": `LEFT(C1,2)`,
		"F1": "F2", "F2": "F1", "F3": "INDEX(F1:F2,1)", "G1": "[1]Sheet1!A1", "G2": "NOW()", "G3": `REPT("a",2000000000)`, "G4": "SUMPRODUCT(A1:A2)", "G5": `SUMIFS(A1:A2,B1:B2,"甲")`,
	}
	for cell, v := range formulas {
		if err := f.SetCellFormula("Sheet1", cell, v); err != nil {
			t.Fatal(err)
		}
	}
	var buf bytes.Buffer
	if err := f.Write(&buf); err != nil {
		t.Fatal(err)
	}
	b, err := Open("a.xlsx", buf.Bytes(), Options{})
	if err != nil {
		t.Fatal(err)
	}
	type result struct {
		kind grid.Kind
		text string
	}
	want := map[string]result{
		"D1": {grid.Number, "9.5"}, "D2": {grid.Error, "#DIV/0!"}, "D3": {grid.Number, "3.17"}, "E2": {grid.Number, "4"}, "E3": {grid.Number, "5"}, "E4": {grid.String, "5.50"}, "E5": {grid.String, "te"},
	}
	for cell, text := range formulas {
		r, _ := grid.ParseRef(cell)
		c := b.Sheets[0].Cell(r.Row, r.Col)
		w, computed := want[cell]
		if c == nil || c.Formula() == nil || c.Formula().Cached || c.Formula().Computed != computed || c.Kind != w.kind || c.Text != w.text {
			t.Errorf("%s =%s: got %+v %+v, want %+v", cell, text, c, c.Formula(), w)
		}
	}
}
