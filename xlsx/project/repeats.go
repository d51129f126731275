package project

import (
	"fmt"
	"slices"

	"ziping/model"
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
				best, why := newest([]*model.Form{a, b}, func(f *model.Form) *model.Table { return f.Table })
				other := a
				if best == a {
					other = b
				}
				r.setAside(other.Table, "import/version", fmt.Sprintf("有两张自评表写的是同一个项目，内容不同，按%s计算%s；这一张没有采用", place(best.Table), why),
					"请只留一张：把不用的那张删除，或隐藏它所在的工作表（隐藏的工作表不读入）", "fund", "indicators")
			}
			if !slices.Contains(r.p.Forms, a) {
				i--
				break
			}
		}
	}
}
