package rules

import (
	"fmt"
	"strings"

	"ziping/model"
	"ziping/model/check"
	"ziping/model/check/figure"
)

var indicatorVague = &check.Rule{ID: "indicator/vague", Title: "指标值没有可衡量的标准", Severity: check.Warning, Run: func(p *check.Pass) {
	for _, f := range p.Project.Forms {
		vague(p, f)
	}
}}

// vague reports once a form the targets that say no level, and a form in which
// most indicators are words.
func vague(p *check.Pass, f *model.Form) {
	var names []string
	var cells []model.Pos
	qualitative, known := 0, 0
	for _, ind := range f.Indicators {
		t, ok := readTarget(ind)
		if !ok {
			unreadableCell(p, ind.Target)
			continue
		}
		known++
		if t.numeric() {
			continue
		}
		qualitative++
		if _, tier := tierOf(p.Set, t.text); !tier && vagueWords(p, t.text) {
			names = append(names, fmt.Sprintf("%s%s", label(ind), figure.Quote(t.text)))
			cells = append(cells, t.pos)
		}
	}
	if len(cells) == 0 {
		return
	}
	g := check.Finding{
		Severity: check.Info, Pos: cells[0], Related: cells[1:],
		Message: fmt.Sprintf("有 %d 个指标值没有数字，也没有分档标准：%s", len(names), strings.Join(names, "、")),
		Hint:    "能量化的写成数字；不能量化的写清楚怎样算达成",
	}
	if limit := p.Set.Targets.VagueShare; limit.IsPositive() && newInt(qualitative*100).GreaterThan(limit.Mul(newInt(known))) {
		g.Severity = check.Warning
		g.Message += fmt.Sprintf("；%d 个指标里有 %d 个是定性的，超过 %s%%", known, qualitative, figure.Plain(limit))
	}
	p.Report(g)
}

func vagueWords(p *check.Pass, text string) bool {
	key := keyOf(text)
	for _, w := range p.Set.Targets.Vague {
		if contains(key, keyOf(w)) {
			return true
		}
	}
	return false
}
