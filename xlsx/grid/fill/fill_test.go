package fill

import (
	"strings"
	"testing"

	"ziping/xlsx/grid"
)

func number(col int) *grid.Cell { return &grid.Cell{Col: int32(col), Kind: grid.Number, Text: "1"} }

func TestOrder(t *testing.T) {
	b := NewBook("xlsx", NewBudget())
	s := b.Sheet("表", grid.Hidden)
	for _, p := range []struct{ row, col int }{{3, 2}, {3, 1}, {1, 1}, {3, 5}, {70000, 1}} {
		if err := s.Put(p.row, number(p.col)); err != nil {
			t.Fatal(err)
		}
	}
	if err := s.Put(4, &grid.Cell{Col: 1}); err != nil {
		t.Fatal(err)
	}
	s.HideRow(3)
	if err := s.Done(); err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, r := range b.Sheets[0].Rows {
		for _, c := range r.Cells {
			got = append(got, grid.Ref{Row: r.Num, Col: int(c.Col)}.String())
		}
		if r.Hidden != (r.Num == 3) {
			t.Errorf("row %d: hidden %v", r.Num, r.Hidden)
		}
	}
	if s := strings.Join(got, " "); s != "A1 A3 B3 E3 A70000" {
		t.Error(s)
	}
}

// TestRefused puts what no reader may put.
func TestRefused(t *testing.T) {
	for _, c := range []struct {
		name string
		put  func(*Sheet) error
		want string
	}{
		{"a cell twice in a row", func(s *Sheet) error { s.Put(1, number(1)); s.Put(1, number(1)); return s.Done() }, "表!A1：同一个单元格存了两次"},
		{"a cell twice in pieces", func(s *Sheet) error { s.Put(1, number(2)); s.Put(2, number(1)); s.Put(1, number(2)); return s.Done() }, "表!B1：同一个单元格存了两次"},
		{"513 columns", func(s *Sheet) error {
			for i := range UsedColumns + 1 {
				s.Put(i+1, number(i*31%Columns+1))
			}
			return s.Done()
		}, "用到的列超过 512 列"},
		{"merges", func(s *Sheet) error { s.Merges = make([]grid.Range, Merges+1); return s.Done() }, "合并单元格超过 20000 处"},
		{"cells", func(s *Sheet) error {
			for i := range Cells/500 + 1 {
				for col := range 500 {
					if err := s.Put(i+1, number(col+1)); err != nil {
						return err
					}
				}
			}
			return s.Done()
		}, "单元格超过 300 万个"},
	} {
		err := c.put(NewBook("xlsx", NewBudget()).Sheet("表", grid.Visible))
		if err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: got %v, want %s", c.name, err, c.want)
		}
	}
}

func TestTexts(t *testing.T) {
	texts := Texts{Budget: NewBudget()}
	long := strings.Repeat("长", arenaChunk)
	for range 3 {
		for _, want := range []string{"", "5", "\x00", "\x7f", "é", "73500.50", long} {
			if got, err := texts.Add([]byte(want)); err != nil || got != want {
				t.Fatalf("%.20q: got %.20q, %v", want, got, err)
			}
		}
	}
	if n := testing.AllocsPerRun(100, func() { texts.Add([]byte("73500.50")) }); n > 1 {
		t.Errorf("%v allocations a text", n)
	}
	big := make([]byte, memory/4)
	var err error
	for range 5 {
		if _, err = texts.Add(big); err != nil {
			break
		}
	}
	if err == nil || !strings.Contains(err.Error(), "总量过大") {
		t.Errorf("a giant text: %v", err)
	}
}

func TestWork(t *testing.T) {
	b := NewBudget()
	if err := b.Work(Steps); err != nil {
		t.Error(err)
	}
	if err := b.Work(1); err == nil || !strings.Contains(err.Error(), "工作量过大") {
		t.Error(err)
	}
}

// TestStrike wants the runs of a text told apart from the font of its cell.
func TestStrike(t *testing.T) {
	const yes, no, cell = Struck, Unstruck, AsCell
	for _, c := range []struct {
		runs        Strike
		inCell      bool
		whole, part bool
	}{
		{0, false, false, false}, {0, true, true, false}, {yes, false, true, false}, {no, true, false, false}, {yes | no, false, false, true},
		{yes | cell, false, false, true}, {yes | cell, true, true, false}, {no | cell, true, false, true}, {no | cell, false, false, false},
	} {
		if whole, part := c.runs.In(c.inCell); whole != c.whole || part != c.part {
			t.Errorf("%+v: %v, %v", c, whole, part)
		}
	}
	b := NewBook("xlsx", NewBudget())
	plain := &grid.Props{Indent: 2}
	if p := b.Struck(plain); !p.Strike || p.Indent != 2 || plain.Strike || b.Struck(plain) != p || b.Struck(p) != p || !b.Struck(nil).Strike {
		t.Errorf("%+v", p)
	}
}
