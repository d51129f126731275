// Package ooxml reads the cells of .xlsx and .xlsm workbooks: completely or
// not at all. Every part that is needed is read to its last byte, with size
// and checksum, and has to be well-formed XML; references are exact and
// unique; shared strings exist; parts are found by their relationships. What
// does not hold is refused with the part, the place and the cure, because a
// reader that takes what it can gives totals that are wrong and look right.
//
// It refuses DOCTYPE and entities, follows no link out of the file and runs no
// formula.
package ooxml

import (
	"fmt"

	"ziping/xlsx/grid"
	"ziping/xlsx/grid/fill"
)

// Read reads a workbook. Errors are *grid.Fault without the file's name.
func Read(data []byte) (*grid.Book, error) {
	book := fill.NewBook("xlsx", fill.NewBudget())
	w, err := open(data, &book.Texts)
	if err != nil {
		return nil, err
	}
	defer w.pack.close()
	if w.macros {
		book.Format, book.Macros = "xlsm", true
	}
	book.Date1904, book.External = w.date1904, w.external
	for i, ref := range w.sheets {
		if ref.part == "" {
			continue
		}
		s := book.Sheet(ref.name, ref.state)
		if t, ok := w.titles[i]; ok {
			s.PrintTitle = &t
		}
		c := collector{w: w, book: book, sheet: s}
		if err := w.readSheet(ref, s.Sheet, c.put, s.HideRow); err != nil {
			return nil, err
		}
		if err := s.Done(); err != nil {
			return nil, err
		}
	}
	book.Notes = append(book.Notes, w.notes...)
	return book.Book, nil
}

// Stream gives visit every stored cell of every worksheet, in the order of the
// file, holding no more of it in memory than the shared strings. It makes the
// same checks as Read; whatever visit has seen is void when an error follows.
func Stream(data []byte, visit func(sheet string, c *Cell) error) error {
	w, err := open(data, &fill.Texts{Budget: fill.NewBudget()})
	if err != nil {
		return err
	}
	defer w.pack.close()
	for _, ref := range w.sheets {
		if ref.part == "" {
			continue
		}
		each := func(c *Cell) error { return visit(ref.name, c) }
		if err := w.readSheet(ref, new(grid.Sheet), each, func(int) {}); err != nil {
			return err
		}
	}
	return nil
}

// open reads all but the sheets. Without an error the caller closes the pack.
func open(data []byte, texts *fill.Texts) (*workbook, error) {
	if len(data) > fill.FileBytes {
		return nil, fill.Over(fmt.Sprintf("文件超过 %d MB", fill.FileBytes>>20))
	}
	p, err := openPack(data)
	if err != nil {
		return nil, err
	}
	w, err := openWorkbook(p, texts)
	if err != nil {
		p.close()
	}
	return w, err
}

// A collector turns streamed cells into grid cells.
type collector struct {
	w     *workbook
	book  *fill.Book
	sheet *fill.Sheet
	date  []byte
	noted bool
}

func (k *collector) put(c *Cell) error {
	if c.Formula != nil && c.Kind == grid.Number && k.placeholder(c.Text) {
		c.Kind, c.Text, c.Formula.Cached = grid.Empty, nil, false
	}
	if c.Kind == grid.Empty && c.Formula == nil {
		return nil
	}
	out := grid.Cell{Col: int32(c.Col), Kind: c.Kind, Text: c.Shared}
	var st style
	switch {
	case c.Style < len(k.w.styles):
		st = k.w.styles[c.Style]
	case k.w.styles != nil && !k.noted:
		k.noted = true
		k.w.notes = append(k.w.notes, grid.Note{Rule: "import/ignored", Sheet: k.sheet.Name, Cell: grid.Ref{Row: c.Row, Col: c.Col}.String(),
			Message: "单元格的样式编号在文件里不存在，按没有格式读（同类情况只报第一处）"})
	}
	out.Props = st.props
	if whole, part := c.Strike.In(st.strike); whole && !st.strike {
		out.Props = k.book.Struck(st.props)
	} else if part {
		k.book.PartStruck(k.sheet.Sheet, c.Row, c.Col)
		out.Props = k.unstruck(st)
	}
	text := c.Text
	if c.Kind == grid.Number {
		if d, ok := st.clock.Append(k.date[:0], string(c.Text), k.w.date1904); ok {
			out.Kind, text, k.date = grid.Date, d, d
		}
	}
	var err error
	if len(text) > 0 {
		if out.Text, err = k.book.Texts.Add(text); err != nil {
			return err
		}
	}
	if c.Formula != nil {
		if out.Props, err = k.formula(out.Props, c.Formula); err != nil {
			return err
		}
	}
	return k.sheet.Put(c.Row, &out)
}

// unstruck are the properties of a cell whose style is struck through and whose
// text is so in part only.
func (k *collector) unstruck(st style) *grid.Props {
	if !st.strike {
		return st.props
	}
	p := *st.props
	p.Strike = false
	return &p
}

// placeholder reports the 0 that libraries store where a formula's result
// belongs, leaving the calculation to the office program: "0.0", which no
// office program writes, or any 0 in a workbook to be calculated on opening.
func (k *collector) placeholder(result []byte) bool {
	return string(result) == "0.0" || k.w.recalc && string(result) == "0"
}

// formulaBytes bounds the text of all formulas: a shared formula stands in the
// file once and in a book as often as it has cells.
const formulaBytes = 48 << 20

func (k *collector) formula(like *grid.Props, f *Formula) (*grid.Props, error) {
	if k.w.formulas += len(f.Text); k.w.formulas > formulaBytes {
		return nil, fill.Over("公式的总量过大")
	}
	text, err := k.book.Texts.Add(f.Text)
	if err != nil {
		return nil, err
	}
	return k.book.Formula(like, grid.Formula{Text: text, Cached: f.Cached, External: external(f.Text)})
}
