package render

import (
	"slices"
	"strings"

	"github.com/shopspring/decimal"

	"ziping/model"
)

// work is what the activity logs hold.
type work struct {
	all        category
	categories []category
	rows       []activity // every detail row, grouped by category
	overall    Line       // the sentence over all categories
}

// A category is one 活动类别 added up, with its sentences.
type category struct {
	name                             Figure
	count                            Figure // rows: 6项
	sessions, participants           Figure
	youth, materials, cost           Figure
	lead                             Line   // 一是…。
	summary                          Line   // all of it in one sentence
	deeds                            []Line // the notable activities, one sentence each
	rest                             Line   // the others, named
	sum                              model.Activities
	sessionUnit, peopleUnit, nounFor string
}

// category is the category of that name, nil when the log has none.
func (w *work) category(name string) *category {
	if name == "" {
		return nil
	}
	for i := range w.categories {
		if model.Key(w.categories[i].name.Text) == model.Key(name) {
			return &w.categories[i]
		}
	}
	return nil
}

// description is the category's whole paragraph.
func (c category) description() Line {
	var l Line
	l.add(c.summary)
	for _, d := range c.deeds {
		l.add(d)
	}
	l.add(c.rest)
	return l
}

// An activity is one row of a log.
type activity struct {
	category, name, when, place, organizer, form Figure
	sessions, participants, youth, materials     Figure
	volunteers, cost, effect, remark             Figure
	row                                          *model.Activity
}

// told is how many activities of a category are told in sentences of their
// own; the others are named in one more.
const told = 4

// named is how many of the others are named before "等".
const named = 6

func newWork(p *model.Project) work {
	var w work
	year := p.Year.Or(0)
	all := p.Activities()
	if all.Count == 0 {
		return w
	}
	w.all = newCategory(p, all, year)
	cats := p.ByCategory()
	for _, a := range cats {
		c := newCategory(p, a, year)
		if !c.name.Known() && len(cats) > 1 {
			c.name = Figure{Text: "其他活动"}
		}
		c.lead = leadLine(c.name, len(w.categories)+1, len(cats))
		w.categories = append(w.categories, c)
		for _, row := range a.Rows {
			act := newActivity(row, year, c)
			if len(c.name.From) > 0 {
				act.category = c.name
			}
			w.rows = append(w.rows, act)
		}
	}
	w.all = w.all.statedIn(p)
	if len(cats) > 1 { // the only category says it itself
		w.overall = w.all.overallLine()
	}
	return w
}

// leadLine opens the paragraph of a category: 一是主题科普宣传活动。 The only one is
// not numbered.
func leadLine(name Figure, n, of int) Line {
	var l Line
	if of > 1 {
		l.add(chineseNumber(n) + "是")
	}
	l.addKnown("", name, "。")
	return l
}

func newCategory(p *model.Project, a model.Activities, year int) category {
	c := category{sum: a}
	c.sessionUnit = oneUnit(a.Rows, func(r *model.Activity) model.Cell[model.Count] { return r.Sessions }, "场次", "场", "次", "场次")
	c.peopleUnit = oneUnit(a.Rows, func(r *model.Activity) model.Cell[model.Count] { return r.Participants }, "人次")
	for _, row := range a.Rows {
		if row.Category.Known() && !c.name.Known() {
			c.name = Figure{Text: a.Category, From: []model.Pos{row.Category.Pos}}
		}
	}
	const how = "活动台账各行相加"
	c.sessions = countSum(a.Sessions, c.sessionUnit, how)
	c.participants = countSum(a.Participants, c.peopleUnit, how)
	c.youth = countSum(a.Youth, c.peopleUnit, how)
	c.materials = countSum(a.Materials, "份", how)
	c.cost = moneySum(a.Cost, how)
	if row := fundRow(p, a.Category); row != nil {
		c.cost = c.cost.also(row.Spent.Pos)
	}
	c.nounFor = "活动"
	if !c.sessions.positive() && !c.participants.positive() {
		c.nounFor = "工作"
	}
	c.count = tallied(a.Count, "项", namePositions(a.Rows), "按活动台账的行数计")
	c.tell(year)
	return c
}

// statedIn adds the totals the logs state, so that a finding on one of them
// marks the figure.
func (c category) statedIn(p *model.Project) category {
	for _, log := range p.Logs {
		for _, row := range log.Rows {
			if row.Kind != model.Total {
				continue
			}
			c.sessions = c.sessions.also(row.Sessions.Pos)
			c.participants = c.participants.also(row.Participants.Pos)
			c.youth = c.youth.also(row.Youth.Pos)
			c.materials = c.materials.also(row.Materials.Pos)
			c.cost = c.cost.also(row.Cost.Pos)
		}
	}
	return c
}

// oneUnit is the unit the cells share, or usual where they have none, several,
// or one of the aliases.
func oneUnit(rows []*model.Activity, cell func(*model.Activity) model.Cell[model.Count], usual string, aliases ...string) string {
	unit := ""
	for _, r := range rows {
		c := cell(r)
		if !c.Known() {
			continue
		}
		if u := c.Value.Unit; unit == "" {
			unit = u
		} else if u != unit {
			return usual
		}
	}
	if unit == "" || slices.Contains(aliases, unit) {
		return usual
	}
	return unit
}

func namePositions(rows []*model.Activity) []model.Pos {
	var out []model.Pos
	for _, r := range rows {
		pos := r.Name.Pos
		if pos.IsZero() {
			pos = r.Pos
		}
		out = append(out, pos)
	}
	return out
}

func newActivity(row *model.Activity, year int, c category) activity {
	a := activity{
		row: row, name: words(row.Name), place: words(row.Place), organizer: words(row.Organizer), form: words(row.Form),
		sessions: counted(row.Sessions, c.sessionUnit), participants: counted(row.Participants, unitOf(row.Participants, c.peopleUnit)),
		youth: counted(row.Youth, unitOf(row.Participants, c.peopleUnit)), materials: counted(row.Materials, "份"), volunteers: counted(row.Volunteers, "人次"),
		cost: amount(row.Cost), effect: words(row.Effect), remark: words(row.Remark),
	}
	if row.When.Known() {
		a.when = Figure{Text: shortRange(row.When.Value, year), From: []model.Pos{row.When.Pos}}
		if row.When.Value.Vague && row.When.Text != "" {
			a.when.Text = row.When.Text
		}
		if row.When.Value.YearAssumed {
			a.when.How = "原文未写年份，按项目年度计"
		}
	}
	return a
}

// unitOf is the unit written in a cell, or the column's.
func unitOf(c model.Cell[model.Count], column string) string {
	if c.Known() && c.Value.Unit != "" {
		return c.Value.Unit
	}
	return column
}

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
	var others []activity
	for i, a := range acts {
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
	if c.sessions.positive() {
		l.add(c.sessions)
	}
	c.addPeople(&l)
	if c.cost.positive() {
		l.add("，支出经费", c.cost)
	}
	l.add("。")
	return l
}

// overallLine opens the section: 2022年，项目共组织实施….
func (c category) overallLine() Line {
	l := Line{"项目共组织实施活动", c.count}
	if c.sessions.positive() {
		l.add("，累计", c.sessions)
	}
	c.addPeople(&l)
	if c.cost.positive() {
		l.add("，支出经费", c.cost)
	}
	l.add("。")
	return l
}

func (c category) addPeople(l *Line) {
	addPeople(l, c.participants, c.youth, c.peopleUnit)
	if c.materials.positive() {
		l.add("，发放资料", c.materials)
	}
}

// addPeople appends the participants and the young among them. Where all of
// them are young, the number is written once.
func addPeople(l *Line, participants, youth Figure, unit string) {
	switch {
	case participants.positive() && youth.positive() && participants.Num.Equal(youth.Num):
		l.add("，参与青少年", participants)
	case participants.positive():
		l.add("，参与", participants)
		if youth.positive() {
			l.add("，其中青少年", youth)
		}
	case youth.positive():
		l.add("，参与青少年", youth)
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
func restLine(others []activity, noun string) Line {
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
			l.add("、")
		}
		l.add(n)
	}
	if len(others) == 1 {
		if !strings.HasSuffix(names[0].Text, noun) {
			l.add(noun)
		}
	} else {
		l.add("等", tallied(len(others), "项", from, "按活动台账的行数计"), noun)
	}
	l.add("。")
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
	event := a.sessions.positive() || a.participants.positive()
	if a.when.Known() {
		l.add(a.when)
		if a.when.Text != "全年" {
			l.add("，")
		}
	}
	if event && a.place.Known() {
		if !strings.HasPrefix(a.place.Text, "在") && !strings.HasPrefix(a.place.Text, "于") {
			l.add("在")
		}
		l.add(a.place)
	}
	verb, tail := namePhrase(name.Text)
	l.add(verb, name, tail)
	if a.sessions.positive() && !a.sessions.Num.Equal(integer(1)) { // 举办选拔赛, not 选拔赛1场次
		l.add(a.sessions)
	}
	addPeople(&l, a.participants, a.youth, "")
	if a.materials.positive() {
		l.add("，发放资料", a.materials)
	}
	if a.volunteers.positive() {
		l.add("，出动科技志愿者", a.volunteers)
	}
	if cost && a.cost.positive() {
		l.add("，支出经费", a.cost)
	}
	if e := a.effect; e.Known() && model.Key(e.Text) != model.Key(name.Text) {
		e.Text = clause(e.Text)
		l.add("，", e)
	}
	l.stop()
	return l
}
