package sum

import (
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
	if s.equals(parent, []int{i}) {
		return nil
	}
	for n := 1; n <= len(run); n++ {
		if s.equals(parent, append([]int{i}, run[:n]...)) {
			return run[:n]
		}
	}
	return nil
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
