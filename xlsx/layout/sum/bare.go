package sum

import (
	"slices"

	"github.com/shopspring/decimal"

	"ziping/model"
	"ziping/xlsx/layout/body"
	"ziping/xlsx/layout/evidence"
)

// equals reports that line i states, in every column where it states anything,
// the sum of the others.
func (s *Sums) equals(i int, others []int) bool {
	if len(others) == 0 {
		return false
	}
	stated := 0
	for k := range s.Columns {
		v, ok := s.Value(i, k)
		if !ok {
			continue
		}
		stated++
		if !v.Equal(s.sum(k, others)) {
			return false
		}
	}
	return stated > 0
}

func (s *Sums) sum(column int, lines []int) decimal.Decimal {
	var n decimal.Decimal
	for _, i := range lines {
		if v, ok := s.Value(i, column); ok {
			n = n.Add(v)
		}
	}
	return n
}

// bareRows settles rows of figures without a word: sums, or unreadable.
func (s *Sums) bareRows() {
	met := 0
	for i, l := range s.Lines {
		if !l.Bare || l.Kind != model.Detail || l.Drop {
			continue
		}
		if met++; met > evidence.BareRows {
			if !l.Dated {
				l.Bad, l.Why = true, "有数字却没有名称，这样的行太多，分不清是明细还是合计"
			}
			continue
		}
		others := func(from, to int) []int {
			return slices.DeleteFunc(s.details(from, to), func(j int) bool { return s.Lines[j].Bare })
		}
		before, after := others(0, i), others(i+1, len(s.Lines))
		since := others(s.lastAggregate(i), i)
		sum := func(rows []int) bool { return s.equals(i, rows) && (len(rows) > 1 || !l.Dated) } // on another day the same again
		switch {
		case len(before) == 0 && sum(after), len(after) == 0 && sum(before):
			l.Kind, l.Level, l.Use, l.Why = model.Total, 3, body.UseTotal, "没有名称，数字正好是各行之和，是合计行"
		case len(since) < len(before) && sum(since), len(since) > 1 && sum(since):
			l.Kind, l.Level, l.Use, l.Why = model.Subtotal, 1, body.UseSubtotal, "没有名称，数字正好是上面几行之和，是小计行"
		case sum(before):
			l.Kind, l.Level, l.Use, l.Why = model.Total, 2, body.UseTotal, "没有名称，数字正好是上面各行之和，是合计行"
		case l.Summed && len(before) > 1:
			l.Kind, l.Level, l.Use, l.Why = model.Total, 2, body.UseTotal, "没有名称，公式对上面各行求和，是合计行"
			if len(after) > 0 {
				l.Kind, l.Level, l.Use = model.Subtotal, 1, body.UseSubtotal
			}
		case l.Dated || len(before)+len(after) == 0:
		default:
			l.Bad, l.Why = true, "有数字却没有名称，又不等于别的行之和，分不清是明细还是合计"
		}
	}
}

func (s *Sums) lastAggregate(i int) int {
	for j := i - 1; j >= 0; j-- {
		if k := s.Lines[j].Kind; k == model.Subtotal || k == model.Total {
			return j + 1
		}
	}
	return 0
}
