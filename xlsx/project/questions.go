package project

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"ziping/model"
	"ziping/xlsx/grid"
	"ziping/xlsx/layout"
	"ziping/xlsx/profile"
	"ziping/xlsx/project/ask"
	"ziping/xlsx/project/kin"
)

// Of several versions of a table the newest is used: by the date that the writing
// program left in the file, then by words in the names (旧, 初稿, 定稿). Where nothing
// decides, or the two disagree, it is asked.

// sameMoment is how near two dates of change are that tell no age: files of one
// export.
const sameMoment = time.Minute

// newest is the newest of several versions of a table, and why, to follow a
// sentence; sure is false where nothing decides, or the signs disagree.
func (r *reading) newest(tables []*model.Table) (best *model.Table, why string, sure bool) {
	byWords, decided := newestByWords(tables)
	dated, ok := r.newestByDate(tables)
	switch {
	case ok:
		return dated, "（按文件里记的修改日期，它最新）", !decided || byWords == dated
	case decided:
		return byWords, "（按文件和工作表的名称，它最新）", true
	}
	return byWords, "（几张都没有写明哪一张新，取最后一张）", false
}

// newestByDate is the table of the file that was changed last; false where a file
// says nothing, or two say the same.
func (r *reading) newestByDate(tables []*model.Table) (best *model.Table, ok bool) {
	var last time.Time
	for _, t := range tables {
		at := r.modified[t.Pos.File()]
		if at.IsZero() || best != nil && at.Sub(last).Abs() < sameMoment {
			return nil, false
		}
		if at.After(last) {
			best, last = t, at
		}
	}
	return best, best != nil
}

// newestByWords goes by the words in the names of sheets and files, and is the last
// where they decide nothing.
func newestByWords(tables []*model.Table) (best *model.Table, decided bool) {
	top := -1
	for _, t := range tables {
		n := 4*kin.Age(kin.FileTitle(t.Pos.File())) + kin.Age(t.Pos.SheetName())
		if n >= top {
			best, decided, top = t, n != top, n
		}
	}
	return best, decided
}

// settleVersion leaves the newest of versions of a table, and asks where that is
// not sure. what says what they are two of.
func (r *reading) settleVersion(what string, tables []*model.Table, fields ...string) *model.Table {
	best, why, sure := r.newest(tables)
	rule := "import/version"
	if !sure {
		q := model.Question{Kind: model.AskVersion, Pos: best.Pos, Ask: what + "，内容不同，用哪一张？", Taken: r.print(best), Fields: fields}
		var prints []string
		for _, t := range tables {
			prints = append(prints, r.print(t))
			q.Choices = append(q.Choices, model.Choice{Value: r.print(t), Label: "用" + place(t)})
		}
		slices.Sort(prints)
		q.Shown = model.Digest(prints...)
		q.ID = model.QuestionID(q.Kind, best.Kind, r.about(sheetNames(tables))...)
		if a := r.asks.Ask(q); a.ID != "" {
			best, why, rule = tables[slices.IndexFunc(tables, func(t *model.Table) bool { return r.print(t) == a.Value })], "（按答复）", "import/ignored"
		}
	}
	for _, t := range tables {
		if t != best {
			r.setAside(t, rule, fmt.Sprintf("%s，内容不同，按%s计算%s；这一张没有采用", what, place(best), why),
				"请只留一张：把不用的那张删除，或隐藏它所在的工作表（隐藏的工作表不读入）", fields...)
		}
	}
	return best
}

// about is what an id is made of besides the kinds: what it is about, and the
// project's name where there are several.
func (r *reading) about(what string, more ...string) []string {
	out := []string{what}
	if r.project != "" {
		out = append(out, r.project)
	}
	return append(out, more...)
}

// sheetNames are the names of the sheets of some tables, each once, in order.
func sheetNames(tables []*model.Table) string {
	var names []string
	for _, t := range tables {
		names = append(names, t.Pos.SheetName())
	}
	slices.Sort(names)
	return strings.Join(slices.Compact(names), "、")
}

// print is a digest of what stands in a table, wherever it stands.
func (r *reading) print(t *model.Table) string {
	for _, pg := range r.pages {
		if pg.ms != t.Pos.Sheet {
			continue
		}
		area, ok := grid.ParseRange(t.Range)
		if !ok {
			area = usedRange(pg.sheet)
		}
		texts := []string{t.Title}
		for i := range pg.sheet.Rows {
			row := &pg.sheet.Rows[i]
			for j := range row.Cells {
				if c := &row.Cells[j]; c.Text != "" && area.Contains(row.Num, int(c.Col)) {
					texts = append(texts, c.Text)
				}
			}
		}
		return model.Digest(texts...)
	}
	return model.Digest(t.Title, t.Range)
}

// askPart asks about a table that may be a part of one whole with another. It is
// left out until somebody says otherwise: joined to the other (add), or used in its
// place (instead).
func (r *reading) askPart(t, kept *model.Table, what string, fields ...string) string {
	q := model.Question{Kind: model.AskParts, Pos: t.Pos, Taken: ask.None, Fields: fields,
		Ask: fmt.Sprintf("%s%s和%s是不是一个整体的几部分？", what, place(t), place(kept)),
		Choices: []model.Choice{
			{Value: addPart, Label: "是，两张加在一起"},
			{Value: insteadPart, Label: "不是，用" + place(t)},
			{Value: ask.None, Label: "不是，用" + place(kept)},
		}}
	q.ID = model.QuestionID(q.Kind, t.Kind, r.about(t.Pos.SheetName())...)
	q.Shown = model.Digest(append(headersOf(t), headersOf(kept)...)...)
	a := r.asks.Ask(q)
	if a.ID == "" {
		return ""
	}
	return a.Value
}

// The answers about parts.
const (
	addPart     = "add"
	insteadPart = "instead"
)

// headersOf are a table's title and headers.
func headersOf(t *model.Table) []string {
	out := []string{t.Title}
	for _, c := range t.Columns {
		out = append(out, c.Header)
	}
	return out
}

// askUnit asks for the money unit of a table that states none.
func (r *reading) askUnit(t *model.Table, sums []string) model.Answer {
	q := model.Question{Kind: model.AskMoneyUnit, Pos: t.Pos, Taken: t.Unit, Fields: moneyPaths[t.Kind],
		Ask:     fmt.Sprintf("%s没有写金额单位，合计是 %s，是元还是万元？", place(t), strings.Join(sums, "、")),
		Choices: []model.Choice{{Value: "元", Label: "元"}, {Value: "万元", Label: "万元"}},
		ID:      model.QuestionID(model.AskMoneyUnit, t.Kind, r.about(t.Pos.SheetName())...), Shown: model.Digest(append(headersOf(t), sums...)...)}
	if len(sums) == 0 {
		q.Ask = place(t) + "没有写金额单位，是元还是万元？"
	}
	if q.Fields == nil {
		q.Fields = []string{}
	}
	return r.asks.Ask(q)
}

// moneyPaths are the JSON paths that hang on the money unit of a table.
var moneyPaths = map[model.TableKind][]string{
	model.KindFund: {"fund"}, model.KindForm: {"fund"}, model.KindBasic: {"fund.planned"}, model.KindAllotment: {"fund.planned"},
	model.KindActivity: {"activities.cost", "activities_by_category"},
}

// columnTypes are the types of the fields that a column may be, by what stands in it.
func columnTypes(u layout.Unread) []string {
	switch {
	case u.Figures > 0 && u.Figures >= u.Words:
		return []string{"amount", "count", "number", "ratio"}
	case u.Dates > u.Words:
		return []string{"dates"}
	}
	return []string{"text"}
}

// askColumn asks what a column is: one that was not understood, or one that was
// taken for a field by a small margin (taken). first is the likeliest field, "" for
// none. What a person says holds from the next pass on.
func (r *reading) askColumn(t *model.Table, u layout.Unread, taken, first string, fields []string) {
	q := model.Question{Kind: model.AskColumn, Pos: u.Pos, Header: u.Header, Taken: taken, Fields: fields,
		ID: model.QuestionID(model.AskColumn, t.Kind, r.about(u.Header)...), Shown: model.Digest(append([]string{u.Header}, u.Examples...)...)}
	if q.Fields == nil {
		q.Fields = []string{}
	}
	types, title := columnTypes(u), ""
	for _, f := range r.fieldsOf(t) {
		free := !kin.States(t, f.Name) && !kin.States(t, f.Name+".part")
		if f.Name != taken && (!free || !slices.Contains(types, f.Type)) {
			continue
		}
		c := model.Choice{Value: f.Name, Label: f.Title}
		if f.Name == taken || f.Name == first && taken == ask.None {
			q.Choices, title = append([]model.Choice{c}, q.Choices...), f.Title
		} else {
			q.Choices = append(q.Choices, c)
		}
	}
	if len(q.Choices) == 0 {
		return
	}
	q.Choices = append(q.Choices, model.Choice{Value: ask.None, Label: "不读这一列"})
	q.Ask = "“" + u.Header + "”这一列是什么？"
	if title != "" {
		q.Ask = "“" + u.Header + "”是" + title + "吗？"
	}
	a := r.asks.Ask(q)
	if a.ID == "" {
		return
	}
	r.known.columns[layout.ColumnKey(t.Kind, u.Header)] = a.Value
	r.known.ids[a.ID] = true
}

// fieldsOf are the fields that a column of a table may be.
func (r *reading) fieldsOf(t *model.Table) []profile.Field {
	for _, f := range r.prof.Forms {
		if f.Kind == t.Kind && f.Role == t.Role {
			return slices.DeleteFunc(slices.Clone(f.Fields), func(x profile.Field) bool {
				return x.Type == "index" || strings.Contains(x.Name, ".") || x.Name == "remark"
			})
		}
	}
	return nil
}

// askDoubts asks about the columns of used tables that were taken for a field by a
// small margin.
func (r *reading) askDoubts() {
	for _, pg := range r.pages {
		for _, res := range pg.results() {
			for _, d := range res.Doubts {
				if r.uses(d.Table) {
					r.askColumn(d.Table, d.Unread, d.Field, d.Field, layout.Paths(d.Table.Kind, d.Field))
				}
			}
		}
	}
}
