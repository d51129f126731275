package value

import (
	"slices"
	"strings"

	"github.com/shopspring/decimal"
)

// hanDigits are the digits of Chinese numerals, everyday and 大写.
var hanDigits = map[rune]int64{
	'零': 0, '〇': 0, '○': 0, '一': 1, '二': 2, '两': 2, '三': 3, '四': 4, '五': 5, '六': 6, '七': 7, '八': 8, '九': 9,
	'壹': 1, '贰': 2, '叁': 3, '肆': 4, '伍': 5, '陆': 6, '柒': 7, '捌': 8, '玖': 9, '弍': 2, '弐': 2, '貳': 2, '參': 3, '陸': 6, '兩': 2,
}

// hanUnits are the powers of ten within a group of four.
var hanUnits = map[rune]int32{'十': 1, '拾': 1, '百': 2, '佰': 2, '千': 3, '仟': 3}

// hanGroups are the powers of ten of the groups.
var hanGroups = map[rune]int32{'万': 4, '萬': 4, '亿': 8, '億': 8}

func isHan(r rune) bool {
	_, d := hanDigits[r]
	_, u := hanUnits[r]
	_, g := hanGroups[r]
	return d || u || g
}

// hanNumeral takes a Chinese numeral off the front of s: 三十六, 一万零五百,
// 壹拾贰万叁仟, 三点五万. place is the power of ten of the last place that is
// written (3 for 三万五千), big reports 万 or 亿 in it. Short forms whose last
// digit lost its unit (一百五, 三万五) are refused, as are bare rows of digits.
func hanNumeral(s string) (d decimal.Decimal, place int32, big bool, rest string, ok bool) {
	end := len(s)
	for i, r := range s {
		if !isHan(r) && r != '点' {
			end = i
			break
		}
	}
	runes := []rune(s[:end])
	// A trailing 点 is a unit (一点), not a point.
	for len(runes) > 0 && runes[len(runes)-1] == '点' {
		runes = runes[:len(runes)-1]
	}
	if len(runes) == 0 || len(runes) > maxDigits {
		return d, 0, false, s, false
	}
	rest = s[len(string(runes)):]
	big = slices.ContainsFunc(runes, func(r rune) bool { return hanGroups[r] > 0 })
	if i := slices.Index(runes, '点'); i >= 0 {
		d, place, ok = hanDecimal(runes[:i], runes[i+1:])
		return d, place, big, rest, ok
	}
	d, place, ok = hanGroup(runes, true)
	return d, place, big, rest, ok
}

// hanDecimal reads 三点五, 三点五万, 一点二亿.
func hanDecimal(whole, frac []rune) (d decimal.Decimal, place int32, ok bool) {
	d, _, ok = hanSection(whole, true)
	if !ok {
		return d, 0, false
	}
	n := 0
	for ; n < len(frac); n++ {
		v, isDigit := hanDigits[frac[n]]
		if !isDigit {
			break
		}
		place--
		d = d.Add(decimal.New(v, place))
	}
	exp := int32(0)
	for _, r := range frac[n:] {
		g, isGroup := hanGroups[r]
		if !isGroup || g <= exp && exp != 0 {
			return d, 0, false
		}
		exp += g
	}
	return d.Shift(exp), place + exp, n > 0 && exp <= 12
}

// hanGroup reads groups of four with 万 and 亿 between them. leading says that
// nothing stands before.
func hanGroup(runes []rune, leading bool) (d decimal.Decimal, place int32, ok bool) {
	for _, group := range []int32{8, 4} {
		i := lastGroup(runes, group)
		if i < 0 {
			continue
		}
		high, highPlace, ok := hanGroup(runes[:i], leading)
		if !ok || high.IsZero() || high.GreaterThanOrEqual(decimal.New(1, 12-group)) {
			return d, 0, false
		}
		if i == len(runes)-1 {
			return high.Shift(group), highPlace + group, true
		}
		low, place, ok := hanGroup(runes[i+1:], false)
		if !ok || low.IsZero() || low.GreaterThanOrEqual(decimal.New(1, group)) {
			return d, 0, false
		}
		return high.Shift(group).Add(low), place, true
	}
	return hanSection(runes, leading)
}

func lastGroup(runes []rune, group int32) int {
	for i, r := range slices.Backward(runes) {
		if hanGroups[r] == group {
			return i
		}
	}
	return -1
}

// hanSection reads a numeral below ten thousand. A bare last digit must follow
// 十, 零 or nothing.
func hanSection(runes []rune, leading bool) (d decimal.Decimal, place int32, ok bool) {
	if len(runes) == 0 {
		return d, 0, false
	}
	if len(runes) == 1 && hanDigits[runes[0]] == 0 && leading {
		_, zero := hanDigits[runes[0]]
		if zero {
			return d, 0, true
		}
	}
	last := int32(4) // power of the unit before; 4 at the front
	if !leading {
		last = 5 // 一万五: a digit without its unit
	}
	zero := false
	var sum int64
	for i := 0; i < len(runes); i++ {
		v, isDigit := hanDigits[runes[i]]
		switch {
		case isDigit && v == 0:
			if zero || i == 0 && leading {
				return d, 0, false
			}
			zero = true
			continue
		case isDigit:
			unit := int32(0)
			if i+1 < len(runes) {
				u, isUnit := hanUnits[runes[i+1]]
				if !isUnit {
					return d, 0, false
				}
				unit = u
				i++
			} else if !zero && last != 1 && !(last == 4 && leading && i == 0) {
				return d, 0, false
			}
			if unit >= min(last, 4) {
				return d, 0, false
			}
			sum += v * pow10(unit)
			last, place, zero = unit, unit, false
		case hanUnits[runes[i]] == 1 && last > 1 && (zero || i == 0 && leading): // 十五, 一万零十五
			sum += 10
			last, place, zero = 1, 1, false
		default:
			return d, 0, false
		}
	}
	if zero {
		return d, 0, false
	}
	return decimal.NewFromInt(sum), place, true
}

func pow10(n int32) int64 {
	p := int64(1)
	for range n {
		p *= 10
	}
	return p
}

// hanRow reads a row of Chinese digits as figures: 二〇二二 is "2022".
func hanRow(s string) (string, bool) {
	var b strings.Builder
	for _, r := range s {
		v, ok := hanDigits[r]
		if !ok || r == '两' || r == '兩' {
			return "", false
		}
		b.WriteByte(byte('0' + v))
	}
	return b.String(), b.Len() > 0
}
