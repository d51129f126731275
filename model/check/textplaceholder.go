package check

import (
	"fmt"
	"regexp"
)

var textPlaceholder = &Rule{ID: "text/placeholder", Title: "文字里留着模板文字", Severity: Error, Run: func(p *Pass) {
	for _, t := range p.passages() {
		if t.form == nil { // on the form indicator/placeholder tells
			p.unfilled(t)
		}
	}
}}

// blanks matches what is left for a figure or a name, among leftOvers.
var blanks = regexp.MustCompile(`XX|××|\*\*|__|○|〇|…|填写|输入|补充`)

// unfilled reports a text in which a template's own words are left.
func (p *Pass) unfilled(t passage) {
	if left := leftOvers(t.cell.Value); left != "" {
		severity := p.Rule.Severity
		if t.form != nil && t.tone == others && !blanks.MatchString(left) {
			severity = Warning // the form's own prompt, in a box that need not be filled in
		}
		p.Report(Finding{
			Severity: severity, Pos: t.cell.Pos, Got: t.cell.Text,
			Message: fmt.Sprintf("%s里还有%s，像是模板里没有替换的文字", t.name, left),
			Hint:    "写上实际内容，删去模板的说明",
		})
	}
}
