package review

import (
	"reflect"
	"strings"
	"unicode/utf8"

	"github.com/shopspring/decimal"

	"ziping/model"
	"ziping/model/check"
	"ziping/model/text"
)

// A fact is one value of the workbooks, as a report may state it.
type fact struct {
	kind    string // of text.Figure
	n       decimal.Decimal
	unit    string
	approx  bool
	name    string // 资金表“主题科普宣传”的实际支出
	subject string // the words that say whose it is: an activity, a category, an indicator; "" for the project
	role    text.Role
	pos     model.Pos
}

// The facts of a project, by kind.
type facts struct {
	all   map[string][]*fact
	loose map[string][]*fact // numbers that stand in texts and cells, of no role
	dates map[model.Date]bool
}

type factsKey struct{}

// known are the facts of the pass's project, nil when there is none.
func known(p *check.Pass) *facts {
	if p.Text.Project == nil {
		return nil
	}
	return p.Once(factsKey{}, func() any { return newFacts(p) }).(*facts)
}

func newFacts(p *check.Pass) *facts {
	k := &facts{all: map[string][]*fact{}, loose: map[string][]*fact{}, dates: map[model.Date]bool{}}
	k.money(p.Project)
	k.log(p.Project)
	k.forms(p.Project)
	visit(reflect.ValueOf(p.Project), func(s string, pos model.Pos) {
		line := text.ParsePlain("", strings.ReplaceAll(s, "\n", " "))
		for _, f := range text.Read(line).Figures {
			k.loose[f.Kind] = append(k.loose[f.Kind], &fact{kind: f.Kind, n: f.N, unit: f.Unit, approx: f.Near != text.Exact, name: "表里的原文", pos: pos})
		}
	})
	return k
}

func (k *facts) add(f fact) {
	if f.n.IsNegative() {
		return
	}
	k.all[f.kind] = append(k.all[f.kind], &f)
}

func (k *facts) sum(s model.Sum, f fact) {
	n, ok := s.Part()
	if !ok {
		return
	}
	f.n, f.pos, f.approx = n, s.From[0], s.Approx > 0
	k.add(f)
}

func (k *facts) amount(c model.Cell[model.Amount], name, subject string, role text.Role) {
	if c.Known() {
		k.add(fact{kind: text.Money, n: c.Value.Yuan, approx: c.Value.Approx, name: name, subject: subject, role: role, pos: c.Pos})
	}
}

func (k *facts) count(c model.Cell[model.Count], unit, name, subject string) {
	if c.Known() {
		if c.Value.Unit != "" {
			unit = c.Value.Unit
		}
		k.add(fact{kind: text.Count, n: c.Value.N, unit: unit, approx: c.Value.Approx, name: name, subject: subject, pos: c.Pos})
	}
}

func (k *facts) ratio(n decimal.Decimal, ok bool, name, subject string, role text.Role, pos model.Pos) {
	if ok {
		k.add(fact{kind: text.Rate, n: n, name: name, subject: subject, role: role, pos: pos})
	}
}

// money are the sums of the project and the rows of its tables.
func (k *facts) money(p *model.Project) {
	fund := p.Fund()
	for _, src := range p.FundSources() {
		k.sum(src.Planned, fact{kind: text.Money, name: src.Name + "的预算", role: text.Budget})
		k.sum(src.Received, fact{kind: text.Money, name: src.Name + "的到位资金", role: text.Received})
		k.sum(src.Spent, fact{kind: text.Money, name: src.Name + "的实际支出", role: text.Spent})
	}
	k.amount(p.Issued, "基本信息的下达金额", "", text.Budget)
	got, ok1 := fund.Received.Part()
	spent, ok2 := fund.Spent.Part()
	if ok1 && ok2 {
		k.add(fact{kind: text.Money, n: got.Sub(spent), name: "到位减支出", role: text.Balance, pos: fund.Spent.From[0]})
	}
	at := model.Pos{}
	if len(fund.Spent.From) > 0 {
		at = fund.Spent.From[0]
	}
	r, ok := fund.ExecutionRate()
	k.ratio(r, ok, "支出÷预算", "", text.Execution, at)
	r, ok = fund.ReceiptRate()
	k.ratio(r, ok, "到位÷预算", "", text.Receipt, at)
	if ok1 && ok2 && got.IsPositive() {
		k.ratio(spent.DivRound(got, 8), true, "支出÷到位", "", text.Execution, at)
	}
	for _, t := range p.Funds {
		for _, row := range t.Rows {
			k.fundRow(row)
		}
	}
}

func (k *facts) fundRow(row *model.FundRow) {
	label := row.Label.Value
	subject := label
	if row.Kind == model.Total {
		subject = ""
	}
	of := "资金表“" + label + "”的"
	for _, c := range []struct {
		cell model.Cell[model.Amount]
		name string
		role text.Role
	}{
		{row.Initial, "年初预算", text.Budget}, {row.Planned, "预算", text.Budget}, {row.Adjusted, "调整数", text.Budget},
		{row.Received, "到位资金", text.Received}, {row.Spent, "实际支出", text.Spent}, {row.Balance, "结余", text.Balance},
	} {
		k.amount(c.cell, of+c.name, subject, c.role)
	}
	for _, s := range row.Sources {
		k.amount(s.Amount, of+s.Name, s.Name, text.Received)
	}
	if row.Rate.Known() {
		k.ratio(row.Rate.Value.R, true, of+"执行率", subject, text.Execution, row.Rate.Pos)
	}
	if row.Receipt.Known() {
		k.ratio(row.Receipt.Value.R, true, of+"到位率", subject, text.Receipt, row.Receipt.Pos)
	}
}

// log are the totals of the log, of its categories and of each activity.
func (k *facts) log(p *model.Project) {
	whole := p.Activities()
	k.activities(whole, "", "台账合计的")
	for _, c := range p.ByCategory() {
		k.activities(c, c.Category, "台账“"+c.Category+"”的")
	}
	for _, a := range whole.Rows {
		name := a.Name().Value
		of := "台账“" + shorten(name, 16) + "”的"
		k.count(a.Sessions(), "场次", of+"场次", name)
		k.count(a.Participants(), "人次", of+"参与人次", name)
		k.count(a.Youth(), "人次", of+"其中青少年", name)
		k.count(a.Materials(), "份", of+"发放资料", name)
		k.count(a.Volunteers(), "人", of+"志愿者", name)
		k.amount(a.Cost(), of+"经费", name, text.Spent)
		if w := a.When(); w.Known() {
			k.dates[w.Value.From], k.dates[w.Value.To] = true, true
		}
	}
	if d := p.Period; d.Known() {
		k.dates[d.Value.From], k.dates[d.Value.To] = true, true
	}
}

func (k *facts) activities(a model.Activities, subject, of string) {
	if a.Count == 0 {
		return
	}
	k.sum(a.Sessions, fact{kind: text.Count, unit: "场次", name: of + "场次", subject: subject})
	k.sum(a.Participants, fact{kind: text.Count, unit: "人次", name: of + "参与人次", subject: subject})
	k.sum(a.Youth, fact{kind: text.Count, unit: "人次", name: of + "其中青少年", subject: subject})
	k.sum(a.Materials, fact{kind: text.Count, unit: "份", name: of + "发放资料", subject: subject})
	k.sum(a.Cost, fact{kind: text.Money, name: of + "经费", subject: subject, role: text.Spent})
	k.add(fact{kind: text.Count, n: decimal.NewFromInt(int64(a.Count)), unit: "项", name: of + "活动数", subject: subject, pos: a.Rows[0].Pos})
}

// forms are the money, indicators and scores of the forms.
func (k *facts) forms(p *model.Project) {
	for _, form := range p.Forms {
		for _, row := range form.Money {
			of := "自评表“" + row.Label.Value + "”的"
			subject := row.Label.Value
			if row.Kind == model.MoneyTotal {
				subject = ""
			}
			k.amount(row.Initial, of+"年初预算数", subject, text.Budget)
			k.amount(row.Budget, of+"全年预算数", subject, text.Budget)
			k.amount(row.Received, of+"到位资金", subject, text.Received)
			k.amount(row.Spent, of+"全年执行数", subject, text.Spent)
			if row.Rate.Known() {
				k.ratio(row.Rate.Value.R, true, of+"执行率", subject, text.Execution, row.Rate.Pos)
			}
			k.score(row.Score, of+"得分", subject, text.NoRole)
			k.score(row.Weight, of+"分值", subject, text.NoRole)
		}
		if n := len(form.Indicators); n > 0 {
			for _, unit := range []string{"个", "项"} {
				k.add(fact{kind: text.Count, n: decimal.NewFromInt(int64(n)), unit: unit, name: "自评表的三级指标数", subject: "指标", pos: form.Indicators[0].Level3.Pos})
			}
		}
		for _, ind := range form.Indicators {
			name := ind.Level3.Value
			k.measure(ind.Target, "自评表“"+shorten(name, 16)+"”的指标值", name)
			k.measure(ind.Actual, "自评表“"+shorten(name, 16)+"”的完成值", name)
			k.score(ind.Score, "自评表“"+shorten(name, 16)+"”的得分", name, text.NoRole)
			k.score(ind.Weight, "自评表“"+shorten(name, 16)+"”的分值", name, text.NoRole)
		}
		k.score(form.TotalScore, "自评表的总分", "", text.Total)
		k.score(form.TotalWeight, "自评表的总分值", "", text.NoRole)
	}
}

func (k *facts) score(c model.Cell[model.Number], name, subject string, role text.Role) {
	if c.Known() {
		k.add(fact{kind: text.Score, n: c.Value.N, name: name, subject: subject, role: role, pos: c.Pos})
	}
}

func (k *facts) measure(c model.Cell[model.Measure], name, subject string) {
	if !c.Known() || c.Value.Qualitative {
		return
	}
	f := fact{kind: text.Count, n: c.Value.Value, unit: c.Value.Unit, approx: c.Value.Approx, name: name, subject: subject, pos: c.Pos}
	switch c.Value.Unit {
	case "%":
		f.kind, f.n = text.Rate, f.n.Shift(-2)
	case "元", "万元":
		f.kind, f.unit = text.Money, ""
	}
	k.add(f)
}

// stated reports that a figure is some value of the workbooks.
func (k *facts) stated(f *text.Figure) bool {
	kinds := []string{f.Kind}
	if f.Kind == text.Bare {
		kinds = []string{text.Money, text.Count, text.Score, text.Rate, text.Bare}
	}
	for _, kind := range kinds {
		for _, list := range [][]*fact{k.all[kind], k.loose[kind], k.loose[text.Bare]} {
			for _, v := range list {
				if v.fits(f) {
					return true
				}
			}
		}
	}
	return false
}

// fits reports that a figure may state the value.
func (v *fact) fits(f *text.Figure) bool {
	if f.Kind == text.Count && v.kind == text.Count && !text.SameUnit(f.Unit, v.unit) {
		return false
	}
	if f.Is(v.n) || v.approx && f.N.Sub(v.n).Abs().LessThanOrEqual(f.Tolerance()) {
		return true
	}
	if f.Kind == text.Bare && f.Scale == "" { // in a table its head says 万元 or %
		return v.kind == text.Money && v.n.Shift(-4).Sub(f.N).Abs().LessThanOrEqual(f.Tolerance()) ||
			v.kind == text.Rate && v.n.Shift(2).Sub(f.N).Abs().LessThanOrEqual(f.Tolerance())
	}
	if v.kind == text.Bare { // a cell that holds only the number
		return f.Kind == text.Money && f.Is(v.n.Shift(4)) || f.Kind == text.Rate && f.Is(v.n.Shift(-2))
	}
	return false
}

// of are the facts of a kind that play a role for the whole project.
func (k *facts) of(kind string, role text.Role) []*fact {
	var out []*fact
	for _, v := range k.all[kind] {
		if v.role == role && v.subject == "" {
			out = append(out, v)
		}
	}
	return out
}

// about are the facts of a kind and unit whose subject stands in a clause, of
// the longest subject only.
func (k *facts) about(f *text.Figure, words string) []*fact {
	longest := 0
	var out []*fact
	for _, v := range k.all[f.Kind] {
		n := len(v.subject)
		if utf8.RuneCountInString(v.subject) < 4 || n < longest || !strings.Contains(words, model.Key(v.subject)) || f.Kind == text.Count && !text.SameUnit(f.Unit, v.unit) {
			continue
		}
		if n > longest {
			longest, out = n, nil
		}
		out = append(out, v)
	}
	return out
}

var posType = reflect.TypeFor[model.Pos]()

// visit calls do for what is written in each cell of a model.
func visit(v reflect.Value, do func(string, model.Pos)) {
	switch v.Kind() {
	case reflect.Pointer:
		if v.IsNil() || v.Type() == reflect.TypeFor[*model.Table]() || v.Type() == reflect.TypeFor[*model.Sheet]() {
			return
		}
		if a, ok := v.Interface().(*model.Activity); ok {
			visit(reflect.ValueOf(a.Unpack()), do)
			return
		}
		visit(v.Elem(), do)
	case reflect.Slice:
		if k := v.Type().Elem().Kind(); k == reflect.Struct || k == reflect.Pointer {
			for i := range v.Len() {
				visit(v.Index(i), do)
			}
		}
	case reflect.Struct:
		if pos, s := v.FieldByName("Pos"), v.FieldByName("Text"); pos.IsValid() && s.IsValid() && pos.Type() == posType {
			if s.String() != "" {
				do(s.String(), pos.Interface().(model.Pos))
			}
			return
		}
		if v.Type().PkgPath() != reflect.TypeFor[model.Project]().PkgPath() {
			return
		}
		for i := range v.NumField() {
			if v.Type().Field(i).IsExported() {
				visit(v.Field(i), do)
			}
		}
	}
}
