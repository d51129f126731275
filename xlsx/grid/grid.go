// Package grid holds the cells of a workbook as they are stored, whatever the
// file format was. All readers (xlsx/ooxml, xlsx/biff, xlsx/html, xlsx/xml2003,
// xlsx/text) fill these types; everything that finds tables and reads values works on
// them and on nothing else. Package grid opens no file and interprets no
// number: a cell keeps the text of its stored value and the format code that
// was on it.
package grid

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
)

// Kind says what a cell stores, after the file's own type mark.
type Kind uint8

const (
	Empty  Kind = iota // present only for its style or as a merge follower
	Number             // Text is the decimal text as stored, "0.30000000000000004" included
	String             // Text is the joined text of all runs, without phonetic hints
	Bool               // Text is "1" or "0"
	Error              // Text is the error code, "#DIV/0!"
	Date               // a Number whose format shows a date, or an ISO date cell; Text is "2022-07-08" or "2022-07-08T09:30:00"
)

// A Cell is one stored cell. A sheet has millions, most of them a constant in
// one of a few formats: 32 bytes.
type Cell struct {
	Text  string
	Props *Props // shared; nil for a constant in the format General
	Col   int32  // 1-based
	Kind  Kind
}

// Props are what a cell is beside its value.
type Props struct {
	Formula *Formula // nil for a constant
	Format  *Format  // nil for General
	Indent  int8     // of the text, in the steps of the office program's button
	Strike  bool     // the whole text is struck through
}

// Formula is the cell's formula, nil when it holds a constant.
func (c *Cell) Formula() *Formula {
	if c.Props == nil {
		return nil
	}
	return c.Props.Formula
}

// Format is the cell's number format, nil for General.
func (c *Cell) Format() *Format {
	if c.Props == nil {
		return nil
	}
	return c.Props.Format
}

// Indent is by how many steps the text is indented.
func (c *Cell) Indent() int {
	if c.Props == nil {
		return 0
	}
	return int(c.Props.Indent)
}

// Strike reports that the whole text is struck through.
func (c *Cell) Strike() bool { return c.Props != nil && c.Props.Strike }

// A Formula is the formula of a cell and what became of its value.
type Formula struct {
	Text string // without the leading "="; shared formulas are expanded
	// Cached reports that the file stored a result. Without one Text of the
	// cell is empty until Computed is set.
	Cached bool
	// Computed reports that the value was calculated by us, not by the office
	// program that wrote the file.
	Computed bool
	// External reports a reference into another workbook.
	External bool
}

// A Format is a number format: the code as written in the file ("0.00%",
// `0!.0,"万元"`), or the code that a built-in id stands for.
type Format struct {
	ID   int
	Code string
	Date bool // the code shows a date or a time
}

// A Row is the stored cells of one row, in ascending column order.
type Row struct {
	Num    int // 1-based
	Hidden bool
	Cells  []Cell
}

// Cell returns the stored cell in column col, nil when none is stored.
func (r *Row) Cell(col int) *Cell {
	i, ok := slices.BinarySearchFunc(r.Cells, int32(col), func(c Cell, col int32) int { return cmp.Compare(c.Col, col) })
	if !ok {
		return nil
	}
	return &r.Cells[i]
}

// Visibility is a sheet's state in the workbook.
type Visibility uint8

const (
	Visible    Visibility = iota
	Hidden                // the user can show it again
	VeryHidden            // only a macro can
)

// A Sheet is one worksheet. Rows are in ascending order; rows without a stored
// cell may be missing.
type Sheet struct {
	Name       string
	Visibility Visibility
	Rows       []Row
	Merges     []Range // as stored, they may overlap
	HiddenCols []Range // column spans; Top and Bottom are 0
	// Signals that only some formats have; used as tie-breaks.
	AutoFilter *Range
	FrozenRows int
	PrintTitle *Range
}

// Row returns row num, nil when nothing is stored in it.
func (s *Sheet) Row(num int) *Row {
	i, ok := slices.BinarySearchFunc(s.Rows, num, func(r Row, num int) int { return cmp.Compare(r.Num, num) })
	if !ok {
		return nil
	}
	return &s.Rows[i]
}

// Cell returns the stored cell at row and col, nil when none is stored.
func (s *Sheet) Cell(row, col int) *Cell {
	r := s.Row(row)
	if r == nil {
		return nil
	}
	return r.Cell(col)
}

// MaxRow and MaxCol are the last row and column with a non-empty cell.
func (s *Sheet) MaxRow() int {
	for _, r := range slices.Backward(s.Rows) {
		for _, c := range r.Cells {
			if c.Kind != Empty {
				return r.Num
			}
		}
	}
	return 0
}

// MaxCol is the last column that holds a non-empty cell.
func (s *Sheet) MaxCol() int {
	last := 0
	for _, r := range s.Rows {
		for _, c := range slices.Backward(r.Cells) {
			if c.Kind != Empty {
				last = max(last, int(c.Col))
				break
			}
		}
	}
	return last
}

// A Book is one workbook file.
type Book struct {
	Name     string // base name, as the user knows it
	SHA256   string // of the file's bytes, hex
	Format   string // "xlsx", "xlsm", "xls", "html", "xml", "csv"
	Date1904 bool
	Macros   bool // the file carries a VBA project
	Sheets   []*Sheet
	External []string // targets of links to other workbooks
	// Notes are facts a reader wants the user to know, in Chinese, that do not
	// stop the reading (a repaired name, text decoded from GB18030).
	Notes []Note
}

// A Note is a fact about a place in the workbook. Sheet and Cell may be empty.
type Note struct {
	Rule        string // id of the import rule that reports it, "import/ignored"
	Sheet, Cell string
	Message     string
	Hint        string
}

// A Ref is a cell address, 1-based.
type Ref struct{ Row, Col int }

// String is the A1 form, "AB12".
func (r Ref) String() string { return fmt.Sprintf("%s%d", ColName(r.Col), r.Row) }

// A Range is a rectangle of cells, inclusive, 1-based.
type Range struct{ Top, Left, Bottom, Right int }

// String is the A1 form, "A3:G7", or "A3" for a single cell.
func (r Range) String() string {
	from, to := Ref{r.Top, r.Left}, Ref{r.Bottom, r.Right}
	if from == to {
		return from.String()
	}
	return from.String() + ":" + to.String()
}

// Contains reports whether the cell lies in the range.
func (r Range) Contains(row, col int) bool {
	return r.Top <= row && row <= r.Bottom && r.Left <= col && col <= r.Right
}

// ColName is the letters of a 1-based column: 1 is A, 27 is AA.
func ColName(col int) string {
	var b [8]byte
	i := len(b)
	for ; col > 0; col = (col - 1) / 26 {
		i--
		b[i] = byte('A' + (col-1)%26)
	}
	return string(b[i:])
}

// ParseRef reads an A1 reference, without sheet and without $. It is strict:
// upper-case letters, no leading zero, within A1:XFD1048576.
func ParseRef(s string) (Ref, bool) {
	i, col := 0, 0
	for i < len(s) && 'A' <= s[i] && s[i] <= 'Z' && i < 4 {
		col = col*26 + int(s[i]-'A') + 1
		i++
	}
	if i == 0 || i == len(s) || s[i] == '0' || len(s)-i > 7 || col > 16384 {
		return Ref{}, false
	}
	row := 0
	for ; i < len(s); i++ {
		if s[i] < '0' || s[i] > '9' {
			return Ref{}, false
		}
		row = row*10 + int(s[i]-'0')
	}
	if row > 1048576 {
		return Ref{}, false
	}
	return Ref{row, col}, true
}

// ParseRange reads "A3:G7" or "A3".
func ParseRange(s string) (Range, bool) {
	from, to, two := strings.Cut(s, ":")
	a, ok := ParseRef(from)
	if !ok {
		return Range{}, false
	}
	if !two {
		return Range{a.Row, a.Col, a.Row, a.Col}, true
	}
	b, ok := ParseRef(to)
	if !ok || b.Row < a.Row || b.Col < a.Col {
		return Range{}, false
	}
	return Range{a.Row, a.Col, b.Row, b.Col}, true
}
