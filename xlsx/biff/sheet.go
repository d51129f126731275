package biff

import (
	"fmt"
	"math"
	"strconv"

	"ziping/xlsx/grid"
	"ziping/xlsx/grid/fill"
)

// A sheetReader reads the substream of one worksheet.
type sheetReader struct {
	*records
	book   *workbook
	out    *fill.Sheet
	text   []byte
	wait   *grid.Cell // formula cell whose string comes in a STRING record
	row    int        // of wait
	frozen bool
}

// kinds names the substreams that are no worksheets.
var kinds = map[byte]string{1: "这是宏工作表", 2: "这是图表工作表", 6: "这是 VBA 模块"}

func (w *workbook) sheet(s boundSheet) error {
	if what, other := kinds[s.kind]; other {
		w.Notes = append(w.Notes, grid.Note{Rule: "import/ignored", Sheet: s.name, Message: what + "，没有单元格，已跳过"})
		return nil
	}
	if s.kind != 0 {
		return damaged(fmt.Sprintf("不认识的工作表类型 %d", s.kind), nil)
	}
	r := &sheetReader{book: w, records: &records{stream: w.stream, pos: s.at, budget: w.Budget}, out: w.Book.Sheet(s.name, s.state)}
	if s.at < 0 || s.at == 0 && !w.alone || s.at >= len(w.stream) {
		return r.fail("找不到这张工作表的内容")
	}
	if err := r.next(); err != nil {
		return err
	}
	if r.kind != recBOF {
		return r.fail("找不到这张工作表的内容")
	}
	if err := r.cells(); err != nil {
		return err
	}
	if err := r.settle(); err != nil {
		return err
	}
	return r.out.Done()
}

// cells reads up to the substream's EOF. Charts embedded in the sheet are
// substreams of their own inside it.
func (r *sheetReader) cells() error {
	depth := 1
	for {
		if err := r.next(); err != nil {
			return err
		}
		switch {
		case r.kind == recBOF:
			if depth++; depth > fill.Depth {
				return r.fail("嵌套太深")
			}
		case r.kind == recEOF:
			if depth--; depth == 0 {
				return nil
			}
		case depth == 1:
			if err := r.record(); err != nil {
				return err
			}
			if r.body.short {
				return r.fail(fmt.Sprintf("记录 %#04x 写坏了", r.kind))
			}
		}
	}
}

func (r *sheetReader) record() error {
	b := &r.body
	switch r.kind {
	case recNumber:
		row, c := r.place()
		return r.number(row, c, math.Float64frombits(b.u64()))
	case recRK:
		row, c := r.place()
		return r.number(row, c, rk(uint32(b.u32())))
	case recMulRK:
		return r.mulRK()
	case recLabelSST:
		row, c := r.place()
		i := b.u32()
		if i >= len(r.book.strings) && !b.short {
			return r.at1(row, c, fmt.Sprintf("指向文字表里没有的第 %d 项", i))
		}
		if b.short {
			return nil
		}
		r.strike(row, &c, r.book.runs[i])
		return r.put(row, c, grid.String, r.book.strings[i])
	case recLabel, recRString:
		return r.label()
	case recBoolErr:
		row, c := r.place()
		return r.boolErr(row, c, b.u8(), b.u8())
	case recFormula, recFormula3, recFormula4:
		return r.formula()
	case recInteger2, recNumber2, recLabel2, recBoolErr2, recString2:
		return r.fail(fmt.Sprintf("单元格 %#04x 是 Excel 2 的写法，混在新格式里", r.kind))
	case recString:
		r.text = r.book.text(b, r.text[:0], 2)
		return r.string()
	case recRow:
		r.rowInfo()
	case recColInfo:
		r.colInfo()
	case recMergedCells:
		return r.merged()
	case recWindow2:
		r.frozen = b.u16()&8 != 0
	case recPane:
		b.skip(2)
		if n := b.u16(); r.frozen && n > 0 {
			r.out.FrozenRows = n
		}
	case recFilePass:
		return r.fail("工作表单独加了密")
	case recCodePage:
		if r.book.alone {
			r.book.decoder.use(b.u16())
		}
	case recFormat, recXF:
		if r.book.alone {
			return r.fail("只有一张工作表的旧格式里带了样式，日期认不准")
		}
	}
	return nil
}

// label reads a text that stands in its cell. The runs of an RSTRING come after
// the text, in BIFF5 in bytes and not in words ([MS-XLS] 2.4.228).
func (r *sheetReader) label() error {
	b := &r.body
	row, c := r.place()
	r.text = r.book.text(b, r.text[:0], 2)
	if r.kind == recRString && b.left() > 0 && !b.short {
		size := 2
		if r.book.old {
			size = 1
		}
		b.runs = b.runs[:0]
		for range b.count(size) {
			if b.short {
				break
			}
			b.runs = append(b.runs, run{b.count(size), b.count(size)})
		}
		r.strike(row, &c, r.book.strikeOf(b))
	}
	return r.putText(row, c, grid.String)
}

// place reads the Cell structure that cell records begin with
// ([MS-XLS] 2.5.13). Rows and columns become 1-based.
func (r *sheetReader) place() (row int, c grid.Cell) {
	row = r.body.u16() + 1
	c.Col = int32(r.body.u16()) + 1
	c.Props = r.style(row, c.Col, r.body.u16())
	return row, c
}

func (r *sheetReader) style(row int, col int32, xf int) *grid.Props {
	w := r.book
	if xf < len(w.styles) {
		return w.styles[xf]
	}
	if !w.noted && !w.alone {
		w.noted = true
		w.Notes = append(w.Notes, grid.Note{Rule: "import/ignored", Sheet: r.out.Name, Cell: grid.Ref{Row: row, Col: int(col)}.String(),
			Message: "单元格的样式编号在文件里不存在，按没有格式读（同类情况只报第一处）"})
	}
	return nil
}

// put adds a cell with its text.
func (r *sheetReader) put(row int, c grid.Cell, kind grid.Kind, text string) error {
	if c.Col > maxCol {
		return r.at1(row, c, "列号超过 256")
	}
	c.Kind, c.Text = kind, text
	if kind == grid.String && text == "" && c.Formula() == nil {
		return nil
	}
	return r.out.Put(row, &c)
}

const maxCol = 256

func (r *sheetReader) putText(row int, c grid.Cell, kind grid.Kind) error {
	if r.body.short {
		return nil // the caller refuses the record
	}
	if cause := r.book.decoder.wrong(); cause != "" {
		return r.at1(row, c, cause)
	}
	s, err := r.book.Texts.Add(r.text)
	if err != nil {
		return err
	}
	return r.put(row, c, kind, s)
}

// number adds a numeric cell, a date if its format shows one.
func (r *sheetReader) number(row int, c grid.Cell, v float64) error {
	if math.IsNaN(v) || math.IsInf(v, 0) {
		return r.at1(row, c, "数字写坏了")
	}
	r.text = appendNumber(r.text[:0], v)
	kind := grid.Number
	if f := c.Format(); f != nil && f.Date {
		if d, ok := r.book.clocks[f].Append(nil, string(r.text), r.book.Date1904); ok {
			kind, r.text = grid.Date, append(r.text[:0], d...)
		}
	}
	return r.putText(row, c, kind)
}

// appendNumber writes the shortest decimal that is v, as .xlsx files do.
func appendNumber(dst []byte, v float64) []byte {
	if a := math.Abs(v); a != 0 && (a < 1e-6 || a >= 1e21) {
		return strconv.AppendFloat(dst, v, 'E', -1, 64)
	}
	if v == 0 {
		return append(dst, '0')
	}
	return strconv.AppendFloat(dst, v, 'f', -1, 64)
}

// rk unpacks a number of 30 bits ([MS-XLS] 2.5.217).
func rk(n uint32) float64 {
	var v float64
	if n&2 != 0 {
		v = float64(int32(n) >> 2)
	} else {
		v = math.Float64frombits(uint64(n&^3) << 32)
	}
	if n&1 != 0 {
		v /= 100
	}
	return v
}

func (r *sheetReader) mulRK() error {
	b := &r.body
	row, col := b.u16()+1, int32(b.u16())+1
	for b.left() >= 6+2 {
		c := grid.Cell{Col: col}
		c.Props = r.style(row, col, b.u16())
		if err := r.number(row, c, rk(uint32(b.u32()))); err != nil {
			return err
		}
		col++
	}
	if last := int32(b.u16()) + 1; last != col-1 {
		return r.fail("一组数字的列号对不上")
	}
	return nil
}

// errorNames are the codes of error values ([MS-XLS] 2.5.10).
var errorNames = map[int]string{0x00: "#NULL!", 0x07: "#DIV/0!", 0x0F: "#VALUE!", 0x17: "#REF!", 0x1D: "#NAME?", 0x24: "#NUM!", 0x2A: "#N/A", 0x2B: "#GETTING_DATA"}

func (r *sheetReader) boolErr(row int, c grid.Cell, value, isError int) error {
	if isError == 0 {
		return r.put(row, c, grid.Bool, strconv.Itoa(value&1))
	}
	name, ok := errorNames[value]
	if !ok {
		return r.at1(row, c, fmt.Sprintf("不认识的错误值 %#02x", value))
	}
	return r.put(row, c, grid.Error, name)
}

// formula reads a formula cell's last result ([MS-XLS] 2.5.133).
func (r *sheetReader) formula() error {
	if err := r.settle(); err != nil {
		return err
	}
	row, c := r.place()
	v := r.body.u64()
	if r.body.short {
		return nil
	}
	r.book.calculated = r.book.calculated || calculated(v, &r.body)
	var err error
	if c.Props, err = r.book.Formula(c.Props, grid.Formula{Cached: true}); err != nil {
		return err
	}
	if v>>48 != 0xFFFF {
		return r.number(row, c, math.Float64frombits(v))
	}
	value := int(v >> 16 & 0xFF)
	switch v & 0xFF {
	case 0:
		r.wait, r.row = &c, row
		return nil
	case 1:
		return r.boolErr(row, c, value, 0)
	case 2:
		return r.boolErr(row, c, value, 1)
	case 3:
		return r.put(row, c, grid.String, "")
	}
	return r.at1(row, c, "公式的结果写坏了")
}

// calculated reports that an office program has computed a formula. Libraries
// leave its place in the calculation chain 0 and its result "", or 0 with the
// wish to be computed on opening (bit 1 of the flags after the result).
func calculated(v uint64, b *body) bool {
	if b.left() < 6 {
		return true
	}
	onOpen, chain := b.u16()&2 != 0, b.u32()
	blank := v>>48 == 0xFFFF && v&0xFF == 3
	return chain != 0 || !blank && !(v == 0 && onOpen)
}

// string gives the waiting formula cell its text.
func (r *sheetReader) string() error {
	if r.wait == nil {
		r.book.decoder.bad = false
		return nil
	}
	c := *r.wait
	r.wait = nil
	return r.putText(r.row, c, grid.String)
}

// settle ends the wait of a formula cell whose string never came.
func (r *sheetReader) settle() error {
	if r.wait == nil {
		return nil
	}
	c := *r.wait
	r.wait = nil
	return r.at1(r.row, c, "公式的文字结果丢了")
}

func (r *sheetReader) at1(row int, c grid.Cell, cause string) error {
	f := damaged(cause, nil)
	f.Part, f.Offset = "Workbook", int64(r.at)
	f.Cell = grid.Ref{Row: row, Col: int(c.Col)}.String()
	return f
}
