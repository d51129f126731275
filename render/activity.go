package render

import (
	"slices"
	"strings"

	"ziping/model"
	"ziping/render/phrase"
	"ziping/render/prose"
)

// work is what the activity logs hold.
type work struct {
	all        category
	categories []category
	rows       []activity // the detail rows that are listed, grouped by category
	cut        int        // how many more there are
	overall    Line       // the sentence over all categories
}

// listedRows is how many rows of a log the report lists. An office that has more
// keeps them in the log; the report adds them up by category.
const listedRows = 1000

// A category is one 活动类别 added up, with its sentences.
type category struct {
	name                  Figure
	count                 Figure // rows: 6项
	sessions, people      Figure
	youth, materials      Figure
	cost, volunteers      Figure
	lead                  Line   // 一是…。
	summary               Line   // all of it in one sentence
	deeds                 []Line // the notable activities, one sentence each
	merged, rest          Line   // those of which only the name is known; the others, named
	sum                   model.Activities
	sessionUnit           string
	peopleUnit, nounFor   string
	mixedPeople, mixedRun bool // 人 and 人次, 场 and 期 are in one column: no total is told
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
	l.Add(c.summary)
	l.Add(c.merged)
	for _, d := range c.deeds {
		l.Add(d)
	}
	l.Add(c.rest)
	return l
}

// An activity is one row of a log.
type activity struct {
	category, name, when, place, organizer, form Figure
	sessions, participants, youth, materials     Figure
	volunteers, cost, effect, remark             Figure
	row                                          *model.Activity
	deed                                         func(tellCost bool) Line
}

// A logger makes the view of a project's logs.
type logger struct {
	p     *model.Project
	year  int
	unit  string
	money phrase.Money
	bank  *prose.Bank
}

// logged is the sums of the logs, which take a while for a long one.
type logged struct {
	all        model.Activities
	categories []model.Activities
}

func loggedIn(p *model.Project) logged { return logged{p.Activities(), p.ByCategory()} }

func newWork(p *model.Project, logs logged, unit string, money phrase.Money, bank *prose.Bank) work {
	var w work
	g := logger{p, p.Year.Or(0), unit, money, bank}
	all := logs.all
	if all.Count == 0 {
		return w
	}
	w.all = g.category(all)
	cats := logs.categories
	w.rows = make([]activity, 0, min(all.Count, listedRows))
	for _, a := range cats {
		c := g.category(a)
		g.tell(&c, len(cats) == 1)
		if !c.name.Known() && len(cats) > 1 {
			c.name = Figure{Text: "其他活动"}
		}
		c.lead = g.lead(c.name, len(w.categories)+1, len(cats))
		w.categories = append(w.categories, c)
		for _, row := range a.Rows {
			if len(w.rows) == listedRows {
				break
			}
			act := g.activity(row, c)
			if len(c.name.From) > 0 {
				act.category = c.name
			}
			w.rows = append(w.rows, act)
		}
	}
	w.cut = all.Count - len(w.rows)
	w.all = w.all.statedIn(p)
	if len(cats) > 1 { // the only category says it itself
		w.overall = w.all.overallLine()
	}
	return w
}

// lead opens the paragraph of a category: 一是组织开展主题科普宣传活动。 The only
// one is not numbered.
func (g logger) lead(name Figure, n, of int) Line {
	var l Line
	topic := g.bank.Topic(name)
	if len(topic) == 0 {
		return nil
	}
	if of > 1 {
		l.Add(phrase.Chinese(n) + "是")
	}
	l.Add(topic, "。")
	return l
}

func (g logger) category(a model.Activities) category {
	c := category{sum: a}
	c.sessionUnit, c.mixedRun = oneUnit(a.Rows, (*model.Activity).Sessions, "场次", "场", "次", "场次")
	c.peopleUnit, c.mixedPeople = oneUnit(a.Rows, (*model.Activity).Participants, "人次", "")
	for _, row := range a.Rows {
		if row.Category().Known() {
			c.name = Figure{Text: a.Category, From: []model.Pos{row.Category().Pos}}
			break
		}
	}
	const how = "活动台账各行相加"
	c.sessions = phrase.CountSum(a.Sessions, c.sessionUnit, how)
	c.people = phrase.CountSum(a.Participants, c.peopleUnit, how)
	c.youth = phrase.CountSum(a.Youth, c.peopleUnit, how)
	c.materials = phrase.CountSum(a.Materials, "份", how)
	c.volunteers = volunteerSum(a.Rows)
	c.cost = g.money.Sum(a.Cost, how)
	if row := fundRow(g.p, a.Category); row != nil {
		c.cost = c.cost.With(row.Spent.Pos)
	}
	c.nounFor = "活动"
	if !c.sessions.Positive() && !c.people.Positive() {
		c.nounFor = "工作"
	}
	c.count = phrase.Tallied(a.Count, "项", namePositions(a.Rows), "按活动台账的行数计")
	return c
}

// looked is how many rows of a category are looked at one by one.
const looked = 2000

// tell composes the sentences of a category; only tells that it is the only one.
func (g logger) tell(c *category, only bool) {
	rows := c.sum.Rows[:min(looked, len(c.sum.Rows))]
	events := make([]prose.Event, len(rows))
	for i, row := range rows {
		events[i] = g.event(row, *c)
	}
	if c.sum.Count == 1 {
		events[0].TellCost = true
	} else {
		c.summary = c.summaryLine()
	}
	t := g.bank.Tell(events, c.sum.Count-len(rows), c.nounFor)
	c.merged, c.deeds, c.rest = t.Merged, t.Told, t.Rest
}

// summaryLine is 全年共开展活动6项25场次，参与…，支出经费…. Nothing is said where
// there is no more to say than how many there were.
func (c category) summaryLine() Line {
	if c.nounFor == "工作" {
		return c.totals(Line{"全年共实施", c.count})
	}
	return c.totals(Line{"全年共开展" + c.nounFor, c.count})
}

// overallLine opens the section: 全年项目共组织实施活动….
func (c category) overallLine() Line {
	return c.totals(Line{"全年共组织实施" + strings.TrimSuffix(c.nounFor, "工作"), c.count})
}

// A clause is one total: what it counts, and the figure.
type clause struct {
	what string
	fig  Figure
	of   *Figure // those of them that are young
}

// totals adds what all of it comes to: first what every row states, then under
// one 其中有记录的 what some do not.
func (c category) totals(l Line) Line {
	all := []clause{}
	if c.sessions.Positive() && !c.mixedRun {
		all = append(all, clause{"共", c.sessions, nil})
	}
	if !c.mixedPeople {
		all = append(all, peopleClauses(c.people, c.youth)...)
	}
	all = append(all, clause{"发放资料", c.materials, nil})
	if !c.cost.Partial {
		all = append(all, clause{"支出经费", c.cost, nil})
	}
	start := len(l)
	for _, partial := range []bool{false, true} {
		for _, x := range all {
			switch {
			case !x.fig.Positive() || x.fig.Partial != partial:
			case len(l) == start && x.what == "共" && !partial:
				l.Add(x.fig)
			default:
				l.Clause("，", x.what, x.fig)
				if x.of != nil {
					l.Add("，其中青少年", *x.of)
				}
			}
		}
	}
	if len(l) == start {
		return nil
	}
	l.Add("。")
	return l
}

// peopleClauses are the participants and the young among them. Where all of them
// are young, the number is written once.
func peopleClauses(participants, youth Figure) []clause {
	switch {
	case participants.Positive() && youth.Positive() && participants.Num.Equal(youth.Num):
		return []clause{{"参与青少年", participants, nil}}
	case participants.Positive() && youth.Positive() && participants.Partial == youth.Partial:
		youth.Text = strings.TrimPrefix(youth.Text, phrase.Recorded)
		return []clause{{"参与", participants, &youth}}
	case participants.Positive():
		return []clause{{"参与", participants, nil}, {"青少年", youth, nil}}
	}
	return []clause{{"参与青少年", youth, nil}}
}

// statedIn adds the totals the logs state, so that a finding on one of them
// marks the phrase.
func (c category) statedIn(p *model.Project) category {
	for _, log := range p.Logs {
		for _, row := range log.Rows {
			if row.Kind != model.Total {
				continue
			}
			c.sessions = c.sessions.With(row.Sessions().Pos)
			c.people = c.people.With(row.Participants().Pos)
			c.youth = c.youth.With(row.Youth().Pos)
			c.materials = c.materials.With(row.Materials().Pos)
			c.cost = c.cost.With(row.Cost().Pos)
		}
	}
	return c
}

// oneUnit is the unit the cells share, or usual where they have none or one of
// the aliases; mixed tells that they have several.
func oneUnit(rows []*model.Activity, cell func(*model.Activity) model.Cell[model.Count], usual string, aliases ...string) (unit string, mixed bool) {
	for _, r := range rows {
		c := cell(r)
		if !c.Known() {
			continue
		}
		u := c.Value.Unit
		if slices.Contains(aliases, u) {
			u = usual
		}
		if unit == "" {
			unit = u
		} else if u != unit {
			return usual, true
		}
	}
	if unit == "" {
		unit = usual
	}
	return unit, false
}

// volunteerSum adds the volunteers up; the model sums no such column.
func volunteerSum(rows []*model.Activity) Figure {
	f := Figure{Numeric: true, How: "活动台账各行相加"}
	for _, r := range rows {
		switch c := r.Volunteers(); {
		case c.Known():
			f.Num, f.Approx = f.Num.Add(c.Value.N), f.Approx || c.Value.Approx
			f.From = append(f.From, c.Pos)
		case c.State != model.None:
			f.Partial = true
		}
	}
	if len(f.From) == 0 {
		return Figure{}
	}
	f.Text = f.Prefix() + phrase.CountWords(f.Num) + "人次"
	return f
}

func namePositions(rows []*model.Activity) []model.Pos {
	out := make([]model.Pos, 0, len(rows))
	for _, r := range rows {
		pos := r.Name().Pos
		if pos.IsZero() {
			pos = r.Pos
		}
		out = append(out, pos)
	}
	return out
}

func (g logger) activity(row *model.Activity, c category) activity {
	a := activity{
		row: row, name: phrase.Words(row.Name()), place: phrase.Words(row.Place()), organizer: phrase.Words(row.Organizer()), form: phrase.Words(row.Form()),
		sessions: phrase.Counted(row.Sessions(), unitOf(row.Sessions(), c.sessionUnit)), participants: phrase.Counted(row.Participants(), unitOf(row.Participants(), c.peopleUnit)),
		youth: phrase.Counted(row.Youth(), unitOf(row.Participants(), c.peopleUnit)), materials: phrase.Counted(row.Materials(), unitOf(row.Materials(), "份")),
		volunteers: phrase.Counted(row.Volunteers(), unitOf(row.Volunteers(), "人次")),
		cost:       g.money.Amount(row.Cost()), effect: phrase.Words(row.Effect()), remark: phrase.Words(row.Remark()),
	}
	if row.When().Known() {
		a.when = Figure{Text: phrase.ShortRange(row.When().Value, g.year), From: []model.Pos{row.When().Pos}}
		if row.When().Value.Vague && row.When().Text != "" {
			a.when.Text = row.When().Text
		}
		if row.When().Value.YearAssumed {
			a.when.How = "原文未写年份，按项目年度计"
		}
	}
	a.deed = func(tellCost bool) Line {
		e := g.event(row, c)
		e.TellCost = tellCost
		return g.bank.Deed(e)
	}
	return a
}

// event is a row as the sentences take it.
func (g logger) event(row *model.Activity, c category) prose.Event {
	a := g.activity(row, c)
	e := prose.Event{
		Unit: g.unit, Name: a.name, Form: a.form, When: a.when, Place: a.place, Organizer: a.organizer, Sessions: a.sessions, People: a.participants,
		Youth: a.youth, Materials: a.materials, Volunteers: a.volunteers, Cost: a.cost, Effect: a.effect, Heads: g.heads(row),
	}
	if row.When().Known() {
		e.Day = row.When().Value.From.Month*100 + row.When().Value.From.Day
	}
	return e
}

// heads are the words over the columns of the log that a row stands in.
func (g logger) heads(row *model.Activity) prose.Heads {
	var h prose.Heads
	for _, log := range g.p.Logs {
		n := len(log.Rows)
		if n == 0 || log.Table == nil || log.Rows[0].Pos.Sheet != row.Pos.Sheet || row.Pos.Row < log.Rows[0].Pos.Row || row.Pos.Row > log.Rows[n-1].Pos.Row {
			continue
		}
		for _, c := range log.Table.Columns {
			if to := headOf(&h, c.Field); to != nil && *to == "" {
				*to = c.Header
			}
		}
		break
	}
	return h
}

func headOf(h *prose.Heads, field string) *string {
	switch field {
	case "organizer":
		return &h.Organizer
	case "sessions":
		return &h.Sessions
	case "participants":
		return &h.People
	case "youth":
		return &h.Youth
	case "materials":
		return &h.Materials
	case "volunteers":
		return &h.Volunteers
	}
	return nil
}

// unitOf is the unit written in a cell, or the column's.
func unitOf(c model.Cell[model.Count], column string) string {
	if c.Known() && c.Value.Unit != "" {
		return c.Value.Unit
	}
	return column
}
