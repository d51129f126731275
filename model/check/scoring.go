package check

import (
	"slices"

	"github.com/shopspring/decimal"
)

// explanation says which arithmetic leads to a printed score.
type explanation struct {
	ok  bool
	how string // "" when it is the plain one: exact, or rounded to the set's places
}

// explain finds the rounding by which weight × share becomes got. A score
// rounded to whole points is not accepted unless the rate was rounded first.
func (s Scoring) explain(got, weight, share dec) explanation {
	want := weight.Mul(share)
	if got.Equal(want.Round(s.Places)) || got.Equal(want) {
		return explanation{ok: true}
	}
	for _, way := range s.Accept {
		switch way {
		case "half-up":
			if got.Equal(want.Round(1)) && got.Exponent() < 0 {
				return explanation{true, "四舍五入到一位小数"}
			}
		case "truncate":
			if got.Equal(want.Truncate(s.Places)) || got.Equal(want.Truncate(1)) && got.Exponent() < 0 {
				return explanation{true, "截去后面的小数（四舍五入是 " + plain(want.Round(s.Places)) + "）"}
			}
		case "rate-first":
			for _, places := range []int32{2, 3, 4} {
				rounded := weight.Mul(share.Round(places))
				if got.Equal(rounded) || got.Equal(rounded.Round(s.Places)) {
					return explanation{true, "先把比率四舍五入为 " + percent(share.Round(places)) + " 再乘分值"}
				}
			}
		}
	}
	if got.Sub(want.Round(s.Places)).Abs().LessThanOrEqual(s.Tolerance) {
		return explanation{true, ""}
	}
	return explanation{}
}

// accepts is explain as a relation's test: the share is want over weight.
func (s Scoring) accepts(weight dec) func(got, want dec) bool {
	return func(got, want dec) bool {
		if weight.IsZero() {
			return got.Equal(want)
		}
		return s.explain(got, weight, want.DivRound(weight, 14)).ok
	}
}

// tierOf is the tier a qualitative actual value names.
func (s *Set) tierOf(text string) (Tier, bool) {
	key := keyOf(text)
	best, length := Tier{}, 0
	for _, t := range s.Tiers {
		for _, w := range append(slices.Clone(t.Words), t.Name) {
			if k := keyOf(w); len(k) > length && contains(key, k) {
				best, length = t, len(k)
			}
		}
	}
	return best, length > 0
}

func capped(share dec) dec { return decimal.Min(share, one) }
