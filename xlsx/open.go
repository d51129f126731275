// Package xlsx reads and writes workbooks. Open gives the cells of any workbook
// that a finance office keeps, completely or with the reason why not; Read
// makes of the workbooks of one unit its project. It is the only importer of
// excelize, and trusts it with nothing that it cannot check: cells come from
// readers of our own (xlsx/ooxml, xlsx/biff), excelize decrypts and writes.
package xlsx

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"path/filepath"
	"runtime/debug"

	"ziping/xlsx/biff"
	"ziping/xlsx/grid"
	"ziping/xlsx/grid/fill"
	"ziping/xlsx/ooxml"
)

// Options are what the user may have to say about a file.
type Options struct {
	Password string // of an encrypted workbook
}

// Open reads the cells of the workbook in data: .xlsx, .xlsm, .xls, .et, CSV.
// What it is, is decided by its content; name gives messages and provenance
// their file, and tells a CSV file from one that pretends to be a workbook.
// The workbook is read completely or the error says why not; all errors hold
// an *Error with the file's base name. data is not kept.
func Open(name string, data []byte, opt Options) (book *grid.Book, err error) {
	defer func() {
		if r := recover(); r != nil {
			book, err = nil, &Error{Rule: "import/unreadable", Offset: -1, Cause: "读取时程序出错", Cure: resaveCure, Err: fmt.Errorf("panic: %v\n%s", r, debug.Stack())}
		}
		err = inFile(err, name)
	}()
	if book, err = open(name, data, opt); err != nil {
		return nil, err
	}
	if len(book.Sheets) == 0 {
		return nil, &Error{Rule: "import/unreadable", Offset: -1, Cause: "工作簿里没有带单元格的工作表", Cure: "请确认选对了文件"}
	}
	sum := sha256.Sum256(data)
	book.Name, book.SHA256 = filepath.Base(name), hex.EncodeToString(sum[:])
	return book, nil
}

func open(name string, data []byte, opt Options) (*grid.Book, error) {
	if len(data) > fill.FileBytes {
		return nil, fill.Over(fmt.Sprintf("文件超过 %d MB", fill.FileBytes>>20))
	}
	data = afterBlanks(data)
	what, refused := sniff(name, data)
	switch what {
	case formZip:
		return openXLSX(data)
	case formOLE:
		return openOLE(data, opt)
	case formText:
		return openCSV(name, data)
	}
	return nil, refused
}

// openXLSX reads a package and computes what its writer left uncomputed.
func openXLSX(data []byte) (*grid.Book, error) {
	book, err := ooxml.Read(data)
	if err != nil {
		return nil, err
	}
	calculate(book)
	return book, nil
}

// openOLE tells apart what comes in an OLE2 container.
func openOLE(data []byte, opt Options) (*grid.Book, error) {
	if !biff.IsOLE(data) {
		return biff.Read(data, opt.Password)
	}
	c, err := biff.OpenContainer(data, fill.NewBudget())
	if err != nil {
		return nil, err
	}
	if c.Has("EncryptedPackage") {
		if err := c.Sound(); err != nil {
			return nil, err
		}
		plain, err := decrypt(data, opt.Password)
		if err != nil {
			return nil, err
		}
		return openXLSX(plain)
	}
	for _, k := range containers {
		if c.Has(k.stream) {
			return nil, &Error{Rule: "import/unreadable", Offset: -1, Cause: k.cause, Cure: k.cure}
		}
	}
	return biff.Read(data, opt.Password)
}

// containers are the OLE2 files that are no workbooks, by the stream they hold.
var containers = []struct{ stream, cause, cure string }{
	{"WordDocument", "这是 Word 文档（.doc 或 .wps）", "请选工作簿；如果表格在这份文档里，就复制到 Excel 或 WPS 里存为 .xlsx"},
	{"PowerPoint Document", "这是 PowerPoint 演示文稿", "请选工作簿"},
	{"__properties_version1.0", "这是 Outlook 邮件", "请先把附件里的工作簿另存出来"},
}

// inFile gives every *Error in err the file's name.
func inFile(err error, name string) error {
	if err == nil {
		return nil
	}
	e, ok := errors.AsType[*Error](err)
	if !ok {
		return &Error{Rule: "import/unreadable", File: filepath.Base(name), Offset: -1, Cause: "读不出来", Cure: resaveCure, Err: err}
	}
	e.File = filepath.Base(name)
	return e
}
