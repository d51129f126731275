package project

import (
	"fmt"
	"slices"
	"strings"
	"unicode"

	"ziping/model"
	"ziping/model/pattern"
	"ziping/xlsx/layout"
	"ziping/xlsx/profile"
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
		if layout.IsExtra(u.Header) {
			continue
		}
		x := model.Unread{Pos: u.Pos, Range: u.Range.String(), Header: u.Header, Cells: u.Figures + u.Dates + u.Words, Kind: t.Kind,
			Near: u.Guess, Why: "认不出是什么", Figures: u.Figures > 0 && u.Figures >= u.Words, Examples: shown(u)}
		if !used {
			x.Why = "所在的表没有采用"
		} else {
			g := r.couldBe(t, u)
			if x.Field = g.field; g.title != "" {
				x.Near = g.title
			}
			if g.weighs {
				grave = append(grave, u)
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
	return slices.ContainsFunc(r.p.Funds, func(x *model.FundTable) bool { return x.Table == t }) ||
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

var (
	plans    = append([]string{"预算", "预计"}, profile.Common("plans")...)
	surnames = profile.Common("surnames")
)

var (
	bracketed    = pattern.New(`[（(][^（）()]*[）)]$`)
	personHeader = pattern.New(`姓名|人员|负责|联系|电话|手机|身份证|账号|帐号|卡号|教师|讲师|志愿者|经办|签到`)
	longNumber   = pattern.New(`[0-9]{7,}|[0-9]{3,4}-[0-9]{7,8}`)
	shortName    = pattern.New(`^\p{Han}{2,4}$`)
)

// personal reports a text that looks like somebody's name, number, telephone or
// account.
func personal(header, text string) bool {
	if personHeader.MatchString(header) || longNumber.MatchString(text) {
		return true
	}
	return shortName.MatchString(text) && len([]rune(text)) < 4 && slices.ContainsFunc(surnames, func(s string) bool { return strings.HasPrefix(text, s) })
}

// shape is a text with its characters replaced by what they are: 张三 is 某某,
// 13800000000 is 00000000000.
func shape(s string) string {
	return strings.Map(func(c rune) rune {
		switch {
		case unicode.IsDigit(c):
			return '0'
		case unicode.Is(unicode.Han, c):
			return '某'
		case unicode.IsLetter(c):
			return 'x'
		}
		return c
	}, s)
}
