package docx

import (
	"bytes"
	"encoding/json"
	"encoding/xml"
	"errors"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"ziping/render/docx/docxtest"
	"ziping/render/docx/opc"
	"ziping/render/docx/wml"
)

// wellFormed reads a part to its end with another parser.
func wellFormed(data []byte) error {
	d := xml.NewDecoder(bytes.NewReader(data))
	depth := 0
	for {
		tok, err := d.Token()
		if err == io.EOF {
			return nil
		}
		if err != nil {
			return err
		}
		switch tok.(type) {
		case xml.StartElement:
			depth++
		case xml.EndElement:
			depth--
		}
	}
}

// fuzzSeeds are bodies that reach every construct.
var fuzzSeeds = []string{
	`p["{{" "单位" "}}"] p"{{#a}}{{.｜万元}}{{/a}}{{^b}}x{{/b}}"`,
	`p"前{{#a}}" q["{{序号}}{{一是}}" bm"x" box[p"{{.}}"] ins["y"]] p"{{/a}}后"`,
	`tbl[tr[tc"{{#a}}{{x｜合并}}" tc[p"{{#b}}" p"{{.}}" p"{{/b}}"] tc"{{/a}}"]]`,
	`tbl[tr[tc"{{如果 n > 1 且 非 b}}"] tr[vr"{{n}}" tc"b"] tr[vc tc"{{否则}}"] tr[tc"{{结束}}"]] sdt[p"{{#a}}" p"x" p"{{/a}}"]`,
	`p["{{#a}}" hyp["{{.}}"] "{{/a}}{{!r}}"] sect["{{#a}}"] p"{{/a}}" p["{{图片 p}}" img"{{图片 p}}"] p"{{单" p"位}}"`,
}

// FuzzCompile changes the main part of a template: no panic, no hang; what is accepted is well-formed for another
// parser too, fills to a well-formed document, and every refusal has an id and a sentence.
func FuzzCompile(f *testing.F) {
	for _, s := range fuzzSeeds {
		f.Add(docxtest.Unzip(f, docxtest.New(f, s))["word/document.xml"])
	}
	for i, x := range caseParts(f) {
		if i%9 == 0 {
			f.Add(x)
		}
	}
	base := docxtest.Unzip(f, docxtest.New(f, ""))
	f.Fuzz(func(t *testing.T, doc string) { checkHostile(t, base, doc) })
}

// caseParts are the smaller main parts of the conformance cases, none without them.
func caseParts(t testing.TB) []string {
	var out []string
	names, _ := filepath.Glob(filepath.Join(os.Getenv("ZIPING_CASES"), "*", "template.docx"))
	for _, n := range names {
		if x := docxtest.Unzip(t, readFile(t, n))["word/document.xml"]; len(x) < 30000 {
			out = append(out, x)
		}
	}
	return out
}

// checkHostile compiles and fills a document with any main part.
func checkHostile(t *testing.T, base map[string]string, doc string) {
	t.Helper()
	tpl := docxtest.Zip(t, docxtest.Files{{opc.ContentTypes, base[opc.ContentTypes]}, {"_rels/.rels", base["_rels/.rels"]}, {"word/document.xml", doc}})
	Lint(tpl, lintSchema)
	c, err := Compile(tpl)
	if err != nil {
		var te *TemplateError
		if !errors.As(err, &te) || len(te.Problems) == 0 {
			t.Fatalf("got %v, want a *TemplateError", err)
		}
		for _, p := range te.Problems {
			if p.ID == "" || p.Message == "" {
				t.Fatalf("incomplete: %+v", p)
			}
		}
		return
	}
	if !strings.HasPrefix(doc, "\xff\xfe") && !strings.HasPrefix(doc, "\xfe\xff") {
		if err := wellFormed([]byte(doc)); err != nil {
			t.Fatalf("accepted, though %v", err)
		}
	}
	data := m{"单位": "x", "a": l{m{"x": 1, "b": l{1, 2}}, "s", 3}, "n": 2, "p": Picture{Data: docxtest.PNG(1, 1)}}
	var out bytes.Buffer
	if err := c.Fill(&out, data, Missing(MissingEmpty)); err != nil {
		return
	}
	if err := wellFormed([]byte(docxtest.Unzip(t, out.Bytes())["word/document.xml"])); err != nil {
		t.Fatalf("the output is not well-formed: %v", err)
	}
	if _, err := Text(out.Bytes()); err != nil {
		t.Fatalf("the output cannot be read: %v", err)
	}
	for _, p := range docxtest.SelfCheck(out.Bytes()) {
		if strings.Contains(p, "XML") {
			t.Fatal(p)
		}
	}
}

// FuzzFill changes template text and data: the output is well-formed whatever the data, and a value comes out as it is.
func FuzzFill(f *testing.F) {
	for _, s := range fuzzSeeds {
		f.Add(s, "单位", "a\nb\t<&>\"'{{x}}", `{"a":[1,"x",{"x":null,"b":[true]}],"n":1e3}`)
	}
	f.Add(`p"{{v｜日期}}"`, "v", "2022-01-01", `{}`)
	f.Add(`p"{{v｜大写金额}}{{v｜中文数字}}{{v｜千分位}}"`, "v", "-1234567.89", `{}`)
	f.Fuzz(func(t *testing.T, body, name, value, js string) {
		if strings.Count(body, "[") != strings.Count(body, "]") || strings.Contains(body, "raw") {
			return
		}
		tpl, ok := tryFixture(t, body)
		if !ok {
			return
		}
		c, err := Compile(tpl)
		if err != nil {
			return
		}
		var data any
		dec := json.NewDecoder(strings.NewReader(js))
		dec.UseNumber()
		if dec.Decode(&data) != nil {
			return
		}
		mp, ok := data.(m)
		if !ok {
			return
		}
		mp[name] = Marked{Value: value, Comments: []string{value}, Highlight: len(value)%2 == 0}
		var out bytes.Buffer
		if err := c.Fill(&out, mp, Missing(MissingKeep), DropControlCharacters()); err != nil {
			if out.Len() > 0 {
				t.Fatal("something was written beside an error")
			}
			return
		}
		checkOutput(t, tpl, out.Bytes())
		for n, x := range docxtest.Unzip(t, out.Bytes()) {
			if strings.HasSuffix(n, ".xml") {
				if err := wellFormed([]byte(x)); err != nil {
					t.Fatalf("%s: %v\n%s", n, err, x)
				}
			}
		}
	})
}

// tryFixture builds a document if the notation can be read.
func tryFixture(t *testing.T, body string) (doc []byte, ok bool) {
	tb := &quietTB{TB: t}
	defer func() {
		if r := recover(); r != nil {
			if r != errFixture {
				panic(r)
			}
			doc, ok = nil, false
		}
	}()
	doc = docxtest.New(tb, body)
	tr, serr := wml.Scan("word/document.xml", []byte(docxtest.Unzip(t, doc)["word/document.xml"]))
	return doc, tr != nil && serr == nil && len(docxtest.SelfCheck(doc)) == 0
}

var errFixture = errors.New("fixture")

// quietTB turns a fixture that cannot be read into a panic to be recovered.
type quietTB struct{ testing.TB }

func (q *quietTB) Fatalf(string, ...any) { panic(errFixture) }

func (q *quietTB) Fatal(...any) { panic(errFixture) }

func (q *quietTB) Helper() {}
