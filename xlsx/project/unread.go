package project

import (
	"fmt"
	"slices"
	"strings"

	"ziping/model"
	"ziping/xlsx/grid"
	"ziping/xlsx/layout"
	"ziping/xlsx/profile"
	"ziping/xlsx/project/ask"
	"ziping/xlsx/project/kin"
)

// Nothing is lost without a word: what was not understood in or beside the
// tables that are used is a finding.

// unread tells the columns that were not understood of the tables that are used:
// one warning a table for those that hold figures or could be a field that the
// unit states nowhere, one note for the others. Known extras are no finding.
func (r *reading) unread() {
	for _, pg := range r.pages {
		for _, res := range pg.results() {
			for _, group := range alike(res.Unread) {
				// A table that is in no list was joined to another: the next column of a newspaper.
				t := group[0].Table
				r.unreadIn(pg, t, group, r.uses(t) || !slices.Contains(res.Tables, t))
			}
		}
	}
}

// alike are the unread columns by their table, those of tables with the same
// unread headers together: the cards of one log.
func alike(all []layout.Unread) [][]layout.Unread {
	var tables []*model.Table
	of := map[*model.Table][]layout.Unread{}
	for _, u := range all {
		if of[u.Table] == nil {
			tables = append(tables, u.Table)
		}
		of[u.Table] = append(of[u.Table], u)
	}
	var out [][]layout.Unread
	at := map[string]int{} // headers → index in out
	for _, t := range tables {
		key := string(t.Kind)
		for _, u := range of[t] {
			key += "\x00" + u.Header
		}
		if i, seen := at[key]; seen {
			out[i] = append(out[i], of[t]...)
			continue
		}
		at[key] = len(out)
		out = append(out, of[t])
	}
	return out
}

func (r *reading) unreadIn(pg *page, t *model.Table, all []layout.Unread, used bool) {
	var grave, slight []layout.Unread
	var fields []string
	for _, u := range all {
		if layout.IsExtra(u.Header) || r.parted[t] != 0 && r.parted[t] == u.Range.Left {
			continue
		}
		x := model.Unread{Pos: u.Pos, Range: u.Range.String(), Header: u.Header, Cells: u.Figures + u.Dates + u.Words, Kind: t.Kind,
			Near: u.Guess, Why: "认不出是什么", Figures: u.Figures > 0 && u.Figures >= u.Words, Examples: shown(u)}
		switch {
		case !used:
			x.Why = "所在的表没有采用"
		case r.known.columns[layout.ColumnKey(t.Kind, u.Header)] == ask.None:
			x.Why = "按答复不读"
		default:
			g := r.couldBe(t, u)
			if x.Field = g.field; g.title != "" {
				x.Near = g.title
			}
			if g.weighs {
				grave = append(grave, u)
				if g.field != "" || r.lacksEssential(t, u) {
					r.askColumn(t, u, ask.None, g.field, g.hang)
				}
			} else {
				slight = append(slight, u)
			}
			for _, f := range g.hang {
				if !slices.Contains(fields, f) {
					fields = append(fields, f)
				}
			}
		}
		f := &r.p.Files[pg.file]
		f.Unread = append(f.Unread, x)
	}
	r.noteUnread(grave, fields, false)
	r.noteUnread(slight, nil, true)
}

func (r *reading) noteUnread(us []layout.Unread, fields []string, mild bool) {
	if len(us) == 0 {
		return
	}
	n := model.Note{Rule: "import/unread", Pos: us[0].Pos, Fields: fields, Mild: mild}
	var texts, near []string
	for len(us) > 0 {
		u, again := us[0], 0
		us = slices.DeleteFunc(slices.Clone(us[1:]), func(o layout.Unread) bool {
			if o.Header == u.Header && o.Table != u.Table { // of the next card
				u.Figures, u.Dates, u.Words, again = u.Figures+o.Figures, u.Dates+o.Dates, u.Words+o.Words, again+1
				n.Related = append(n.Related, o.Pos)
				return true
			}
			return false
		})
		if len(texts) > 0 {
			n.Related = append(n.Related, u.Pos)
		}
		texts = append(texts, unreadWords(u, again))
		if u.Guess != "" && model.Key(u.Guess) != model.Key(u.Header) {
			near = append(near, "“"+u.Header+"”最接近“"+u.Guess+"”")
		}
	}
	n.Message = strings.Join(texts, "；") + "，没有认出是什么，没有读入"
	n.Hint = "如果要用，请改用常见的表头，或在词表（--profile）里加上这个叫法"
	if len(near) > 0 {
		n.Hint = strings.Join(near, "，") + "；" + n.Hint
	}
	r.note(n)
}

// unreadWords is a column with its cells and examples: K4“主要做法”一列（11 格，如“…”）.
func unreadWords(u layout.Unread, again int) string {
	examples := shown(u)
	for i := range examples {
		examples[i] = "“" + examples[i] + "”"
	}
	header := "“" + u.Header + "”一列"
	if u.Header == "" {
		header = "没有表头的一列"
	}
	if again > 0 {
		header += fmt.Sprintf("等 %d 处", again+1)
	}
	return fmt.Sprintf("%s%s（%d 格，如%s）", u.Pos.Cell(), header, u.Figures+u.Dates+u.Words, strings.Join(examples, "、"))
}

// shown are the examples of a column, by shape where they may be personal.
func shown(u layout.Unread) []string {
	var out []string
	for _, e := range u.Examples {
		if personal(u.Header, e) {
			e = shape(e)
		}
		if !slices.Contains(out, e) {
			out = append(out, e)
		}
	}
	return out
}

// uses reports a table that is in the project.
func (r *reading) uses(t *model.Table) bool {
	return r.joined[t] || slices.ContainsFunc(r.p.Funds, func(x *model.FundTable) bool { return x.Table == t }) ||
		slices.ContainsFunc(r.p.Logs, func(x *model.ActivityLog) bool { return x.Table == t }) ||
		slices.ContainsFunc(r.p.Allotments, func(x *model.AllotmentTable) bool { return x.Table == t })
}

// categoryRunes is how long the name of a category may be.
const categoryRunes = 16

// A guess is what an unread column could be.
type guess struct {
	field, title string   // the one field that it may well be
	hang         []string // the JSON paths that hang on it
	weighs       bool
}

// couldBe says what a column could be that the table does not state elsewhere.
func (r *reading) couldBe(t *model.Table, u layout.Unread) guess {
	has := func(field string) bool {
		return slices.ContainsFunc(t.Columns, func(c model.Column) bool { return c.Field == field || strings.HasPrefix(c.Field, field+".") })
	}
	lacking := func(prefix string, names ...string) (out []string) {
		for _, n := range names {
			if !has(n) {
				out = append(out, prefix+n)
			}
		}
		return out
	}
	figures := u.Figures > 0 && u.Figures >= u.Words
	switch {
	case t.Kind == model.KindFund && figures && t.Role == "":
		return guess{hang: lacking("fund.", "planned", "received", "spent"), weighs: true}
	case t.Kind != model.KindActivity:
		return guess{weighs: figures}
	case figures && planned(u.Header) && (has("sessions") || has("participants")):
		return guess{} // what was to be done, beside what was
	case figures:
		g := guess{hang: lacking("activities.", "sessions", "participants", "youth", "materials", "cost"), weighs: true}
		if len(g.hang) > 0 {
			g.hang = append(g.hang, "activities_by_category")
		}
		return g
	case u.Dates > u.Words:
		if has("when") || has("start") {
			return guess{}
		}
		return guess{field: "when", title: "活动时间", weighs: true}
	case u.Longest <= categoryRunes && !r.categorised(t):
		return guess{field: "category", title: "活动类别", hang: []string{"activities_by_category"}, weighs: true}
	case u.Longest > categoryRunes && !has("effect"):
		return guess{field: "effect", title: "活动成效", weighs: true}
	}
	return guess{}
}

// essential are the figures that every table of a kind has: an unread column of
// figures may be the one that a table lacks.
var essential = map[model.TableKind][]string{
	model.KindFund:     {"planned", "spent"},
	model.KindActivity: {"sessions", "participants", "cost"},
}

// lacksEssential reports a column of figures in a table that lacks a figure which
// every such table has.
func (r *reading) lacksEssential(t *model.Table, u layout.Unread) bool {
	return t.Role == "" && u.Figures > 0 && u.Figures >= u.Words && slices.ContainsFunc(essential[t.Kind], func(f string) bool { return !kin.States(t, f) })
}

// categorised reports a log whose rows have a category.
func (r *reading) categorised(t *model.Table) bool {
	return slices.ContainsFunc(r.p.Logs, func(l *model.ActivityLog) bool {
		return l.Table == t && slices.ContainsFunc(l.Rows, func(a *model.Activity) bool { return a.Kind == model.Detail && a.Category().Text != "" })
	})
}

// planned reports a header of what was to be done: 计划场次, 目标值/人次.
func planned(header string) bool {
	return slices.ContainsFunc(plans, func(w string) bool { return strings.Contains(header, w) })
}

var plans = append([]string{"预算", "预计"}, profile.Common("plans")...)

// blockFigures is how many figures outside every table make a block that is
// named as unread; fewer are only said to be ignored.
const blockFigures = 6

// A block is a stretch of cells outside every table.
type block struct {
	area    grid.Range
	figures int
	cells   int
	words   []string        // what may be its header, in order
	known   []string        // those of them that are headers of looks
	looks   model.TableKind // "" when it looks like none of ours
	title   string          // Chinese name of looks
}

// blockWords is how many rows above a block may hold its header.
const blockWords = 2

// blockIn describes an area of a sheet.
func (r *reading) blockIn(pg *page, area grid.Range) block {
	b := block{area: area}
	for i := range pg.sheet.Rows {
		row := &pg.sheet.Rows[i]
		if row.Num < area.Top-blockWords || row.Num > area.Bottom {
			continue
		}
		for j := range row.Cells {
			c := &row.Cells[j]
			text := strings.Join(strings.Fields(c.Text), "")
			if col := int(c.Col); text == "" || col < area.Left-1 || col > area.Right {
				continue
			}
			if row.Num >= area.Top {
				b.cells++
				if c.Kind == grid.Number {
					b.figures++
					continue
				}
			}
			if c.Kind == grid.String && len([]rune(text)) <= categoryRunes && !slices.Contains(b.words, text) {
				b.words = append(b.words, text)
			}
		}
	}
	r.look(&b)
	return b
}

// look finds the kind of table that a block looks like: the one of whose headers
// most stand in it, three at least and a strong one among them.
func (r *reading) look(b *block) {
	for _, f := range r.prof.Forms {
		if f.Role != "" || f.Kind != model.KindFund && f.Kind != model.KindActivity && f.Kind != model.KindAllotment && f.Kind != model.KindForm {
			continue
		}
		var known []string
		strong := false
		for _, w := range b.words {
			key := model.Key(bracketed.ReplaceAllString(w, ""))
			for _, field := range f.Fields {
				if field.Type != "index" && slices.ContainsFunc(field.Words, func(x string) bool { return model.Key(x) == key }) {
					known, strong = append(known, w), strong || field.Strong
					break
				}
			}
		}
		if strong && len(known) > max(len(b.known), 2) {
			b.known, b.looks, b.title = known, f.Kind, f.Title
		}
	}
}

// why says what was missing to take the block for a table.
func (b *block) why() string {
	quoted := func(words []string) string { return "“" + strings.Join(words[:min(len(words), 4)], "”“") + "”" }
	switch {
	case len(b.words) == 0:
		return "上面和左边都没有文字，不知道是什么数"
	case b.looks == "":
		return "上面写的" + quoted(b.words) + "不是认得的表头"
	}
	return "像" + b.title + "（认得" + quoted(b.known) + "），但表头不全，没有认成表"
}

// unreadBlock names a block of figures that belongs to no table; false for one
// that is too small to be named.
func (r *reading) unreadBlock(pg *page, area grid.Range, what string, mild bool) bool {
	b := r.blockIn(pg, area)
	if b.figures < blockFigures {
		return false
	}
	pos := model.Pos{Sheet: pg.ms, Row: int32(area.Top), Col: int32(area.Left)}
	f := &r.p.Files[pg.file]
	f.Unread = append(f.Unread, model.Unread{Pos: pos, Range: area.String(), Cells: b.cells, Looks: b.looks, Figures: true, Why: b.why()})
	r.note(model.Note{Rule: "import/unread", Pos: pos, Mild: mild && !r.lacks(b.looks),
		Message: fmt.Sprintf("%s有 %d 个数字，不属于任何认出的表，没有读入：%s", what, b.figures, b.why()), Hint: "如果这些数字要用，请写上常见的表头，或移进认得的表里；不用的请移走"})
	return true
}

// lacks reports that the project has no table of that kind.
func (r *reading) lacks(kind model.TableKind) bool {
	switch kind {
	case model.KindFund:
		return r.p.Main() == nil && len(r.p.Forms) == 0
	case model.KindActivity:
		return len(r.p.Logs) == 0
	case model.KindForm:
		return len(r.p.Forms) == 0
	}
	return false
}
