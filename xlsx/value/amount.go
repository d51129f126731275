package value

import (
	"fmt"
	"strings"
	"unicode/utf8"

	"github.com/shopspring/decimal"

	"ziping/model"
	"ziping/xlsx/grid"
)

// tooMuchDigits are more than any budget has, in yuan: a figure above them is a
// slip or an account number.
const tooMuchDigits = 15 // before the point

// Amount reads a sum of money. unit is the column's; a unit in the cell wins.
//
//	36  3,724,055.00  ￥36  36元  4.5万元  1.2亿  人民币叁拾陆万元整  5元3角
//	(5)  -5  负5      negative; brackets around a bare figure only
//	约36万  近10万元  36万余元  36万元左右      with Approx
//
// Percentages, ranges, foreign money and sums of several figures are refused.
func Amount(c *grid.Cell, unit MoneyUnit) Result[model.Amount] {
	const want = "金额"
	t, r, done := begin[model.Amount](c, want)
	if done {
		return r
	}
	var a model.Amount
	var err *Error
	switch c.Kind {
	case grid.Date:
		err = dateInstead(t, want)
	case grid.Number:
		a, err = storedAmount(c, t, unit)
	default:
		a, err = textAmount(t, unit)
	}
	if err == nil && a.Yuan.NumDigits()+int(a.Yuan.Exponent()) > tooMuchDigits {
		err = &Error{t, fmt.Sprintf("“%s”换算成元超过一千万亿，不像是金额", clip(t)), "请核对数值和单位，账号、编码不要放在金额列"}
	}
	if err != nil {
		return bad[model.Amount](err)
	}
	return known(a)
}

// storedAmount reads a Number cell. A unit that the format prints is the
// cell's; a format that shows the figure divided tells the stored unit.
func storedAmount(c *grid.Cell, t string, unit MoneyUnit) (a model.Amount, err *Error) {
	n, s, err := storedCell(c, t, "金额")
	if err != nil {
		return a, err
	}
	if s.percent {
		return a, &Error{t, "金额单元格设成了百分比格式", "请把单元格格式改为“数值”，并核对金额"}
	}
	printed, err := printedUnit(s, t)
	if err != nil {
		return a, err
	}
	if printed.Name != "" {
		unit = printed
	}
	if unit.Name == "" && unit.Yuan.IsZero() {
		return a, noUnit(t)
	}
	exp := unit.power() - int32(s.scale)
	if s.scale != 0 && (exp < 0 || printed.Name == "" && exp != 0) {
		return a, scaled(t, "金额")
	}
	if a.Yuan = n.N; exp != 0 {
		a.Yuan = n.N.Shift(exp)
	}
	a.Place = unit.power() + s.place(n.Place)
	a.Approx = s.approx()
	return a, nil
}

// printedUnit is the money unit in the literal text of a number format, zero
// when there is none.
func printedUnit(s shape, t string) (MoneyUnit, *Error) {
	if foreign(s.before + s.after) {
		return MoneyUnit{}, &Error{t, fmt.Sprintf("单元格格式显示的是外币（%s）", clip(s.before+s.after)), "请折算成人民币后填写，并把单元格格式改为“数值”"}
	}
	word, _ := suffix(strings.Trim(fold(s.after), "()-_ 整"), approxAfter)
	if word == "" {
		return MoneyUnit{}, nil
	}
	if u, ok := ParseMoneyUnit(word); ok {
		return u, nil
	}
	if strings.ContainsFunc(word, func(r rune) bool { return r > 0x2E7F }) {
		return MoneyUnit{}, &Error{t, fmt.Sprintf("单元格格式在数后面显示“%s”，不是金额单位", clip(word)), "请改正单元格格式，或把数值填到对应的列"}
	}
	return MoneyUnit{}, nil
}

func noUnit(t string) *Error {
	return &Error{t, fmt.Sprintf("不知道“%s”的单位是元还是万元", clip(t)), "请在表的右上角写明“单位：元”或“单位：万元”，或在表头写“（元）”"}
}

// currencyBefore are the marks of the currency in front of a figure.
var currencyBefore = []string{"人民币:", "人民币", "RMB", "rmb", "CNY", "¥"}

func textAmount(t string, unit MoneyUnit) (a model.Amount, err *Error) {
	in := unquote(t)
	neg := false
	if len(in) > 2 && in[0] == '(' && in[len(in)-1] == ')' {
		inner, _ := prefix(in[1:len(in)-1], currencyBefore)
		if _, _, rest, ok := arabic(inner); !ok || rest != "" {
			return a, refuse(t, "金额")
		}
		in, neg = in[1:len(in)-1], true
	}
	in, a.Approx = lead(in)
	in, minus := takeSign(in)
	in, currency := prefix(in, currencyBefore)
	if !minus && currency {
		in, minus = takeSign(in)
	}
	if !a.Approx {
		in, a.Approx = prefix(in, approxBefore)
	}
	if neg && minus {
		return a, refuse(t, "金额")
	}
	q, rest, ok := takeQuantity(in)
	if !ok {
		return a, refuse(t, "金额")
	}
	if q.han && rest == "" && utf8.RuneCountInString(in) == 1 && !q.n.IsZero() {
		return a, &Error{t, fmt.Sprintf("“%s”像是序号，不能确定是金额", clip(t)), "是金额的话请写成" + examples["金额"]}
	}
	a.Approx = a.Approx || q.approx
	yuan, place, approx, ok := takeMoney(q, rest, unit)
	switch {
	case ok:
	case rest == "" && unit.Name == "" && unit.Yuan.IsZero():
		return a, noUnit(t)
	case rest == "" && q.bare:
		return a, &Error{t, fmt.Sprintf("“%s”后面没有写元，分不清是%s元还是%s%s", clip(t), clip(t), clip(t), unit.Name), "请写全，如 5000元 或 0.5万元"}
	default:
		return a, refuse(t, "金额")
	}
	a.Yuan, a.Place, a.Approx = yuan, place, a.Approx || approx
	if neg || minus {
		a.Yuan = a.Yuan.Neg()
	}
	return a, nil
}

// takeMoney reads what follows the figure, to the end: unit, 角 and 分, 整,
// 人民币, 左右.
func takeMoney(q quantity, rest string, column MoneyUnit) (yuan decimal.Decimal, place int32, approx, ok bool) {
	rest, approx = suffix(rest, approxAfter)
	rest = strings.TrimSuffix(strings.TrimSuffix(rest, "人民币"), "(人民币)")
	exact := false
	if r, ok := suffix(rest, []string{"整", "正"}); ok {
		rest, exact = r, true
	}
	switch {
	case rest == "" && q.big && !exact: // 4.5万: 万元
		return q.n, q.place, approx, true
	case rest == "" && q.bare: // 5千: only 元 can be meant where the column says 元
		return q.n, q.place, approx, !exact && column.Name == "元"
	case rest == "":
		if exact || column.Name == "" && column.Yuan.IsZero() {
			return yuan, 0, false, false
		}
		exp := column.power()
		return q.n.Shift(exp), q.place + exp, approx, true
	}
	after, isYuan := prefix(rest, []string{"元钱", "块钱", "元", "圆", "圓", "块"})
	if !isYuan {
		if u, named := moneyUnits[rest]; named && !exact && (rest == "RMB" || rest == "CNY" || rest == "千元" || rest == "仟元") {
			return q.n.Shift(u.exp), q.place + u.exp, approx, true
		}
		coins, place, ok := takeCoins(q, rest)
		if exact {
			place = -2
		}
		return coins, place, approx, ok
	}
	yuan, place = q.n, q.place
	if exact {
		place = min(place, -2)
	}
	if after == "" {
		return yuan, place, approx, true
	}
	// 5元3角2分: coins only behind whole yuan
	if q.place < 0 || q.approx {
		return yuan, 0, false, false
	}
	coins, place, ok := coinsAfterYuan(after)
	if exact {
		place = -2
	}
	return yuan.Add(coins), place, approx, ok
}

// takeCoins reads 5角, 伍角叁分, 3分, where the figure before is q.
func takeCoins(q quantity, rest string) (yuan decimal.Decimal, place int32, ok bool) {
	if q.place < 0 || q.big || q.bare {
		return yuan, 0, false
	}
	if after, ok := strings.CutPrefix(rest, "角"); ok {
		yuan = q.n.Shift(-1)
		if after == "" {
			return yuan, -1, true
		}
		fen, ok := oneCoin(after, "分")
		return yuan.Add(fen.Shift(-2)), -2, ok && q.n.LessThan(decimal.NewFromInt(10))
	}
	return q.n.Shift(-2), -2, rest == "分"
}

// coinsAfterYuan reads 3角2分, 零5分, 叁角 to the end.
func coinsAfterYuan(s string) (yuan decimal.Decimal, place int32, ok bool) {
	s = strings.TrimPrefix(s, "零")
	if jiao, fen, found := strings.Cut(s, "角"); found {
		j, ok := oneCoin(jiao+"角", "角")
		if !ok {
			return yuan, 0, false
		}
		if fen == "" {
			return j.Shift(-1), -1, true
		}
		f, ok := oneCoin(strings.TrimPrefix(fen, "零"), "分")
		return j.Shift(-1).Add(f.Shift(-2)), -2, ok
	}
	f, ok := oneCoin(s, "分")
	return f.Shift(-2), -2, ok
}

// oneCoin reads one digit and its name.
func oneCoin(s, name string) (decimal.Decimal, bool) {
	q, rest, ok := takeQuantity(s)
	return q.n, ok && rest == name && !q.approx && q.place == 0 && q.n.LessThan(decimal.NewFromInt(10))
}
