package table

import (
	"slices"
	"strings"

	"ziping/model"
	"ziping/xlsx/grid"
	"ziping/xlsx/layout/body"
	"ziping/xlsx/layout/column"
	"ziping/xlsx/layout/word"
	"ziping/xlsx/value"
)

// A logReader holds the columns of an activity log.
type logReader struct {
	t                                                        *table
	when, start, end                                         reader[model.DateRange]
	sessions, participants, youth, materials, volunteers     reader[model.Count]
	cost                                                     reader[model.Amount]
	parts                                                    map[string][]reader[model.Count]
	costParts                                                []reader[model.Amount]
	category                                                 *fillDown
	parted                                                   *dateReader // of dates in parts
	left                                                     int
	categories, name, place, organizer, form, effect, remark *wordReader
}

func (t *table) newLogReader() *logReader {
	r := &logReader{t: t, parted: &dateReader{t: t}, when: t.dates("when"), start: t.dates("start"), end: t.dates("end"),
		sessions: t.counts("sessions"), participants: t.counts("participants"), youth: t.counts("youth"), materials: t.counts("materials"),
		volunteers: t.counts("volunteers"), cost: t.amounts("cost"), category: t.newFillDown("category"), parts: map[string][]reader[model.Count]{}, left: t.used().Left,
		categories: t.wordReader("category"), name: t.wordReader("name"), place: t.wordReader("place"), organizer: t.wordReader("organizer"),
		form: t.wordReader("form"), effect: t.wordReader("effect"), remark: t.wordReader("remark")}
	if parse := r.participants.parse; parse != nil {
		r.participants.parse = func(c *grid.Cell) value.Result[model.Count] {
			if all, _, ok := youthInside(c); ok {
				return parse(all)
			}
			return parse(c)
		}
	}
	for i := range t.c.Columns {
		col := &t.c.Columns[i]
		if t.adds(col) {
			r.parts["participants"] = append(r.parts["participants"], t.countsIn(col))
			continue
		}
		if col.Field < 0 || !col.Part || col.Path[len(col.Path)-1].OfWhich {
			continue
		}
		if len(col.Path) > 1 && strings.HasPrefix(col.Path[len(col.Path)-2].Key, "其中") {
			continue
		}
		switch name := t.c.Form.Fields[col.Field].Name; name {
		case "when":
		case "cost":
			r.costParts = append(r.costParts, t.amountsIn(col))
		default:
			r.parts[name] = append(r.parts[name], t.countsIn(col))
		}
	}
	return r
}

// adds reports 青少年 beside 成人 under 参与人数: not a part of a whole that has a
// column, but one of those that make it up.
func (t *table) adds(col *column.Column) bool {
	n := len(col.Path)
	if t.col["participants"] != nil || t.col["youth"] != col || n < 2 || col.Path[n-1].OfWhich || strings.HasPrefix(col.Path[n-2].Key, "其中") {
		return false
	}
	whole := t.c.Form.FieldNamed("participants")
	return slices.ContainsFunc(t.c.Form.Match(col.Path[:n-1]), func(m word.Match) bool { return m.Field == whole }) &&
		slices.ContainsFunc(t.c.Columns, func(o column.Column) bool { return o.Part && o.Field == whole && o.Path[0] == col.Path[0] })
}

// A beginning is what depends on the rows above a row.
type beginning struct {
	category model.Cell[string]
	when     model.Cell[model.DateRange] // of dates in parts
}

// begins reports that something does.
func (r *logReader) begins() bool { return r.category.down || r.t.parts != nil }

func (r *logReader) begin(b *body.Row) beginning {
	out := beginning{category: r.category.at(b)}
	if r.t.parts != nil && b.Use == body.UseData {
		out.when = r.parted.at(b.Num)
	}
	return out
}

// read reads the rest, or all of a row that depends on none; then begun is nil.
func (r *logReader) read(a *model.Activity, b *body.Row, begun *beginning) {
	n := b.Num
	a.Pos = r.t.v.Pos(n, r.left)
	c := &a.Cells
	r.named(a, b, begun)
	if r.t.parts == nil && b.Use != body.UseSubtotal && b.Use != body.UseTotal { // 3月小计 in the column of dates is no date
		c.When = r.whenAt(n)
	}
	c.Place, c.Organizer, c.Form = r.place.packed(n), r.organizer.packed(n), r.form.packed(n)
	c.Effect, c.Remark = r.effect.packed(n), r.remark.packed(n)
	c.Sessions = r.count("sessions", r.sessions, n)
	c.Participants = r.count("participants", r.participants, n)
	if c.Youth = r.count("youth", r.youth, n); c.Youth.State() == model.Absent {
		c.Youth = model.Pack(r.youthBeside(a.Participants(), n))
	}
	c.Materials = r.count("materials", r.materials, n)
	c.Volunteers = r.count("volunteers", r.volunteers, n)
	c.Cost = r.cost.packed(n)
	if r.cost.col == nil && len(r.costParts) > 0 {
		cells := make([]model.Cell[model.Amount], len(r.costParts))
		for i, p := range r.costParts {
			cells[i] = p.at(n)
		}
		c.Cost = model.Pack(addAmounts(cells))
	}
}

// named reads what a row is about: its category and its name.
func (r *logReader) named(a *model.Activity, b *body.Row, begun *beginning) {
	t, c := r.t, &a.Cells
	if begun != nil {
		c.Category, c.When = model.Pack(begun.category), model.Pack(begun.when)
	} else {
		c.Category = r.categories.packed(b.Num)
	}
	if category := a.Category(); word.LevelOf(t.v.KeyOf(category.Value), false) > 0 {
		category.Value = word.SectionName(category.Value)
		c.Category = model.Pack(category)
	}
	c.Name = r.name.packed(b.Num)
	name := a.Name()
	if name.Text == "" && b.Use != body.UseData {
		name = t.firstWords(b.Num, name)
		c.Name = model.Pack(name)
	}
	if name.Text != "" && !r.numbered(b.Num, name.Pos) {
		a.Pos = name.Pos
	}
	if state := c.Category.State(); b.Section != nil && (state == model.Absent || state == model.Blank) && b.Use == body.UseData {
		c.Category = model.Pack(model.Cell[string]{Value: b.Section.Text, Text: b.Section.Text, Pos: b.Section.Pos, State: model.Known})
	}
}

// numbered reports a row under a name that is merged down to it and that has a number of
// its own: it is an activity by itself.
func (r *logReader) numbered(row int, name model.Pos) bool {
	col := r.t.colOf("index")
	return col > 0 && int(name.Row) < row && !r.t.v.Turned && r.t.v.Spots == nil && r.t.v.Owns(row, col) && r.t.v.Text(row, col) != ""
}

// count is a figure, or the sum of its parts where the table states only them.
func (r *logReader) count(field string, own reader[model.Count], row int) model.Packed[model.Count] {
	if own.col != nil || len(r.parts) == 0 || len(r.parts[field]) == 0 {
		return own.packed(row)
	}
	return model.Pack(added(r.parts[field], row))
}

// added is the sum of columns that are parts of one.
func added(parts []reader[model.Count], row int) model.Cell[model.Count] {
	out := model.Cell[model.Count]{State: model.Blank}
	var texts []string
	for i, p := range parts {
		c := p.at(row)
		if i == 0 || len(texts) == 0 && c.State == model.Known {
			out.Pos = c.Pos
		}
		switch c.State {
		case model.Bad:
			out.State = model.Bad
		case model.Known:
			if out.Value.Unit == "" {
				out.Value.Unit = c.Value.Unit
			}
			out.Value.N = out.Value.N.Add(c.Value.N)
			out.Value.Approx = out.Value.Approx || c.Value.Approx
			out.Value.Place = min(out.Value.Place, c.Value.Place)
			texts = append(texts, c.Text)
			if out.State != model.Bad {
				out.State = model.Known
			}
		}
	}
	out.Text = strings.Join(texts, "＋")
	return out
}

// whenAt reads the date, or joins a beginning and an end that have columns of
// their own.
func (r *logReader) whenAt(row int) model.Packed[model.DateRange] {
	if r.when.col != nil || r.start.col == nil {
		if r.t.same == nil && len(r.t.v.Grid.Merges) == 0 {
			return r.when.packed(row)
		}
		return model.Pack(r.when.atMerged(row))
	}
	return model.Pack(r.whenBetween(row))
}

func (r *logReader) whenBetween(row int) model.Cell[model.DateRange] {
	from, to := r.start.atMerged(row), r.end.atMerged(row)
	if from.State != model.Known || to.State != model.Known {
		if from.State == model.Blank && to.State == model.Known {
			return to
		}
		if to.State == model.Bad {
			from.State = model.Bad
		}
		return from
	}
	from.Text += "—" + to.Text
	from.Value.To = to.Value.To
	from.Value.Vague = from.Value.Vague || to.Value.Vague
	from.Value.YearAssumed = from.Value.YearAssumed || to.Value.YearAssumed
	return from
}
