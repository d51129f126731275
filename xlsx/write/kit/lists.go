package kit

import "fmt"

// listSheet holds the values of drop-downs that a rule cannot hold itself.
const listSheet = "选项"

// list puts values on the sheet of lists and returns the range they will stand
// in. The sheet is written by EndLists.
func (b *Book) list(values []string) string {
	for i, l := range b.lists {
		if equal(l, values) {
			return listRange(i, len(values))
		}
	}
	b.lists = append(b.lists, values)
	return listRange(len(b.lists)-1, len(values))
}

func listRange(i, n int) string {
	return fmt.Sprintf("%s!$%s$1:$%s$%d", Quote(listSheet), Letters(i), Letters(i), n)
}

func equal(a, b []string) bool {
	if len(a) != len(b) {
		return false
	}
	for i := range a {
		if a[i] != b[i] {
			return false
		}
	}
	return true
}

// endLists writes the sheet of lists, when there are any.
func (b *Book) endLists() {
	if len(b.lists) == 0 {
		return
	}
	rows := 0
	for _, l := range b.lists {
		rows = max(rows, len(l))
	}
	columns := make([]Column, len(b.lists))
	for i := range columns {
		columns[i].Width = 30
	}
	s := b.Add(listSheet, columns, Portrait)
	for r := range rows {
		cells := make([]Cell, len(b.lists))
		for i, l := range b.lists {
			if r < len(l) {
				cells[i] = Cell{Value: l[r], Style: Style{Bare: true}}
			}
		}
		s.Row(cells...)
	}
	s.End()
	s.hide()
}
