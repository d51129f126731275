package ooxml

import (
	"bytes"
	"slices"
	"strconv"

	"ziping/xlsx/grid"
	"ziping/xlsx/grid/fill"
	"ziping/xlsx/ooxml/token"
)

// A sheetReader reads one worksheet part (ECMA-376 part 1, 18.3).
type sheetReader struct {
	*part
	book  *workbook
	sheet string
	out   *grid.Sheet // takes everything but cells
	visit func(*Cell) error
	hide  func(row int)

	cell    Cell
	text    []byte // value of the current cell
	formula []byte
	one     Formula // of the current cell
	shared  map[int]master

	row      int
	lastRow  int
	rows     []uint64 // rows seen, a bit each
	cols     []int32  // columns of the current row, empty cells too
	ordered  bool     // cols ascends
	refs     int      // cells of the row that carry a reference
	spans    []byte   // of the row, empty when it states none
	seenData bool
	seen     map[string]bool // elements of the worksheet so far
}

// master is the formula that the cells of a shared formula derive theirs from.
type master struct {
	text     string
	row, col int
}

// readSheet reads the part to its end and gives visit every stored cell, rows
// as they come in the file.
func (w *workbook) readSheet(s sheetRef, out *grid.Sheet, visit func(*Cell) error, hide func(int)) error {
	x, err := w.pack.part(s.part)
	if err != nil {
		return inSheet(err, s.name)
	}
	r := &sheetReader{part: x, book: w, sheet: s.name, out: out, visit: visit, hide: hide, shared: map[int]master{}, seen: map[string]bool{}}
	return inSheet(r.read(), s.name)
}

// inSheet names the sheet in a fault that does not name one.
func inSheet(err error, name string) error {
	if f, ok := err.(*grid.Fault); ok && f.Sheet == "" {
		f.Sheet = name
	}
	return err
}

// worksheetElements are the children of CT_Worksheet (ECMA-376 part 1,
// 18.3.1.99). A name that is not among them is a broken tag.
var worksheetElements = set("sheetPr dimension sheetViews sheetFormatPr cols sheetData sheetCalcPr sheetProtection protectedRanges scenarios " +
	"autoFilter sortState dataConsolidate customSheetViews mergeCells phoneticPr conditionalFormatting dataValidations hyperlinks printOptions " +
	"pageMargins pageSetup headerFooter rowBreaks colBreaks customProperties cellWatches ignoredErrors smartTags drawing drawingHF legacyDrawing " +
	"legacyDrawingHF picture oleObjects controls webPublishItems tableParts extLst")

// repeatable are those of them that may stand more than once.
var repeatable = set("cols conditionalFormatting")

func (r *sheetReader) read() error {
	if err := r.root(token.Main, "worksheet"); err != nil {
		return err
	}
	for {
		ok, err := r.child()
		if err != nil {
			return err
		}
		if !ok {
			break
		}
		if err := r.element(); err != nil {
			return err
		}
	}
	if !r.seenData {
		return damaged(r.name, "没有单元格数据", nil)
	}
	return r.finish()
}

func (r *sheetReader) element() error {
	if r.Space != token.Main {
		return r.skip()
	}
	if name := string(r.Local); name != "sheetData" && !repeatable[name] {
		if r.seen[name] {
			return r.twice()
		}
		r.seen[name] = true
	}
	switch string(r.Local) {
	case "sheetData":
		if r.seenData {
			return r.fail("有两份单元格数据")
		}
		r.seenData = true
		return r.sheetData()
	case "cols":
		return r.columns()
	case "mergeCells":
		return r.merges()
	case "autoFilter":
		ref, _ := r.attr("ref")
		if f, ok := grid.ParseRange(ref); ok {
			r.out.AutoFilter = &f
		}
		return r.skip()
	case "sheetViews":
		return r.views()
	}
	if !worksheetElements[string(r.Local)] {
		return r.fail("有不认识的标签 " + printable(string(r.Local)))
	}
	return r.skip()
}

func (r *sheetReader) sheetData() error {
	for {
		ok, err := r.child()
		if err != nil || !ok {
			return err
		}
		if !r.is("row") {
			return r.fail("单元格数据里有不认识的标签 " + printable(string(r.Local)))
		}
		if err := r.readRow(); err != nil {
			return err
		}
	}
}

// readRow reads one row element and its cells.
func (r *sheetReader) readRow() error {
	hidden, err := r.rowAttrs()
	if err != nil {
		return err
	}
	r.cols, r.ordered, r.refs = r.cols[:0], true, 0
	for {
		ok, err := r.child()
		if err != nil {
			return err
		}
		if !ok {
			break
		}
		switch {
		case r.is("c"):
			err = r.readCell()
		case r.is("extLst"):
			err = r.skip()
		default:
			err = r.fail("行里有不认识的标签 " + printable(string(r.Local)))
		}
		if err != nil {
			return err
		}
	}
	if hidden {
		r.hide(r.row)
	}
	return r.rowDone()
}

// rowAttrs takes the row's number: its own, or the one after the row before.
func (r *sheetReader) rowAttrs() (hidden bool, err error) {
	r.row, r.spans = r.lastRow+1, r.spans[:0]
	for i := range r.Attrs {
		a := &r.Attrs[i]
		if a.Space != token.None {
			continue
		}
		switch string(a.Name) {
		case "r":
			n, ok := decimal(a.Value)
			if !ok || n < 1 || n > fill.Rows {
				return false, r.fail("行号应在 1 到 1048576 之间，却是“" + printable(string(a.Value)) + "”")
			}
			r.row = n
		case "hidden":
			var ok bool
			if hidden, ok = boolean(string(a.Value)); !ok {
				return false, r.fail("hidden 应是 0 或 1")
			}
		case "spans":
			r.spans = append(r.spans, a.Value...)
		case "s", "customFormat", "ht", "customHeight", "outlineLevel", "collapsed", "thickTop", "thickBot", "ph":
		default:
			return false, r.fail("行有不认识的属性 " + printable(string(a.Name)))
		}
	}
	if r.row > fill.Rows {
		return false, r.fail("行号超过 1048576")
	}
	return hidden, r.rowOnce()
}

// rowOnce refuses a row number that came before. Rows out of order are read:
// a number is exact wherever its row stands.
func (r *sheetReader) rowOnce() error {
	word, bit := r.row/64, uint64(1)<<(r.row%64)
	if word >= len(r.rows) {
		r.rows = append(r.rows, make([]uint64, word+1-len(r.rows))...)
	}
	if r.rows[word]&bit != 0 {
		return r.fail("第 " + strconv.Itoa(r.row) + " 行存了两次")
	}
	r.rows[word] |= bit
	r.lastRow = r.row
	return nil
}

// rowDone checks that the row's columns are all different and that its cells
// either all carry a reference or all stand in sequence. Some writers give a
// reference only where a run of cells begins; that is read where the row's
// spans say that no other reference was lost.
func (r *sheetReader) rowDone() error {
	if r.refs != 0 && r.refs != len(r.cols) && !(r.ordered && r.spanned()) {
		return r.fail("第 " + strconv.Itoa(r.row) + " 行有的单元格带位置、有的不带")
	}
	if r.ordered {
		return nil
	}
	slices.Sort(r.cols)
	for i := 1; i < len(r.cols); i++ {
		if r.cols[i] == r.cols[i-1] {
			f := r.fail("同一个单元格存了两次")
			f.Cell = grid.Ref{Row: r.row, Col: int(r.cols[i])}.String()
			return f
		}
	}
	return nil
}

// spanned reports that the row's spans (18.3.1.73) begin and end where its
// cells do.
func (r *sheetReader) spanned() bool {
	from, to, ok := bytes.Cut(r.spans, []byte(":"))
	first, ok1 := decimal(from)
	last, ok2 := decimal(to)
	return ok && ok1 && ok2 && first == int(r.cols[0]) && last == int(r.cols[len(r.cols)-1])
}
