package column

import (
	"strings"
	"testing"

	"ziping/model"
	"ziping/xlsx/grid/gridtest"
	"ziping/xlsx/layout/evidence"
	"ziping/xlsx/layout/header"
	"ziping/xlsx/layout/word"
	"ziping/xlsx/profile"
)

// TestBid shows which form gets a table, and what its columns are read as: .part
// for a part of a figure, ? for one that is not understood.
func TestBid(t *testing.T) {
	for _, c := range []struct{ name, sheet, want string }{
		{"words", "支出方向 | 计划资金 | 实际支出 | 结余资金\n科普日 | 5 | 4 | 1", "fund: label planned spent balance"},
		{"of which", "支出方向 | 计划资金 | 实际支出 | 其中：省级\n科普日 | 5 | 4 | 1", "fund: label planned spent spent.part"},
		{"quarters", "支出方向 | 计划资金 | 一季度支出 | 二季度支出 | 三季度支出 | 四季度支出\n科普日 | 5 | 1 | 1 | 1 | 1", "fund: label planned spent.part spent.part spent.part spent.part"},
		{"two units", "支出方向 | 计划资金 | 实际支出（元） | 实际支出（万元）\n科普日 | 5 | 40000 | 4", "fund: label planned spent ?"},
		{"before it was adjusted", "支出方向 | 本年预算 | 调整后预算 | 实际支出\n科普日 | 5 | 6 | 4", "fund: label initial planned spent"},
		{"a log", "活动名称 | 活动时间 | 场次 | 参与人次\n科普日 | 9月17日 | 2 | 300", "activity: name when sessions participants"},
		{"plan and done", "活动名称 | 活动时间 | 计划 | < | 完成 | <\n^ | ^ | 场次 | 人次 | 场次 | 人次\n科普日 | 9月17日 | 1 | 200 | 2 | 300", "activity: name when ? ? sessions participants"},
		{"a form's", "一级指标 | 二级指标 | 三级指标 | 分值\n产出 | 数量 | 场次 | 10", ""},
	} {
		p := word.NewPage(gridtest.Lines("s", c.sheet), &model.Sheet{Name: "s"}, profile.Default(), evidence.Options{})
		got := ""
		for _, h := range header.Find(p, header.Windows(p)[0]) {
			claims := Bid(p, h, p.Rows, nil)
			if len(claims) == 0 {
				continue
			}
			got = string(claims[0].Form.Kind) + ":"
			for i := range claims[0].Columns {
				col := &claims[0].Columns[i]
				switch {
				case col.Field < 0:
					got += " ?"
				case col.Part:
					got += " " + claims[0].Form.Fields[col.Field].Name + ".part"
				default:
					got += " " + claims[0].Form.Fields[col.Field].Name
				}
			}
			if p := evidence.Points(claims[0].Evidence); p != claims[0].Points {
				t.Errorf("%s: evidence of %v points makes %v", c.name, p, claims[0].Points)
			}
		}
		if got != c.want {
			t.Errorf("%s: %q, want %q", c.name, got, c.want)
		}
	}
}

// TestSteps holds that every step has a name of its own and says what it does.
func TestSteps(t *testing.T) {
	seen := map[string]bool{}
	for _, s := range steps {
		if s.ID == "" || s.Doc == "" || strings.HasSuffix(s.Doc, ".") || s.Run == nil || seen[s.ID] {
			t.Errorf("step %q", s.ID)
		}
		seen[s.ID] = true
	}
}
