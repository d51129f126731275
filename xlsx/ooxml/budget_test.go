package ooxml

import (
	"archive/zip"
	"bytes"
	"fmt"
	"io"
	"runtime"
	"slices"
	"strings"
	"testing"

	"ziping/xlsx/grid/fill"
)

// TestBombs: files that are small and would be large are refused, soon and
// without the memory they ask for.
func TestBombs(t *testing.T) {
	many := parts{}
	for i := range fill.Parts {
		many[fmt.Sprintf("xl/media/%d.png", i)] = "x"
	}
	repeat := strings.Repeat
	var long, wide strings.Builder
	fmt.Fprintf(&long, `<row r="1"><c r="A1"><f t="shared" ref="A1:A8000" si="0">%s1</f><v>1</v></c></row>`, repeat("B1+", 2700))
	for i := 2; i <= 8000; i++ {
		fmt.Fprintf(&long, `<row r="%d"><c r="A%d"><f t="shared" si="0"/><v>1</v></c></row>`, i, i)
	}
	for i := 1; i <= 600; i++ {
		fmt.Fprintf(&wide, `<row r="%d">%s<c><v>1</v></c></row>`, i, repeat("<c/>", i))
	}
	for _, c := range []struct {
		name, want string
		data       []byte
	}{
		{"2,001 parts", "超过 2000 个", workbookOf("", nil, many).pack(t)},
		{"300 MB declared", "解压后超过 256 MB", declaring(t, 300<<20)},
		{"less declared than there is", "压缩数据损坏", declaring(t, 10)},
		{"one text of 10 MB", "过长", workbookOf(`<row><c t="inlineStr"><is><t>`+repeat("a", 10<<20)+`</t></is></c></row>`, nil, nil).zip(t, zip.Deflate)},
		{"nested elements", "嵌套太深", workbookOf("<row><extLst>"+repeat("<x>", 1<<16), nil, nil).zip(t, zip.Deflate)},
		{"columns", "用到的列超过 512 列", workbookOf(wide.String(), nil, nil).zip(t, zip.Deflate)},
		{"a shared formula of 8 KB in 8,000 cells", "公式的总量过大", workbookOf(long.String(), nil, nil).zip(t, zip.Deflate)},
		{"empty strings", "不同的文字过多", workbookOf("", nil, parts{"xl/sharedStrings.xml": "<sst " + mainNS + ">" + repeat("<si/>", fill.Strings+1) + "</sst>"}).zip(t, zip.Deflate)},
		{"styles", "样式过多", workbookOf("", nil, parts{"xl/styles.xml": "<styleSheet " + mainNS + "><cellXfs>" + repeat("<xf/>", maxStyles+1) + "</cellXfs></styleSheet>"}).zip(t, zip.Deflate)},
		{"merges", "合并单元格超过 20000 处", workbookOf("", nil, parts{"xl/worksheets/sheet1.xml": "<worksheet " + mainNS + "><sheetData/><mergeCells>" + repeat(`<mergeCell ref="A1:B2"/>`, fill.Merges+1) + "</mergeCells></worksheet>"}).zip(t, zip.Deflate)},
		{"a file of 51 MB", "文件超过 50 MB", make([]byte, fill.FileBytes+1)},
		{"a directory of a million entries", "超过 2000 个", bytes.Repeat([]byte(centralHeader+"\x00\x00\x00\x00"), 1<<20)},
	} {
		runtime.GC()
		var before, after runtime.MemStats
		runtime.ReadMemStats(&before)
		_, err := Read(c.data)
		runtime.ReadMemStats(&after)
		if err == nil || !strings.Contains(err.Error(), c.want) || faultOf(t, err).Cure == "" {
			t.Errorf("%s: got %v, want %s", c.name, err, c.want)
		}
		if mb := (after.TotalAlloc - before.TotalAlloc) >> 20; mb > 250 {
			t.Errorf("%s: %d MB", c.name, mb)
		}
	}
}

// declaring is a workbook whose sheet states another size than it has.
func declaring(t *testing.T, size uint64) []byte {
	data := workbookOf(row(`<c r="A1"><v>1</v></c>`), nil, nil).zip(t, zip.Deflate)
	zr, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		t.Fatal(err)
	}
	var buf bytes.Buffer
	zw := zip.NewWriter(&buf)
	for _, f := range zr.File {
		h := f.FileHeader
		if f.Name == "xl/worksheets/sheet1.xml" {
			h.UncompressedSize64 = size
		}
		w, err := zw.CreateRaw(&h)
		if err != nil {
			t.Fatal(err)
		}
		raw, err := f.OpenRaw()
		if err == nil {
			_, err = io.Copy(w, raw)
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	if err := zw.Close(); err != nil {
		t.Fatal(err)
	}
	return buf.Bytes()
}

// TestSharedPart: a part counts as often as it is read.
func TestSharedPart(t *testing.T) {
	var list strings.Builder
	for i := range 300 {
		fmt.Fprintf(&list, `<sheet name="表%d" sheetId="%d" r:id="rId%d"/>`, i, i+1, i+1)
	}
	const head = `<?xml version="1.0"?>`
	book := parts{
		"xl/workbook.xml":            head + `<workbook ` + mainNS + ` ` + relNS + `><sheets>` + list.String() + `</sheets></workbook>`,
		"xl/_rels/workbook.xml.rels": rels(slices.Repeat([]string{"worksheet worksheets/sheet1.xml"}, 300)...),
	}
	_, err := Read(workbookOf("<row/>"+strings.Repeat(" ", 1<<20), nil, book).zip(t, zip.Deflate))
	if err == nil || !strings.Contains(err.Error(), "解压后超过 256 MB") {
		t.Errorf("got %v", err)
	}
}
