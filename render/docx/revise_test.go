package docx_test

import (
	"bytes"
	"math/rand/v2"
	"strings"
	"testing"

	"ziping/render/docx"
	"ziping/render/docx/docxtest"
)

func revised(t *testing.T, doc []byte, r docx.Revision) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := docx.Revise(&b, doc, "审读", r); err != nil {
		t.Fatal(err)
	}
	if bad := docxtest.SelfCheck(b.Bytes()); len(bad) > 0 {
		t.Fatalf("%s\n%s", strings.Join(bad, "\n"), docxtest.Unzip(t, b.Bytes())["word/document.xml"])
	}
	return b.Bytes()
}

const reviseBody = `p["项目预算" b"36" "万元，支出35万元。"] tbl[tr[tc"甲" tc[p["乙，" tab "丙丁"]]]] p[hyp["见附件1"] ins["共3场"] del["共2场"]] p[] p["甲 乙" box[p"框内12个"]] p"末段"`

// TestRemarks: comments stand on their words, the text and every other part are
// as they were.
func TestRemarks(t *testing.T) {
	doc := docxtest.New(t, reviseBody)
	before, err := docx.Text(doc)
	if err != nil {
		t.Fatal(err)
	}
	rnd := rand.New(rand.NewPCG(3, 4))
	for range 60 {
		var r docx.Revision
		for range 1 + rnd.IntN(5) {
			p := rnd.IntN(len(before.Body().Paragraphs))
			n := len([]rune(before.Body().Paragraphs[p].Text))
			from := rnd.IntN(n + 1)
			r.Remarks = append(r.Remarks, docx.Remark{Part: "word/document.xml", Paragraph: p, From: from, To: from + rnd.IntN(n-from+2), Text: "查一查"})
		}
		out := revised(t, doc, r)
		after, err := docx.Text(out)
		if err != nil {
			t.Fatal(err)
		}
		for i, p := range before.Body().Paragraphs {
			if got := after.Body().Paragraphs[i].Text; got != p.Text {
				t.Fatalf("%+v: paragraph %d: got %q, want %q", r, i, got, p.Text)
			}
		}
		old, now := docxtest.Unzip(t, doc), docxtest.Unzip(t, out)
		for name, data := range old {
			if name != "word/document.xml" && name != "[Content_Types].xml" && name != "word/_rels/document.xml.rels" && now[name] != data {
				t.Errorf("%s has changed", name)
			}
		}
		if n := strings.Count(now["word/comments.xml"], "<w:comment "); n != len(r.Remarks) {
			t.Errorf("%d comments for %d remarks", n, len(r.Remarks))
		}
	}
}

// TestRemarkOnWords: the range of a comment is that of its words.
func TestRemarkOnWords(t *testing.T) {
	doc := docxtest.New(t, `p["实际支出3" b"6.5" "万元，无结余"]`)
	out := revised(t, doc, docx.Revision{Remarks: []docx.Remark{{Part: "word/document.xml", Paragraph: 0, From: 4, To: 10, Text: "核对"}}})
	xml := docxtest.Unzip(t, out)["word/document.xml"]
	_, inside, _ := strings.Cut(xml, "commentRangeStart")
	inside, _, _ = strings.Cut(inside, "commentRangeEnd")
	var words strings.Builder
	for _, s := range strings.Split(inside, "<w:t")[1:] {
		_, s, _ = strings.Cut(s, ">")
		s, _, _ = strings.Cut(s, "<")
		words.WriteString(s)
	}
	if words.String() != "36.5万元" {
		t.Errorf("the comment is on %q", words.String())
	}
}

// TestRevise: words are replaced in their formatting, paragraphs and rows go and come.
func TestRevise(t *testing.T) {
	doc := docxtest.New(t, `p["支出" b"3" "6万元。"] p"一是甲。" p"二是乙。" tbl[tr[tc"名"] tr[tc"子"] tr[tc"丑"]] p"末"`)
	at := func(n int) docx.Place { return docx.Place{Part: "word/document.xml", Paragraph: n} }
	out := revised(t, doc, docx.Revision{
		Replaces: []docx.Replace{{Place: at(0), From: 2, To: 6, Text: "{{资金.支出｜万元}}"}, {Place: at(1), From: 2, To: 3, Text: "{{名称}}"}, {Place: at(4), From: 0, To: 1, Text: "{{#活动}}{{名}}{{/活动}}"}},
		Drops:    []docx.Place{at(2), at(5)},
		Inserts:  []docx.Insert{{Place: at(1), Text: "{{#类别}}"}, {Place: at(1), After: true, Text: "{{/类别}}"}},
		Remarks:  []docx.Remark{{Part: "word/document.xml", Paragraph: 0, From: 2, To: 6, Text: "取自资金表!D5"}},
	})
	got, err := docx.Text(out)
	if err != nil {
		t.Fatal(err)
	}
	var b strings.Builder
	for _, p := range got.Body().Paragraphs {
		b.WriteString(p.Text + "|")
	}
	if want := "支出{{资金.支出｜万元}}。|{{#类别}}|一是{{名称}}。|{{/类别}}|名|{{#活动}}{{名}}{{/活动}}|末|"; b.String() != want {
		t.Errorf("got  %s\nwant %s", b.String(), want)
	}
}
