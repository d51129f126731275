package rules

import (
	"fmt"
	"strconv"
	"strings"

	"ziping/model/check"
	"ziping/model/check/review"
)

var textGoal = &check.Rule{ID: "text/goal-unreported", Title: "目标里的事没有下文", Severity: check.Warning, Review: review.Goals, Run: func(p *check.Pass) {
	var told []string
	for _, t := range passages(p) {
		if t.tone != aims || t.name != "绩效目标" && t.name != "预期目标" {
			continue
		}
		if told == nil {
			if told = tellings(p); len(told) == 0 {
				if len(sentences(t.cell.Value, t.cell.Pos)) > 0 {
					p.Open("还没有写完成情况")
				}
				return // nothing is said of the results yet
			}
		}
		unreported(p, t, told)
	}
}}

// tellings are the subjects of what is reported as done: indicators, activities,
// their effects and the texts.
func tellings(p *check.Pass) []string {
	var out []string
	for _, f := range p.Project.Forms {
		for _, ind := range f.Indicators {
			out = append(out, keyOf(ind.Level3.Value))
		}
		if f.GoalActual.Known() {
			out = append(out, keyOf(f.GoalActual.Value))
		}
	}
	if len(out) == 0 {
		return nil
	}
	for _, t := range passages(p) {
		if t.tone == deeds {
			out = append(out, keyOf(t.cell.Value))
		}
	}
	for _, c := range gather(p).categories {
		out = append(out, keyOf(c.name))
	}
	for _, g := range gather(p).names() {
		out = append(out, keyOf(g.name))
	}
	gather(p).effectSentences(func(c sentence) bool { return true })
	for text := range gather(p).effects {
		out = append(out, keyOf(text))
	}
	return out
}

// unreported names the figures of a goal whose subject appears nowhere else.
func unreported(p *check.Pass, t passage, told []string) {
	var missing []string
	for _, k := range sentences(t.cell.Value, t.cell.Pos) {
		if !k.general() && !later(p, k) && !mentioned(k.label, told) {
			missing = append(missing, "“"+k.whole+"”")
		}
	}
	if len(missing) == 0 {
		return
	}
	p.Report(check.Finding{
		Pos: t.cell.Pos, Got: strings.Join(missing, "、"),
		Message: fmt.Sprintf("%s里写了%s，绩效指标、活动台账和完成情况里都没有提到", t.name, strings.Join(missing, "、")),
		Hint:    "做了的，补进完成情况和指标；没有做的，写明原因",
	})
}

// later reports a figure of another year, or of the end of a plan ("十四五"末).
func later(p *check.Pass, k sentence) bool {
	if strings.HasPrefix(k.whole, "末") || contains(k.whole, "五末") {
		return true
	}
	y := yearWords.FindStringSubmatch(k.whole)
	return y != nil && p.Project.Year.Known() && y[1] != strconv.Itoa(p.Project.Year.Value)
}
