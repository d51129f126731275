package xml2003

import (
	"strconv"

	"ziping/xlsx/grid"
	"ziping/xlsx/grid/fill"
	"ziping/xlsx/ooxml/token"
)

// A sheet is one worksheet being read.
type sheet struct {
	out     *fill.Sheet
	style   *style         // of the table
	columns map[int]*style // of whole columns
	rowLook *style
	row     int
	col     int
	covered []int // by column, the last row that a merged cell above reaches
}

// worksheet reads one Worksheet.
func (r *reader) worksheet() error {
	name := r.attr("Name")
	if name == "" || r.names[name] {
		return r.fail("有没名字的或重名的工作表“" + printable(name) + "”")
	}
	if r.names[name] = true; len(r.names) > maxSheets {
		return fill.Over("工作表超过 " + strconv.Itoa(maxSheets) + " 张")
	}
	s := &sheet{out: r.book.Sheet(name, grid.Visible), columns: map[int]*style{}}
	r.sheet = s
	table := false
	for {
		ok, err := r.child()
		if err != nil {
			return err
		}
		if !ok {
			break
		}
		switch {
		case r.is("Table") && table:
			err = r.twice()
		case r.is("Table"):
			table = true
			err = r.table()
		case r.Space == token.Excel2003 && string(r.Local) == "WorksheetOptions":
			err = r.options()
		case r.Space == token.Sheet2003 && !worksheetElements[string(r.Local)]:
			err = r.unknown()
		default:
			err = r.skip()
		}
		if err != nil {
			return err
		}
	}
	err := s.out.Done()
	if err == nil {
		r.sheet = nil
	}
	return err
}

// worksheetElements are those of a worksheet that hold no cells.
var worksheetElements = set("Names WorksheetOptions AutoFilter ConditionalFormatting DataValidation PageBreaks Sorting PivotTable PivotCache QueryTable")

// options reads what Excel keeps of the sheet: visibility and frozen rows.
func (r *reader) options() error {
	s := r.sheet.out
	frozen, split := false, 0
	for {
		ok, err := r.child()
		if err != nil {
			return err
		}
		if !ok {
			break
		}
		name := string(r.Local)
		text, err := r.text(nil)
		if err != nil {
			return err
		}
		switch name {
		case "Visible":
			switch string(text) {
			case "SheetHidden":
				s.Visibility = grid.Hidden
			case "SheetVeryHidden":
				s.Visibility = grid.VeryHidden
			}
		case "FreezePanes":
			frozen = true
		case "SplitHorizontal":
			split, _ = whole(string(text))
		}
	}
	if frozen && split > 0 && split < fill.Rows {
		s.FrozenRows = split
	}
	return nil
}

// text appends the text of the current element and of those inside it.
func (r *reader) text(dst []byte) ([]byte, error) {
	for depth := r.Depth(); ; {
		k, err := r.Next()
		if err != nil {
			return dst, err
		}
		switch {
		case k == token.Text:
			dst = append(dst, r.Data...)
		case k == token.End && r.Depth() == depth:
			return dst, nil
		}
	}
}

func (r *reader) table() error {
	s := r.sheet
	var err error
	if s.style, err = r.styled(nil); err != nil {
		return err
	}
	column := 0
	for {
		ok, err := r.child()
		if err != nil || !ok {
			return err
		}
		switch {
		case r.is("Row"):
			err = r.readRow()
		case r.is("Column"):
			column, err = r.column(column)
		default:
			err = r.unknown()
		}
		if err != nil {
			return err
		}
	}
}

// styled is the style that the current element names, or the one given.
func (r *reader) styled(otherwise *style) (*style, error) {
	id := r.attr("StyleID")
	if id == "" {
		return otherwise, nil
	}
	s := r.styles[id]
	if s == nil && id == "Default" { // it need not be written
		return otherwise, nil
	}
	if s == nil {
		return nil, r.fail("没有定义的样式“" + printable(id) + "”")
	}
	return s, nil
}

// next is the place of a row, cell or column: its own index, which has to lie
// past the one before, or the one after that.
func (r *reader) next(last, limit int, what string) (int, error) {
	index := r.attr("Index")
	if index == "" {
		if last++; last > limit {
			return 0, r.fail(what + "数超过 " + strconv.Itoa(limit))
		}
		return last, nil
	}
	n, ok := whole(index)
	if !ok || n < 1 || n > limit {
		return 0, r.fail(what + "的序号“" + printable(index) + "”不对")
	}
	if n <= last {
		return 0, r.fail(what + "的序号 " + index + " 不在前一" + what + "之后，分不清哪个算数")
	}
	return n, nil
}

// span is an attribute that says how much further something reaches.
func (r *reader) span(name string, from, limit int) (int, error) {
	v := r.attr(name)
	if v == "" {
		return 0, nil
	}
	n, ok := whole(v)
	if !ok || from+n > limit {
		return 0, r.fail(name + " 应是数字，却是“" + printable(v) + "”")
	}
	return n, nil
}

func (r *reader) column(last int) (int, error) {
	s := r.sheet
	from, err := r.next(last, fill.Columns, "列")
	if err != nil {
		return 0, err
	}
	n, err := r.span("Span", from, fill.Columns)
	if err != nil {
		return 0, err
	}
	look, err := r.styled(nil)
	if err != nil {
		return 0, err
	}
	for col := from; look != nil && col <= from+n; col++ {
		s.columns[col] = look
	}
	if r.attr("Hidden") == "1" {
		s.out.HiddenCols = append(s.out.HiddenCols, grid.Range{Left: from, Right: from + n})
	}
	return from + n, r.skip()
}

func (r *reader) readRow() (err error) {
	s := r.sheet
	if s.row, err = r.next(s.row, fill.Rows, "行"); err != nil {
		return err
	}
	first := s.row
	n, err := r.span("Span", first, fill.Rows)
	if err != nil {
		return err
	}
	if err := r.book.Budget.Work(1 + n); err != nil {
		return err
	}
	if s.rowLook, err = r.styled(nil); err != nil {
		return err
	}
	if r.attr("Hidden") == "1" {
		for i := range n + 1 {
			s.out.HideRow(first + i)
		}
	}
	s.col = 0
	cells := 0
	for {
		ok, err := r.child()
		if err != nil {
			return err
		}
		if !ok {
			break
		}
		if !r.is("Cell") {
			return r.unknown()
		}
		if cells++; n > 0 {
			return r.fail("有单元格的行不能用 Span 重复")
		}
		if err := r.readCell(); err != nil {
			return err
		}
	}
	s.row += n
	return nil
}
