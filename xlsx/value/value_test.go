package value

import (
	"strings"
	"testing"

	"github.com/shopspring/decimal"

	"ziping/model"
	"ziping/xlsx/grid"
	"ziping/xlsx/numfmt"
)

func str(s string) *grid.Cell { return &grid.Cell{Kind: grid.String, Text: s} }

// num is a Number cell; code is its format, "" for General.
func num(s, code string) *grid.Cell {
	c := &grid.Cell{Kind: grid.Number, Text: s}
	if code != "" {
		c.Props = &grid.Props{Format: numfmt.New(200, code)}
		if c.Format() == nil {
			c.Props = &grid.Props{Format: &grid.Format{Code: code}}
		}
	}
	return c
}

func date(s, code string) *grid.Cell {
	c := &grid.Cell{Kind: grid.Date, Text: s}
	if code != "" {
		c.Props = &grid.Props{Format: numfmt.New(200, code)}
	}
	return c
}

// The states in tables.
const (
	blank = model.Blank
	fill  = model.Filler
	none  = model.None
	na    = model.NotApplicable
	no    = model.Bad
)

// check reports a difference of state, and that Err goes with Bad alone.
func check[T any](t *testing.T, what string, r Result[T], want model.State) bool {
	t.Helper()
	if (r.State == model.Bad) != (r.Err != nil) {
		t.Errorf("%s: state %d with error %v", what, r.State, r.Err)
	}
	if r.Err != nil && (r.Err.Cause == "" || r.Err.Cure == "" || r.Err.Text == "" || strings.HasSuffix(r.Err.Cause, "。") || !strings.ContainsAny(r.Err.Error(), "请")) {
		t.Errorf("%s: poor error %q / %q / %q", what, r.Err.Text, r.Err.Cause, r.Err.Cure)
	}
	if r.State != want {
		t.Errorf("%s: state %d, want %d (%v)", what, r.State, want, r.Err)
		return false
	}
	return r.State == model.Known
}

// absent holds for every reader.
var absent = []struct {
	cell *grid.Cell
	want model.State
}{
	{nil, blank}, {str(""), blank}, {str(" \u00a0\u3000\n\t"), blank}, {str("\u200b\ufeff"), blank}, {&grid.Cell{Kind: grid.Empty}, blank},
	{&grid.Cell{Kind: grid.String, Props: &grid.Props{Formula: &grid.Formula{Text: `""`, Cached: true}}}, blank},
	{str("—"), none}, {str("-"), none}, {str("－"), none}, {str("——"), none}, {str("--"), none}, {str("–"), none}, {str("/"), na}, {str("／"), na},
	{str(" / "), na}, {str("……"), fill}, {str("…"), fill}, {str("..."), fill}, {str("*"), fill}, {str("**"), fill}, {str("\\"), na}, {str("_"), fill},
	{str("XX"), fill}, {str("XXX"), fill}, {str("××"), fill}, {str("空"), fill}, {str("-—"), none}, {str("ＸＸ"), fill},
	{str("不适用"), na}, {str("无"), none}, {str("不涉及"), na}, {str("无。"), none}, {str(" 无 "), none}, {str("N/A"), na}, {str("没有"), none},
	{&grid.Cell{Kind: grid.Error, Text: "#DIV/0!"}, no}, {&grid.Cell{Kind: grid.Error, Text: "#REF!"}, no}, {&grid.Cell{Kind: grid.Error, Text: "#NEW!"}, no},
	{&grid.Cell{Kind: grid.Bool, Text: "1"}, no}, {&grid.Cell{Kind: grid.Bool, Text: "0"}, no},
	{&grid.Cell{Kind: grid.Number, Props: &grid.Props{Formula: &grid.Formula{Text: "A1+A2"}}}, no},
	{&grid.Cell{Kind: grid.Empty, Props: &grid.Props{Formula: &grid.Formula{Text: "A1+A2"}}}, no},
}

func TestAbsent(t *testing.T) {
	for _, c := range absent {
		what := "nil"
		if c.cell != nil {
			what = c.cell.Text
		}
		check(t, "Amount "+what, Amount(c.cell, TenThous), c.want)
		check(t, "Count "+what, Count(c.cell, "人"), c.want)
		check(t, "Ratio "+what, Ratio(c.cell), c.want)
		check(t, "Number "+what, Number(c.cell), c.want)
		check(t, "Price "+what, Price(c.cell, Yuan), c.want)
		check(t, "Dates "+what, Dates(c.cell, 2022), c.want)
		check(t, "Year "+what, Year(c.cell), c.want)
		check(t, "Measure "+what, Measure(c.cell, "", ""), c.want)
	}
}

func TestAmountText(t *testing.T) {
	for _, c := range []struct {
		text   string
		unit   MoneyUnit
		want   string
		place  int32
		approx bool
	}{
		{"36", TenThous, "360000", 4, false},
		{"36.00", TenThous, "360000", 2, false},
		{"89.974", TenThous, "899740", 1, false},
		{"3,724,055.00", Yuan, "3724055", -2, false},
		{"３，７２４，０５５．００", Yuan, "3724055", -2, false},
		{"４.５", TenThous, "45000", 3, false},
		{"0", TenThous, "0", 4, false},
		{"0.00", Yuan, "0", -2, false},
		{"-0", Yuan, "0", 0, false},
		{" 12 ", Yuan, "12", 0, false},
		{"\u00a012\u202f", Yuan, "12", 0, false},
		{"\u202d12.50\u202c", Yuan, "12.5", -2, false},
		{"'12", Yuan, "12", 0, false},
		{"’12.5", Yuan, "12.5", -1, false},
		{"+5", Yuan, "5", 0, false},
		{"007", Yuan, "7", 0, false},
		// units
		{"36万元", Yuan, "360000", 4, false},
		{"36万元", TenThous, "360000", 4, false},
		{"36万元", MoneyUnit{}, "360000", 4, false},
		{"3.60 万元", Yuan, "36000", 2, false},
		{"36 万 元", Yuan, "360000", 4, false},
		{"36\n万元", Yuan, "360000", 4, false},
		{"4.5万", Yuan, "45000", 3, false},
		{"4.5万", TenThous, "45000", 3, false},
		{"1.2亿", TenThous, "120000000", 7, false},
		{"1.2亿元", Yuan, "120000000", 7, false},
		{"3百万元", Yuan, "3000000", 6, false},
		{"2千万", Yuan, "20000000", 7, false},
		{"5千元", TenThous, "5000", 3, false},
		{"5千", Yuan, "5000", 3, false},
		{"52000元", TenThous, "52000", 0, false},
		{"52,000.00元整", TenThous, "52000", -2, false},
		{"￥36", TenThous, "360000", 4, false},
		{"¥ 3,600.00", Yuan, "3600", -2, false},
		{"￥3600元", Yuan, "3600", 0, false},
		{"RMB 3,600.00", Yuan, "3600", -2, false},
		{"人民币36万元", Yuan, "360000", 4, false},
		{"36万元人民币", Yuan, "360000", 4, false},
		{"36万元（人民币）", Yuan, "360000", 4, false},
		{"3600RMB", TenThous, "3600", 0, false},
		{"共36万元", Yuan, "360000", 4, false},
		{"合计 5 万元", Yuan, "50000", 4, false},
		{"1亿2000万元", Yuan, "120000000", 4, false},
		{"3万5千元", Yuan, "35000", 3, false},
		{"12万3456元", Yuan, "123456", 0, false},
		{"5元3角2分", TenThous, "5.32", -2, false},
		{"5元零2分", TenThous, "5.02", -2, false},
		{"5元3角", TenThous, "5.3", -1, false},
		{"8角", TenThous, "0.8", -1, false},
		{"8角5分", TenThous, "0.85", -2, false},
		{"5块", Yuan, "5", 0, false},
		// negatives
		{"(5)", Yuan, "-5", 0, false},
		{"（1,234.50）", Yuan, "-1234.5", -2, false},
		{"(￥5.00)", Yuan, "-5", -2, false},
		{"-5", TenThous, "-50000", 4, false},
		{"－5", Yuan, "-5", 0, false},
		{"−5", Yuan, "-5", 0, false},
		{"- 5", Yuan, "-5", 0, false},
		{"-￥5", Yuan, "-5", 0, false},
		{"￥-5", Yuan, "-5", 0, false},
		{"负五万元", Yuan, "-50000", 4, false},
		// Chinese numerals
		{"三十六", TenThous, "360000", 4, false},
		{"三十六万元", Yuan, "360000", 4, false},
		{"十五万元", Yuan, "150000", 4, false},
		{"一百二十万", Yuan, "1200000", 5, false},
		{"二百五十", Yuan, "250", 1, false},
		{"一千零五", Yuan, "1005", 0, false},
		{"一万零五百", Yuan, "10500", 2, false},
		{"一万五百", Yuan, "10500", 2, false},
		{"二十万五千元", Yuan, "205000", 3, false},
		{"三点五万元", Yuan, "35000", 3, false},
		{"一亿三千万元", Yuan, "130000000", 7, false},
		{"两千", Yuan, "2000", 3, false},
		{"零", Yuan, "0", 0, false},
		{"壹拾贰万叁仟元整", TenThous, "123000", -2, false},
		{"人民币叁拾陆万元整", Yuan, "360000", -2, false},
		{"人民币：叁拾陆万圆正", Yuan, "360000", -2, false},
		{"肆佰陆拾壹万肆仟肆佰伍拾叁元壹角壹分", Yuan, "4614453.11", -2, false},
		{"壹仟元零伍分", Yuan, "1000.05", -2, false},
		{"伍角整", Yuan, "0.5", -2, false},
		{"壹亿零伍拾万元整", Yuan, "100500000", -2, false},
		// approximations
		{"约36万元", Yuan, "360000", 4, true},
		{"近10万", Yuan, "100000", 4, true},
		{"36万余元", Yuan, "360000", 4, true},
		{"10余万元", Yuan, "100000", 4, true},
		{"30多万元", Yuan, "300000", 4, true},
		{"十余万元", Yuan, "100000", 5, true},
		{"36万元左右", Yuan, "360000", 4, true},
		{"大约5000", Yuan, "5000", 0, true},
		{"超过5万元", Yuan, "50000", 4, true},
	} {
		r := Amount(str(c.text), c.unit)
		if check(t, c.text, r, model.Known) && (!r.Value.Yuan.Equal(decimal.RequireFromString(c.want)) || r.Value.Place != c.place || r.Value.Approx != c.approx) {
			t.Errorf("%q in %s: got %v, want %s place %d approx %v", c.text, c.unit.Name, r.Value, c.want, c.place, c.approx)
		}
	}
}

// refused is no figure of any kind.
var refused = []string{
	"三十六点", "一千五", "三万五", "一二三", "二〇二二", "百", "万", "元", "一百百", "十百", "五十十", "零五", "一万零", "万五千",
	"NaN", "Inf", "-Inf", "0x1p4", "0x10", "1_000", "٣", "३६", "1e5", "1.5E3", "1e400", "٣٦", "Ⅲ", "①", "²", "½", "1²",
	"1,23", "1,2345", "12,34,567", ",123", "1,234,", "1.2.3", "1.", ".5", "1..2", "4 5", "1. 36", "4。5", "2、860", "1'234", "1·5",
	"10-20", "10~20", "10—20", "5至10", "36/40", "36+4", "3*4", "=36", "≥36", ">36",
	"36万元（其中省级20万元）", "收入36支出20", "36abc", "abc", "待定", "36?", "?", "详见附件", "$5", "5美元", "€5", "△5", "▲5", "5-", "--5", "-(5)", "(-5)", "((5))", "(5", "5)",
	"2万3", "1万2万", "3万12345", "5.5万3千", "1,5万", "1234567890123456789012345678901234567890123456789", "#N/A", "#DIV/0!", "TRUE", "5 万 3", "√", "是", "O", "l0", "1O",
}

func TestRefused(t *testing.T) {
	for _, s := range refused {
		check(t, "Amount "+s, Amount(str(s), TenThous), no)
		check(t, "Count "+s, Count(str(s), "人次"), no)
		check(t, "Ratio "+s, Ratio(str(s)), no)
		check(t, "Number "+s, Number(str(s)), no)
	}
	for _, s := range []string{"5%", "100%", "5人", "5千", "36万人次", "-", "5角5角", "5元5", "3.5元2角", "(5万元)", "5万元元", "整", "5整", "一", "十", "叁", "1000000000000000", "5元12角"} {
		if s != "-" {
			check(t, "Amount "+s, Amount(str(s), TenThous), no)
		}
	}
	check(t, "no unit", Amount(str("36"), MoneyUnit{}), no)
	check(t, "no unit", Amount(num("36", ""), MoneyUnit{}), no)
}

func TestAmountNumber(t *testing.T) {
	for _, c := range []struct {
		text, code string
		unit       MoneyUnit
		want       string
		place      int32
	}{
		{"12.6", "", TenThous, "126000", 3},
		{"12.600000000000001", "", TenThous, "126000", 3},
		{"12.340000000000002", "", TenThous, "123400", 2},
		{"0.30000000000000004", "", TenThous, "3000", 3},
		{"2.6749999999999998", "", Yuan, "2.675", -3},
		{"17770.080000000005", "0.00", Yuan, "17770.08", -2},
		{"12.6", "0.00", TenThous, "126000", 2},
		{"89.974", "0.00", TenThous, "899740", 2},
		{"12.6", "#,##0", TenThous, "126000", 4},
		{"52000", "#,##0.00", Yuan, "52000", -2},
		{"52000", "#,##0.##", Yuan, "52000", 0},
		{"52000.5", "#,##0.##", Yuan, "52000.5", -1},
		{"70000", "", Yuan, "70000", 0},
		{"7", "", TenThous, "70000", 4},
		{"1.5E+3", "", Yuan, "1500", 0},
		{"1E-7", "", TenThous, "0.001", -3},
		{"1.7763568394002505E-15", "0.00", TenThous, "0", 2},
		{"-1.4551915228366852E-11", "", Yuan, "0", 0},
		{"-5", "#,##0.00_);(#,##0.00)", Yuan, "-5", -2},
		{"0", `_ * #,##0.00_ ;_ * \-#,##0.00_ ;_ * "-"??_ ;_ @_ `, Yuan, "0", -2},
		{"36", `0.00"万元"`, Yuan, "360000", 2},
		{"36", `0.00"万元"`, MoneyUnit{}, "360000", 2},
		{"36", `General"万元"`, Yuan, "360000", 4},
		{"36000", `#,##0.00"元"`, TenThous, "36000", -2},
		{"36000", `"¥"#,##0.00`, Yuan, "36000", -2},
		{"36000", `[$¥-804]#,##0.00`, Yuan, "36000", -2},
		{"45000", `0!.0,"万元"`, Yuan, "45000", 3},
		{"45000", `0!.0,"万元"`, TenThous, "45000", 3},
		{"45000", `0!.0,`, TenThous, "45000", 3},
		{"45000", `0\.0000"万元"`, Yuan, "45000", 0},
		{"45000", `#,##0,"千元"`, Yuan, "45000", 3},
		{"45000", `[>=10000]0!.0,"万元";0"元"`, Yuan, "45000", 3},
		{"450", `[>=10000]0!.0,"万元";0"元"`, TenThous, "450", 0},
		{"5", "# ?/?", Yuan, "5", 0},
		{"500", "0.00E+00", Yuan, "500", 0},
		{"5", "@", Yuan, "5", 0},
	} {
		r := Amount(num(c.text, c.code), c.unit)
		if check(t, c.text+" "+c.code, r, model.Known) && (!r.Value.Yuan.Equal(decimal.RequireFromString(c.want)) || r.Value.Place != c.place) {
			t.Errorf("%s under %s in %s: got %v, want %s place %d", c.text, c.code, c.unit.Name, r.Value, c.want, c.place)
		}
	}
	for _, c := range []*grid.Cell{
		num("0.5", "0.00%"), num("45000", "#,##0,"), num("45000", "0!.0,"), num("5", `0"人"`), num("5", `"$"#,##0.00`), num("5", `[$€-2] #,##0.00`), num("5", `0"美元"`), num("1E+400", ""), num("NaN", ""), num("1E+16", ""), num("x", ""), num("1_0", ""), num("0x10", ""), num("1e", ""), num("--1", ""),
		date("2022-05-01", "yyyy-m-d"),
	} {
		check(t, c.Text, Amount(c, Yuan), no)
	}
}

func TestCount(t *testing.T) {
	for _, c := range []struct {
		cell   *grid.Cell
		header string
		n      string
		unit   string
		place  int32
		approx bool
	}{
		{str("450人"), "人次", "450", "人", 0, false},
		{str("450 人次"), "人", "450", "人次", 0, false},
		{str("2,860"), "人次", "2860", "人次", 0, false},
		{str("0.32万人次"), "人", "3200", "人次", 2, false},
		{str("0.32万"), "人次", "3200", "人次", 2, false},
		{str("0.32万"), "万人次", "3200", "人次", 2, false},
		{str("0.32"), "万人次", "3200", "人次", 2, false},
		{str("450人"), "万人次", "450", "人", 0, false},
		{str("约600"), "人次", "600", "人次", 0, true},
		{str("320余场次"), "", "320", "场次", 0, true},
		{str("100（估）"), "人次", "100", "人次", 0, true},
		{str("1.2万人次（约数）"), "人", "12000", "人次", 3, true},
		{str("2.3万余人"), "", "23000", "人", 3, true},
		{str("4000多名"), "", "4000", "名", 0, true},
		{str("近885万份"), "", "8850000", "份", 4, true},
		{str("30余"), "场", "30", "场", 0, true},
		{str("30多万人次"), "", "300000", "人次", 4, true},
		{str("500人以上"), "", "500", "人", 0, true},
		{str("500左右"), "人", "500", "人", 0, true},
		{str("三十"), "场", "30", "场", 1, false},
		{str("两场"), "", "2", "场", 0, false},
		{str("三"), "场", "3", "场", 0, false},
		{str("12月"), "月", "12", "月", 0, false},
		{str("25人天"), "", "25", "人天", 0, false},
		{str("10台（套）"), "", "10", "台(套)", 0, false},
		{str("3场/次"), "", "3", "场/次", 0, false},
		{str("5个乡镇"), "", "5", "个乡镇", 0, false},
		{str("3.76万"), "", "37600", "", 2, false},
		{str("0"), "份", "0", "份", 0, false},
		{str("12"), "", "12", "", 0, false},
		{str("5千克"), "", "5", "千克", 0, false},
		{str("100平方米"), "", "100", "平方米", 0, false},
		{str("5千余份"), "", "5000", "份", 3, true},
		{num("1500", ""), "人次", "1500", "人次", 0, false},
		{num("1500.0000000000002", ""), "人次", "1500", "人次", 0, false},
		{num("1.19", ""), "万人次", "11900", "人次", 2, false},
		{num("1.19", "0.00"), "万人次", "11900", "人次", 2, false},
		{num("1500", `0"人"`), "人次", "1500", "人", 0, false},
		{num("1.5", `0.0"万人次"`), "人", "15000", "人次", 3, false},
		{num("15000", `0!.0,"万人次"`), "人次", "15000", "人次", 3, false},
		{num("1500", "#,##0"), "", "1500", "", 0, false},
	} {
		r := Count(c.cell, c.header)
		if check(t, c.cell.Text, r, model.Known) &&
			(!r.Value.N.Equal(decimal.RequireFromString(c.n)) || r.Value.Unit != c.unit || r.Value.Place != c.place || r.Value.Approx != c.approx) {
			t.Errorf("%q under %q: got %+v, want %s %s place %d approx %v", c.cell.Text, c.header, r.Value, c.n, c.unit, c.place, c.approx)
		}
	}
	for _, s := range []string{"3场已取消", "线上200人，线下300人", "12人（其中学生3人）", "5元", "5%", "第5期5", "5人5", "数百人", "百分之五", "5月", "(5)", "3场、5期", "4余多人"} {
		check(t, s, Count(str(s), "人次"), no)
	}
	check(t, "percent", Count(num("0.5", "0%"), "人"), no)
	check(t, "date", Count(date("2022-05-01", ""), "人"), no)
	check(t, "scaled", Count(num("15000", "0!.0,"), "人次"), no)
	check(t, "odd word", Count(num("15", `0"万元整"`), "人次"), no)
}

func TestRatio(t *testing.T) {
	for _, c := range []struct {
		cell    *grid.Cell
		header  string
		want    string
		place   int32
		percent bool
	}{
		{str("100%"), "", "1", -2, true},
		{str("100.00％"), "", "1", -4, true},
		{str("99.97%"), "", "0.9997", -4, true},
		{str("0.00%"), "", "0", -4, true},
		{str("0%"), "", "0", -2, true},
		{str("-5%"), "", "-0.05", -2, true},
		{str("96.85"), "", "0.9685", -4, false},
		{str("99.97"), "", "0.9997", -4, false},
		{str("100"), "", "1", -2, false},
		{str("1"), "", "1", 0, false},
		{str("1.00"), "", "1", -2, false},
		{str("0.9667"), "", "0.9667", -4, false},
		{str("0"), "", "0", 0, false},
		{str("1.2"), "", "1.2", -1, false},
		{str("105"), "", "1.05", -2, false},
		{str("1"), "%", "0.01", -2, true},
		{str("96.67"), "%", "0.9667", -4, true},
		{str("96.67%"), "%", "0.9667", -4, true},
		{str("百分之百"), "", "1", -2, true},
		{str("百分之九十五"), "", "0.95", -2, true},
		{str("百分之95.5"), "", "0.955", -3, true},
		{str("九成"), "", "0.9", -1, true},
		{str("3‰"), "", "0.003", -3, true},
		{num("1", "0.00%"), "", "1", -4, true},
		{num("1", "0%"), "", "1", -2, true},
		{num("0.96666666666666667", "0.00%"), "", "0.966666666666667", -4, true},
		{num("0.9999711538461538", "0.00%"), "", "0.999971153846154", -4, true},
		{num("0.9667", ""), "", "0.9667", -4, false},
		{num("1", ""), "", "1", 0, false},
		{num("96.85", ""), "", "0.9685", -4, false},
		{num("96.85", "0.00"), "", "0.9685", -4, false},
		{num("96.85", `0.00"%"`), "", "0.9685", -4, true},
		{num("96.85", `0.00\%`), "", "0.9685", -4, true},
		{num("96.85", "0.00"), "%", "0.9685", -4, true},
		{num("0.9685", "0.00%"), "%", "0.9685", -4, true},
	} {
		r := RatioIn(c.cell, c.header)
		if check(t, c.cell.Text, r, model.Known) && (!r.Value.R.Equal(decimal.RequireFromString(c.want)) || r.Value.Place != c.place || r.Value.Percent != c.percent) {
			t.Errorf("%q: got %+v, want %s place %d percent %v", c.cell.Text, r.Value, c.want, c.place, c.percent)
		}
	}
	if r := Ratio(str("约95%")); !r.Value.Approx || !r.Value.R.Equal(decimal.New(95, -2)) {
		t.Errorf("约95%%: %+v", r)
	}
	for _, s := range []string{"5人", "36万", "95%5", "百分之", "百分之五分", "95%、96%", "5千"} {
		check(t, s, Ratio(str(s)), no)
	}
}

func TestNumber(t *testing.T) {
	for _, c := range []struct {
		cell  *grid.Cell
		want  string
		place int32
	}{
		{str("10"), "10", 0}, {str("10.00"), "10", -2}, {str("9.68"), "9.68", -2}, {str("10分"), "10", 0}, {str("（10分）"), "10", 0},
		{str("10%"), "10", 0}, {str("-0.5"), "-0.5", -1}, {str("十"), "10", 0}, {str("十分"), "10", 0}, {str("'5"), "5", 0}, {str("1０"), "10", 0},
		{num("9.685", ""), "9.685", -3}, {num("9.685", "0.00"), "9.685", -2}, {num("10", ""), "10", 0}, {num("0.1", "0%"), "10", 0},
		{num("3.4999999999999996", ""), "3.5", -1},
	} {
		r := Number(c.cell)
		if check(t, c.cell.Text, r, model.Known) && (!r.Value.N.Equal(decimal.RequireFromString(c.want)) || r.Value.Place != c.place) {
			t.Errorf("%q: got %+v, want %s place %d", c.cell.Text, r.Value, c.want, c.place)
		}
	}
	for _, s := range []string{"(10)", "约10", "10左右", "1万", "10人", "10/10", "20分*执行率", "5余", "10分5"} {
		check(t, s, Number(str(s)), no)
	}
}

func TestPrice(t *testing.T) {
	for _, c := range []struct {
		cell *grid.Cell
		unit MoneyUnit
		yuan string
		per  string
	}{
		{str("100元/人天"), MoneyUnit{}, "100", "人天"},
		{str("7.5万元/集"), Yuan, "75000", "集"},
		{str("\u30002.3万元/辑"), Yuan, "23000", "辑"},
		{str("0.0125万元/集"), Yuan, "125", "集"},
		{str("1000元/人次"), Yuan, "1000", "人次"},
		{str("100元每人"), Yuan, "100", "人"},
		{str("每人100元"), Yuan, "100", "人"},
		{str("每人每天100元"), Yuan, "100", "人/天"},
		{str("100元/人·天"), Yuan, "100", "人·天"},
		{str("100元/人/天"), Yuan, "100", "人/天"},
		{str("100/人天"), Yuan, "100", "人天"},
		{str("100"), Yuan, "100", ""},
		{str("0.5"), TenThous, "5000", ""},
		{num("100", ""), Yuan, "100", ""},
		{num("100", `0"元/人天"`), MoneyUnit{}, "100", "人天"},
	} {
		r := Price(c.cell, c.unit)
		if check(t, c.cell.Text, r, model.Known) && (!r.Value.Amount.Yuan.Equal(decimal.RequireFromString(c.yuan)) || r.Value.Per != c.per) {
			t.Errorf("%q: got %+v, want %s per %s", c.cell.Text, r.Value, c.yuan, c.per)
		}
	}
	for _, s := range []string{"1/2", "100元/", "/人", "100元/某", "5人/元", "一事一议"} {
		check(t, s, Price(str(s), Yuan), no)
	}
}

func TestText(t *testing.T) {
	for _, c := range []struct {
		cell *grid.Cell
		want string
	}{
		{nil, ""}, {str("  张掖市\n科协\u3000"), "张掖市\n科协"}, {num("12.600000000000001", ""), "12.6"}, {num("12.6", "0.00"), "12.60"},
		{num("3724055", "#,##0.00"), "3,724,055.00"}, {num("0.9685", "0.00%"), "96.85%"}, {num("1", "0%"), "100%"}, {num("36", `0.00"万元"`), "36.00万元"},
		{num("45000", `0!.0,"万元"`), "45000"}, {num("2022", ""), "2022"}, {num("-1234.5", "#,##0.00"), "-1,234.50"}, {num("1E-7", ""), "0.0000001"},
		{num("123", `"¥"#,##0`), "¥123"}, {date("2022-05-13", ""), "2022-05-13"}, {date("2022-05-13T09:30:00", ""), "2022-05-13 09:30:00"},
		{&grid.Cell{Kind: grid.Bool, Text: "1"}, "TRUE"}, {&grid.Cell{Kind: grid.Bool, Text: "0"}, "FALSE"}, {&grid.Cell{Kind: grid.Error, Text: "#N/A"}, "#N/A"},
	} {
		if got := Text(c.cell); got != c.want {
			t.Errorf("got %q, want %q", got, c.want)
		}
	}
}
