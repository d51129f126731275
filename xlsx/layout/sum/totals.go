package sum

import (
	"slices"
	"strings"

	"github.com/shopspring/decimal"

	"ziping/model"
	"ziping/xlsx/layout/body"
	"ziping/xlsx/layout/evidence"
	"ziping/xlsx/layout/word"
)

// totals tells the grand total from the sums of sections and pages.
func (s *Sums) totals() {
	var all []int
	top := 0
	for i, l := range s.Lines {
		if l.Kind == model.Total {
			all = append(all, i)
			top = max(top, l.Level)
		}
	}
	if len(all) == 1 {
		s.brokenDown(all[0])
	}
	details := s.details(0, len(s.Lines))
	last := -1
	for n, i := range all {
		l := s.Lines[i]
		l.Covers = details
		if len(all) == 1 {
			continue
		}
		if l.Level < top {
			l.Kind, l.Use = model.Subtotal, body.UseSubtotal
			l.Covers = nil
			continue
		}
		segment := s.details(last+1, i)
		soFar := s.details(0, i)
		last = i
		if len(all) > evidence.TotalRows && n > 0 && n < len(all)-1 {
			l.Kind, l.Use, l.Covers = model.Subtotal, body.UseSubtotal, segment
			continue
		}
		switch best := s.nearest(i, [][]int{details, soFar, segment}); {
		case len(segment) == 0 && n == 0: // in front of everything
		case best == 1 && len(soFar) < len(details):
			l.Kind, l.Use, l.Covers = model.Subtotal, body.UseSubtotal, soFar
			l.Why += "，合计的是到此为止的各行"
		case best == 2 && len(segment) < len(details):
			l.Kind, l.Use, l.Covers = model.Subtotal, body.UseSubtotal, segment
			l.Why += "，合计的是本段各行"
		}
	}
}

// nearest is the index of the set of lines whose sum is nearest to what line i
// states; the earlier set wins a tie.
func (s *Sums) nearest(i int, sets [][]int) int {
	best, at := decimal.Decimal{}, 0
	for n, set := range sets {
		var gap decimal.Decimal
		for k := range s.Columns {
			if v, ok := s.Value(i, k); ok {
				gap = gap.Add(v.Sub(s.sum(k, set)).Abs())
			}
		}
		if n == 0 || gap.LessThan(best) {
			best, at = gap, n
		}
	}
	return at
}

// subtotals finds the rows each 小计 sums: those it names, those under its
// heading, else those between it and the sum before, or after it where sums
// stand first.
func (s *Sums) subtotals() {
	first := s.sumsFirst()
	s.groups = map[string][]int{}
	for _, j := range s.details(0, len(s.Lines)) {
		if g := s.Lines[j].Group; g != "" {
			s.groups[g] = append(s.groups[g], j)
		}
	}
	for i, l := range s.Lines {
		if l.Kind != model.Subtotal || len(l.Covers) > 0 {
			continue
		}
		if named := s.named(l); len(named) > 0 {
			l.Covers = named
			continue
		}
		if l.Group != "" {
			if same := s.groups[l.Group]; len(same) > 0 {
				l.Covers = same
				continue
			}
		}
		before := s.details(s.sumBefore(i, l.Level)+1, i)
		after := s.details(i+1, s.sumAfter(i, l.Level))
		if first && len(after) > 0 || len(before) == 0 {
			l.Covers = after
		} else {
			l.Covers = before
		}
	}
}

// sumsFirst reports that the sums stand in front of what they sum.
func (s *Sums) sumsFirst() bool {
	for _, l := range s.Lines {
		switch {
		case l.Drop || l.Kind == model.Total || l.Kind == model.OfWhich:
		case l.Kind == model.Subtotal && l.Level > 0:
			return true
		default:
			return false
		}
	}
	return false
}

func (s *Sums) sumBefore(i, level int) int {
	for j := i - 1; j >= 0; j-- {
		if l := s.Lines[j]; (l.Kind == model.Subtotal || l.Kind == model.Total) && l.Level >= level {
			return j
		}
	}
	return -1
}

func (s *Sums) sumAfter(i, level int) int {
	for j := i + 1; j < len(s.Lines); j++ {
		if l := s.Lines[j]; (l.Kind == model.Subtotal || l.Kind == model.Total) && l.Level >= level {
			return j
		}
	}
	return len(s.Lines)
}

// named are the rows of the group that a 小计 names.
func (s *Sums) named(l *Line) []int {
	name := model.Key(l.Name)
	if name == "" || word.PageWord.MatchString(name) {
		return nil
	}
	if exact := s.groups[name]; len(exact) > 0 {
		return exact
	}
	if said := s.saying(name); len(said) > 0 {
		return said
	}
	near := ""
	for g := range s.groups {
		if strings.Contains(g, name) || strings.Contains(name, g) {
			if near != "" {
				return nil // two groups are called so: its place decides
			}
			near = g
		}
	}
	return s.groups[near]
}

// saying are the rows of data that have a name in some cell: 小计（中央） sums those
// with 中央 as their source.
func (s *Sums) saying(name string) (rows []int) {
	if s.Says == nil || len(s.Lines) > evidence.SumLines {
		return nil
	}
	for _, j := range s.details(0, len(s.Lines)) {
		if s.Says(j, name) {
			rows = append(rows, j)
		}
	}
	return rows
}

// promote makes a 合计 of all rows the total when no other row is, and takes
// the parts of a total as data when the table has no other data.
func (s *Sums) promote() {
	details := s.details(0, len(s.Lines))
	hasTotal := slices.ContainsFunc(s.Lines, func(l *Line) bool { return l.Kind == model.Total })
	if !hasTotal && len(details) > 0 {
		for _, l := range slices.Backward(s.Lines) {
			if l.Kind == model.Subtotal && l.Level > 0 {
				if len(l.Covers) == len(details) && (l.Level >= 2 || l.Name == "") {
					l.Kind, l.Use, l.Why = model.Total, body.UseTotal, l.Why+"，合计的是全部各行"
				}
				break
			}
		}
	}
	if len(details) > 0 {
		return
	}
	for i, l := range s.Lines {
		if l.Kind != model.Total {
			continue
		}
		var parts []int
		for j, p := range s.Lines {
			if p.Kind == model.OfWhich && len(p.Covers) == 1 && p.Covers[0] == i {
				parts = append(parts, j)
			}
		}
		if s.equals(i, parts) {
			for _, j := range parts {
				p := s.Lines[j]
				p.Kind, p.Use, p.Covers, p.Why = model.Detail, body.UseData, nil, "“其中”各行加起来正好是合计，就是明细"
			}
			l.Covers = parts
		}
		return
	}
}
