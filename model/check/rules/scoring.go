package rules

import (
	"slices"

	"github.com/shopspring/decimal"

	"ziping/model/check"
	"ziping/model/check/figure"
)

// explanation says which arithmetic leads to a printed score.
type explanation struct {
	ok  bool
	how string // "" when it is the plain one: exact, or rounded to the set's places
}

// explain finds the rounding by which weight × share becomes got. A score
// rounded to whole points is not accepted unless the rate was rounded first.
func explain(s check.Scoring, got, weight, share decimal.Decimal) explanation {
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
				return explanation{true, "截去后面的小数（四舍五入是 " + figure.Plain(want.Round(s.Places)) + "）"}
			}
		case "rate-first":
			for _, places := range []int32{2, 3, 4} {
				rounded := weight.Mul(share.Round(places))
				if got.Equal(rounded) || got.Equal(rounded.Round(s.Places)) {
					return explanation{true, "先把比率四舍五入为 " + figure.Percent(share.Round(places)) + " 再乘分值"}
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
func accepts(s check.Scoring, weight decimal.Decimal) func(got, want decimal.Decimal) bool {
	return func(got, want decimal.Decimal) bool {
		if weight.IsZero() {
			return got.Equal(want)
		}
		return explain(s, got, weight, want.DivRound(weight, 14)).ok
	}
}

// tierOf is the tier a qualitative actual value names.
func tierOf(s *check.Set, text string) (check.Tier, bool) {
	key := keyOf(text)
	best, length := check.Tier{}, 0
	for _, t := range s.Tiers {
		for _, w := range append(slices.Clone(t.Words), t.Name) {
			if k := keyOf(w); len(k) > length && contains(key, k) {
				best, length = t, len(k)
			}
		}
	}
	return best, length > 0
}

func capped(share decimal.Decimal) decimal.Decimal { return decimal.Min(share, figure.One) }
