package rules

import (
	"github.com/shopspring/decimal"

	"ziping/model"
	"ziping/model/check"
	"ziping/model/check/figure"
	"ziping/model/check/wording"
)

// An evidence is where the log states what an indicator counts.
type evidence struct {
	what    string // 类别“主题科普宣传活动”的场次
	parts   []figure.Figure
	certain bool // the words are the same; otherwise they only resemble each other
}

func agrees(p *check.Pass, fig figure.Figure, e evidence) bool {
	tol := figure.ToleranceOf([]figure.Figure{fig}, e.parts)
	return figure.Within(tol)(fig.N, figure.Sum(figure.Terms(e.parts), nil))
}

// evidenceOf finds what the log states of a subject in a unit: the category of
// that name, the activities of that name, the whole log for words that mean it,
// or a figure in the text of an activity's 成效.
func evidenceOf(p *check.Pass, about, unit, name string) []evidence {
	column, word := logColumn(unit, name)
	if column == nil {
		return effects(p, about, unit)
	}
	var exact, like []evidence
	put := func(what string, rows []*model.Activity, certain, near bool) {
		if parts, ok := pickRows(rows, column); ok {
			e := evidence{what: what + "的" + word, parts: parts, certain: certain || near}
			if certain {
				exact = append(exact, e)
			} else {
				like = append(like, e)
			}
		}
	}
	for _, c := range gather(p).categories {
		if wording.Core(c.name) == about {
			put("类别“"+c.name+"”", c.rows, true, false)
		}
	}
	whole := word == "场次" && allSessions[about] || word == "参与人次" && everybody(about)
	if len(exact) == 0 && whole {
		put("全部活动", gather(p).details, true, false)
	}
	if len(exact) > 0 || whole {
		return exact
	}
	for _, c := range gather(p).categories {
		if k := wording.Core(c.name); wording.Resemble(k, about) {
			put("类别“"+c.name+"”", c.rows, false, nearly(k, about))
		}
	}
	if len(like) == 0 {
		byName(p, about, put)
	}
	if len(exact) > 0 {
		return exact
	}
	return like
}

// byName finds the activities of a name.
func byName(p *check.Pass, about string, put func(string, []*model.Activity, bool, bool)) {
	if len([]rune(about)) < 3 {
		return
	}
	for _, group := range gather(p).names() {
		if group.core == about {
			put("“"+group.name+"”", group.rows, true, false)
		} else if wording.Resemble(group.core, about) {
			put("“"+group.name+"”", group.rows, false, nearly(group.core, about))
		}
	}
}

// nearly reports that one name is the other but for a short addition, such as
// 中国流动科技馆巡展 and 流动科技馆巡展.
func nearly(a, b string) bool {
	x, y := len([]rune(a)), len([]rune(b))
	if x > y {
		x, y = y, x
	}
	return x >= 4 && x*3 >= y*2
}

// logColumn is the column that counts in a unit, and its name.
func logColumn(unit, name string) (func(*model.Activity) model.Cell[model.Count], string) {
	name = model.Key(name)
	switch u := figure.Family[model.Key(unit)]; {
	case u == 0:
		return nil, ""
	case u == figure.Family["场次"]:
		return func(a *model.Activity) model.Cell[model.Count] { return a.Sessions() }, "场次"
	case contains(name, "志愿") && (u == figure.Family["人"] || u == figure.Family["人次"]):
		return func(a *model.Activity) model.Cell[model.Count] { return a.Volunteers() }, "志愿者"
	case u == figure.Family["人次"], u == figure.Family["人"]:
		return func(a *model.Activity) model.Cell[model.Count] { return a.Participants() }, "参与人次"
	case model.Key(unit) == "份":
		return func(a *model.Activity) model.Cell[model.Count] { return a.Materials() }, "发放资料"
	}
	return nil, ""
}

func pickRows(rows []*model.Activity, column func(*model.Activity) model.Cell[model.Count]) ([]figure.Figure, bool) {
	var out []figure.Figure
	for _, a := range rows {
		switch f := figure.Counted(column(a)); {
		case f.State == model.Bad:
			return nil, false
		case f.Known():
			out = append(out, f)
		}
	}
	return out, len(out) > 0
}

// effects finds figures in the texts of 活动成效: 新命名科普教育基地15个.
func effects(p *check.Pass, about, unit string) []evidence {
	if unit == "" || unit == "%" || unit == "元" || len([]rune(about)) < 2 {
		return nil
	}
	var exact, like []evidence
	for _, c := range gather(p).effectSentences(func(c sentence) bool {
		return figure.SameUnit(c.fig.Unit, unit) == figure.Same && wording.Resemble(c.label, about)
	}) {
		e := evidence{what: "“" + c.label + "”", parts: []figure.Figure{c.fig}}
		switch {
		case c.label == about:
			e.certain = true
			exact = append(exact, e)
		default:
			e.certain = nearly(c.label, about)
			like = append(like, e)
		}
	}
	if len(exact) > 1 { // the same thing counted in several activities
		var all evidence
		all.what, all.certain = exact[0].what, true
		for _, e := range exact {
			all.parts = append(all.parts, e.parts...)
		}
		return []evidence{all}
	}
	if len(exact) > 0 {
		return exact
	}
	return like
}

// few is the number below which a sum that is equal says nothing.
var few = decimal.NewFromInt(20)

// sumsOf are the sums of a column of the log: of all rows, and of each category.
func sumsOf(p *check.Pass, column func(*model.Activity) model.Cell[model.Count], word string) []evidence {
	var out []evidence
	put := func(what string, rows []*model.Activity) {
		if parts, ok := pickRows(rows, column); ok {
			out = append(out, evidence{what: what + "的" + word, parts: parts})
		}
	}
	put("全部活动", gather(p).details)
	for _, c := range gather(p).categories {
		put("类别“"+c.name+"”", c.rows)
	}
	if names := gather(p).names(); len(names) <= fewNames {
		for _, n := range names {
			put("“"+n.name+"”", n.rows)
		}
	}
	if word == "参与人次" {
		column, word = (*model.Activity).Youth, "其中：青少年"
		put("全部活动", gather(p).details)
	}
	return out
}

// fewNames is how many activities a log may have whose own figures explain
// anything: of more, one is equal by chance.
const fewNames = 30

// closeTo reports that two figures differ by no more than a tenth.
func closeTo(a, b decimal.Decimal) bool {
	return a.Sub(b).Abs().Shift(1).LessThanOrEqual(b.Abs())
}
