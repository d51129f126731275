package layout

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"ziping/model"
	"ziping/xlsx/grid"
	"ziping/xlsx/layout/evidence"
	"ziping/xlsx/layout/fact"
	"ziping/xlsx/layout/view"
	"ziping/xlsx/layout/word"
)

// uses is a collector where the uses of cells were asked for.
func (p *Plan) uses() *evidence.Uses {
	if !p.v.Options.Cells {
		return nil
	}
	return &evidence.Uses{}
}

// A Use is what became of the cells of a range that hold something.
type Use = evidence.Use

// Uses tells what became of every cell of the sheet that holds something: what its
// consumers marked, once each, and unread with the reason what none did. res is what
// Read gave under Options.Cells. faults are the cells that two consumers marked
// differently, which is a defect of theirs; the first mark stands.
func (p *Plan) Uses(res *Result) (uses []Use, faults []string) {
	s := newSorter(p)
	for _, m := range res.Uses.Marks {
		s.paint(m)
	}
	s.followers()
	s.lines()
	s.rest(res)
	return s.ranges(), s.faults
}

// A sorter gives cells their uses.
type sorter struct {
	p      *Plan
	marks  []Use // distinct, without their ranges
	index  map[Use]int32
	at     [][]int32 // by row and cell as stored: index in marks plus one, 0 for none
	faults []string
}

func newSorter(p *Plan) *sorter {
	s := &sorter{p: p, index: map[Use]int32{}, at: make([][]int32, len(p.v.Grid.Rows))}
	for i := range p.v.Grid.Rows {
		s.at[i] = make([]int32, len(p.v.Grid.Rows[i].Cells))
	}
	return s
}

// filled reports a cell that holds something.
func filled(c *grid.Cell) bool { return c.Formula() != nil || !view.Blank(c.Text) }

func (s *sorter) id(m Use) int32 {
	m.Range, m.Around = grid.Range{}, false
	n, known := s.index[m]
	if !known {
		s.marks = append(s.marks, m)
		n = int32(len(s.marks))
		s.index[m] = n
	}
	return n
}

// paint marks the cells of a range. A second mark that differs is a fault.
func (s *sorter) paint(m Use) {
	id := s.id(m)
	first, _ := slices.BinarySearchFunc(s.p.v.Grid.Rows, m.Range.Top, func(r grid.Row, n int) int { return r.Num - n })
	for i := first; i < len(s.p.v.Grid.Rows) && s.p.v.Grid.Rows[i].Num <= m.Range.Bottom; i++ {
		r := &s.p.v.Grid.Rows[i]
		for j := range r.Cells {
			c := &r.Cells[j]
			if col := int(c.Col); col < m.Range.Left || col > m.Range.Right || !filled(c) || !s.p.v.Owns(r.Num, col) || m.Around && s.p.inside(r.Num, col) {
				continue
			}
			switch old := s.at[i][j]; {
			case old == 0:
				s.at[i][j] = id
			case s.marks[old-1].Use != m.Use || s.marks[old-1].Field != m.Field:
				o := s.marks[old-1]
				s.faults = append(s.faults, fmt.Sprintf("%s is %s %q and %s %q", grid.Ref{Row: r.Num, Col: int(c.Col)}, o.Use, o.Field, m.Use, m.Field))
			}
		}
	}
}

// each calls f for every cell that holds something and has no use yet, with where it
// stands.
func (s *sorter) each(f func(c *grid.Cell, row, col int) (Use, bool)) {
	for i := range s.p.v.Grid.Rows {
		r := &s.p.v.Grid.Rows[i]
		for j := range r.Cells {
			if c := &r.Cells[j]; s.at[i][j] == 0 && filled(c) {
				if u, ok := f(c, r.Num, int(c.Col)); ok {
					s.at[i][j] = s.id(u)
				}
			}
		}
	}
}

// followers are cells under a merge, which nobody sees.
func (s *sorter) followers() {
	s.each(func(c *grid.Cell, row, col int) (Use, bool) {
		if s.p.v.Owns(row, col) {
			return Use{}, false
		}
		if a := s.p.v.Anchor(row, col); a != nil && a.Text == c.Text {
			return Use{Use: model.UseDuplicate, Why: "合并单元格里重复存着同样的内容"}, true
		}
		return Use{Use: model.UseUnread, Why: "藏在合并单元格下面，看不见"}, true
	})
}

// lines are texts outside of all that was recognised, on a sheet where something was,
// that say what they are: notes, signatures, units.
func (s *sorter) lines() {
	if !s.p.Took() {
		return
	}
	s.each(func(c *grid.Cell, row, col int) (Use, bool) {
		if c.Kind != grid.String || s.p.inside(row, col) {
			return Use{}, false
		}
		text := strings.TrimSpace(c.Text)
		key := s.p.v.KeyOf(text)
		if word.NoteHead.MatchString(key) || word.SignHead.MatchString(key) || word.IsLine(key) || len(fact.Fields(s.p.v, text)) > 0 {
			return Use{Use: model.UseNote}, true
		}
		return Use{}, false
	})
}

// rest are the cells that nobody consumed.
func (s *sorter) rest(res *Result) {
	s.each(func(_ *grid.Cell, row, col int) (Use, bool) {
		for _, i := range res.Ignored {
			if r, ok := grid.ParseRange(i.Range); ok && r.Contains(row, col) {
				return Use{Use: model.UseUnread, Why: i.Reason}, true
			}
		}
		switch {
		case !s.p.Took():
			return Use{Use: model.UseUnread, Why: "这张工作表上没有认出表"}, true
		case s.p.inside(row, col):
			return Use{Use: model.UseUnread, Why: "在认出的表里，没有认出是什么"}, true
		}
		return Use{Use: model.UseUnread, Why: "在认出的表外面"}, true
	})
}

// ranges joins cells that are used alike: down the columns, then columns of the same
// rows.
func (s *sorter) ranges() []Use {
	open := map[int]int{} // column → its last range in out
	var out []Use
	for i := range s.p.v.Grid.Rows {
		r := &s.p.v.Grid.Rows[i]
		for j := range r.Cells {
			id, col := s.at[i][j], int(r.Cells[j].Col)
			if id == 0 {
				continue
			}
			m := s.marks[id-1]
			if k, ok := open[col]; ok {
				o := out[k]
				if o.Range = (grid.Range{}); o == m {
					out[k].Range.Bottom = r.Num
					continue
				}
			}
			m.Range = grid.Range{Top: r.Num, Left: col, Bottom: r.Num, Right: col}
			open[col] = len(out)
			out = append(out, m)
		}
	}
	return beside(out)
}

// beside joins ranges of neighbouring columns and the same rows.
func beside(all []Use) []Use {
	slices.SortStableFunc(all, func(a, b Use) int {
		return cmp.Or(cmp.Compare(a.Range.Top, b.Range.Top), cmp.Compare(a.Range.Left, b.Range.Left))
	})
	var out []Use
	for _, u := range all {
		if n := len(out); n > 0 {
			o := out[n-1]
			same := o.Use == u.Use && o.Field == u.Field && o.Why == u.Why && o.Range.Top == u.Range.Top && o.Range.Bottom == u.Range.Bottom
			if same && o.Range.Right+1 == u.Range.Left {
				out[n-1].Range.Right = u.Range.Right
				continue
			}
		}
		out = append(out, u)
	}
	return out
}
