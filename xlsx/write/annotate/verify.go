package annotate

import (
	"fmt"
	"slices"

	"ziping/model"
	"ziping/xlsx/book"
	"ziping/xlsx/grid"
	"ziping/xlsx/mark"
)

// maxComment is the most characters of a comment.
const maxComment = 4000

// patchText makes a text fit for a comment.
func patchText(s string) string {
	s = model.Visible(s)
	if r := []rune(s); len(r) > maxComment {
		s = string(r[:maxComment]) + "……"
	}
	return s
}

// verify opens a copy again and compares: the office's sheets hold what they
// held, ours are there and nothing else, and the mark is found both ways.
func verify(was *grid.Book, data []byte, m mark.Mark) error {
	now, err := book.Open(was.Name, data, book.Options{})
	if err != nil {
		return err
	}
	if hidden, ok := mark.In(now); !ok || hidden != m {
		return fmt.Errorf("the mark on the hidden sheet is %+v", hidden)
	}
	if known, ok := mark.Of(data); !ok || known != m {
		return fmt.Errorf("the mark in the properties is %+v", known)
	}
	if len(now.Sheets) != len(was.Sheets)+len(mark.Ours) || now.Sheets[0].Name != mark.MendSheet {
		return fmt.Errorf("%d sheets became %d", len(was.Sheets), len(now.Sheets))
	}
	mark.Without(now)
	for i, s := range was.Sheets {
		if err := same(s, now.Sheets[i]); err != nil {
			return err
		}
	}
	return nil
}

// same compares two readings of a sheet.
func same(a, b *grid.Sheet) error {
	if a.Name != b.Name || a.Visibility != b.Visibility || !slices.Equal(a.Merges, b.Merges) {
		return fmt.Errorf("sheet %q became %q", a.Name, b.Name)
	}
	x, y := cells(a), cells(b)
	if len(x) != len(y) {
		return fmt.Errorf("%s: %d cells became %d", a.Name, len(x), len(y))
	}
	for i, c := range x {
		if c != y[i] {
			return fmt.Errorf("%s: %+v became %+v", a.Name, c, y[i])
		}
	}
	return nil
}

// A stored is what a cell holds, without its looks.
type stored struct {
	row, col      int
	kind          grid.Kind
	text, formula string
	format        string
	strike        bool
}

func cells(s *grid.Sheet) []stored {
	var out []stored
	for _, r := range s.Rows {
		for i := range r.Cells {
			c := &r.Cells[i]
			if c.Kind == grid.Empty && c.Formula() == nil {
				continue
			}
			st := stored{row: r.Num, col: int(c.Col), kind: c.Kind, text: c.Text, strike: c.Strike()}
			if f := c.Formula(); f != nil {
				st.formula = f.Text
			}
			if f := c.Format(); f != nil {
				st.format = f.Code
			}
			out = append(out, st)
		}
	}
	return out
}
