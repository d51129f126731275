package xlsx

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"html"
	"math"
	"runtime"
	"strconv"
	"testing"

	"golang.org/x/text/encoding/simplifiedchinese"

	"ziping/xlsx/grid"
	"ziping/xlsx/grid/gridtest"
)

// oldRows is the length of the logs that BenchmarkOld reads.
const oldRows = 60000

// oldFormats write the cells of a sheet as the systems do whose files are called
// .xls. Two in GB18030, as budget systems leave them.
var oldFormats = []struct {
	name  string
	write func(*grid.Sheet) []byte
}{
	{"html", func(s *grid.Sheet) []byte { return gb18030(asHTML(s)) }},
	{"xml2003", asXML},
	{"tabs", func(s *grid.Sheet) []byte { return gb18030(asTabs(s)) }},
	{"biff5", asBIFF5},
}

// BenchmarkOld sets the readers of 60,000 rows of 11 columns side by side with
// that of the same cells in an .xlsx.
func BenchmarkOld(b *testing.B) {
	data := logBook(oldRows)
	bench := func(name, file string, data []byte) {
		b.Run(name, func(b *testing.B) {
			var peak uint64
			for b.Loop() {
				runtime.GC()
				stop := watch(&peak)
				if _, err := Open(file, data, Options{}); err != nil {
					b.Fatal(err)
				}
				stop()
			}
			b.ReportMetric(float64(peak)/(1<<20), "peak-MiB")
			b.ReportMetric(float64(len(data))/(1<<20), "file-MiB")
		})
	}
	bench("xlsx", "台账.xlsx", data)
	book, err := Open("台账.xlsx", data, Options{})
	if err != nil {
		b.Fatal(err)
	}
	for i := range book.Sheets[0].Rows {
		r := &book.Sheets[0].Rows[i]
		r.Cells = r.Cells[:11]
	}
	for _, f := range oldFormats {
		bench(f.name, "台账.xls", f.write(book.Sheets[0]))
	}
}

// TestOldFormats reads the same cells from every format.
func TestOldFormats(t *testing.T) {
	book, err := Open("台账.xlsx", logBook(300), Options{})
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range oldFormats {
		b, err := Open("台账.xls", f.write(book.Sheets[0]), Options{})
		if err != nil {
			t.Errorf("%s: %v", f.name, err)
			continue
		}
		for _, r := range book.Sheets[0].Rows {
			for _, c := range r.Cells {
				if got := b.Sheets[0].Cell(r.Num, int(c.Col)); got == nil || !gridtest.SameText(got.Text, c.Text) {
					t.Fatalf("%s: %s: %+v, want %q", f.name, grid.Ref{Row: r.Num, Col: int(c.Col)}, got, c.Text)
				}
			}
		}
	}
}

func gb18030(text []byte) []byte {
	b, err := simplifiedchinese.GB18030.NewEncoder().Bytes(text)
	if err != nil {
		panic(err)
	}
	return b
}

func asHTML(s *grid.Sheet) []byte {
	var b bytes.Buffer
	b.WriteString(`<html><head><meta http-equiv="Content-Type" content="text/html; charset=gb2312"></head><body><table border="1">`)
	for _, r := range s.Rows {
		b.WriteString("<tr>")
		for _, c := range r.Cells {
			fmt.Fprintf(&b, `<td align="center">%s</td>`, html.EscapeString(c.Text))
		}
		b.WriteString("</tr>\r\n")
	}
	b.WriteString("</table></body></html>")
	return b.Bytes()
}

func asXML(s *grid.Sheet) []byte {
	var b bytes.Buffer
	b.WriteString(`<?xml version="1.0" encoding="UTF-8"?><?mso-application progid="Excel.Sheet"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet" xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet"><Styles><Style ss:ID="s1"/></Styles><Worksheet ss:Name="台账"><Table>`)
	for _, r := range s.Rows {
		b.WriteString("<Row>")
		for _, c := range r.Cells {
			kind := map[grid.Kind]string{grid.Number: "Number", grid.Date: "DateTime"}[c.Kind]
			if kind == "" {
				kind = "String"
			}
			fmt.Fprintf(&b, `<Cell ss:StyleID="s1"><Data ss:Type="%s">%s</Data></Cell>`, kind, html.EscapeString(c.Text))
		}
		b.WriteString("</Row>\n")
	}
	b.WriteString("</Table></Worksheet></Workbook>")
	return b.Bytes()
}

func asTabs(s *grid.Sheet) []byte {
	var b bytes.Buffer
	for _, r := range s.Rows {
		for i, c := range r.Cells {
			if i > 0 {
				b.WriteByte('\t')
			}
			b.WriteString(c.Text)
		}
		b.WriteString("\r\n")
	}
	return b.Bytes()
}

// asBIFF5 writes sheets of 15,000 rows: the format has 16,384.
func asBIFF5(s *grid.Sheet) []byte {
	const most = 15000
	le := binary.LittleEndian
	rec := func(dst []byte, kind int, data ...byte) []byte {
		return append(le.AppendUint16(le.AppendUint16(dst, uint16(kind)), uint16(len(data))), data...)
	}
	sheets := (len(s.Rows) + most - 1) / most
	out := rec(nil, 0x809, 0, 5, 5, 0, 0, 0, 0, 0)
	out = rec(out, 0x42, 0xA8, 3) // code page 936
	out = rec(out, 0xE0, make([]byte, 16)...)
	var at []int
	for i := range sheets {
		at = append(at, len(out)+4)
		name := "S" + strconv.Itoa(i)
		out = rec(out, 0x85, append([]byte{0, 0, 0, 0, 0, 0, byte(len(name))}, name...)...)
	}
	out = rec(out, 0x0A)
	for i := range sheets {
		le.PutUint32(out[at[i]:], uint32(len(out)))
		out = rec(out, 0x809, 0, 5, 0x10, 0, 0, 0, 0, 0)
		for _, r := range s.Rows[i*most : min((i+1)*most, len(s.Rows))] {
			for _, c := range r.Cells {
				place := []byte{byte(r.Num - i*most - 1), byte((r.Num - i*most - 1) >> 8), byte(c.Col - 1), 0, 0, 0}
				if v, err := strconv.ParseFloat(c.Text, 64); err == nil && c.Kind == grid.Number {
					out = rec(out, 0x203, le.AppendUint64(place, math.Float64bits(v))...)
					continue
				}
				text := gb18030([]byte(c.Text))
				out = rec(out, 0x204, append(le.AppendUint16(place, uint16(len(text))), text...)...)
			}
		}
		out = rec(out, 0x0A)
	}
	return out
}
