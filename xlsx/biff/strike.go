package biff

import (
	"ziping/xlsx/grid"
	"ziping/xlsx/grid/fill"
)

// font keeps whether a font is struck through ([MS-XLS] 2.4.122).
func (w *workbook) font(b *body) {
	b.skip(2)
	w.fonts = append(w.fonts, b.u16()&8 != 0)
	w.strikes = w.strikes || w.fonts[len(w.fonts)-1]
}

// struck reports that font i is struck through. There is no font 4
// ([MS-XLS] 2.5.129).
func (w *workbook) struck(i int) bool {
	if i > 4 {
		i--
	}
	return i < len(w.fonts) && w.fonts[i]
}

// strikeOf is what the runs of the text that b read last say, 0 for one in the
// cell's font.
func (w *workbook) strikeOf(b *body) (s fill.Strike) {
	runs, n := b.runs, b.length
	if !w.strikes || len(runs) == 0 {
		return 0
	}
	if runs[0].at > 0 {
		s = fill.AsCell
	}
	for i, r := range runs {
		end := n
		if i+1 < len(runs) {
			end = min(n, runs[i+1].at)
		}
		if r.at < end {
			s |= fill.Font(w.struck(r.font))
		}
	}
	return s
}

// strike gives a cell the strike-through of its text.
func (r *sheetReader) strike(row int, c *grid.Cell, s fill.Strike) {
	if s == 0 {
		return
	}
	was := c.Strike()
	whole, part := s.In(was)
	switch {
	case whole:
		c.Props = r.book.Struck(c.Props)
	case was:
		p := *c.Props
		p.Strike = false
		c.Props = &p
	}
	if part {
		r.book.PartStruck(r.out.Sheet, row, int(c.Col))
	}
}
