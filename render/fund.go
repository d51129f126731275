package render

import (
	"strconv"
	"strings"

	"github.com/shopspring/decimal"

	"ziping/model"
	"ziping/render/phrase"
)

func itoa(n int) string             { return strconv.Itoa(n) }
func integer(n int) decimal.Decimal { return decimal.NewFromInt(int64(n)) }

// fund is the project's money: totals, directions, sentences.
type fund struct {
	unit                       string // 元 or 万元, the unit of the annex table
	table                      bool   // the figures come from a fund table, not from the form
	initial, planned, received Figure
	spent, balance             Figure
	receiptRate, executionRate Figure
	directions                 []direction
	sources                    []source
	lines                      []Line // the section's paragraphs
	spending                   []Line // those without who allotted it
	stated                     *model.FundRow
	money                      phrase.Money
}

// A direction is one 支出方向 of the fund table.
type direction struct {
	name                       Figure
	planned, received, spent   Figure
	balance                    Figure
	receiptRate, executionRate Figure
	cost, gap                  Figure // the log's cost of the category of that name, and spent − cost
	result                     Figure
	remark                     Figure
}

// A source is one part of the money received, added up.
type source struct{ name, amount Figure }

const rowsAdded = "资金表各行相加"

// added says how a sum of the project's money came about.
func added(s model.Sum) string {
	if s.Source == "" || s.Source == model.SourceFund {
		return rowsAdded
	}
	return "取自" + s.Source
}

func newFund(p *model.Project, w work, money phrase.Money) fund {
	t := p.Main()
	if t == nil {
		return formFund(p, money)
	}
	total := p.Fund()
	f := fund{unit: "元", table: true, money: money}
	if t.Table != nil && t.Table.Unit != "" {
		f.unit = t.Table.Unit
	}
	f.initial = money.Sum(t.Sum(model.Initial), rowsAdded)
	f.planned = money.Sum(total.Planned, added(total.Planned))
	f.received = money.Sum(total.Received, added(total.Received))
	f.spent = money.Sum(total.Spent, added(total.Spent))
	f.balance = money.Difference(f.received, f.spent, "到位资金－实际支出")
	f.receiptRate = phrase.Share(f.received, f.planned, "到位资金÷计划资金")
	f.executionRate = phrase.Share(f.spent, f.planned, "实际支出÷计划资金")
	for _, row := range t.Rows {
		switch row.Kind {
		case model.Detail:
			f.directions = append(f.directions, newDirection(row, w, money))
		case model.Total:
			f.stated = row
			f.planned, f.received, f.spent = f.planned.With(row.Planned.Pos), f.received.With(row.Received.Pos), f.spent.With(row.Spent.Pos)
			f.balance, f.executionRate, f.receiptRate = f.balance.With(row.Balance.Pos), f.executionRate.With(row.Rate.Pos), f.receiptRate.With(row.Receipt.Pos)
		}
	}
	f.sources = newSources(t, money)
	f.spending = f.compose(p)
	f.lines = f.withAllotted(p)
	return f
}

// formFund takes the money from the self-evaluation form, where there is no
// fund table.
func formFund(p *model.Project, money phrase.Money) fund {
	f := fund{unit: "万元", money: money}
	for _, form := range p.Forms {
		m := form.MoneyTotal()
		if m == nil {
			continue
		}
		if form.Table != nil && form.Table.Unit != "" {
			f.unit = form.Table.Unit
		}
		base := "全年预算数"
		if m.BaseIsInitial() {
			base = "年初预算数"
		}
		f.initial, f.planned, f.spent = money.Amount(m.Initial), money.Amount(m.Base()), money.Amount(m.Spent)
		if total := p.Fund(); len(p.ByProject()) == 1 { // the total row may state less than the rows of the sources
			if !f.planned.Known() {
				f.planned = money.Sum(total.Planned, added(total.Planned))
			}
			if !f.spent.Known() {
				f.spent = money.Sum(total.Spent, added(total.Spent))
			}
		}
		f.executionRate = phrase.Share(f.spent, f.planned, "全年执行数÷"+base).With(m.Rate.Pos)
		f.balance = money.Difference(f.planned, f.spent, base+"－全年执行数")
		f.spending = f.composeForm(p)
		f.lines = f.withAllotted(p)
		break
	}
	return f
}

func newDirection(row *model.FundRow, w work, money phrase.Money) direction {
	d := direction{
		name: phrase.Words(row.Label), planned: money.Amount(row.Planned), received: money.Amount(row.Received), spent: money.Amount(row.Spent), remark: phrase.Words(row.Remark),
	}
	d.balance = money.Difference(d.received, d.spent, "到位资金－实际支出").With(row.Balance.Pos)
	if !d.balance.Known() {
		d.balance = money.Amount(row.Balance)
	}
	d.receiptRate = phrase.Share(d.received, d.planned, "到位资金÷计划资金").With(row.Receipt.Pos)
	d.executionRate = phrase.Share(d.spent, d.planned, "实际支出÷计划资金").With(row.Rate.Pos)
	if !d.executionRate.Known() {
		d.executionRate = phrase.Ratio(row.Rate)
	}
	if c := w.category(d.name.Text); c != nil {
		d.cost = c.cost
		d.gap = money.Difference(d.spent, d.cost, "实际支出－台账经费").With(row.Spent.Pos)
	}
	switch {
	case len(w.rows) == 0 || w.category(row.Group) != nil: // a group is compared as a whole
	case d.gap.Known():
		d.result = verdict(d.gap, money)
	default:
		d.result = Figure{Text: "台账无同名类别经费"}
	}
	return d
}

// fundRow is the row of the fund table that stands for the category: the detail
// row of its name, or the 小计 of the group of its name.
func fundRow(p *model.Project, category string) *model.FundRow {
	t := p.Main()
	if t == nil || category == "" {
		return nil
	}
	key := model.Key(category)
	var found *model.FundRow
	for _, row := range t.Rows {
		switch {
		case row.Kind == model.Detail && row.Label.Known() && model.Key(row.Label.Value) == key:
			return row
		case row.Kind == model.Subtotal && model.Key(row.Group) == key:
			found = row
		}
	}
	return found
}

// groupSpent adds up what the rows of each group spent, groups in the order of
// the table.
func groupSpent(t *model.FundTable) (names []string, spent map[string]model.Sum) {
	spent = map[string]model.Sum{}
	parts := map[string]*model.FundTable{}
	for _, row := range t.Rows {
		if row.Kind != model.Detail || row.Group == "" {
			continue
		}
		if parts[row.Group] == nil {
			names = append(names, row.Group)
			parts[row.Group] = &model.FundTable{}
		}
		parts[row.Group].Rows = append(parts[row.Group].Rows, row)
	}
	for name, part := range parts {
		spent[name] = part.Sum(model.Spent)
	}
	return names, spent
}

// newSources adds up the parts of the money received by name. A part that is
// unreadable in one row leaves the whole name out.
func newSources(t *model.FundTable, money phrase.Money) []source {
	var order []string
	parts := map[string]*source{}
	broken := map[string]bool{}
	for _, row := range t.Rows {
		if row.Kind != model.Detail {
			continue
		}
		for _, s := range row.Sources {
			key := model.Key(s.Name)
			if parts[key] == nil {
				order = append(order, key)
				parts[key] = &source{name: Figure{Text: s.Name}}
			}
			a := &parts[key].amount
			broken[key] = broken[key] || s.Amount.State == model.Bad
			if v := money.Amount(s.Amount); v.Numeric {
				a.Num, a.Numeric, a.From = a.Num.Add(v.Num), true, append(a.From, v.From...)
			}
		}
	}
	var out []source
	for _, key := range order {
		s := parts[key]
		if s.amount.Numeric && !broken[key] {
			s.amount.Text = money.Words(s.amount.Num)
			s.amount.How = rowsAdded
			out = append(out, *s)
		}
	}
	return out
}

// compose writes the section on money from the fund table.
func (f fund) compose(p *model.Project) []Line {
	var l Line
	known := f.received.Known() || f.spent.Known()
	switch {
	case f.planned.Known():
		l.Clause("", "项目计划资金", f.planned)
	case known:
		l.Add("项目计划资金", unknownMoney("计划资金"))
	}
	if f.received.Known() {
		l.Clause(comma(l), "实际到位资金", f.received)
		l.AddKnown("，资金到位率", f.receiptRate, "")
	}
	if f.spent.Known() {
		l.Clause(semicolon(l), "实际支出", f.spent)
		l.AddKnown("，预算执行率", f.executionRate, "")
	} else if len(l) > 0 {
		l.Add(semicolon(l), "实际支出", unknownMoney("实际支出"))
	}
	f.addBalance(&l, "到位资金")
	f.addReason(&l, p)
	l.Stop()
	return nonEmpty(l, f.sourceLine(), f.directionLine())
}

// composeForm writes it from the form's 年度资金总额.
func (f fund) composeForm(p *model.Project) []Line {
	var l Line
	if f.initial.Known() {
		l.Clause("", "项目年初预算数", f.initial)
	}
	for _, x := range []struct {
		name string
		fig  Figure
	}{{"全年预算数", f.planned}, {"全年执行数", f.spent}} {
		switch {
		case x.fig.Known():
			l.Clause(comma(l), x.name, x.fig)
		case f.planned.Known() || f.spent.Known() || f.initial.Known():
			l.Add(comma(l), x.name, unknownMoney(x.name))
		}
	}
	l.AddKnown("，预算执行率", f.executionRate, "")
	f.addBalance(&l, "全年预算数")
	f.addReason(&l, p)
	l.Stop()
	return nonEmpty(l)
}

// withAllotted is the section with who allotted the money; that alone is no
// section on money.
func (f fund) withAllotted(p *model.Project) []Line {
	if len(f.spending) == 0 {
		return nil
	}
	return nonEmpty(append([]Line{f.allotted(p)}, f.spending...)...)
}

// used is how many directions the sentence on what the money was for names.
const used = 6

// allotted says by whom and by which document the money was given, and what for.
func (f fund) allotted(p *model.Project) Line {
	var l Line
	doc, issued, from := phrase.Words(p.DocNumber), f.money.Amount(p.Issued), departmentOf(p)
	if from.Known() && !(p.Unit.Known() && model.SameOffice(from.Text, p.Unit.Value)) {
		l.Add("项目主管部门为", from)
	}
	if doc.Known() {
		l.Add(comma(l), documentWords(doc))
	}
	if issued.Known() {
		l.Add(comma(l), "下达项目资金", issued)
	} else if doc.Known() {
		l.Add("下达资金")
	}
	if (doc.Known() || issued.Known()) && len(f.directions) > 1 {
		var names Line
		uses := f.uses()
		for _, u := range uses[:min(used, len(uses))] {
			names.Add(enumerate(names), u.name)
		}
		if len(names) > 0 {
			l.Add("，用于", names, "等方面")
		}
	}
	l.Stop()
	return l
}

// departmentOf is the project's 主管部门, from the head or a form.
func departmentOf(p *model.Project) Figure {
	f := phrase.Words(p.Department)
	for _, form := range p.Forms {
		f = first(f, phrase.Words(form.Department))
	}
	return f
}

// documentWords is 根据 with the document, named as documents are.
func documentWords(doc Figure) Line {
	l := Line{"根据", doc}
	if strings.HasPrefix(doc.Text, "根据") || strings.HasPrefix(doc.Text, "按照") {
		l = Line{doc}
	}
	if strings.HasSuffix(doc.Text, "号") {
		l.Add("文件")
	}
	l.Add("，")
	return l
}

// addReason says why not all was spent, in the form's words.
func (f fund) addReason(l *Line, p *model.Project) {
	if !f.balance.Positive() {
		return
	}
	for _, form := range p.Forms {
		for _, m := range form.Money {
			if reason := phrase.Words(m.Reason); m.Kind == model.MoneyTotal && reason.Known() {
				reason.Text = phrase.Trim(reason.Text)
				l.Add("，主要原因是", trimmedReason(reason))
				return
			}
		}
	}
}

// trimmedReason is a reason without the words that lead to it.
func trimmedReason(reason Figure) Figure {
	for _, w := range []string{"主要原因是", "主要原因：", "原因是", "原因：", "偏差原因：", "未完成原因：", "主要是因为", "因为", "是因为", "主要是"} {
		if s, ok := strings.CutPrefix(reason.Text, w); ok {
			reason.Text = s
			break
		}
	}
	return reason
}

// unknownMoney is the gap for a figure that no table states, or that could not be read.
func unknownMoney(name string) phrase.Gap {
	return phrase.Gap{Words: "〔请补写：" + name + "〕", Note: "待补：" + name + "没有写明，或者认不出来。办法：照核对结果改好工作簿后重新生成，或在这里补写。"}
}

func (f fund) addBalance(l *Line, base string) {
	switch {
	case !f.balance.Known():
	case f.balance.Zero():
		none := f.balance
		none.Text = "无结余"
		l.Add("，", none)
	case f.balance.Num.IsNegative():
		over := f.balance
		over.Text = f.money.Words(f.balance.Num.Neg())
		l.Add("，支出超出"+base, over)
	default:
		l.Add("，结余", f.balance)
	}
}

// sourceLine names where the money came from, sources of 0 left out.
func (f fund) sourceLine() Line {
	var l Line
	for _, s := range f.sources {
		if s.amount.Positive() {
			l.Add(enumerate(l), s.name, s.amount)
		}
	}
	if len(l) == 0 {
		return nil
	}
	return append(Line{"到位资金来源为："}, append(l, "。")...)
}

// listed is how many directions are named in the text.
const listed = 12

// A use is what was spent on one direction, rows of the same name together.
type use struct{ name, spent Figure }

// uses are the directions by name; nil where the rows are no directions, but
// bear the name of the table or of the unit.
func (f fund) uses() []use {
	var out []use
	at := map[string]int{}
	for _, d := range f.directions {
		if !d.name.Known() {
			continue
		}
		name := d.name
		name.Text = strings.TrimPrefix(strings.TrimPrefix(name.Text, "其中："), "其中:")
		if titled(name.Text) {
			return nil
		}
		key := model.Key(name.Text)
		i, seen := at[key]
		if !seen {
			at[key] = len(out)
			out = append(out, use{name, d.spent})
			continue
		}
		u := &out[i].spent
		if u.Numeric && d.spent.Numeric {
			u.Num, u.From, u.How, u.Approx = u.Num.Add(d.spent.Num), append(u.From[:len(u.From):len(u.From)], d.spent.From...), rowsAdded, u.Approx || d.spent.Approx
			u.Text = u.Prefix() + f.money.Words(u.Num)
		} else {
			*u = Figure{}
		}
	}
	return out
}

// titled reports a row's label that is the title of a table.
func titled(s string) bool {
	for _, w := range []string{"台账", "明细表", "情况表", "资金表", "汇总表", "统计表"} {
		if strings.Contains(s, w) {
			return true
		}
	}
	return false
}

func (f fund) directionLine() Line {
	var l Line
	n := 0
	for _, u := range f.uses() {
		if !u.spent.Known() {
			continue
		}
		if n++; n > listed {
			continue
		}
		l.Add(enumerate(l), u.name, u.spent)
	}
	if n < 2 {
		return nil
	}
	l = append(Line{"按支出方向分，"}, l...)
	if n > listed {
		l.Add("等")
	}
	l.Add("。")
	return l
}

func comma(l Line) string {
	if s := l.String(); s == "" || phrase.Sentence(s) == s {
		return ""
	}
	return "，"
}

func semicolon(l Line) string {
	if comma(l) == "" {
		return ""
	}
	return "；"
}

func enumerate(l Line) string {
	if len(l) == 0 {
		return ""
	}
	return "、"
}

func nonEmpty(ls ...Line) []Line {
	var out []Line
	for _, l := range ls {
		if l.String() != "" {
			out = append(out, l)
		}
	}
	return out
}
