package rules

import (
	"fmt"

	"ziping/model"
	"ziping/model/check"
	"ziping/model/check/figure"
)

var indicatorShifted = &check.Rule{ID: "indicator/shifted", Title: "分值可能填进了指标值一栏", Severity: check.Warning, Run: func(p *check.Pass) {
	for _, f := range p.Project.Forms {
		shifted(p, f)
	}
}}

// shifted: targets that are bare numbers and add up to 100, or equal the
// weights row by row, are scores in the wrong column.
func shifted(p *check.Pass, f *model.Form) {
	var bare []figure.Figure
	equalWeight, equalActual := 0, 0
	for _, ind := range f.Indicators {
		t := ind.Target
		unreadableCell(p, t)
		if !t.Known() || t.Value.Qualitative || t.Value.Unit != "" || ind.Unit.Known() && ind.Unit.Value != "" || t.Value.Op != model.OpNone {
			continue
		}
		bare = append(bare, figure.Figure{Pos: t.Pos, State: model.Known, N: t.Value.Value})
		if ind.Weight.Known() && ind.Weight.Value.N.Equal(t.Value.Value) {
			equalWeight++
		}
		if ind.Actual.Known() && ind.Actual.Value.Value.Equal(t.Value.Value) {
			equalActual++
		}
	}
	if len(bare) < 3 || len(bare)*2 <= len(f.Indicators) {
		return
	}
	sum := figure.Sum(figure.Terms(bare), nil)
	full := sum.Equal(p.Set.Weights.Total) || sum.Equal(p.Set.Weights.Total.Sub(p.Set.Weights.Execution))
	switch {
	case equalWeight >= 3 && equalWeight*3 >= len(bare)*2:
		p.Report(check.Finding{
			Pos: bare[0].Pos, Related: figure.Places(bare[1:]),
			Message: fmt.Sprintf("%d 个指标的指标值与分值相同，可能把分值填进了指标值一栏", equalWeight),
			Hint:    "核对各栏有没有错位",
		})
	case full && equalActual*3 >= len(bare)*2:
		p.Report(check.Finding{
			Pos: bare[0].Pos, Related: figure.Places(bare[1:]),
			Message: fmt.Sprintf("各指标值没有单位，加起来正好是 %s，完成值也与它们相同，可能把分值和得分填进了指标值和完成值两栏", figure.Plain(sum)),
			Hint:    "核对各栏有没有错位",
		})
	}
}
