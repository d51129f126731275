package docx

import (
	"archive/zip"
	"bytes"
	"io"
	"strings"
	"testing"
	"ziping/render/docx/docxtest"

	"github.com/shopspring/decimal"
)

// spanPackage is the smallest template with one paragraph of text.
func spanPackage(t *testing.T, text string) []byte {
	t.Helper()
	var buf bytes.Buffer
	z := zip.NewWriter(&buf)
	for _, p := range [][2]string{
		{"[Content_Types].xml", `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>`},
		{"_rels/.rels", `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/></Relationships>`},
		{"word/document.xml", `<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body><w:p><w:r><w:t>` + text + `</w:t></w:r></w:p></w:body></w:document>`},
	} {
		f, err := z.Create(p[0])
		if err != nil {
			t.Fatal(err)
		}
		if _, err := io.WriteString(f, p[1]); err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return buf.Bytes()
}

func spanFill(t *testing.T, text string, data any) (body, comments string) {
	t.Helper()
	tmpl, err := Compile(spanPackage(t, text))
	if err != nil {
		t.Fatal(err)
	}
	var out bytes.Buffer
	if err := tmpl.Fill(&out, data); err != nil {
		t.Fatal(err)
	}
	if bad := docxtest.SelfCheck(out.Bytes()); len(bad) > 0 {
		t.Errorf("self-check: %v", bad)
	}
	z, err := zip.NewReader(bytes.NewReader(out.Bytes()), int64(out.Len()))
	if err != nil {
		t.Fatal(err)
	}
	part := func(name string) string {
		f, err := z.Open(name)
		if err != nil {
			return ""
		}
		defer f.Close()
		b, err := io.ReadAll(f)
		if err != nil {
			t.Fatal(err)
		}
		return string(b)
	}
	return part("word/document.xml"), part("word/comments.xml")
}

// Only the marked part of a sentence is highlighted and commented.
func TestSpans(t *testing.T) {
	s := Spans{"支出", Marked{Value: wordy{"36万元", "360000"}, Comments: []string{"来源：C5"}, Highlight: true}, "。"}
	body, comments := spanFill(t, "甲{{句}}乙", map[string]any{"句": s})
	for _, want := range []string{`支出</w:t>`, `<w:highlight w:val="yellow"/></w:rPr><w:t xml:space="preserve">36万元</w:t>`, `commentRangeStart w:id="1"`, `。乙</w:t>`} {
		if !strings.Contains(body, want) {
			t.Errorf("no %q in %s", want, body)
		}
	}
	if !strings.Contains(comments, "来源：C5") {
		t.Errorf("comments: %s", comments)
	}
	if got := s.String(); got != "支出36万元。" {
		t.Errorf("String() = %q", got)
	}
}

// A list of marked values keeps its marks in {{.}}.
func TestSelfKeepsMarks(t *testing.T) {
	_, comments := spanFill(t, "{{#段}}{{.}}{{/段}}", map[string]any{"段": []any{Marked{Value: "一", Comments: []string{"来源一"}}, Spans{Marked{Value: "二", Comments: []string{"来源二"}}}}})
	for _, want := range []string{"来源一", "来源二"} {
		if !strings.Contains(comments, want) {
			t.Errorf("no %q in %s", want, comments)
		}
	}
}

// A wordy value prints its words, and its number under a format.
type wordy struct{ text, n string }

func (w wordy) String() string { return w.text }

func (w wordy) Number() (decimal.Decimal, bool) {
	d, err := decimal.NewFromString(w.n)
	return d, err == nil
}

func (w wordy) Prefix() string {
	if strings.HasPrefix(w.text, "约") {
		return "约"
	}
	return ""
}

func (w wordy) Empty() bool { return w.text == "未提供" }

func TestNumber(t *testing.T) {
	for _, c := range []struct {
		text string
		v    wordy
		want string
	}{
		{"{{x}}", wordy{"36万元", "360000"}, "36万元"},
		{"{{x｜元}}", wordy{"36万元", "360000"}, "360000元"},
		{"{{x｜元}}", wordy{"约36万元", "360000"}, "约360000元"},
		{"{{如果 x &gt; 100}}多{{否则}}少{{结束}}", wordy{"36万元", "360000"}, "多"},
		{"{{x}}{{如果 x}}有{{否则}}无{{结束}}", wordy{"未提供", ""}, "未提供无"},
		{"{{x｜人数}}", wordy{"", "119122"}, "11.91万"},
		{"{{x｜人数}}", wordy{"", "99996"}, "99996"},
	} {
		body, _ := spanFill(t, c.text, map[string]any{"x": c.v})
		if !strings.Contains(stripTags(body), c.want) {
			t.Errorf("%s with %v: got %s, want %s", c.text, c.v, stripTags(body), c.want)
		}
	}
}

func stripTags(s string) string {
	var b strings.Builder
	depth := 0
	for _, r := range s {
		switch {
		case r == '<':
			depth++
		case r == '>':
			depth--
		case depth == 0:
			b.WriteRune(r)
		}
	}
	return b.String()
}
