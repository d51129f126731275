package fill

import "ziping/xlsx/grid"

// A Strike says of a text in several fonts which of them are struck through.
// 0 is a text that is in the cell's font as a whole.
type Strike uint8

const (
	Struck   Strike = 1 << iota // some of it is
	Unstruck                    // some of it is not
	AsCell                      // some of it is in the font of the cell
)

// Font is the Strike of a piece that has a font of its own.
func Font(struck bool) Strike {
	if struck {
		return Struck
	}
	return Unstruck
}

// In is what becomes of the text in a cell whose font is struck through or not:
// the whole of it is, or a part.
func (s Strike) In(cell bool) (whole, part bool) {
	if s == 0 || s&AsCell != 0 {
		s |= Font(cell)
	}
	return s&(Struck|Unstruck) == Struck, s&(Struck|Unstruck) == Struck|Unstruck
}

// Struck are the properties of a constant like p that is struck through.
func (b *Book) Struck(p *grid.Props) *grid.Props {
	if p != nil && p.Strike {
		return p
	}
	s, ok := b.struck[p]
	if !ok {
		s = new(grid.Props)
		if p != nil {
			*s = *p
		}
		s.Strike = true
		if b.struck == nil {
			b.struck = map[*grid.Props]*grid.Props{}
		}
		b.struck[p] = s
	}
	return s
}

// PartStruck notes, once a sheet, a text of which only a part is struck out:
// all of it is read.
func (b *Book) PartStruck(s *grid.Sheet, row, col int) {
	for _, n := range b.Notes {
		if n.Sheet == s.Name && n.Message == partStruck {
			return
		}
	}
	b.Notes = append(b.Notes, grid.Note{Rule: "import/ignored", Sheet: s.Name, Cell: grid.Ref{Row: row, Col: col}.String(),
		Message: partStruck, Hint: "请把不要的字删掉，不要只加删除线"})
}

const partStruck = "单元格里有一部分文字加了删除线，按全部文字读（同类情况每张表只报第一处）"
