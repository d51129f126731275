package header_test

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

// TestFind shows which rows are a header, and the paths of its columns.
func TestFind(t *testing.T) {
	for _, c := range []struct{ name, sheet, want string }{
		{"one row", "2022年资金表\n单位：元\n支出方向 | 计划资金 | 实际支出\n科普日 | 5 | 4", "3-3 支出方向 计划资金 实际支出"},
		{"group above", "支出方向 | 到位资金 | < | 实际支出\n^ | 市级财政 | 县级财政 | ^\n科普日 | 5 | 4 | 9", "1-2 支出方向 到位资金/市级财政 到位资金/县级财政 实际支出"},
		{"group that is not merged", "支出方向 | 到位资金 | | 实际支出\n | 小计 | 其中：市级 | \n科普日 | 5 | 4 | 9", "1-2 支出方向 到位资金/小计 到位资金/其中：市级 实际支出"},
		{"units below", "支出方向 | 计划资金 | 实际支出\n | （元） | （万元）\n科普日 | 5 | 4", "1-2 支出方向 计划资金 实际支出"},
		{"numbers below", "支出方向 | 计划资金 | 实际支出\n1 | 2 | 3\n科普日 | 5 | 4", "1-1 支出方向 计划资金 实际支出"},
	} {
		p := word.NewPage(gridtest.Lines("s", c.sheet), &model.Sheet{Name: "s"}, profile.Default(), evidence.Options{})
		var got []string
		for _, h := range header.Find(p, header.Windows(p)[0]) {
			got = append(got, rows(h))
			for _, col := range h.Cols {
				got = append(got, col.Text())
			}
		}
		if g := strings.Join(got, " "); g != c.want {
			t.Errorf("%s: %q, want %q", c.name, g, c.want)
		}
	}
}

func rows(h *header.Header) string {
	return string(rune('0'+h.Top)) + "-" + string(rune('0'+h.Bottom))
}
