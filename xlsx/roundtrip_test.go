package xlsx

import (
	"bytes"
	"fmt"
	"html"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"ziping/xlsx/grid"
	"ziping/xlsx/grid/gridtest"
)

// spread visits every place of a sheet that is not under a merged cell, with the
// cell there and the rows and columns it spans.
func spread(s *grid.Sheet, row func(int), visit func(row, col, rows, cols int, c *grid.Cell)) {
	width := s.MaxCol()
	covered := map[grid.Ref]bool{}
	for y := 1; y <= s.MaxRow(); y++ {
		row(y)
		for x := 1; x <= width; x++ {
			if covered[grid.Ref{Row: y, Col: x}] {
				continue
			}
			m := grid.Range{Top: y, Left: x, Bottom: y, Right: x}
			if i := slices.IndexFunc(s.Merges, func(m grid.Range) bool { return m.Top == y && m.Left == x }); i >= 0 {
				m = s.Merges[i]
				m.Bottom, m.Right = min(m.Bottom, s.MaxRow()), min(m.Right, width)
			}
			for r := m.Top; r <= m.Bottom; r++ {
				for c := m.Left; c <= m.Right; c++ {
					covered[grid.Ref{Row: r, Col: c}] = true
				}
			}
			visit(y, x, m.Bottom-m.Top+1, m.Right-m.Left+1, s.Cell(y, x))
		}
	}
}

func textOf(c *grid.Cell) string {
	if c == nil {
		return ""
	}
	return strings.ReplaceAll(html.EscapeString(c.Text), "\n", "<br>")
}

// pageOf is a sheet as a page of one table.
func pageOf(s *grid.Sheet) []byte {
	var b bytes.Buffer
	b.WriteString(`<html><head><meta charset="utf-8"></head><body><table>`)
	spread(s, func(y int) { b.WriteString("<tr>") }, func(_, _, rows, cols int, c *grid.Cell) {
		fmt.Fprintf(&b, `<td rowspan=%d colspan=%d>%s</td>`, rows, cols, textOf(c))
	})
	b.WriteString("</table></body></html>")
	return b.Bytes()
}

// bookOf is a workbook as XML Spreadsheet 2003.
func bookOf(book *grid.Book) []byte {
	var b bytes.Buffer
	b.WriteString(`<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet" xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet">`)
	for _, s := range book.Sheets {
		fmt.Fprintf(&b, `<Worksheet ss:Name="%s"><Table>`, html.EscapeString(s.Name))
		spread(s, func(y int) {
			if y > 1 {
				b.WriteString("</Row>")
			}
			b.WriteString("<Row>")
		}, func(_, x, rows, cols int, c *grid.Cell) {
			fmt.Fprintf(&b, `<Cell ss:Index="%d" ss:MergeDown="%d" ss:MergeAcross="%d">`, x, rows-1, cols-1)
			if c != nil && c.Text != "" {
				kind := map[grid.Kind]string{grid.Number: "Number", grid.Date: "DateTime", grid.Bool: "Boolean", grid.Error: "Error"}[c.Kind]
				if kind == "" {
					kind = "String"
				}
				fmt.Fprintf(&b, `<Data ss:Type="%s">%s</Data>`, kind, html.EscapeString(c.Text))
			}
			b.WriteString("</Cell>")
		})
		if s.MaxRow() > 0 {
			b.WriteString("</Row>")
		}
		b.WriteString("</Table></Worksheet>")
	}
	b.WriteString("</Workbook>")
	return b.Bytes()
}

// TestRoundTrip writes the sample workbooks, with their merged cells, as pages and
// as XML Spreadsheets, and reads every cell back at its place.
func TestRoundTrip(t *testing.T) {
	files, _ := filepath.Glob("../testdata/samples/*/*/*.xlsx")
	more, _ := filepath.Glob("../testdata/samples/*/*.xlsx")
	cells := 0
	for _, path := range append(files, more...) {
		data, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		book, err := Open(path, data, Options{})
		if err != nil {
			continue // samples of what is refused
		}
		xml, err := Open("a.xls", bookOf(book), Options{})
		if err != nil {
			t.Errorf("%s: %v", path, err)
			continue
		}
		for i, s := range book.Sheets {
			n, err := sameShown(s, xml.Sheets[i])
			if err != nil {
				t.Errorf("%s as XML: %v", path, err)
			}
			cells += n
			if s.MaxRow() == 0 {
				continue
			}
			page, err := Open("a.xls", pageOf(s), Options{})
			if err != nil {
				t.Errorf("%s %s: %v", path, s.Name, err)
				continue
			}
			if n, err = sameShown(s, page.Sheets[0]); err != nil {
				t.Errorf("%s as a page: %v", path, err)
			}
			cells += n
		}
	}
	t.Logf("%d files, %d cells", len(files)+len(more), cells)
	if cells < 500 {
		t.Error("too few samples")
	}
}

// sameShown compares what two sheets show: the cells that are not under a merged
// one, and the merged ones.
func sameShown(want, got *grid.Sheet) (cells int, err error) {
	if d := cmp.Diff(ranges(want), ranges(got)); d != "" {
		return 0, fmt.Errorf("%s: %s", want.Name, d)
	}
	spread(want, func(int) {}, func(y, x, _, _ int, c *grid.Cell) {
		if c == nil || c.Text == "" {
			return
		}
		cells++
		if g := got.Cell(y, x); g == nil || !gridtest.SameText(g.Text, c.Text) {
			err = fmt.Errorf("%s!%s: %+v, want %q", want.Name, grid.Ref{Row: y, Col: x}, g, c.Text)
		}
	})
	return cells, err
}

// ranges are the merged cells within the part of the sheet that is used.
func ranges(s *grid.Sheet) (out []string) {
	spread(s, func(int) {}, func(y, x, rows, cols int, _ *grid.Cell) {
		if rows*cols > 1 {
			out = append(out, grid.Range{Top: y, Left: x, Bottom: y + rows - 1, Right: x + cols - 1}.String())
		}
	})
	slices.Sort(out)
	return out
}
