package fill

import (
	"cmp"
	"fmt"
	"math/bits"
	"slices"
	"unsafe"

	"ziping/xlsx/grid"
)

const (
	cellChunk    = 2048
	rowChunk     = 2048
	firstRows    = 64
	formulaChunk = 256
	cellBytes    = int(unsafe.Sizeof(grid.Cell{}))
	rowBytes     = int(unsafe.Sizeof(grid.Row{}))
	formulaBytes = int(unsafe.Sizeof(calculated{}))
)

// A Book collects the sheets of one workbook.
type Book struct {
	*grid.Book
	Budget *Budget
	Texts  Texts

	cells    []grid.Cell  // unused rest of the newest chunk
	formulas []calculated // likewise
	struck   map[*grid.Props]*grid.Props
}

// calculated is a formula and the properties of its cell.
type calculated struct {
	props   grid.Props
	formula grid.Formula
}

// NewBook returns an empty book of the given format.
func NewBook(format string, b *Budget) *Book {
	return &Book{Book: &grid.Book{Format: format}, Budget: b, Texts: Texts{Budget: b}}
}

// A Sheet collects the cells of one sheet. Cells of a row come together; rows
// and the cells in them may come in any order.
type Sheet struct {
	*grid.Sheet
	book    *Book
	row     int
	cur     []grid.Cell
	rows    [][]grid.Row // chunks
	hidden  []uint64     // a bit a row, nil when none is hidden
	messy   bool         // rows out of order
	lastRow int
	used    [Columns/64 + 1]uint64
}

// Sheet adds a sheet to the book.
func (b *Book) Sheet(name string, v grid.Visibility) *Sheet {
	s := &Sheet{Sheet: &grid.Sheet{Name: name, Visibility: v}, book: b}
	b.Sheets = append(b.Sheets, s.Sheet)
	return s
}

// Formula stores a formula and gives the properties of its cell; like are those
// of a constant in its format.
func (b *Book) Formula(like *grid.Props, f grid.Formula) (*grid.Props, error) {
	if len(b.formulas) == 0 {
		if err := b.Budget.take(formulaChunk * formulaBytes); err != nil {
			return nil, err
		}
		b.formulas = make([]calculated, formulaChunk)
	}
	p := &b.formulas[0]
	b.formulas = b.formulas[1:]
	p.formula = f
	if like != nil {
		p.props = *like
	}
	p.props.Formula = &p.formula
	return &p.props, nil
}

// HideRow marks a row hidden, whether or not it has cells.
func (s *Sheet) HideRow(row int) {
	if s.hidden == nil {
		s.hidden = make([]uint64, Rows/64+1)
	}
	s.hidden[row/64] |= 1 << (row % 64)
}

// Put adds a cell. Empty cells without a formula are dropped: they hold only a
// style.
func (s *Sheet) Put(row int, c *grid.Cell) error {
	if c.Kind == grid.Empty && c.Formula() == nil {
		return nil
	}
	if row != s.row {
		if err := s.flush(); err != nil {
			return err
		}
		s.row = row
	}
	s.cur = append(s.cur, *c)
	s.used[c.Col/64] |= 1 << (c.Col % 64)
	return nil
}

// flush moves the current row to its place.
func (s *Sheet) flush() error {
	n := len(s.cur)
	if n == 0 {
		return nil
	}
	b := s.book
	if b.Budget.cells += n; b.Budget.cells > Cells {
		return s.over(fmt.Sprintf("单元格超过 %d 万个", Cells/10000))
	}
	if !slices.IsSortedFunc(s.cur, byCol) {
		slices.SortStableFunc(s.cur, byCol)
	}
	if err := s.unique(s.row, s.cur); err != nil {
		return err
	}
	if len(b.cells) < n {
		size := max(cellChunk, n)
		if err := b.Budget.take(size * cellBytes); err != nil {
			return s.place(err)
		}
		b.cells = make([]grid.Cell, size)
	}
	cells := b.cells[:n:n]
	b.cells = b.cells[n:]
	copy(cells, s.cur)
	s.cur = s.cur[:0]
	return s.addRow(grid.Row{Num: s.row, Cells: cells})
}

func (s *Sheet) addRow(r grid.Row) error {
	if r.Num <= s.lastRow {
		s.messy = true
	}
	s.lastRow = r.Num
	k := len(s.rows) - 1
	if k < 0 || len(s.rows[k]) == cap(s.rows[k]) {
		size := firstRows // most sheets are small, and a book may have a thousand
		if k >= 0 {
			size = min(2*cap(s.rows[k]), rowChunk)
		}
		if err := s.book.Budget.take(2 * size * rowBytes); err != nil {
			return s.place(err)
		}
		s.rows = append(s.rows, make([]grid.Row, 0, size))
		k++
	}
	s.rows[k] = append(s.rows[k], r)
	return nil
}

func byCol(a, b grid.Cell) int { return cmp.Compare(a.Col, b.Col) }

func (s *Sheet) unique(row int, cells []grid.Cell) error {
	for i := 1; i < len(cells); i++ {
		if cells[i].Col == cells[i-1].Col {
			return &grid.Fault{Rule: "import/damaged", Sheet: s.Name, Cell: grid.Ref{Row: row, Col: int(cells[i].Col)}.String(), Offset: -1,
				Cause: "同一个单元格存了两次", Cure: Resave}
		}
	}
	return nil
}

// Resave is the cure of most damage.
const Resave = "请用 Excel 或 WPS 打开检查后另存为新文件再读"

// Done puts the rows in order and checks the sheet's budgets.
func (s *Sheet) Done() error {
	if err := s.flush(); err != nil {
		return err
	}
	n := 0
	for _, w := range s.used {
		n += bits.OnesCount64(w)
	}
	if n > UsedColumns {
		return s.over(fmt.Sprintf("用到的列超过 %d 列", UsedColumns))
	}
	if len(s.Merges) > Merges {
		return s.over(fmt.Sprintf("合并单元格超过 %d 处", Merges))
	}
	s.Rows = slices.Concat(s.rows...)
	s.rows = nil
	if s.messy {
		if err := s.order(); err != nil {
			return err
		}
	}
	if s.hidden != nil {
		for i := range s.Rows {
			r := &s.Rows[i]
			r.Hidden = s.hidden[r.Num/64]&(1<<(r.Num%64)) != 0
		}
	}
	return nil
}

// order sorts the rows and joins those that came in several pieces.
func (s *Sheet) order() error {
	slices.SortStableFunc(s.Rows, func(a, b grid.Row) int { return cmp.Compare(a.Num, b.Num) })
	out := s.Rows[:0]
	for _, r := range s.Rows {
		k := len(out) - 1
		if k < 0 || out[k].Num != r.Num {
			out = append(out, r)
			continue
		}
		joined := slices.Concat(out[k].Cells, r.Cells)
		slices.SortStableFunc(joined, byCol)
		if err := s.unique(r.Num, joined); err != nil {
			return err
		}
		out[k].Cells = joined
	}
	s.Rows = out
	return nil
}

func (s *Sheet) over(cause string) error { return s.place(Over(cause)) }

// place names the sheet in a fault that does not name one.
func (s *Sheet) place(err error) error {
	if f, ok := err.(*grid.Fault); ok && f.Sheet == "" {
		f.Sheet = s.Name
	}
	return err
}
