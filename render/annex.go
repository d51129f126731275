package render

import (
	"slices"
	"strings"
)

// An annex is one entry of the 附件 list: 附件：1.项目支出绩效自评表.
type annex struct {
	number, name, regional Figure
	written, regionally    Figure
}

// annexLabels are what stands over the annexes that are there: 附件1, 附件 where
// there is only one.
type annexLabels struct{ form, fund, log Figure }

// LedgerAnnex is the name of the annex that is there on request.
const LedgerAnnex = "核对"

// ledgerAsked reports that the 资金核对表 and its chart are wanted in the report.
func (r *Report) ledgerAsked() bool { return slices.Contains(r.opt.Annexes, LedgerAnnex) }

// annexes lists what the report carries. Their numbers leave no gap; a single
// one has none.
func (r *Report) annexes() []annex {
	var out []annex
	add := func(name, regional string) {
		n := len(out) + 1
		out = append(out, annex{number: Figure{Text: itoa(n), Num: integer(n), Numeric: true}, name: Figure{Text: name}, regional: Figure{Text: regional}})
	}
	if len(r.evaluation.forms) > 0 {
		form := r.evaluation.forms[0]
		add(form.title.Text, form.regionalTitle().Text)
	}
	if r.ledgerAsked() {
		add("资金核对表", "资金核对表")
	}
	if len(r.work.rows) > 0 {
		add("活动一览表", "活动一览表")
	}
	for i := range out {
		before := "　　　"
		if i == 0 {
			before = "附件："
		}
		if len(out) > 1 {
			before += out[i].number.Text + "."
		}
		out[i].written, out[i].regionally = Figure{Text: before + out[i].name.Text}, Figure{Text: before + out[i].regional.Text}
	}
	return out
}

func (r *Report) annexLabels() annexLabels {
	all := r.annexes()
	next := func(there bool) Figure {
		if !there || len(all) == 0 {
			return Figure{}
		}
		n := all[0].number.Text
		all = all[1:]
		return Figure{Text: "附件" + n}
	}
	single := len(all) == 1
	l := annexLabels{form: next(len(r.evaluation.forms) > 0), fund: next(r.ledgerAsked()), log: next(len(r.work.rows) > 0)}
	if single {
		for _, f := range []*Figure{&l.form, &l.fund, &l.log} {
			if f.Known() {
				f.Text = "附件"
			}
		}
	}
	return l
}

// numbers are the labels without the word 附件.
func (l annexLabels) numbers() annexLabels {
	for _, f := range []*Figure{&l.form, &l.fund, &l.log} {
		f.Text = strings.TrimPrefix(f.Text, "附件")
	}
	return l
}

// A ledgerRow is one row of the 资金核对表: a direction with its amounts as bare
// numbers of the table's unit.
type ledgerRow direction

func (r *Report) ledger() []ledgerRow {
	var out []ledgerRow
	for _, d := range r.fund.directions {
		out = append(out, ledgerRow(d).in(r.fund.unit))
	}
	return out
}

func (r *Report) ledgerTotal() ledgerRow {
	f := r.fund
	row := ledgerRow{
		name: Figure{Text: "合计"}, planned: f.planned, received: f.received, spent: f.spent, balance: f.balance,
		receiptRate: f.receiptRate, executionRate: f.executionRate, cost: r.work.all.cost,
	}
	row.gap = f.money.Difference(row.spent, row.cost, "实际支出－台账经费")
	row.result = verdict(row.gap, f.money)
	return row.in(f.unit)
}

func (l ledgerRow) in(unit string) ledgerRow {
	for _, f := range []*Figure{&l.planned, &l.received, &l.spent, &l.balance, &l.cost, &l.gap} {
		*f = inUnit(*f, unit)
	}
	return l
}

func ledgerColumns() []column[ledgerRow] {
	of := func(name string, kind Kind, meaning string, get func(ledgerRow) Figure) column[ledgerRow] {
		return col(name, kind, meaning, func(l ledgerRow) any { return get(l) })
	}
	return []column[ledgerRow]{
		of("支出方向", KindText, "支出方向；合计行为“合计”", func(l ledgerRow) Figure { return l.name }),
		of("计划资金", KindMoney, "计划资金", func(l ledgerRow) Figure { return l.planned }),
		of("到位资金", KindMoney, "到位资金", func(l ledgerRow) Figure { return l.received }),
		of("实际支出", KindMoney, "实际支出", func(l ledgerRow) Figure { return l.spent }),
		of("结余", KindMoney, "结余", func(l ledgerRow) Figure { return l.balance }),
		of("到位率", KindRate, "到位率", func(l ledgerRow) Figure { return l.receiptRate }),
		of("执行率", KindRate, "执行率", func(l ledgerRow) Figure { return l.executionRate }),
		of("台账经费", KindMoney, "活动台账同名类别的经费", func(l ledgerRow) Figure { return l.cost }),
		of("差额", KindMoney, "实际支出减台账经费", func(l ledgerRow) Figure { return l.gap }),
		of("核对结果", KindText, "一致或相差多少", func(l ledgerRow) Figure { return l.result }),
		of("备注", KindText, "备注", func(l ledgerRow) Figure { return l.remark }),
	}
}
