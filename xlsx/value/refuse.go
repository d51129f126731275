package value

import (
	"fmt"
	"slices"
	"strings"
	"unicode"
)

// clip shortens a text for a message.
func clip(s string) string {
	r := []rune(s)
	if len(r) > 30 {
		return string(r[:29]) + "…"
	}
	return s
}

// unquote drops the apostrophe that makes Excel take a figure as text; some
// programs write it into the file.
func unquote(t string) string {
	for _, q := range []string{"'", "’", "‘", "`"} {
		if rest, ok := strings.CutPrefix(t, q); ok {
			return rest
		}
	}
	return t
}

func hasSuffixAny(s string, suffixes ...string) bool {
	_, ok := suffix(s, suffixes)
	return ok
}

// takeSign takes -, 负 or + off the front.
func takeSign(t string) (rest string, negative bool) {
	for _, m := range []string{"-", "负"} {
		if rest, ok := strings.CutPrefix(t, m); ok {
			return rest, true
		}
	}
	rest, _ = strings.CutPrefix(t, "+")
	return rest, false
}

// dateInstead is the refusal of a date where a figure belongs.
func dateInstead(t, want string) *Error {
	return &Error{t, fmt.Sprintf("单元格显示的是日期 %s，不是%s", t, want), "如果填的其实是数，请把单元格格式改为“常规”或“数值”；如果是日期填错了列，请改正"}
}

// scaled is the refusal of a format that shows another figure than the stored one.
func scaled(t, want string) *Error {
	return &Error{t, fmt.Sprintf("单元格格式把 %s 缩小后显示，分不清该按哪个数作%s", clip(t), want), "请把单元格格式改为“常规”或“数值”，并核对数值与单位"}
}

// refuse explains why a text is no value of the wanted kind, as exactly as can
// be told. example fits the kind.
func refuse(t, want string) *Error {
	cause, cure := diagnose(t, want)
	return &Error{t, cause, cure}
}

func diagnose(t, want string) (cause, cure string) {
	shown := "“" + clip(t) + "”"
	write := "请写成" + examples[want]
	switch {
	case strings.HasPrefix(t, "#"):
		return shown + "是公式出错后留下的文字，不是" + want, "请改正公式或直接填写数值"
	case foreign(t):
		return shown + "不是人民币金额", "请折算成人民币后填写"
	case strings.ContainsAny(t, "△▲▽▼"):
		return shown + "里的三角符号有的表示负数、有的表示下降，不能确定", "负数请写成 -5 或 (5)"
	case hasForeignDigit(t):
		return shown + "里有不是 0 到 9 的数字符号", write
	case strings.Contains(t, " "):
		return shown + "的数字之间有空格，不能确定是一个数还是两个数", "请去掉空格，或只保留一个数"
	case strings.ContainsAny(t, "0123456789") && strings.ContainsRune(t, '。'):
		return shown + "里用了句号，不是小数点", "请把“。”改成“.”"
	case strings.Count(t, ".") > 1:
		return shown + "里有不止一个小数点，不是" + want, write
	case strings.Contains(t, ",") && badGroups(t):
		return shown + "的千位分隔符位置不对", "请按三位一组书写，如 12,345.60，或去掉逗号"
	case want != "比率" && strings.HasSuffix(t, "%"):
		return shown + "是百分数，不是" + want, write
	case asciiNumber(t) && strings.ContainsAny(t, "eExXpP_"):
		return shown + "不是" + want + "的写法", write + "，不要用科学记数或程序写法"
	case want != "日期" && want != "年度" && strings.ContainsAny(t, "~-至") && figuresIn(t) == 2:
		return shown + "写的像是一个范围，不是一个" + want, write
	case want != "日期" && strings.ContainsAny(t, "≥≤><=±"):
		return shown + "是指标要求的写法，不是一个" + want, write
	case !strings.ContainsFunc(t, func(r rune) bool { return digit(r) || isHan(r) }):
		if want == "日期" || want == "年度" {
			return shown + "不是" + want, write
		}
		return shown + "不是" + want, write + "；没有就写 0 或 —"
	}
	if figuresIn(t) > 1 {
		return shown + "里不止一个数，分不清哪个是" + want, write + "；其余的请写到备注里"
	}
	return "看不懂" + shown + "，不能确定" + unsure[want], write
}

var examples = map[string]string{
	"金额": " 36、3,600.00 或 3.6万元",
	"数量": " 320、1.1万 或 320人次",
	"比率": " 96.85% 或 0.9685",
	"数值": " 10 或 9.68",
	"单价": " 100元/人天 或 100",
	"日期": " 2022年5月13日、2022-5-13 或 2022年5月13日至16日",
	"年度": " 2022年 或 2022",
}

// foreign reports the sign or name of another currency.
func foreign(t string) bool {
	return strings.ContainsAny(t, "$€£") || slices.ContainsFunc([]string{"美元", "港元", "欧元", "日元", "USD", "HKD", "EUR", "JPY"}, func(w string) bool { return strings.Contains(t, w) })
}

// unsure is what cannot be told, "是多少" where nothing better fits.
var unsure = map[string]string{"日期": "是哪一天", "年度": "是哪一年", "金额": "是多少钱", "数量": "是多少", "比率": "是多少", "数值": "是多少", "单价": "是多少钱"}

// figuresIn counts the runs of digits.
func figuresIn(t string) int {
	n, in := 0, false
	for _, r := range t {
		d := digit(r) || in && (r == '.' || r == ',')
		if d && !in {
			n++
		}
		in = d
	}
	return n
}

func hasForeignDigit(t string) bool {
	return strings.ContainsFunc(t, func(r rune) bool { return r > 0x7f && unicode.IsDigit(r) })
}

// badGroups reports that some comma does not stand before a group of three.
func badGroups(t string) bool {
	for i := range len(t) {
		if t[i] == ',' {
			if _, _, _, ok := arabic(strings.TrimLeftFunc(t, func(r rune) bool { return !digit(r) })); !ok {
				return true
			}
		}
	}
	return false
}

func asciiNumber(t string) bool {
	return t != "" && strings.IndexFunc(t, func(r rune) bool { return r > 0x7f }) < 0 && strings.ContainsAny(t, "0123456789")
}
