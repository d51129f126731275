package body_test

import (
	"strings"
	"testing"

	"ziping/model"
	"ziping/xlsx/grid/gridtest"
	"ziping/xlsx/layout/body"
	"ziping/xlsx/layout/column"
	"ziping/xlsx/layout/evidence"
	"ziping/xlsx/layout/header"
	"ziping/xlsx/layout/word"
	"ziping/xlsx/profile"
)

// TestKinds shows what the rows of a 资金表 are taken for, each with the words of
// its kind.
func TestKinds(t *testing.T) {
	lines := []string{
		"序号 | 支出方向 | 计划资金 | 实际支出 | 备注", "",
		"1 | 2 | 3 | 4 | 5", "numbering",
		"一、科普宣传 | | | |", "section",
		"三月份 | | | |", "section",
		"1 | 科普日 | 500 | 400 |", "data",
		" | 其中：市级 | 200 | 100 |", "of-which",
		"…… | …… | …… | …… |", "filler",
		"2 | | | |", "blank",
		"序号 | 支出方向 | 计划资金 | 实际支出 | 备注", "header",
		" | 小计 | 500 | 400 |", "subtotal",
		" | | | | 请及时填报", "note",
		" | 合计 | 500 | 400 |", "total",
		" | 比上年增长 | 20 | 10 |", "note",
		" | | 77 | |", "note",
		" | 注：单位为元 | | |", "note",
		"填表人：张三 | | 审核人：李四 | |", "note",
	}
	var text, want []string
	for i := 0; i < len(lines); i += 2 {
		text = append(text, lines[i])
		want = append(want, lines[i+1])
	}
	p := word.NewPage(gridtest.Lines("s", strings.Join(text, "\n")), &model.Sheet{Name: "s"}, profile.Default(), evidence.Options{})
	h := header.Find(p, header.Windows(p)[0])[0]
	claims := column.Bid(p, h, p.Rows, nil)
	b := body.Read(p, claims[0], p.Rows, nil)
	for _, r := range b.Rows {
		if got := r.Use; got != want[r.Num-1] {
			t.Errorf("row %d, %s: %s (%s), want %s", r.Num, text[r.Num-1], got, r.Why, want[r.Num-1])
		}
	}
	if len(b.Rows) != len(text)-1 {
		t.Errorf("%d rows of %d", len(b.Rows), len(text)-1)
	}
}
