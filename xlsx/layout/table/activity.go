package table

import (
	"regexp"
	"slices"
	"strings"

	"github.com/shopspring/decimal"

	"ziping/model"
	"ziping/xlsx/grid"
	"ziping/xlsx/layout/body"
	"ziping/xlsx/layout/cell"
	"ziping/xlsx/layout/column"
	"ziping/xlsx/layout/evidence"
	"ziping/xlsx/layout/sum"
	"ziping/xlsx/layout/view"
	"ziping/xlsx/layout/word"
	"ziping/xlsx/profile"
	"ziping/xlsx/value"
)

// readLog reads a 活动台账.
func (t *table) readLog() {
	log := &model.ActivityLog{Table: t.out, Title: t.titleCell()}
	plain := sum.Plain(t.b)
	n := t.b.Counting()
	rows := make([]*model.Activity, 0, n)
	var lines []*sum.Line
	release := t.releaser()
	for part := range t.readActivities() {
		for i, b := range part.from {
			a := part.rows[i]
			rows = append(rows, a)
			if !plain {
				lines = append(lines, t.activityLine(a, b))
			}
			release(b.Num)
		}
	}
	if plain {
		log.Rows = rows
		t.mixedUnits(log)
		t.res.Logs = append(t.res.Logs, log)
		return
	}
	s := &sum.Sums{Lines: lines, Columns: len(logSums), Value: func(i, k int) (decimal.Decimal, bool) { return logSums[k](rows[i]) },
		Says: func(i int, key string) bool { return t.says(lines[i].Num, key) }}
	s.Settle()
	index := make([]int, n)
	log.Rows = make([]*model.Activity, 0, n)
	for i, l := range lines {
		index[i] = len(log.Rows)
		if !l.Drop {
			log.Rows = append(log.Rows, rows[i])
		}
	}
	for i, l := range lines {
		a := rows[i]
		a.Kind = l.Kind
		if a.Cells.Category.State() == model.Absent && l.Kind == model.Detail && l.Group != "" && !l.Drop {
			t.groupCategory(s, i, a, rows)
		}
		a.Covers = mapped(l.Covers, index)
		if l.Bad {
			t.refuseActivity(a, l)
		}
	}
	t.lostInSubtotals(s, func(i int) model.Pos { return rows[i].Pos })
	t.mixedUnits(log)
	t.res.Logs = append(t.res.Logs, log)
}

// activityLine is a row as the sums of the table see it.
func (t *table) activityLine(a *model.Activity, b *body.Row) *sum.Line {
	l := &sum.Line{Row: b, Kind: b.Kind, Level: int(b.Level), Group: t.v.KeyOf(a.Category().Value),
		Summed: b.Bare && t.sumsRange(int32(b.Num)), Dated: a.When().Text != "" || a.Place().Text != "" || t.merged(b.Num)}
	if b.Kind == model.Subtotal || b.Kind == model.Total {
		l.Level = int(b.Rank)
	} else if b.Level > 0 && b.Level < 4 || b.Level == 0 && len(t.b.Rows) <= evidence.Standard.Sum.Lines {
		l.Label = t.v.KeyOf(word.SectionName(a.Name().Text))
	}
	return l
}

// mixedUnits says once a column that 人 and 人次 stand in it side by side: they
// are added up as they are, and are not the same.
func (t *table) mixedUnits(log *model.ActivityLog) {
	for _, f := range []struct {
		name string
		of   func(*model.Activity) model.Cell[model.Count]
	}{
		{"participants", (*model.Activity).Participants},
		{"youth", (*model.Activity).Youth},
	} {
		col := t.col[f.name]
		if col == nil {
			continue
		}
		first := map[string]model.Pos{}
		for _, a := range log.Rows {
			c := f.of(a)
			if a.Kind != model.Detail || c.State != model.Known {
				continue
			}
			if unit := headcount(c.Text); unit != "" {
				if _, seen := first[unit]; !seen {
					first[unit] = c.Pos
				}
			}
		}
		if len(first) < 2 {
			continue
		}
		n := t.Add("import/unit-assumed", first["人"], "“"+col.Header+"”一列里“人”和“人次”混着写，合计按数字相加", "请统一写成“人次”或“人”")
		n.Related = []model.Pos{first["人次"]}
	}
}

// headcount is the unit of people that a figure is written with, "" for none.
func headcount(text string) string {
	switch {
	case strings.HasSuffix(text, "人次"):
		return "人次"
	case strings.HasSuffix(text, "人"), strings.HasSuffix(text, "名"):
		return "人"
	}
	return ""
}

// groupCategory gives a row under a numbered heading that heading as category.
func (t *table) groupCategory(s *sum.Sums, i int, a *model.Activity, rows []*model.Activity) {
	for j := i - 1; j >= 0; j-- {
		if h := s.Lines[j]; h.Label == s.Lines[i].Group && (h.Drop || h.Kind == model.Subtotal) {
			category := rows[j].Name()
			category.Value = word.SectionName(category.Text)
			a.Cells.Category = model.Pack(category)
			return
		}
	}
}

func (t *table) merged(row int) bool { return t.b.Merged(row) }

// logSums are the columns by which rows and their sums are told apart.
var logSums = []func(*model.Activity) (decimal.Decimal, bool){
	func(a *model.Activity) (decimal.Decimal, bool) { return known(a.Sessions()) },
	func(a *model.Activity) (decimal.Decimal, bool) { return known(a.Participants()) },
	func(a *model.Activity) (decimal.Decimal, bool) { return known(a.Youth()) },
	func(a *model.Activity) (decimal.Decimal, bool) { return known(a.Materials()) },
	func(a *model.Activity) (decimal.Decimal, bool) {
		c := a.Cost()
		return c.Value.Yuan, c.State == model.Known
	},
}

func known(c model.Cell[model.Count]) (decimal.Decimal, bool) {
	return c.Value.N, c.State == model.Known
}

func (t *table) refuseActivity(a *model.Activity, l *sum.Line) {
	pos, c := a.Pos, &a.Cells
	for _, n := range []*model.Packed[model.Count]{&c.Sessions, &c.Participants, &c.Youth, &c.Materials, &c.Volunteers} {
		if n.State() == model.Known {
			pos = n.On(a.Pos.Sheet).Pos
			*n = n.Bad()
		}
	}
	if c.Cost.State() == model.Known {
		pos, c.Cost = a.Cost().Pos, c.Cost.Bad()
	}
	t.Add("import/bad-number", pos, "这一行"+l.Why, "请填上活动名称，或在名称一列写上“合计”“小计”；不要的数字请删除")
}

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
	if name.Text != "" {
		a.Pos = name.Pos
	}
	if state := c.Category.State(); b.Section != nil && (state == model.Absent || state == model.Blank) && b.Use == body.UseData {
		c.Category = model.Pack(model.Cell[string]{Value: b.Section.Text, Text: b.Section.Text, Pos: b.Section.Pos, State: model.Known})
	}
}

var youthWords = regexp.MustCompile(`^(.+?)[（(，,；;]\s*(?:其中|含)[:：]?\s*` + profile.Any("youth") + profile.Any("heads") + `?[:：]?\s*([^（）()]+?)[）)]?$`)

// youthInside parts 5.23万人次（其中青少年3.76万人次）.
func youthInside(c *grid.Cell) (all, youth *grid.Cell, ok bool) {
	if c.Kind != grid.String || len(c.Text) > 120 {
		return nil, nil, false
	}
	m := youthWords.FindStringSubmatch(strings.TrimSpace(c.Text))
	if m == nil {
		return nil, nil, false
	}
	return &grid.Cell{Kind: grid.String, Text: m[1]}, &grid.Cell{Kind: grid.String, Text: m[2]}, true
}

// youthBeside is the part of the participants that their own cell states, where
// no column does.
func (r *logReader) youthBeside(whole model.Cell[model.Count], row int) model.Cell[model.Count] {
	if whole.State != model.Known || r.participants.col == nil || !strings.ContainsAny(whole.Text, "中含") {
		return model.Cell[model.Count]{}
	}
	c := r.t.v.Cell(row, r.participants.col.Col)
	if c == nil {
		return model.Cell[model.Count]{}
	}
	_, youth, ok := youthInside(c)
	if !ok {
		return model.Cell[model.Count]{}
	}
	unit := r.t.countUnit(r.participants.col)
	return cell.Read(&r.t.Notes, youth, model.Cell[model.Count]{Pos: whole.Pos}, "import/bad-number", "其中青少年", func(c *grid.Cell) value.Result[model.Count] { return value.Count(c, unit) })
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

// dates reads a column of dates. Dates without a year take the project's.
func (t *table) dates(field string) reader[model.DateRange] {
	col := t.col[field]
	r := reader[model.DateRange]{t: t, col: col, rule: "import/bad-date", known: newCache[model.DateRange]()}
	if col == nil {
		return r
	}
	months := slices.ContainsFunc(col.Path[len(col.Path)-1].Keys, func(k string) bool { return strings.HasSuffix(k, "月份") || k == "月" })
	r.parse = func(c *grid.Cell) value.Result[model.DateRange] {
		if months && view.Figure(c) && c.Kind != grid.Date && len(strings.TrimSpace(c.Text)) <= 2 {
			// Under 月份 a bare figure is a month.
			c = &grid.Cell{Kind: grid.String, Text: strings.TrimSpace(c.Text) + "月", Col: c.Col}
		}
		return value.Dates(c, t.known.Year)
	}
	return r
}

// atMerged is at, but a region merged downwards holds for all its rows: a date
// is no figure that could be counted twice.
func (r reader[T]) atMerged(row int) model.Cell[T] {
	if r.col == nil {
		return model.Cell[T]{}
	}
	v := r.t.v
	if c := v.Cell(row, r.col.Col); c != nil && r.t.same != nil && view.Ditto(c.Text) {
		if up := r.t.same.source(row, r.col.Col); up > 0 {
			out := r.atMerged(up)
			out.Pos, out.Text = v.Pos(row, r.col.Col), v.Text(row, r.col.Col)
			return out
		}
	}
	span := v.Span(row, r.col.Col)
	if span.Top == row || span.Left != r.col.Col || span.Top <= r.t.c.Head.Bottom {
		return r.at(row)
	}
	notes, computed := len(r.t.Said), len(r.t.Computed)
	out := r.at(span.Top) // said once, at the anchor
	r.t.Said, r.t.Computed = r.t.Said[:notes], r.t.Computed[:computed]
	return out
}
