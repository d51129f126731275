package ooxml

import (
	"bytes"
	"strconv"

	"ziping/xlsx/grid"
	"ziping/xlsx/grid/fill"
	"ziping/xlsx/numfmt"
	"ziping/xlsx/ooxml/token"
)

// A Cell is one stored cell as Stream gives it. Text and Formula.Text are
// valid during the visit only.
type Cell struct {
	Row, Col int
	Kind     grid.Kind
	Style    int    // index into the cell styles
	Text     []byte // the value, except that a shared string is in Shared
	Shared   string
	Strike   fill.Strike // of a text with fonts of its own
	Formula  *Formula    // nil for a constant
}

// A Formula is the formula of a streamed cell.
type Formula struct {
	Text   []byte
	Cached bool
}

// cellType is the t attribute (ST_CellType, ECMA-376 part 1, 18.18.11).
type cellType uint8

const (
	typeNumber cellType = iota
	typeShared
	typeString
	typeInline
	typeBool
	typeError
	typeDate
)

func (r *sheetReader) readCell() error {
	t, err := r.cellAttrs()
	if err != nil {
		return err
	}
	r.text = r.text[:0]
	r.cell.Formula, r.cell.Strike = nil, 0
	var value, inline, ext bool
	for {
		ok, err := r.child()
		if err != nil {
			return err
		}
		if !ok {
			break
		}
		switch {
		case r.is("v") && !value:
			value = true
			if inline { // <is> has been read and counts
				err = r.skip()
			} else {
				r.text, err = r.content(r.text)
			}
		case r.is("is") && !inline && t == typeInline:
			inline = true
			r.text, r.cell.Strike, err = r.rich(r.text[:0])
		case r.is("f") && r.cell.Formula == nil:
			err = r.readFormula()
		case r.is("extLst") && !ext:
			ext = true
			err = r.skip()
		case r.is("v"), r.is("is") && t == typeInline, r.is("f"), r.is("extLst"):
			err = r.fault("单元格里的 " + string(r.Local) + " 写了两次，分不清哪个算数")
		default:
			err = r.fault("单元格里有不该有的标签 " + printable(string(r.Local)))
		}
		if err != nil {
			return err
		}
	}
	if err := r.value(t, value, inline); err != nil {
		return err
	}
	return r.visit(&r.cell)
}

// cellAttrs reads place, style and type of a cell.
func (r *sheetReader) cellAttrs() (t cellType, err error) {
	c := &r.cell
	c.Row, c.Col, c.Style, c.Shared = r.row, 0, 0, ""
	for i := range r.Attrs {
		a := &r.Attrs[i]
		if a.Space != token.None {
			continue
		}
		if len(a.Name) != 1 {
			switch string(a.Name) {
			case "cm", "vm", "ph":
				continue
			}
			return 0, r.fail("单元格有不认识的属性 " + printable(string(a.Name)))
		}
		switch a.Name[0] {
		case 'r':
			row, col, ok := parseRef(a.Value)
			if !ok {
				return 0, r.fail("单元格位置“" + printable(string(a.Value)) + "”不对")
			}
			if row != r.row {
				return 0, r.fail("单元格 " + string(a.Value) + " 放在第 " + strconv.Itoa(r.row) + " 行里")
			}
			c.Col = col
		case 's':
			if len(a.Value) == 0 {
				continue // some writers leave it empty; it means no style
			}
			n, ok := decimal(a.Value)
			if !ok {
				return 0, r.fail("单元格的样式编号“" + printable(string(a.Value)) + "”不对")
			}
			c.Style = n
		case 't':
			var ok bool
			if t, ok = typeOf(a.Value); !ok {
				return 0, r.fail("不认识的单元格类型“" + printable(string(a.Value)) + "”")
			}
		default:
			return 0, r.fail("单元格有不认识的属性 " + printable(string(a.Name)))
		}
	}
	return t, r.column()
}

// column settles the cell's column and remembers it. Cells without a
// reference stand one after the other (18.3.1.4: r is optional).
func (r *sheetReader) column() error {
	last := 0
	if n := len(r.cols); n > 0 {
		last = int(r.cols[n-1])
	}
	if r.cell.Col == 0 {
		if r.cell.Col = last + 1; r.cell.Col > fill.Columns {
			return r.fail("列数超过 16384")
		}
	} else {
		r.refs++
	}
	if r.cell.Col <= last {
		r.ordered = false
	}
	r.cols = append(r.cols, int32(r.cell.Col))
	return nil
}

func typeOf(v []byte) (cellType, bool) {
	switch string(v) {
	case "s":
		return typeShared, true
	case "n", "":
		return typeNumber, true
	case "str":
		return typeString, true
	case "inlineStr":
		return typeInline, true
	case "b":
		return typeBool, true
	case "e":
		return typeError, true
	case "d":
		return typeDate, true
	}
	return 0, false
}

// value interprets the text of the cell after its type. A cell without <v>,
// or with an empty one where a number, truth value or string index should be,
// holds nothing: writers leave the type on blank cells.
func (r *sheetReader) value(t cellType, present, inline bool) error {
	c := &r.cell
	c.Kind = grid.Empty
	switch t {
	case typeInline: // its value stands in <is>, whatever <v> says (18.18.11)
		if inline {
			c.Kind = grid.String
		} else if present && len(r.text) > 0 {
			return r.fault("标为内嵌文字（inlineStr），内容却写在 v 里，不在 is 里")
		}
	case typeString:
		if present {
			r.text, c.Kind = unescape(r.text), grid.String
		}
	default:
		if n := len(r.text); n > 0 && (r.text[0] <= ' ' || r.text[n-1] <= ' ') {
			r.text = bytes.Trim(r.text, " \t\r\n")
		}
		if len(r.text) == 0 {
			break
		}
		if err := r.typed(t); err != nil {
			return err
		}
	}
	c.Text = r.text
	if c.Formula != nil {
		c.Formula.Cached = c.Kind != grid.Empty
	}
	if c.Kind == grid.String && c.Formula == nil && len(c.Text) == 0 && c.Shared == "" {
		c.Kind = grid.Empty // an empty string that no formula made is a blank
	}
	return nil
}

// typed checks and interprets a value that is not free text.
func (r *sheetReader) typed(t cellType) error {
	c := &r.cell
	switch t {
	case typeNumber:
		if !numfmt.IsNumber(r.text) {
			return r.fault("标为数字，内容却是“" + printable(string(r.text)) + "”")
		}
		c.Kind = grid.Number
	case typeShared:
		n, ok := decimal(r.text)
		if !ok || n >= len(r.book.strings) {
			return r.fault("指向文字表里没有的第 " + printable(string(r.text)) + " 项")
		}
		c.Kind, c.Shared, c.Strike = grid.String, r.book.strings[n], r.book.strikes[n]
		r.text = r.text[:0]
	case typeBool:
		b, ok := boolean(string(r.text))
		if !ok {
			return r.fault("标为真假值，内容却是“" + printable(string(r.text)) + "”")
		}
		c.Kind, r.text = grid.Bool, append(r.text[:0], '0')
		if b {
			r.text[0] = '1'
		}
	case typeError:
		c.Kind = grid.Error
	case typeDate:
		return r.isoDate()
	}
	return nil
}

// isoDate reads a t="d" cell. A duration (PT36H30M) is kept as text.
func (r *sheetReader) isoDate() error {
	c := &r.cell
	s := string(r.text)
	switch d, ok := numfmt.ISO(s); {
	case ok:
		c.Kind, r.text = grid.Date, append(r.text[:0], d...)
	case numfmt.IsNumber(r.text): // some writers keep the serial number
		c.Kind = grid.Number
	case s[0] == 'P':
		c.Kind = grid.String
	default:
		return r.fault("标为日期，内容却是“" + printable(s) + "”")
	}
	return nil
}

// fault is a fault of the current cell.
func (r *sheetReader) fault(cause string) *grid.Fault {
	f := r.fail(cause)
	f.Cell = grid.Ref{Row: r.cell.Row, Col: r.cell.Col}.String()
	return f
}

// parseRef is grid.ParseRef for bytes.
func parseRef(b []byte) (row, col int, ok bool) {
	i := 0
	for i < len(b) && i < 4 && 'A' <= b[i] && b[i] <= 'Z' {
		col = col*26 + int(b[i]-'A') + 1
		i++
	}
	if col == 0 || col > fill.Columns || i == len(b) || b[i] == '0' {
		return 0, 0, false
	}
	row, ok = decimal(b[i:])
	return row, col, ok && row <= fill.Rows
}

// decimal reads a whole number of up to nine digits.
func decimal(b []byte) (int, bool) {
	if len(b) == 0 || len(b) > 9 {
		return 0, false
	}
	n := 0
	for _, c := range b {
		if c < '0' || '9' < c {
			return 0, false
		}
		n = n*10 + int(c-'0')
	}
	return n, true
}

func digits(b []byte) int {
	n := 0
	for n < len(b) && '0' <= b[n] && b[n] <= '9' {
		n++
	}
	return n
}
