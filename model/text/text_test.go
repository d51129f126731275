package text_test

import (
	"fmt"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"

	"ziping/model/text"
)

func read(s string) *text.Facts { return text.Read(text.ParsePlain("t.txt", s)) }

func TestFigures(t *testing.T) {
	for _, c := range []struct{ in, want string }{
		{"项目预算36万元，执行率99.97%。", "money 360000 元 budget 项目预算｜rate 0.9997 % execution 执行率"},
		{"实际支出 35.99 万元，结余1,234.50元", "money 359900 元 spent 实际支出｜money 1234.5 元 balance 结余"},
		{"受益群众１．１万余人次，其中青少年近2000人", "count 11000 人次  受益群众｜count 2000 人  其中青少年"},
		{"自评得分98.5分，等级为优", "score 98.5 分 total 自评得分"},
		{"发放资料3万。", "bare 30000   发放资料"},
		{"预算资金：36万元", "money 360000 元 budget 预算资金"},
		{"目标≥20场次，实际25场次", "count 20 场次  目标｜count 25 场次  实际"},
		{"第3期培训班2期，（2）6个部门", "count 2 期  第3期培训班｜count 6 个  "},
		{"财预〔2020〕10号、《2019年方案》、2022年5月3日、电话13800001234、附件2", ""},
		{"参加百姓讲堂3场，投入3百元，5G基站2个", "count 3 场  参加百姓讲堂｜money 300 元  投入｜count 2 个  5G基站"},
		{"完成率80%，提高5个百分点", "rate 0.8 % done 完成率｜count 5 个百分点  提高"},
		{"20-30人参加", "count 20   ｜count 30 人  "},
	} {
		var got []string
		for _, f := range read(c.in).Figures {
			got = append(got, strings.TrimRight(fmt.Sprintf("%s %s %s %s %s", f.Kind, f.N, f.Unit, f.Role, f.Words), ""))
		}
		want := strings.Split(c.want, "｜")
		if c.want == "" {
			want = nil
		}
		for i := range want {
			want[i] = strings.TrimSpace(want[i])
		}
		for i := range got {
			got[i] = strings.TrimSpace(got[i])
		}
		if c.in == "20-30人参加" {
			want = []string{"bare 20", "count 30 人"}
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%s (-want +got)\n%s", c.in, diff)
		}
	}
}

func TestFigureIs(t *testing.T) {
	for _, c := range []struct {
		in    string
		value string
		want  bool
	}{
		{"36万元", "360000", true}, {"36万元", "364999", true}, {"36万元", "371000", false},
		{"1.1万人次", "11049", true}, {"1.1万人次", "11099", true}, {"1.1万人次", "12000", false},
		{"近1万人", "9950", true}, {"近1万人", "10050", false},
		{"320余场", "324", true}, {"320余场", "331", false}, {"320余场", "319", false},
		{"执行率99.97%", "0.99971", true}, {"执行率99.97%", "0.9989", false},
		{"25场", "25", true}, {"25场", "26", false},
	} {
		f := read(c.in).Figures[0]
		if got := f.Is(dec(c.value)); got != c.want {
			t.Errorf("%s is %s: %v", c.in, c.value, got)
		}
	}
}

func TestYears(t *testing.T) {
	for _, c := range []struct{ in, want string }{
		{"2022年度项目，自2019年起，2022年5月3日", "2022 true 0 0｜2019 false 0 0｜2022 false 5 3"},
		{"5月20日至28日，2021—2025年", "0 false 5 20｜0 false 5 28｜2021 false 0 0｜2025 false 0 0"},
		{"2022-05-03，2016-2020年，1949 年", "2022 false 5 3｜2016 false 0 0｜2020 false 0 0｜1949 false 0 0"},
		{"2600年，12345年，2022个", ""},
	} {
		var got []string
		for _, y := range read(c.in).Years {
			got = append(got, fmt.Sprint(y.Value, y.Fiscal, y.Month, y.Day))
		}
		if s := strings.Join(got, "｜"); s != c.want {
			t.Errorf("%s: got %s, want %s", c.in, s, c.want)
		}
	}
}

func TestReferences(t *testing.T) {
	for _, c := range []struct{ in, want string }{
		{"根据财预〔2020〕10号要求", "财预 〔〕 true 财预〔2020〕10号"},
		{"（湘财绩[2017]06号）", "湘财绩 [] true 湘财绩〔2017〕6号"},
		{"云财教〔2022〕15）", "云财教 〔〕 false 云财教〔2022〕15号"},
		{"（川财行2020〕189号）", "川财行 〕 true 川财行〔2020〕189号"},
		{"项目（2022）30万元，方案（2021-2025年），2022年第3号楼", ""},
	} {
		var got []string
		for _, r := range read(c.in).References {
			got = append(got, fmt.Sprint(r.Agency, " ", r.Open+r.Close, " ", r.Numbered, " ", r))
		}
		if s := strings.Join(got, "｜"); s != c.want {
			t.Errorf("%s: got %s, want %s", c.in, s, c.want)
		}
	}
}

func TestHeadings(t *testing.T) {
	for _, c := range []struct{ in, want string }{
		{"一、项目基本情况", "1 1 项目基本情况"}, {"（二）资金情况。全年支出", "2 2 资金情况"}, {"3．立项目的", "3 3 立项目的"}, {"（4）其他", "4 4 其他"},
		{"②质量指标", "5 2 质量指标"}, {"十二、附则", "1 12 附则"}, {"（二十一）补充", "2 21 补充"}, {"1.5万元", ""}, {"2022年度", ""}, {"一是宣传", ""}, {"三个方面", ""}, {"", ""},
	} {
		got := ""
		if h := read(c.in).Headings; len(h) > 0 {
			got = fmt.Sprint(h[0].Level, h[0].Number, " ", h[0].Name)
		}
		if got != c.want {
			t.Errorf("%s: got %q, want %q", c.in, got, c.want)
		}
	}
}

func TestLists(t *testing.T) {
	f := read("主要是：一是宣传，二是培训；四是建设。第一，抓好；第二，管好。这是第二是")
	var got []string
	for _, l := range f.Lists {
		for _, i := range l.Items {
			got = append(got, fmt.Sprint(l.Style, i.Number))
		}
	}
	if diff := cmp.Diff([]string{"是 1", "是 2", "是 4", "第 1", "第 2"}, spaced(got)); diff != "" {
		t.Error(diff)
	}
}

func spaced(in []string) []string {
	for i, s := range in {
		r, n := utf8.DecodeRuneInString(s)
		in[i] = string(r) + " " + strings.TrimSpace(s[n:])
	}
	return in
}

// TestQuote: a stretch stands for the characters as they are written, blanks and wide signs too.
func TestQuote(t *testing.T) {
	f := read("　　实际支出 ３６．５ 万 元，合计").Figures[0]
	if from, to := f.Characters(); f.Quote() != "３６．５ 万 元" || from != 7 || to != 15 {
		t.Errorf("%q %d %d", f.Quote(), from, to)
	}
}

// FuzzRead: whatever the text, every fact lies in its line, in order, and its
// characters in the paragraph.
func FuzzRead(f *testing.F) {
	for _, s := range []string{
		"二、项目资金情况\n预算36万元，实际支出35.99万元，执行率99.97%，结余0.01万元。", "根据财预[2020]10号和《关于〈办法〉的通知》，2022年5月3日开展3场次、近1.1万人次。",
		"（一）一是甲。二是乙；（1）第一，丙，1,234.5元≥20%", "2021—2025年 5月20日至28日 10-20人 3百万余元", "﹝2022〕〔2021年）12号《《》》》", "\xff\xfe１２３\u200b万\u00a0元",
	} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		d := text.ParsePlain("f.txt", s)
		facts := text.Read(d)
		hold := func(sp text.Span) {
			from, to := sp.Characters()
			if sp.From < 0 || sp.To > len(sp.Line.Text) || sp.From > sp.To || from < 0 || to < from || to > utf8.RuneCountInString(sp.Line.Para.Text) {
				t.Fatalf("%d:%d of %q are %d:%d of %q", sp.From, sp.To, sp.Line.Text, from, to, sp.Line.Para.Text)
			}
			_ = sp.Quote()
		}
		for _, x := range facts.Figures {
			hold(x.Span)
			hold(x.Number)
			if x.Sentence < 0 || x.Sentence >= len(facts.Sentences) {
				t.Fatalf("%q is in sentence %d of %d", x.Text(), x.Sentence, len(facts.Sentences))
			}
			_ = x.Is(x.N)
		}
		for _, x := range facts.Sentences {
			hold(x.Span)
			if x.First > x.Last || x.Last > len(facts.Figures) {
				t.Fatalf("figures %d to %d of %d", x.First, x.Last, len(facts.Figures))
			}
		}
		for _, x := range facts.Years {
			hold(x.Span)
		}
		for _, x := range facts.References {
			hold(x.Span)
			_ = x.String()
		}
		for _, x := range facts.Titles {
			hold(x.Span)
		}
		for _, x := range facts.Headings {
			hold(x.Span)
			hold(x.Mark)
		}
		for _, l := range facts.Lists {
			for _, i := range l.Items {
				hold(i.Mark)
			}
		}
	})
}
