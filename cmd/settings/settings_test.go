package settings

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/unicode"

	"ziping/cmd/door"
)

func TestParse(t *testing.T) {
	for _, c := range []struct{ name, text, want, fault string }{
		{"names", "表格词表: a.yaml\n评分规则: hubei\n模板: b.docx\n日期: 2023-04-13\n", "profile=a.yaml rules=hubei template=b.docx date=2023-04-13", ""},
		{"twins, comments, blanks", "# 注\nprofile: a.yaml # 词表\nRules:   hubei  \n", "profile=a.yaml rules=hubei", ""},
		{"quotes", "模板: \"稿 1: y.docx\"\n", "template=稿 1: y.docx", ""},
		{"empty", "", "", ""},
		{"comments only", "# 评分规则: hubei\n", "", ""},
		{"unknown", "模版: a.docx\n", "", "第 1 行：不认识的设置“模版”"},
		{"sentences and unit", "句式: a.yaml\nmoney-unit: 元\n", "sentences=a.yaml money-unit=元", ""},
		{"twice", "日期: a\n日期: b\n", "date=a", "第 2 行：“日期”写了两次，第 1 行"},
		{"twin of the same", "rules: a\n评分规则: b\n", "rules=a", "第 2 行：“评分规则”写了两次"},
		{"no value", "模板:\n", "", "后面没有写值"},
		{"empty value", "模板: ''\n", "", "后面没有写值"},
		{"list", "模板: [a.docx, b.docx]\n", "", "不是一行文字"},
		{"map", "模板:\n  文件: a.docx\n", "", "不是一行文字"},
		{"block", "模板: |\n  a.docx\n  b.docx\n", "", "不是一行文字"},
		{"wide colon", "评分规则：hubei\n", "", "第 1 行：冒号是全角的"},
		{"above", "模板: ../a.docx\n", "", "不在 ziping.yaml 所在的文件夹里"},
		{"above, in the middle", "表格词表: a/../../b.yaml\n", "", "不在 ziping.yaml 所在的文件夹里"},
		{"absolute", "模板: /tmp/a.docx\n", "", "不在 ziping.yaml 所在的文件夹里"},
		{"drive", `模板: 'C:\a.docx'` + "\n", "", "不在 ziping.yaml 所在的文件夹里"},
		{"share", `模板: '\\srv\a.docx'` + "\n", "", "不在 ziping.yaml 所在的文件夹里"},
		{"syntax", "模板: \"a\n", "", "格式不对"},
		{"no mapping", "hubei\n", "", "不是“名称: 值”"},
		{"two documents", "日期: a\n---\n日期: b\n", "", "一个文件只写一份设置"},
	} {
		t.Run(c.name, func(t *testing.T) {
			values, err := Parse([]byte(c.text), "ziping.yaml")
			var got []string
			for _, v := range values {
				got = append(got, v.Twin+"="+v.Text)
			}
			if s := strings.Join(got, " "); s != c.want {
				t.Errorf("read %q, want %q", s, c.want)
			}
			switch {
			case c.fault == "" && err != nil:
				t.Errorf("refused: %v", err)
			case c.fault != "" && (err == nil || !strings.Contains(err.Error(), c.fault)):
				t.Errorf("error %v, want %q", err, c.fault)
			}
		})
	}
}

func TestEncodings(t *testing.T) {
	const text = "评分规则: hubei\r\n模板: 本单位.docx\r\n"
	gb, err := simplifiedchinese.GB18030.NewEncoder().String(text)
	if err != nil {
		t.Fatal(err)
	}
	wide, err := unicode.UTF16(unicode.LittleEndian, unicode.UseBOM).NewEncoder().String(text)
	if err != nil {
		t.Fatal(err)
	}
	for name, data := range map[string]string{"UTF-8": text, "with a mark": "\uFEFF" + text, "GB18030": gb, "UTF-16": wide} {
		values, err := Parse([]byte(data), "ziping.yaml")
		if err != nil || len(values) != 2 || values[1].Text != "本单位.docx" || values[1].Line != 2 {
			t.Errorf("%s: %v, %v", name, values, err)
		}
	}
	if _, err := Parse([]byte{0xFF, 0xFF, 0x00}, "ziping.yaml"); err == nil {
		t.Error("no text was read")
	}
}

func TestFind(t *testing.T) {
	root := t.TempDir()
	write := func(path, text string) {
		path = filepath.Join(root, path)
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	write("市/县/a.xlsx", "")
	write("市/ziping.yaml", "评分规则: hubei\n日期: 市\n")
	write("市/县/ziping.yaml", "日期: 县\n")
	write("程序/ziping.yaml", "评分规则: sichuan\n模板: 自评报告\n")
	program := filepath.Join(root, "程序")
	for _, input := range []string{"市/县", "市/县/a.xlsx"} {
		d := door.New()
		set, err := Find(d, filepath.Join(root, input), program)
		if err != nil {
			t.Fatal(err)
		}
		var got []string
		for _, v := range set.Values {
			rel, err := filepath.Rel(root, v.File)
			if err != nil {
				t.Fatal(err)
			}
			got = append(got, v.Name+" "+v.Text+" "+filepath.ToSlash(rel))
		}
		want := []string{"评分规则 hubei 市/ziping.yaml", "模板 自评报告 程序/ziping.yaml", "日期 县 市/县/ziping.yaml"}
		if !slices.Equal(got, want) || len(set.Files) != 3 {
			t.Errorf("%s: %q from %q, want %q", input, got, set.Files, want)
		}
		if _, input := d.Input(filepath.Join(root, "市", "ziping.yaml")); !input {
			t.Error("a settings file may be overwritten")
		}
	}
	if set, err := Find(door.New(), filepath.Join(root, "程序"), program); err != nil || len(set.Files) != 1 {
		t.Errorf("beside the program and the input: %v, %v", set.Files, err)
	}
	if err := os.Mkdir(filepath.Join(root, "市/县/乡"), 0o755); err != nil {
		t.Fatal(err)
	}
	write("市/县/乡/ziping.yaml/x", "")
	if _, err := Find(door.New(), filepath.Join(root, "市/县/乡"), ""); err == nil {
		t.Error("a folder for a file was let pass")
	}
}

func FuzzParse(f *testing.F) {
	f.Add([]byte("评分规则: hubei\n模板: a/b.docx\n"))
	f.Add([]byte("a: [1, {b: c}]\n---\n? x\n"))
	f.Fuzz(func(t *testing.T, data []byte) {
		values, _ := Parse(data, "ziping.yaml")
		for _, v := range values {
			if v.Text == "" || v.IsFile() && !filepath.IsLocal(v.Path()) {
				t.Errorf("%q was let pass", v.Text)
			}
		}
	})
}
