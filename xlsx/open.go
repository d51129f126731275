// Package xlsx reads workbooks: what a file is, its cells, the tables and forms
// on its sheets. Open gives the cells of any workbook a finance office keeps.
package xlsx

import (
	"crypto/sha256"
	"encoding/hex"
	"path/filepath"

	"ziping/xlsx/grid"
	"ziping/xlsx/ooxml"
)

// Options are what the user may have to say about a file.
type Options struct {
	Password string // of an encrypted workbook
}

// Open reads the workbook in data. What it is, is decided by its content; name
// is for messages and provenance.
func Open(name string, data []byte, opt Options) (*grid.Book, error) {
	b, err := ooxml.Read(data)
	if err != nil {
		return nil, &Error{Rule: "import/damaged", File: filepath.Base(name), Offset: -1, Cause: "文件损坏，读不出内容", Cure: "请用 Excel 或 WPS 打开后另存一份", Err: err}
	}
	sum := sha256.Sum256(data)
	b.Name, b.SHA256 = filepath.Base(name), hex.EncodeToString(sum[:])
	return b, nil
}
