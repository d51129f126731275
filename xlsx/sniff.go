package xlsx

import (
	"archive/zip"
	"bytes"
	"encoding/json"
	"path/filepath"
	"strings"
	"unicode/utf8"

	"ziping/xlsx/biff"
)

// A form is what a file is by its content.
type form int

const (
	formUnknown form = iota
	formZip          // a zip that holds a workbook
	formOLE          // an OLE2 container, or a bare BIFF stream
	formText         // text that may be CSV
	formForeign      // a known kind that is no workbook we read
)

// sniff decides what a file is. For formForeign the error says what it is and
// what to do.
func sniff(name string, data []byte) (form, *Error) {
	for _, k := range foreigners {
		if k.is(name, data) {
			return formForeign, refusal(k)
		}
	}
	switch {
	case bytes.HasPrefix(data, []byte("PK\x03\x04")):
		if e := foreignZip(data); e != nil {
			return formForeign, e
		}
		return formZip, nil
	case biff.IsOLE(data), biff.IsBIFF(data):
		return formOLE, nil
	case isText(data), isCSVName(name) && !hasControls(data):
		return formText, nil
	}
	if bytes.Contains(data[:min(len(data), 64<<10)], []byte("PK\x03\x04")) && bytes.Count(data, []byte("PK\x01\x02")) <= maxEntries {
		if _, err := zip.NewReader(bytes.NewReader(data), int64(len(data))); err == nil {
			return formForeign, &Error{Rule: "import/damaged", Offset: -1, Cause: "文件开头多了别的内容，后面才是工作簿（可能是网上系统导出时混进去的）", Cure: "请重新下载；仍不行就用 Excel 或 WPS 打开检查后另存为 .xlsx"}
		}
	}
	return formUnknown, &Error{Rule: "import/unreadable", Offset: -1, Cause: "认不出这是什么文件，不是 Excel 工作簿", Cure: "请确认选对了文件；如果能用 Excel 或 WPS 打开，就另存为 .xlsx 再读"}
}

// afterBlanks is the workbook behind the line ends and byte order mark that
// some web systems send before it; other data as it is.
func afterBlanks(data []byte) []byte {
	if book := bytes.TrimLeft(data, " \t\r\n\xEF\xBB\xBF"); bytes.HasPrefix(book, []byte("PK\x03\x04")) || biff.IsOLE(book) {
		return book
	}
	return data
}

// A kind is one sort of file that people hand in by mistake.
type kind struct {
	is    func(name string, data []byte) bool
	rule  string
	cause string
	cure  string
}

func refusal(k kind) *Error {
	return &Error{Rule: k.rule, Offset: -1, Cause: k.cause, Cure: k.cure}
}

const resaveCure = "请用 Excel 或 WPS 打开后另存为 .xlsx"

// foreigners are told by their first bytes; the first that fits is it.
var foreigners = []kind{
	{owner, "import/unreadable", "这是 Excel 或 WPS 打开文件时留下的临时文件，里面没有数据", "请选同名但不以“~$”开头的那个文件"},
	{func(_ string, d []byte) bool { return len(d) == 0 }, "import/damaged", "这是空文件（0 字节）", "请重新复制或下载"},
	{func(_ string, d []byte) bool { return len(bytes.Trim(d, "\x00")) == 0 }, "import/damaged", "文件里全是零，内容没有写进去", "请重新复制或下载"},
	{func(_ string, d []byte) bool { return bytes.HasPrefix([]byte("PK\x03\x04"), d) }, "import/damaged", "文件不完整，只有开头几个字节", "请重新复制或下载"},
	{magic("Rar!"), "import/unreadable", "这是 RAR 压缩包", "请先解压，再选里面的工作簿"},
	{magic("7z\xBC\xAF\x27\x1C"), "import/unreadable", "这是 7z 压缩包", "请先解压，再选里面的工作簿"},
	{magic("\x1F\x8B"), "import/unreadable", "这是 gzip 压缩包", "请先解压，再选里面的工作簿"},
	{magic("%PDF"), "import/unreadable", "这是 PDF 文件", "请找制表的人要 Excel 工作簿"},
	{magic("\x89PNG"), "import/unreadable", "这是图片", "请找制表的人要 Excel 工作簿"},
	{magic("\xFF\xD8\xFF"), "import/unreadable", "这是图片", "请找制表的人要 Excel 工作簿"},
	{magic("GIF8"), "import/unreadable", "这是图片", "请找制表的人要 Excel 工作簿"},
	{magic("BM"), "import/unreadable", "这是图片", "请找制表的人要 Excel 工作簿"},
	{magic("II*\x00"), "import/unreadable", "这是图片", "请找制表的人要 Excel 工作簿"},
	{magic("MM\x00*"), "import/unreadable", "这是图片", "请找制表的人要 Excel 工作簿"},
	{riff("WEBP"), "import/unreadable", "这是图片", "请找制表的人要 Excel 工作簿"},
	{magic("{\\rtf"), "import/unreadable", "这是 RTF 文档", "请把表格复制到 Excel 或 WPS 里，存为 .xlsx"},
	{magic("MZ"), "import/unreadable", "这是程序文件", "请确认选对了文件"},
	{magic("SQLite format 3"), "import/unreadable", "这是数据库文件", "请确认选对了文件"},
	{isSpreadsheetXML, "import/unreadable", "这是“XML 表格 2003”，不是真正的工作簿", resaveCure},
	{isHTML, "import/unreadable", "这是网页，只是用了表格文件的扩展名（网上系统导出的“Excel”常是这样）", resaveCure},
	{isJSON, "import/unreadable", "这是 JSON 文本，不是工作簿（网上系统没有导出成功时常是这样）", "请重新登录系统导出"},
	{isXML, "import/unreadable", "这是 XML 文件，不是工作簿", resaveCure},
}

func magic(m string) func(string, []byte) bool {
	return func(_ string, d []byte) bool { return bytes.HasPrefix(d, []byte(m)) }
}

func riff(kind string) func(string, []byte) bool {
	return func(_ string, d []byte) bool {
		return len(d) >= 12 && string(d[:4]) == "RIFF" && string(d[8:12]) == kind
	}
}

// owner tells the file that an office program keeps beside one that is open:
// 55 or 165 bytes, a user's name, under a name of its own.
func owner(name string, data []byte) bool {
	base := filepath.Base(name)
	return len(data) < 1024 && (strings.HasPrefix(base, "~$") || strings.HasPrefix(base, ".~"))
}

// head is the start of a text in lower case, ASCII only, whatever its encoding.
func head(data []byte) string {
	h := data[:min(len(data), 4096)]
	h = bytes.ReplaceAll(h, []byte{0}, nil)
	h = bytes.TrimLeft(bytes.TrimPrefix(bytes.TrimPrefix(bytes.TrimPrefix(h, []byte("\xEF\xBB\xBF")), []byte("\xFF\xFE")), []byte("\xFE\xFF")), " \t\r\n")
	return strings.ToLower(string(h))
}

func isHTML(_ string, data []byte) bool {
	h := head(data)
	for _, tag := range []string{"<!doctype html", "<html", "<table", "<head", "<body", "<meta", "<style", "<div", "<script"} {
		if strings.HasPrefix(h, tag) || strings.HasPrefix(h, "<?xml") && strings.Contains(h, tag) || strings.HasPrefix(h, "<!--") && strings.Contains(h, tag) ||
			strings.HasPrefix(h, "mime-version:") {
			return true
		}
	}
	return false
}

func isSpreadsheetXML(_ string, data []byte) bool {
	h := head(data)
	return strings.HasPrefix(h, "<") && (strings.Contains(h, "urn:schemas-microsoft-com:office:spreadsheet") || strings.Contains(h, `progid="excel.sheet"`)) &&
		strings.Contains(h, "<workbook")
}

func isXML(_ string, data []byte) bool { return strings.HasPrefix(head(data), "<?xml") }

func isJSON(_ string, data []byte) bool {
	data = bytes.TrimLeft(data[:min(len(data), 1<<20)], "\xEF\xBB\xBF \t\r\n")
	return len(data) > 0 && (data[0] == '{' || data[0] == '[') && json.Valid(data)
}

// maxEntries bounds the directory of a zip that is looked at only to name it.
const maxEntries = 20000

// foreignZip names a zip that is no workbook. A zip whose directory is lost is
// left to the reader, which says so.
func foreignZip(data []byte) *Error {
	if bytes.Count(data, []byte("PK\x01\x02")) > maxEntries {
		return nil
	}
	zr, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		return nil
	}
	has := map[string]bool{}
	books := 0
	for _, f := range zr.File {
		n := strings.ToLower(strings.TrimPrefix(strings.ReplaceAll(f.Name, `\`, "/"), "/"))
		has[n] = true
		if top, _, _ := strings.Cut(n, "/"); top != n {
			has[top+"/"] = true
		}
		switch filepath.Ext(n) {
		case ".xlsx", ".xls", ".xlsm", ".et":
			books++
		}
	}
	for _, k := range zips {
		if k.has(has) {
			return &Error{Rule: "import/unreadable", Offset: -1, Cause: k.cause, Cure: k.cure}
		}
	}
	switch {
	case has["[content_types].xml"] || has["_rels/.rels"]:
		return nil // an Office package; the reader says what is wrong with it
	case books > 0:
		return &Error{Rule: "import/unreadable", Offset: -1, Cause: "这是压缩包，里面装着工作簿", Cure: "请先解压，再选里面的工作簿"}
	case has["xl/"]:
		return nil
	}
	return &Error{Rule: "import/unreadable", Offset: -1, Cause: "这是压缩包，里面没有工作簿", Cure: "请确认选对了文件"}
}

var zips = []struct {
	has         func(map[string]bool) bool
	cause, cure string
}{
	{entry("word/document.xml"), "这是 Word 文档，只是扩展名写成了表格的", "请选工作簿；如果表格在这份文档里，就复制到 Excel 或 WPS 里存为 .xlsx"},
	{entry("ppt/presentation.xml"), "这是 PowerPoint 演示文稿", "请选工作簿"},
	{entry("xl/workbook.bin"), "这是二进制工作簿 .xlsb", "请用 Excel 打开后另存为 .xlsx"},
	{entry("ofd.xml"), "这是 OFD 版式文件", "请找制表的人要 Excel 工作簿"},
	{entry("content.xml"), "这是 OpenDocument 文件（.ods、.odt）", "请用 WPS 或 LibreOffice 打开后另存为 .xlsx"},
	{entry("androidmanifest.xml"), "这是安卓安装包", "请确认选对了文件"},
	{entry("index/document.iwa"), "这是苹果 Numbers 或 Pages 文件", "请用它打开后导出为 .xlsx"},
}

func entry(name string) func(map[string]bool) bool {
	return func(has map[string]bool) bool { return has[name] }
}

// isText reports bytes that can be a text: no control characters but white
// space, in UTF-8, UTF-16 with a mark, or something that may be GB18030.
func isText(data []byte) bool {
	if bytes.HasPrefix(data, []byte("\xEF\xBB\xBF")) || bytes.HasPrefix(data, []byte("\xFF\xFE")) || bytes.HasPrefix(data, []byte("\xFE\xFF")) {
		return true
	}
	return !hasControls(data) && (utf8.Valid(data) || len(data) > foreignText || validGB18030(data))
}

// hasControls looks at the start of data for bytes that no text has.
func hasControls(data []byte) bool {
	for _, c := range data[:min(len(data), 64<<10)] {
		if c < 0x20 && c != '\t' && c != '\n' && c != '\r' && c != '\f' || c == 0x7F {
			return true
		}
	}
	return false
}
