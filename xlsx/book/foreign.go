package book

import (
	"archive/zip"
	"bytes"
	"encoding/json"
	"path/filepath"
	"slices"
	"strings"

	"ziping/xlsx/grid"
)

// This file holds the signs by which formats are told.

const zipMark = "PK\x03\x04"

func magic(m string) func(File) bool {
	return func(f File) bool { return bytes.HasPrefix(f.Data, []byte(m)) }
}

// anyOf is the sign that one of several is there.
func anyOf(signs ...func(File) bool) func(File) bool {
	return func(f File) bool {
		return slices.ContainsFunc(signs, func(is func(File) bool) bool { return is(f) })
	}
}

func riff(kind string) func(File) bool {
	return func(f File) bool {
		d := f.Data
		return len(d) >= 12 && string(d[:4]) == "RIFF" && string(d[8:12]) == kind
	}
}

// owner tells the file that an office program keeps beside one that is open:
// 55 or 165 bytes, a user's name, under a name of its own.
func owner(f File) bool {
	base := filepath.Base(f.Name)
	return len(f.Data) < 1024 && (strings.HasPrefix(base, "~$") || strings.HasPrefix(base, ".~"))
}

// head is the start of a text in lower case, ASCII only, whatever its encoding.
func head(data []byte) string {
	h := data[:min(len(data), 4096)]
	h = bytes.ReplaceAll(h, []byte{0}, nil)
	h = bytes.TrimLeft(bytes.TrimPrefix(bytes.TrimPrefix(bytes.TrimPrefix(h, []byte("\xEF\xBB\xBF")), []byte("\xFF\xFE")), []byte("\xFE\xFF")), " \t\r\n")
	return strings.ToLower(string(h))
}

func isXML(f File) bool { return strings.HasPrefix(head(f.Data), "<?xml") }

func isJSON(f File) bool {
	data := bytes.TrimLeft(f.Data[:min(len(f.Data), 1<<20)], "\xEF\xBB\xBF \t\r\n")
	return len(data) > 0 && (data[0] == '{' || data[0] == '[') && json.Valid(data)
}

// maxEntries bounds the directory of a zip that is looked at only to name it.
const maxEntries = 20000

// zipBehind tells a package behind something else.
func zipBehind(f File) bool {
	if !bytes.Contains(f.Data[:min(len(f.Data), 64<<10)], []byte(zipMark)) || bytes.Count(f.Data, []byte("PK\x01\x02")) > maxEntries {
		return false
	}
	_, err := zip.NewReader(bytes.NewReader(f.Data), int64(len(f.Data)))
	return err == nil
}

// foreignZip names a zip that is no workbook. A zip whose directory is lost is
// left to the reader, which says so.
func foreignZip(data []byte) *grid.Fault {
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
			return &grid.Fault{Rule: "import/unreadable", Offset: -1, Cause: k.cause, Cure: k.cure}
		}
	}
	switch {
	case has["[content_types].xml"] || has["_rels/.rels"]:
		return nil // an Office package; the reader says what is wrong with it
	case books > 0:
		return &grid.Fault{Rule: "import/unreadable", Offset: -1, Cause: "这是压缩包，里面装着工作簿", Cure: "请先解压，再选里面的工作簿"}
	case has["xl/"]:
		return nil
	}
	return &grid.Fault{Rule: "import/unreadable", Offset: -1, Cause: "这是压缩包，里面没有工作簿", Cure: "请确认选对了文件"}
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
