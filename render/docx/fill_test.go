package docx

import (
	"bytes"
	"strings"
	"testing"
	"ziping/render/docx/docxtest"
	"ziping/render/docx/problem"
)

// m and l keep the tables short.
type m = map[string]any

type l = []any

// TestFill shows the language: template, data, and what comes out, in the notation of the fixtures.
func TestFill(t *testing.T) {
	two := m{"单位": "县科协", "活动": l{m{"名称": "甲", "人数": 3}, m{"名称": "乙", "人数": 12}}, "空": l{}, "无": nil, "真": true, "假": false}
	tests := []struct {
		name, tpl, want string
		data            any
	}{
		{"value", `p"名称：{{单位}}。"`, `p["名称：县科协。"]`, two},
		{"split over runs", `p["{" "{单" b"位}" "} 好"]`, `p["县科协 好"]`, two},
		{"first character of the name decides the look", `p["{{" b"单位" "}}"]`, `p[b"县科协"]`, two},
		{"bookmark and proofing marks between", `p["{{" bm"x" "单" proof "位" "}}"]`, `p[bm "县科协"]`, two},
		{"two tags sharing a run", `p["{{单位}}{{" "单位}}-{{单位}}"]`, `p["县科协县科协-县科协"]`, two},
		{"full-width braces", `p"｛｛单位｝｝{｛单位｝}"`, `p["县科协县科协"]`, two},
		{"blanks and zero width", "p\"{{ 单\u200b 位 }}\"", `p["县科协"]`, two},
		{"full-width letters", `p"{{ＡＢ１}}"`, `p["x"]`, m{"AB1": "x"}},
		{"keys are normalised too", `p"{{AB 1}}"`, `p["x"]`, m{"ＡＢ 1": "x"}},
		{"tab and break in a tag", `p["{{单" br tab "位}}"]`, `p["县科协"]`, two},
		{"line breaks and tabs in a value", `p["{{v}}"]`, `p["a" br "b" br br "c" tab "d" br "e"]`, m{"v": "a\nb\r\n\nc\td\ve"}},
		{"value is data", `p"{{v}}"`, `p["{{单位}} & < > ]]> 𠮷㐂①"]`, m{"v": "{{单位}} & < > ]]> 𠮷㐂①"}},
		{"blanks at the ends stay", `p"{{v}}"`, `p[" a "]`, m{"v": " a "}},
		{"dotted", `p"{{资金.支出}}"`, `p["7"]`, m{"资金": m{"支出": 7}}},
		{"dotted key of a flat view", `p"{{资金.支出}}"`, `p["7"]`, m{"资金.支出": 7}},
		{"cut by Enter", `p"前{{单" p"位}}后"`, `p["前县科协"] p["后"]`, two},
		{"cut by Enter, nothing else there", `p"{{" p"单位}}" p"完"`, `p["县科协"] p["完"]`, two},
		{"remark", `p"a{{!说明}}b" p"{{！整段说明}}" p"c"`, `p["ab"] p["c"]`, two},
		{"hyperlink, revision, control", `p[hyp["{{单" "位}}"] ins["{{单位}}"] sdt["{{单位}}"]]`, `p[hyp["县科协"] ins["县科协"] sdt["县科协"]]`, two},
		{"text box and fallback", `p["x" box[p["{{单" "位}}"]]]`, `p["x" box[p["县科协"]]]`, two},
		{"value before the cut", `p["{{单位" hyp["}} x"]]`, `p["县科协" hyp[" x"]]`, two},

		{"inline loop", `p"有{{#活动}}{{名称}}（{{人数}}）、{{/活动}}等"`, `p["有甲（3）、乙（12）、等"]`, two},
		{"inline loop over runs", `p["有{{#活动}}" b"{{名称}}" "、{{/活动}}等"]`, `p["有" b"甲" "、" b"乙" "、等"]`, two},
		{"inline loop cut inside runs", `p["有{{#活动}}(" b"{{名称}}" "){{/活动}}等"]`, `p["有(" b"甲" ")(" b"乙" ")等"]`, two},
		{"inline loop, tags split", `p["有{{#活" "动}}{{名称}}{" "{/活动}}等"]`, `p["有甲乙等"]`, two},
		{"inline loop with empty list", `p["有{{#空}}(" b"{{名称}}" "){{/空}}等"]`, `p["有等"]`, two},
		{"inline loop around a hyperlink", `p["{{#活动}}" hyp["{{名称}}"] "{{/活动}}"]`, `p[hyp["甲"] hyp["乙"]]`, two},
		{"inline loop begins in a hyperlink", `p[hyp["{{#活动}}{{名称}}"] "，{{/活动}}"]`, `p[hyp["甲"] "，" hyp["乙"] "，"]`, two},
		{"inline loop ends in a revision, the tag cut", `p["{{#活动}}" "x" ins["{" "{/" "}}"]]`, `p["xx" ins[]]`, two},
		{"paragraph loop", `p"前" p"{{#活动}}" p"{{名称}}" p"{{人数}}人" p"{{/活动}}" p"后"`, `p["前"] p["甲"] p["3人"] p["乙"] p["12人"] p["后"]`, two},
		{"keywords", `p"{{循环 活动}}" p"{{名称}}" p"{{结束循环}}"`, `p["甲"] p["乙"]`, two},
		{"closing tag of the innermost", `p"{{#活动}}" p"{{名称}}" p"{{/}}"`, `p["甲"] p["乙"]`, two},
		{"text before and after the tags stays outside", `p"问题：{{#活动}}" p"{{名称}}" p"{{/活动}}完"`, `p["问题："] p["甲"] p["乙"] p["完"]`, two},
		{"paragraph split at the tags", `p"问题：{{#活动}}（{{名称}}" p"{{人数}}）{{/活动}}完"`, `p["问题：（甲"] p["3）（乙"] p["12）完"]`, two},
		{"split, and nothing to repeat", `p"问题：{{#空}}（{{名称}}" p"{{人数}}）{{/空}}完"`, `p["问题：完"]`, two},
		{"tag at the start and at the end", `p"{{#活动}}{{名称}}" p"{{人数}}{{/活动}}"`, `p["甲"] p["3"] p["乙"] p["12"]`, two},
		{"section over a table", `p"{{#活动}}" tbl[tr[tc"{{名称}}"]] p"{{/活动}}"`, `tbl[tr[tc[p["甲"]]]] p[] tbl[tr[tc[p["乙"]]]]`, two},
		{"nested", `p"{{#a}}" p"{{n}}" p"{{#b}}" p"{{n}}-{{上级.n}}" p"{{/b}}" p"{{/a}}"`, `p["1"] p["x-1"] p["y-1"] p["2"]`,
			m{"a": l{m{"n": 1, "b": l{m{"n": "x"}, m{"n": "y"}}}, m{"n": 2, "b": l{}}}}},
		{"nested inline", `p"{{#a}}{{n}}:{{#b}}{{.}},{{/b}};{{/a}}"`, `p["1:x,y,;2:;"]`, m{"a": l{m{"n": 1, "b": l{"x", "y"}}, m{"n": 2, "b": l{}}}}},
		{"a paragraph of a condition that fails vanishes", `p"a" p["{{如果 假}}" b"x" "{{结束}}"] p"{{#空}}y{{/空}} {{^真}}z{{/真}}" p"b"`, `p["a"] p["b"]`, two},
		{"one that holds stays", `p"a" p"{{如果 真}}x{{结束}}{{如果 假}}y{{结束}}"`, `p["a"] p["x"]`, two},
		{"an empty value stays", `p"a" p"{{#真}}{{v}}{{/真}}" p"{{如果 假}}x{{结束}}{{v}}"`, `p["a"] p[]`, m{"真": true, "假": false, "v": ""}},
		{"the last paragraph of a cell stays", `tbl[tr[tc[p"a" p"{{如果 假}}x{{结束}}"] tc"{{如果 假}}x{{结束}}"]]`, `tbl[tr[tc[p["a"]] tc[p[]]]]`, two},
		{"a bookmark stays", `p"a" p[bm"x" "{{如果 假}}x{{结束}}"]`, `p["a"] p[bm]`, two},
		{"a picture stays", `p"a" p["{{如果 假}}x{{结束}}" img""]`, `p["a"] p[img]`, two},
		{"in a loop", `p"{{#活动}}" p"{{如果 人数 > 5}}{{名称}}{{结束}}" p"-" p"{{/活动}}"`, `p["-"] p["乙"] p["-"]`, two},
		{"counter in a text box in a loop", `p"{{#活动}}" p[box[p"{{一是}}{{名称}}"]] p"{{/活动}}"`, `p[box[p["一是甲"]]] p[box[p["二是乙"]]]`, two},
		{"outer names are visible", `p"{{#活动}}{{单位}}{{名称}} {{/活动}}"`, `p["县科协甲 县科协乙 "]`, two},
		{"number and 一是", `p"{{#活动}}{{序号}}{{一是}}{{名称}}；{{/活动}}"`, `p["1一是甲；2二是乙；"]`, two},
		{"own 序号 of the item", `p"{{#a}}{{序号}} {{/a}}"`, `p["7 2 "]`, m{"a": l{m{"序号": 7}, m{"序号": nil}}}},
		{"number of the outer loop", `p"{{#a}}{{#b}}{{上级.序号}}.{{序号}} {{/b}}{{/a}}"`, `p["1.1 1.2 2.1 "]`, m{"a": l{m{"b": l{1, 2}}, m{"b": l{3}}}}},
		{"object", `p"{{#o}}{{x}}{{/o}}{{^o}}无{{/o}}"`, `p["1"]`, m{"o": m{"x": 1}}},
		{"true shows once, false and empty not", `p"{{#真}}A{{/真}}{{#假}}B{{/假}}{{#空}}C{{/空}}{{^空}}D{{/空}}{{#无}}E{{/无}}{{^无}}F{{/无}}"`, `p["ADF"]`, two},
		{"zero is not nothing", `p"{{#n}}A{{/n}}{{如果 n}}B{{结束}}"`, `p["AB"]`, m{"n": 0}},
		{"item itself", `p"{{#a}}{{.｜万元}} {{/a}}"`, `p["36万元 1.5万元 "]`, m{"a": l{360000, "15000"}}},

		{"row", `tbl[tr[tc"名" tc"数"] tr[tc"{{#活动}}{{名称}}" tc"{{人数}}{{/活动}}"]]`, `tbl[tr[tc[p["名"]] tc[p["数"]]] tr[tc[p["甲"]] tc[p["3"]]] tr[tc[p["乙"]] tc[p["12"]]]]`, two},
		{"row: tag paragraphs in the cell vanish", `tbl[tr[tc[p"{{#活动}}" p"{{名称}}"] tc[p"{{人数}}" p"{{/活动}}"]]]`, `tbl[tr[tc[p["甲"]] tc[p["3"]]] tr[tc[p["乙"]] tc[p["12"]]]]`, two},
		{"row: a cell of its own for the tag", `tbl[tr[tc"{{#活动}}" tc"{{名称}}" tc"{{/活动}}"]]`, `tbl[tr[tc[p[]] tc[p["甲"]] tc[p[]]] tr[tc[p[]] tc[p["乙"]] tc[p[]]]]`, two},
		{"rows", `tbl[tr[tc"{{#活动}}{{名称}}" tc"a"] tr[tc"{{人数}}" tc"b{{/活动}}"]]`, `tbl[tr[tc[p["甲"]] tc[p["a"]]] tr[tc[p["3"]] tc[p["b"]]] tr[tc[p["乙"]] tc[p["a"]]] tr[tc[p["12"]] tc[p["b"]]]]`, two},
		{"rows of tags vanish", `tbl[tr[tc"头"] tr[tc"{{#活动}}"] tr[tc"{{名称}}"] tr[tc"{{/活动}}"]]`, `tbl[tr[tc[p["头"]]] tr[tc[p["甲"]]] tr[tc[p["乙"]]]]`, two},
		{"empty loop leaves no table", `p"前" tbl[tr[tc"{{#空}}{{名称}}" tc"{{/空}}"]] p"后"`, `p["前"] p["后"]`, two},
		{"empty loop keeps a header row", `tbl[tr[tc"头" tc"尾"] tr[tc"{{#空}}{{名称}}" tc"{{/空}}"]]`, `tbl[tr[tc[p["头"]] tc[p["尾"]]]]`, two},
		{"cell content", `tbl[tr[tc[p"{{#活动}}" p"{{名称}}" p"{{/活动}}"] tc"x"]]`, `tbl[tr[tc[p["甲"] p["乙"]] tc[p["x"]]]]`, two},
		{"cell content: nothing leaves a paragraph", `tbl[tr[tc[p"{{#空}}" p"{{名称}}" p"{{/空}}"] tc"x"]]`, `tbl[tr[tc[p[]] tc[p["x"]]]]`, two},
		{"nested table in a cell that loops", `tbl[tr[tc[tbl[tr[tc"{{#空}}a" tc"{{/空}}"]] p"{{#空}}" p"{{/空}}"]]]`, `tbl[tr[tc[p[]]]]`, two},
		{"nested row loops on one row", `tbl[tr[tc"{{#a}}{{#b}}{{上级.n}}" tc"{{.}}{{/b}}{{/a}}"]]`, `tbl[tr[tc[p["1"]] tc[p["x"]]] tr[tc[p["1"]] tc[p["y"]]] tr[tc[p["2"]] tc[p["z"]]]]`,
			m{"a": l{m{"n": 1, "b": l{"x", "y"}}, m{"n": 2, "b": l{"z"}}}}},
		{"row condition", `tbl[tr[tc"{{如果 真}}是" tc"{{结束}}"] tr[tc"{{如果 假}}否" tc"{{结束}}"]]`, `tbl[tr[tc[p["是"]] tc[p[]]]]`, two},
		{"rows either or", `tbl[tr[tc"{{如果 假}}"] tr[tc"甲"] tr[tc"{{否则}}"] tr[tc"乙"] tr[tc"{{结束}}"]]`, `tbl[tr[tc[p["乙"]]]]`, two},

		{"merge equal neighbours", `tbl[tr[tc"{{#a}}{{x｜合并}}" tc"{{y}}{{/a}}"]]`, `tbl[tr[vr[p["产出"]] tc[p["1"]]] tr[vc[p[]] tc[p["2"]]] tr[vr[p["效益"]] tc[p["3"]]]]`,
			m{"a": l{m{"x": "产出", "y": 1}, m{"x": "产出", "y": 2}, m{"x": "效益", "y": 3}}}},
		{"a break in the column to the left breaks", `tbl[tr[tc"{{#a}}{{x｜合并}}" tc"{{y｜合并}}{{/a}}"]]`, `tbl[tr[vr[p["1"]] vr[p["k"]]] tr[vr[p["2"]] vr[p["k"]]] tr[vc[p[]] vc[p[]]]]`,
			m{"a": l{m{"x": 1, "y": "k"}, m{"x": 2, "y": "k"}, m{"x": 2, "y": "k"}}}},
		{"merge all", `tbl[tr[tc"{{#a}}{{x｜合并}}" tc"{{y｜合并 全部}}{{/a}}"]]`, `tbl[tr[vr[p["1"]] vr[p["k"]]] tr[vr[p["2"]] vc[p[]]]]`, m{"a": l{m{"x": 1, "y": "k"}, m{"x": 2, "y": "k"}}}},
		{"merge over nested loops", `tbl[tr[tc"{{#a}}{{#b}}{{n｜合并}}" tc"{{.}}{{/b}}{{/a}}"]]`, `tbl[tr[vr[p["1"]] tc[p["x"]]] tr[vc[p[]] tc[p["y"]]] tr[vr[p["2"]] tc[p["z"]]]]`,
			m{"a": l{m{"n": 1, "b": l{"x", "y"}}, m{"n": 2, "b": l{"z"}}}}},
		{"merge with a format, blanks not merged", `tbl[tr[tc"{{#a}}{{x｜万元｜合并}}" tc"{{/a}}"]]`, `tbl[tr[vr[p["1万元"]] tc[p[]]] tr[vc[p[]] tc[p[]]] tr[vr[p[]] tc[p[]]] tr[vr[p[]] tc[p[]]]]`, m{"a": l{m{"x": 10000}, m{"x": "10000.00"}, m{"x": nil}, m{"x": nil}}}},
		{"rows with a merged cell", `tbl[tr[vr"{{#a}}{{x}}" tc"{{y}}"] tr[vc tc"{{z}}{{/a}}"]]`, `tbl[tr[vr[p["1"]] tc[p["2"]]] tr[vc[p[]] tc[p["3"]]] tr[vr[p["4"]] tc[p["5"]]] tr[vc[p[]] tc[p["6"]]]]`,
			m{"a": l{m{"x": 1, "y": 2, "z": 3}, m{"x": 4, "y": 5, "z": 6}}}},
		{"merge of two-row items", `tbl[tr[vr"{{#a}}{{x｜合并}}" tc"{{y}}"] tr[vc tc"{{z}}{{/a}}"]]`, `tbl[tr[vr[p["1"]] tc[p["2"]]] tr[vc[p[]] tc[p["3"]]] tr[vc[p[]] tc[p["5"]]] tr[vc[p[]] tc[p["6"]]]]`,
			m{"a": l{m{"x": 1, "y": 2, "z": 3}, m{"x": 1, "y": 5, "z": 6}}}},

		{"content control around paragraphs", `sdt[p"{{#活动}}" p"{{名称}}" p"{{/活动}}"]`, `sdt[p["甲"] p["乙"]]`, two},
		{"loop over a content control", `p"{{#活动}}" sdt[p"{{名称}}"] p"{{/活动}}"`, `sdt[p["甲"]] sdt[p["乙"]]`, two},
		{"loop begins in a content control", `sdt[p"{{#活动}}{{名称}}"] p"{{人数}}{{/活动}}"`, `sdt[p["甲"]] p["3"] sdt[p["乙"]] p["12"]`, two},
		{"loop in a text box", `p["x" box[p"{{#活动}}" p"{{名称}}" p"{{/活动}}"]]`, `p["x" box[p["甲"] p["乙"]]]`, two},
		{"empty loop in a text box", `p["x" box[p"{{#空}}" p"{{名称}}" p"{{/空}}"]]`, `p["x" box[p[]]]`, two},
		{"text box in a loop", `p"{{#活动}}" p[box[p"{{名称}}"]] p"{{/活动}}"`, `p[box[p["甲"]]] p[box[p["乙"]]]`, two},
		{"picture in a condition stays", `p["{{如果 真}}" img"" "{{结束}}"]`, `p[img]`, two},
		{"section break survives", `p"{{#活动}}" p"{{名称}}" sect["{{/活动}}"] p"后"`, `p["甲"] p["乙"] p[] p["后"]`, two},
		{"section break after a loop in one paragraph", `p"{{#活动}}" p"{{名称}}" sect["x{{/活动}}"] p"后"`, `p["甲"] p["x"] p["乙"] p["x"] p[] p["后"]`, two},
		{"section break after an empty loop", `p"前" p"{{#空}}" p"{{名称}}" sect["{{/空}}"] p"后"`, `p["前"] p[] p["后"]`, two},
		{"section break before a loop", `sect["{{#空}}"] p"{{名称}}" p"{{/空}}"`, `p[]`, two},
		{"page break beside a tag", `p["{{#空}}"] p"{{名称}}" p["{{/空}}" page] p"后"`, `p[page] p["后"]`, two},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			out := fillWith(t, docxtest.New(t, tt.tpl), tt.data)
			if got := docxtest.Show(t, out, "word/document.xml"); got != tt.want {
				t.Errorf("\n got %s\nwant %s", got, tt.want)
			}
		})
	}
}

// TestConditions shows what a condition may say.
// TestFormula fills tags in a formula: values only, escaped, with the tag in any number of runs.
func TestFormula(t *testing.T) {
	const formula = `<m:oMath xmlns:m='http://schemas.openxmlformats.org/officeDocument/2006/math'><m:r><m:t>{{</m:t></m:r><m:r><m:t>x</m:t></m:r><m:r><m:t>}}=1</m:t></m:r></m:oMath>`
	tpl := docxtest.New(t, `p["{{#a}}" raw"`+formula+`" "；{{/a}}{{单位}}"]`)
	got := docxtest.Unzip(t, fillWith(t, tpl, m{"单位": "元", "a": l{m{"x": "<1"}, m{"x": 2}}}))["word/document.xml"]
	for _, want := range []string{`>&lt;1</m:t></m:r><m:r><m:t xml:space="preserve">=1</m:t>`, `>2</m:t></m:r><m:r><m:t xml:space="preserve">=1</m:t>`, ">元<"} {
		if !strings.Contains(got, want) {
			t.Errorf("%s is missing in %s", want, got)
		}
	}
}

func TestConditions(t *testing.T) {
	data := m{"资金": m{"执行率": "0.9667", "上年结转": "0"}, "等级": "优", "名": "a b", "空": "", "null": nil, "没有": nil, "真": true, "清单": l{1, 2}, "日": "2022-03-01", "非税": "5", "n": 3, "单位(全称)": "县"}
	tests := map[string]bool{
		"单位（全称） = “县”": true, "非 单位(全称) 或 (n > 5 且 真)": false, "(单位(全称) = “县”)且n>2": true,
		"资金.执行率 < 100%": true, "资金.执行率<100%": true, "资金.执行率＜１００％": true, "资金.执行率 >= 96.67%": true, "资金.执行率 = 0.9667": true,
		"资金.上年结转 > 0": false, "资金.上年结转 = 0": true, "资金.执行率 大于 0.9": true, "资金.执行率 不小于 97%": false,
		"等级 = “优”": true, `等级 = "优"`: true, "等级 = ‘良’": false, "等级 != '良'": true, "等级 ≠ “优”": false, "等级 = 「优」": true,
		"名 = “a b”": true, "真": true, "空": false, "null": false, "没有": false, "非 没有": true, "清单": true, "清单 > 1": true,
		"真 且 等级 = “优”": true, "空 或 真": true, "非（真 且 空）": true, "非(真)": false, "空 且 真 或 真": true,
		"n>2且n<4": true, "n > 2 且 非税 = 5": true, "日 < “2022年4月1日”": true, "日 > “2022-04-01”": false, "真 = 是": true, "空 = 空": true,
		"null < 5": false, "null > 5": false, "n ≤ 3": true, "n <= 0.0003万": true, "等级 是 “优”": true, "1 < n": true,
	}
	for cond, want := range tests {
		t.Run(cond, func(t *testing.T) {
			cond = strings.ReplaceAll(cond, `"`, "＂")
			out := fillWith(t, docxtest.New(t, `p"{{如果 `+cond+`}}Y{{否则}}N{{结束}}"`), data)
			w := `p["N"]`
			if want {
				w = `p["Y"]`
			}
			if got := docxtest.Show(t, out, "word/document.xml"); got != w {
				t.Errorf("got %s, want %s", got, w)
			}
		})
	}
}

func TestElseIf(t *testing.T) {
	tpl := docxtest.New(t, `p"{{如果 n >= 90}}优{{否则如果 n >= 80}}良{{否则}}中{{结束}}"`)
	for n, want := range map[int]string{95: "优", 80: "良", 10: "中"} {
		if got := docxtest.Show(t, fillWith(t, tpl, m{"n": n}), "word/document.xml"); got != `p["`+want+`"]` {
			t.Errorf("%d: got %s, want %s", n, got, want)
		}
	}
}

// TestParts fills headers, footers, footnotes and comments.
func TestParts(t *testing.T) {
	tpl := docxtest.New(t, `p["x" note]`, docxtest.Parts{Header: `p["{{单" "位}}"]`, Footer: `p"{{#a}}" p"{{.}}" p"{{/a}}"`, Footnotes: `p["注：{{单" "位}}"]`, Comments: `p"{{单位}}"`})
	out := fillWith(t, tpl, m{"单位": "县科协", "a": l{1, 2}})
	for part, want := range map[string]string{
		"word/header1.xml": `p["县科协"]`, "word/footer1.xml": `p["1"] p["2"]`, "word/footnotes.xml": `p["注：县科协"]`, "word/comments.xml": `p["县科协"]`,
	} {
		if got := docxtest.Show(t, out, part); got != want {
			t.Errorf("%s: got %s, want %s", part, got, want)
		}
	}
	out = fillWith(t, tpl, m{"单位": "县科协", "a": l{}})
	if got := docxtest.Show(t, out, "word/footer1.xml"); got != `p[]` {
		t.Errorf("empty footer: got %s, want p[]", got)
	}
}

// TestCopies holds that what must be unique is unique after a loop: the self-check in fillWith sees to most of it.
func TestCopies(t *testing.T) {
	tpl := docxtest.New(t, `p"{{#a}}" q["{{.}}" bm"甲" box[p"{{.}}"] ins["x"] img""] sdt[p"{{.}}"] p"{{/a}}"`)
	out := fillWith(t, tpl, m{"a": l{1, 2, 3}})
	doc := docxtest.Unzip(t, out)["word/document.xml"]
	for _, s := range []string{"w14:paraId", `w:name="甲"`, "w:bookmarkEnd"} {
		if n := strings.Count(doc, s); n != 1 {
			t.Errorf("%s: got %d, want 1", s, n)
		}
	}
	for _, attr := range []string{`<w:id w:val="`, `<w:ins w:id="`, `<v:shape id="`, `<wp:docPr id="`} {
		seen := map[string]bool{}
		for _, x := range strings.Split(doc, attr)[1:] {
			id := x[:strings.IndexByte(x, '"')]
			if seen[id] {
				t.Errorf("%s%s twice", attr, id)
			}
			seen[id] = true
		}
		if len(seen) < 3 {
			t.Errorf("%s: got %d ids, want at least 3", attr, len(seen))
		}
	}
}

func TestFootnoteInLoop(t *testing.T) {
	tpl := docxtest.New(t, `p"{{#a}}" p["{{.}}" note] p"{{/a}}"`, docxtest.Parts{Footnotes: `p"注"`})
	if got := notesOf(t, fillWith(t, tpl, m{"a": l{1}})); got != "2注" {
		t.Errorf("one copy: got %q", got)
	}
	if got := notesOf(t, fillWith(t, tpl, m{"a": l{1, 2, 3}})); got != "2注 3注 4注" {
		t.Errorf("three copies: got %q", got)
	}
	if got := notesOf(t, fillWith(t, tpl, m{"a": l{}})); got != "" {
		t.Errorf("no copy: got %q", got)
	}

	// The note sees the names that its reference sees.
	tpl = docxtest.New(t, `tbl[tr[tc"{{#a}}{{名}}" tc[p["{{#b}}{{.}}" note "{{/b}}"]] tc"{{/a}}"]]`, docxtest.Parts{Footnotes: `p"{{序号}}{{名}}" p"{{#b}}{{.}},{{/b}}"`})
	out := fillWith(t, tpl, m{"a": l{m{"名": "甲", "b": l{1, 2}}, m{"名": "乙", "b": l{3}}}})
	if got, want := notesOf(t, out), "2 1甲 1,2, 3 2甲 1,2, 4 1乙 3,"; strings.Join(strings.Fields(got), "") != strings.ReplaceAll(want, " ", "") {
		t.Errorf("got %q, want %q", got, want)
	}
	if bad := docxtest.SelfCheck(out); len(bad) > 0 {
		t.Error(bad)
	}
	wantProblem(t, tpl, m{"a": l{m{"名": "甲", "b": l{1}}, m{"b": l{3}}}}, problem.Unknown, "脚注2第1段")

	// A note that is referred to from outside as well, or that does not exist, cannot be repeated.
	tpl = docxtest.New(t, `p["前" note] p"{{#a}}" p["{{.}}" note] p"{{/a}}"`, docxtest.Parts{Footnotes: `p"注"`})
	wantProblem(t, tpl, m{"a": l{1, 2}}, problem.Note, "正文第3段")
	wantProblem(t, docxtest.New(t, `p"{{#a}}" p["{{.}}" note] p"{{/a}}"`), m{"a": l{1, 2}}, problem.Note, "正文第2段")
}

// notesOf returns the ids and texts of the footnotes.
func notesOf(t *testing.T, docx []byte) string {
	t.Helper()
	var out []string
	for _, s := range strings.Split(docxtest.Unzip(t, docx)["word/footnotes.xml"], "<w:footnote ")[1:] {
		id, rest, _ := strings.Cut(strings.TrimPrefix(s, `w:id="`), `"`)
		for i, p := range strings.Split(rest, "<w:t")[1:] {
			_, p, _ = strings.Cut(p, ">")
			p, _, _ = strings.Cut(p, "<")
			if i == 0 {
				p = id + p
			} else {
				p = strings.TrimPrefix(p, " ")
			}
			if i == 0 || p != "" {
				out = append(out, p)
			}
		}
	}
	return strings.Join(out, " ")
}

func TestMissing(t *testing.T) {
	tpl := docxtest.New(t, `p"a{{没有}}b{{没有｜默认 无}}{{#没有}}x{{/没有}}"`)
	wantProblem(t, tpl, m{}, problem.Unknown, "没有名为“没有”的字段")
	if got := docxtest.Show(t, fillWith(t, tpl, m{}, Missing(MissingEmpty)), "word/document.xml"); got != `p["ab无"]` {
		t.Errorf("empty: got %s", got)
	}
	if got := docxtest.Show(t, fillWith(t, tpl, m{}, Missing(MissingKeep)), "word/document.xml"); got != `p["a{{没有}}b{{没有｜默认 无}}{{#没有}}x{{/没有}}"]` {
		t.Errorf("keep: got %s", got)
	}
}

// wantProblem fills and expects a problem whose message contains text, and no output.
func wantProblem(t *testing.T, tpl []byte, data any, id, text string) Problem {
	t.Helper()
	c, err := Compile(tpl)
	var out bytes.Buffer
	if err == nil {
		err = c.Fill(&out, data)
	}
	te, ok := err.(*TemplateError)
	if !ok {
		t.Fatalf("got error %v, want a *TemplateError", err)
	}
	if out.Len() > 0 {
		t.Errorf("%d bytes were written beside the error", out.Len())
	}
	for _, p := range te.Problems {
		if p.ID == id && strings.Contains(p.Message, text) {
			return p
		}
	}
	t.Fatalf("no %s with %q among:\n%v", id, text, err)
	return Problem{}
}
