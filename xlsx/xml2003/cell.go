package xml2003

import (
	"strconv"
	"strings"

	"ziping/xlsx/grid"
	"ziping/xlsx/grid/fill"
	"ziping/xlsx/numfmt"
	"ziping/xlsx/ooxml/token"
)

// readCell reads one Cell: its place, its style, its formula and its data.
func (r *reader) readCell() (err error) {
	s := r.sheet
	col, err := r.next(s.col, fill.Columns, "格")
	if err != nil {
		return r.here(err)
	}
	s.col = col
	across, err := r.span("MergeAcross", s.col, fill.Columns)
	if err != nil {
		return err
	}
	down, err := r.span("MergeDown", s.row, fill.Rows)
	if err != nil {
		return err
	}
	if err := r.cover(across, down); err != nil {
		return err
	}
	look, err := r.styled(s.inherited())
	if err != nil {
		return r.here(err)
	}
	formula := strings.TrimPrefix(r.attr("Formula"), "=")
	c := grid.Cell{Col: int32(s.col)}
	if look != nil {
		c.Props = look.props
	}
	var text []byte
	data := false
	for {
		ok, err := r.child()
		if err != nil {
			return err
		}
		if !ok {
			break
		}
		switch {
		case r.is("Data") && data:
			err = r.twice()
		case r.is("Data"):
			data = true
			text, err = r.data(&c, look)
		case r.Space == token.Sheet2003 && !cellElements[string(r.Local)]:
			err = r.unknown()
		default:
			err = r.skip()
		}
		if err != nil {
			return r.here(err)
		}
	}
	if c.Text, err = r.book.Texts.Add(text); err != nil {
		return err
	}
	if formula != "" {
		plain, external, ok := a1(formula, s.row, s.col)
		if !ok {
			plain = "" // marked, not read, as in .xls
		}
		stored, err := r.book.Texts.Add([]byte(plain))
		if err != nil {
			return err
		}
		if c.Props, err = r.book.Formula(c.Props, grid.Formula{Text: stored, Cached: c.Kind != grid.Empty, External: external}); err != nil {
			return err
		}
	}
	if c.Kind == grid.String && c.Text == "" && formula == "" {
		c.Kind = grid.Empty
	}
	s.col += across
	return s.out.Put(s.row, &c)
}

// cellElements are those of a cell that are no value of it.
var cellElements = set("Comment NamedCell PhoneticText SmartTags")

// inherited is the style of a cell that names none: its row's, its column's,
// its table's, the default one.
func (s *sheet) inherited() *style {
	switch {
	case s.rowLook != nil:
		return s.rowLook
	case s.columns[s.col] != nil:
		return s.columns[s.col]
	}
	return s.style
}

// cover notes the rectangle of a merged cell. A cell that lies in another's is
// an error to Excel, and readers that go on put it in different columns.
func (r *reader) cover(across, down int) error {
	s := r.sheet
	if err := r.book.Budget.Work(1 + across); err != nil {
		return err
	}
	for col := s.col; col <= s.col+across && col < len(s.covered); col++ {
		if s.covered[col] >= s.row {
			return r.here(r.fail("落在上面合并的单元格里，分不清在哪一列"))
		}
	}
	if across == 0 && down == 0 {
		return nil
	}
	if s.out.Merges = append(s.out.Merges, grid.Range{Top: s.row, Left: s.col, Bottom: s.row + down, Right: s.col + across}); len(s.out.Merges) > fill.Merges {
		return fill.Over("合并单元格超过 " + strconv.Itoa(fill.Merges) + " 处")
	}
	if down == 0 {
		return nil
	}
	for len(s.covered) <= s.col+across {
		s.covered = append(s.covered, 0)
	}
	for col := s.col; col <= s.col+across; col++ {
		s.covered[col] = s.row + down
	}
	return nil
}

// here names the cell in a fault.
func (r *reader) here(err error) error {
	if f, ok := err.(*grid.Fault); ok && f.Cell == "" {
		f.Cell = grid.Ref{Row: r.sheet.row, Col: max(1, r.sheet.col)}.String()
	}
	return err
}

// data reads the value of a cell after its type.
func (r *reader) data(c *grid.Cell, look *style) ([]byte, error) {
	kind := r.attr("Type")
	text, strike, err := r.rich(kind == "String")
	if err != nil {
		return nil, err
	}
	if kind != "String" {
		text = []byte(strings.TrimSpace(string(text)))
		if len(text) == 0 {
			return nil, nil
		}
	}
	wrong := func(what string) error {
		return r.fail("标为" + what + "，内容却是“" + printable(string(text)) + "”")
	}
	switch kind {
	case "String":
		c.Kind = grid.String
		r.struck(c, strike)
	case "Number":
		if !numfmt.IsNumber(text) {
			return nil, wrong("数字")
		}
		c.Kind = grid.Number
		if look != nil {
			if d, ok := look.clock.Append(nil, string(text), r.book.Date1904); ok {
				c.Kind, text = grid.Date, d
			}
		}
	case "DateTime":
		d, ok := numfmt.ISO(string(text))
		if !ok {
			return nil, wrong("日期")
		}
		c.Kind, text = grid.Date, []byte(timeOnly(d, r.book.Date1904))
	case "Boolean":
		if string(text) != "0" && string(text) != "1" {
			return nil, wrong("真假值")
		}
		c.Kind = grid.Bool
	case "Error":
		c.Kind = grid.Error
	default:
		return nil, r.fail("不认识的单元格类型“" + printable(kind) + "”")
	}
	return text, nil
}

// timeOnly is a time of no day, which is stored as one of the day 0.
func timeOnly(d string, date1904 bool) string {
	zero := "1899-12-31"
	if date1904 {
		zero = "1904-01-01"
	}
	switch rest, ok := strings.CutPrefix(d, zero); {
	case ok && rest == "" && !date1904:
		return "00:00:00"
	case ok && rest != "":
		return rest[1:]
	}
	return d
}

// struck gives the cell the strike-through of its text.
func (r *reader) struck(c *grid.Cell, strike fill.Strike) {
	was := c.Strike()
	switch whole, part := strike.In(was); {
	case whole && !was:
		c.Props = r.book.Struck(c.Props)
	case part:
		r.book.PartStruck(r.sheet.out.Sheet, r.sheet.row, r.sheet.col)
		if was {
			p := *c.Props
			p.Strike = false
			c.Props = &p
		}
	}
}

// rich reads the text of Data, which may be one in several fonts: elements of
// HTML, of which only strike-through matters.
func (r *reader) rich(allowed bool) (text []byte, strike fill.Strike, err error) {
	if leaf, ok := r.Leaf(); ok {
		return append(text, leaf...), 0, nil
	}
	depth, struck := r.Depth(), 0
	for {
		k, err := r.Next()
		if err != nil {
			return nil, 0, err
		}
		switch k {
		case token.Text:
			text = append(text, r.Data...)
			switch {
			case token.Blank(r.Data):
			case struck > 0:
				strike |= fill.Struck
			default:
				strike |= fill.AsCell
			}
		case token.Start:
			if !allowed || r.Space != token.HTML {
				return nil, 0, r.fail("文字里有不该有的标签 " + printable(string(r.Local)))
			}
			if string(r.Local) == "S" {
				struck++
			}
		case token.End:
			if r.Depth() == depth {
				return text, strike, nil
			}
			if string(r.Local) == "S" {
				struck--
			}
		}
	}
}
