package layout

import (
	"strings"
	"testing"

	"ziping/model"
	"ziping/xlsx/grid"
	"ziping/xlsx/layout/evidence"
	"ziping/xlsx/layout/view"
	"ziping/xlsx/profile"
)

// FuzzSheet reads any grid: rows are lines, cells are parted by |, a cell that
// begins with > is merged to the right, with v downwards. Nothing may panic,
// and every value's place lies on the sheet and holds its text.
func FuzzSheet(f *testing.F) {
	f.Add("支出方向|计划资金|到位资金|实际支出\n宣传|100|100|90\n合计|100|100|90")
	f.Add("序号|活动名称|活动时间|场次|人次\n一、宣传>\n1|科技周|2022-5-1|1|100\n|小计||1|100")
	f.Add("项目名称|科普经费|预算年度|2022\n实施单位|某县科协|下达金额（万元）|36")
	f.Add("支出方向|宣传|培训\n计划资金|1|2\n到位资金|1|2\n实际支出|1|2")
	f.Add("收入>||支出>|\n科目|金额|科目|金额\n拨款|3|宣传|2")
	f.Add("栏目|内容\n自评结论|好")
	f.Fuzz(func(t *testing.T, text string) {
		if len(text) > 4000 {
			return
		}
		s := fuzzSheet(text)
		ms := &model.Sheet{Name: "表"}
		res := Recognise(s, ms, profile.Default(), evidence.Options{Year: 2022}).Read(2022)
		check := func(text string, p model.Pos) {
			if text == "" || p.IsZero() {
				return
			}
			if int(p.Row) < 1 || int(p.Row) > s.MaxRow() || int(p.Col) < 1 || int(p.Col) > s.MaxCol() {
				t.Fatalf("%q at %v is off the sheet", text, p)
			}
			c := s.Cell(int(p.Row), int(p.Col))
			if c == nil || !strings.Contains(text, strings.TrimSpace(c.Text)) && !strings.Contains(c.Text, text) {
				t.Fatalf("%q is not at %v", text, p)
			}
		}
		for _, ft := range res.Funds {
			for i, r := range ft.Rows {
				check(r.Label.Text, r.Label.Pos)
				check(r.Spent.Text, r.Spent.Pos)
				check(r.Planned.Text, r.Planned.Pos)
				for _, c := range r.Covers {
					if c < 0 || c >= len(ft.Rows) || c == i {
						t.Fatalf("row %d covers %v of %d", i, r.Covers, len(ft.Rows))
					}
				}
			}
		}
		for _, l := range res.Logs {
			for i, a := range l.Rows {
				check(a.Name().Text, a.Name().Pos)
				check(a.Participants().Text, a.Participants().Pos)
				for _, c := range a.Covers {
					if c < 0 || c >= len(l.Rows) || c == i {
						t.Fatalf("row %d covers %v of %d", i, a.Covers, len(l.Rows))
					}
				}
			}
		}
	})
}

func fuzzSheet(text string) *grid.Sheet {
	s := &grid.Sheet{Name: "表"}
	for i, line := range strings.Split(text, "\n") {
		row := grid.Row{Num: i + 1}
		for j, cell := range strings.Split(line, "|") {
			at := grid.Range{Top: i + 1, Left: j + 1, Bottom: i + 1, Right: j + 1}
			if rest, ok := strings.CutSuffix(cell, ">"); ok {
				cell, at.Right = rest, at.Right+2
				s.Merges = append(s.Merges, at)
			} else if rest, ok := strings.CutSuffix(cell, "v"); ok {
				cell, at.Bottom = rest, at.Bottom+1
				s.Merges = append(s.Merges, at)
			}
			if cell == "" {
				continue
			}
			c := grid.Cell{Text: cell, Kind: grid.String, Col: int32(j + 1)}
			if view.Numeral.MatchString(cell) && view.IsASCII(cell) && !strings.ContainsAny(cell, ",%()") {
				c.Kind = grid.Number
			}
			row.Cells = append(row.Cells, c)
		}
		if len(row.Cells) > 0 {
			s.Rows = append(s.Rows, row)
		}
	}
	return s
}
