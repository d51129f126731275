package form_test

import (
	"math/rand/v2"
	"testing"

	"ziping/model"
	"ziping/xlsx/grid"
	"ziping/xlsx/layout"
)

// FuzzForms throws the form's own words about on a sheet with merged regions
// that may overlap: nothing may panic, and whatever is read must stand where it
// is said to stand.
func FuzzForms(f *testing.F) {
	for seed := uint64(0); seed < 150; seed++ {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, seed uint64) {
		s := scatteredForm(rand.New(rand.NewPCG(seed, 5)), formWords(t))
		res := layout.Recognise(s, &model.Sheet{File: "f.xlsx", Name: s.Name}, formProfile(t), layout.Options{}).Read(0)
		for _, form := range res.Forms {
			walkForm(form, func(name, text string, pos model.Pos, state model.State) {
				if state != model.Absent && (pos.Row < 1 || pos.Col < 1) {
					t.Errorf("%s %q has no place", name, text)
				}
			})
		}
	})
}

func formWords(t testing.TB) []string {
	var out []string
	for _, f := range formProfile(t).Form(model.KindForm).Fields {
		out = append(out, f.Words[:min(len(f.Words), 4)]...)
	}
	return append(out, "项目支出绩效自评表", "（2022年度）", "单位：万元", "36", "100%", "≥20场", "—", "……", "小计", "注：无", "2022年5月", "产出指标(50分)", "其中：财政拨款", "10分", "单位名称：某局 填报日期：今天")
}

// scatteredForm is a small sheet of words in rows that look like a form's.
func scatteredForm(r *rand.Rand, words []string) *grid.Sheet {
	b := newFormGrid()
	rows, cols := 4+r.IntN(25), 3+r.IntN(10)
	headers := [][]string{
		{"一级指标", "二级指标", "三级指标", "指标值", "完成值", "分值", "得分"},
		{"项目资金（万元）", "", "年初预算数", "全年预算数", "全年执行数", "分值", "执行率", "得分"},
		{"年度总体目标", "预期目标", "实际完成情况"},
		{"", "年度指标值", "实际完成值"},
		{"资金", "年度资金总额", "财政拨款", "其他资金"},
	}
	for row := 1; row <= rows; row++ {
		if r.IntN(4) == 0 {
			h := headers[r.IntN(len(headers))]
			for i, w := range h {
				if i < cols && r.IntN(12) > 0 {
					b.put(grid.Range{Top: row, Left: i + 1, Bottom: row, Right: i + 1}, formValue(w), false, false)
				}
			}
			continue
		}
		for col := 1; col <= cols; col++ {
			if r.IntN(3) == 0 {
				b.put(grid.Range{Top: row, Left: col, Bottom: row, Right: col}, formValue(words[r.IntN(len(words))]), false, false)
			}
		}
	}
	for range r.IntN(12) {
		top, left := 1+r.IntN(rows), 1+r.IntN(cols)
		b.merges = append(b.merges, grid.Range{Top: top, Left: left, Bottom: top + r.IntN(4), Right: left + r.IntN(4)})
	}
	return b.sheet([]string{"绩效自评表", "Sheet1"}[r.IntN(2)])
}
