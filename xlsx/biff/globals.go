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
	w.codes, w.runs = map[int]string{}, map[int]fill.Strike{}
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
	if cause := w.decoder.wrong(); cause != "" {
		return r.fail("工作表名" + cause)
	}
	if len(w.list) == 0 {
		return damaged("没有工作表清单", nil)
	}
	w.clocks = map[*grid.Format]numfmt.Clock{}
	known, formats := map[xf]*grid.Props{}, map[int]*grid.Format{}
	for _, x := range w.xfs {
		x.strike, x.font = w.struck(x.font), 0
		p, ok := known[x]
		if !ok {
			f, met := formats[x.format]
			if !met {
				f = numfmt.New(x.format, w.codes[x.format])
				formats[x.format], w.clocks[f] = f, numfmt.ClockOf(f)
			}
			if f != nil || x.indent > 0 || x.strike {
				p = &grid.Props{Format: f, Indent: x.indent, Strike: x.strike}
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
	case recCodePage:
		w.decoder.use(b.u16())
	case recFont:
		w.font(b)
		if len(w.fonts) > maxXF {
			return fill.Over("字体过多")
		}
	case recFormat:
		w.format(b)
	case recXF:
		x := xf{font: b.u16(), format: b.u16()}
		if !w.old && b.left() >= 5 { // [MS-XLS] 2.5.20; BIFF5 has no indents
			b.skip(4)
			x.indent = int8(b.u8() & 0x0F)
		}
		if w.xfs = append(w.xfs, x); len(w.xfs) > maxXF {
			return fill.Over("单元格样式过多")
		}
	case recBoundSheet:
		s := boundSheet{at: b.u32(), state: visibility(b.u8()), kind: byte(b.u8())}
		s.name = string(w.text(b, nil, 1))
		if w.list = append(w.list, s); len(w.list) > maxSheets {
			return fill.Over(fmt.Sprintf("工作表超过 %d 张", maxSheets))
		}
	case recSST:
		return w.sst(r)
	case recSupBook:
		w.supBook(b)
	case recExternSheet:
		w.externSheet(b)
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
	lenBytes := 2
	if w.old {
		lenBytes = 1
	}
	code := string(w.text(b, nil, lenBytes))
	if b.short || b.left() > 0 || w.decoder.bad {
		b.short, w.decoder.bad = false, false
		if w.badFormat {
			return
		}
		w.badFormat = true
		w.Notes = append(w.Notes, grid.Note{Rule: "import/ignored", Message: fmt.Sprintf("编号 %d 的数字格式写坏了，没有用它（同类情况只报第一处）", id)})
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
		if strike := w.strikeOf(b); strike&fill.Struck != 0 {
			w.runs[len(w.strings)] = strike
		}
		if w.strings = append(w.strings, s); len(w.strings) > fill.Strings {
			return fill.Over("不同的文字过多")
		}
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

// externSheet names a workbook that formulas refer to in BIFF5, where the
// document and the sheet are one encoded name. Those that begin with 2, 3 or 4
// are this workbook's own.
func (w *workbook) externSheet(b *body) {
	if !w.old || b.left() < 2 {
		return
	}
	b.skip(1)
	if path := decodePath(string(w.decoder.append(nil, b.take(b.left())))); path != "" && len(w.External) < 1000 {
		w.External = append(w.External, path)
	}
	w.decoder.bad = false
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
