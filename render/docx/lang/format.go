package lang

import (
	"fmt"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"
	"ziping/render/docx/problem"

	"github.com/shopspring/decimal"
)

// A Format is one format after the bar, with what was written behind its name.
type Format struct {
	def *formatDef
	arg string
	n   int // the number in arg, -1 without one
}

// String returns the format as one would write it.
func (f Format) String() string {
	if f.arg == "" {
		return f.def.name
	}
	return f.def.name + " " + f.arg
}

// A formatDef is a format by its name. number and other are its two kinds; args lists the words it takes besides
// a number of decimals, which it takes if decimals is set.
type formatDef struct {
	name     string
	doc      string // what it does, with an example
	decimals bool
	args     []string
	free     bool                                     // what an empty value is replaced by; takes any text
	anyArg   bool                                     // takes any text
	list     func(items []any, f Format) (any, error) // takes a whole list
	number   func(d decimal.Decimal, f Format) (string, error)
	other    func(v any, f Format) (string, error)
}

// formats lists every format. A new one is one more line.
var formats = []formatDef{
	{name: "万元", doc: "以元计的数换成万元：360000 → 36万元", decimals: true, number: shifted(4, "万元")},
	{name: "万", doc: "以元计的数换成万，不写单位：360000 → 36", decimals: true, number: shifted(4, "")},
	{name: "亿元", doc: "以元计的数换成亿元：150000000 → 1.5亿元", decimals: true, number: shifted(8, "亿元")},
	{name: "千元", doc: "以元计的数换成千元", decimals: true, number: shifted(3, "千元")},
	{name: "元", doc: "整元不写小数，有角分写两位：72500 → 72500元", decimals: true, number: yuan},
	{name: "百分比", doc: "比率写成百分数：0.9667 → 96.67%；百分比 2 固定两位", decimals: true, number: percent},
	{name: "人数", doc: "满一万用万，至多两位小数：11000 → 1.1万，119122 → 11.91万，712 → 712", decimals: true, number: people},
	{name: "小数", doc: "四舍五入到固定位数：小数 2", decimals: true, number: fixed},
	{name: "整数", doc: "四舍五入到整数", number: func(d decimal.Decimal, _ Format) (string, error) { return d.Round(0).String(), nil }},
	{name: "千分位", doc: "三位一逗号：72500.00 → 72,500.00", decimals: true, number: grouped},
	{name: "中文数字", doc: "15 → 十五；中文数字 逐位：2022 → 二〇二二", args: []string{"逐位"}, number: chineseFormat},
	{name: "大写金额", doc: "72500 → 柒万贰仟伍佰元整", number: capitalAmount},
	{name: "日期", doc: "2022-01-01 → 2022年1月1日；日期 年月、年、月日、-、/、. 另有写法", args: []string{"年月日", "年月", "年", "月日", "-", "/", ".", "中文"}, other: dateFormat},
	{name: "默认", doc: "空时改写别的：{{备注｜默认 无}}", free: true},
	{name: "去序号", doc: "去掉文字前面手写的序号：一、加强管理 → 加强管理", other: withoutNumber},
	{name: "顿号", doc: "清单用顿号连成一句：{{活动.名称｜顿号}} → 讲座、展览、竞赛", list: joined("、")},
	{name: "连接", doc: "清单用别的符号连接：{{活动.名称｜连接 ；}}，分行写 连接 换行", anyArg: true, list: joined("")},
	{name: "个数", doc: "清单有几项：{{活动｜个数}} → 3", list: counted},
	{name: "合计", doc: "清单里的数相加：{{活动.经费｜合计｜万元}}；空白的不计，并加批注说明", list: total},
}

// A FormatDoc describes one format for the user.
type FormatDoc struct{ Name, Doc string }

// Formats lists the formats a tag may name, in the order they are documented.
func Formats() []FormatDoc {
	out := make([]FormatDoc, 0, len(formats)+1)
	for _, f := range formats {
		out = append(out, FormatDoc{f.name, f.doc})
	}
	return append(out, FormatDoc{"合并", "行循环里上下相同的单元格合并；左边一列断开处也断开，合并 全部 不管左边"})
}

// parseFormat reads a format, normalised and as typed: its name, then a number of decimals or a word, with or without a blank between.
func parseFormat(s, typed string, own Formatters) (Format, *problem.Fault) {
	name := NormalName(s)
	var def *formatDef
	for i := range formats {
		d := &formats[i]
		if rest, ok := strings.CutPrefix(name, d.name); ok && (def == nil || len(d.name) > len(def.name)) && d.accepts(rest) {
			def = d
		}
	}
	if own := own.find(name); own != nil && (def == nil || len(own.name) >= len(def.name)) {
		def = own
	}
	if def == nil {
		return Format{}, unknownFormat(name)
	}
	f := Format{def: def, arg: name[len(def.name):], n: -1}
	if def.free || def.anyArg {
		if _, arg, ok := strings.Cut(typed, def.name); ok {
			f.arg = unquoted(strings.TrimSpace(arg))
		}
	} else if n, err := strconv.Atoi(f.arg); err == nil {
		f.n = n
	}
	return f, nil
}

// accepts reports whether arg may follow the format's name.
func (d *formatDef) accepts(arg string) bool {
	if arg == "" || d.free || d.anyArg {
		return true
	}
	if d.decimals {
		n, err := strconv.Atoi(arg)
		return err == nil && n >= 0 && n <= 20 && arg[0] != '+'
	}
	for _, a := range d.args {
		if a == arg {
			return true
		}
	}
	return false
}

// unquoted takes the quotes off an argument, which keep blanks in it, and reads the word for a line break.
func unquoted(s string) string {
	if s == "换行" {
		return "\n"
	}
	open, n := utf8.DecodeRuneInString(s)
	end, k := utf8.DecodeLastRuneInString(s)
	if len(s) > n && strings.ContainsRune(openQuotes, open) && closesQuote(open, end) {
		return s[n : len(s)-k]
	}
	return s
}

func unknownFormat(name string) *problem.Fault {
	e := &problem.Fault{ID: problem.Format, Msg: "没有名为“" + name + "”的格式"}
	word := strings.TrimRight(name, "0123456789")
	names := make([]string, 0, len(formats)+1)
	for _, f := range formats {
		names = append(names, f.name)
	}
	names = append(names, "合并")
	if e.Suggest = Nearest(word, names); e.Suggest == "" || strings.HasPrefix(name, e.Suggest) {
		for _, f := range formats {
			if rest, ok := strings.CutPrefix(name, f.name); ok && (f.decimals || f.args != nil) {
				e.Msg, e.Suggest = "格式“"+f.name+"”后面的“"+rest+"”不对", ""
			}
		}
	}
	e.Hint = "可用的格式：" + strings.Join(names, "、") + "。"
	return e
}

func shifted(exp int32, unit string) func(decimal.Decimal, Format) (string, error) {
	return func(d decimal.Decimal, f Format) (string, error) { return Trimmed(d.Shift(-exp), f.n) + unit, nil }
}

// Trimmed writes d without superfluous zeros, or with exactly n decimals when n is not negative.
func Trimmed(d decimal.Decimal, n int) string {
	if n >= 0 {
		return d.StringFixed(int32(n))
	}
	s := d.String()
	if strings.Contains(s, ".") {
		s = strings.TrimRight(strings.TrimRight(s, "0"), ".")
	}
	if s == "-0" || s == "" {
		return "0"
	}
	return s
}

func yuan(d decimal.Decimal, f Format) (string, error) {
	if f.n < 0 && !d.Equal(d.Truncate(0)) {
		if s := Trimmed(d, -1); len(s)-strings.IndexByte(s, '.') > 3 {
			return s + "元", nil // more than fen: nothing is rounded away
		}
		f.n = 2
	}
	return Trimmed(d, f.n) + "元", nil
}

func percent(d decimal.Decimal, f Format) (string, error) {
	d = d.Shift(2)
	if f.n < 0 {
		d = d.Round(2)
	}
	return Trimmed(d, f.n) + "%", nil
}

func people(d decimal.Decimal, f Format) (string, error) {
	if d.Abs().LessThan(decimal.New(1, 4)) {
		return Trimmed(d, -1), nil
	}
	w := d.Shift(-4)
	if f.n >= 0 {
		return Trimmed(w, f.n) + "万", nil
	}
	short := w.Round(2)
	if short.IsInteger() && !w.IsInteger() { // 99996 is not 10万
		return Trimmed(d, -1), nil
	}
	return Trimmed(short, -1) + "万", nil
}

func fixed(d decimal.Decimal, f Format) (string, error) {
	return Trimmed(d, max(f.n, 0)), nil
}

// grouped writes thousands separators and keeps the decimals the value has.
func grouped(d decimal.Decimal, f Format) (string, error) {
	s := d.StringFixed(max(-d.Exponent(), 0))
	if f.n >= 0 {
		s = d.StringFixed(int32(f.n))
	}
	sign := ""
	if s[0] == '-' {
		sign, s = "-", s[1:]
	}
	whole, frac, ok := strings.Cut(s, ".")
	var b strings.Builder
	for i, c := range whole {
		if i > 0 && (len(whole)-i)%3 == 0 {
			b.WriteByte(',')
		}
		b.WriteRune(c)
	}
	if ok {
		b.WriteString("." + frac)
	}
	return sign + b.String(), nil
}

const digitsCN = "零一二三四五六七八九"

func digit(set string, d byte) string {
	r := []rune(set)
	return string(r[d-'0'])
}

// chineseInt writes a small positive whole number in Chinese: 15 → 十五.
func chineseInt(n int) string { return chinese(strconv.Itoa(n)) }

// chinese writes a string of decimal digits as a Chinese number.
func chinese(s string) string {
	out := spell(s, digitsCN, []string{"", "十", "百", "千"})
	if strings.HasPrefix(out, "一十") { // 十五, not 一十五
		out = strings.TrimPrefix(out, "一")
	}
	return out
}

// spell writes whole digits with the given numerals and units: groups of four, one 零 for any gap.
func spell(s, numerals string, units []string) string {
	s = strings.TrimLeft(s, "0")
	if s == "" {
		return digit(numerals, '0')
	}
	groups := []string{"", "万", "亿", "万亿", "亿亿", "万亿亿"}
	var b strings.Builder
	gap := false
	for len(s) > 0 {
		g := (len(s) - 1) / 4
		part := s[:len(s)-4*g]
		s = s[len(part):]
		any := false
		for i := range len(part) {
			if part[i] == '0' {
				gap = true
				continue
			}
			if gap && b.Len() > 0 {
				b.WriteString(digit(numerals, '0'))
			}
			gap, any = false, true
			b.WriteString(digit(numerals, part[i]) + units[len(part)-1-i])
		}
		if any {
			b.WriteString(groups[g])
		}
	}
	return b.String()
}

const maxSpelled = 24 // digits before the point that have a reading

func chineseFormat(d decimal.Decimal, f Format) (string, error) {
	s := Trimmed(d, -1)
	sign := ""
	if s[0] == '-' {
		sign, s = "负", s[1:]
	}
	whole, frac, _ := strings.Cut(s, ".")
	if len(whole) > maxSpelled {
		return "", fmt.Errorf("数太大，没有中文读法")
	}
	oneByOne := func(s string, set string) string {
		var b strings.Builder
		for i := range len(s) {
			b.WriteString(digit(set, s[i]))
		}
		return b.String()
	}
	out := chinese(whole)
	if f.arg == "逐位" {
		out = oneByOne(whole, "〇一二三四五六七八九")
	}
	if frac != "" {
		out += "点" + oneByOne(frac, digitsCN)
	}
	return sign + out, nil
}

// capitalAmount writes an amount in yuan in capital numerals (正确填写票据和结算凭证的基本规定).
func capitalAmount(d decimal.Decimal, _ Format) (string, error) {
	if !d.Equal(d.Truncate(2)) {
		return "", fmt.Errorf("金额 %s 不到分为止，不能写成大写", d)
	}
	fen := d.Abs().Shift(2).String()
	for len(fen) < 3 {
		fen = "0" + fen
	}
	whole, jiao, f := strings.TrimLeft(fen[:len(fen)-2], "0"), fen[len(fen)-2], fen[len(fen)-1]
	if len(whole) > maxSpelled {
		return "", fmt.Errorf("金额太大，没有大写读法")
	}
	const numerals = "零壹贰叁肆伍陆柒捌玖"
	var b strings.Builder
	if d.IsNegative() {
		b.WriteString("负")
	}
	if whole != "" || jiao == '0' && f == '0' {
		b.WriteString(spell(whole, numerals, []string{"", "拾", "佰", "仟"}) + "元")
	}
	switch {
	case jiao == '0' && f == '0':
		b.WriteString("整")
		return b.String(), nil
	case jiao != '0':
		b.WriteString(digit(numerals, jiao) + "角")
	case whole != "":
		b.WriteString("零")
	}
	if f != '0' {
		b.WriteString(digit(numerals, f) + "分")
	} else {
		b.WriteString("整")
	}
	return b.String(), nil
}

// dateLayouts are the ways of writing a date that are understood.
var dateLayouts = []string{
	"2006-1-2", "2006/1/2", "2006.1.2", "2006年1月2日", "20060102", time.RFC3339, "2006-1-2 15:04:05", "2006-01-02T15:04:05",
}

// monthLayouts are dates without a day.
var monthLayouts = []string{"2006-1", "2006/1", "2006.1", "2006年1月"}

// dateOf reads a date; day is false when only year and month are given.
func dateOf(v any) (t time.Time, day, ok bool) {
	if t, ok := v.(time.Time); ok {
		return t, true, true
	}
	s, ok := v.(string)
	if !ok {
		st, isStringer := v.(fmt.Stringer)
		if !isStringer {
			return t, false, false
		}
		s = st.String()
	}
	s = NormalName(s)
	for _, l := range dateLayouts {
		if t, err := time.Parse(strings.ReplaceAll(l, " ", ""), s); err == nil {
			return t, true, true
		}
	}
	for _, l := range monthLayouts {
		if t, err := time.Parse(l, s); err == nil {
			return t, false, true
		}
	}
	return t, false, false
}

func dateFormat(v any, f Format) (string, error) {
	t, day, ok := dateOf(v)
	if !ok {
		return "", fmt.Errorf("不是日期")
	}
	y, m, d := t.Date()
	if y < 1 || y > 9999 {
		return "", fmt.Errorf("年份 %d 不对", y)
	}
	if !day && f.arg != "年" && f.arg != "" && f.arg != "年月日" && f.arg != "年月" {
		return "", fmt.Errorf("只有年月，没有日")
	}
	switch f.arg {
	case "年":
		return fmt.Sprintf("%d年", y), nil
	case "年月":
		return fmt.Sprintf("%d年%d月", y, m), nil
	case "月日":
		return fmt.Sprintf("%d月%d日", m, d), nil
	case "-", "/", ".":
		return fmt.Sprintf("%04d%s%02d%s%02d", y, f.arg, m, f.arg, d), nil
	case "中文":
		s, _ := chineseFormat(decimal.NewFromInt(int64(y)), Format{arg: "逐位"})
		return s + "年" + chineseInt(int(m)) + "月" + chineseInt(d) + "日", nil
	}
	if !day {
		return fmt.Sprintf("%d年%d月", y, m), nil
	}
	return fmt.Sprintf("%d年%d月%d日", y, m, d), nil
}
