package kit

import (
	"fmt"
	"strconv"

	"github.com/shopspring/decimal"
	"github.com/xuri/excelize/v2"
)

// A Sheet is a sheet being made, from the top down.
type Sheet struct {
	b       *Book
	name    string
	columns []Column
	w       *excelize.StreamWriter
	last    int // the last row that was written
	links   []placedLink
	written []writtenCell
}

// A Cell is one cell. Value is a string, an int, a decimal.Decimal, or nil.
type Cell struct {
	Value   any
	Formula string
	Style   Style
}

// A Column is a column of a table: its head, width in Latin letters, and usual style.
type Column struct {
	Title  string
	Width  float64
	Style  Style
	Hidden bool
}

// A Link leads to a place in another file, relative to this one, or in this one.
type Link struct {
	Target   string // slash path, as it is; "" for this workbook
	Location string // 'sheet'!A1, "" for the file
}

type placedLink struct {
	ref string
	Link
}

// A writtenCell is what a cell must hold when it is read back.
type writtenCell struct {
	row, col int
	value    any
}

// A Paper is how a sheet lies on A4.
type Paper struct {
	Portrait bool
	// Loose leaves the scale and the page breaks alone; otherwise the columns
	// are as wide as the page.
	Loose bool
}

// The usual ways.
var (
	Landscape = Paper{}
	Portrait  = Paper{Portrait: true}
)

// Add begins a sheet. The sheets come in the order they are added.
func (b *Book) Add(name string, columns []Column, paper Paper) *Sheet {
	s := &Sheet{b: b, name: name, columns: columns}
	if len(b.sheets) == 0 {
		b.keep(b.f.SetSheetName("Sheet1", name))
	} else {
		_, err := b.f.NewSheet(name)
		b.keep(err)
	}
	b.sheets = append(b.sheets, s)
	s.page(paper)
	s.do(func() (err error) {
		s.w, err = b.f.NewStreamWriter(name)
		return err
	})
	for i, c := range columns {
		switch {
		case c.Hidden:
			s.do(func() error { return s.w.SetColVisible(i+1, i+1, false) })
		case c.Width > 0:
			s.do(func() error { return s.w.SetColWidth(i+1, i+1, c.Width) })
		}
	}
	return s
}

// page sets the sheet up for print. The stream writer writes some of this when
// it is made, so it comes first.
func (s *Sheet) page(paper Paper) {
	orientation, a4 := "landscape", 9
	if paper.Portrait {
		orientation = "portrait"
	}
	side, top, edge, yes := 0.4, 0.6, 0.3, true
	f := s.b.f
	s.do(func() error {
		return f.SetPageLayout(s.name, &excelize.PageLayoutOptions{Orientation: &orientation, Size: &a4})
	})
	if !paper.Loose { // Excel ignores page breaks that are set when it fits a width
		wide, any := 1, 0
		s.do(func() error { return f.SetSheetProps(s.name, &excelize.SheetPropsOptions{FitToPage: &yes}) })
		s.do(func() error {
			return f.SetPageLayout(s.name, &excelize.PageLayoutOptions{FitToWidth: &wide, FitToHeight: &any})
		})
	}
	s.do(func() error {
		return f.SetPageMargins(s.name, &excelize.PageLayoutMarginsOptions{
			Left: &side, Right: &side, Top: &top, Bottom: &top, Header: &edge, Footer: &edge, Horizontally: &yes,
		})
	})
	s.do(func() error {
		return f.SetHeaderFooter(s.name, &excelize.HeaderFooterOptions{OddFooter: "&C第 &P 页，共 &N 页"})
	})
}

// End ends the sheet.
func (s *Sheet) End() { s.do(func() error { return s.w.Flush() }) }

func (s *Sheet) do(step func() error) { s.b.Do(step) }

// Name is the sheet's name, Last the last row that was written.
func (s *Sheet) Name() string { return s.name }

// Last is the last row that was written, 0 before the first.
func (s *Sheet) Last() int { return s.last }

// Freeze keeps the first rows in sight. It comes before the first row.
func (s *Sheet) Freeze(rows int) {
	s.do(func() error {
		return s.w.SetPanes(&excelize.Panes{Freeze: true, YSplit: rows, TopLeftCell: Ref(0, rows+1), ActivePane: "bottomLeft"})
	})
}

// Title writes a title and a line below it over all columns; the line may be "".
func (s *Sheet) Title(title, line string) {
	s.Wide(title, Style{Bold: true, Size: 16, Align: Center, Bare: true, Font: HeadFont})
	s.Wide(line, Style{Align: Right, Bare: true})
}

// Wide writes a row of one text over all columns.
func (s *Sheet) Wide(text string, st Style) {
	s.last++
	width := -1
	for _, c := range s.columns {
		width += int(c.Width)
	}
	lines := 1
	if st.Wrap {
		lines = wrappedLines(cellText(text), int(float64(width)*bodySize/max(st.Size, bodySize)))
	}
	s.put(rowHeight(lines, max(st.Size, bodySize)), Cell{Value: text, Style: st})
	s.do(func() error { return s.w.MergeCell(Ref(0, s.last), Ref(len(s.columns)-1, s.last)) })
}

// Header writes the heads of the columns.
func (s *Sheet) Header() {
	cells := make([]Cell, len(s.columns))
	for i, c := range s.columns {
		cells[i] = Cell{Value: c.Title, Style: Style{Bold: true, Fill: HeaderFill, Align: Center, Wrap: true, Font: HeadFont}}
	}
	s.Row(cells...)
}

// Total writes a row of sums under the columns.
func (s *Sheet) Total(cells []Cell) {
	for i := range cells {
		format := cells[i].Style.NumFmt
		cells[i].Style = s.columns[i].Style
		cells[i].Style.Bold, cells[i].Style.Fill = true, HeaderFill
		if format != "" {
			cells[i].Style.NumFmt = format
		}
	}
	s.Row(cells...)
}

// Row writes the next row, as high as its texts need.
func (s *Sheet) Row(cells ...Cell) { s.RowOf(0, cells...) }

// RowOf is Row with a least height in points.
func (s *Sheet) RowOf(least float64, cells ...Cell) {
	s.last++
	s.put(max(least, s.height(cells)), cells...)
}

// Skip leaves rows empty.
func (s *Sheet) Skip(rows int) { s.last += rows }

func (s *Sheet) put(height float64, cells ...Cell) {
	values := make([]any, len(cells))
	for i, c := range cells {
		v := plainValue(c.Value)
		values[i] = excelize.Cell{StyleID: s.b.style(c.Style), Formula: c.Formula, Value: v}
		if v != nil && v != "" {
			s.written = append(s.written, writtenCell{s.last, i + 1, v})
		}
	}
	s.do(func() error { return s.w.SetRow(Ref(0, s.last), values, excelize.RowOpts{Height: height}) })
}

// Link makes a cell of the last row lead somewhere.
func (s *Sheet) Link(col int, to Link) { s.LinkAt(col, s.last, to) }

// LinkAt makes a cell lead somewhere.
func (s *Sheet) LinkAt(col, row int, to Link) {
	if len(s.links) < maxLinks && len(to.Target) <= maxTarget {
		s.links = append(s.links, placedLink{Ref(col, row), to})
	}
}

// Flow is Row for texts that may be longer than the highest row shows: they go
// on in rows below, where the other cells are empty. It returns the first row.
func (s *Sheet) Flow(cells ...Cell) int {
	s.Row(s.cut(cells)...)
	first := s.last
	for rest := s.rest(cells); rest != nil; rest = s.rest(rest) {
		s.Row(s.cut(rest)...)
	}
	return first
}

// Merge joins cells of a row: the 0-based columns from to to.
func (s *Sheet) Merge(row, from, to int) {
	s.do(func() error { return s.w.MergeCell(Ref(from, row), Ref(to, row)) })
}

// MergeArea joins the cells of an area.
func (s *Sheet) MergeArea(a Area) {
	s.do(func() error { return s.w.MergeCell(Ref(a.Left, a.Top), Ref(a.Right, a.Bottom)) })
}

// Filter puts filters on the header row and over the rows below it.
func (s *Sheet) Filter(header, last int) {
	s.do(func() error {
		return s.b.f.AutoFilter(s.name, Ref(0, header)+":"+Ref(len(s.columns)-1, max(last, header)), nil)
	})
}

// Repeat prints the rows at the top of every page.
func (s *Sheet) Repeat(from, to int) {
	s.do(func() error {
		return s.b.f.SetDefinedName(&excelize.DefinedName{
			Name: "_xlnm.Print_Titles", Scope: s.name, RefersTo: fmt.Sprintf("%s!$%d:$%d", Quote(s.name), from, to),
		})
	})
}

// TextNumbers keeps Excel from marking figures that are quoted as text.
func (s *Sheet) TextNumbers(columns ...int) {
	for _, c := range columns {
		s.do(func() error {
			return s.b.f.AddIgnoredErrors(s.name, Ref(c, 1)+":"+Ref(c, max(s.last, 2)), excelize.IgnoredErrorsNumberStoredAsText)
		})
	}
}

// Quote is a sheet's name as a formula writes it.
func Quote(name string) string {
	out := []byte{'\''}
	for i := range len(name) {
		if name[i] == '\'' {
			out = append(out, '\'')
		}
		out = append(out, name[i])
	}
	return string(append(out, '\''))
}

// Number is a figure, empty when it is not known.
func Number(d decimal.NullDecimal) Cell {
	if !d.Valid {
		return Cell{}
	}
	return Cell{Value: d.Decimal}
}

// Letters are the letters of the 0-based column.
func Letters(col int) string {
	name := ""
	for col++; col > 0; col = (col - 1) / 26 {
		name = string(rune('A'+(col-1)%26)) + name
	}
	return name
}

// Ref is the A1 reference of a 0-based column and a 1-based row.
func Ref(col, row int) string { return Letters(col) + strconv.Itoa(row) }
