package table

import (
	"strings"

	"github.com/shopspring/decimal"

	"ziping/model"
	"ziping/xlsx/layout/body"
	"ziping/xlsx/layout/evidence"
	"ziping/xlsx/layout/sum"
	"ziping/xlsx/layout/word"
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
	} else if b.Level > 0 && b.Level < 4 || b.Level == 0 && len(t.b.Rows) <= evidence.SumLines {
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
