package model

import (
	"fmt"
	"testing"

	"github.com/shopspring/decimal"
)

// TestSumStates: a sum is the total only where every cell states its part.
func TestSumStates(t *testing.T) {
	state := map[string]State{"": Blank, "—": None, "不适用": NotApplicable, "?": Bad, "XX": Filler, "no column": Absent}
	for _, c := range []struct {
		cells []string
		want  string
	}{
		{[]string{"3", "4"}, "total 7"},
		{[]string{"3", "—"}, "total 3"},
		{[]string{"—", "—"}, "total 0"},
		{[]string{"3", "不适用"}, "total 3"},
		{[]string{"不适用", "不适用"}, "nothing"},
		{[]string{"3", ""}, "part 3, 1 blank"},
		{[]string{"3", "XX"}, "part 3, 1 blank"},
		{[]string{"3", "?", ""}, "part 3, 1 blank, 1 bad"},
		{[]string{"?", "?"}, "nothing, 2 bad"},
		{[]string{"", ""}, "nothing, 2 blank"},
		{[]string{"no column", "no column"}, "nothing"},
		{[]string{"3", "no column"}, "part 3, 1 blank"}, // one of two logs has no such column
		{[]string{"3", "约4"}, "total 7, 1 about"},
	} {
		log := &ActivityLog{}
		sheet := &Sheet{}
		for i, text := range c.cells {
			cell := Cell[Count]{Text: text, State: Known, Pos: Pos{Sheet: sheet, Row: int32(i + 1), Col: 1}}
			if s, missing := state[text]; missing {
				if cell.State = s; s == Absent {
					cell = Cell[Count]{}
				}
			} else {
				var n int64
				if _, err := fmt.Sscanf(text, "约%d", &n); err == nil {
					cell.Value.Approx = true
				} else if _, err := fmt.Sscan(text, &n); err != nil {
					t.Fatal(err)
				}
				cell.Value.N = decimal.NewFromInt(n)
			}
			log.Rows = append(log.Rows, ActivityRow{Pos: Pos{Sheet: sheet, Row: int32(i + 1)}, Participants: cell}.Pack())
		}
		s := (&Project{Logs: []*ActivityLog{log}}).Activities().Participants
		got := "nothing"
		if n, whole := s.Total(); whole {
			got = "total " + n.String()
		} else if n, some := s.Part(); some {
			got = "part " + n.String()
		}
		for _, x := range []struct {
			n    int
			word string
		}{{s.Blank, "blank"}, {s.Bad, "bad"}, {s.Approx, "about"}} {
			if x.n > 0 {
				got += fmt.Sprintf(", %d %s", x.n, x.word)
			}
		}
		if got != c.want {
			t.Errorf("%q: %s, want %s", c.cells, got, c.want)
		}
	}
}
