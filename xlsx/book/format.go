package book

import (
	"bytes"
	"path/filepath"
	"strings"

	"ziping/xlsx/biff"
	"ziping/xlsx/grid"
	"ziping/xlsx/html"
	"ziping/xlsx/ooxml"
	"ziping/xlsx/text"
	"ziping/xlsx/xml2003"
)

// A File is what is to be opened.
type File struct {
	Name     string // as the user knows it; its extension only tells a text table from what pretends to be a workbook
	Data     []byte
	Password string // "" for none
}

// A Format is one sort of file that people hand in: one that can be read, or
// one that is told by name and refused with what to do.
type Format struct {
	Name string // for messages and tests: "xlsx", "PDF 文件"
	Is   func(File) bool
	Open func(File) (*grid.Book, error)
}

// formats are all sorts of files, the surest sign first: the first that fits is
// it. A new reader is one value here; it fills a fill.NewBook and names its
// Format there. What fits none is refused as unknown.
var formats = []Format{
	refused("临时文件", owner, "import/unreadable", "这是 Excel 或 WPS 打开文件时留下的临时文件，里面没有数据", "请选同名但不以“~$”开头的那个文件"),
	refused("空文件", func(f File) bool { return len(f.Data) == 0 }, "import/damaged", "这是空文件（0 字节）", "请重新复制或下载"),
	refused("全是零", func(f File) bool { return len(bytes.Trim(f.Data, "\x00")) == 0 }, "import/damaged", "文件里全是零，内容没有写进去", "请重新复制或下载"),
	refused("开头", func(f File) bool { return bytes.HasPrefix([]byte(zipMark), f.Data) }, "import/damaged", "文件不完整，只有开头几个字节", "请重新复制或下载"),
	refused("压缩包", magic("Rar!"), "import/unreadable", "这是 RAR 压缩包", "请先解压，再选里面的工作簿"),
	refused("压缩包", magic("7z\xBC\xAF\x27\x1C"), "import/unreadable", "这是 7z 压缩包", "请先解压，再选里面的工作簿"),
	refused("压缩包", magic("\x1F\x8B"), "import/unreadable", "这是 gzip 压缩包", "请先解压，再选里面的工作簿"),
	refused("PDF 文件", magic("%PDF"), "import/unreadable", "这是 PDF 文件", "请找制表的人要 Excel 工作簿"),
	refused("图片", anyOf(magic("\x89PNG"), magic("\xFF\xD8\xFF"), magic("GIF8"), magic("BM"), magic("II*\x00"), magic("MM\x00*"), riff("WEBP")),
		"import/unreadable", "这是图片", "请找制表的人要 Excel 工作簿"),
	refused("RTF 文档", magic("{\\rtf"), "import/unreadable", "这是 RTF 文档", "请把表格复制到 Excel 或 WPS 里，存为 .xlsx"),
	refused("程序", magic("MZ"), "import/unreadable", "这是程序文件", "请确认选对了文件"),
	refused("数据库", magic("SQLite format 3"), "import/unreadable", "这是数据库文件", "请确认选对了文件"),
	{"XML 表格 2003", func(f File) bool { return xml2003.Is(head(f.Data)) }, openXML},
	refused("单个文件网页", func(f File) bool { return strings.HasPrefix(head(f.Data), "mime-version:") }, "import/unreadable", "这是“单个文件网页”（.mht）", resaveCure),
	{"网页", func(f File) bool { return html.Is(head(f.Data)) }, func(f File) (*grid.Book, error) { return html.Read(filepath.Base(f.Name), f.Data) }},
	refused("JSON", isJSON, "import/unreadable", "这是 JSON 文本，不是工作簿（网上系统没有导出成功时常是这样）", "请重新登录系统导出"),
	refused("XML 文件", isXML, "import/unreadable", "这是 XML 文件，不是工作簿", resaveCure),
	{"xlsx", magic(zipMark), openZip},
	{"OLE", func(f File) bool { return biff.IsOLE(f.Data) }, openOLE},
	{"xls", func(f File) bool { return biff.IsBIFF(f.Data) }, openBIFF},
	{"csv", func(f File) bool { return text.Is(f.Data) || text.Named(f.Name) && !text.Binary(f.Data) }, func(f File) (*grid.Book, error) { return text.Read(filepath.Base(f.Name), f.Data) }},
	refused("前面有别的内容", zipBehind, "import/damaged", "文件开头多了别的内容，后面才是工作簿（可能是网上系统导出时混进去的）", "请重新下载；仍不行就用 Excel 或 WPS 打开检查后另存为 .xlsx"),
}

const resaveCure = "请用 Excel 或 WPS 打开后另存为 .xlsx"

// unknown is what fits none of the formats.
func unknown() *grid.Fault {
	return &grid.Fault{Rule: "import/unreadable", Offset: -1, Cause: "认不出这是什么文件，不是 Excel 工作簿", Cure: "请确认选对了文件；如果能用 Excel 或 WPS 打开，就另存为 .xlsx 再读"}
}

// refused is a sort of file that is no workbook: which, and what to do.
func refused(name string, is func(File) bool, rule, cause, cure string) Format {
	return Format{name, is, func(File) (*grid.Book, error) {
		return nil, &grid.Fault{Rule: rule, Offset: -1, Cause: cause, Cure: cure}
	}}
}

// open reads the file with the first format that fits.
func open(f File) (*grid.Book, error) {
	for _, k := range formats {
		if k.Is(f) {
			return k.Open(f)
		}
	}
	return nil, unknown()
}

// openZip reads a package, or says what else a zip is.
func openZip(f File) (*grid.Book, error) {
	if e := foreignZip(f.Data); e != nil {
		return nil, e
	}
	return openXLSX(f.Data)
}

// openXLSX reads a package and computes what its writer left uncomputed.
func openXLSX(data []byte) (*grid.Book, error) {
	b, err := ooxml.Read(data)
	if err != nil {
		return nil, err
	}
	calculate(b)
	return b, nil
}

// openXML reads XML Spreadsheet 2003 and computes what its writer left
// uncomputed.
func openXML(f File) (*grid.Book, error) {
	b, err := xml2003.Read(f.Data)
	if err != nil {
		return nil, err
	}
	calculate(b)
	return b, nil
}

func openBIFF(f File) (*grid.Book, error) { return biff.Read(f.Data, f.Password) }
