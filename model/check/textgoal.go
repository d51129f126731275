package check

import (
	"fmt"
	"strconv"
	"strings"

	"ziping/model"
)

var textGoal = &Rule{ID: "text/goal-unreported", Title: "目标里的事没有下文", Severity: Warning, Run: func(p *Pass) {
	var told []string
	for _, t := range p.passages() {
		if t.tone != aims || t.name != "绩效目标" && t.name != "预期目标" {
			continue
		}
		if told == nil {
			if told = p.told(); len(told) == 0 {
				return // nothing is said of the results yet
			}
		}
		p.unreported(t, told)
	}
}}

// told are the subjects of what is reported as done: indicators, activities,
// their effects and the texts.
func (p *Pass) told() []string {
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
	for _, t := range p.passages() {
		if t.tone == deeds {
			out = append(out, keyOf(t.cell.Value))
		}
	}
	for _, c := range gathered(p).categories {
		out = append(out, keyOf(c.name))
	}
	for _, g := range gathered(p).names() {
		out = append(out, keyOf(g.name))
	}
	gathered(p).effectClauses(func(c clause) bool { return true })
	for text := range gathered(p).effects {
		out = append(out, keyOf(text))
	}
	return out
}

// unreported names the figures of a goal whose subject appears nowhere else.
func (p *Pass) unreported(t passage, told []string) {
	var missing []string
	for _, k := range clauses(t.cell.Value, t.cell.Pos) {
		if !k.general() && !p.later(k) && !mentioned(k.label, told) {
			missing = append(missing, "“"+k.whole+"”")
		}
	}
	if len(missing) == 0 {
		return
	}
	p.Report(Finding{
		Pos: t.cell.Pos, Got: strings.Join(missing, "、"),
		Message: fmt.Sprintf("%s里写了%s，绩效指标、活动台账和完成情况里都没有提到", t.name, strings.Join(missing, "、")),
		Hint:    "做了的，补进完成情况和指标；没有做的，写明原因",
	})
}

// later reports a figure of another year, or of the end of a plan ("十四五"末).
func (p *Pass) later(k clause) bool {
	if strings.HasPrefix(k.whole, "末") || contains(k.whole, "五末") {
		return true
	}
	y := yearWords.FindStringSubmatch(k.whole)
	return y != nil && p.Project.Year.Known() && y[1] != strconv.Itoa(p.Project.Year.Value)
}

// mentioned reports that something told shares enough of its words with a
// subject: half of it, and at least two characters in a row.
func mentioned(label string, told []string) bool {
	runes := []rune(label)
	n := max(2, (len(runes)+1)/2)
	for i := 0; i+n <= len(runes); i++ {
		part := string(runes[i : i+n])
		for _, text := range told {
			if strings.Contains(text, part) {
				return true
			}
		}
	}
	return len(runes) < 2
}

// general reports that a clause speaks of all activities, or of all people.
func (k clause) general() bool { return allSessions[k.label] || allParticipants[k.label] }

// telling leaves out general clauses of which a text has several of a unit: the
// parts of a whole that the text may not state.
func telling(list []clause) []clause {
	count := map[int]int{}
	for _, k := range list {
		if k.general() {
			count[family[model.Key(k.fig.unit)]]++
		}
	}
	var out []clause
	for _, k := range list {
		if !k.general() || count[family[model.Key(k.fig.unit)]] == 1 {
			out = append(out, k)
		}
	}
	return out
}
