package docx_test

import (
	"archive/zip"
	"bytes"
	"errors"
	"fmt"
	"log"
	"testing"

	"ziping/render/docx"
	"ziping/render/docx/docxtest"
)

// wordFile makes a small Word file of paragraphs; yours comes from Word, WPS or LibreOffice.
func wordFile(paragraphs ...string) []byte {
	body := ""
	for _, p := range paragraphs {
		body += `<w:p><w:r><w:t xml:space="preserve">` + p + `</w:t></w:r></w:p>`
	}
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for _, f := range [][2]string{
		{"[Content_Types].xml", `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">` +
			`<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>` +
			`<Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>`},
		{"_rels/.rels", `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" ` +
			`Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/></Relationships>`},
		{"word/document.xml", `<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>` + body + `</w:body></w:document>`},
	} {
		w, err := z.Create(f[0])
		if err == nil {
			_, err = w.Write([]byte(f[1]))
		}
		if err != nil {
			log.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		log.Fatal(err)
	}
	return b.Bytes()
}

func printText(file []byte) {
	text, err := docx.Text(file)
	if err != nil {
		log.Fatal(err)
	}
	for _, p := range text.Body().Paragraphs {
		fmt.Println(p.Text)
	}
}

// A template is compiled once and filled as often as needed, by any number of goroutines.
func Example() {
	template := wordFile("{{项目名称}}共支出{{支出｜万元}}。", "{{#活动}}", "{{一是}}{{名称}}，{{人次}}人次；", "{{/活动}}", "{{如果 结余 > 0}}结余已上缴。{{结束}}")
	t, err := docx.Compile(template)
	if err != nil {
		log.Fatal(err)
	}
	var out bytes.Buffer
	err = t.Fill(&out, map[string]any{
		"项目名称": "科普经费", "支出": 360000, "结余": 0,
		"活动": []any{map[string]any{"名称": "科技活动周", "人次": 4200}, map[string]any{"名称": "世界环境日", "人次": 900}},
	})
	if err != nil {
		log.Fatal(err)
	}
	printText(out.Bytes())
	// Output:
	// 科普经费共支出36万元。
	// 一是科技活动周，4200人次；
	// 二是世界环境日，900人次；
}

// All mistakes come at once, each with its place and what to do.
func ExampleCompile() {
	_, err := docx.Compile(wordFile("一、概况", "{{项目名称", "{{#活动}}{{名称}}"))
	var bad *docx.TemplateError
	if errors.As(err, &bad) {
		for _, p := range bad.Problems {
			fmt.Println(p.ID, p.Message)
		}
	}
	// Output:
	// ZP-T012 正文第2段（“一、概况”下）：“{{项目名称”没有写完，缺少 }}
	// ZP-T033 正文第3段（“一、概况”下）：{{#活动}} 没有结束
}

// A name that the data does not have is an error, never an empty text; Missing sets another rule.
func ExampleTemplate_Fill() {
	t, err := docx.Compile(wordFile("预算：{{年初预算}}"))
	if err != nil {
		log.Fatal(err)
	}
	data := map[string]any{"年初预算数": "36万元"}
	fmt.Println(t.Fill(&bytes.Buffer{}, data))
	var out bytes.Buffer
	if err := t.Fill(&out, data, docx.Missing(docx.MissingKeep)); err != nil {
		log.Fatal(err)
	}
	printText(out.Bytes())
	// Output:
	// 正文第1段：没有名为“年初预算”的字段，是不是“年初预算数”？ [ZP-T021]
	//   改成数据里有的字段名，或给数据补上这一项。
	// 预算：{{年初预算}}
}

// Marked values carry a comment that says where a figure comes from.
func ExampleMarked() {
	t, err := docx.Compile(wordFile("支出{{支出｜万元}}。"))
	if err != nil {
		log.Fatal(err)
	}
	var out bytes.Buffer
	err = t.Fill(&out, map[string]any{"支出": docx.Marked{Value: 72500, Highlight: true, Comments: []string{"取自 资金表!E7"}}})
	if err != nil {
		log.Fatal(err)
	}
	printText(out.Bytes())
	fmt.Println(docxtest.SelfCheck(out.Bytes()))
	// Output:
	// 支出7.25万元。
	// []
}

// Tags lists what a template asks for.
func ExampleTemplate_Tags() {
	t, err := docx.Compile(wordFile("{{项目名称}}", "{{#活动}}", "{{人次｜人数}}", "{{/活动}}"))
	if err != nil {
		log.Fatal(err)
	}
	for _, tag := range t.Tags() {
		fmt.Println(tag.Kind, tag.Name, tag.Format, tag.Loops)
	}
	// Output:
	// value 项目名称  []
	// loop 活动  []
	// value 人次 人数 [活动]
}

// Data may be structs; a format of one's own is one function.
func Example_structs() {
	type activity struct {
		Name string `docx:"名称"`
		Cost int    `json:"经费"`
	}
	type report struct {
		Office string     `docx:"单位"`
		Acts   []activity `docx:"活动"`
	}
	template := docxtest.New(exampleT{}, `p"{{单位｜书名号}}：{{活动.名称｜顿号}}，共{{活动.经费｜合计｜万元}}。"`)
	t, err := docx.Compile(template, docx.WithFormat("书名号", func(v any, _ string) (string, error) {
		return fmt.Sprintf("《%v》", v), nil
	}))
	if err != nil {
		fmt.Println(err)
		return
	}
	var out bytes.Buffer
	if err := t.Fill(&out, report{"县科协", []activity{{"讲座", 12000}, {"展览", 8000}}}); err != nil {
		fmt.Println(err)
		return
	}
	d, err := docx.Text(out.Bytes())
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(d.Body().Paragraphs[0].Text)
	// Output: 《县科协》：讲座、展览，共2万元。
}

// Problems are the same in English words and JSON.
func ExampleLint() {
	template := docxtest.New(exampleT{}, `p"{{#活动}}{{名}}{{/活动}}"`)
	for _, p := range docx.Lint(template, docx.SchemaOf(map[string]any{"活动": []any{map[string]any{"名称": "讲座"}}})) {
		fmt.Println(p.Severity, p.ID, p.Code, p.Message)
	}
	// Output: 错误 ZP-T021 unknown-field 正文第1段：没有名为“名”的字段，是不是“名称”？
}

// exampleT lets examples use docxtest.
type exampleT struct{ testing.TB }

func (exampleT) Helper() {}
