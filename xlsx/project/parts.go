package project

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"github.com/shopspring/decimal"

	"ziping/model"
	"ziping/model/pattern"
	"ziping/xlsx/layout"
	"ziping/xlsx/profile"
)

// A second log is added only where it is a part of one whole with the first:
// other rows under the same columns, and either of one series by its names or a
// part of a sum that another table states. Else it is an old copy, or some other
// list of the office that looks like a log.

// partedLogs keeps of several logs the one with most evidence of being the
// project's and its parts; the others are set aside by name.
func (r *reading) partedLogs() {
	if len(r.p.Logs) < 2 {
		return
	}
	directions := r.directions()
	order := slices.Clone(r.p.Logs)
	slices.SortStableFunc(order, func(a, b *model.ActivityLog) int { return cmp.Compare(signs(b, directions), signs(a, directions)) })
	kept := order[:1:1]
	for _, log := range order[1:] {
		if i := slices.IndexFunc(kept, func(k *model.ActivityLog) bool { return copied(k, log) }); i >= 0 {
			kept[i] = r.newerLog(kept[i], log)
			continue
		}
		if r.partOf(log, kept, directions) {
			kept = append(kept, log)
			continue
		}
		r.setAside(log.Table, "import/ambiguous", fmt.Sprintf("这张表像活动台账，但看不出与%s是一本台账的几部分%s；这一张没有采用", place(kept[0].Table), lacking(log)),
			"是同一本台账的，请把两张表的表头写成一样，标题写明各是哪一部分（几月、哪一类）；不是台账的，请隐藏或移走", "activities", "activities_by_category")
	}
}

// lacking says what a table without the signs of a log does not have.
func lacking(log *model.ActivityLog) string {
	if !states(log.Table, "sessions") && !states(log.Table, "participants") {
		return "，表里也没有场次和人次"
	}
	return ""
}

// newerLog is the newer of two versions of a log; the other is set aside.
func (r *reading) newerLog(a, b *model.ActivityLog) *model.ActivityLog {
	pair := []*model.ActivityLog{a, b}
	slices.SortFunc(pair, func(a, b *model.ActivityLog) int { // in the order of the project
		return slices.Index(r.p.Logs, a) - slices.Index(r.p.Logs, b)
	})
	best, why := newest(pair, func(l *model.ActivityLog) *model.Table { return l.Table })
	other := a
	if best == a {
		other = b
	}
	r.setAside(other.Table, "import/version", fmt.Sprintf("两张活动台账写的大多是同样的活动，内容不同，按%s计算%s；这一张没有采用", place(best.Table), why),
		"请只留一张：把不用的那张删除，或隐藏它所在的工作表（隐藏的工作表不读入）", "activities", "activities_by_category")
	return best
}

// logFields are what tells a log: the more of them a table states the more it is one.
var logFields = []string{"name", "when", "place", "sessions", "participants", "cost", "category"}

// signs weighs what speaks for a log being the project's: its columns, those of
// 场次 and 人次 twice, and rows that name the fund table's directions.
func signs(log *model.ActivityLog, directions []string) int {
	n := 0
	for _, f := range logFields {
		n += btoi(states(log.Table, f))
	}
	n += btoi(states(log.Table, "sessions")) + btoi(states(log.Table, "participants"))
	for _, a := range log.Rows {
		if a.Kind == model.Detail && slices.Contains(directions, model.Key(a.Category().Value)) {
			return n + 2
		}
	}
	return n
}

// states reports that a table has a column of the field.
func states(t *model.Table, field string) bool {
	return slices.ContainsFunc(t.Columns, func(c model.Column) bool { return c.Field == field })
}

// directions are the keys of the fund table's directions.
func (r *reading) directions() []string {
	var out []string
	for _, t := range r.p.Funds {
		for _, row := range t.Rows {
			if t.Role == model.FundMain && row.Kind == model.Detail && row.Label.Known() {
				out = append(out, model.Key(stemNumber.ReplaceAllString(row.Label.Value, "")))
			}
		}
	}
	return out
}

// copied reports that at least half of the rows of the shorter log stand in the
// other too, under the same name and time.
func copied(a, b *model.ActivityLog) bool {
	x, y := tallyOf(a), tallyOf(b)
	if x.rows > y.rows {
		x, y = y, x
	}
	same := 0
	for k, n := range x.deeds {
		if k.name != "" {
			same += min(n, y.deeds[k])
		}
	}
	return same > 0 && float64(same) >= layout.Parts.CopiedRows*float64(x.rows)
}

// partOf reports that a log is a part of one whole with those that are kept.
func (r *reading) partOf(log *model.ActivityLog, kept []*model.ActivityLog, directions []string) bool {
	if !slices.ContainsFunc(kept, func(k *model.ActivityLog) bool { return sameColumns(k.Table, log.Table) }) {
		return false
	}
	if slices.ContainsFunc(kept, func(k *model.ActivityLog) bool { return oneSeries(k.Table, log.Table, directions) }) {
		return true
	}
	return r.fillsSum(append(slices.Clone(kept), log))
}

// sameColumns reports that most of the log's columns that either table states
// are stated by both.
func sameColumns(a, b *model.Table) bool {
	both, either := 0, 0
	for _, f := range logFields[:6] { // a part may be one category, its name above it
		x, y := states(a, f) || f == "when" && states(a, "start"), states(b, f) || f == "when" && states(b, "start")
		both, either = both+btoi(x && y), either+btoi(x || y)
	}
	return float64(both) >= layout.Parts.SharedColumns*float64(either)
}

// sameHeader reports that two tables have the same headers, enough of them that
// nobody writes them so twice by chance.
func sameHeader(a, b *model.Table) bool {
	headers := func(t *model.Table) (out []string) {
		for _, c := range t.Columns {
			out = append(out, model.Key(c.Header))
		}
		return out
	}
	return len(a.Columns) >= layout.Parts.HeaderColumns && slices.Equal(headers(a), headers(b))
}

// seriesToken is what tells the parts of a series apart: numbers, months,
// halves of a year, levels of government.
var seriesToken = pattern.New(`^(?:[0-9一二三四五六七八九十]*|[0-9一二三四五六七八九十~～至到—-]+(?:月份?|季度?|期|批|次)?|[上下春秋前后]|[上下]半年|[春秋]季|(?:中央|国家|[省市县区乡镇])级?|本级)$`)

// oneSeries reports tables on one sheet, under the same headers, or whose
// titles, sheets or files are called alike but for a month, a level, a place, or
// a direction of spending.
func oneSeries(a, b *model.Table, directions []string) bool {
	if a.Pos.Sheet == b.Pos.Sheet || sameHeader(a, b) {
		return true
	}
	for i, names := range [][2]string{{a.Title, b.Title}, {a.Pos.SheetName(), b.Pos.SheetName()}, {fileTitle(a.Pos.File()), fileTitle(b.Pos.File())}} {
		x, y := model.Key(names[0]), model.Key(names[1])
		if x == "" || y == "" || x == y && i > 0 {
			continue
		}
		if x == y || differByToken(x, y) || direct(x, directions) && direct(y, directions) {
			return true
		}
	}
	return false
}

// direct reports a name that holds a direction of spending, or is held by one.
func direct(name string, directions []string) bool {
	s := model.Key(stem(name))
	return slices.ContainsFunc(directions, func(d string) bool {
		return d != "" && (strings.Contains(name, d) || len(s) >= 6 && strings.Contains(d, s))
	})
}

// differByToken reports two names that differ in one series token only, or in where.
func differByToken(a, b string) bool {
	x, y := []rune(a), []rune(b)
	head := 0
	for head < min(len(x), len(y)) && x[head] == y[head] {
		head++
	}
	tail := 0
	for tail < min(len(x), len(y))-head && x[len(x)-1-tail] == y[len(y)-1-tail] {
		tail++
	}
	if head+tail == 0 && !seriesToken.MatchString(a) {
		return false
	}
	p, q := string(x[head:len(x)-tail]), string(y[head:len(y)-tail])
	if seriesToken.MatchString(p) && seriesToken.MatchString(q) {
		return true
	}
	return placeStem.MatchString(stem(a)) && placeStem.MatchString(stem(b))
}

// fillsSum reports that the logs together cost what another table says was spent.
func (r *reading) fillsSum(logs []*model.ActivityLog) bool {
	total := decimal.Zero
	for _, l := range logs {
		n, some := readable(costOf(l))
		if !some {
			return false
		}
		total = total.Add(n)
	}
	var spent amounts
	for _, t := range r.mains() {
		if n, some := readable(t.Sum(model.Spent)); some {
			spent = append(spent, n)
		}
	}
	for _, f := range r.p.Forms {
		if row := f.MoneyTotal(); row != nil && row.Spent.Known() {
			spent = append(spent, row.Spent.Value.Yuan)
		}
	}
	return !total.IsZero() && spent.agreeing([]decimal.Decimal{total}) > 0
}

// A neighbour is a kind of form that offices keep beside the project's: alike,
// and about something else.
type neighbour struct {
	kind  model.TableKind
	title string
	words []string // in a title, or the name of the sheet where there is no title
}

var neighbours = []neighbour{
	{model.KindWholeForm, "部门整体支出绩效自评表", profile.Common("whole-forms")},
	{model.KindSummary, "绩效自评汇总表", profile.Common("summaries-of-forms")},
	{model.KindFinalAccounts, "部门决算表", profile.Common("final-accounts")},
	{model.KindProcurement, "政府购买服务（采购）表", profile.Common("procurements")},
	{model.KindBond, "专项债券表", profile.Common("bonds")},
}

// neighbourOf is which neighbour a table is by its title, else its sheet; nil for none.
func neighbourOf(t *model.Table) *neighbour {
	for _, text := range []string{t.Title, t.Pos.SheetName()} {
		key := model.Key(text)
		for i := range neighbours {
			if slices.ContainsFunc(neighbours[i].words, func(w string) bool { return strings.Contains(key, model.Key(w)) }) {
				return &neighbours[i]
			}
		}
		if text != "" && text == t.Title && !strings.EqualFold(t.Title, t.Pos.SheetName()) && len(key) > 12 {
			return nil // the title says that it is something else
		}
	}
	return nil
}

// leaveNeighbours keeps the forms and tables of something else out of the
// project's figures where the project has its own.
func (r *reading) leaveNeighbours() {
	for _, group := range [][]yearly{r.fundTables(), r.logTables(), r.formTables()} {
		own := slices.IndexFunc(group, func(t yearly) bool { return neighbourOf(t.table) == nil })
		if own < 0 {
			continue
		}
		for _, t := range group {
			n := neighbourOf(t.table)
			if n == nil {
				continue
			}
			r.setAside(t.table, "import/ignored", fmt.Sprintf("这是%s，不是项目的%s，另有%s；这一张不计入项目的数字", n.title, t.kind, place(group[own].table)), "不用处理；它该单独检查的，请放到另外的文件夹里")
			t.table.Kind = n.kind
			r.forgetProject(t.table)
		}
	}
}

// fundTables are the fund tables of every role.
func (r *reading) fundTables() (out []yearly) {
	for _, t := range r.p.Funds {
		out = append(out, yearly{t.Table, fundWord, yearOf(t.Table)})
	}
	return out
}

// forgetProject drops what the sheet of a neighbour says of a project: it is another's.
func (r *reading) forgetProject(t *model.Table) {
	if slices.ContainsFunc(r.tablesOn(t.Pos.Sheet), func(o *model.Table) bool { return o != t }) {
		return
	}
	for i := range r.heads {
		if h := &r.heads[i]; headSheet(*h) == t.Pos.Sheet || h.Issued.Pos.Sheet == t.Pos.Sheet {
			h.Project = model.Project{Unit: h.Unit, Year: h.Year}
		}
	}
}

// Words in the name of a file or sheet that tell the age of a version.
var (
	oldWord   = pattern.New(`旧|备份|副本|原稿|作废|废|以前|上报前`)
	draftWord = pattern.New(`初稿|草稿|征求意见`)
	finalWord = pattern.New(`定稿|终稿|最终|修改后|修订|更正|最新|新版|[（(]改[)）]|[（(]新[)）]`)
)

// age is the place of a name among versions: old, draft, neither, final.
func age(name string) int {
	switch {
	case oldWord.MatchString(name):
		return 0
	case draftWord.MatchString(name):
		return 1
	case finalWord.MatchString(name):
		return 3
	}
	return 2
}

// newest is the newest of several versions of a table, by the words of its
// sheet's and its file's name; where they decide nothing the last. why says
// which it was, to follow a sentence.
func newest[T any](tables []T, of func(T) *model.Table) (best T, why string) {
	top, same := -1, false
	for _, t := range tables {
		at := of(t).Pos
		n := 4*age(fileTitle(at.File())) + age(at.SheetName())
		if n >= top {
			best, same, top = t, n == top, n
		}
	}
	if same {
		return best, "（几张都没有写明哪一张新，取最后一张）"
	}
	return best, "（按文件和工作表的名称，它最新）"
}
