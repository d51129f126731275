package book

import (
	"ziping/xlsx/biff"
	"ziping/xlsx/grid"
	"ziping/xlsx/grid/fill"
)

// containers are what comes in an OLE2 container, by the stream it holds; what
// holds none of them is an old workbook.
var containers = []struct {
	stream string
	open   func(*biff.Container, File) (*grid.Book, error)
}{
	{"EncryptedPackage", openEncrypted},
	{"WordDocument", noBook("这是 Word 文档（.doc 或 .wps）", "请选工作簿；如果表格在这份文档里，就复制到 Excel 或 WPS 里存为 .xlsx")},
	{"PowerPoint Document", noBook("这是 PowerPoint 演示文稿", "请选工作簿")},
	{"__properties_version1.0", noBook("这是 Outlook 邮件", "请先把附件里的工作簿另存出来")},
}

func noBook(cause, cure string) func(*biff.Container, File) (*grid.Book, error) {
	return func(*biff.Container, File) (*grid.Book, error) {
		return nil, &grid.Fault{Rule: "import/unreadable", Offset: -1, Cause: cause, Cure: cure}
	}
}

// openOLE tells apart what comes in an OLE2 container.
func openOLE(f File) (*grid.Book, error) {
	c, err := biff.OpenContainer(f.Data, fill.NewBudget())
	if err != nil {
		return nil, err
	}
	for _, k := range containers {
		if c.Has(k.stream) {
			return k.open(c, f)
		}
	}
	return openBIFF(f)
}

func openEncrypted(c *biff.Container, f File) (*grid.Book, error) {
	if err := c.Sound(); err != nil {
		return nil, err
	}
	plain, err := decrypt(f.Data, f.Password)
	if err != nil {
		return nil, err
	}
	return openXLSX(plain)
}
