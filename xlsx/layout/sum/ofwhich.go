package sum

import (
	"slices"

	"ziping/model"
	"ziping/xlsx/layout/body"
	"ziping/xlsx/layout/evidence"
)

// ofWhich finds the row that a 其中 row is part of, and the further parts that
// follow it without the word: indented like it, or adding up with it.
func (s *Sums) ofWhich() {
	for i := 0; i < len(s.Lines); i++ {
		l := s.Lines[i]
		if l.Kind != model.OfWhich || len(l.Covers) > 0 {
			continue
		}
		parent := i - 1
		for parent >= 0 && (s.Lines[parent].Kind == model.OfWhich || s.Lines[parent].Drop) {
			parent--
		}
		if parent < 0 {
			continue
		}
		l.Covers = []int{parent}
		for _, j := range s.furtherParts(i, parent) {
			p := s.Lines[j]
			p.Kind, p.Use, p.Covers = model.OfWhich, body.UseOfWhich, []int{parent}
			p.Why = "接着“其中”行，是同一行的另一部分"
		}
	}
}

func (s *Sums) furtherParts(i, parent int) []int {
	var run []int
	for j := i + 1; j < len(s.Lines) && j <= i+evidence.Standard.Sum.OfWhich && s.Lines[j].Kind == model.Detail && !s.Lines[j].Drop; j++ {
		if s.besides(j, i, parent) {
			break
		}
		run = append(run, j)
	}
	if in := s.Lines[i].Indent; in > s.Lines[parent].Indent {
		n := 0
		for n < len(run) && s.Lines[run[n]].Indent >= in {
			n++
		}
		if n > 0 {
			return run[:n]
		}
	}
	n := 0 // 其中：讲座, and below it 展览 indented to stand under 讲座
	for n < len(run) && s.Lines[run[n]].Indent > s.Lines[i].Indent {
		n++
	}
	if n > 0 {
		return run[:n]
	}
	if s.equals(parent, []int{i}) {
		return nil
	}
	for n := 1; n <= len(run); n++ {
		if s.equals(parent, append([]int{i}, run[:n]...)) {
			return run[:n]
		}
	}
	for n := 1; n <= len(run); n++ {
		if s.mostly(parent, append([]int{i}, run[:n]...)) {
			return run[:n]
		}
	}
	return nil
}

// mostly reports that line i states the sum of others in at least half of the
// columns where it states anything but zero: one mistyped figure does not undo what
// the others say.
func (s *Sums) mostly(i int, others []int) bool {
	held, broken := 0, 0
	for k := range s.Columns {
		if v, ok := s.Value(i, k); ok && !v.IsZero() {
			if v.Equal(s.sum(k, others)) {
				held++
			} else {
				broken++
			}
		}
	}
	return held > 0 && held >= broken
}

// wholeOfParts makes the only row of data the total of its parts where these make
// up all of it: they say what the money went to.
func (s *Sums) wholeOfParts() {
	details := s.details(0, len(s.Lines))
	if len(details) != 1 || slices.ContainsFunc(s.Lines, func(l *Line) bool { return l.Kind == model.Total || l.Kind == model.Subtotal }) {
		return
	}
	whole := details[0]
	var parts []int
	for j, p := range s.Lines {
		if p.Kind == model.OfWhich && len(p.Covers) == 1 && p.Covers[0] == whole {
			parts = append(parts, j)
		}
	}
	if len(parts) < 2 || !s.mostly(whole, parts) {
		return
	}
	l := s.Lines[whole]
	l.Kind, l.Use, l.Covers, l.Why = model.Total, body.UseTotal, parts, "下面“其中”各行是它的全部，是它们的合计"
	for _, j := range parts {
		p := s.Lines[j]
		p.Kind, p.Use, p.Covers, p.Why = model.Detail, body.UseData, nil, "“其中”各行是上面一行的全部，就是明细"
	}
}

// besides reports that line j is numbered like the parent of part i or above
// it: 三、 is no part of 二、. Where the parts are numbered on with the rest,
// numbers say nothing.
func (s *Sums) besides(j, i, parent int) bool {
	level := func(k int) int8 { return s.Lines[k].Row.Level }
	return level(i) == 0 && 0 < level(j) && level(j) <= level(parent)
}

// brokenDown takes rows below the only total as its parts, where the rows above
// it add up to it, and those below add up to it again: a breakdown by category.
func (s *Sums) brokenDown(total int) {
	above, below := s.details(0, total), s.details(total+1, len(s.Lines))
	if !s.equals(total, above) || !s.equals(total, below) {
		return
	}
	for _, j := range below {
		l := s.Lines[j]
		l.Kind, l.Use, l.Covers = model.OfWhich, body.UseOfWhich, []int{total}
		l.Why = "合计行下面各行加起来又等于合计，是合计的分类"
	}
}
