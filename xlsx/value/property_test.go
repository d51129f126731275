package value

import (
	"math/big"
	"math/rand/v2"
	"strconv"
	"strings"
	"testing"

	"github.com/shopspring/decimal"

	"ziping/model"
)

// random gives the same figures in every run.
func random() *rand.Rand { return rand.New(rand.NewPCG(2022, 7)) }

func rat(t *testing.T, s string) *big.Rat {
	t.Helper()
	r, ok := new(big.Rat).SetString(s)
	if !ok {
		t.Fatalf("no number: %q", s)
	}
	return r
}

// Amounts in any unit, written in any of the plain ways, are exactly their
// rational value.
func TestAmountExact(t *testing.T) {
	rnd := random()
	units := []struct {
		word string
		unit MoneyUnit
		yuan int64
	}{{"元", Yuan, 1}, {"万元", TenThous, 10000}, {"千元", money("千元", 3), 1000}, {"亿元", money("亿元", 8), 1e8}}
	for range 10000 {
		whole, decimals := strconv.FormatInt(rnd.Int64N(pow10(int32(rnd.IntN(6)))), 10), rnd.IntN(5)
		plain := whole
		if decimals > 0 {
			frac := strconv.FormatInt(rnd.Int64N(pow10(int32(decimals))), 10)
			plain += "." + strings.Repeat("0", decimals-len(frac)) + frac
		}
		u := units[rnd.IntN(len(units))]
		want := new(big.Rat).Mul(rat(t, plain), new(big.Rat).SetInt64(u.yuan))
		text := plain
		if rnd.IntN(2) == 0 {
			text = model.Thousands(text)
		}
		column := u.unit
		if rnd.IntN(2) == 0 {
			text, column = text+u.word, units[rnd.IntN(len(units))].unit
		}
		if rnd.IntN(3) == 0 {
			text = wide(text)
		}
		if rnd.IntN(4) == 0 {
			text, want = "-"+text, want.Neg(want)
		}
		r := Amount(str(text), column)
		if r.State != model.Known || r.Value.Yuan.Rat().Cmp(want) != 0 {
			t.Fatalf("%s in %s: got %v (%v), want %s", text, column.Name, r.Value.Yuan, r.Err, want.RatString())
		}
		if exp := column.power(); !strings.HasSuffix(fold(text), "元") && r.Value.Place != exp-int32(decimals) {
			t.Fatalf("%s in %s: place %d", text, column.Name, r.Value.Place)
		}
	}
}

func wide(s string) string {
	return strings.Map(func(r rune) rune { return r + 0xFEE0*rune(btoi('!' <= r && r <= '~')) }, s)
}

// A stored figure of up to 15 digits comes back from its binary neighbour.
func TestStoredRestoresDecimals(t *testing.T) {
	rnd := random()
	for range 10000 {
		digits := 1 + rnd.IntN(15)
		exp := rnd.IntN(6)
		n := decimal.New(rnd.Int64N(pow10(int32(digits))), -int32(exp))
		if n.Abs().LessThan(residue) {
			continue
		}
		f, _ := strconv.ParseFloat(n.String(), 64)
		for _, text := range []string{strconv.FormatFloat(f, 'g', 17, 64), strconv.FormatFloat(f, 'f', -1, 64), strings.ToUpper(strconv.FormatFloat(f, 'e', 16, 64))} {
			got, ok := stored(text)
			if !ok || !got.Equal(n) {
				t.Fatalf("stored(%q) = %v %v, want %v", text, got, ok, n)
			}
			if lastPlace(got) < -int32(exp) {
				t.Fatalf("stored(%q): place %d", text, lastPlace(got))
			}
		}
	}
}

// capital writes an amount in 大写, by the rules of 支付结算办法 annex 1: a zero
// within is 零, once; behind 万 and 元 it may be left out; 整 stands behind 元 and 角.
func capital(fen int64) string {
	const digits = "零壹贰叁肆伍陆柒捌玖"
	d := func(n int64) string { return string([]rune(digits)[n]) }
	yuan, jiao, rest := fen/100, fen/10%10, fen%10
	var b strings.Builder
	zero := false
	for _, g := range []struct {
		size int64
		name string
	}{{1e8, "亿"}, {1e4, "万"}, {1, ""}} {
		n := yuan / g.size % 10000
		if n == 0 {
			zero = b.Len() > 0
			continue
		}
		for i, u := range []string{"仟", "佰", "拾", ""} {
			v := n / pow10(int32(3-i)) % 10
			if v == 0 {
				zero = zero || b.Len() > 0
				continue
			}
			if zero {
				b.WriteString("零")
			}
			b.WriteString(d(v) + u)
			zero = false
		}
		b.WriteString(g.name)
	}
	if yuan > 0 {
		b.WriteString("元")
	}
	switch {
	case jiao == 0 && rest == 0:
		if yuan == 0 {
			return "零元整"
		}
		return b.String() + "整"
	case rest == 0:
		return b.String() + d(jiao) + "角整"
	case jiao == 0 && yuan > 0:
		return b.String() + "零" + d(rest) + "分"
	case jiao == 0:
		return d(rest) + "分"
	}
	return b.String() + d(jiao) + "角" + d(rest) + "分"
}

func TestCapitalRoundTrip(t *testing.T) {
	rnd := random()
	for i := range int64(30000) {
		fen := i
		if i > 10000 {
			fen = rnd.Int64N(pow10(int32(3 + rnd.IntN(12))))
		}
		if i > 20000 { // many zeros within
			fen = fen / 1000 * 1000 * pow10(int32(rnd.IntN(3))) % pow10(14)
		}
		text := capital(fen)
		for _, text := range []string{text, "人民币" + text} {
			r := Amount(str(text), TenThous)
			if r.State != model.Known || !r.Value.Yuan.Equal(decimal.New(fen, -2)) {
				t.Fatalf("%s: got %v (%v), want %d fen", text, r.Value.Yuan, r.Err, fen)
			}
		}
	}
}

// Everyday numerals: every number below a hundred thousand reads back, with
// and without the word for the unit.
func TestHanNumerals(t *testing.T) {
	for n := range int64(100000) {
		text := everyday(n)
		d, _, _, rest, ok := hanNumeral(text)
		if !ok || rest != "" || !d.Equal(decimal.NewFromInt(n)) {
			t.Fatalf("%s: got %v %q %v, want %d", text, d, rest, ok, n)
		}
	}
}

// everyday writes n < 10⁵ as people do: 十五, 一百零五, 一万零三百.
func everyday(n int64) string {
	if n == 0 {
		return "零"
	}
	digits := []rune("零一二三四五六七八九")
	var b strings.Builder
	zero := false
	for i, u := range []string{"万", "千", "百", "十", ""} {
		v := n / pow10(int32(4-i)) % 10
		if v == 0 {
			zero = zero || b.Len() > 0
			continue
		}
		if zero {
			b.WriteString("零")
			zero = false
		}
		b.WriteString(string(digits[v]) + u)
	}
	return strings.Replace(b.String(), "一十", "十", btoi(n >= 10 && n < 20))
}

// TestShort: what short reads is what the long way reads.
func TestShort(t *testing.T) {
	long := func(s string) decimal.Decimal {
		d, err := decimal.NewFromString(s)
		if err != nil {
			t.Fatal(err)
		}
		if d.Abs().LessThan(residue) {
			return decimal.Decimal{}
		}
		if n := d.NumDigits(); n > significant {
			d = d.Round(int32(significant-n) - d.Exponent())
		}
		return trim(d)
	}
	check := func(s string) {
		want := long(s)
		got, ok := stored(s)
		if !ok || !got.Equal(want) || got.Exponent() != want.Exponent() {
			t.Errorf("%s: got %v×10^%d, want %v×10^%d", s, got.Coefficient(), got.Exponent(), want.Coefficient(), want.Exponent())
		}
	}
	for _, s := range []string{"0", "-0", "0.000", "12.60", "0.30000000000000004", "-12.600000000000001", "999999999999999.5", "9999999999999995", "99999999999999995", "0.9999999999999999",
		"99.99999999999999", "123456789012345678", "100000000000000000", "0.0000000004", "0.000000000999999999", "0.00000000100", "7.", ".5", "1234567890123455", "0.1234567890123455"} {
		check(s)
	}
	r := random()
	for range 20000 {
		digits := make([]byte, 1+r.IntN(19))
		for i := range digits {
			digits[i] = "0123456789099"[r.IntN(13)]
		}
		at := r.IntN(len(digits) + 1)
		check([]string{"", "-"}[r.IntN(2)] + "0" + string(digits[:at]) + "." + string(digits[at:]) + "0")
	}
}

// TestFixed holds the padding of short numbers to decimal's own rounding.
func TestFixed(t *testing.T) {
	r := rand.New(rand.NewPCG(7, 7))
	for range 20000 {
		d := decimal.New(r.Int64N(2e6)-1e6, int32(r.IntN(9)-6))
		for places := range int32(5) {
			if got, want := fixed(d, places), d.StringFixed(places); got != want {
				t.Fatalf("fixed(%v, %d) = %s, want %s", d, places, got, want)
			}
		}
	}
}
