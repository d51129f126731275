package value

import (
	"strings"

	"github.com/shopspring/decimal"
)

const (
	significant = 15  // digits that a binary double keeps
	wordDigits  = 18  // digits that an int64 holds, whatever they are
	maxDigits   = 40  // of a numeral in a text; longer ones are no figures of a budget
	maxExponent = 308 // of a stored number
)

var (
	residue = decimal.New(1, -9) // stored numbers below it are left-overs of calculation
	hundred = decimal.NewFromInt(100)
)

// stored reads the text of a Number cell: "12.600000000000001", "1.5E+3". The
// result has 15 significant digits and no trailing zeros behind the point.
func stored(s string) (decimal.Decimal, bool) {
	mantissa, exp, scientific := strings.Cut(s, "e")
	if !scientific {
		mantissa, exp, scientific = strings.Cut(s, "E")
	}
	if scientific {
		e := strings.TrimLeft(exp, "+-")
		if len(exp)-len(e) > 1 || e == "" || len(e) > 3 || !allDigits(e) || small(e) > maxExponent {
			return decimal.Decimal{}, false
		}
	}
	m := strings.TrimLeft(mantissa, "+-")
	whole, frac, _ := strings.Cut(m, ".")
	if len(mantissa)-len(m) > 1 || whole+frac == "" || len(whole)+len(frac) > maxExponent+significant+2 || !allDigits(whole) || !allDigits(frac) {
		return decimal.Decimal{}, false
	}
	if d, ok := short(whole, frac, mantissa[0] == '-'); ok && !scientific {
		return d, true
	}
	d, err := decimal.NewFromString(strings.TrimPrefix(s, "+"))
	if err != nil {
		return decimal.Decimal{}, false
	}
	if d.Abs().LessThan(residue) {
		return decimal.Decimal{}, true
	}
	if n := d.NumDigits(); n > significant {
		d = d.Round(int32(significant-n) - d.Exponent())
	}
	return trim(d), true
}

// short is stored for the numerals that tables are full of: digits that one
// machine word holds.
func short(whole, frac string, neg bool) (decimal.Decimal, bool) {
	if len(whole)+len(frac) > wordDigits {
		return decimal.Decimal{}, false
	}
	n := int64(0)
	for _, part := range [2]string{whole, frac} {
		for i := range len(part) {
			n = n*10 + int64(part[i]-'0')
		}
	}
	exp := -int32(len(frac))
	if n >= 1e15 { // more than the significant digits
		cut := int32(1)
		for n/power10(cut) >= 1e15 {
			cut++
		}
		n, exp = (n+power10(cut)/2)/power10(cut), exp+cut
	}
	if exp < residue.Exponent() && n < power10(residue.Exponent()-exp) {
		n = 0
	}
	if exp > 0 {
		return decimal.Decimal{}, false
	}
	if n, exp = trimmed(n, exp); n == 0 {
		return decimal.Decimal{}, true
	}
	if neg {
		n = -n
	}
	return decimal.New(n, exp), true
}

func power10(n int32) int64 {
	p := int64(1)
	for range n {
		p *= 10
	}
	return p
}

// trimmed is n×10^exp without trailing zeros behind the point.
func trimmed(n int64, exp int32) (int64, int32) {
	for exp < 0 && n%10 == 0 {
		n, exp = n/10, exp+1
	}
	return n, exp
}

// trim drops trailing zeros behind the point, and spells out those before it.
func trim(d decimal.Decimal) decimal.Decimal {
	if d.IsZero() {
		return decimal.Decimal{}
	}
	if d.Exponent() > 0 {
		return decimal.NewFromBigInt(d.BigInt(), 0)
	}
	if d.NumDigits() <= wordDigits {
		n, exp := trimmed(d.CoefficientInt64(), d.Exponent())
		if exp == d.Exponent() {
			return d
		}
		return decimal.New(n, exp)
	}
	for d.Exponent() < 0 {
		q := d.Truncate(-d.Exponent() - 1)
		if !q.Equal(d) {
			break
		}
		d = q
	}
	return d
}

// lastPlace is the power of ten of the last digit behind the point, 0 for whole numbers.
func lastPlace(d decimal.Decimal) int32 { return min(trim(d).Exponent(), 0) }

// plain reads an unsigned decimal in ASCII digits, without separators.
func plain(s string) (decimal.Decimal, bool) {
	whole, frac, point := strings.Cut(s, ".")
	if whole == "" || point && frac == "" || len(s) > maxDigits || !allDigits(whole) || !allDigits(frac) {
		return decimal.Decimal{}, false
	}
	d, err := decimal.NewFromString(s)
	return d, err == nil
}

func allDigits(s string) bool {
	for i := range len(s) {
		if s[i] < '0' || s[i] > '9' {
			return false
		}
	}
	return true
}

// small is the value of up to nine digits.
func small(s string) int {
	n := 0
	for i := range len(s) {
		n = n*10 + int(s[i]-'0')
	}
	return n
}

// arabic takes a decimal numeral off the front of s: 2860, 2,860, 89.974. The
// separators must stand before every group of three, and nowhere else. It
// gives the value and the number of decimals.
func arabic(s string) (d decimal.Decimal, decimals int32, rest string, ok bool) {
	i := 0
	for i < len(s) && (s[i] >= '0' && s[i] <= '9' || s[i] == ',' || s[i] == '.') {
		i++
	}
	numeral, rest := s[:i], s[i:]
	if strings.HasPrefix(rest, " ") {
		return d, 0, s, false
	}
	whole, frac, point := strings.Cut(numeral, ".")
	if point && strings.ContainsAny(frac, ".,") {
		return d, 0, s, false
	}
	if strings.Contains(whole, ",") {
		groups := strings.Split(whole, ",")
		if len(groups[0]) == 0 || len(groups[0]) > 3 {
			return d, 0, s, false
		}
		for _, g := range groups[1:] {
			if len(g) != 3 {
				return d, 0, s, false
			}
		}
		numeral = strings.ReplaceAll(numeral, ",", "")
	}
	d, ok = plain(numeral)
	return d, int32(len(frac)), rest, ok
}
