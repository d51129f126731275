package render

import (
	"slices"

	"ziping/model"
	"ziping/render/figure"
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
	l.Add(c.summary)
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
}

func newWork(p *model.Project) work {
	var w work
	year := p.Year.Or(0)
	all := p.Activities()
	if all.Count == 0 {
		return w
	}
	w.all = newCategory(p, all, year)
	w.rows = make([]activity, 0, all.Count)
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
		l.Add(figure.Chinese(n) + "是")
	}
	l.AddKnown("", name, "。")
	return l
}

func newCategory(p *model.Project, a model.Activities, year int) category {
	c := category{sum: a}
	c.sessionUnit = oneUnit(a.Rows, func(r *model.Activity) model.Cell[model.Count] { return r.Sessions() }, "场次", "场", "次", "场次")
	c.peopleUnit = oneUnit(a.Rows, func(r *model.Activity) model.Cell[model.Count] { return r.Participants() }, "人次")
	for _, row := range a.Rows {
		if row.Category().Known() && !c.name.Known() {
			c.name = Figure{Text: a.Category, From: []model.Pos{row.Category().Pos}}
		}
	}
	const how = "活动台账各行相加"
	c.sessions = figure.CountSum(a.Sessions, c.sessionUnit, how)
	c.participants = figure.CountSum(a.Participants, c.peopleUnit, how)
	c.youth = figure.CountSum(a.Youth, c.peopleUnit, how)
	c.materials = figure.CountSum(a.Materials, "份", how)
	c.cost = money.Sum(a.Cost, how)
	if row := fundRow(p, a.Category); row != nil {
		c.cost = c.cost.With(row.Spent.Pos)
	}
	c.nounFor = "活动"
	if !c.sessions.Positive() && !c.participants.Positive() {
		c.nounFor = "工作"
	}
	c.count = figure.Tallied(a.Count, "项", namePositions(a.Rows), "按活动台账的行数计")
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
			c.sessions = c.sessions.With(row.Sessions().Pos)
			c.participants = c.participants.With(row.Participants().Pos)
			c.youth = c.youth.With(row.Youth().Pos)
			c.materials = c.materials.With(row.Materials().Pos)
			c.cost = c.cost.With(row.Cost().Pos)
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
		pos := r.Name().Pos
		if pos.IsZero() {
			pos = r.Pos
		}
		out = append(out, pos)
	}
	return out
}

func newActivity(row *model.Activity, year int, c category) activity {
	a := activity{
		row: row, name: figure.Words(row.Name()), place: figure.Words(row.Place()), organizer: figure.Words(row.Organizer()), form: figure.Words(row.Form()),
		sessions: figure.Counted(row.Sessions(), c.sessionUnit), participants: figure.Counted(row.Participants(), unitOf(row.Participants(), c.peopleUnit)),
		youth: figure.Counted(row.Youth(), unitOf(row.Participants(), c.peopleUnit)), materials: figure.Counted(row.Materials(), "份"), volunteers: figure.Counted(row.Volunteers(), "人次"),
		cost: money.Amount(row.Cost()), effect: figure.Words(row.Effect()), remark: figure.Words(row.Remark()),
	}
	if row.When().Known() {
		a.when = Figure{Text: figure.ShortRange(row.When().Value, year), From: []model.Pos{row.When().Pos}}
		if row.When().Value.Vague && row.When().Text != "" {
			a.when.Text = row.When().Text
		}
		if row.When().Value.YearAssumed {
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
