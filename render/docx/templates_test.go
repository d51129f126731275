package docx

import (
	"bytes"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"ziping/render/docx/docxtest"
)

// TestTemplates fills the templates of testdata/templates, each a want that users of template engines have or a fault
// that one had; NOTE.txt in each says which. A template whose own words are to be put into the language's first has
// them replaced here.
func TestTemplates(t *testing.T) {
	body := func(lines ...string) func(t *testing.T, out []byte, err error) {
		return func(t *testing.T, out []byte, err error) {
			if err != nil {
				t.Fatal(err)
			}
			d, err := Text(out)
			if err != nil {
				t.Fatal(err)
			}
			var got []string
			for _, p := range d.Body().Paragraphs {
				got = append(got, p.Text)
			}
			if g, w := strings.Join(got, "\n"), strings.Join(lines, "\n"); g != w {
				t.Errorf("got\n%s\nwant\n%s", g, w)
			}
		}
	}
	refused := func(words ...string) func(t *testing.T, out []byte, err error) {
		return func(t *testing.T, out []byte, err error) {
			for _, w := range words {
				if err == nil || !strings.Contains(err.Error(), w) {
					t.Errorf("got %v, want %q", err, w)
				}
			}
		}
	}
	part := func(name, want string) func(t *testing.T, out []byte, err error) {
		return func(t *testing.T, out []byte, err error) {
			if err != nil {
				t.Fatal(err)
			}
			if got := docxtest.Unzip(t, out)[name]; !strings.Contains(got, want) {
				t.Errorf("%s: no %s in %s", name, want, got)
			}
		}
	}
	tests := []struct {
		name  string
		words *strings.Replacer // what the template says in other words
		check func(t *testing.T, out []byte, err error)
	}{
		{"close-and-open-in-one-row", nil, body("甲的内容", "乙的内容", "尾")},
		{"column-loop", strings.NewReplacer("{{#年份}}", "{{循环列 年份}}", "{{/年份}}", "{{结束循环}}"), body("项目", "2021", "2022", "合计", "支出", "4", "5", "9")},
		{"compare-without-quotes", nil, refused(`等级 = "优"`)},
		{"count-of-list", nil, body("共2项")},
		{"fill-absent-section", nil, refused("绩效指标明细", "上年结转")},
		{"hyperlink-target-raw", nil, part("word/_rels/document.xml.rels", `Target="http://kx.example.cn/"`)},
		{"last-item", strings.NewReplacer("{{名}}、", "{{名}}{{如果 非 末项}}、{{结束}}"), body("包括科技活动周、科普日、讲座等。")},
		{"numbering-restart", nil, part("word/numbering.xml", `<w:startOverride w:val="1"/>`)},
		{"para-loop-mid", nil, body("包括：X，", "下一段Y，", "下一段完。", "后文")},
		{"para-section-mid", nil, body("全年共开展活动5次。", "第二段完。", "后文")},
		{"toc-name-of-loop", nil, part("word/document.xml", `w:dirty="true"`)},
		{"watermark-left", nil, part("word/header1.xml", `string="内部资料"`)},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			dir := filepath.Join("testdata", "templates", tt.name)
			tpl := readFile(t, filepath.Join(dir, "template.docx"))
			if tt.words != nil {
				tpl = reworded(t, tpl, tt.words)
			}
			var out bytes.Buffer
			err := Fill(&out, tpl, readJSON(t, filepath.Join(dir, "data.json")))
			if err == nil {
				checkOutput(t, tpl, out.Bytes())
			}
			tt.check(t, out.Bytes(), err)
		})
	}
}

// reworded is a template with other words in its main part.
func reworded(t *testing.T, tpl []byte, r *strings.Replacer) []byte {
	t.Helper()
	all := docxtest.Unzip(t, tpl)
	var fs docxtest.Files
	for _, f := range mustZip(t, tpl).File {
		text := all[f.Name]
		if f.Name == "word/document.xml" {
			text = r.Replace(text)
		}
		fs = append(fs, docxtest.File{f.Name, text})
	}
	return docxtest.Zip(t, fs)
}

// TestStructs fills templates from structs.
func TestStructs(t *testing.T) {
	type act struct {
		Name string `json:"名"`
		N    int
		Note *string `docx:"备注" json:"note"`
		priv int
	}
	type base struct{ Office string }
	type report struct {
		base
		Title string
		Acts  []act
		First *act
		None  *act
		Bytes []byte
		Skip  string `docx:"-"`
	}
	read := func(name string) []byte {
		return readFile(t, filepath.Join("testdata", "templates", "api-structs", name))
	}
	note := "有"
	data := report{Title: "T", Acts: []act{{Name: "a", N: 1, Note: &note, priv: 3}, {Name: "b", N: 2}}, First: &act{Name: "f"}, Bytes: []byte("xx")}
	for _, tt := range []struct {
		tpl  []byte
		data any
		want string
	}{
		{read("api1.docx"), struct{ Title string }{"T"}, "T"},
		{read("api1.docx"), &data, "T"},
		{read("api2.docx"), data, "a1b2"},
		{docxtest.New(t, `p"{{#Acts}}{{名}}{{备注}}{{^note}}-{{/note}}{{/Acts}} {{First.名}}{{None}}{{^None}}无{{/None}} {{Bytes}} {{Acts.N｜合计}}"`), data, "a有b- f无 xx 3"},
	} {
		d, err := Text(fillWith(t, tt.tpl, tt.data))
		if err != nil {
			t.Fatal(err)
		}
		if got := strings.TrimSpace(d.Body().Paragraphs[0].Text); got != tt.want {
			t.Errorf("got %q, want %q", got, tt.want)
		}
	}
	for name, v := range map[string]any{"a number": 3, "a function": func() {}} {
		if err := Fill(&bytes.Buffer{}, read("api1.docx"), v); err == nil || !strings.Contains(err.Error(), "Go 的") {
			t.Errorf("%s as data: got %v", name, err)
		}
	}
	for _, v := range []any{make(chan int), func() string { return "" }} {
		if err := Fill(&bytes.Buffer{}, read("api1.docx"), map[string]any{"Title": v}); err == nil || !strings.Contains(err.Error(), "Go 类型") {
			t.Errorf("got %v", err)
		}
	}
	for _, name := range []string{"Skip", "priv", "base"} {
		if err := Fill(&bytes.Buffer{}, docxtest.New(t, `p"{{`+name+`}}"`), data); err == nil {
			t.Errorf("%s can be named", name)
		}
	}
}

// TestHostileTemplates holds that templates which fetch or run something are refused with place and cure.
func TestHostileTemplates(t *testing.T) {
	files, _ := filepath.Glob("testdata/hostile/*.docx")
	if len(files) == 0 {
		t.Fatal("no hostile templates")
	}
	for _, f := range files {
		data, err := os.ReadFile(f)
		if err != nil {
			t.Fatal(err)
		}
		var te *TemplateError
		if _, err := Compile(data); !errors.As(err, &te) || te.Problems[0].Code != "active-content" || te.Problems[0].Hint == "" || te.Problems[0].Place == "" {
			t.Errorf("%s: got %v", f, err)
		}
	}
}
