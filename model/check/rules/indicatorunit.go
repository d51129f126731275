package rules

import (
	"fmt"

	"ziping/model"
	"ziping/model/check"
	"ziping/model/check/figure"
)

var indicatorUnit = &check.Rule{ID: "indicator/unit", Title: "指标值与完成值单位不同", Severity: check.Error, Run: func(p *check.Pass) {
	for _, f := range p.Project.Forms {
		for _, ind := range f.Indicators {
			compareUnits(p, ind)
		}
	}
}}

func compareUnits(p *check.Pass, ind *model.Indicator) {
	t, okT := readTarget(ind)
	a, okA := readActual(ind)
	if unreadableCell(p, ind.Target) || unreadableCell(p, ind.Actual) || !okT || !okA || !t.numeric() || !a.numeric() {
		return
	}
	f := check.Finding{Pos: a.pos, Got: a.text, Want: "", Related: []model.Pos{t.pos}}
	kin := figure.SameUnit(t.Unit, a.Unit)
	moneyCounted(p, ind, t)
	// The two are the same figure in another dress only when the text has no unit.
	pair := pairing{ind: ind, target: t, actual: a}
	pair.rescale()
	switch {
	case kin == figure.Different:
		f.Got, f.Want = a.Unit, t.Unit
		f.Message = fmt.Sprintf("%s指标值 %s 的单位是“%s”，完成值 %s 的单位是“%s”，不能比较", label(ind), t.shown, t.Unit, a.shown, a.Unit)
		f.Hint = "按指标值的单位重新填完成值；人和人次不能互换"
	case kin == figure.Unclear:
		f.Severity = check.Warning
		f.Got, f.Want = a.Unit, t.Unit
		f.Message = fmt.Sprintf("%s指标值 %s 和完成值 %s 的单位写法不同（“%s”“%s”），没有比较", label(ind), t.shown, a.shown, t.Unit, a.Unit)
		f.Hint = "两处写成同一个单位"
	case t.Relative != a.Relative:
		f.Severity = check.Warning
		f.Message = fmt.Sprintf("%s指标值 %s 和完成值 %s，一个是增减幅度，一个是数值，没有比较", label(ind), t.shown, a.shown)
		f.Hint = "两处都写幅度，或者都写数值"
	case a.scaled != "":
		f.Severity = check.Warning
		f.Message = fmt.Sprintf("%s指标值是 %s，完成值写的是 %s，没有写单位，按 %s%s%s 比较", label(ind), t.shown, a.text, a.text, a.scaled, a.Unit)
		f.Want = a.text + a.scaled + a.Unit
		f.Hint = "完成值写上单位"
	case pair.rescaled && a.Value.LessThanOrEqual(onePointFive):
		f.Severity = check.Warning
		f.Message = fmt.Sprintf("%s指标值 %s 是百分比，完成值写的是 %s，按 %s%% 比较", label(ind), t.shown, a.text, figure.TrimZeros(pair.actual.Value.StringFixed(2)))
		f.Want = figure.TrimZeros(pair.actual.Value.StringFixed(2)) + "%"
		f.Hint = "完成值写上百分号"
	default:
		return
	}
	p.Report(f)
}

// moneyCounted reports a sum of money that stands as an indicator of quantity: what
// was spent is no output.
func moneyCounted(p *check.Pass, ind *model.Indicator, t measure) {
	if !contains(keyOf(ind.Level2.Value), "数量") || !inMoney(t) {
		return
	}
	p.Report(check.Finding{
		Severity: check.Warning, Pos: t.pos, Got: t.text,
		Message: fmt.Sprintf("%s是数量指标，指标值 %s 是金额，花了多少钱不是做了多少事", label(ind), t.shown),
		Hint:    "数量指标写做了多少（场次、人次、份数）；金额放到成本指标",
	})
}
