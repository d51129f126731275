// Package book opens workbook files: what a file is (format.go), the readers of
// each format, decryption, and the formulas that its writer left uncomputed.
// It knows nothing of tables or budgets; it gives the cells, completely or with
// the reason why not.
//
//	b, err := book.Open("资金表.xlsx", data, book.Options{})
//	b.Sheets[0].Cell(3, 2).Text // B3
//
// A format is one value in the list formats: a name, a test of the content, and
// a reader that fills a grid.Book (or words of refusal). excelize serves here
// for decryption and calculation and is trusted with nothing that cannot be
// checked.
package book

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"path/filepath"
	"runtime/debug"

	"ziping/xlsx/biff"
	"ziping/xlsx/grid"
	"ziping/xlsx/grid/fill"
)

// Options are what the user may have to say about a file.
type Options struct {
	Password string // of an encrypted workbook
}

// Open reads the cells of the workbook in data: .xlsx, .xlsm, .xls, .et, CSV, and
// the HTML pages, XML Spreadsheets 2003 and tab texts that are called .xls. What
// it is, is decided by its content; name gives messages and provenance their
// file, and tells a text file from one that pretends to be a workbook.
// The workbook is read completely or the error says why not; all errors hold
// a *grid.Fault with the file's base name. data is not kept.
func Open(name string, data []byte, opt Options) (b *grid.Book, err error) {
	defer func() {
		if r := recover(); r != nil {
			b, err = nil, &grid.Fault{Rule: "import/unreadable", Offset: -1, Cause: "读取时程序出错", Cure: resaveCure, Err: fmt.Errorf("panic: %v\n%s", r, debug.Stack())}
		}
		err = inFile(err, name)
	}()
	if len(data) > fill.FileBytes {
		return nil, fill.Over(fmt.Sprintf("文件超过 %d MB", fill.FileBytes>>20))
	}
	if b, err = open(File{name, afterBlanks(data), opt.Password}); err != nil {
		return nil, err
	}
	if len(b.Sheets) == 0 {
		return nil, &grid.Fault{Rule: "import/unreadable", Offset: -1, Cause: "工作簿里没有带单元格的工作表", Cure: "请确认选对了文件"}
	}
	sum := sha256.Sum256(data)
	b.Name, b.SHA256 = filepath.Base(name), hex.EncodeToString(sum[:])
	return b, nil
}

// afterBlanks is the workbook behind the line ends and byte order mark that
// some web systems send before it; other data as it is.
func afterBlanks(data []byte) []byte {
	if b := bytes.TrimLeft(data, " \t\r\n\xEF\xBB\xBF"); bytes.HasPrefix(b, []byte(zipMark)) || biff.IsOLE(b) {
		return b
	}
	return data
}

// inFile gives every fault in err the file's name.
func inFile(err error, name string) error {
	if err == nil {
		return nil
	}
	e, ok := errors.AsType[*grid.Fault](err)
	if !ok {
		return &grid.Fault{Rule: "import/unreadable", File: filepath.Base(name), Offset: -1, Cause: "读不出来", Cure: resaveCure, Err: err}
	}
	e.File = filepath.Base(name)
	return e
}
