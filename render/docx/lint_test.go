package docx

import (
	"bytes"
	"slices"
	"strings"
	"testing"
	"ziping/render/docx/docxtest"
	"ziping/render/docx/lang"
	"ziping/render/docx/problem"
	"ziping/render/docx/wml"
)

// TestErrors shows every refusal: its id, its place, and what is said.
func TestErrors(t *testing.T) {
	tests := []struct{ name, tpl, id, place, text string }{
		{"unclosed", `p"a" p"{{单位"`, problem.UnclosedTag, "正文第2段", "“{{单位”没有写完，缺少 }}"},
		{"unclosed before another", `p"{{单位 {{名称}}"`, problem.UnclosedTag, "正文第1段", "没有写完"},
		{"stray", `p"某县 单位}} x"`, problem.StrayClose, "正文第1段", "“单位}}”多出一个 }}"},
		{"doubled open", `p"{{{{单位}}"`, problem.UnclosedTag, "正文第1段", "“{{{{单位}}”的 {{ 写了两遍"},
		{"doubled close", `p"{{单位}}}}"`, problem.StrayClose, "正文第1段", "“{{单位}}}}”的 }} 写了两遍"},
		{"row outside a table", `tr[tc"{{#a}}" tc"{{/a}}"]`, problem.XML, "正文", "{{#a}} 不在正常的段落或表格里"},
		{"text outside a run", `raw"<w:p><w:t>{{单位}}</w:t></w:p>"`, problem.XML, "正文第1段", "{{单位}} 不在正常"},
		{"empty", `p"{{ }}"`, problem.Syntax, "正文第1段", "空的"},
		{"three braces", `p"{{{a}}}"`, problem.Syntax, "正文第1段", "{"},
		{"sign", `p"{{@a}}"`, problem.Syntax, "正文第1段", "@"},
		{"code", `p"{{a+b}}"`, problem.Syntax, "正文第1段", "+"},
		{"dots", `p"{{a..b}}"`, problem.Syntax, "正文第1段", "多了一个点"},
		{"up alone", `p"{{上级}}"`, problem.Syntax, "正文第1段", "上级"},
		{"condition", `p"{{如果 a <}}x{{结束}}"`, problem.Condition, "正文第1段", "没有写完"},
		{"condition without", `p"{{如果 }}x{{结束}}"`, problem.Unopened, "正文第1段", "没有对应的开头"},
		{"condition code", `p"{{如果 a + b > 1}}x{{结束}}"`, problem.Condition, "正文第1段", "+"},
		{"quotes", `p"{{如果 a = “x}}x{{结束}}"`, problem.Condition, "正文第1段", "引号"},
		{"brackets", `p"{{如果 (a 且 b}}x{{结束}}"`, problem.Condition, "正文第1段", "括号"},
		{"literal alone", `p"{{如果 5}}x{{结束}}"`, problem.Condition, "正文第1段", "不是字段"},
		{"not closed", `p"{{#a}}"`, problem.Unclosed, "正文第1段", "{{#a}} 没有结束"},
		{"not opened", `p"{{/a}}"`, problem.Unopened, "正文第1段", "没有对应的开头"},
		{"other name", `p"{{#a}}x{{/b}}"`, problem.Mismatch, "正文第1段", "对不上"},
		{"loop closed as condition", `p"{{#a}}x{{结束如果}}"`, problem.Mismatch, "正文第1段", "对不上"},
		{"else alone", `p"{{否则}}"`, problem.Else, "正文第1段", "前面没有"},
		{"two elses", `p"{{如果 a}}{{否则}}{{否则}}{{结束}}"`, problem.Else, "正文第1段", "已经有一个"},
		{"else in a row", `tbl[tr[tc"{{如果 a}}" tc"{{否则}}" tc"{{结束}}"]]`, problem.Else, "正文第1个表格第1行第2列", "同一行"},
		{"in and out of a table", `tbl[tr[tc"{{#a}}"]] p"{{/a}}"`, problem.Position, "正文第1个表格第1行第1列", "必须在同一个表格"},
		{"two tables", `p"一、甲" tbl[tr[tc"x" tc"{{#a}}"]] p tbl[tr[tc"{{/a}}"]]`, problem.Position, "正文第1个表格（“一、甲”下）第1行第2列", "{{/a}} 在正文第2个表格"},
		{"in and out of a link", `p["{{#a}}" hyp["x{{/a}}y"]]`, problem.Position, "正文第1段", "同一处"},
		{"two loops in a row", `tbl[tr[tc"{{#a}}" tc"{{/a}}" tc"{{#b}}" tc"{{/b}}"]]`, problem.Crossing, "正文第1个表格", "交叉"},
		{"merged cell runs out of the loop", `tbl[tr[vr"{{#a}}" tc"{{/a}}"] tr[vc tc"x"]]`, problem.Merged, "正文第1个表格第1行第1列", "第1列的合并单元格"},
		{"merge outside", `p"{{a｜合并}}"`, problem.Merge, "正文第1段", "行循环"},
		{"loop in a formula", `p[raw"<m:oMath xmlns:m='http://schemas.openxmlformats.org/officeDocument/2006/math'><m:r><m:t>{{#a}}x{{/a}}</m:t></m:r></m:oMath>"]`, problem.Position, "正文第1段", "不能写在公式里"},
		{"counter outside", `p"{{一是}}"`, problem.Outside, "正文第1段", "只能用在循环里"},
		{"text box", `p["x" box[p"{{#a}}"]]`, problem.Unclosed, "正文的文本框第1段", "没有结束"},
		{"half in a text box", `p["{{#a}}" box[p"{{/a}}"]]`, problem.Unopened, "正文的文本框第1段", "没有对应的开头"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			tpl := docxtest.New(t, tt.tpl)
			p := wantProblem(t, tpl, m{}, tt.id, tt.text)
			if !strings.HasPrefix(p.Place, tt.place) || !strings.HasPrefix(p.Message, p.Place) {
				t.Errorf("got place %q in %q, want %q", p.Place, p.Message, tt.place)
			}
			xml := docxtest.Unzip(t, tpl)[p.Part]
			if p.Offset < 0 || !strings.HasPrefix(xml[p.Offset:], p.Tag[:1]) {
				t.Errorf("offset %d does not point at %q", p.Offset, p.Tag)
			}
		})
	}
}

// TestAllAtOnce holds that one compile and one fill report everything, in reading order, and nothing twice.
func TestAllAtOnce(t *testing.T) {
	tpl := docxtest.New(t, `p"{{a" p"b}} {{#x}}" tbl[tr[tc"{{v｜万圆}}"]] p["t" box[p"{{c"]]`, docxtest.Parts{Header: `p"{{d"`, Footer: `p"}}"`})
	_, err := Compile(tpl)
	te := err.(*TemplateError)
	var got []string
	for _, p := range te.Problems {
		got = append(got, p.ID+" "+p.Place)
	}
	want := []string{problem.Unclosed + " 正文第2段", problem.Format + " 正文第1个表格第1行第1列", problem.UnclosedTag + " 正文的文本框第1段", problem.UnclosedTag + " 页眉（首页）第1段", problem.StrayClose + " 页脚第1段"}
	if !slices.Equal(got, want) {
		t.Errorf("\n got %q\nwant %q", got, want)
	}

	tpl = docxtest.New(t, `p"{{项目明称}}" p"{{#活动}}" p"{{名}}{{上级.单位}}" p"{{/活动}}" p"{{资金.支岀}}"`)
	c, err := Compile(tpl)
	if err != nil {
		t.Fatal(err)
	}
	err = c.Fill(&bytes.Buffer{}, m{"项目名称": "x", "资金": m{"支出": 1}, "活动": l{m{"名称": 1}, m{"名称": 2}}})
	te = err.(*TemplateError)
	got = nil
	for _, p := range te.Problems {
		got = append(got, p.Name+" "+p.Suggest)
	}
	if want := []string{"项目明称 项目名称", "名 名称", "上级.单位 ", "资金.支岀 资金.支出"}; !slices.Equal(got, want) {
		t.Errorf("\n got %q\nwant %q", got, want)
	}
	if !strings.Contains(err.Error(), "是不是“项目名称”？") {
		t.Errorf("no suggestion in %v", err)
	}
}

// TestSlips holds that a section over a name that nothing knows is an error, over one that some items have is not.
func TestSlips(t *testing.T) {
	data := m{"问题清单": l{1}, "单位": "x"}
	wantProblem(t, docxtest.New(t, `p"{{#问题清淡}}x{{/问题清淡}}"`), data, problem.Unknown, "是不是“问题清单”")
	for _, tpl := range []string{`p"{{#备注}}x{{/备注}}"`, `p"{{^备注}}x{{/备注}}"`, `p"{{如果 备注}}x{{结束}}"`} {
		wantProblem(t, docxtest.New(t, tpl), data, problem.Unknown, "备注")
	}
	some := m{"a": l{m{"n": 1}, m{"n": 2, "备注": "有"}, m{"n": 3, "备注": nil}}}
	out := fillWith(t, docxtest.New(t, `p"{{#a}}{{n}}{{#备注}}{{.}}{{/备注}}{{^备注}}无{{/备注}}{{如果 备注}}!{{结束}}{{/a}}"`), some)
	if got := docxtest.Show(t, out, "word/document.xml"); got != `p["1无2有!3无"]` {
		t.Errorf("got %s", got)
	}
	wantProblem(t, docxtest.New(t, `p"{{如果 备注 > 1}}x{{结束}}"`), data, problem.Unknown, "备注")
	wantProblem(t, docxtest.New(t, `p"{{如果 单位 > 1}}x{{结束}}"`), data, problem.Compare, "不能比较")
}

func TestForbiddenCharacters(t *testing.T) {
	tpl := docxtest.New(t, `p"{{v}}"`)
	for _, bad := range []string{"a\x00b", "a\x1cb", "\uFFFE", "\xff"} {
		wantProblem(t, tpl, m{"v": bad}, problem.Forbidden, "“v”的值")
		fillWith(t, tpl, m{"v": bad}, DropControlCharacters())
	}
	if got := docxtest.Show(t, fillWith(t, tpl, m{"v": "a\x1cb\x0bc\u2028d"}, DropControlCharacters()), "word/document.xml"); got != `p["ab" br "c" br "d"]` {
		t.Errorf("got %s", got)
	}
	long := strings.Repeat("长", 40000)
	if got := docxtest.Show(t, fillWith(t, tpl, m{"v": long}), "word/document.xml"); got != `p["`+long+`"]` {
		t.Error("a long value is not printed whole")
	}
}

var lintSchema = Schema{Fields: []Field{
	{Name: "项目名称"}, {Name: "执行率", Kind: FieldNumber}, {Name: "负责人"}, {Name: "照片", Kind: FieldPicture}, {Name: "图", Kind: FieldChart},
	{Name: "资金", Kind: FieldObject, Fields: []Field{{Name: "支出", Kind: FieldNumber}, {Name: "到位金额", Kind: FieldNumber}}},
	{Name: "活动", Kind: FieldList, Fields: []Field{{Name: "名称"}, {Name: "照片", Kind: FieldPicture}}},
}}

func TestLint(t *testing.T) {
	tests := []struct {
		name, tpl, id string
		sev           Severity
		text          string
	}{
		{"unknown", `p"{{执行律}}"`, problem.Unknown, Error, "是不是“执行率”？"},
		{"unknown in an object", `p"{{资金.支岀}}"`, problem.Unknown, Error, "是不是“资金.支出”？"},
		{"unknown but in an object", `p"{{到位全额}}"`, problem.Unknown, Error, "是不是“资金.到位金额”？"},
		{"unknown in a loop", `p"{{#活动}}{{名子}}{{/活动}}"`, problem.Unknown, Error, "名子"},
		{"unknown in a condition", `p"{{如果 执行律 < 1}}x{{结束}}"`, problem.Unknown, Error, "是不是“执行率”？"},
		{"unknown loop", `p"{{#活功}}{{什么}}{{/活功}}"`, problem.Unknown, Error, "是不是“活动”？"},
		{"list as text", `p"{{活动}}"`, problem.Kind, Error, "是清单"},
		{"object as text", `p"{{资金}}"`, problem.Kind, Error, "{{资金.支出}}"},
		{"item as text", `p"{{#活动}}{{.}}{{/活动}}"`, problem.Kind, Error, "一组字段"},
		{"picture as text", `p"{{照片}}"`, problem.Kind, Error, "是图片"},
		{"number as picture", `p"{{图片 执行率}}"`, problem.Kind, Error, "不是图片"},
		{"text as chart", `p"{{图表 项目名称}}"`, problem.Kind, Error, "不是图表"},
		{"number as list", `p"{{#执行率}}x{{/执行率}}"`, problem.Kind, Warning, "单个值"},
		{"full width", `p"｛｛项目名称｝｝"`, problem.FullWidth, Hint, "全角"},
		{"Enter", `p"{{项目" p"名称}}"`, problem.Enter, Warning, "回车"},
		{"deleted", `p[del"{{项目名称}}"]`, problem.Deleted, Warning, "已删除"},
		{"hidden", `p[raw"<w:r><w:rPr><w:vanish/></w:rPr><w:t>{{项目名称}}</w:t></w:r>"]`, problem.Hidden, Warning, "隐藏"},
		{"field code", `p[raw"<w:r><w:instrText>DOCPROPERTY {{x}}</w:instrText></w:r>"]`, problem.Field, Warning, "域代码"},
		{"two looks", `p["{{项目" b"名称" "}}"]`, problem.TwoFormats, Hint, "两种格式"},
		{"merged cells in a loop row", `tbl[tr[vr"{{#活动}}{{名称}}" tc""] tr[vc tc"{{/活动}}"]]`, problem.LoopMerged, Hint, "合并单元格"},
		{"one brace", `p"{负责人}是"`, problem.SingleBrace, Warning, "{{负责人}}"},
		{"unused", `p"{{项目名称}}"`, problem.Unused, Hint, "执行率、负责人"},
		{"a compile error", `p"{{项目名称"`, problem.UnclosedTag, Error, "没有写完"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			ps := Lint(docxtest.New(t, tt.tpl), lintSchema)
			i := slices.IndexFunc(ps, func(p Problem) bool {
				return p.ID == tt.id && p.Severity == tt.sev && strings.Contains(p.Message+p.Hint, tt.text)
			})
			if i < 0 {
				t.Errorf("no %s (%v) with %q among %+v", tt.id, tt.sev, tt.text, ps)
			}
		})
	}
}

// TestLintClean holds that a good template gets no remark beyond the fields it leaves out.
func TestLintClean(t *testing.T) {
	tpl := docxtest.New(t, `p["{{" "项目名称" "}} {序} {1}"] p"{{#活动}}" p"{{序号}}{{一是}}{{名称}}{{上级.项目名称}}{{图片 照片}}" p"{{/活动}}" p"{{如果 执行率 < 100% 且 负责人}}{{资金.支出}}{{结束}}{{图表 图}}{{^活动}}无{{/活动}}{{图片 照片}}"`)
	for _, p := range Lint(tpl, lintSchema) {
		t.Errorf("%+v", p)
	}
	if ps := Lint(tpl, Schema{}); len(ps) != 1 || ps[0].ID != problem.SingleBrace {
		t.Errorf("without a schema: %+v", ps)
	}
	if ps := Lint([]byte("x"), lintSchema); len(ps) != 1 || ps[0].ID != problem.Package {
		t.Errorf("no document: %+v", ps)
	}
}

func TestSchemaOf(t *testing.T) {
	s := SchemaOf(m{"a": 1, "活动": l{m{"名称": "x"}, m{"名称": "y", "人数": 1}}, "资金": Marked{Value: m{"支出": 1}}, "照片": Picture{}})
	if f := lang.FieldNamed(s.Fields, "活动"); f == nil || f.Kind != FieldList || len(f.Fields) != 2 {
		t.Errorf("活动: %+v", f)
	}
	if f := lang.FieldNamed(s.Fields, "资金"); f == nil || f.Kind != FieldObject || f.Fields[0].Name != "支出" {
		t.Errorf("资金: %+v", f)
	}
	if f := lang.FieldNamed(s.Fields, "照片"); f == nil || f.Kind != FieldPicture {
		t.Errorf("照片: %+v", f)
	}
}

func TestTags(t *testing.T) {
	c, err := Compile(docxtest.New(t, `p"{{项目名称｜默认 无}}{{!x}}" p"{{#活动}}" p"{{一是}}{{名称}}{{如果 a > 1 且 b}}{{图片 照片}}{{否则}}{{结束}}" p"{{/活动}}" tbl[tr[tc"{{#活动}}{{名称｜万元｜合并}}" tc"{{^空}}{{/空}}{{/活动}}"]]`, docxtest.Parts{Header: `p"{{单位}}"`}))
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, g := range c.Tags() {
		got = append(got, strings.Join([]string{string(g.Kind), g.Name, g.Format, strings.Join(g.Loops, "/"), g.Place}, " "))
	}
	want := []string{
		"value 项目名称 默认 无  正文第1段", "loop 活动   正文第2段", "counter 一是  活动 正文第3段", "value 名称  活动 正文第3段",
		"condition a  活动 正文第3段", "condition b  活动 正文第3段", "picture 照片  活动 正文第3段", "loop 活动   正文第1个表格第1行第1列",
		"value 名称 万元｜合并 活动 正文第1个表格第1行第1列", "inverse 空  活动 正文第1个表格第1行第2列", "value 单位   页眉（首页）第1段",
	}
	if !slices.Equal(got, want) {
		t.Errorf("\n got %q\nwant %q", got, want)
	}
}

// TestAnnotateEmptyBody: a body whose only paragraph is empty markup takes the comments of the header.
func TestAnnotateEmptyBody(t *testing.T) {
	tpl := docxtest.New(t, `raw"<w:p/>"`, docxtest.Parts{Header: `p"{{d"`})
	var out bytes.Buffer
	if err := Annotate(&out, tpl, Lint(tpl, lintSchema)); err != nil {
		t.Fatal(err)
	}
	checkOutput(t, tpl, out.Bytes())
	if doc := docxtest.Unzip(t, out.Bytes())["word/document.xml"]; !strings.Contains(doc, `<w:p><w:commentRangeStart`) {
		t.Errorf("no comment in %s", doc)
	}
}

func TestAnnotate(t *testing.T) {
	tpl := docxtest.New(t, `p"好" p["{{执行" "律}} & {{x"] tbl[tr[tc"{{活动}}"]] p["t" box[p"{{c"]]`, docxtest.Parts{Header: `p"{{d"`})
	ps := Lint(tpl, lintSchema)
	var out bytes.Buffer
	if err := Annotate(&out, tpl, ps); err != nil {
		t.Fatal(err)
	}
	checkOutput(t, tpl, out.Bytes())
	if got, want := docxtest.Show(t, out.Bytes(), "word/document.xml"), docxtest.Show(t, tpl, "word/document.xml"); got != want {
		t.Errorf("the text changed:\n got %s\nwant %s", got, want)
	}
	all := docxtest.Unzip(t, out.Bytes())
	for _, p := range ps {
		if !strings.Contains(all["word/comments.xml"], p.ID) {
			t.Errorf("no comment for %s", p.Message)
		}
	}
	doc := all["word/document.xml"]
	first, second := strings.Index(doc, "好"), strings.Index(doc, "{{执行")
	at := strings.Index(doc, `<w:commentRangeStart w:id="1"/>`)
	if at < 0 {
		t.Fatal("no comment range")
	}
	_ = first
	if strings.Count(doc[:second], "commentRangeStart") < 1 {
		t.Error("no comment on the paragraph of the first problem")
	}
	if n := strings.Count(doc, "<w:commentReference"); n != len(ps) {
		t.Errorf("got %d comments for %d problems", n, len(ps))
	}
	if all["word/header1.xml"] != docxtest.Unzip(t, tpl)["word/header1.xml"] {
		t.Error("the header changed")
	}
}

func TestText(t *testing.T) {
	doc, err := Text(docxtest.New(t, `p"一、概况" p["a" tab "b" br "c" box[p"框"] del"删"] tbl[tr[tc[p"1" p"2"] tc"3"]] p[raw"<w:r><w:sym w:font='Wingdings' w:char='F0FE'/></w:r>"]`, docxtest.Parts{Header: `p"眉"`, Footnotes: `p"注"`}))
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, p := range doc.Parts {
		for _, q := range p.Paragraphs {
			got = append(got, q.Place+"|"+q.In+"|"+q.Text)
		}
	}
	want := []string{"正文第1段||一、概况", "正文第2段（“一、概况”下）||a\tb\nc", "正文的文本框第1段|txbxContent|框", "正文的文本框第1段|fallback/txbxContent|框",
		"正文第1个表格（“一、概况”下）第1行第1列|tc|1", "正文第1个表格（“一、概况”下）第1行第1列|tc|2", "正文第1个表格（“一、概况”下）第1行第2列|tc|3",
		"正文第3段（“一、概况”下）||☑", "页眉（首页）第1段||眉", "脚注2第1段|footnote|注"}
	if !slices.Equal(got, want) {
		t.Errorf("\n got %q\nwant %q", got, want)
	}
	if rows := doc.Body().Tables[0].Rows; len(rows) != 1 || rows[0][0] != "1\n2" || rows[0][1] != "3" {
		t.Errorf("table: %q", rows)
	}
}

func TestSelfCheck(t *testing.T) {
	good := docxtest.New(t, `q"x" tbl[tr[tc"y"]]`)
	if got := docxtest.SelfCheck(good); len(got) > 0 {
		t.Errorf("a sound document: %q", got)
	}
	dup := func(s string) string { return s + s }
	for _, tt := range []struct{ name, body, want string }{
		{"cell", `raw"<w:tbl><w:tr><w:tc><w:tcPr/></w:tc></w:tr></w:tbl>"`, "不以段落结尾"},
		{"bookmark", dup(`raw"<w:bookmarkStart w:id='1' w:name='a'/>"`), "书签"},
		{"paraId", dup(`raw"<w:p xmlns:w14='` + wml.NSW14 + `' w14:paraId='00000001'/>"`), "paraId"},
		{"docPr", dup(`raw"<w:p><w:r><w:drawing><wp:docPr id='1' name='a'/></w:drawing></w:r></w:p>"`), "docPr"},
		{"break in text", `raw"<w:p><w:r><w:t>a<w:br/></w:t></w:r></w:p>"`, "t 里有 br"},
		{"relationship", `raw"<w:p><w:hyperlink r:id='rId99'/></w:p>"`, "rId99"},
		{"ignorable", `raw"<w:p mc:Ignorable='w99'/>"`, "w99"},
		{"comment", `raw"<w:p><w:r><w:commentReference w:id='9'/></w:r></w:p>"`, "批注 9 没有内容"},
	} {
		got := docxtest.SelfCheck(docxtest.New(t, tt.body))
		if !slices.ContainsFunc(got, func(s string) bool { return strings.Contains(s, tt.want) }) {
			t.Errorf("%s: got %q, want %q", tt.name, got, tt.want)
		}
	}
	if got := docxtest.SelfCheck(append(good, 0)); len(got) == 0 {
		t.Error("bytes after the end are not reported")
	}
}
