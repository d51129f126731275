package sum

import (
	"slices"
	"strings"

	"ziping/model"
	"ziping/xlsx/layout/body"
)

// codes turns a row into the sum of the rows below it whose codes go on from its
// own, or into a heading when it has no figures. Figures decide nothing here: a
// mistyped 302 is still the sum of its 30201 and 30202.
func (s *Sums) codes() {
	for i, l := range s.Lines {
		if l.Code == "" || l.Kind != model.Detail || l.Bare {
			continue
		}
		below := s.below(i, func(d *Line) bool { return len(d.Code) > len(l.Code) && strings.HasPrefix(d.Code, l.Code) })
		if len(below) == 0 {
			continue
		}
		switch own, both := s.Overlap(i, below); {
		case own == 0:
			l.Drop, l.Use, l.Why = true, body.UseSection, "编码是下面各行的上一级，没有数字，是小标题"
		case both > 0:
			l.Kind, l.Use, l.Why = model.Subtotal, body.UseSubtotal, "编码是下面各行的上一级，数字是它们的合计"
			l.Covers, l.Level = below, -1
		default:
			continue
		}
		for _, j := range below {
			s.Lines[j].Group, s.Lines[j].inner = l.Label, true
		}
	}
	for _, l := range s.Lines { // 206 sums the 2060702 below its 20607, not 20607 as well
		l.Covers = slices.DeleteFunc(l.Covers, func(j int) bool { return s.Lines[j].Kind != model.Detail || s.Lines[j].Drop })
	}
}
