package docx

import (
	"archive/zip"
	"bytes"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"
	"ziping/render/docx/docxtest"
	"ziping/render/docx/fill"
	"ziping/render/docx/opc"
	"ziping/render/docx/problem"
	"ziping/render/docx/wml"
)

// TestRoundTrip fills every case that compiles with nothing to fill: each part stays byte for byte what it was. With
// MissingKeep a template with tags keeps its text, so that only those without tags can be compared.
func TestRoundTrip(t *testing.T) {
	tried := 0
	for _, c := range loadCases(t) {
		tpl, err := Compile(c.template)
		if err != nil || len(tpl.t.ByEntry) > 0 {
			continue
		}
		tried++
		checkUntouched(t, c.name, c.template, tpl, nil)
	}
	// The same templates with their tags broken up have nothing to fill either.
	for _, c := range loadCases(t) {
		plain := withoutBraces(t, c.template)
		tpl, err := Compile(plain)
		if err != nil {
			continue
		}
		tried++
		checkUntouched(t, c.name, plain, tpl, nil)
	}
	if tried < 40 {
		t.Errorf("only %d templates compared", tried)
	}
}

// checkUntouched fills and compares every part but those in except.
func checkUntouched(t *testing.T, name string, template []byte, tpl *Template, data any, except ...string) {
	t.Helper()
	var out bytes.Buffer
	if err := tpl.Fill(&out, data); err != nil {
		t.Errorf("%s: %v", name, err)
		return
	}
	before, err := zip.NewReader(bytes.NewReader(template), int64(len(template)))
	if err != nil {
		t.Fatal(err)
	}
	after, err := zip.NewReader(bytes.NewReader(out.Bytes()), int64(out.Len()))
	if err != nil {
		t.Fatal(err)
	}
	if len(before.File) > len(after.File) {
		t.Fatalf("%s: %d entries became %d", name, len(before.File), len(after.File))
	}
	b, a := docxtest.Unzip(t, template), docxtest.Unzip(t, out.Bytes())
	for i, f := range before.File {
		if after.File[i].Name != f.Name {
			t.Errorf("%s: entry %d is %s, want %s", name, i, after.File[i].Name, f.Name)
		}
		if f.Name == opc.ContentTypes && tpl.t.Pkg.Dotx { // a filled template is a document
			continue
		}
		if strings.HasSuffix(f.Name, "/") {
			continue
		}
		if b[f.Name] != a[f.Name] && !slices.Contains(except, f.Name) {
			t.Errorf("%s: %s changed", name, f.Name)
		}
		if after.File[i].CompressedSize64 != f.CompressedSize64 && !slices.Contains(except, f.Name) {
			t.Errorf("%s: %s was packed anew", name, f.Name)
		}
	}
}

// withoutBraces takes the braces out of all XML parts.
func withoutBraces(t *testing.T, data []byte) []byte {
	t.Helper()
	r, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		return data
	}
	all := docxtest.Unzip(t, data)
	var fs docxtest.Files
	for _, f := range r.File {
		x := all[f.Name]
		if strings.HasPrefix(f.Name, "word/") && strings.HasSuffix(f.Name, ".xml") {
			x = strings.NewReplacer("{", "(", "}", ")").Replace(x)
		}
		fs = append(fs, docxtest.File{f.Name, x})
	}
	return docxtest.Zip(t, fs)
}

func TestUntouchedParts(t *testing.T) {
	tpl := docxtest.New(t, `p"{{a}}"`, docxtest.Parts{Header: `p"没有标签"`})
	c, err := Compile(tpl)
	if err != nil {
		t.Fatal(err)
	}
	checkUntouched(t, "header", tpl, c, m{"a": 1}, "word/document.xml")
}

// TestDeterminism fills one template from eight goroutines, with pictures, charts and comments: the same bytes each time.
func TestDeterminism(t *testing.T) {
	tpl, err := Compile(docxtest.New(t, `p"{{#活动}}" tbl[tr[tc"{{名称｜合并}}" tc"{{图片 照片}}"]] p"{{/活动}}" p"{{图表 图}}"`))
	if err != nil {
		t.Fatal(err)
	}
	var list l
	for i := range 30 {
		list = append(list, m{"名称": Marked{Value: i / 3, Comments: []string{"来源"}, Highlight: true}, "照片": Picture{Data: docxtest.PNG(3+i%4, 2)}})
	}
	data := m{"活动": list, "图": sampleChart}
	fill := func() []byte {
		var b bytes.Buffer
		if err := tpl.Fill(&b, data); err != nil {
			t.Error(err)
		}
		return b.Bytes()
	}
	want := fill()
	var wg sync.WaitGroup
	for range 8 {
		wg.Go(func() {
			for range 10 {
				if !bytes.Equal(fill(), want) {
					t.Error("output differs")
				}
			}
		})
	}
	wg.Wait()
	for _, f := range mustZip(t, want).File {
		if !f.Modified.IsZero() && f.Modified.Year() > 1980 {
			t.Errorf("%s carries a time: %v", f.Name, f.Modified)
		}
	}
}

func mustZip(t testing.TB, b []byte) *zip.Reader {
	t.Helper()
	z, err := zip.NewReader(bytes.NewReader(b), int64(len(b)))
	if err != nil {
		t.Fatal(err)
	}
	return z
}

// TestHostile holds that what is no template is refused in words, and with the right id.
func TestHostile(t *testing.T) {
	good := docxtest.New(t, `p"{{a}}"`)
	change := func(f func(name, data string) (string, string)) []byte {
		var fs docxtest.Files
		all := docxtest.Unzip(t, good)
		for _, z := range mustZip(t, good).File {
			n, d := f(z.Name, all[z.Name])
			fs = append(fs, docxtest.File{n, d})
		}
		return docxtest.Zip(t, fs)
	}
	replace := func(part, old, new string) []byte {
		return change(func(n, d string) (string, string) {
			if n == part {
				if !strings.Contains(d, old) {
					t.Fatalf("%s has no %q", part, old)
				}
				d = strings.Replace(d, old, new, 1)
			}
			return n, d
		})
	}
	add := func(name, data string) []byte {
		var fs docxtest.Files
		all := docxtest.Unzip(t, good)
		for _, z := range mustZip(t, good).File {
			fs = append(fs, docxtest.File{z.Name, all[z.Name]})
		}
		return docxtest.Zip(t, append(fs, docxtest.File{name, data}))
	}
	const doc = "word/document.xml"
	tests := []struct {
		name string
		data []byte
		id   string
		text string
	}{
		{"empty", nil, problem.Package, "空的"},
		{"text", []byte("你好"), problem.Package, "不是 .docx"},
		{"rtf", []byte(`{\rtf1`), problem.Package, "RTF"},
		{"html", []byte("<html>"), problem.Package, "网页"},
		{"doc", []byte("\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1xxxx"), problem.Encrypted, "旧版 .doc"},
		{"cut off", good[:len(good)-30], problem.Package, "损坏"},
		{"zip without content types", docxtest.Zip(t, docxtest.Files{{"a.txt", "x"}}), problem.Package, opc.ContentTypes},
		{"workbook", replace(opc.ContentTypes, "wordprocessingml.document.main", "spreadsheetml.sheet.main"), problem.MainPart, "Excel"},
		{"macros", replace(opc.ContentTypes, opc.TypeMain, "application/vnd.ms-word.document.macroEnabled.main+xml"), problem.Macro, "宏"},
		{"macro part by name", docxtest.Zip(t, docxtest.Files{{opc.ContentTypes, docxtest.Unzip(t, good)[opc.ContentTypes]}, {"_rels/.rels", docxtest.Unzip(t, good)["_rels/.rels"]}, {"word/document.xml", docxtest.Unzip(t, good)["word/document.xml"]}, {"word/vbaProject.bin", "x"}}), problem.Macro, "宏"},
		{"macro part", replace(opc.ContentTypes, `Extension="png" ContentType="image/png"`, `Extension="png" ContentType="application/vnd.ms-office.vbaProject"`), problem.Macro, "宏"},
		{"DOCTYPE", replace(doc, wml.XMLHead, wml.XMLHead+`<!DOCTYPE w [<!ENTITY x "y">]>`), problem.Doctype, "DOCTYPE"},
		{"DOCTYPE in relationships", replace("_rels/.rels", wml.XMLHead, wml.XMLHead+`<!DOCTYPE w>`), problem.Doctype, "DOCTYPE"},
		{"entity", replace(doc, "{{a}}", "&x;"), problem.XML, "字符引用"},
		{"not well-formed", replace(doc, "</w:body>", ""), problem.XML, "损坏"},
		{"undeclared prefix", replace(doc, "<w:sectPr>", "<zz:x/><w:sectPr>"), problem.XML, "zz"},
		{"control character", replace(doc, "{{a}}", "\x01"), problem.XML, "字符"},
		{"character reference to one", replace(doc, "{{a}}", "&#1;"), problem.XML, "字符引用"},
		{"two roots", replace(doc, "</w:document>", "</w:document><x/>"), problem.XML, "根元素"},
		{"deep", replace(doc, "<w:sectPr>", strings.Repeat("<w:ins>", 300)+strings.Repeat("</w:ins>", 300)+"<w:sectPr>"), problem.XML, "嵌套"},
		{"GBK", replace(doc, `encoding="UTF-8"`, `encoding="gb2312"`), problem.XML, "gb2312"},
		{"outside", add("../evil", "x"), problem.PartName, "不合规"},
		{"absolute", add("/evil", "x"), problem.PartName, "不合规"},
		{"backslash", add(`word\evil`, "x"), problem.PartName, "不合规"},
		{"drive", add("c:/evil", "x"), problem.PartName, "不合规"},
		{"twice", add(doc, "<x/>"), problem.PartName, "两个"},
		{"twice, other case", add("WORD/Document.xml", "<x/>"), problem.PartName, "两个"},
		{"bomb", add("word/bomb.xml", strings.Repeat(" ", 40<<20)), problem.Limit, "压缩比"},
		{"main part missing", replace("_rels/.rels", "word/document.xml", "word/nowhere.xml"), problem.MainPart, "正文"},
		{"external main part", replace("_rels/.rels", `Target="word/document.xml"`, `Target="http://x/" TargetMode="External"`), problem.MainPart, "正文"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			_, err := Compile(tt.data, WithName("模板.docx"))
			var te *TemplateError
			if !errors.As(err, &te) {
				t.Fatalf("got %v, want a *TemplateError", err)
			}
			if p := te.Problems[0]; p.ID != tt.id || !strings.Contains(p.Message, tt.text) {
				t.Errorf("got %s %q, want %s with %q", p.ID, p.Message, tt.id, tt.text)
			}
			if !strings.HasPrefix(err.Error(), "模板.docx：") {
				t.Errorf("%q does not name the file", err)
			}
		})
	}
}

// TestTolerated holds that what real producers write is accepted.
func TestTolerated(t *testing.T) {
	base := docxtest.Unzip(t, docxtest.New(t, `p"{{a}}"`))
	build := func(names []string, edit func(m map[string]string)) []byte {
		c := map[string]string{}
		for k, v := range base {
			c[k] = v
		}
		edit(c)
		var fs docxtest.Files
		for _, n := range names {
			fs = append(fs, docxtest.File{n, c[n]})
		}
		return docxtest.Zip(t, fs)
	}
	order := []string{opc.ContentTypes, "_rels/.rels", "word/document.xml", "word/_rels/document.xml.rels", "word/media/image1.png"}
	rename := strings.NewReplacer("word/document.xml", "word/document2.xml")
	tests := map[string][]byte{
		"folders listed": build(append([]string{"word/"}, order...), func(m map[string]string) {}),
		"document2.xml": build([]string{opc.ContentTypes, "_rels/.rels", "word/document2.xml", "word/media/image1.png"}, func(m map[string]string) {
			m[opc.ContentTypes], m["_rels/.rels"] = rename.Replace(m[opc.ContentTypes]), rename.Replace(m["_rels/.rels"])
			m["word/document2.xml"] = m["word/document.xml"]
		}),
		"absolute target": build(order, func(m map[string]string) {
			m["_rels/.rels"] = strings.Replace(m["_rels/.rels"], `"word/`, `"/word/`, 1)
		}),
		"other prefix": build(order, func(m map[string]string) {
			m["word/document.xml"] = strings.NewReplacer("<w:", "<ns0:", "</w:", "</ns0:", " w:", " ns0:", "xmlns:w=", "xmlns:ns0=").Replace(m["word/document.xml"])
		}),
		"byte order mark": build(order, func(m map[string]string) { m["word/document.xml"] = "\xef\xbb\xbf" + m["word/document.xml"] }),
		"UTF-16": build(order, func(m map[string]string) {
			s := "\xff\xfe"
			for _, r := range strings.Replace(m["word/document.xml"], "UTF-8", "UTF-16", 1) {
				s += string([]byte{byte(r), byte(r >> 8)})
			}
			m["word/document.xml"] = s
		}),
		"strict": build(order, func(m map[string]string) {
			r := strings.NewReplacer(wml.NSWord, wml.NSWordStrict, wml.NSRel, "http://purl.oclc.org/ooxml/officeDocument/relationships")
			m["word/document.xml"], m["_rels/.rels"] = r.Replace(m["word/document.xml"]), r.Replace(m["_rels/.rels"])
		}),
		"CDATA": build(order, func(m map[string]string) {
			m["word/document.xml"] = strings.Replace(m["word/document.xml"], "{{a}}", "<![CDATA[{{a}}]]>", 1)
		}),
		"references": build(order, func(m map[string]string) {
			m["word/document.xml"] = strings.Replace(m["word/document.xml"], "{{a}}", "&#123;{a&#x7D;}", 1)
		}),
		"template content type": build(order, func(m map[string]string) {
			m[opc.ContentTypes] = strings.Replace(m[opc.ContentTypes], opc.TypeMain, opc.TypeTemplate, 1)
		}),
	}
	for name, tpl := range tests {
		t.Run(name, func(t *testing.T) {
			out := fillWith(t, tpl, m{"a": "值 & 值"})
			doc, err := Text(out)
			if err != nil {
				t.Fatal(err)
			}
			if got := doc.Body().Paragraphs[0].Text; got != "值 & 值" {
				t.Errorf("got %q", got)
			}
			if strings.Contains(docxtest.Unzip(t, out)[opc.ContentTypes], opc.TypeTemplate) {
				t.Error("a filled template must be a document")
			}
		})
	}
}

// TestXSD holds the outputs of cases and features to the schema gate: it reports nothing that the template had not.
func TestXSD(t *testing.T) {
	t.Parallel()
	const script = "../../.ci/xsdcheck/xsdcheck.py"
	python := pythonWith(t, "lxml.etree")
	dir := t.TempDir()
	all := caseSamples(t)
	for name, pair := range samples(t) {
		all[name] = pair
	}
	for name, pair := range all {
		write(t, filepath.Join(dir, name+".base"), pair[0])
		write(t, filepath.Join(dir, name+".out"), pair[1])
	}
	// One process for all: loading the schema takes longer than checking.
	driver := `import sys,os,glob
sys.path.insert(0,os.path.dirname(sys.argv[1]))
import xsdcheck
for b in sorted(glob.glob(sys.argv[2]+"/*.base")):
    out=xsdcheck.check(b[:-5]+".out")
    base=xsdcheck.check(b) if out else []
    for x in out:
        if x not in base: print(os.path.basename(b)[:-5],x)`
	got, err := exec.Command(python, "-c", driver, script, dir).CombinedOutput()
	if err != nil || len(got) > 0 {
		t.Errorf("%v\n%s", err, got)
	}
}

func write(t *testing.T, name string, data []byte) {
	t.Helper()
	if err := os.WriteFile(name, data, 0o644); err != nil {
		t.Fatal(err)
	}
}

// samples are filled documents that use every feature, with their templates.
func samples(t *testing.T) map[string][2][]byte {
	t.Helper()
	out := map[string][2][]byte{}
	tpl := docxtest.New(t, `q"" p["单位：{{单" b"位}}"] p"{{#活动}}" q["{{一是}}{{名称}}" bm"x" box[p"{{名称}}"]] p"{{/活动}}" p"{{图表 图}}"
		tbl[tr[tc"头" tc"尾"] tr[tc"{{#活动}}{{名称｜合并}}" tc"{{图片 照片}}{{/活动}}"]] tbl[tr[tc[p"{{#空}}" p"{{/空}}"]]] p[img"{{图片 主图}}"]`,
		docxtest.Parts{Header: `p"{{单位}}"`, Footer: `p"{{#活动}}" p"{{序号}}" p"{{/活动}}"`, Comments: `p"旧批注"`})
	data := m{"单位": Marked{Value: "县科协\n第二行\t制表", Comments: []string{"来源：表1", "二"}, Highlight: true}, "图": sampleChart, "空": l{}, "主图": Picture{Data: docxtest.PNG(4, 4), Alt: "主"},
		"活动": l{m{"名称": "甲", "照片": Picture{Data: docxtest.PNG(3, 2)}}, m{"名称": Marked{Value: "甲", Highlight: true}, "照片": Picture{Data: docxtest.JPEG(8, 4, 6)}}, m{"名称": "乙", "照片": nil}}}
	out["features"] = [2][]byte{tpl, fillWith(t, tpl, data)}
	return out
}

// caseSamples are the outputs of the conformance cases and the benchmark, with their templates.
func caseSamples(t *testing.T) map[string][2][]byte {
	t.Helper()
	out := map[string][2][]byte{}
	bench := readFile(t, "testdata/bench/template.docx")
	out["bench"] = [2][]byte{bench, fillWith(t, bench, readJSON(t, "testdata/bench/data20.json"))}
	if os.Getenv("ZIPING_CASES") == "" {
		return out
	}
	for _, c := range loadCases(t) {
		tpl, err := Compile(c.template)
		if err != nil || c.expected == nil {
			continue
		}
		var b bytes.Buffer
		if err := tpl.Fill(&b, fewer(c.data, 50), Missing(MissingEmpty)); err == nil {
			out[c.name] = [2][]byte{c.template, b.Bytes()}
		}
	}
	return out
}

// TestSelfCheckOfCases holds the outputs of all cases to our own check.
func TestSelfCheckOfCases(t *testing.T) {
	for name, pair := range caseSamples(t) {
		t.Run(name, func(t *testing.T) { checkOutput(t, pair[0], pair[1]) })
	}
}

// fewer cuts lists to n items: the thousandth copy has the markup of the fiftieth.
func fewer(v any, n int) any {
	switch x := v.(type) {
	case map[string]any:
		out := map[string]any{}
		for k, v := range x {
			out[k] = fewer(v, n)
		}
		return out
	case []any:
		x = append([]any(nil), x[:min(len(x), n)]...)
		for i := range x {
			x[i] = fewer(x[i], n)
		}
		return x
	}
	return v
}

// pythonWith finds a Python that has a module, or skips the test; where CI has the clients it fails.
func pythonWith(t *testing.T, module string) string {
	t.Helper()
	for _, p := range []string{"/usr/bin/python3", "python3"} {
		if exec.Command(p, "-c", "import "+module).Run() == nil {
			return p
		}
	}
	absent(t, "no Python with "+module)
	return ""
}

// absent skips a test for want of a program, and fails it where the programs are promised.
func absent(t *testing.T, what string) {
	t.Helper()
	if os.Getenv("CI") != "" && os.Getenv("ZIPING_CLIENTS") == "1" {
		t.Fatal(what)
	}
	t.Skip(what)
}

// TestPythonDocx holds that python-docx reads the same text as our own reader.
func TestPythonDocx(t *testing.T) {
	python := pythonWith(t, "docx")
	pair := samples(t)["features"]
	name := filepath.Join(t.TempDir(), "out.docx")
	write(t, name, pair[1])
	script := `import docx,sys
d=docx.Document(sys.argv[1])
for p in d.paragraphs: print(repr(p.text))
for t in d.tables:
    for r in t.rows: print([c.text for c in r.cells])
print(len(d.inline_shapes))`
	got, err := exec.Command(python, "-c", script, name).CombinedOutput()
	if err != nil {
		t.Fatalf("%v\n%s", err, got)
	}
	doc, err := Text(pair[1])
	if err != nil {
		t.Fatal(err)
	}
	for _, p := range doc.Body().Paragraphs {
		if p.In == "" && !strings.Contains(string(got), strings.NewReplacer("\n", `\n`, "\t", `\t`).Replace(p.Text)) {
			t.Errorf("python-docx does not read %q:\n%s", p.Text, got)
		}
	}
	if !strings.Contains(string(got), "['甲', '']") {
		t.Errorf("merged cells are not read:\n%s", got)
	}
}

// TestLibreOffice holds that LibreOffice opens the output and reads the same text.
func TestLibreOffice(t *testing.T) {
	t.Parallel()
	soffice, err := exec.LookPath("soffice")
	if err != nil {
		absent(t, "no soffice")
	}
	if testing.Short() {
		t.Skip("short")
	}
	dir := t.TempDir()
	pair := samples(t)["features"]
	name := filepath.Join(dir, "out.docx")
	write(t, name, pair[1])
	cmd := exec.Command(soffice, "-env:UserInstallation=file://"+filepath.ToSlash(dir)+"/profile", "--headless", "--convert-to", "txt:Text (encoded):UTF8", "--outdir", dir, name)
	timer := time.AfterFunc(2*time.Minute, func() { cmd.Process.Kill() })
	defer timer.Stop()
	if out, err := cmd.CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	text := string(readFile(t, filepath.Join(dir, "out.txt")))
	doc, err := Text(pair[1])
	if err != nil {
		t.Fatal(err)
	}
	for _, p := range doc.Body().Paragraphs {
		for _, line := range strings.Split(p.Text, "\n") {
			if !strings.Contains(text, strings.TrimSpace(line)) {
				t.Errorf("LibreOffice does not read %q:\n%s", line, text)
			}
		}
	}
}

func TestCatalogue(t *testing.T) {
	last := ""
	for _, e := range problem.Catalogue {
		if e.ID <= last || e.Title == "" {
			t.Errorf("%s: out of order or without title", e.ID)
		}
		last = e.ID
	}
	src := string(readFile(t, "problem/problem.go"))
	for _, e := range problem.Catalogue {
		if !strings.Contains(src, `= "`+e.ID+`"`) {
			t.Errorf("%s is not declared", e.ID)
		}
	}
	if n := strings.Count(src, `= "ZP-T`); n != len(problem.Catalogue) {
		t.Errorf("%d ids declared, %d in the catalogue", n, len(problem.Catalogue))
	}
}

var sampleChart = Chart{Title: "资金", Unit: "万元", Categories: []string{"科普宣传", "培训 & 活动"},
	Series: []Series{{Name: "计划", Values: []any{"75000.00", 12}}, {Name: "支出", Values: []any{nil, "3.50"}}}}

func TestChart(t *testing.T) {
	tpl := docxtest.New(t, `p["前{{图表 图}}后"] p"{{#a}}" p"{{图表 图}}" p"{{/a}}"`)
	out := fillWith(t, tpl, m{"图": sampleChart, "a": l{1, 2}})
	if got, want := docxtest.Show(t, out, "word/document.xml"), `p["前" img "后"] p[img] p[img]`; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
	all := docxtest.Unzip(t, out)
	for i := 1; i <= 3; i++ {
		chart := all[fmt.Sprintf("word/charts/chart%d.xml", i)]
		for _, want := range []string{`<c:v>75000</c:v>`, `<c:v>3.5</c:v>`, "培训 &amp; 活动", `Sheet1!$C$2:$C$3`, `r:id="zpR1"`} {
			if !strings.Contains(chart, want) {
				t.Errorf("chart %d lacks %s", i, want)
			}
		}
		book := docxtest.Unzip(t, []byte(all[fmt.Sprintf("word/embeddings/Microsoft_Excel_Worksheet%d.xlsx", i)]))
		sheet := book["xl/worksheets/sheet1.xml"]
		for _, want := range []string{`<c r="B2"><v>75000</v></c>`, `<c r="C3"><v>3.5</v></c>`, "科普宣传"} {
			if !strings.Contains(sheet, want) {
				t.Errorf("sheet %d lacks %s", i, want)
			}
		}
		if strings.Contains(sheet, `r="C2"`) {
			t.Errorf("a missing value is written")
		}
	}
	if !strings.Contains(all[opc.ContentTypes], `Extension="xlsx"`) {
		t.Error("no content type for workbooks")
	}
	wantProblem(t, tpl, m{"图": "x", "a": l{}}, problem.Chart, "不是图表")
	wantProblem(t, tpl, m{"图": Chart{Categories: []string{"a"}, Series: []Series{{Name: "s", Values: []any{"x"}}}}, "a": l{}}, problem.Chart, "不是数")
	wantProblem(t, tpl, m{"图": Chart{Categories: []string{"a"}, Series: []Series{{Name: "s", Values: nil}}}, "a": l{}}, problem.Chart, "0 个值")
}

func TestPicture(t *testing.T) {
	tpl := docxtest.New(t, `p["前{{图片 照片}}后"] tbl[tr[tc"{{#a}}{{图片 .}}" tc"{{/a}}"]]`, docxtest.Parts{Header: `p"{{图片 照片}}"`})
	pic := Picture{Data: docxtest.PNG(96, 48), Name: "a.png", Alt: "甲 & 乙"}
	out := fillWith(t, tpl, m{"照片": pic, "a": l{pic, Picture{Data: docxtest.PNG(400, 200)}, Picture{Data: docxtest.JPEG(40, 20, 0), Width: 720000}}})
	all := docxtest.Unzip(t, out)
	doc := all["word/document.xml"]
	for _, want := range []string{
		`<wp:extent cx="914400" cy="457200"/>`,  // 96 dots at 96 dpi are an inch
		`<wp:extent cx="1132840" cy="566420"/>`, // the cell is 2000 twips wide, 108 of them margin on each side
		`<wp:extent cx="720000" cy="360000"/>`,  // as asked
		`descr="甲 &amp; 乙"`, `r:embed="zpR1"`,
	} {
		if !strings.Contains(doc, want) {
			t.Errorf("no %s", want)
		}
	}
	if n := strings.Count(all["word/_rels/document.xml.rels"], `relationships/image"`); n != 1+3 {
		t.Errorf("got %d image relationships, want the template's and 3: equal pictures are one part", n)
	}
	if !strings.Contains(all["word/_rels/header1.xml.rels"], `Target="media/image2.png"`) {
		t.Errorf("the header has no relationship of its own: %s", all["word/_rels/header1.xml.rels"])
	}
	if !strings.Contains(all[opc.ContentTypes], `Extension="jpeg"`) {
		t.Error("no content type for JPEG")
	}
	if got := docxtest.Show(t, fillWith(t, tpl, m{"照片": nil, "a": l{}}), "word/document.xml"); got != `p["前后"]` {
		t.Errorf("no picture: got %s", got)
	}
	wantProblem(t, tpl, m{"照片": "a.png", "a": l{}}, problem.Picture, "不是图片")
	wantProblem(t, tpl, m{"照片": Picture{Data: []byte("GIF89a")}, "a": l{}}, problem.Picture, "PNG 或 JPEG")
	wantProblem(t, docxtest.New(t, `p"{{照片}}"`), m{"照片": pic}, problem.Kind, "是图片")
}

func TestPictureByName(t *testing.T) {
	tpl := docxtest.New(t, `p["{{图片 照片}}"]`)
	open := func(name string) (Picture, error) {
		if name != "x/a.png" {
			return Picture{}, errors.New("没有这个文件")
		}
		return Picture{Data: docxtest.PNG(2, 2)}, nil
	}
	out := fillWith(t, tpl, m{"照片": "x/a.png"}, Pictures(open))
	if !strings.Contains(docxtest.Unzip(t, out)["word/document.xml"], `name="a.png"`) {
		t.Error("the picture is not named after its file")
	}
	c, err := Compile(tpl)
	if err != nil {
		t.Fatal(err)
	}
	if err := c.Fill(&bytes.Buffer{}, m{"照片": "b.png"}, Pictures(open)); err == nil || !strings.Contains(err.Error(), "没有这个文件") {
		t.Errorf("got %v", err)
	}
}

func TestPlaceholderPicture(t *testing.T) {
	tpl := docxtest.New(t, `p"{{#a}}" p["x" img"{{图片 .}}"] p"{{/a}}"`)
	out := fillWith(t, tpl, m{"a": l{Picture{Data: docxtest.PNG(100, 100), Alt: "照片"}, Picture{Data: docxtest.PNG(50, 100)}, nil}})
	doc := docxtest.Unzip(t, out)["word/document.xml"]
	for _, want := range []string{`<wp:extent cx="500000" cy="500000"/>`, `<a:ext cx="500000" cy="500000"/>`, `<wp:extent cx="250000" cy="500000"/>`, `descr="照片"`, `r:embed="zpR2"`} {
		if !strings.Contains(doc, want) {
			t.Errorf("no %s", want)
		}
	}
	if strings.Contains(doc, "srcRect") {
		t.Error("the placeholder's crop is kept")
	}
	if got, want := docxtest.Show(t, out, "word/document.xml"), `p["x" img] p["x" img] p["x"]`; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
}

func TestMarked(t *testing.T) {
	tpl := docxtest.New(t, `p["支出{{资金｜万元}}，" b"{{资金}}"] p["x" box[p"{{资金}}"]]`, docxtest.Parts{Header: `p"{{资金}}"`})
	v := Marked{Value: "360000.00", Comments: []string{"来源：[a.xlsx]资金表!E7\n写的是 36 万元", "二"}, Highlight: true}
	out := fillWith(t, tpl, m{"资金": v}, CommentsBy("核对", time.Date(2024, 5, 1, 8, 0, 0, 0, time.FixedZone("", 8*3600))))
	all := docxtest.Unzip(t, out)
	if got, want := docxtest.Show(t, out, "word/document.xml"), `p["支出36万元，" b"360000.00"] p["x" box[p["360000.00"]]]`; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
	doc, comments := all["word/document.xml"], all["word/comments.xml"]
	if n := strings.Count(doc, "<w:commentReference"); n != 5 {
		t.Errorf("got %d comment references, want 4 and the gathered one", n)
	}
	if n := strings.Count(doc, "w:highlight"); n != 4 {
		t.Errorf("got %d highlights, want 4: two in the body, the text box and its fallback", n)
	}
	if !strings.Contains(doc, `<w:rPr><w:b/><w:highlight w:val="yellow"/></w:rPr>`) {
		t.Error("the highlight does not stand after w:b")
	}
	for _, want := range []string{`w:author="核对"`, `w:date="2024-05-01T00:00:00Z"`, "写的是 36 万元</w:t></w:r></w:p>", "页眉（首页）第1段"} {
		if !strings.Contains(comments, want) {
			t.Errorf("comments lack %s", want)
		}
	}
	if !strings.Contains(all["word/_rels/document.xml.rels"], opc.RelComments) || !strings.Contains(all[opc.ContentTypes], fill.TypeComments) {
		t.Error("the comments part is not declared")
	}
	if strings.Contains(all["word/header1.xml"], "comment") {
		t.Error("Word has no comments in headers")
	}

	out = fillWith(t, tpl, m{"资金": v}, MaxComments(3))
	if n := strings.Count(docxtest.Unzip(t, out)["word/document.xml"], "<w:commentReference"); n != 3 {
		t.Errorf("got %d comments, want at most 3", n)
	}
	out = fillWith(t, tpl, m{"资金": Marked{Value: 1, Comments: []string{"x"}}}, MaxComments(0))
	if _, ok := docxtest.Unzip(t, out)["word/comments.xml"]; ok {
		t.Error("a comments part without comments")
	}
}

func TestMarkedAppendsToComments(t *testing.T) {
	tpl := docxtest.New(t, `p"{{#a}}{{.}}{{/a}}"`, docxtest.Parts{Comments: `p"旧 {{b}}"`})
	out := fillWith(t, tpl, m{"b": "x", "a": l{Marked{Value: 1, Comments: []string{"新"}}, Marked{Value: 2, Comments: []string{"新"}}}})
	c := docxtest.Unzip(t, out)["word/comments.xml"]
	for _, want := range []string{"旧 x", `w:id="5"`, `w:id="6"`, `w:id="7"`} {
		if !strings.Contains(c, want) {
			t.Errorf("comments lack %s: %s", want, c)
		}
	}
}
