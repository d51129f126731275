package xlsx

import (
	"archive/zip"
	"bytes"
	"errors"
	"os"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/xuri/excelize/v2"
	"golang.org/x/text/encoding/simplifiedchinese"

	"ziping/xlsx/biff"
	"ziping/xlsx/grid"
)

// zipOf is a zip with the named entries.
func zipOf(names ...string) []byte {
	var buf bytes.Buffer
	w := zip.NewWriter(&buf)
	for _, n := range names {
		f, _ := w.Create(n)
		f.Write([]byte("<x/>"))
	}
	w.Close()
	return buf.Bytes()
}

// TestForeignFiles names everything that is no workbook, and its cure.
func TestForeignFiles(t *testing.T) {
	book := logBook(3)
	for _, c := range []struct {
		name string
		data []byte
		rule string
		want string
	}{
		{"空.xlsx", nil, "import/damaged", "空文件"},
		{"零.xlsx", make([]byte, 4096), "import/damaged", "全是零"},
		{"头.xlsx", []byte("PK\x03"), "import/damaged", "只有开头几个字节"},
		{"~$资金表.xlsx", []byte("\x05admin"), "import/unreadable", "临时文件"},
		{".~资金表.et", []byte("x"), "import/unreadable", "临时文件"},
		{"a.xlsx", []byte("Rar!\x1a\x07\x00"), "import/unreadable", "RAR"},
		{"a.xlsx", []byte("7z\xBC\xAF\x27\x1C..."), "import/unreadable", "7z"},
		{"a.xlsx", []byte("%PDF-1.7\n..."), "import/unreadable", "PDF"},
		{"a.xlsx", []byte("\x89PNG\r\n\x1a\n"), "import/unreadable", "图片"},
		{"a.xls", []byte("<html><body><form>登录</form></body></html>"), "import/unreadable", "网页，里面没有表格"},
		{"a.xls", []byte("\uFEFF\r\n<!DOCTYPE HTML PUBLIC><HTML>"), "import/damaged", "网页没有结束"},
		{"a.xls", []byte("MIME-Version: 1.0\r\nContent-Type: multipart/related"), "import/unreadable", "单个文件网页"},
		{"a.xls", []byte(`<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet">`), "import/damaged", "在一半处断了"},
		{"a.xls", []byte(`<?xml version="1.0"?><root/>`), "import/unreadable", "XML 文件"},
		{"a.xlsx", []byte(`{"code": 401, "msg": "登录超时"}`), "import/unreadable", "JSON"},
		{"半.csv", []byte("\xb5\xa5\xce\xbb,\xbd\xf0\xb6"), "import/damaged", "不是 GB18030"},
		{"a.xlsx", []byte("{\\rtf1 abc}"), "import/unreadable", "RTF"},
		{"a.xlsx", []byte("\x00\x01\x02\x03随便"), "import/unreadable", "认不出"},
		{"a.xlsx", []byte("系统繁忙\n请稍后再试, 谢谢\n"), "import/unreadable", "不是表格"},
		{"a.xlsx", zipOf("[Content_Types].xml", "_rels/.rels", "word/document.xml"), "import/unreadable", "Word 文档"},
		{"a.xlsx", zipOf("[Content_Types].xml", "ppt/presentation.xml"), "import/unreadable", "PowerPoint"},
		{"a.xlsx", zipOf("mimetype", "content.xml"), "import/unreadable", "OpenDocument"},
		{"a.xlsx", zipOf("OFD.xml"), "import/unreadable", "OFD"},
		{"a.xlsx", zipOf("xl/workbook.bin"), "import/unreadable", ".xlsb"},
		{"a.xlsx", zipOf("资金表.xlsx", "台账.xlsx"), "import/unreadable", "请先解压"},
		{"a.xlsx", zipOf("readme.txt"), "import/unreadable", "没有工作簿"},
		{"a.xlsx", zipOf("[Content_Types].xml"), "import/damaged", "找不到工作簿部件"},
		{"a.xlsx", append([]byte("HTTP/1.1 200 OK\r\n\r\n"), book...), "import/damaged", "文件开头多了别的内容"},
		{"半.xlsx", book[:len(book)/2], "import/damaged", "没有下载或复制完"},
		{"尾.xlsx", append(append([]byte{}, book[:len(book)-60]...), make([]byte, 60)...), "import/damaged", "没有下载或复制完"},
		{"a.xls", []byte("\x09\x08\x08\x00\x00\x05\x05\x00\x00\x00\x00\x00"), "import/damaged", "在一半处断了"},
		{"a.xls", append([]byte("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1"), make([]byte, 600)...), "import/damaged", "目录读不出来"},
		{"空.csv", []byte("\uFEFF\n\n"), "import/damaged", "没有内容"},
		{"坏.csv", []byte("a,\"b\nc"), "import/damaged", "引号不成对"},
		{"宽.csv", []byte("a,b\n" + strings.Repeat(",", 20000)), "import/unreadable", "一行超过 16384 列"},
		{"坏.csv", []byte("\uFEFFa,\xff\n"), "import/damaged", "不是 UTF-8"},
	} {
		b, err := Open("/某/处/"+c.name, c.data, Options{})
		e, ok := errors.AsType[*Error](err)
		if b != nil || !ok || e.Rule != c.rule || e.File != c.name || !strings.Contains(err.Error(), c.want) || e.Cure == "" {
			t.Errorf("%s (%.20q): got %v, want %s %s", c.name, c.data, err, c.rule, c.want)
		}
		if ok && !strings.HasPrefix(err.Error(), "〔"+c.name+"〕") {
			t.Errorf("message: %s", err)
		}
	}
}

func TestOpen(t *testing.T) {
	b, err := Open("dir/台账.xlsx", logBook(3), Options{})
	if err != nil {
		t.Fatal(err)
	}
	if b.Name != "台账.xlsx" || len(b.SHA256) != 64 || b.Format != "xlsx" || b.Sheets[0].MaxRow() != 3 || b.Sheets[0].MaxCol() != 12 {
		t.Errorf("%+v", b)
	}
	data, err := os.ReadFile("biff/testdata/fund-table.xls")
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{"资金表.xls", "资金表.et", "改了名.xlsx"} {
		b, err := Open(name, data, Options{})
		if err != nil || b.Format != "xls" || len(b.Sheets) != 2 {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// TestBlanksBefore: what a web page's template leaves before a download.
func TestBlanksBefore(t *testing.T) {
	old, err := os.ReadFile("biff/testdata/fund-table.xls")
	if err != nil {
		t.Fatal(err)
	}
	for _, before := range []string{"\r\n", "\uFEFF", "\n\n  \t"} {
		for name, data := range map[string][]byte{"a.xlsx": logBook(3), "a.xls": old} {
			plain, err := Open(name, data, Options{})
			if err != nil {
				t.Fatal(err)
			}
			b, err := Open(name, append([]byte(before), data...), Options{})
			if err != nil || !cmp.Equal(b.Sheets, plain.Sheets) || b.SHA256 == plain.SHA256 {
				t.Errorf("%q before %s: %v", before, name, err)
			}
		}
	}
}

func TestOpenEncrypted(t *testing.T) {
	f := excelize.NewFile()
	if err := f.SetCellValue("Sheet1", "A1", "密"); err != nil {
		t.Fatal(err)
	}
	for password, open := range map[string]string{"机关2022": "机关2022", biff.DefaultPassword: ""} {
		var buf bytes.Buffer
		if err := f.Write(&buf, excelize.Options{Password: password}); err != nil {
			t.Fatal(err)
		}
		b, err := Open("a.xlsx", buf.Bytes(), Options{Password: open})
		if err != nil || b.Sheets[0].Cell(1, 1).Text != "密" {
			t.Errorf("%s: %v", password, err)
		}
		if open == "" {
			continue
		}
		for wrong, want := range map[string]string{"": "--password", "错": "密码不对"} {
			_, err := Open("a.xlsx", buf.Bytes(), Options{Password: wrong})
			if e, ok := errors.AsType[*Error](err); !ok || e.Rule != "import/encrypted" || !strings.Contains(e.Error(), want) {
				t.Errorf("password %q: %v", wrong, err)
			}
		}
	}
}

func TestOpenCSV(t *testing.T) {
	text := "单位,项目,金额\n\n高台县,\"科普,\n宣传\",\"3,600.50\"\n,,\"说\"\"明\"\"\"\n"
	gb, err := simplifiedchinese.GB18030.NewEncoder().Bytes([]byte(text))
	if err != nil {
		t.Fatal(err)
	}
	utf16 := []byte{0xFF, 0xFE}
	for _, r := range text {
		utf16 = append(utf16, byte(r), byte(r>>8))
	}
	for name, data := range map[string][]byte{
		"UTF-8": []byte(text), "mark": []byte("\uFEFF" + text), "GB18030": gb, "UTF-16": utf16, "CRLF": []byte(strings.ReplaceAll(text, "\n", "\r\n")),
		"tab": []byte(strings.NewReplacer("单位,项目,", "单位\t项目\t", "高台县,", "高台县\t", "\",\"", "\"\t\"", ",,", "\t\t").Replace(text)),
	} {
		b, err := Open("资金表.csv", data, Options{})
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		var got []string
		for _, r := range b.Sheets[0].Rows {
			for _, c := range r.Cells {
				if c.Kind != grid.String {
					t.Errorf("%s: kind %d", name, c.Kind)
				}
				got = append(got, grid.Ref{Row: r.Num, Col: int(c.Col)}.String()+"="+c.Text)
			}
		}
		want := "A1=单位 B1=项目 C1=金额 A3=高台县 B3=科普,\n宣传 C3=3,600.50 C4=说\"明\""
		if s := strings.Join(got, " "); s != want {
			t.Errorf("%s:\n got %q\nwant %q", name, s, want)
		}
		if b.Format != "csv" || b.Sheets[0].Name != "资金表" {
			t.Errorf("%s: %+v", name, b)
		}
	}
}

// TestOldLineEnds reads the lines of an old Mac.
func TestOldLineEnds(t *testing.T) {
	b, err := Open("a.csv", []byte("单位,金额\r高台县,36\r"), Options{})
	if err != nil || b.Sheets[0].MaxRow() != 2 || b.Sheets[0].Cell(2, 2).Text != "36" {
		t.Errorf("%+v, %v", b, err)
	}
}

// FuzzOpen: whatever the bytes and the name, a book or a message.
func FuzzOpen(f *testing.F) {
	for _, name := range []string{"a.xlsx", "a.csv", "~$a.xls"} {
		f.Add(name, []byte("单位,金额\n\"高台县\",36\n"))
	}
	f.Add("a.csv", []byte("\xb5\xa5\xce\xbb\t\xbd\xf0\xb6\xee\n"))
	f.Add("a.csv", []byte("\xff\xfea\x00;\x00b\x00"))
	f.Add("a.xls", []byte("<html><table>"))
	f.Add("a.xls", []byte("\x09\x08\x10\x00\x00\x06\x05\x00"))
	f.Add("a.xlsx", zipOf("[Content_Types].xml", "xl/workbook.xml"))
	f.Fuzz(func(t *testing.T, name string, data []byte) {
		b, err := Open(name, data, Options{})
		if err != nil {
			e, ok := errors.AsType[*Error](err)
			if !ok || e.Cause == "" || e.Cure == "" || b != nil || e.Err != nil && strings.Contains(e.Err.Error(), "panic") {
				t.Fatalf("%v: %v", err, errors.Unwrap(err))
			}
			return
		}
		if len(b.Sheets) == 0 || b.SHA256 == "" {
			t.Fatalf("%+v", b)
		}
	})
}
