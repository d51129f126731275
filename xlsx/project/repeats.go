package project

import (
	"cmp"
	"fmt"
	"slices"

	"github.com/shopspring/decimal"

	"ziping/model"
	"ziping/xlsx/project/ask"
	"ziping/xlsx/project/kin"
)

// Tables that say again what others say in detail are left out: a 汇总 of the
// same 资金表, the log's figures by category.

// repeatedFunds keeps of fund tables with the same sums in every column the one
// with most rows.
func (r *reading) repeatedFunds() {
	var mains []*model.FundTable
	for _, t := range r.p.Funds {
		if t.Role == model.FundMain {
			mains = append(mains, t)
		}
	}
	if len(mains) < 2 {
		return
	}
	keep := slices.MaxFunc(mains, func(a, b *model.FundTable) int { return kin.Details(a) - kin.Details(b) })
	for _, t := range mains {
		if t != keep && kin.SameSums(t, keep) && (kin.SummedUp(t, keep) || kin.SameRows(t, keep)) {
			r.leaveOut(yearly{table: t.Table}, fmt.Sprintf("资金表的合计与%s相同，以明细的那张为准", place(keep.Table)))
		}
	}
}

// repeatedLogs leaves out a log that lists the activities of the others again or
// adds them up to the same figures, and one without dates and places that lists
// their categories.
func (r *reading) repeatedLogs() {
	if len(r.p.Logs) < 2 {
		return
	}
	rest := kin.NewTally() // of all logs that are kept so far
	logs := slices.Clone(r.p.Logs)
	tallies := make([]*kin.Tally, len(logs))
	for i, log := range logs {
		tallies[i] = kin.TallyOf(log)
		rest.Add(tallies[i], 1)
	}
	for i, log := range slices.Backward(logs) {
		own := tallies[i]
		rest.Add(own, -1)
		if rest.Dated > 0 && r.repeats(log, own, rest) {
			continue
		}
		rest.Add(own, 1)
	}
}

// repeats leaves a log out that says again what the rest says.
func (r *reading) repeats(log *model.ActivityLog, own, rest *kin.Tally) bool {
	if own.Dated == 0 && kin.Counting(log) {
		r.leaveOut(yearly{table: log.Table}, "活动台账没有时间、地点、人数和经费，像是统计表")
		return true
	}
	// Round figures agree by chance: what the rows say has to agree as well.
	agrees := own.Agrees(rest)
	again := agrees && own.Copied(rest)
	if own.Rows < rest.Rows {
		again = again || agrees && kin.SumsUp(log) || own.Dated == 0 && own.NamesCategories(rest)
	}
	if own.Rows == 0 || !again {
		return false
	}
	r.leaveOut(yearly{table: log.Table}, "表是另一张活动台账的汇总，以逐项的台账为准")
	return true
}

// repeatedForms leaves one of several 自评表 that state the same project: of
// copies the first, beside a filled one no empty one, else the newer by its name
// or the last, because both would be added up.
func (r *reading) repeatedForms() {
	for i := 0; i < len(r.p.Forms); i++ {
		a := r.p.Forms[i]
		for _, b := range slices.Clone(r.p.Forms[i+1:]) {
			if !kin.SameProject(a, b) {
				continue
			}
			switch fa, fb := kin.Filled(a), kin.Filled(b); {
			case kin.SameForm(a, b):
				r.leaveOut(yearly{table: b.Table}, "自评表与"+place(a.Table)+"一模一样")
			case 2*fb < fa:
				r.leaveOut(yearly{table: b.Table}, "自评表大半没有填，另有填好的"+place(a.Table))
			case 2*fa < fb:
				r.leaveOut(yearly{table: a.Table}, "自评表大半没有填，另有填好的"+place(b.Table))
			default:
				r.settleVersion("有两张自评表写的是同一个项目", []*model.Table{a.Table, b.Table}, "fund", "indicators")
			}
			if !slices.Contains(r.p.Forms, a) {
				i--
				break
			}
		}
	}
}

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
		switch r.askPart(log.Table, kept[0].Table, "活动台账", "activities", "activities_by_category") {
		case addPart:
			kept = append(kept, log)
			continue
		case insteadPart:
			r.setAside(kept[0].Table, "import/ignored", "按答复用"+place(log.Table)+"；这一张没有采用", "")
			kept[0] = log
			continue
		case ask.None:
			r.setAside(log.Table, "import/ignored", "按答复用"+place(kept[0].Table)+"；这一张没有采用", "")
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
	best := r.settleVersion("两张活动台账写的大多是同样的活动", []*model.Table{pair[0].Table, pair[1].Table}, "activities", "activities_by_category")
	if best == pair[0].Table {
		return pair[0]
	}
	return pair[1]
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

// leaveNeighbours keeps the forms and tables of something else out of the
// project's figures, also where the project has none of its own. The form of a
// whole department is still held to the rules where nothing else is to be checked.
func (r *reading) leaveNeighbours() {
	groups := [][]yearly{r.fundTables(), r.logTables(), r.formTables()}
	alone := true
	for _, group := range groups {
		alone = alone && !slices.ContainsFunc(group, func(t yearly) bool { return kin.NeighbourOf(t.table) == nil })
	}
	for _, group := range groups {
		own := slices.IndexFunc(group, func(t yearly) bool { return kin.NeighbourOf(t.table) == nil })
		for _, t := range group {
			n := kin.NeighbourOf(t.table)
			whole := n != nil && n.Kind == model.KindWholeForm
			switch {
			case n == nil, own < 0 && whole && t.table.Kind != model.KindForm:
			case own >= 0:
				r.leaveNeighbour(t, n, fmt.Sprintf("，另有%s", place(group[own].table)))
			case whole && alone:
				t.table.Kind = n.Kind
				r.note(model.Note{Rule: "import/ignored", Pos: t.table.Pos, Message: fmt.Sprintf("这是%s，没有项目的自评表：这张表本身照样核对，它的数字不作为项目的数字", n.Title),
					Hint: "要写项目的自评报告，请补上项目支出绩效自评表", Fields: []string{"fund", "indicators"}})
			default:
				r.leaveNeighbour(t, n, "")
			}
		}
	}
}

// leaveNeighbour takes one out of the project; beside names the project's own.
func (r *reading) leaveNeighbour(t yearly, n *kin.Neighbour, beside string) {
	message, hint, fields := fmt.Sprintf("这是%s，不是项目的%s%s；这一张不计入项目的数字", n.Title, t.kind, beside), "不用处理；它该单独检查的，请放到另外的文件夹里", []string(nil)
	if beside == "" {
		hint, fields = "请补上项目自己的"+t.kind+"；如果这就是项目的，请改正标题", []string{"fund"}
	}
	for _, f := range r.p.Forms {
		switch {
		case f.Table != t.table:
		case n.Kind == model.KindWholeForm:
			r.p.WholeForms = append(r.p.WholeForms, f)
		case n.Kind == model.KindGoal:
			r.p.Goals = append(r.p.Goals, f)
		}
	}
	r.setAside(t.table, "import/ignored", message, hint, fields...)
	t.table.Kind = n.Kind
	r.forgetProject(t.table)
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
