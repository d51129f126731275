package value

import (
	"strings"

	"github.com/shopspring/decimal"
)

// A quantity is a number as people write it: 2,860, 1.1万, 三十六, 约600, 320余.
type quantity struct {
	n      decimal.Decimal
	place  int32
	approx bool
	big    bool  // 万 or 亿 stood in it
	bare   bool  // 百 or 千 stood behind Arabic digits, without 万 or 亿
	han    bool  // written in Chinese numerals
	exp    int32 // power of ten of the one multiplier behind the digits, 0 for none or several
}

// Words that make a figure approximate, in front of it.
var approxBefore = []string{"大约", "大概", "约为", "约计", "约", "将近", "接近", "近", "超过", "超", "逾", "≈"}

// Words in front of a figure that change nothing about it.
var neutralBefore = []string{"共计", "总计", "合计", "累计", "共", "计", "达到", "达"}

// Words behind a figure and its unit that make it approximate.
var approxAfter = []string{"左右", "上下", "以上", "以下", "以内", "许", "余"}

// Signs between a figure and its unit that make it approximate.
var approxInside = []string{"余", "多", "来"}

// prefix takes the first of words that s starts with off its front.
func prefix(s string, words []string) (rest string, ok bool) {
	for _, w := range words {
		if rest, ok := strings.CutPrefix(s, w); ok {
			return rest, true
		}
	}
	return s, false
}

func suffix(s string, words []string) (rest string, ok bool) {
	for _, w := range words {
		if rest, ok := strings.CutSuffix(s, w); ok {
			return rest, true
		}
	}
	return s, false
}

// lead takes neutral and approximating words off the front, each kind once.
func lead(s string) (rest string, approx bool) {
	rest, _ = prefix(s, neutralBefore)
	rest, approx = prefix(rest, approxBefore)
	if approx {
		rest, _ = prefix(rest, []string{"为"})
	}
	return rest, approx
}

// takeQuantity takes an unsigned number off the front of s.
func takeQuantity(s string) (q quantity, rest string, ok bool) {
	if s == "" {
		return q, s, false
	}
	if s[0] >= '0' && s[0] <= '9' {
		return takeArabic(s)
	}
	q.han = true
	q.n, q.place, q.big, rest, ok = hanNumeral(s)
	if !ok {
		return q, s, false
	}
	rest, q.approx = prefix(rest, approxInside)
	// 十余万, 三十多万
	if q.approx && !q.big {
		if exp, after := multiplier(rest); exp >= 4 {
			q.n, q.place, q.big, rest = q.n.Shift(exp), q.place+exp, true, after
		}
	}
	return q, rest, true
}

// takeArabic reads digits with 万 and its kin behind them, and mixed forms
// (1亿2000万, 3万5千, 12万3456).
func takeArabic(s string) (q quantity, rest string, ok bool) {
	d, decimals, rest, ok := arabic(s)
	if !ok {
		return q, s, false
	}
	rest, q.approx = prefix(rest, approxInside)
	exp, after := multiplier(rest)
	q.n, q.place, q.exp = d.Shift(exp), exp-decimals, exp
	q.big, q.bare = exp >= 4, exp > 0 && exp < 4
	if exp == 0 {
		return q, rest, true
	}
	rest = after
	if more, yes := prefix(rest, approxInside); yes {
		if q.approx {
			return q, s, false
		}
		q.approx = true
		return q, more, true
	}
	for decimals == 0 && !q.approx && rest != "" && rest[0] >= '0' && rest[0] <= '9' {
		i := strings.IndexFunc(rest, func(r rune) bool { return !digit(r) })
		if i < 0 {
			i = len(rest)
		}
		part, fine := plain(rest[:i])
		next, after := multiplier(rest[i:])
		// The part must fill exactly the places under the one before: 2万3 does not.
		if !fine || rest[i:] != "" && strings.ContainsAny(rest[i:i+1], ".,") || next >= exp ||
			part.Shift(next).GreaterThanOrEqual(decimal.New(1, exp)) || next == 0 && i != int(exp) {
			return q, s, false
		}
		q.n, q.place, q.exp = q.n.Add(part.Shift(next)), next, 0
		rest, exp = after, next
		if next == 0 {
			break
		}
		rest, q.approx = prefix(rest, approxInside)
	}
	return q, rest, true
}

// multiplier takes 百, 千, 万, 亿 and their products (千万, 万亿) off the front
// of s and gives the power of ten.
func multiplier(s string) (exp int32, rest string) {
	if _, unit := prefix(s, likeMultipliers); unit {
		return 0, s
	}
	for _, m := range multipliers {
		if r, ok := strings.CutPrefix(s, m.word); ok {
			return m.exp, r
		}
	}
	return 0, s
}

// likeMultipliers begin like one and are none.
var likeMultipliers = []string{"百分", "千瓦", "千克", "千米", "千伏", "千卡"}

// multipliers, the longer before their beginnings.
var multipliers = []struct {
	word string
	exp  int32
}{
	{"万亿", 12}, {"千亿", 11}, {"百亿", 10}, {"十亿", 9}, {"亿", 8}, {"億", 8},
	{"千万", 7}, {"仟万", 7}, {"百万", 6}, {"佰万", 6}, {"十万", 5}, {"拾万", 5}, {"万", 4}, {"萬", 4},
	{"千", 3}, {"仟", 3}, {"百", 2}, {"佰", 2},
}
