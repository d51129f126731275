// Package biff reads the cells of .xls workbooks: the BIFF8 records of Excel
// 97-2003 and of WPS (.et), and the BIFF5 records of Excel 5 and 95, which budget
// systems still write, in their OLE2 container or bare ([MS-XLS]). It reads values
// as the office program last showed them, formula results included; formulas
// are marked, not decompiled.
//
//	book, err := biff.Read(data, "")
//	if err != nil {
//		return err // a *grid.Fault: what, where, and what to do
//	}
//	fmt.Println(book.Sheets[0].Cell(4, 2).Text)
//
// It refuses what it cannot read wholly: files encrypted otherwise than by RC4,
// BIFF4 and older, streams that end before their last record, texts that are
// none in their code page.
package biff

import (
	"encoding/binary"
	"fmt"

	"ziping/xlsx/grid"
	"ziping/xlsx/grid/fill"
	"ziping/xlsx/numfmt"
)

// Read reads the workbook in an OLE2 file, or a bare stream. The password
// may be "". Errors are *grid.Fault without the file's name.
func Read(data []byte, password string) (*grid.Book, error) {
	budget := fill.NewBudget()
	if len(data) > fill.FileBytes {
		return nil, fill.Over(fmt.Sprintf("文件超过 %d MB", fill.FileBytes>>20))
	}
	stream := data
	if IsOLE(data) {
		c, err := OpenContainer(data, budget)
		if err != nil {
			return nil, err
		}
		if stream, err = c.workbook(); err != nil {
			return nil, err
		}
	}
	return readStream(stream, password, budget)
}

func readStream(stream []byte, password string, budget *fill.Budget) (*grid.Book, error) {
	switch version(stream) {
	case biff8, biff5:
	case 0:
		return nil, damaged("工作簿流的开头不对", nil)
	default:
		return nil, &grid.Fault{Rule: "import/unreadable", Offset: -1, Cause: "这是 Excel 4 或更早的工作簿格式", Cure: "请用 Excel 或 WPS 打开后另存为 .xlsx"}
	}
	stream, err := decrypted(stream, password)
	if err != nil {
		return nil, err
	}
	w := &workbook{stream: stream, Book: fill.NewBook("xls", budget), old: version(stream) == biff5}
	if w.alone = alone(stream); w.alone {
		w.list = []boundSheet{{name: "Sheet1"}}
	} else if err := w.globals(); err != nil {
		return nil, err
	}
	for _, s := range w.list {
		if err := w.sheet(s); err != nil {
			return nil, inSheet(err, s.name)
		}
	}
	if !w.calculated {
		w.uncache()
	}
	w.guessed()
	return w.Book.Book, nil
}

// uncache takes back the results of formulas in a workbook that no office
// program has calculated: its writer put "" or 0 where they belong.
func (w *workbook) uncache() {
	for _, s := range w.Sheets {
		for _, r := range s.Rows {
			for i := range r.Cells {
				if c := &r.Cells[i]; c.Formula() != nil {
					c.Kind, c.Text, c.Formula().Cached = grid.Empty, "", false
				}
			}
		}
	}
}

const (
	biff5 = 0x0500
	biff8 = 0x0600
)

// version is the BIFF version that the stream's first record states, 0 when it
// is no BOF.
func version(stream []byte) int {
	if len(stream) < 8 {
		return 0
	}
	switch binary.LittleEndian.Uint16(stream) {
	case recBOF:
		if v := int(binary.LittleEndian.Uint16(stream[4:])); v != 0 && v != 7 {
			return v
		}
		return biff5 // as short programs write it, see alone
	case 0x0009:
		return 0x0200
	case 0x0209:
		return 0x0300
	case 0x0409:
		return 0x0400
	}
	return 0
}

// alone reports the stream of one worksheet without a workbook around it: a BOF
// of no version, cells, an EOF. Short programs in Delphi and PHP that are copied
// from one accounting system to the next write their .xls so, in the records of
// BIFF5 and the code page of the machine.
func alone(stream []byte) bool {
	const worksheet = 0x10
	v := binary.LittleEndian.Uint16(stream[4:])
	return version(stream) == biff5 && (v == 0 || v == 7) && binary.LittleEndian.Uint16(stream[6:]) == worksheet
}

// IsBIFF reports a workbook stream outside any container.
func IsBIFF(data []byte) bool {
	n := 0
	if len(data) >= 4 {
		n = int(binary.LittleEndian.Uint16(data[2:]))
	}
	return version(data) != 0 && 4 <= n && n <= 16
}

// A workbook is what the globals substream says ([MS-XLS] 2.1.7.20.3).
type workbook struct {
	*fill.Book
	stream    []byte
	old       bool // BIFF5
	alone     bool // one worksheet without globals
	decoder   decoder
	list      []boundSheet
	strings   []string
	runs      map[int]fill.Strike // of the strings with struck-out runs
	fonts     []bool              // struck through
	strikes   bool                // some font is
	codes     map[int]string
	xfs       []xf
	styles    []*grid.Props
	clocks    map[*grid.Format]numfmt.Clock
	noted     bool // a style out of range has been reported
	badFormat bool // so has a broken number format

	calculated bool // some formula has been
}

// An xf is what of an XF record matters here.
type xf struct {
	font   int
	format int // id
	indent int8
	strike bool // of the font
}

type boundSheet struct {
	name  string
	at    int
	state grid.Visibility
	kind  byte
}

func damaged(cause string, err error) *grid.Fault {
	return &grid.Fault{Rule: "import/damaged", Offset: -1, Cause: cause, Cure: "请重新复制或下载；仍不行就用 Excel 或 WPS 打开检查后另存为 .xlsx", Err: err}
}

func inSheet(err error, name string) error {
	if f, ok := err.(*grid.Fault); ok && f.Sheet == "" {
		f.Sheet = name
	}
	return err
}
