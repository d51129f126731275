package sum

import (
	"slices"

	"ziping/model"
	"ziping/xlsx/layout/body"
)

// hierarchy turns numbered rows over deeper ones into their sums (一、 over 1. 2.),
// or into headings when they have no figures.
func (s *Sums) hierarchy() {
	for i, l := range s.Lines {
		if l.Kind != model.Detail || l.Level == 0 || l.Bare {
			continue
		}
		var below []int
		for j := i + 1; j < len(s.Lines); j++ {
			d := s.Lines[j]
			if d.Section != l.Section {
				break
			}
			if d.Kind == model.OfWhich {
				continue
			}
			if d.Kind != model.Detail || d.Level != 0 && d.Level <= l.Level {
				break
			}
			if d.Level == 0 && len(below) == 0 {
				break
			}
			below = append(below, j)
		}
		if len(below) == 0 {
			continue
		}
		switch own, both := s.Overlap(i, below); {
		case own == 0:
			l.Drop, l.Use, l.Why = true, body.UseSection, "编号比下面各行高一级，没有数字，是小标题"
		case both > 0:
			l.Kind, l.Use, l.Why = model.Subtotal, body.UseSubtotal, "编号比下面各行高一级，数字是下面各行的合计"
			l.Covers = below
			l.Level = -l.Level
		default:
			continue
		}
		for _, j := range below {
			if s.Lines[j].Group == "" {
				s.Lines[j].Group = l.Label
			}
		}
	}
	for _, l := range s.Lines { // 一、 sums the 1. 2. below its （一）, not （一） as well
		l.Covers = slices.DeleteFunc(l.Covers, func(j int) bool { return s.Lines[j].Kind != model.Detail || s.Lines[j].Drop })
	}
}

// indented turns a row over others that are indented deeper into their sum,
// where the figures agree; the innermost rows come first.
func (s *Sums) indented() {
	for i := len(s.Lines) - 1; i >= 0; i-- {
		if l := s.Lines[i]; l.Kind == model.Detail && !l.Bare && !l.Drop {
			s.sumOf(i, s.below(i, func(d *Line) bool { return d.Indent > l.Indent }), "下面各行缩进，数字是它们的合计")
		}
	}
}

// numberedOverPlain does the same where some rows are numbered and the others
// are not: 一、 over rows without a number, or a row without one over 1 2 3. The
// figures of all such rows must agree.
func (s *Sums) numberedOverPlain() {
	first := slices.IndexFunc(s.Lines, func(l *Line) bool { return l.Kind == model.Detail && !l.Bare })
	if first < 0 || slices.ContainsFunc(s.Lines, func(l *Line) bool { return l.Kind == model.Subtotal && l.Level < 0 }) {
		return
	}
	numbered := func(l *Line) bool { return l.Row.Level > 0 }
	below, most := map[int][]int{}, 0
	for i, l := range s.Lines {
		if l.Kind != model.Detail || l.Bare || numbered(l) != numbered(s.Lines[first]) {
			continue
		}
		rows := s.below(i, func(d *Line) bool { return numbered(d) != numbered(l) })
		if len(rows) > 0 && !s.states(i, rows) {
			return
		}
		below[i], most = rows, max(most, len(rows))
	}
	for i := range s.Lines {
		if most > 1 {
			s.sumOf(i, below[i], "数字是下面各行的合计，编号也和它们不同")
		}
	}
}

// below are the rows of data that follow line i for as long as they are deeper.
// Sums among them, and 其中 rows, are passed over.
func (s *Sums) below(i int, deeper func(*Line) bool) (rows []int) {
	for j := i + 1; j < len(s.Lines); j++ {
		d := s.Lines[j]
		switch {
		case d.Kind == model.OfWhich:
			continue
		case d.Bare || d.Drop || d.Section != s.Lines[i].Section || d.Kind == model.Total || d.Kind == model.Subtotal && d.Level >= 0 || !deeper(d):
			return rows
		case d.Kind == model.Detail:
			rows = append(rows, j)
		}
	}
	return rows
}

// states reports that line i states the sum of others: in all columns, or in
// some column that of several.
func (s *Sums) states(i int, others []int) bool {
	return s.equals(i, others) || len(others) > 1 && s.agrees(i, others)
}

// sumOf makes line i the sum of others where its figures say so.
func (s *Sums) sumOf(i int, others []int, why string) {
	if !s.states(i, others) {
		return
	}
	l := s.Lines[i]
	l.Kind, l.Use, l.Why, l.Covers, l.Level = model.Subtotal, body.UseSubtotal, why, others, -1
	for _, j := range others {
		if d := s.Lines[j]; d.Group == "" || d.inner {
			d.Group, d.inner = l.Label, true
		}
	}
}

// categories turns rows that have a category and no name into the sums of the
// named rows of that category below them, where the figures agree.
func (s *Sums) categories() {
	for i, l := range s.Lines {
		if !l.Over || l.Kind != model.Detail {
			continue
		}
		var below []int
		for j := i + 1; j < len(s.Lines); j++ {
			d := s.Lines[j]
			if d.Kind != model.Detail || d.Over || d.Group == "" || d.Group != l.Group && d.Group != l.Label {
				break
			}
			below = append(below, j)
		}
		s.sumOf(i, below, "只写了类别，数字是下面这一类各行的合计")
	}
}
