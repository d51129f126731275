package ask

import (
	"bytes"
	"fmt"
	"slices"
	"testing"

	"ziping/model"
	"ziping/xlsx/book"
	"ziping/xlsx/supplement"
	"ziping/xlsx/write/mend"
)

var hostile = []string{"=1+1", "+1+1", "-1+1", "@SUM(A1)", "\t=1+1", "＝1+1", `=cmd|' /C calc'!A0`, `=HYPERLINK("http://evil.example","点我")`, "http://evil.example",
	`\\evil.example\share`, "<script>alert(1)</script>", "</t></is></c>", "&amp;&#x3D;1", "]]>", "_x003D_1+1", "a\x00b", "\x1b[31m", "金额\u202e00.001", "1\u200b2", "👨\u200d👩 𠮷", "{=1+1}", "'=1+1", "a,b", `a"b`}

func sample() Paper {
	p := Paper{Unit: mend.Unit{Name: "甲县科学技术协会", Year: 2022}, Name: "甲县"}
	typed := &supplement.Supplement{}
	for i, text := range hostile {
		p.Fields = append(p.Fields, Field{Key: supplement.KeyText, Title: fmt.Sprintf("栏目%d", i), Known: text, Hint: text, Long: true})
		p.Unit.Rows = append(p.Unit.Rows, mend.Row{Severity: "error", Rule: "fund/total", RuleTitle: text, Sheet: text, Cell: "B2", Got: text, Want: text, Message: text, Hint: text})
		id := fmt.Sprintf("column-%012d", i)
		p.Questions = append(p.Questions, Question{Question: model.Question{ID: id, Kind: model.AskColumn, Ask: text, Taken: "a", Shown: "s",
			Choices: []model.Choice{{Value: "a", Label: text}, {Value: "b", Label: "不读这一列"}}}, Where: text, Now: text, Picture: [][]Drawn{{{text, true}, {text, false}}}})
	}
	for _, r := range mend.Keyed(p.Unit.Rows) {
		typed.Mended = append(typed.Mended, supplement.Mended{Key: r.Key, Cells: make([]string, 6), Done: "已改", Signed: "张三"})
	}
	for i := range hostile {
		typed.Fields = append(typed.Fields, supplement.Field{Key: supplement.KeyText, Title: fmt.Sprintf("栏目%d", i), Text: "=写了的"})
		typed.Replies = append(typed.Replies, supplement.Reply{ID: fmt.Sprintf("column-%012d", i), Shown: "s", Choice: "不读这一列", Note: "@说明"})
	}
	typed.Fields = append(typed.Fields, supplement.Field{Key: supplement.KeyText, Title: "不再问的", Text: "也要留着"})
	typed.Replies = append(typed.Replies, supplement.Reply{ID: "year-000000000000", Shown: "x", Ask: "哪一年？", Choice: "2022"})
	typed.Mended = append(typed.Mended, supplement.Mended{Key: "ffffffffffff", Cells: make([]string, 6), Done: "早就改了"})
	p.Typed = typed
	return p
}

// TestCarriedOver: all that was typed stands in the next one, what is asked no more
// too; texts stay texts; the bytes depend on the paper alone.
func TestCarriedOver(t *testing.T) {
	p := sample()
	a, err := Write(p)
	if err != nil {
		t.Fatal(err)
	}
	if b, err := Write(p); err != nil || !bytes.Equal(a, b) {
		t.Errorf("two runs differ, %v", err)
	}
	b, err := book.Open("x.xlsx", a, book.Options{})
	if err != nil {
		t.Fatal(err)
	}
	for _, s := range b.Sheets {
		for _, r := range s.Rows {
			for i := range r.Cells {
				if r.Cells[i].Formula() != nil {
					t.Errorf("%s row %d has a formula", s.Name, r.Num)
				}
			}
		}
	}
	s, err := supplement.Read(b, "x.xlsx")
	if err != nil {
		t.Fatal(err)
	}
	if got, want := s.Typed(), p.Typed.Typed(); got != want {
		t.Errorf("%d cells of %d were kept", got, want)
	}
	if s.Mark.Unit != p.Unit.Name || s.Mark.Year != 2022 || s.Mark.Name != "甲县" {
		t.Errorf("mark %+v", s.Mark)
	}
}

// TestHeads: the heads of the sheets are those of the contract.
func TestHeads(t *testing.T) {
	if !slices.Equal(mend.Headers(), supplement.MendHeads) {
		t.Errorf("要改的: %v", mend.Headers())
	}
	for i, c := range askColumns[:len(supplement.AskHeads)] {
		if c.Title != supplement.AskHeads[i] {
			t.Errorf("请确认: %s", c.Title)
		}
	}
	for i, c := range fillColumns[:len(supplement.FillHeads)] {
		if c.Title != supplement.FillHeads[i] {
			t.Errorf("请补写: %s", c.Title)
		}
	}
}

func BenchmarkWrite(b *testing.B) {
	p := Paper{Unit: mend.Unit{Name: "甲县科学技术协会", Year: 2022}, Name: "甲县"}
	for i := range 12 {
		p.Fields = append(p.Fields, Field{Key: supplement.KeyText, Title: fmt.Sprintf("栏目%d", i), Long: true})
		p.Unit.Rows = append(p.Unit.Rows, mend.Row{Severity: "error", Rule: "fund/total", RuleTitle: "合计", Sheet: "资金表", Cell: "B2", Got: "1", Want: "2", Message: "合计不对", Hint: "请改"})
	}
	for b.Loop() {
		if _, err := Write(p); err != nil {
			b.Fatal(err)
		}
	}
}
