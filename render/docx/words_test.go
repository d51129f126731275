package docx

import (
	"bytes"
	"context"
	"errors"
	"slices"
	"strings"
	"testing"

	"ziping/render/docx/docxtest"
	"ziping/render/docx/problem"
)

// TestWords fills templates with each word of the language that works on lists and items.
func TestWords(t *testing.T) {
	deeds := m{"活动": l{m{"名": "科技活动周", "次": 3, "类": "甲"}, m{"名": "科普日", "次": "2", "类": "乙"}, m{"名": "讲座", "次": nil, "类": "甲"}}}
	tests := []struct {
		name, tpl, want string
		data            any
	}{
		{"join", `p"包括{{活动.名｜顿号}}等"`, `p["包括科技活动周、科普日、讲座等"]`, deeds},
		{"join with another sign", `p"{{活动.名｜连接 ；}}" p"{{活动.名|连接 “, ”}}"`, `p["科技活动周；科普日；讲座"] p["科技活动周, 科普日, 讲座"]`, deeds},
		{"join, each with a format", `p"{{钱｜万元｜顿号}}"`, `p["1万元、2.5万元"]`, m{"钱": l{"10000", 25000, ""}}},
		{"join texts themselves", `p"{{问题｜去序号｜连接 ；}}"`, `p["少人；缺钱；3.5万元没有到账"]`, m{"问题": l{"一、少人", "（2）缺钱", "3.5万元没有到账"}}},
		{"count", `p"共{{活动｜个数}}项{{空｜个数}}"`, `p["共3项0"]`, m{"活动": deeds["活动"], "空": l{}}},
		{"count of what is not stated", `p"{{没有｜个数｜默认 未统计}}"`, `p["未统计"]`, m{"没有": nil}},
		{"sum, with a format", `p"{{支出.额｜合计｜万元}}"`, `p["6万元"]`, m{"支出": l{m{"额": "10000.00"}, m{"额": 50000}}}},
		{"sum over lists in lists", `p"{{类.项.额｜合计}}"`, `p["6.5"]`, m{"类": l{m{"项": l{m{"额": 1}, m{"额": "2.5"}}}, m{"项": l{m{"额": 3}}}}}},
		{"no sum of nothing stated", `p"[{{a.x｜合计}}]"`, `p["[]"]`, m{"a": l{m{"x": nil}, m{"x": ""}}}},
		{"sum in the item", `p"{{#类}}{{名}}{{项.额｜合计}} {{/类}}"`, `p["甲3 乙5 "]`, m{"类": l{m{"名": "甲", "项": l{m{"额": 1}, m{"额": 2}}}, m{"名": "乙", "项": l{m{"额": 5}}}}}},
		{"last item", `p"包括{{#活动}}{{名}}{{如果 非 末项}}、{{结束}}{{/活动}}等"`, `p["包括科技活动周、科普日、讲座等"]`, deeds},
		{"first item", `p"{{#活动}}{{如果 首项}}其中{{否则}}，{{结束}}{{名}}{{/活动}}"`, `p["其中科技活动周，科普日，讲座"]`, deeds},
		{"last item of those printed", `p"{{#活动}}{{如果 类 = “甲”}}{{序号}}{{名}}{{如果 非 末项}}、{{结束}}{{结束}}{{/活动}}"`, `p["1科技活动周、2讲座"]`, deeds},
		{"last of those printed, the last left out", `p"{{#活动}}{{如果 次}}{{名}}{{^末项}}；{{/末项}}{{结束}}{{/活动}}"`, `p["科技活动周；科普日"]`, deeds},
		{"the outer loop's last", `p"{{#a}}{{#b}}{{.}}{{如果 上级.末项 且 末项}}。{{结束}}{{/b}}{{/a}}"`, `p["1234。"]`, m{"a": l{m{"b": l{1, 2}}, m{"b": l{3, 4}}}}},
		{"a field of that name", `p"{{#a}}{{如果 末项 = 1}}x{{结束}}{{/a}}"`, `p["x"]`, m{"a": l{m{"末项": 1}, m{"末项": 2}}}},
		{"number of what is printed, paragraphs", `p"{{#活动}}" p"{{如果 类 = '甲'}}" p"{{一是}}{{名}}" p"{{结束}}" p"{{/活动}}"`, `p["一是科技活动周"] p["二是讲座"]`, deeds},
		{"number of what is printed, rows", `tbl[tr[tc"{{#活动}}"] tr[tc"{{如果 类 = '甲'}}"] tr[tc"{{序号}}" tc"{{名}}"] tr[tc"{{结束}}"] tr[tc"{{/活动}}"]]`,
			`tbl[tr[tc[p["1"]] tc[p["科技活动周"]]] tr[tc[p["2"]] tc[p["讲座"]]]]`, deeds},
		{"number of all where all are printed", `p"{{#活动}}{{序号}}{{如果 类 = '甲'}}{{名}}{{结束}} {{/活动}}"`, `p["1科技活动周 2 3讲座 "]`, deeds},
		{"a condition on the number", `p"{{#活动}}{{如果 序号 > 1}}{{序号}}{{名}}{{结束}}{{/活动}}"`, `p["1科普日2讲座"]`, deeds},
		{"text typed with a number", `p"{{#问}}{{一是}}{{.｜去序号}}；{{/问}}"`, `p["一是少人；二是缺钱；三是2022年未结；四是；"]`, m{"问": l{"1.少人", "二是，缺钱", "2022年未结", ""}}},
		{"sections joined in mid-paragraph", `p"共{{#甲}}5次。" p"第二段{{/甲}}完。" p"后"`, `p["共5次。"] p["第二段完。"] p["后"]`, m{"甲": true}},
		{"joined, nothing between", `p"共{{#甲}}5次。" p"第二段{{/甲}}完。"`, `p["共完。"]`, m{"甲": false}},
		{"joined at its end only", `p"{{#a}}" p"x{{.}}" p"y{{/a}}完"`, `p["x1"] p["y"] p["x2"] p["y完"]`, m{"a": l{1, 2}}},
		{"joined at its beginning only", `p"头{{#a}}{{.}}" p"y" p"{{/a}}" p"后"`, `p["头1"] p["y"] p["2"] p["y"] p["后"]`, m{"a": l{1, 2}}},
		{"joined at its end, nothing printed", `p"前" p"{{#a}}" p"y{{/a}}完"`, `p["前"] p["完"]`, m{"a": l{}}},
		{"joined branches", `p"头{{如果 a}}甲" p"乙{{否则}}丙" p"丁{{结束}}尾"`, `p["头丙"] p["丁尾"]`, m{"a": false}},
		{"joined branches, one in its own paragraph", `p"头{{如果 a}}甲" p"{{否则}}" p"丁{{结束}}尾"`, `p["头甲"] p["尾"]`, m{"a": true}},
		{"joined inside a repeated one", `p"{{#b}}" p"头{{#a}}{{.}}" p"y{{/a}}尾" p"{{/b}}"`, `p["头1"] p["y尾"] p["头1"] p["y尾"]`, m{"a": l{1}, "b": l{1, 2}}},
		{"one row closes and opens", `tbl[tr[tc"{{如果 甲}}"] tr[tc"a"] tr[tc"{{结束}}{{如果 乙}}"] tr[tc"b"] tr[tc"{{结束}}"] tr[tc"c"]]`, `tbl[tr[tc[p["a"]]] tr[tc[p["b"]]] tr[tc[p["c"]]]]`, m{"甲": true, "乙": true}},
		{"one row closes and opens, one is left out", `tbl[tr[tc"{{如果 甲}}"] tr[tc"a"] tr[tc"{{结束}}" tc"{{如果 乙}}"] tr[tc"b"] tr[tc"{{结束}}"] tr[tc"c"]]`, `tbl[tr[tc[p["b"]]] tr[tc[p["c"]]]]`, m{"甲": false, "乙": true}},
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

// TestSumTellsBlanks holds that a sum over rows of which some state nothing says so.
func TestSumTellsBlanks(t *testing.T) {
	out := fillWith(t, docxtest.New(t, `p"{{a.x｜合计}}"`), m{"a": l{m{"x": 1}, m{"x": ""}, m{"x": "2"}}})
	parts := docxtest.Unzip(t, out)
	if !strings.Contains(parts["word/comments.xml"], "共 3 项，其中 1 项没有填") || !strings.Contains(parts["word/document.xml"], ">3<") {
		t.Errorf("comments: %s\n%s", parts["word/comments.xml"], parts["word/document.xml"])
	}
}

// TestColumns fills tables whose columns repeat.
func TestColumns(t *testing.T) {
	years := m{"年份": l{m{"年": "2021", "支出": 4}, m{"年": "2022", "支出": 5}, m{"年": "2023", "支出": 6}}, "空": l{}}
	head := `tbl[tr[tc"项目" tc"{{循环列 年份}}{{年}}{{结束循环}}" tc"合计"] `
	tests := []struct {
		name, tpl, want string
		data            any
	}{
		{"a row of heads and a row of figures", head + `tr[tc"支出" tc"{{循环列 年份}}{{支出}}{{结束循环}}" tc"{{年份.支出｜合计}}"]]`,
			`tbl[tr[tc[p["项目"]] tc[p["2021"]] tc[p["2022"]] tc[p["2023"]] tc[p["合计"]]] tr[tc[p["支出"]] tc[p["4"]] tc[p["5"]] tc[p["6"]] tc[p["15"]]]]`, years},
		{"tags around several paragraphs", `tbl[tr[tc"a" tc[p"{{循环列 年份}}" p"{{年}}" p"{{/年份}}"]]]`,
			`tbl[tr[tc[p["a"]] tc[p["2021"]] tc[p["2022"]] tc[p["2023"]]]]`, years},
		{"two cells to a copy", `tbl[tr[tc"a" tc"{{循环列 年份}}{{年}}" tc"{{支出}}{{/}}"]]`,
			`tbl[tr[tc[p["a"]] tc[p["2021"]] tc[p["4"]] tc[p["2022"]] tc[p["5"]] tc[p["2023"]] tc[p["6"]]]]`, years},
		{"no items", `tbl[tr[tc"a" tc"{{循环列 空}}{{.}}{{/}}"] tr[tc"b" tc"{{循环列 空}}{{.}}{{/}}"]]`, `tbl[tr[tc[p["a"]]] tr[tc[p["b"]]]]`, years},
		{"no items, and a cell that must stand", `tbl[tr[tc"a" tc"{{循环列 空}}{{.}}{{/}}"] tr[tc"b" tc"c"]]`, `tbl[tr[tc[p["a"]] tc[p[]]] tr[tc[p["b"]] tc[p["c"]]]]`, years},
		{"rows repeated too", `tbl[tr[tc"项目" tc"{{循环列 年份}}{{年}}{{/}}"] tr[tc"{{#项}}{{名}}" tc"{{循环列 值}}{{.}}{{/}}{{/项}}"]]`,
			`tbl[tr[tc[p["项目"]] tc[p["2021"]] tc[p["2022"]] tc[p["2023"]]] tr[tc[p["甲"]] tc[p["1"]] tc[p["2"]] tc[p["3"]]] tr[tc[p["乙"]] tc[p["4"]] tc[p["5"]] tc[p["6"]]]]`,
			m{"年份": years["年份"], "项": l{m{"名": "甲", "值": l{1, 2, 3}}, m{"名": "乙", "值": l{4, 5, 6}}}}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			out := fillWith(t, docxtest.New(t, tt.tpl), tt.data)
			if got := docxtest.Show(t, out, "word/document.xml"); got != tt.want {
				t.Errorf("\n got %s\nwant %s", got, tt.want)
			}
		})
	}
	out := docxtest.Unzip(t, fillWith(t, docxtest.New(t, head+`tr[tc"支出" tc"共几年"]]`), years))["word/document.xml"]
	for _, want := range []string{`<w:gridCol w:w="2000"/><w:gridCol w:w="2000"/><w:gridCol w:w="2000"/><w:gridCol w:w="2000"/></w:tblGrid>`,
		`<w:tcW w:w="6000" w:type="dxa"/><w:gridSpan w:val="3"/></w:tcPr><w:p><w:r><w:t xml:space="preserve">共几年`, `<w:tcW w:w="2000" w:type="dxa"/></w:tcPr><w:p><w:r><w:t xml:space="preserve">2021`} {
		if !strings.Contains(out, want) {
			t.Errorf("no %s in\n%s", want, out)
		}
	}
	many := make(l, 10)
	out = docxtest.Unzip(t, fillWith(t, docxtest.New(t, `tbl[tr[tc"a" tc"{{循环列 n}}{{/}}"]]`), m{"n": many}))["word/document.xml"]
	if want := strings.Repeat(`<w:gridCol w:w="630"/>`, 10); !strings.Contains(out, want) { // (page 8306 - 2000) / 10
		t.Errorf("no %s in\n%s", want, out)
	}
	for _, tt := range []struct{ name, tpl, id, text string }{
		{"uneven rows", `tbl[tr[tc"{{#项}}{{循环列 值}}{{.}}{{/}}" tc"{{/项}}"]]`, problem.Kind, "对不齐"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			wantProblem(t, docxtest.New(t, tt.tpl), m{"项": l{m{"值": l{1}}, m{"值": l{1, 2}}}}, tt.id, tt.text)
		})
	}
	for _, tt := range []struct{ name, tpl, id, text string }{
		{"outside a table", `p"{{循环列 a}}{{/}}"`, problem.Position, "同一处"},
		{"over two rows", `tbl[tr[tc"{{循环列 a}}"] tr[tc"{{/}}"]]`, problem.Position, "同一处"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			_, err := Compile(docxtest.New(t, tt.tpl))
			if err == nil || !strings.Contains(err.Error(), tt.id) || !strings.Contains(err.Error(), tt.text) {
				t.Errorf("got %v", err)
			}
		})
	}
}

// TestLooks fills values that say how they look.
func TestLooks(t *testing.T) {
	tpl := docxtest.New(t, `p["甲{{v}}乙"] p[raw"<w:r><w:rPr><w:rFonts w:hint='eastAsia'/><w:i/><w:color w:val='00FF00'/><w:sz w:val='24'/></w:rPr><w:t>{{v}}</w:t></w:r>"] p["{{u}}"] p[hyp["{{u}}"]]`, docxtest.Parts{Header: `p"{{u}}"`})
	data := m{"v": Marked{Value: "重", Bold: true, Color: "红"}, "u": m{"文字": "科协网", "链接": "https://kx.example.cn/a b?x=1&y=2"}}
	parts := docxtest.Unzip(t, fillWith(t, tpl, data))
	for _, want := range []string{`<w:rPr><w:b/><w:color w:val="FF0000"/></w:rPr><w:t xml:space="preserve">重</w:t>`,
		`<w:rFonts w:hint='eastAsia'/><w:b/><w:i/><w:color w:val="FF0000"/><w:sz w:val='24'/></w:rPr>`,
		`r:id="zpR1"><w:r><w:rPr><w:color w:val="0563C1"/><w:u w:val="single"/></w:rPr><w:t xml:space="preserve">科协网</w:t></w:r></w:hyperlink>`} {
		if !strings.Contains(parts["word/document.xml"], want) {
			t.Errorf("no %s in\n%s", want, parts["word/document.xml"])
		}
	}
	if got := strings.Count(parts["word/document.xml"], "<w:hyperlink"); got != 2 {
		t.Errorf("%d hyperlinks, want the template's and one", got)
	}
	for _, part := range []string{"word/_rels/document.xml.rels", "word/_rels/header1.xml.rels"} {
		if want := `Target="https://kx.example.cn/a%20b?x=1&amp;y=2" TargetMode="External"/>`; !strings.Contains(parts[part], want) {
			t.Errorf("%s: no %s in %s", part, want, parts[part])
		}
	}
	join := docxtest.New(t, `p"{{a｜顿号}}"`)
	if got := docxtest.Show(t, fillWith(t, join, m{"a": l{m{"text": "x", "bold": true}, "y"}}), "word/document.xml"); got != `p[b"x" "、y"]` {
		t.Errorf("a list of texts with looks: got %s", got)
	}
	wantProblem(t, join, m{"a": l{m{"文字": "x", "链接": "javascript:alert(1)"}}}, problem.BadValue, "链接")
	wantProblem(t, join, m{"a": l{m{"文字": "x", "颜色": "赤橙"}}}, problem.BadValue, "颜色")
}

// TestNumberingRestarts holds that a list in a repeated block begins anew, and one whose items the copies are does not.
func TestNumberingRestarts(t *testing.T) {
	const numbering = `<w:numbering xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:abstractNum w:abstractNumId="4"><w:lvl w:ilvl="0"><w:start w:val="3"/></w:lvl></w:abstractNum><w:num w:numId="7"><w:abstractNumId w:val="4"/></w:num><w:numIdMacAtCleanup w:val="1"/></w:numbering>`
	li := func(s string) string {
		return `p[raw"<w:pPr><w:numPr><w:ilvl w:val='0'/><w:numId w:val='7'/></w:numPr></w:pPr>" "` + s + `"] `
	}
	data := m{"类": l{m{"名": "一", "项": l{"a", "b"}}, m{"名": "二", "项": l{"c"}}}}
	for _, tt := range []struct {
		name, tpl string
		want      []string
	}{
		{"a list below a heading", `p"{{#类}}" p"{{名}}" p"{{#项}}" ` + li("{{.}}") + `p"{{/项}}" p"{{/类}}"`, []string{"7", "7", "8"}},
		{"a list that the copies are the items of", `p"{{#类}}" ` + li("{{名}}") + `p"x" p"{{/类}}"`, []string{"7", "7"}},
		{"a list in a cell of a repeated row", `tbl[tr[tc"{{#类}}{{名}}" tc[p"{{#项}}" ` + li("{{.}}") + `p"{{/项}}"] tc"{{/类}}"]]`, []string{"7", "7", "8"}},
		{"numbers of rows", `tbl[tr[tc[` + li("{{#类}}") + `] tc"{{名}}" tc"{{/类}}"]]`, []string{"7", "7"}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			parts := docxtest.Unzip(t, docxtest.New(t, tt.tpl))
			rels := strings.Replace(parts["word/_rels/document.xml.rels"], "</Relationships>", `<Relationship Id="rIdN" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/numbering" Target="numbering.xml"/></Relationships>`, 1)
			types := strings.Replace(parts["[Content_Types].xml"], "</Types>", `<Override PartName="/word/numbering.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.numbering+xml"/></Types>`, 1)
			tpl := docxtest.Zip(t, docxtest.Files{{"[Content_Types].xml", types}, {"_rels/.rels", parts["_rels/.rels"]}, {"word/document.xml", parts["word/document.xml"]},
				{"word/_rels/document.xml.rels", rels}, {"word/numbering.xml", numbering}, {"word/media/image1.png", parts["word/media/image1.png"]}})
			out := docxtest.Unzip(t, fillWith(t, tpl, data))
			var got []string
			for _, s := range strings.Split(out["word/document.xml"], "<w:numId w:val='")[1:] {
				got = append(got, s[:strings.IndexByte(s, '\'')])
			}
			if !slices.Equal(got, tt.want) {
				t.Errorf("got lists %v, want %v", got, tt.want)
			}
			if want := `<w:num w:numId="8"><w:abstractNumId w:val="4"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="3"/></w:lvlOverride></w:num><w:numIdMacAtCleanup`; slices.Contains(tt.want, "8") != strings.Contains(out["word/numbering.xml"], want) {
				t.Errorf("numbering: %s", out["word/numbering.xml"])
			}
		})
	}
}

// TestActive holds that nothing in a template fetches, runs or pulls in anything by itself.
func TestActive(t *testing.T) {
	field := func(code string) string {
		return `p[raw"<w:r><w:fldChar w:fldCharType='begin'/></w:r><w:r><w:instrText>` + code + `</w:instrText></w:r><w:r><w:fldChar w:fldCharType='separate'/></w:r><w:r><w:t>x</w:t></w:r><w:r><w:fldChar w:fldCharType='end'/></w:r>"]`
	}
	rel := func(kind, target, mode string) string {
		return `<Relationship Id="rIdX" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/` + kind + `" Target="` + target + `"` + mode + `/>`
	}
	const external = ` TargetMode="External"`
	tests := []struct{ name, body, rels, want string }{
		{"DDE", field(` DDEAUTO c:\\cmd.exe &quot;/k calc&quot; `), "", "DDEAUTO"},
		{"small letters", field("dde x"), "", "DDE"},
		{"a picture from elsewhere", field(`INCLUDEPICTURE &quot;http://x/y.png&quot; \* MERGEFORMAT`), "", "INCLUDEPICTURE"},
		{"a text from elsewhere", field("INCLUDETEXT \\\\\\\\srv\\\\a.docx"), "", "INCLUDETEXT"},
		{"a macro's button", field("MACROBUTTON x y"), "", "MACROBUTTON"},
		{"a simple field", `p[raw"<w:fldSimple w:instr=' LINK Excel.Sheet x '><w:r><w:t>1</w:t></w:r></w:fldSimple>"]`, "", "LINK"},
		{"a code cut into runs", `p[raw"<w:r><w:fldChar w:fldCharType='begin'/></w:r><w:r><w:instrText>D</w:instrText></w:r><w:r><w:instrText>DE x</w:instrText></w:r><w:r><w:fldChar w:fldCharType='end'/></w:r>"]`, "", "DDE"},
		{"a code made by another field", `p[raw"<w:r><w:fldChar w:fldCharType='begin'/></w:r><w:r><w:fldChar w:fldCharType='begin'/></w:r><w:r><w:instrText>QUOTE 68 68 69</w:instrText></w:r><w:r><w:fldChar w:fldCharType='end'/></w:r><w:r><w:instrText> x</w:instrText></w:r><w:r><w:fldChar w:fldCharType='end'/></w:r>"]`, "", "拼成"},
		{"an outside picture", `p"x"`, rel("image", "http://x/y.png", external), "外部的图片"},
		{"a picture on a server", `p"x"`, rel("image", `file:///\\srv\y.png`, external), "外部的图片"},
		{"a template on a server", `p"x"`, rel("attachedTemplate", "https://x/y.dotm", external), "另一个模板"},
		{"a file put in", `p"x" raw"<w:altChunk r:id='rIdX'/>"`, rel("aFChunk", "x.htm", ""), "altChunk"},
		{"a part document", `p[raw"<w:subDoc r:id='rIdX'/>"]`, rel("subDocument", "x.docx", external), "子文档"},
		{"a control", `p[raw"<w:r><w:object><w:control r:id='rIdX'/></w:object></w:r>"]`, rel("control", "x.xml", ""), "ActiveX"},
		{"VML's own address", `p[raw"<w:r><w:pict><v:shape xmlns:v='urn:schemas-microsoft-com:vml'><v:imagedata src='http://x/y.png'/></v:shape></w:pict></w:r>"]`, "", "外部的图片"},
		{"numbers, dates and links stay", field("PAGE") + field("TOC \\o") + field("HYPERLINK http://x") + field("= 1 + 2") + field("书签"), rel("hyperlink", "http://x", external), ""},
		{"a template on this computer stays", `p"x"`, rel("attachedTemplate", `file:///C:\Users\a\b.dotx`, external), ""},
		{"a lost picture stays", `p"x"`, rel("image", "NULL", external), ""},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			parts := docxtest.Unzip(t, docxtest.New(t, tt.body))
			rels := strings.Replace(parts["word/_rels/document.xml.rels"], "</Relationships>", tt.rels+"</Relationships>", 1)
			tpl := docxtest.Zip(t, docxtest.Files{{"[Content_Types].xml", parts["[Content_Types].xml"]}, {"_rels/.rels", parts["_rels/.rels"]},
				{"word/document.xml", parts["word/document.xml"]}, {"word/_rels/document.xml.rels", rels}, {"word/media/image1.png", parts["word/media/image1.png"]}})
			_, err := Compile(tpl)
			switch {
			case tt.want == "" && err != nil:
				t.Errorf("refused: %v", err)
			case tt.want != "" && (err == nil || !strings.Contains(err.Error(), "ZP-T009") || !strings.Contains(err.Error(), tt.want) || !strings.Contains(err.Error(), "\n  ")):
				t.Errorf("got %v, want %q with a cure", err, tt.want)
			}
		})
	}
}

// TestContents holds that what stands in a table of contents is no tag, and that it is made anew.
func TestContents(t *testing.T) {
	tpl := docxtest.New(t, `p[raw"<w:r><w:fldChar w:fldCharType='begin'/></w:r><w:r><w:instrText> TOC \o </w:instrText></w:r><w:r><w:fldChar w:fldCharType='separate'/></w:r>" "一、{{名}}"] p["{{#没有}} 2" raw"<w:r><w:fldChar w:fldCharType='end'/></w:r>"] p"{{#a}}" p"{{名}}" p"{{/a}}"`)
	out := docxtest.Unzip(t, fillWith(t, tpl, m{"a": l{m{"名": "甲"}}}))["word/document.xml"]
	if !strings.Contains(out, `<w:fldChar w:fldCharType='begin' w:dirty="true"/>`) || !strings.Contains(out, "一、{{名}}") || !strings.Contains(out, ">甲<") {
		t.Error(out)
	}
}

// TestAttributes fills the words of a watermark, an alternative text and the address of a hyperlink.
func TestAttributes(t *testing.T) {
	base := docxtest.Unzip(t, docxtest.New(t, `p[raw"<w:r><w:pict><v:shape xmlns:v='urn:schemas-microsoft-com:vml' id='s1'><v:textpath string='{{密级}}文件'/></v:shape></w:pict></w:r>"] p"{{#a}}" p[img"{{名}}的照片" raw"<w:hyperlink r:id='rIdH'><w:r><w:t>{{名}}</w:t></w:r></w:hyperlink>"] p"{{/a}}"`))
	rels := strings.Replace(base["word/_rels/document.xml.rels"], "</Relationships>", `<Relationship Id="rIdH" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/hyperlink" Target="http://%7B%7B%E7%BD%91%7D%7D/x" TargetMode="External"/></Relationships>`, 1)
	tpl := docxtest.Zip(t, docxtest.Files{{"[Content_Types].xml", base["[Content_Types].xml"]}, {"_rels/.rels", base["_rels/.rels"]},
		{"word/document.xml", base["word/document.xml"]}, {"word/_rels/document.xml.rels", rels}, {"word/media/image1.png", base["word/media/image1.png"]}})
	c, err := Compile(tpl)
	if err != nil {
		t.Fatal(err)
	}
	var names []string
	for _, tag := range c.Tags() {
		names = append(names, tag.Name)
	}
	if want := []string{"密级", "a", "名", "名", "网"}; !slices.Equal(names, want) {
		t.Errorf("tags %v, want %v", names, want)
	}
	parts := docxtest.Unzip(t, fillWith(t, tpl, m{"密级": `内"部`, "a": l{m{"名": "甲", "网": "a.cn"}, m{"名": "乙", "网": "https://b.cn"}}}))
	for _, want := range []string{`string='内&quot;部文件'`, `descr="甲的照片"`, `descr="乙的照片"`, `<w:hyperlink r:id='rIdH'>`, `<w:hyperlink r:id='zpR1'>`} {
		if !strings.Contains(parts["word/document.xml"], want) {
			t.Errorf("no %s in %s", want, parts["word/document.xml"])
		}
	}
	for _, want := range []string{`Id="rIdH" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/hyperlink" Target="http://a.cn/x"`, `Id="zpR1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/hyperlink" Target="http://b.cn/x" TargetMode="External"`} {
		if !strings.Contains(parts["word/_rels/document.xml.rels"], want) {
			t.Errorf("no %s in %s", want, parts["word/_rels/document.xml.rels"])
		}
	}
	none := docxtest.Unzip(t, fillWith(t, tpl, m{"密级": "", "a": l{}}))["word/_rels/document.xml.rels"]
	if strings.Contains(none, "rIdH") {
		t.Errorf("a relationship of no hyperlink is left: %s", none)
	}
	wantProblem(t, tpl, m{"密级": "", "a": l{m{"名": "甲"}}}, problem.Unknown, "网")
}

// TestLongParts holds that a part which is packed while it is filled is the same as in one piece, that comments of places
// without comments still find the first paragraph, and that what vanishes late still does.
func TestLongParts(t *testing.T) {
	rows := make(l, 9000)
	for i := range rows {
		rows[i] = m{"名": strings.Repeat("长", 300), "有": i%2 == 0}
	}
	tpl := docxtest.New(t, `p"题" p"{{如果 非 行}}x{{结束}}" tbl[tr[tc"{{#行}}{{名}}" tc"{{序号}}{{/行}}"]] tbl[tr[tc"{{#空}}x{{/空}}"]] p"{{#行}}" p"{{如果 有}}{{序号}}{{结束}}" p"{{/行}}"`,
		docxtest.Parts{Header: `p"{{眉}}"`})
	out := fillWith(t, tpl, m{"行": rows, "空": l{}, "眉": Marked{Value: "v", Comments: []string{"来自页眉"}}})
	parts := docxtest.Unzip(t, out)
	doc := parts["word/document.xml"]
	if got := strings.Count(doc, "<w:tr>"); got != 9000+1 {
		t.Errorf("%d rows", got)
	}
	if !strings.Contains(doc, ">4500<") || strings.Contains(doc, "x</w:t>") || !strings.Contains(parts["word/comments.xml"], "来自页眉") || !strings.Contains(doc[:3000], "commentRangeStart") {
		t.Errorf("%.600s … %s", doc, parts["word/comments.xml"])
	}
	if err := wellFormed([]byte(doc)); err != nil {
		t.Error(err)
	}
	quiet := m{"行": rows, "空": l{}, "眉": "v"}
	if a, b := fillWith(t, tpl, quiet), fillWith(t, tpl, quiet); !bytes.Equal(a, b) || len(docxtest.Unzip(t, a)["word/document.xml"]) < 8<<20 {
		t.Error("not the same bytes twice, or too short to be packed while it is filled")
	}
}

// TestContext holds that a filling nobody waits for ends without a word written.
func TestContext(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	c, err := Compile(docxtest.New(t, `p"{{#a}}{{.}}{{/a}}"`))
	if err != nil {
		t.Fatal(err)
	}
	many := make(l, 100_000)
	stop := cancels(cancel)
	many[50] = stop
	var out bytes.Buffer
	if err := c.FillContext(ctx, &out, m{"a": many}); !errors.Is(err, context.Canceled) || out.Len() > 0 {
		t.Errorf("got %v and %d bytes", err, out.Len())
	}
	if err := c.FillContext(context.Background(), &out, m{"a": l{1}}); err != nil {
		t.Error(err)
	}
}

// cancels is a value that cancels when it is printed.
type cancels func()

func (f cancels) String() string { f(); return "" }

// TestKeep keeps what a section over an unknown name holds when names are to stay.
func TestKeep(t *testing.T) {
	for _, tt := range []struct{ tpl, want string }{
		{`p"a{{#无}}x{{单位}}{{否则}}y{{/无}}b"`, `p["a{{#无}}x县{{否则}}y{{/无}}b"]`},
		{`p"{{#无}}" p"x{{无.名}}" p"{{/无}}"`, `p["{{#无}}"] p["x{{无.名}}"] p["{{/无}}"]`},
		{`tbl[tr[tc"{{#无}}{{x}}" tc"{{/无}}"]]`, `tbl[tr[tc[p["{{#无}}{{x}}"]] tc[p["{{/无}}"]]]]`},
		{`tbl[tr[tc"{{如果 无 > 1}}"] tr[tc"{{单位}}"] tr[tc"{{结束}}"]]`, `tbl[tr[tc[p["{{如果 无 > 1}}"]]] tr[tc[p["县"]]] tr[tc[p["{{结束}}"]]]]`},
		{`p"头{{#无}}a" p"b{{/无}}尾"`, `p["头{{#无}}a"] p["b{{/无}}尾"]`},
	} {
		if got := docxtest.Show(t, fillWith(t, docxtest.New(t, tt.tpl), m{"单位": "县"}, Missing(MissingKeep)), "word/document.xml"); got != tt.want {
			t.Errorf("\n got %s\nwant %s", got, tt.want)
		}
	}
}

// TestMoreLint finds what a template cannot mean.
func TestMoreLint(t *testing.T) {
	data := m{"类": l{m{"名": "甲", "项": l{1}}}, "活动": l{m{"名": "x"}}, "等级": "优", "单": 1}
	for _, tt := range []struct{ name, tpl, id, text string }{
		{"mail merge", `p[raw"<w:fldSimple w:instr=' MERGEFIELD 姓名 '><w:r><w:t>x</w:t></w:r></w:fldSimple>"]`, problem.Elsewhere, "邮件合并域“姓名”"},
		{"a phonetic guide", `p["{{" raw"<w:r><w:ruby><w:rubyPr/><w:rt><w:r><w:t>a</w:t></w:r></w:rt><w:rubyBase><w:r><w:t>等级</w:t></w:r></w:rubyBase></w:ruby></w:r>" "等级}}"]`, problem.Elsewhere, "拼音指南"},
		{"Shift+Enter", `p["{{#活动}}" br "{{名}}" br "{{/活动}}"]`, problem.LineBreaks, "Shift+Enter"},
		{"an outer list in a loop", `p"{{#类}}{{#活动}}{{名}}{{/活动}}{{/类}}"`, problem.OuterList, "每一项没有“活动”"},
		{"a list on the way", `p"{{活动.名}}"`, problem.Kind, "｜顿号"},
		{"a single value joined", `p"{{单｜顿号}}"`, problem.Kind, "不是清单"},
		{"a word without quotes", `p"{{如果 等级 = 良}}x{{结束}}"`, problem.Unknown, `等级 = "良"`},
	} {
		t.Run(tt.name, func(t *testing.T) {
			ps := Lint(docxtest.New(t, tt.tpl), SchemaOf(data))
			if !slices.ContainsFunc(ps, func(p Problem) bool { return p.ID == tt.id && strings.Contains(p.Message+p.Hint, tt.text) }) {
				t.Errorf("no %s with %q among %v", tt.id, tt.text, ps)
			}
		})
	}
	for _, good := range []string{`p"{{#类}}{{#项}}{{.}}{{如果 末项}}。{{结束}}{{/项}}{{序号}}{{/类}}"`, `p"{{活动｜个数}}{{活动.名｜顿号}}{{类.项｜合计}}"`, `p"{{#类}}{{#上级.活动}}{{名}}{{/上级.活动}}{{/类}}"`} {
		for _, p := range Lint(docxtest.New(t, good), SchemaOf(data)) {
			if p.Severity != Hint {
				t.Errorf("%s: %v", good, p)
			}
		}
	}
}

// TestBoundControl holds that a control bound to data shows what it is filled with: Word would put the data over it.
func TestBoundControl(t *testing.T) {
	for _, binding := range []string{`<w:dataBinding w:xpath='/a' w:storeItemID='{1}'/>`, `<w15:dataBinding xmlns:w15='http://schemas.microsoft.com/office/word/2012/wordml' w:xpath='/a' w:storeItemID='{1}'/>`} {
		tpl := docxtest.New(t, `raw"<w:sdt><w:sdtPr><w:id w:val='5'/>`+binding+`</w:sdtPr><w:sdtContent><w:p><w:r><w:t>{{单位}}</w:t></w:r></w:p></w:sdtContent></w:sdt>"`)
		out := docxtest.Unzip(t, fillWith(t, tpl, m{"单位": "县"}))["word/document.xml"]
		if strings.Contains(out, "dataBinding") || !strings.Contains(out, ">县<") {
			t.Errorf("%s: %s", binding, out)
		}
	}
}
