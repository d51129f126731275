package value

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/shopspring/decimal"
)

// A MoneyUnit is what one of a column's figures is worth. The zero value is
// "not known": bare figures are then refused.
type MoneyUnit struct {
	Name string          // "元", "千元", "万元", "十万元", "百万元", "千万元", "亿元"
	Yuan decimal.Decimal // 1, 1000, 10000, …
	exp  int32           // Yuan is 10^exp
}

// The money units of public accounts.
var (
	Yuan     = MoneyUnit{Name: "元", Yuan: decimal.New(1, 0)}
	TenThous = MoneyUnit{Name: "万元", Yuan: decimal.New(10000, 0), exp: 4}
)

var moneyUnits = map[string]MoneyUnit{
	"元": Yuan, "圆": Yuan, "圓": Yuan, "块": Yuan, "RMB": Yuan, "CNY": Yuan, "¥": Yuan, "yuan": Yuan,
	"千元": money("千元", 3), "仟元": money("千元", 3), "万元": TenThous, "萬元": TenThous, "万圆": TenThous, "万": TenThous,
	"十万元": money("十万元", 5), "百万元": money("百万元", 6), "千万元": money("千万元", 7),
	"亿元": money("亿元", 8), "億元": money("亿元", 8), "亿": money("亿元", 8),
}

func money(name string, exp int32) MoneyUnit {
	return MoneyUnit{Name: name, Yuan: decimal.New(pow10(exp), 0), exp: exp}
}

// power is the exponent of the unit, also of a value that a caller filled in.
func (u MoneyUnit) power() int32 {
	if u.exp != 0 || u.Yuan.IsZero() {
		return u.exp
	}
	return int32(u.Yuan.NumDigits()-1) + u.Yuan.Exponent()
}

// ParseMoneyUnit reads a money unit: 万元, 人民币元, （元）, 单位：万元.
func ParseMoneyUnit(s string) (MoneyUnit, bool) {
	t := fold(s)
	for len(t) > 2 && t[0] == '(' && t[len(t)-1] == ')' {
		t = t[1 : len(t)-1]
	}
	t = stripUnitLabel(t)
	t = strings.TrimSuffix(strings.TrimPrefix(strings.TrimPrefix(t, "人民币"), ":"), "人民币")
	u, ok := moneyUnits[t]
	return u, ok
}

// isMoneyWord reports a word that stands for money behind a figure.
func isMoneyWord(s string) bool {
	_, ok := moneyUnits[s]
	return ok
}

// unitLabels introduce a unit line.
var unitLabels = []string{"金额单位", "计量单位", "货币单位", "计价单位", "数量单位", "单位金额", "单位"}

// stripUnitLabel takes 单位：, 金额单位: off the front.
func stripUnitLabel(t string) string {
	rest, ok := prefix(t, unitLabels)
	if !ok {
		return t
	}
	rest = strings.TrimLeft(rest, ":;,. ")
	rest, _ = prefix(rest, []string{"为", "是"})
	return rest
}

// FindUnitLine finds the money unit that a line of text states for the table
// under it: 单位：万元, 金额单位:元, （万元）, 单位:人民币万元, 以万元为单位, also inside
// longer text (编制单位：… 单位：万元). It gives the unit's name. A unit that is
// only mentioned (下达36万元) is not stated.
func FindUnitLine(text string) (unit string, ok bool) {
	t := fold(text)
	for i := 0; i < len(t); {
		j := strings.Index(t[i:], "单位")
		if j < 0 {
			break
		}
		i += j + len("单位")
		rest := strings.TrimLeft(t[i:], ":;,. ()")
		rest, _ = prefix(rest, []string{"为", "是", "金额:"})
		rest = strings.TrimLeft(strings.TrimPrefix(rest, "人民币"), ":()")
		if u, ok := leadingUnit(rest); ok {
			return u.Name, true
		}
	}
	if u, ok := bracketUnit(t); ok {
		return u.Name, true
	}
	for name, u := range moneyUnits {
		if len(name) >= len("元") && (strings.Contains(t, "以"+name+"为单位") || strings.Contains(t, "以人民币"+name+"为单位")) {
			return u.Name, true
		}
	}
	if u, ok := moneyUnits[strings.TrimPrefix(strings.TrimPrefix(t, "人民币"), ":")]; ok && strings.HasSuffix(u.Name, "元") && strings.HasSuffix(t, "元") {
		return u.Name, true
	}
	return "", false
}

// leadingUnit reads the money unit of a unit line whose label is gone: 万元, or
// one of a list (场、人次、元).
func leadingUnit(s string) (MoneyUnit, bool) {
	for {
		end := strings.IndexFunc(s, func(r rune) bool { return !unicode.IsLetter(r) && r != '¥' })
		if end < 0 {
			end = len(s)
		}
		word := strings.TrimPrefix(s[:end], "人民币")
		if u, ok := lineUnit(word); ok {
			return u, true
		}
		r, n := utf8.DecodeRuneInString(s[end:])
		if !strings.ContainsRune(",、;/", r) || !isUnit(word) {
			return MoneyUnit{}, false
		}
		s = s[end+n:]
	}
}

// lineUnit reads one word of a unit line. Blanks are folded away, so the next
// label may follow at once: 单位：万元编制日期.
func lineUnit(word string) (MoneyUnit, bool) {
	if u, ok := moneyUnits[strings.TrimSuffix(word, "人民币")]; ok && spelled(word) {
		return u, true
	}
	for _, name := range []string{"千万元", "百万元", "十万元", "万元", "千元", "亿元", "元"} {
		if rest, ok := strings.CutPrefix(word, name); ok {
			if _, label := prefix(rest, nextLabels); label {
				return moneyUnits[name], true
			}
		}
	}
	return MoneyUnit{}, false
}

// spelled reports a money word that can stand alone; a bare 万 or 亿 cannot.
func spelled(word string) bool { return strings.ContainsAny(word, "元圆圓¥YCR") }

// nextLabels may follow a unit on one line when the blanks between are gone.
var nextLabels = []string{"编制", "填报", "填表", "制表", "单位", "日期", "年度", "部门", "项目", "财务", "第", "共", "公开", "表", "币种"}

// bracketUnit finds a bracketed money unit: 项目资金（万元）.
func bracketUnit(t string) (MoneyUnit, bool) {
	for {
		i := strings.IndexByte(t, '(')
		if i < 0 {
			return MoneyUnit{}, false
		}
		j := strings.IndexByte(t[i:], ')')
		if j < 0 {
			return MoneyUnit{}, false
		}
		if u, ok := moneyIn(t[i+1 : i+j]); ok {
			return u, true
		}
		t = t[i+1:]
	}
}

// moneyIn reads the inside of a bracket: 万元; 单位：元; 万元，含税.
func moneyIn(in string) (MoneyUnit, bool) {
	for _, part := range strings.FieldsFunc(in, func(r rune) bool { return strings.ContainsRune(",;、 ", r) }) {
		part = strings.TrimPrefix(strings.TrimPrefix(stripUnitLabel(part), "人民币"), ":")
		if u, ok := moneyUnits[part]; ok && spelled(part) {
			return u, true
		}
	}
	return MoneyUnit{}, false
}

// HeaderUnit parts the words of a header from the unit it states: 经费支出（元） is
// 经费支出 and 元; 场次（场）, 受益人数（人次）, 预算执行率%, 金额/万元, 单价（元/人天）
// likewise. What is in brackets and is no unit stays with the words:
// 得分（20分*执行率）, 预算数(A). The unit is as written, but for money whose name
// is ParseMoneyUnit's. Words are folded when a unit was found and as written
// otherwise.
func HeaderUnit(header string) (words, unit string) {
	t := fold(header)
	for i := len(t); ; {
		i = strings.LastIndexByte(t[:i], '(')
		if i <= 0 {
			break
		}
		j := strings.IndexByte(t[i:], ')')
		if j < 0 {
			continue
		}
		in := t[i+1 : i+j]
		if u, ok := moneyIn(in); ok {
			return t[:i] + t[i+j+1:], u.Name
		}
		if in = stripUnitLabel(in); headerWord(in) {
			return t[:i] + t[i+j+1:], in
		}
	}
	if w, ok := strings.CutSuffix(t, "%"); ok && w != "" && !strings.ContainsAny(w, "()0123456789") {
		return w, "%"
	}
	if i := strings.LastIndexAny(t, "/:,"); i > 0 {
		if u, ok := moneyUnits[t[i+1:]]; ok && strings.HasSuffix(t, "元") {
			return t[:i], u.Name
		}
		if exp, unit := splitMultiplier(t[i+1:]); exp > 0 && (unit == "" || isUnit(unit)) {
			return t[:i], t[i+1:]
		}
	}
	return header, ""
}

// headerWord reports a unit as it stands in a header's brackets: a count unit
// with or without 万, a price (元/人天), %.
func headerWord(s string) bool {
	if s == "" || strings.ContainsAny(s, "0123456789*") {
		return false
	}
	if _, _, ok := ParsePriceUnit(s); ok {
		return true
	}
	exp, unit := splitMultiplier(s)
	return isUnit(unit) || exp > 0 && unit == ""
}

// splitMultiplier parts 万人次 into 4 and 人次. A unit that begins like a
// multiplier and is one (千克, 千米) stays whole.
func splitMultiplier(unit string) (exp int32, rest string) {
	if isUnit(unit) {
		return 0, unit
	}
	if exp, rest := multiplier(unit); exp > 0 && (rest == "" || isUnit(rest)) {
		return exp, rest
	}
	return 0, unit
}

// ParsePriceUnit reads the unit of a price: 元/人天, 万元/场.
func ParsePriceUnit(s string) (u MoneyUnit, per string, ok bool) {
	m, per, slash := strings.Cut(fold(s), "/")
	if !slash {
		m, per, slash = strings.Cut(fold(s), "每")
	}
	u, ok = moneyUnits[m]
	if !slash || !ok || !strings.HasSuffix(m, "元") || !isUnit(per) {
		return MoneyUnit{}, "", false
	}
	return u, per, true
}
