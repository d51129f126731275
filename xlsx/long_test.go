package xlsx

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"ziping/model"
	"ziping/xlsx/grid"
	"ziping/xlsx/layout"
	"ziping/xlsx/profile"
)

// logSheet is a log with a header and the rows from…to of an endless list, in
// which nothing is as regular as in a file made for a benchmark; the dates of
// every other log stand in parts.
func logSheet(from, to int, parts bool) *grid.Sheet {
	s := &grid.Sheet{Name: "活动台账"}
	put := func(num int, texts ...string) {
		row := grid.Row{Num: num}
		for i, text := range texts {
			kind := grid.String
			if strings.Trim(text, "0123456789.") == "" && text != "" {
				kind = grid.Number
			}
			if text != "" {
				row.Cells = append(row.Cells, grid.Cell{Text: text, Col: int32(i + 1), Kind: kind})
			}
		}
		s.Rows = append(s.Rows, row)
	}
	put(1, "2022年科普活动台账")
	when := []string{"活动时间"}
	if parts {
		when = []string{"月", "日"}
	}
	put(2, slices.Concat([]string{"活动类别", "活动名称"}, when, []string{"活动地点", "场次", "参与人次", "其中：青少年", "经费（元）", "备注"})...)
	for i := from; i < to; i++ {
		category, when, people, cost := fmt.Sprintf("类别%d", i%7), fmt.Sprintf("2022年%d月%d日", 1+i%12, 1+i%28), fmt.Sprint(i%900), fmt.Sprint(i*7%9000)
		switch {
		case i%11 == 3:
			category, when = "同上", "同上"
		case i%13 == 5:
			when = "春天"
		case i%17 == 2:
			people = fmt.Sprintf("%d人次（其中青少年%d人次）", i%900+10, i%10)
		case i%19 == 4:
			cost = "若干"
		case i%23 == 6:
			people, cost = "—", ""
		}
		dates := []string{when}
		if parts {
			dates = []string{"", fmt.Sprint(1 + i%28)}
			if i == from || i%30 == 0 { // written once a month
				dates[0] = fmt.Sprint(1 + i/30%12)
			}
		}
		put(3+i-from, slices.Concat([]string{category, fmt.Sprintf("活动%d", i)}, dates, []string{fmt.Sprintf("社区%d", i%40), fmt.Sprint(1 + i%3), people, fmt.Sprint(i % 5), cost})...)
	}
	return s
}

// TestLongLog wants a log that is read in lanes to be what its pieces are.
func TestLongLog(t *testing.T) {
	for _, parts := range []bool{false, true} {
		longLog(t, parts)
	}
}

func longLog(t *testing.T, parts bool) {
	const rows, piece = 5000, 500
	read := func(from, to int) *layout.Result {
		return layout.Recognise(logSheet(from, to, parts), &model.Sheet{Name: "活动台账"}, profile.Default(), layout.Options{Year: 2022}).Read(2022)
	}
	long := read(0, rows)
	var want, got []string
	for from := 0; from < rows; from += piece {
		part := read(from, from+piece)
		for i, a := range part.Logs[0].Rows {
			if i > 0 { // the first row of a piece may say 同上
				want = append(want, rowText(a, from))
			}
		}
	}
	for i, a := range long.Logs[0].Rows {
		if i%piece > 0 {
			got = append(got, rowText(a, 0))
		}
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	for i := 1; i < len(long.Notes); i++ {
		if a, b := long.Notes[i-1], long.Notes[i]; a.Rule == b.Rule && a.Rule != "import/unit-assumed" && a.Pos.Row > b.Pos.Row {
			t.Fatalf("%v %s after %v", b.Pos, b.Message, a.Pos)
		}
	}
	dated := 0
	for _, a := range long.Logs[0].Rows {
		if a.When().Known() {
			dated++
		}
	}
	if len(long.Notes) < rows/30 || dated < rows*9/10 {
		t.Errorf("%d notes, %d rows with a date", len(long.Notes), dated)
	}
}

// rowText is a row and its places, moved down by some rows.
func rowText(a *model.Activity, down int) string {
	at := func(p model.Pos) string {
		p.Row += int32(down)
		return p.Cell()
	}
	r := a.Unpack()
	return fmt.Sprintln(a.Kind, at(a.Pos), r.Category.State, r.Category.Value, at(r.Category.Pos), r.Name.Value, at(r.Name.Pos), r.When.State, r.When.Value, r.When.Text, at(r.When.Pos),
		r.Place.Value, at(r.Place.Pos), r.Sessions.Value.N, at(r.Sessions.Pos), r.Participants.State, r.Participants.Text, r.Participants.Value.N, at(r.Participants.Pos),
		r.Youth.State, r.Youth.Value.N, at(r.Youth.Pos), r.Cost.State, r.Cost.Text, r.Cost.Value.Yuan, at(r.Cost.Pos), r.Remark.State, at(r.Remark.Pos))
}

// TestDittoInLongLog wants 同上 to hold in a log whose cells are let go while it
// is read.
func TestDittoInLongLog(t *testing.T) {
	s := logSheet(0, 30000, false)
	for i := range s.Rows[3:] {
		s.Rows[3+i].Cells[0].Text, s.Rows[3+i].Cells[2].Text = "同上", "〃"
	}
	log := layout.Recognise(s, &model.Sheet{Name: "活动台账"}, profile.Default(), layout.Options{Year: 2022}).Read(2022).Logs[0]
	first := log.Rows[0].Unpack()
	if len(log.Rows) != 30000 || first.Category.Value != "类别0" || first.When.Value.From != (model.Date{Year: 2022, Month: 1, Day: 1}) {
		t.Fatalf("%d rows, %+v", len(log.Rows), first)
	}
	for _, a := range log.Rows {
		if r := a.Unpack(); r.Category.Value != first.Category.Value || r.When.Value != first.When.Value {
			t.Fatalf("row %d: %+v %+v", a.Pos.Row, r.Category, r.When)
		}
	}
}
