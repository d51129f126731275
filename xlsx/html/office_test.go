package html

import (
	"fmt"
	"math/rand"
	"strings"
	"testing"

	"ziping/xlsx/grid/gridtest"
)

// TestAgainstLibreOffice holds pages of one table, with cells that span rows and
// columns, to LibreOffice's reading of the same pages: each text at its place.
func TestAgainstLibreOffice(t *testing.T) {
	if testing.Short() {
		t.Skip("starts an office program")
	}
	r := rand.New(rand.NewSource(3))
	var files [][]byte
	for range 25 {
		files = append(files, []byte(randomPage(r)))
	}
	cells := 0
	for i, theirs := range gridtest.LibreOffice(t, "HTML (StarCalc)", ".html", files) {
		ours, err := Read("a.html", files[i])
		if err != nil || theirs == nil {
			t.Errorf("page %d: %v", i, err)
			continue
		}
		n, err := gridtest.SameSheet(ours.Sheets[0], theirs.Sheets[0])
		if err != nil {
			t.Errorf("%v in\n%s", err, files[i])
		}
		cells += n
	}
	t.Logf("%d cells", cells)
}

// randomPage is a page of one table whose rows are all full: every cell spans
// at random what is free, and no further than the table. All end tags are there
// and every row has a cell: LibreOffice reads tables without them otherwise than
// the HTML standard says.
func randomPage(r *rand.Rand) string {
	rows, cols := 1+r.Intn(7), 1+r.Intn(6)
	taken := make([][]bool, rows)
	for i := range taken {
		taken[i] = make([]bool, cols)
	}
	var b strings.Builder
	b.WriteString(`<html><head><meta http-equiv="Content-Type" content="text/html; charset=utf-8"></head><body><table>`)
	texts := []string{"科普", "46000", "1,234.5", "甲&amp;乙", "a<br>b", "001", "<b>粗</b>体", "", "&nbsp;", " 前后 ", "-5", "合计", "<font color=red>红</font>"}
	for i := range rows {
		b.WriteString("<tr>")
		for j := range cols {
			if taken[i][j] {
				continue
			}
			w, h := 1, 1
			for w < 3 && j+w < cols && !taken[i][j+w] && r.Intn(4) == 0 {
				w++
			}
			if j > 0 && r.Intn(4) == 0 {
				h = 1 + r.Intn(min(3, rows-i))
			}
			for y := i; y < i+h; y++ {
				for x := j; x < j+w; x++ {
					taken[y][x] = true
				}
			}
			fmt.Fprintf(&b, "<td%s%s>%s", attribute(" colspan=", w, r), attribute(" rowspan=", h, r), texts[r.Intn(len(texts))])
			b.WriteString("</td>")
		}
		b.WriteString("</tr>\n")
	}
	b.WriteString("</table></body></html>")
	return b.String()
}

func attribute(name string, n int, r *rand.Rand) string {
	if n == 1 && r.Intn(5) > 0 {
		return ""
	}
	return fmt.Sprintf(`%s"%d"`, name, n)
}
