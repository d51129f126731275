package form_test

import (
	"strings"
	"testing"

	"ziping/model"
	"ziping/xlsx/grid"
	"ziping/xlsx/layout"
)

// oneUseEach holds every cell of a sheet to one use.
func oneUseEach(t *testing.T, s *grid.Sheet, opt layout.Options) {
	t.Helper()
	opt.Cells = true
	p := layout.Recognise(s, &model.Sheet{File: "t.xlsx", Name: s.Name}, formProfile(t), opt)
	uses, faults := p.Uses(p.Read(0))
	for _, f := range faults {
		t.Errorf("marked twice: %s", f)
	}
	for i := range s.Rows {
		for j := range s.Rows[i].Cells {
			c, n := &s.Rows[i].Cells[j], 0
			if strings.TrimSpace(c.Text) == "" {
				continue
			}
			for _, u := range uses {
				if u.Range.Contains(s.Rows[i].Num, int(c.Col)) {
					n++
					if u.Use == model.UseUnread {
						t.Logf("%s%d %q is unread: %s", grid.ColName(int(c.Col)), s.Rows[i].Num, c.Text, u.Why)
					}
				}
			}
			if n != 1 {
				t.Errorf("%s%d %q has %d uses", grid.ColName(int(c.Col)), s.Rows[i].Num, c.Text, n)
			}
		}
	}
}
