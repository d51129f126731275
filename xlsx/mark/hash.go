package mark

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"

	"ziping/xlsx/grid"
)

// Ours are the names of the sheets that ziping adds to a workbook.
var Ours = []string{MendSheet, Sheet}

// MendSheet is the sheet of what is to be mended.
const MendSheet = "要改的"

// Hash is over what the cells of a workbook hold, their formulas included, and
// not over what they look like: two workbooks with the same hash say the same.
// Of a formula that was recalculated the result counts. Sheets that ziping
// added are left out.
func Hash(b *grid.Book) string {
	h := sha256.New()
	for _, s := range b.Sheets {
		if isOurs(s.Name) {
			continue
		}
		fmt.Fprintf(h, "S%q\n", s.Name)
		for _, r := range s.Rows {
			for i := range r.Cells {
				c := &r.Cells[i]
				if c.Kind == grid.Empty || c.Text == "" {
					continue
				}
				fmt.Fprintf(h, "%d,%d,%d,%q", r.Num, c.Col, c.Kind, c.Text)
				h.Write([]byte{'\n'})
			}
		}
	}
	return hex.EncodeToString(h.Sum(nil))
}

// Without takes the sheets that ziping added to a workbook off it again.
func Without(b *grid.Book) {
	var kept []*grid.Sheet
	for _, s := range b.Sheets {
		if !isOurs(s.Name) {
			kept = append(kept, s)
		}
	}
	b.Sheets = kept
}

func isOurs(name string) bool {
	for _, ours := range Ours {
		if name == ours {
			return true
		}
	}
	return false
}
