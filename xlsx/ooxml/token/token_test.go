package token

import (
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"strings"
	"testing"
	"testing/iotest"

	"github.com/google/go-cmp/cmp"
)

// ours lists the tokens as text: one line a token, adjoining text joined.
func ours(s *Scanner) ([]string, error) {
	var out []string
	text := ""
	flush := func() {
		if text != "" {
			out = append(out, fmt.Sprintf("T%q", text))
		}
		text = ""
	}
	for {
		k, err := s.Next()
		if err != nil {
			return out, err
		}
		switch k {
		case EOF:
			return out, nil
		case Text:
			text += string(s.Data)
		case Start:
			flush()
			line := "<" + s.URI(s.Space) + " " + string(s.Local)
			for _, a := range s.Attrs {
				uri := s.URI(a.Space)
				if a.Space == XMLNS {
					uri = "xmlns"
				}
				line += fmt.Sprintf(" {%s}%s=%q", uri, a.Name, a.Value)
			}
			out = append(out, line)
		case End:
			flush()
			out = append(out, ">"+s.URI(s.Space)+" "+string(s.Local))
		}
	}
}

// withLeaves is ours by way of Leaf wherever it works.
func withLeaves(s *Scanner) ([]string, error) {
	var out []string
	for {
		k, err := s.Next()
		if err != nil || k == EOF {
			return joined(out), err
		}
		switch k {
		case Text:
			out = append(out, "T"+string(s.Data))
		case Start:
			line := "<" + s.URI(s.Space) + " " + string(s.Local)
			for _, a := range s.Attrs {
				uri := s.URI(a.Space)
				if a.Space == XMLNS {
					uri = "xmlns"
				}
				line += fmt.Sprintf(" {%s}%s=%q", uri, a.Name, a.Value)
			}
			out = append(out, line)
			if text, ok := s.Leaf(); ok {
				out = append(out, "T"+string(text), ">"+s.URI(s.Space)+" "+string(s.Local))
			}
		case End:
			out = append(out, ">"+s.URI(s.Space)+" "+string(s.Local))
		}
	}
}

// joined joins adjoining texts and quotes them.
func joined(lines []string) []string {
	var out []string
	text := ""
	for _, l := range append(lines, "") {
		if strings.HasPrefix(l, "T") {
			text += l[1:]
			continue
		}
		if text != "" {
			out = append(out, fmt.Sprintf("T%q", text))
		}
		text = ""
		if l != "" {
			out = append(out, l)
		}
	}
	return out
}

// theirs is the same list by encoding/xml.
func theirs(doc []byte) ([]string, error) {
	var out []string
	d := xml.NewDecoder(strings.NewReader(string(doc)))
	depth, text := 0, ""
	flush := func() {
		if text != "" && depth > 0 {
			out = append(out, fmt.Sprintf("T%q", text))
		}
		text = ""
	}
	for {
		t, err := d.Token()
		if err == io.EOF {
			return out, nil
		}
		if err != nil {
			return out, err
		}
		switch t := t.(type) {
		case xml.CharData:
			text += string(t)
		case xml.StartElement:
			flush()
			depth++
			line := "<" + same(t.Name.Space) + " " + t.Name.Local
			for _, a := range t.Attr {
				line += fmt.Sprintf(" {%s}%s=%q", same(a.Name.Space), a.Name.Local, a.Value)
			}
			out = append(out, line)
		case xml.EndElement:
			flush()
			depth--
			out = append(out, ">"+same(t.Name.Space)+" "+t.Name.Local)
		}
	}
}

// same maps the strict name spaces to the transitional ones.
func same(uri string) string {
	if n, ok := knownSpaces[uri]; ok {
		return (&Scanner{}).URI(n)
	}
	return uri
}

const sheet = `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<x:worksheet xmlns:x="http://purl.oclc.org/ooxml/spreadsheetml/main" xmlns="urn:a" xmlns:r='urn:r'><x:sheetData><x:row r="1" r:id="5"><!-- a - b -->
<x:c r = "A1" t='inlineStr' ><x:is><x:t xml:space="preserve"> 甲&amp;乙&#x4E2D;&#10;<![CDATA[<a>]]]]><![CDATA[>]]></x:t></x:is></x:c ><c xmlns=""/><x:c r="B1"><x:v>1.5</x:v></x:c></x:row></x:sheetData>` + "\r\n<?pi a?></x:worksheet>\n<!-- end -->"

// FuzzTokens holds the scanner to encoding/xml: what is accepted reads the
// same there, so what encoding/xml refuses is refused.
func FuzzTokens(f *testing.F) {
	f.Add([]byte(sheet))
	f.Add([]byte(`<a b="1" c='2'>x</a>`))
	f.Add([]byte("\uFEFF<?xml version='1.0'?><a>\r\n&lt;\r</a>"))
	f.Add([]byte(`<a><b/><b>]]&gt;</b></a>`))
	f.Add([]byte(`<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>`))
	f.Add([]byte(`<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" count="1"><si><r><t>一</t></r><rPh sb="0"><t>yi</t></rPh></si></sst>`))
	f.Fuzz(func(t *testing.T, doc []byte) {
		got, err := ours(NewScanner(strings.NewReader(string(doc))))
		if err != nil {
			return
		}
		want, err := theirs(doc)
		if err != nil {
			t.Fatalf("accepted, but encoding/xml says %v", err)
		}
		if d := cmp.Diff(want, got); d != "" {
			t.Fatal(d)
		}
		short, err := withLeaves(NewScanner(strings.NewReader(string(doc))))
		if err != nil || !cmp.Equal(short, got) {
			t.Fatalf("by leaves: %v\n%s", err, cmp.Diff(got, short))
		}
		slow, err := ours(NewScanner(iotest.OneByteReader(strings.NewReader(string(doc)))))
		if err != nil || !cmp.Equal(slow, got) {
			t.Fatalf("byte by byte: %v", err)
		}
	})
}

func TestTokensOfSheet(t *testing.T) {
	got, err := ours(NewScanner(strings.NewReader(sheet)))
	if err != nil {
		t.Fatal(err)
	}
	want, err := theirs([]byte(sheet))
	if err != nil {
		t.Fatal(err)
	}
	if d := cmp.Diff(want, got); d != "" {
		t.Error(d)
	}
}

// TestEveryPrefix cuts the document at every byte: only the whole is accepted.
func TestEveryPrefix(t *testing.T) {
	whole := strings.TrimSuffix(sheet, "\n<!-- end -->")
	for i := range len(whole) {
		if _, err := ours(NewScanner(strings.NewReader(whole[:i]))); err == nil {
			t.Errorf("accepted the first %d bytes", i)
		}
	}
}

func TestRefused(t *testing.T) {
	for _, doc := range []string{
		"", " ", "<!-- a -->", "a", "<a>", "</a>", "<a></b>", "<a/><a/>", "<a/>b", "b<a/>", "<a", "<a b", `<a b="`, "<a b=1/>", "<a b/>",
		`<a b="1"c="2"/>`, `<a b="1" b="2"/>`, `<a b="<"/>`, `<a b="&x;"/>`, "<a>&</a>", "<a>&#0;</a>", "<a>&#xD800;</a>", "<a>&#xFFFE;</a>",
		"<a>&#99999999999999999999;</a>", "<a>]]></a>", "<a>\x00</a>", "<a>\x0b</a>", "<a>\xff</a>", "<a>\uFFFE</a>", "<a><!-- -- --></a>", "<a><!-- --->\n</a>",
		"<!DOCTYPE a><a/>", "<a><!ENTITY b 'c'></a>", "<a><?xml version='1.0'?></a>", "<a><? ?></a>", "<a><?p", " <?xml version='1.0'?><a/>",
		"<?xml version='1.1'?><a/>", "<?xml version='1.0' encoding='gbk'?><a/>", "<?xml encoding='utf-8'?><a/>", "<?xml version='1.0' standalone='maybe'?><a/>",
		"<p:a/>", "<a p:b='1'/>", "<a xmlns:p=''/>", "<a xmlns:xmlns='u'/>", "<a xmlns:xml='u'/>", "<a xmlns:p='http://www.w3.org/2000/xmlns/'/>",
		"<a xmlns:p='u' xmlns:q='u' p:b='1' q:b='2'/>", "<a:b:c/>", "<:a/>", "<a:/>", "<1a/>", "<a 1='2'/>", "<\u00d7/>", "<a/ >", "<a><![CDATA[x]]</a>", "<![CDATA[]]><a/>",
		strings.Repeat("<a>", 65) + strings.Repeat("</a>", 65), "<a" + manyAttrs(257) + "/>",
	} {
		if got, err := ours(NewScanner(strings.NewReader(doc))); err == nil {
			t.Errorf("%.60q accepted as %q", doc, got)
		} else if e, ok := errors.AsType[*SyntaxError](err); !ok || e.Msg == "" {
			t.Errorf("%.60q: %v is no SyntaxError", doc, err)
		}
	}
}

func manyAttrs(n int) string {
	var b strings.Builder
	for i := range n {
		fmt.Fprintf(&b, " a%d=''", i)
	}
	return b.String()
}

// TestLongTokens crosses the window in text, values and comments.
func TestLongTokens(t *testing.T) {
	long := strings.Repeat("金额&lt;", 20000)
	for _, doc := range []string{"<a>" + long + "</a>", "<a b='" + long + "'/>", "<a><!--" + long + "-->x</a>", "<a><![CDATA[" + long + "]]></a>", "<a><?p " + long + "?></a>"} {
		got, err := ours(NewScanner(strings.NewReader(doc)))
		if err != nil {
			t.Error(err)
			continue
		}
		want, _ := theirs([]byte(doc))
		if !cmp.Equal(got, want) {
			t.Errorf("%.20q differs", doc)
		}
	}
	if _, err := ours(NewScanner(strings.NewReader("<a>" + strings.Repeat("a", 2*maxWindow) + "</a>"))); err == nil {
		t.Error("a text of 8 MB is accepted")
	}
}

// TestReadError: an error of the reader, as of a wrong checksum, is not lost
// when all tokens have come.
func TestReadError(t *testing.T) {
	bad := errors.New("checksum")
	s := NewScanner(io.MultiReader(strings.NewReader("<a/>"), iotest.ErrReader(bad)))
	if _, err := ours(s); !errors.Is(err, bad) {
		t.Errorf("got %v", err)
	}
	if _, err := s.Next(); !errors.Is(err, bad) {
		t.Errorf("again: got %v", err)
	}
}

func TestNoAllocation(t *testing.T) {
	doc := `<a xmlns:x="urn:x">` + strings.Repeat(`<row r="1" x:d="0.2"><c r="A1" t="s"><v>12</v></c><c>甲&amp;</c></row>`, 1000) + "</a>"
	s := NewScanner(nil)
	r := strings.NewReader(doc)
	n := testing.AllocsPerRun(10, func() {
		r.Reset(doc)
		s.Reset(r)
		for {
			if k, err := s.Next(); err != nil || k == EOF {
				return
			}
		}
	})
	if n > 20 {
		t.Errorf("%v allocations for 9,000 tokens", n)
	}
}
