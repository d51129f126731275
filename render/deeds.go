package render

import (
	"slices"
	"strings"

	"github.com/shopspring/decimal"

	"ziping/model"
	"ziping/render/figure"
)

// This file composes what was done from the activity log: a summary of each
// category, its notable activities in a sentence each, the others by name.

// told is how many activities of a category are told in sentences of their
// own; the others are named in one more.
const told = 4

// named is how many of the others are named before "等".
const named = 6

// tell composes the sentences of a category.
func (c *category) tell(year int) {
	acts := make([]activity, len(c.sum.Rows))
	for i, row := range c.sum.Rows {
		acts[i] = newActivity(row, year, *c)
	}
	if len(acts) == 1 {
		c.deeds = []Line{acts[0].deed(true)}
		return
	}
	c.summary = c.summaryLine()
	chosen := notable(acts)
	var others []*activity
	for i := range acts {
		a := &acts[i]
		if chosen[i] {
			if d := a.deed(false); len(d) > 0 {
				c.deeds = append(c.deeds, d)
			}
			continue
		}
		others = append(others, a)
	}
	c.rest = restLine(others, c.nounFor)
}

// summaryLine is 全年共开展活动6项25场次，参与…，支出经费….
func (c category) summaryLine() Line {
	l := Line{"全年共开展" + c.nounFor, c.count}
	switch {
	case c.sessions.Positive() && c.sessions.Partial:
		l.Clause("，", "", c.sessions)
	case c.sessions.Positive():
		l.Add(c.sessions)
	}
	c.addPeople(&l)
	if c.cost.Positive() {
		l.Clause("，", "支出经费", c.cost)
	}
	l.Add("。")
	return l
}

// overallLine opens the section: 2022年，项目共组织实施….
func (c category) overallLine() Line {
	l := Line{"项目共组织实施活动", c.count}
	if c.sessions.Positive() {
		l.Clause("，", "累计", c.sessions)
	}
	c.addPeople(&l)
	if c.cost.Positive() {
		l.Clause("，", "支出经费", c.cost)
	}
	l.Add("。")
	return l
}

func (c category) addPeople(l *Line) {
	addPeople(l, c.participants, c.youth, c.peopleUnit)
	if c.materials.Positive() {
		l.Clause("，", "发放资料", c.materials)
	}
}

// addPeople appends the participants and the young among them. Where all of
// them are young, the number is written once.
func addPeople(l *Line, participants, youth Figure, unit string) {
	switch {
	case participants.Positive() && youth.Positive() && participants.Num.Equal(youth.Num):
		l.Clause("，", "参与青少年", participants)
	case participants.Positive():
		l.Clause("，", "参与", participants)
		if youth.Positive() {
			l.Clause("，", "其中青少年", youth)
		}
	case youth.Positive():
		l.Clause("，", "参与青少年", youth)
	}
}

// notable picks the activities to tell: all of a few, else those with the most
// participants, then the highest cost, in the order of the log.
func notable(acts []activity) []bool {
	chosen := make([]bool, len(acts))
	order := make([]int, len(acts))
	for i := range acts {
		order[i] = i
		chosen[i] = len(acts) <= told+1
	}
	if len(acts) <= told+1 {
		return chosen
	}
	slices.SortStableFunc(order, func(i, j int) int {
		if d := numberOf(acts[j].participants).Cmp(numberOf(acts[i].participants)); d != 0 {
			return d
		}
		return numberOf(acts[j].cost).Cmp(numberOf(acts[i].cost))
	})
	for _, i := range order[:told] {
		chosen[i] = true
	}
	return chosen
}

func numberOf(f Figure) decimal.Decimal {
	if f.Numeric {
		return f.Num
	}
	return decimal.New(-1, 0)
}

// restLine names the activities that are not told: 此外，还开展了甲、乙等活动….
func restLine(others []*activity, noun string) Line {
	var names []Figure
	seen := map[string]bool{}
	var from []model.Pos
	for _, a := range others {
		from = append(from, a.row.Pos)
		if key := model.Key(a.name.Text); a.name.Known() && !seen[key] {
			seen[key] = true
			names = append(names, a.name)
		}
	}
	if len(names) == 0 {
		return nil
	}
	l := Line{"此外，还开展了"}
	for i, n := range names[:min(named, len(names))] {
		if i > 0 {
			l.Add("、")
		}
		l.Add(n)
	}
	if len(others) == 1 {
		if !strings.HasSuffix(names[0].Text, noun) {
			l.Add(noun)
		}
	} else {
		l.Add("等", figure.Tallied(len(others), "项", from, "按活动台账的行数计"), noun)
	}
	l.Add("。")
	return l
}

// wording says how a name joins a sentence: the verb before it and the word
// after it. The first entry whose ending fits is used.
var wording = []struct{ ending, verb, tail string }{
	{"赛", "举办", ""}, {"展", "举办", ""}, {"展览", "举办", ""}, {"讲座", "举办", ""}, {"报告会", "举办", ""},
	{"论坛", "举办", ""}, {"培训班", "举办", ""}, {"仪式", "举办", ""}, {"晚会", "举办", ""}, {"营", "组织", ""},
	{"活动周", "举办", ""}, {"活动月", "举办", ""}, {"周", "开展", "活动"}, {"月", "开展", "活动"}, {"日", "开展", "活动"}, {"节", "开展", "活动"},
	{"", "开展", ""},
}

// openings are verbs a name may begin with; it then needs none.
var openings = []string{"开展", "举办", "组织", "召开", "实施", "承办", "走访", "慰问", "参加", "编印", "印制", "制作", "建设", "购置", "参与", "完成"}

func namePhrase(name string) (verb, tail string) {
	for _, v := range openings {
		if strings.HasPrefix(name, v) {
			return "", ""
		}
	}
	bare := strings.TrimRight(name, "”\"》）)")
	for _, w := range wording {
		if strings.HasSuffix(bare, w.ending) {
			return w.verb, w.tail
		}
	}
	return "开展", ""
}

// deed is one activity in a sentence. cost adds what it cost, for a category
// that has no other activity and so no summary.
func (a activity) deed(cost bool) Line {
	name := first(a.name, a.form)
	if !name.Known() {
		return nil
	}
	var l Line
	event := a.sessions.Positive() || a.participants.Positive()
	if a.when.Known() {
		l.Add(a.when)
		if a.when.Text != "全年" {
			l.Add("，")
		}
	}
	if event && a.place.Known() {
		if !strings.HasPrefix(a.place.Text, "在") && !strings.HasPrefix(a.place.Text, "于") {
			l.Add("在")
		}
		l.Add(a.place)
	}
	verb, tail := namePhrase(name.Text)
	l.Add(verb, name, tail)
	if a.sessions.Positive() && !a.sessions.Num.Equal(integer(1)) { // 举办选拔赛, not 选拔赛1场次
		l.Add(a.sessions)
	}
	addPeople(&l, a.participants, a.youth, "")
	if a.materials.Positive() {
		l.Add("，发放资料", a.materials)
	}
	if a.volunteers.Positive() {
		l.Add("，出动科技志愿者", a.volunteers)
	}
	if cost && a.cost.Positive() {
		l.Add("，支出经费", a.cost)
	}
	if e := a.effect; e.Known() && model.Key(e.Text) != model.Key(name.Text) {
		e.Text = figure.Trim(e.Text)
		l.Add("，", e)
	}
	l.Stop()
	return l
}
