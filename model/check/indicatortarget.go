package check

import (
	"fmt"
	"regexp"
	"strings"

	"ziping/model"
)

var indicatorLowTarget = &Rule{ID: "indicator/low-target", Title: "指标值可能定得偏低", Severity: Warning, Run: func(p *Pass) {
	bound := p.Set.Targets.OverAchieved
	if !bound.IsPositive() {
		return
	}
	for _, f := range p.Project.Forms {
		for _, ind := range f.Indicators {
			pair, ok := compare(ind)
			if !ok || pair.sense() != forward || !pair.target.Value.IsPositive() {
				continue
			}
			if !ind.Reason.Known() || keyOf(ind.Reason.Value) == "" {
				p.lowTarget(pair, bound)
			}
		}
	}
}}

func (p *Pass) lowTarget(pair pairing, bound dec) {
	t, a := pair.target, pair.actual
	p.require(relation{
		cell: t.pos, anchor: true, limit: true, level: 3, show: percent,
		right:  expr{num: []term{a.figure().term()}, den: []term{t.figure().term()}},
		accept: func(_, done dec) bool { return done.Shift(2).LessThan(bound) },
		say: func(done dec) Finding {
			return Finding{
				Got: t.text, Related: []model.Pos{a.pos},
				Message: fmt.Sprintf("%s指标值 %s，完成 %s，完成率 %s，达到或超过 %s%%，指标值可能定得偏低", label(pair.ind), t.shown, a.shown, percent(done), plain(bound)),
				Hint:    "在偏差原因里说明为什么超出这么多，下年度提高指标值",
			}
		},
	})
}

var indicatorVague = &Rule{ID: "indicator/vague", Title: "指标值没有可衡量的标准", Severity: Warning, Run: func(p *Pass) {
	for _, f := range p.Project.Forms {
		p.vague(f)
	}
}}

// vague reports once a form the targets that say no level, and a form in which
// most indicators are words.
func (p *Pass) vague(f *model.Form) {
	var names []string
	var cells []model.Pos
	qualitative, known := 0, 0
	for _, ind := range f.Indicators {
		t, ok := readTarget(ind)
		if !ok {
			continue
		}
		known++
		if t.numeric() {
			continue
		}
		qualitative++
		if _, tier := p.Set.tierOf(t.text); !tier && p.vagueWords(t.text) {
			names = append(names, fmt.Sprintf("%s%s", label(ind), quote(t.text)))
			cells = append(cells, t.pos)
		}
	}
	if len(cells) == 0 {
		return
	}
	g := Finding{
		Severity: Info, Pos: cells[0], Related: cells[1:],
		Message: fmt.Sprintf("有 %d 个指标值没有数字，也没有分档标准：%s", len(names), strings.Join(names, "、")),
		Hint:    "能量化的写成数字；不能量化的写清楚怎样算达成",
	}
	if limit := p.Set.Targets.VagueShare; limit.IsPositive() && newInt(qualitative*100).GreaterThan(limit.Mul(newInt(known))) {
		g.Severity = Warning
		g.Message += fmt.Sprintf("；%d 个指标里有 %d 个是定性的，超过 %s%%", known, qualitative, plain(limit))
	}
	p.Report(g)
}

func (p *Pass) vagueWords(text string) bool {
	key := keyOf(text)
	for _, w := range p.Set.Targets.Vague {
		if contains(key, keyOf(w)) {
			return true
		}
	}
	return false
}

var indicatorPlaceholder = &Rule{ID: "indicator/placeholder", Title: "指标没有填，或留着模板文字", Severity: Error, Run: func(p *Pass) {
	for _, f := range p.Project.Forms {
		for _, ind := range f.Indicators {
			p.placeholder(f, ind)
			p.unfilled(passage{cell: ind.Reason, name: label(ind) + "的偏差原因", form: f})
		}
	}
	for _, t := range p.passages() {
		if t.form != nil {
			p.unfilled(t)
		}
	}
}}

// template matches what is left of a form's own instructions.
var template = regexp.MustCompile(`(?i)^[*＊·…\.]+$|x{2,}|×{2,}|\*{1,}|…{2,}|_{2,}|[(（](限|不超过)?\d+字(以内|左右)?[)）]|^(请)?(填写|此处填|待定|待填|待补充|模板|示例|同上)`)

func (p *Pass) placeholder(f *model.Form, ind *model.Indicator) {
	name := ind.Level3
	if name.Known() && template.MatchString(keyOf(name.Value)) {
		p.left(name.Pos, name.Text, "三级指标")
		return
	}
	weight, got := number(ind.Weight), number(ind.Score)
	weighs := !f.HasWeights || weight.known() && weight.n.IsPositive()
	if ind.Target.Known() && template.MatchString(keyOf(ind.Target.Text)) && ind.Target.Value.Qualitative {
		p.left(ind.Target.Pos, ind.Target.Text, "指标值")
		return
	}
	if !weighs {
		return
	}
	switch ind.Target.State {
	case model.Blank, model.Dash, model.NotApplicable:
		p.Report(Finding{
			Pos: ind.Target.Pos, Got: ind.Target.Text, Related: related(weight.pos),
			Message: fmt.Sprintf("%s没有指标值%s，却占%s", label(ind), written(ind.Target.Text), orScore(weight)),
			Hint:    "补上指标值；不适用的指标不占分值，把分值分给别的指标",
		})
		return
	}
	if ind.Actual.Known() && template.MatchString(keyOf(ind.Actual.Text)) && ind.Actual.Value.Qualitative {
		p.left(ind.Actual.Pos, ind.Actual.Text, "完成值")
		return
	}
	switch ind.Actual.State {
	case model.Blank, model.Dash, model.NotApplicable:
		g := Finding{
			Severity: Warning, Pos: ind.Actual.Pos, Got: ind.Actual.Text, Related: related(got.pos),
			Message: fmt.Sprintf("%s没有完成值%s", label(ind), written(ind.Actual.Text)),
			Hint:    "补上完成值",
		}
		if got.known() && got.n.IsPositive() {
			g.Severity = Error
			g.Message += "，却得了 " + score(got.n)
			g.Hint = "补上完成值；没有做的，得分改为 0"
		}
		p.Report(g)
	}
}

func (p *Pass) left(pos model.Pos, text, what string) {
	p.Report(Finding{
		Pos: pos, Got: text, Message: fmt.Sprintf("%s写的是%s，像是模板里没有替换的文字", what, quote(text)),
		Hint: "写上实际内容，或者删去这一行",
	})
}

func written(text string) string {
	if text == "" {
		return ""
	}
	return "（写的是" + quote(text) + "）"
}

func orScore(weight figure) string {
	if weight.known() {
		return " " + score(weight.n)
	}
	return "一行"
}

var indicatorShifted = &Rule{ID: "indicator/shifted", Title: "分值可能填进了指标值一栏", Severity: Warning, Run: func(p *Pass) {
	for _, f := range p.Project.Forms {
		p.shifted(f)
	}
}}

// shifted: targets that are bare numbers and add up to 100, or equal the
// weights row by row, are scores in the wrong column.
func (p *Pass) shifted(f *model.Form) {
	var bare []figure
	equalWeight, equalActual := 0, 0
	for _, ind := range f.Indicators {
		t := ind.Target
		if !t.Known() || t.Value.Qualitative || t.Value.Unit != "" || ind.Unit.Known() && ind.Unit.Value != "" || t.Value.Op != model.OpNone {
			continue
		}
		bare = append(bare, figure{pos: t.Pos, state: model.Known, n: t.Value.Value})
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
	sum := add(terms(bare), nil)
	full := sum.Equal(p.Set.Weights.Total) || sum.Equal(p.Set.Weights.Total.Sub(p.Set.Weights.Execution))
	switch {
	case equalWeight >= 3 && equalWeight*3 >= len(bare)*2:
		p.Report(Finding{
			Pos: bare[0].pos, Related: places(bare[1:]),
			Message: fmt.Sprintf("%d 个指标的指标值与分值相同，可能把分值填进了指标值一栏", equalWeight),
			Hint:    "核对各栏有没有错位",
		})
	case full && equalActual*3 >= len(bare)*2:
		p.Report(Finding{
			Pos: bare[0].pos, Related: places(bare[1:]),
			Message: fmt.Sprintf("各指标值没有单位，加起来正好是 %s，完成值也与它们相同，可能把分值和得分填进了指标值和完成值两栏", plain(sum)),
			Hint:    "核对各栏有没有错位",
		})
	}
}
