package write

import (
	"fmt"
	"io"
	"strconv"
	"strings"

	"github.com/shopspring/decimal"
	"github.com/xuri/excelize/v2"
	"golang.org/x/text/width"

	"ziping/model"
)

// This file is the little that generated workbooks have in common: excelize's
// stream writer behind rows of cells, so that formulas keep their values
// (WORKBOOKS.md 1.8), styles by description, and a page that prints on A4.

// generate builds a workbook and writes it. A fault of the library is an error,
// never a panic, and then nothing is written.
func generate(w io.Writer, title string, build func(*outBook)) (err error) {
	defer func() {
		if p := recover(); p != nil {
			err = fmt.Errorf("生成“%s”时出错：%v", title, p)
		}
	}()
	b := &outBook{f: excelize.NewFile(), styles: map[outStyle]int{}}
	defer b.f.Close()
	b.keep(b.f.SetDefaultFont(bodyFont))
	build(b)
	if b.err != nil {
		return fmt.Errorf("生成“%s”时出错：%w", title, b.err)
	}
	data, err := b.finish(title)
	if err != nil {
		return fmt.Errorf("生成“%s”时出错：%w", title, err)
	}
	_, err = w.Write(data)
	return err
}

// An outBook is a workbook being made. The first error is kept; what follows
// it is in vain.
type outBook struct {
	f      *excelize.File
	styles map[outStyle]int
	sheets []*outSheet
	err    error
}

func (b *outBook) keep(err error) {
	if b.err == nil && err != nil {
		b.err = err
	}
}

// An outSheet is a sheet being made, from the top down.
type outSheet struct {
	b       *outBook
	name    string
	columns []outColumn
	w       *excelize.StreamWriter
	last    int // the last row that was written
	links   []placedLink
}

// An outLink leads to a place in another file, relative to this one.
type outLink struct {
	target   string // slash path, as it is
	location string // 'sheet'!A1, "" for the file
}

type placedLink struct {
	ref string
	outLink
}

// An outCell is one cell. value is a string, an int, a decimal.Decimal, or nil.
type outCell struct {
	value   any
	formula string
	style   outStyle
}

// An outColumn is a column of a table: its head, width, and usual style.
type outColumn struct {
	title string
	width float64
	style outStyle
}

type alignment string

const (
	alignCenter alignment = "center"
	alignRight  alignment = "right"
)

// An outStyle describes how a cell looks; equal descriptions share one style.
type outStyle struct {
	fill, color string // RRGGBB
	bold        bool
	underline   bool
	wrap        bool
	bare        bool // no border
	size        float64
	align       alignment
	numFmt      string
}

const (
	bodyFont   = "宋体"
	bodySize   = 10
	headerFill = "DCE6F1"
	lineColor  = "A6A6A6"
)

// maxCellText is how much of one text a generated sheet shows; Excel cuts
// silently at 32,767.
const maxCellText = 2000

// add begins a sheet: A4 on its side, numbered pages, as wide as its columns.
// The sheets come in the order they are added.
func (b *outBook) add(name string, columns []outColumn) *outSheet {
	s := &outSheet{b: b, name: name, columns: columns}
	if len(b.sheets) == 0 {
		b.keep(b.f.SetSheetName("Sheet1", name))
	} else {
		_, err := b.f.NewSheet(name)
		b.keep(err)
	}
	b.sheets = append(b.sheets, s)
	s.page()
	s.do(func() (err error) {
		s.w, err = b.f.NewStreamWriter(name)
		return err
	})
	for i, c := range columns {
		s.do(func() error { return s.w.SetColWidth(i+1, i+1, c.width) })
	}
	return s
}

// page sets the sheet up for print: a table as wide as the page, anything else
// by the page breaks that are set, which Excel ignores when it fits a width.
// The stream writer writes some of this when it is made, so it comes first.
func (s *outSheet) page() {
	landscape, a4 := "landscape", 9
	side, top, edge, yes := 0.4, 0.6, 0.3, true
	f := s.b.f
	s.do(func() error {
		return f.SetPageLayout(s.name, &excelize.PageLayoutOptions{Orientation: &landscape, Size: &a4})
	})
	if s.columns != nil {
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

// end ends the sheet.
func (s *outSheet) end() {
	s.do(func() error { return s.w.Flush() })
}

// do runs a step unless an earlier one failed.
func (s *outSheet) do(step func() error) {
	if s.b.err == nil {
		s.b.keep(step())
	}
}

// freeze keeps the first rows in sight.
func (s *outSheet) freeze(rows int) {
	s.do(func() error {
		return s.w.SetPanes(&excelize.Panes{Freeze: true, YSplit: rows, TopLeftCell: cellRef(0, rows+1), ActivePane: "bottomLeft"})
	})
}

// title writes a title and a line on the right below it, over columns columns.
func (s *outSheet) title(title, line string, columns int) {
	for _, c := range []*outCell{
		{value: title, style: outStyle{bold: true, size: 16, align: alignCenter, bare: true}},
		{value: line, style: outStyle{align: alignRight, bare: true}},
	} {
		s.row(c)
		s.do(func() error { return s.w.MergeCell(cellRef(0, s.last), cellRef(columns-1, s.last)) })
	}
}

func (s *outSheet) header(columns []outColumn) {
	cells := make([]*outCell, len(columns))
	for i, c := range columns {
		cells[i] = &outCell{value: c.title, style: outStyle{bold: true, fill: headerFill, align: alignCenter, wrap: true}}
	}
	s.row(cells...)
}

// total writes a row of sums under the columns.
func (s *outSheet) total(columns []outColumn, cells []*outCell) {
	for i := range cells {
		cells[i] = orBlank(cells[i])
		format := cells[i].style.numFmt
		cells[i].style = columns[i].style
		cells[i].style.bold, cells[i].style.fill = true, headerFill
		if format != "" {
			cells[i].style.numFmt = format
		}
	}
	s.row(cells...)
}

// row writes the next row; nil leaves a cell out.
func (s *outSheet) row(cells ...*outCell) {
	s.last++
	values := make([]any, len(cells))
	for i, c := range cells {
		if c != nil {
			values[i] = excelize.Cell{StyleID: s.b.style(c.style), Formula: c.formula, Value: plainValue(c.value)}
		}
	}
	height := excelize.RowOpts{Height: s.height(cells)}
	s.do(func() error { return s.w.SetRow(cellRef(0, s.last), values, height) })
}

// lineHeight is the height of a line of body text in points, maxHeight the
// most a row may have.
const (
	lineHeight = 13.5
	maxHeight  = 409
)

// height is the height that shows the wrapped texts of a row. Excel would find
// it by itself, other programs and previews do not.
func (s *outSheet) height(cells []*outCell) float64 {
	lines, size := 1, 1.0
	for i, c := range cells {
		if c == nil {
			continue
		}
		if text, ok := plainValue(c.value).(string); ok && c.style.wrap && i < len(s.columns) {
			lines = max(lines, wrappedLines(text, int(s.columns[i].width)-1))
		}
		if c.style.size > 0 {
			size = max(size, c.style.size/bodySize)
		}
	}
	return min(float64(lines)*lineHeight*size+3, maxHeight)
}

// wrappedLines is how many lines text takes in a column of so many Latin
// letters; a Chinese character takes two.
func wrappedLines(text string, columns int) int {
	lines := 0
	for line := range strings.SplitSeq(text, "\n") {
		used := 0
		lines++
		for _, r := range line {
			wide := 1
			if k := width.LookupRune(r).Kind(); k == width.EastAsianWide || k == width.EastAsianFullwidth || k == width.EastAsianAmbiguous {
				wide = 2
			}
			if used += wide; used > columns {
				lines++
				used = wide
			}
		}
	}
	return lines
}

// plainValue is what excelize gets: a text stays a text whatever it begins
// with, and shows what cannot be seen.
func plainValue(v any) any {
	switch v := v.(type) {
	case decimal.Decimal:
		f, _ := v.Float64()
		return f
	case string:
		if v == "" {
			return nil
		}
		return cellText(v)
	}
	return v
}

// cellText makes foreign text fit for a cell; a text that is too long says so.
func cellText(s string) string {
	s = model.Visible(s)
	if len(s) <= maxCellText {
		return s
	}
	runes := []rune(s)
	if len(runes) <= maxCellText {
		return s
	}
	return fmt.Sprintf("%s……（原文共 %d 字，此处只列前 %d 字）", string(runes[:maxCellText]), len(runes), maxCellText)
}

// link makes a cell of the last row lead somewhere.
func (s *outSheet) link(col int, to outLink) {
	if len(s.links) < maxLinks && len(to.target) <= maxTarget {
		s.links = append(s.links, placedLink{cellRef(col, s.last), to})
	}
}

// filter puts drop-downs on the header row and over the rows below it.
func (s *outSheet) filter(header, last, columns int) {
	s.do(func() error {
		return s.b.f.AutoFilter(s.name, cellRef(0, header)+":"+cellRef(columns-1, max(last, header)), nil)
	})
}

// repeat prints the rows at the top of every page.
func (s *outSheet) repeat(from, to int) {
	s.do(func() error {
		return s.b.f.SetDefinedName(&excelize.DefinedName{
			Name: "_xlnm.Print_Titles", Scope: s.name, RefersTo: fmt.Sprintf("'%s'!$%d:$%d", s.name, from, to),
		})
	})
}

// textNumbers keeps Excel from marking figures that are quoted as text.
func (s *outSheet) textNumbers(columns ...int) {
	for _, c := range columns {
		s.do(func() error {
			return s.b.f.AddIgnoredErrors(s.name, cellRef(c, 1)+":"+cellRef(c, max(s.last, 2)), excelize.IgnoredErrorsNumberStoredAsText)
		})
	}
}

// style is the number of the style that looks like st.
func (b *outBook) style(st outStyle) int {
	if id, ok := b.styles[st]; ok {
		return id
	}
	if b.err != nil {
		return 0
	}
	id, err := b.f.NewStyle(st.excelize())
	b.keep(err)
	b.styles[st] = id
	return id
}

func (st outStyle) excelize() *excelize.Style {
	out := &excelize.Style{
		Font:      &excelize.Font{Family: bodyFont, Size: bodySize, Bold: st.bold, Color: st.color},
		Alignment: &excelize.Alignment{Horizontal: string(st.align), Vertical: "center", WrapText: st.wrap},
	}
	if st.size > 0 {
		out.Font.Size = st.size
	}
	if st.underline {
		out.Font.Underline = "single"
	}
	if st.fill != "" {
		out.Fill = excelize.Fill{Type: "pattern", Pattern: 1, Color: []string{st.fill}}
	}
	if !st.bare {
		for _, side := range []string{"left", "right", "top", "bottom"} {
			out.Border = append(out.Border, excelize.Border{Type: side, Color: lineColor, Style: 1})
		}
	}
	if st.numFmt != "" {
		out.CustomNumFmt = &st.numFmt
	}
	return out
}

// numberCell is a figure, nil when it is not known.
func numberCell(d decimal.NullDecimal) *outCell {
	if !d.Valid {
		return nil
	}
	return &outCell{value: d.Decimal}
}

// orBlank is c, or a cell that holds nothing but its style.
func orBlank(c *outCell) *outCell {
	if c == nil {
		return &outCell{}
	}
	return c
}

// columnName is the letters of the 0-based column.
func columnName(col int) string {
	name := ""
	for col++; col > 0; col = (col - 1) / 26 {
		name = string(rune('A'+(col-1)%26)) + name
	}
	return name
}

// cellRef is the A1 reference of a 0-based column and a 1-based row.
func cellRef(col, row int) string { return columnName(col) + strconv.Itoa(row) }
