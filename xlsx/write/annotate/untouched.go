package annotate

import (
	"ziping/xlsx/book"
	"ziping/xlsx/grid"
	"ziping/xlsx/mark"
	"ziping/xlsx/write/mend"
)

// Untouched reports that data is a marked copy in which nobody has changed a cell,
// nor written anything beside a finding.
func Untouched(data []byte) bool {
	m, ok := mark.Of(data)
	if !ok || m.Kind != mark.Copy {
		return false
	}
	b, err := book.Open(m.Name, data, book.Options{})
	if err != nil {
		return false
	}
	for _, s := range b.Sheets {
		if s.Name == mark.MendSheet && written(s) {
			return false
		}
	}
	mark.Without(b)
	return mark.Hash(b) == m.Content
}

// written reports that something stands in one of the last two columns of 要改的.
func written(s *grid.Sheet) bool {
	last := len(mend.Headers())
	for _, r := range s.Rows {
		for _, col := range []int{last - 1, last} {
			if c := r.Cell(col); r.Num > mend.HeaderRow && c != nil && c.Text != "" {
				return true
			}
		}
	}
	return false
}
