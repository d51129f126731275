package docx

import (
	"encoding/json"
	"strings"
	"testing"
	"time"
	"ziping/render/docx/docxtest"
	"ziping/render/docx/problem"

	"github.com/shopspring/decimal"
)

func TestFormats(t *testing.T) {
	day := time.Date(2022, 1, 1, 0, 0, 0, 0, time.UTC)
	tests := []struct {
		format string
		value  any
		want   string
	}{
		{"万元", "360000", "36万元"}, {"万元", "899740.00", "89.974万元"}, {"万元", 0, "0万元"}, {"万元 2", "899746", "89.97万元"},
		{"万元", -15000, "-1.5万元"}, {"万元", decimal.RequireFromString("72500.55"), "7.250055万元"}, {"万元", json.Number("7.5e4"), "7.5万元"},
		{"万", "360000", "36"}, {"亿元", "150000000", "1.5亿元"}, {"千元", 1500, "1.5千元"}, {"万元", "72,500.00", "7.25万元"},
		{"元", "72500.00", "72500元"}, {"元", "72500.5", "72500.50元"}, {"元", "0.005", "0.005元"}, {"元 2", 3, "3.00元"},
		{"百分比", "0.9667", "96.67%"}, {"百分比", 1, "100%"}, {"百分比 2", 1, "100.00%"}, {"百分比2", "0.5", "50.00%"}, {"百分比", "0.333333", "33.33%"}, {"百分比 0", "0.995", "100%"}, {"百分比", "96.67%", "96.67%"},
		{"人数", 11000, "1.1万"}, {"人数", 712, "712"}, {"人数", "10000", "1万"}, {"人数", 12345, "1.23万"}, {"人数 1", 12345, "1.2万"},
		{"小数 2", "1.005", "1.01"}, {"小数 2", "-1.005", "-1.01"}, {"小数 0", "2.5", "3"}, {"小数2", 1, "1.00"}, {"整数", "2.5", "3"},
		{"千分位", "72500.00", "72,500.00"}, {"千分位", 999, "999"}, {"千分位", -1234567, "-1,234,567"}, {"千分位 2", 1234, "1,234.00"},
		{"中文数字", 15, "十五"}, {"中文数字", 0, "零"}, {"中文数字", 2022, "二千零二十二"}, {"中文数字", 10, "十"}, {"中文数字", 110, "一百一十"}, {"中文数字", 100000, "十万"},
		{"中文数字", 10000001, "一千万零一"}, {"中文数字", 100100000, "一亿零一十万"}, {"中文数字", "3.50", "三点五"}, {"中文数字", -3, "负三"}, {"中文数字 逐位", 2022, "二〇二二"},
		{"大写金额", "72500", "柒万贰仟伍佰元整"}, {"大写金额", 0, "零元整"}, {"大写金额", "0.05", "伍分"}, {"大写金额", "0.50", "伍角整"}, {"大写金额", "1409.50", "壹仟肆佰零玖元伍角整"},
		{"大写金额", "6007.14", "陆仟零柒元壹角肆分"}, {"大写金额", "16409.02", "壹万陆仟肆佰零玖元零贰分"}, {"大写金额", "325.04", "叁佰贰拾伍元零肆分"}, {"大写金额", "107000.53", "壹拾万零柒仟元伍角叁分"}, {"大写金额", "-10", "负壹拾元整"},
		{"大写金额", "100000000", "壹亿元整"},
		{"日期", day, "2022年1月1日"}, {"日期", "2022-01-01", "2022年1月1日"}, {"日期", "2022/1/1", "2022年1月1日"}, {"日期", "20220101", "2022年1月1日"}, {"日期", "2022.1.1", "2022年1月1日"}, {"日期", "2022年1月1日", "2022年1月1日"},
		{"日期", "2022-03", "2022年3月"}, {"日期 年月", day, "2022年1月"}, {"日期 月日", day, "1月1日"}, {"日期 年", "2022-05", "2022年"}, {"日期 -", day, "2022-01-01"}, {"日期 中文", day, "二〇二二年一月一日"}, {"日期", "2022-01-01T08:00:00Z", "2022年1月1日"},
		{"默认 无", nil, "无"}, {"默认 无", "", "无"}, {"默认 无", "有", "有"}, {"默认 无", 0, "0"}, {"万元｜默认 —", nil, "—"}, {"万元|默认 —", 20000, "2万元"},
		{"万元", nil, ""}, {"百分比", "", ""}, {"日期", nil, ""},
		{"", 1.5, "1.5"}, {"", 1e21, "1000000000000000000000"}, {"", true, "是"}, {"", false, "否"}, {"", json.Number("1e3"), "1000"}, {"", json.Number("1.50"), "1.50"}, {"", day, "2022年1月1日"}, {"", nil, ""}, {"", uint8(3), "3"},
		{"", Marked{Value: Marked{Value: "内"}}, "内"}, {"万元", Marked{Value: "20000"}, "2万元"},
	}
	for _, tt := range tests {
		tpl := `p"{{v}}"`
		if tt.format != "" {
			tpl = `p"{{v｜` + tt.format + `}}"`
		}
		doc, err := Text(fillWith(t, docxtest.New(t, tpl), m{"v": tt.value}))
		if err != nil {
			t.Fatal(err)
		}
		if got := doc.Body().Paragraphs[0].Text; got != tt.want {
			t.Errorf("%s of %v: got %q, want %q", tt.format, tt.value, got, tt.want)
		}
	}
}

func TestBadValues(t *testing.T) {
	for _, tt := range []struct {
		format string
		value  any
		id     string
		text   string
	}{
		{"万元", "约36万", problem.BadValue, "约36万"}, {"万元", true, problem.BadValue, "不是数"}, {"万元", "3 6", problem.BadValue, "不是数"}, {"万元", "1,23", problem.BadValue, "不是数"},
		{"日期", "明天", problem.BadValue, "不是日期"}, {"日期 月日", "2022-03", problem.BadValue, "没有日"}, {"大写金额", "0.005", problem.BadValue, "分为止"},
		{"中文数字", "1" + strings.Repeat("0", 30), problem.BadValue, "中文读法"}, {"万元", l{1}, problem.Kind, "清单"}, {"默认 无", m{"a": 1}, problem.Kind, "一组字段"},
	} {
		wantProblem(t, docxtest.New(t, `p"{{v｜`+tt.format+`}}"`), m{"v": tt.value}, tt.id, tt.text)
	}
}

// TestFormatErrors holds that an unknown format is a compile error with a suggestion.
func TestFormatErrors(t *testing.T) {
	for in, want := range map[string]string{"万圆": "万元", "百分笔": "百分比", "大写": "大写金额", "百分比 x": "", "日期 xx": "", "合井": "合并"} {
		_, err := Compile(docxtest.New(t, `p"{{v｜`+in+`}}"`))
		te, ok := err.(*TemplateError)
		if !ok || te.Problems[0].ID != problem.Format || te.Problems[0].Suggest != want {
			t.Errorf("%s: got %+v, want a suggestion of %q", in, err, want)
		}
	}
	for _, f := range Formats() {
		if f.Name == "" || f.Doc == "" {
			t.Errorf("format %q is not documented", f.Name)
		}
	}
}

// lookup is a Lookuper.
type lookup struct{}

func (lookup) Lookup(name string) (any, bool) {
	if name == "甲" {
		return "值", true
	}
	return nil, false
}

// money is a decimal with a String method.
type money int64

func (x money) String() string { return decimal.New(int64(x), -2).StringFixed(2) }

func TestGoValues(t *testing.T) {
	data := m{"o": lookup{}, "钱": money(7250000), "表": []map[string]any{{"a": 1}, {"a": 2}}, "文": []string{"x", "y"}, "图": map[string]string{"k": "v"}, "空": (*Marked)(nil)}
	tpl := docxtest.New(t, `p"{{o.甲}} {{#o}}{{甲}}{{/o}} {{钱}} {{钱｜万元}} {{#表}}{{a}}{{/表}} {{#文}}{{.}}{{/文}} {{图.k}} {{空}}"`)
	if got, want := docxtest.Show(t, fillWith(t, tpl, data), "word/document.xml"), `p["值 值 72500.00 7.25万元 12 xy v "]`; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
	if got := docxtest.Show(t, fillWith(t, docxtest.New(t, `p"{{甲}}"`), lookup{}), "word/document.xml"); got != `p["值"]` {
		t.Errorf("a Lookuper as data: got %s", got)
	}
}
