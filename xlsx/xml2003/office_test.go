package xml2003

import (
	"fmt"
	"math/rand"
	"strings"
	"testing"

	"ziping/xlsx/grid"
	"ziping/xlsx/grid/gridtest"
)

// TestAgainstLibreOffice holds the small workbooks that are read, and some made
// at random, to LibreOffice's reading of the same files.
func TestAgainstLibreOffice(t *testing.T) {
	if testing.Short() {
		t.Skip("starts an office program")
	}
	var files [][]byte
	var names []string
	for _, c := range gridtest.Load(t, "testdata/cases.txtar") {
		if !strings.HasPrefix(c.Want, "refused") && officeCannot[c.Name] == "" {
			files, names = append(files, c.Data), append(names, c.Name)
		}
	}
	r := rand.New(rand.NewSource(4))
	for i := range 25 {
		files, names = append(files, []byte(randomBook(r))), append(names, fmt.Sprint("random ", i))
	}
	cells := 0
	for i, theirs := range gridtest.LibreOffice(t, "", ".xml", files) {
		ours, err := Read(files[i])
		if err != nil || theirs == nil {
			t.Errorf("%s: %v, LibreOffice %v", names[i], err, theirs != nil)
			continue
		}
		n, err := gridtest.SameBook(ours, theirs)
		if err != nil {
			t.Errorf("%s: %v", names[i], err)
		}
		cells += n
	}
	t.Logf("%d workbooks, %d cells", len(files), cells)
}

// officeCannot are workbooks that LibreOffice 7.4 reads otherwise, and why.
var officeCannot = map[string]string{
	"types.xml":                       "loses truth values",
	"a boolean with blanks.xml":       "loses truth values",
	"hidden.xml":                      "does not count the rows of a Span",
	"formulas.xml":                    "computes them anew",
	"dates of 1904.xml":               "gives a DateTime without a format of dates as a number",
	"rich text.xml":                   "loses texts that are one element as a whole",
	"an empty number.xml":             "makes it NaN",
	"gb2312.xml":                      "reads UTF-8 only",
	"gb18030 declared as utf-8.xml":   "reads UTF-8 only",
	"utf-16.xml":                      "reads UTF-8 only",
	"attributes without a prefix.xml": "wants prefixes",
}

// randomBook is a workbook of cells and merges at random places.
func randomBook(r *rand.Rand) string {
	var b strings.Builder
	b.WriteString(`<?xml version="1.0" encoding="UTF-8"?><?mso-application progid="Excel.Sheet"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet" xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet">` +
		`<Styles><Style ss:ID="Default"/><Style ss:ID="d"><NumberFormat ss:Format="yyyy\-mm\-dd"/></Style><Style ss:ID="p"><NumberFormat ss:Format="0.00%"/></Style></Styles>`)
	for i := range 1 + r.Intn(2) {
		fmt.Fprintf(&b, `<Worksheet ss:Name="表%d"><Table>`, i)
		covered := map[grid.Ref]bool{}
		row := 0
		for range 1 + r.Intn(6) {
			row++
			b.WriteString("<Row")
			if r.Intn(4) == 0 {
				row += r.Intn(3)
				fmt.Fprintf(&b, ` ss:Index="%d"`, row)
			}
			b.WriteString(">")
			last := 0
			for col := 1; col <= 6; col++ {
				if covered[grid.Ref{Row: row, Col: col}] || r.Intn(4) == 0 {
					continue
				}
				b.WriteString("<Cell")
				if col != last+1 || r.Intn(4) == 0 {
					fmt.Fprintf(&b, ` ss:Index="%d"`, col)
				}
				w, h := 0, 0
				for w < 2 && col+w < 6 && !covered[grid.Ref{Row: row, Col: col + w + 1}] && r.Intn(5) == 0 {
					w++
				}
				if r.Intn(6) == 0 {
					h = 1 + r.Intn(2)
				}
				if w > 0 {
					fmt.Fprintf(&b, ` ss:MergeAcross="%d"`, w)
				}
				if h > 0 {
					fmt.Fprintf(&b, ` ss:MergeDown="%d"`, h)
				}
				for y := row; y <= row+h; y++ {
					for x := col; x <= col+w; x++ {
						covered[grid.Ref{Row: y, Col: x}] = true
					}
				}
				b.WriteString(randomData(r) + "</Cell>")
				col += w
				last = col
			}
			b.WriteString("</Row>")
		}
		b.WriteString("</Table></Worksheet>")
	}
	return b.String() + "</Workbook>"
}

func randomData(r *rand.Rand) string {
	switch r.Intn(6) {
	case 0:
		return fmt.Sprintf(`><Data ss:Type="Number">%d.%d</Data>`, r.Intn(100000), r.Intn(10))
	case 1:
		return ` ss:StyleID="p"><Data ss:Type="Number">0.9667</Data>`
	case 2:
		return ` ss:StyleID="d"><Data ss:Type="Number">44750</Data>`
	case 3:
		return ` ss:StyleID="d"><Data ss:Type="DateTime">2022-07-08T00:00:00.000</Data>`
	case 4:
		return ">"
	}
	return fmt.Sprintf(`><Data ss:Type="String">文字%d</Data>`, r.Intn(100))
}
