package rules

import (
	"fmt"

	"ziping/model"
	"ziping/model/check"
	"ziping/model/check/figure"
	"ziping/model/pattern"
)

var indicatorPlaceholder = &check.Rule{ID: "indicator/placeholder", Title: "指标没有填，或留着模板文字", Severity: check.Error, Run: func(p *check.Pass) {
	for _, f := range p.Project.Forms {
		for _, ind := range f.Indicators {
			placeholder(p, f, ind)
			unfilled(p, passage{cell: ind.Reason, name: label(ind) + "的偏差原因", form: f})
		}
	}
	for _, t := range passages(p) {
		if t.form != nil {
			unfilled(p, t)
		}
	}
}}

// template matches what is left of a form's own instructions.
var template = pattern.New(`(?i)^[*＊·…\.]+$|x{2,}|×{2,}|\*{1,}|…{2,}|_{2,}|[(（](限|不超过)?\d+字(以内|左右)?[)）]|^(请)?(填写|此处填|待定|待填|待补充|模板|示例|同上)`)

func placeholder(p *check.Pass, f *model.Form, ind *model.Indicator) {
	unreadableCell(p, ind.Target)
	unreadableCell(p, ind.Actual)
	name := ind.Level3
	if name.Known() && template.MatchString(keyOf(name.Value)) {
		left(p, name.Pos, name.Text, "三级指标")
		return
	}
	weight, got := figure.Number(ind.Weight), figure.Number(ind.Score)
	weighs := !f.HasWeights || weight.Known() && weight.N.IsPositive()
	if ind.Target.Known() && template.MatchString(keyOf(ind.Target.Text)) && ind.Target.Value.Qualitative {
		left(p, ind.Target.Pos, ind.Target.Text, "指标值")
		return
	}
	if !weighs {
		return
	}
	switch ind.Target.State { // a blank is indicator/blank's
	case model.Filler, model.None, model.NotApplicable:
		p.Report(check.Finding{
			Pos: ind.Target.Pos, Got: ind.Target.Text, Related: figure.Related(weight.Pos),
			Message: fmt.Sprintf("%s没有指标值%s，却占%s", label(ind), written(ind.Target.Text), orScore(weight)),
			Hint:    "补上指标值；不适用的指标不占分值，把分值分给别的指标",
		})
		return
	}
	if ind.Actual.Known() && template.MatchString(keyOf(ind.Actual.Text)) && ind.Actual.Value.Qualitative {
		left(p, ind.Actual.Pos, ind.Actual.Text, "完成值")
		return
	}
	switch ind.Actual.State {
	case model.Filler, model.None, model.NotApplicable:
		g := check.Finding{
			Severity: check.Warning, Pos: ind.Actual.Pos, Got: ind.Actual.Text, Related: figure.Related(got.Pos),
			Message: fmt.Sprintf("%s没有完成值%s", label(ind), written(ind.Actual.Text)),
			Hint:    "补上完成值",
		}
		if got.Known() && got.N.IsPositive() {
			g.Severity = check.Error
			g.Message += "，却得了 " + figure.Score(got.N)
			g.Hint = "补上完成值；没有做的，得分改为 0"
		}
		p.Report(g)
	}
}

func left(p *check.Pass, pos model.Pos, text, what string) {
	p.Report(check.Finding{
		Pos: pos, Got: text, Message: fmt.Sprintf("%s写的是%s，像是模板里没有替换的文字", what, figure.Quote(text)),
		Hint: "写上实际内容，或者删去这一行",
	})
}

func written(text string) string {
	if text == "" {
		return ""
	}
	return "（写的是" + figure.Quote(text) + "）"
}

func orScore(weight figure.Figure) string {
	if weight.Known() {
		return " " + figure.Score(weight.N)
	}
	return "一行"
}
