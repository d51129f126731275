package project

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"github.com/shopspring/decimal"

	"ziping/model"
	"ziping/xlsx/profile"
	"ziping/xlsx/project/kin"
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
		if i := slices.IndexFunc(kept, func(k *model.ActivityLog) bool { return kin.Copied(k, log) }); i >= 0 {
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
	if !kin.States(log.Table, "sessions") && !kin.States(log.Table, "participants") {
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

// signs weighs what speaks for a log being the project's: its columns, those of
// 场次 and 人次 twice, and rows that name the fund table's directions.
func signs(log *model.ActivityLog, directions []string) int {
	n := 0
	for _, f := range kin.LogFields {
		n += btoi(kin.States(log.Table, f))
	}
	n += btoi(kin.States(log.Table, "sessions")) + btoi(kin.States(log.Table, "participants"))
	for _, a := range log.Rows {
		if a.Kind == model.Detail && slices.Contains(directions, model.Key(a.Category().Value)) {
			return n + 2
		}
	}
	return n
}

// directions are the keys of the fund table's directions.
func (r *reading) directions() []string {
	var out []string
	for _, t := range r.p.Funds {
		for _, row := range t.Rows {
			if t.Role == model.FundMain && row.Kind == model.Detail && row.Label.Known() {
				out = append(out, model.Key(kin.StemNumber.ReplaceAllString(row.Label.Value, "")))
			}
		}
	}
	return out
}

// partOf reports that a log is a part of one whole with those that are kept.
func (r *reading) partOf(log *model.ActivityLog, kept []*model.ActivityLog, directions []string) bool {
	if !slices.ContainsFunc(kept, func(k *model.ActivityLog) bool { return kin.SameColumns(k.Table, log.Table) }) {
		return false
	}
	if slices.ContainsFunc(kept, func(k *model.ActivityLog) bool { return kin.OneSeries(k.Table, log.Table, directions) }) {
		return true
	}
	return r.fillsSum(append(slices.Clone(kept), log))
}

// fillsSum reports that the logs together cost what another table says was spent.
func (r *reading) fillsSum(logs []*model.ActivityLog) bool {
	total := decimal.Zero
	for _, l := range logs {
		n, some := kin.Readable(costOf(l))
		if !some {
			return false
		}
		total = total.Add(n)
	}
	var spent amounts
	for _, t := range r.mains() {
		if n, some := kin.Readable(t.Sum(model.Spent)); some {
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

// newest is the newest of several versions of a table, by the words of its
// sheet's and its file's name; where they decide nothing the last. why says
// which it was, to follow a sentence.
func newest[T any](tables []T, of func(T) *model.Table) (best T, why string) {
	top, same := -1, false
	for _, t := range tables {
		at := of(t).Pos
		n := 4*kin.Age(kin.FileTitle(at.File())) + kin.Age(at.SheetName())
		if n >= top {
			best, same, top = t, n == top, n
		}
	}
	if same {
		return best, "（几张都没有写明哪一张新，取最后一张）"
	}
	return best, "（按文件和工作表的名称，它最新）"
}
