package biff

import (
	"fmt"

	"ziping/xlsx/grid"
	"ziping/xlsx/grid/fill"
	"ziping/xlsx/numfmt"
)

const (
	maxXF     = 65536
	maxSheets = 2000
)

// globals reads the first substream.
func (w *workbook) globals() error {
	w.codes = map[int]string{}
	r := &records{stream: w.stream, budget: w.Budget}
	for {
		if err := r.next(); err != nil {
			return err
		}
		if r.kind == recEOF {
			break
		}
		if err := w.global(r); err != nil {
			return err
		}
		if r.body.short {
			return r.fail(fmt.Sprintf("记录 %#04x 写坏了", r.kind))
		}
	}
	if len(w.list) == 0 {
		return damaged("没有工作表清单", nil)
	}
	w.clocks = map[*grid.Format]numfmt.Clock{}
	known, formats := map[xf]*grid.Props{}, map[int]*grid.Format{}
	for _, x := range w.xfs {
		p, ok := known[x]
		if !ok {
			f, met := formats[x.format]
			if !met {
				f = numfmt.New(x.format, w.codes[x.format])
				formats[x.format], w.clocks[f] = f, numfmt.ClockOf(f)
			}
			if f != nil || x.indent > 0 {
				p = &grid.Props{Format: f, Indent: x.indent}
			}
			known[x] = p
		}
		w.styles = append(w.styles, p)
	}
	return nil
}

func (w *workbook) global(r *records) error {
	b := &r.body
	switch r.kind {
	case recDateMode:
		w.Date1904 = b.u16() == 1
	case recFormat:
		w.format(b)
	case recXF:
		b.skip(2)
		x := xf{format: b.u16()}
		if b.left() >= 5 { // [MS-XLS] 2.5.20
			b.skip(4)
			x.indent = int8(b.u8() & 0x0F)
		}
		if w.xfs = append(w.xfs, x); len(w.xfs) > maxXF {
			return fill.Over("单元格样式过多")
		}
	case recBoundSheet:
		s := boundSheet{at: b.u32(), state: visibility(b.u8()), kind: byte(b.u8())}
		s.name = string(b.text(nil, 1))
		if w.list = append(w.list, s); len(w.list) > maxSheets {
			return fill.Over(fmt.Sprintf("工作表超过 %d 张", maxSheets))
		}
	case recSST:
		return w.sst(r)
	case recSupBook:
		w.supBook(b)
	}
	return nil
}

func visibility(state int) grid.Visibility {
	switch state & 3 {
	case 1:
		return grid.Hidden
	case 2:
		return grid.VeryHidden
	}
	return grid.Visible
}

// format keeps the code of a number format. One that is written wrong is left
// to the built-in meaning of its id: no value hangs on it.
func (w *workbook) format(b *body) {
	id := b.u16()
	code := string(b.text(nil, 2))
	if b.short || b.left() > 0 {
		b.short = false
		w.Notes = append(w.Notes, grid.Note{Rule: "import/ignored", Message: fmt.Sprintf("编号 %d 的数字格式写坏了，没有用它", id)})
		return
	}
	w.codes[id] = code
}

// sst reads the shared strings ([MS-XLS] 2.4.265).
func (w *workbook) sst(r *records) error {
	b := &r.body
	b.skip(4)
	n := b.u32()
	if n > len(w.stream) {
		return r.fail("文字表写坏了")
	}
	var buf []byte
	for range n {
		if buf = b.text(buf[:0], 2); b.short {
			return r.fail("文字表写坏了")
		}
		s, err := w.Texts.Add(buf)
		if err != nil {
			return err
		}
		w.strings = append(w.strings, s)
	}
	return nil
}

// supBook names a workbook that formulas refer to ([MS-XLS] 2.4.271).
func (w *workbook) supBook(b *body) {
	b.skip(2)
	if b.left() <= 2 {
		return // this workbook itself, or add-in functions
	}
	if path := decodePath(string(b.text(nil, 2))); path != "" && !b.short && len(w.External) < 1000 {
		w.External = append(w.External, path)
	}
	b.short = false
}

// decodePath makes a virtual path readable ([MS-XLS] 2.5.277): control
// characters stand for volume, directory and parent.
func decodePath(p string) string {
	if p == "" || p[0] > 3 {
		return ""
	}
	var out []rune
	for i, c := range []rune(p) {
		switch {
		case i == 0:
		case c == 3:
			out = append(out, '\\')
		case c == 4:
			out = append(out, []rune(`..\`)...)
		case c >= 0x20:
			out = append(out, c)
		}
	}
	return string(out)
}
