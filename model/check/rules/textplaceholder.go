package rules

import (
	"fmt"

	"ziping/model"
	"ziping/model/check"
	"ziping/model/check/review"
	"ziping/model/pattern"
)

var textPlaceholder = &check.Rule{ID: "text/placeholder", Title: "文字里留着模板文字", Severity: check.Error, Review: review.Placeholders, Run: func(p *check.Pass) {
	q := p.Project
	for _, c := range []model.Cell[string]{q.Basis, q.Purpose, q.Content, q.Goal} {
		unreadableCell(p, c)
	}
	for _, t := range q.Texts {
		unreadableCell(p, t.Body)
	}
	for _, t := range passages(p) {
		if t.form == nil { // on the form indicator/placeholder tells
			unfilled(p, t)
		}
	}
}}

// blanks matches what is left for a figure or a name, among leftOvers.
var blanks = pattern.New(`XX|××|\*\*|__|○|〇|…|填写|输入|补充`)

// unfilled reports a text in which a template's own words are left.
func unfilled(p *check.Pass, t passage) {
	if left := leftOvers(t.cell.Value); left != "" {
		severity := p.Rule.Severity
		if t.form != nil && t.tone == others && !blanks.MatchString(left) {
			severity = check.Warning // the form's own prompt, in a box that need not be filled in
		}
		p.Report(check.Finding{
			Severity: severity, Pos: t.cell.Pos, Got: t.cell.Text,
			Message: fmt.Sprintf("%s里还有%s，像是模板里没有替换的文字", t.name, left),
			Hint:    "写上实际内容，删去模板的说明",
		})
	}
}
