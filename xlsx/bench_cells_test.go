package xlsx

import (
	"archive/zip"
	"bytes"
	"fmt"
	"io"
	"runtime"
	"strings"
	"sync"
	"testing"

	"github.com/xuri/excelize/v2"

	"ziping/xlsx/ooxml"
)

// bigLog is an activity log of 100,000 rows and 12 columns as an office
// program writes it: shared strings, styles on every cell, dates as serial
// numbers, whole and broken amounts. 45 MB of sheet XML.
var bigLog = sync.OnceValue(func() []byte { return logBook(100000) })

// logBook writes such a log of the given number of rows.
func logBook(rows int) []byte {
	var buf bytes.Buffer
	zw := zip.NewWriter(&buf)
	part := func(name string) io.Writer {
		w, err := zw.Create(name)
		if err != nil {
			panic(err)
		}
		return w
	}
	const head = `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>` + "\n"
	const main = `xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"`
	const rel = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
	const pkg = `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">`
	io.WriteString(part("[Content_Types].xml"), head+`<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/><Override PartName="/xl/sharedStrings.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"/><Override PartName="/xl/styles.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml"/></Types>`)
	io.WriteString(part("_rels/.rels"), head+pkg+`<Relationship Id="rId1" Type="`+rel+`/officeDocument" Target="xl/workbook.xml"/></Relationships>`)
	io.WriteString(part("xl/workbook.xml"), head+`<workbook `+main+` xmlns:r="`+rel+`"><sheets><sheet name="活动台账" sheetId="1" r:id="rId1"/></sheets></workbook>`)
	io.WriteString(part("xl/_rels/workbook.xml.rels"), head+pkg+`<Relationship Id="rId1" Type="`+rel+`/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="rId2" Type="`+rel+`/sharedStrings" Target="sharedStrings.xml"/><Relationship Id="rId3" Type="`+rel+`/styles" Target="styles.xml"/></Relationships>`)
	io.WriteString(part("xl/styles.xml"), head+`<styleSheet `+main+`><fonts count="1"><font/></fonts><fills count="1"><fill/></fills><borders count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs><cellXfs count="4"><xf numFmtId="0"/><xf numFmtId="31"/><xf numFmtId="4"/><xf numFmtId="3"/></cellXfs></styleSheet>`)
	w := part("xl/sharedStrings.xml")
	io.WriteString(w, head+`<sst `+main+` count="400000" uniqueCount="20000">`)
	texts := min(rows+50, 20000)
	for i := range texts {
		fmt.Fprintf(w, "<si><t>第%d场科普大篷车进校园活动</t></si>", i)
	}
	io.WriteString(w, "</sst>")
	w = part("xl/worksheets/sheet1.xml")
	fmt.Fprintf(w, `%s<worksheet %s><dimension ref="A1:L%d"/><sheetData>`, head, main, rows)
	var b strings.Builder
	for r := 1; r <= rows; r++ {
		b.Reset()
		fmt.Fprintf(&b, `<row r="%d" spans="1:12">`, r)
		fmt.Fprintf(&b, `<c r="A%d" s="0"><v>%d</v></c><c r="B%d" s="0" t="s"><v>%d</v></c><c r="C%d" s="1"><v>%d</v></c><c r="D%d" s="0" t="s"><v>%d</v></c>`, r, r, r, r%texts, r, 44562+r%365, r, r%7)
		fmt.Fprintf(&b, `<c r="E%d" s="3"><v>%d</v></c><c r="F%d" s="3"><v>%d</v></c><c r="G%d" s="2"><v>%d.%02d</v></c><c r="H%d" s="0" t="s"><v>%d</v></c>`, r, r%40, r, r%3000, r, r*7%90000, r%100, r, r%13)
		fmt.Fprintf(&b, `<c r="I%d" s="2"><v>%d</v></c><c r="J%d" s="2"><v>%d</v></c><c r="K%d" s="0" t="s"><v>%d</v></c><c r="L%d" s="2"><v>0.30000000000000004</v></c></row>`, r, r%1000, r, r*3, r, r%50, r)
		io.WriteString(w, b.String())
	}
	io.WriteString(w, "</sheetData></worksheet>")
	if err := zw.Close(); err != nil {
		panic(err)
	}
	return buf.Bytes()
}

// BenchmarkCells sets the readers of 100,000 rows side by side.
func BenchmarkCells(b *testing.B) {
	data := bigLog()
	for _, c := range []struct {
		name string
		read func() error
	}{
		{"inflate", func() error { return inflate(data) }},
		{"stream", func() error { return ooxml.Stream(data, func(string, *ooxml.Cell) error { return nil }) }},
		{"open", func() error { _, err := Open("台账.xlsx", data, Options{}); return err }},
		{"excelize-rows", func() error { return excelizeRows(data) }},
	} {
		b.Run(c.name, func(b *testing.B) {
			var peak uint64
			for b.Loop() {
				runtime.GC()
				stop := watch(&peak)
				if err := c.read(); err != nil {
					b.Fatal(err)
				}
				stop()
			}
			b.ReportMetric(float64(peak)/(1<<20), "peak-MiB")
		})
	}
}

// BenchmarkSmall opens a workbook of 40 rows.
func BenchmarkSmall(b *testing.B) {
	data := logBook(40)
	for b.Loop() {
		if _, err := Open("台账.xlsx", data, Options{}); err != nil {
			b.Fatal(err)
		}
	}
}

// inflate drains the parts that a reader needs.
func inflate(data []byte) error {
	zr, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		return err
	}
	for _, f := range zr.File {
		r, err := f.Open()
		if err != nil {
			return err
		}
		if _, err := io.Copy(io.Discard, r); err != nil {
			return err
		}
	}
	return nil
}

func excelizeRows(data []byte) error {
	f, err := excelize.OpenReader(bytes.NewReader(data))
	if err != nil {
		return err
	}
	defer f.Close()
	rows, err := f.Rows(f.GetSheetName(0))
	if err != nil {
		return err
	}
	for rows.Next() {
		if _, err := rows.Columns(excelize.Options{RawCellValue: true}); err != nil {
			return err
		}
	}
	return rows.Error()
}
