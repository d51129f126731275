package project

import (
	"fmt"
	"slices"

	"github.com/shopspring/decimal"

	"ziping/model"
	"ziping/model/pattern"
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
	keep := slices.MaxFunc(mains, func(a, b *model.FundTable) int { return details(a) - details(b) })
	for _, t := range mains {
		if t != keep && sameSums(t, keep) && (summedUp(t, keep) || sameRows(t, keep)) {
			r.leaveOut(yearly{table: t.Table}, fmt.Sprintf("资金表的合计与%s相同，以明细的那张为准", place(keep.Table)))
		}
	}
}

// summedUp reports that a fund table says in fewer rows what another says in
// detail: it is called a summary, or its rows are called as rows, groups or the
// whole of the other. Equal totals prove nothing.
func summedUp(t, whole *model.FundTable) bool {
	if details(t) >= details(whole) {
		return false
	}
	if summaryWord.MatchString(t.Table.Pos.SheetName()) || summaryWord.MatchString(t.Title.Value) {
		return true
	}
	called := map[string]bool{}
	for _, row := range whole.Rows {
		called[model.Key(row.Label.Value)], called[model.Key(row.Group)] = true, true
	}
	return !slices.ContainsFunc(t.Rows, func(row *model.FundRow) bool {
		return row.Kind == model.Detail && !called[model.Key(row.Label.Value)]
	})
}

func details(t *model.FundTable) int {
	n := 0
	for _, row := range t.Rows {
		if row.Kind == model.Detail {
			n++
		}
	}
	return n
}

// sameSums reports that plan and spending, and what was received where both say
// it, come to the same.
func sameSums(a, b *model.FundTable) bool {
	for i, column := range []func(*model.FundRow) model.Cell[model.Amount]{model.Planned, model.Spent, model.Received} {
		x, y := a.Sum(column), b.Sum(column)
		if i == 2 && x.Empty() {
			continue // the table left out says less
		}
		m, ok := x.Part()
		n, ok2 := y.Part()
		if !ok || !ok2 || x.Bad+y.Bad > 0 || !m.Equal(n) {
			return false
		}
	}
	return true
}

// sameRows reports two tables with the same rows.
func sameRows(a, b *model.FundTable) bool {
	return slices.EqualFunc(a.Rows, b.Rows, func(x, y *model.FundRow) bool {
		return x.Kind == y.Kind && model.Key(x.Label.Value) == model.Key(y.Label.Value) && x.Planned.Value.Yuan.Equal(y.Planned.Value.Yuan) &&
			x.Received.Value.Yuan.Equal(y.Received.Value.Yuan) && x.Spent.Value.Yuan.Equal(y.Spent.Value.Yuan)
	})
}

// repeatedLogs leaves out a log that lists the activities of the others again or
// adds them up to the same figures, and one without dates and places that lists
// their categories.
func (r *reading) repeatedLogs() {
	if len(r.p.Logs) < 2 {
		return
	}
	rest := newTally() // of all logs that are kept so far
	logs := slices.Clone(r.p.Logs)
	tallies := make([]*tally, len(logs))
	for i, log := range logs {
		tallies[i] = tallyOf(log)
		rest.add(tallies[i], 1)
	}
	for i, log := range slices.Backward(logs) {
		own := tallies[i]
		rest.add(own, -1)
		if rest.dated > 0 && r.repeats(log, own, rest) {
			continue
		}
		rest.add(own, 1)
	}
}

// repeats leaves a log out that says again what the rest says.
func (r *reading) repeats(log *model.ActivityLog, own, rest *tally) bool {
	if own.dated == 0 && counting(log) {
		r.leaveOut(yearly{table: log.Table}, "活动台账没有时间、地点、人数和经费，像是统计表")
		return true
	}
	// Round figures agree by chance: what the rows say has to agree as well.
	agrees := own.agrees(rest)
	again := agrees && own.copied(rest)
	if own.rows < rest.rows {
		again = again || agrees && sumsUp(log) || own.dated == 0 && own.namesCategories(rest)
	}
	if own.rows == 0 || !again {
		return false
	}
	r.leaveOut(yearly{table: log.Table}, "表是另一张活动台账的汇总，以逐项的台账为准")
	return true
}

// A tally is what logs come to: of one, or of all but one.
type tally struct {
	rows, dated int // rows that are no sums; logs that say when or where
	figures     [5]struct {
		n          decimal.Decimal
		parts, bad int // cells added, logs in which one could not be read
	}
	deeds   map[deed]int // rows of the same name and time
	names   map[string]int
	groups  map[string]int // rows by the key of their category
	unnamed int
}

// A deed is a row by its name and time.
type deed struct {
	name     string
	from, to model.Date
}

func newTally() *tally {
	return &tally{deeds: map[deed]int{}, names: map[string]int{}, groups: map[string]int{}}
}

func tallyOf(log *model.ActivityLog) *tally {
	t := newTally()
	a := (&model.Project{Logs: []*model.ActivityLog{log}}).Activities()
	t.rows = a.Count
	if dated(log) {
		t.dated = 1
	}
	for i, s := range []model.Sum{a.Sessions, a.Participants, a.Cost, a.Materials, a.Youth} {
		f := &t.figures[i]
		f.n, _ = s.Part()
		f.parts, f.bad = len(s.From), min(s.Bad, 1)
	}
	for _, x := range a.Rows {
		name, when := x.Name(), x.When().Value
		if !name.Known() {
			t.unnamed++
		}
		key := model.Key(name.Value)
		t.names[key]++
		t.deeds[deed{key, when.From, when.To}]++
		if c := x.Category().Value; c != "" {
			t.groups[model.Key(c)]++
		}
	}
	return t
}

// add adds another tally, or with sign −1 takes it away.
func (t *tally) add(o *tally, sign int) {
	t.rows, t.dated, t.unnamed = t.rows+sign*o.rows, t.dated+sign*o.dated, t.unnamed+sign*o.unnamed
	for i := range t.figures {
		f, g := &t.figures[i], &o.figures[i]
		f.n = f.n.Add(g.n.Mul(decimal.NewFromInt(int64(sign))))
		f.parts, f.bad = f.parts+sign*g.parts, f.bad+sign*g.bad
	}
	for k, n := range o.deeds {
		t.deeds[k] += sign * n
	}
	for k, n := range o.names {
		t.names[k] += sign * n
	}
	for k, n := range o.groups {
		t.groups[k] += sign * n
	}
}

// agrees reports that at least two of the figures are those of the rest, and
// none that says something is another.
func (t *tally) agrees(rest *tally) bool {
	same := 0
	for i := range t.figures {
		f, g := &t.figures[i], &rest.figures[i]
		known := f.parts > 0 && f.bad == 0
		switch {
		case f.parts == 0 && f.bad == 0, known && f.n.IsZero():
		case known && g.parts > 0 && g.bad == 0 && f.n.Equal(g.n):
			same++
		default:
			return false
		}
	}
	return same > 1
}

// copied reports that every activity stands in the rest too, under the same name
// and time.
func (t *tally) copied(rest *tally) bool {
	for k := range t.deeds {
		if rest.deeds[k] <= 0 {
			return false
		}
	}
	return t.unnamed == 0
}

// namesCategories reports that the activities are called as the categories of
// the rest.
func (t *tally) namesCategories(rest *tally) bool {
	for name := range t.names {
		if rest.groups[name] <= 0 {
			return false
		}
	}
	return t.rows > 1
}

// dated reports a log that says of a row when or where it was.
func dated(log *model.ActivityLog) bool {
	return slices.ContainsFunc(log.Rows, func(a *model.Activity) bool {
		return a.Kind == model.Detail && (a.When().State == model.Known || a.When().State == model.Bad || a.Place().Known())
	})
}

// counting reports a log that says of its rows how many there were, and nothing
// else: a return of statistics.
func counting(log *model.ActivityLog) bool {
	return !slices.ContainsFunc(log.Table.Columns, func(c model.Column) bool {
		return slices.Contains([]string{"when", "start", "end", "place", "participants", "cost", "youth"}, c.Field)
	})
}

// sumsUp reports a log that is called a summary, or whose rows are months.
func sumsUp(log *model.ActivityLog) bool {
	if summaryWord.MatchString(log.Table.Pos.SheetName()) || summaryWord.MatchString(log.Title.Value) && !dated(log) {
		return true
	}
	return !slices.ContainsFunc(log.Rows, func(a *model.Activity) bool {
		return a.Kind == model.Detail && (!a.When().Known() || a.When().Value.From.Day != 0) && !monthWord.MatchString(a.Name().Value)
	})
}

var (
	summaryWord = pattern.New(`汇总|合计|分类统计|按月|按类|按季|统计汇总|总表`)
	monthWord   = pattern.New(`^(?:20[0-9]{2}年)?(?:[0-9]{1,2}|[一二三四五六七八九十]{1,2})月|季度|半年`)
)

// repeatedForms leaves one of several 自评表 that state the same project: of
// copies the first, beside a filled one no empty one, else the newer by its name
// or the last, because both would be added up.
func (r *reading) repeatedForms() {
	for i := 0; i < len(r.p.Forms); i++ {
		a := r.p.Forms[i]
		for _, b := range slices.Clone(r.p.Forms[i+1:]) {
			if !sameProject(a, b) {
				continue
			}
			switch fa, fb := filled(a), filled(b); {
			case sameForm(a, b):
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

// filled counts the cells of a form that somebody has filled in.
func filled(f *model.Form) int {
	n := btoi(f.TotalScore.Known())
	for _, m := range f.Money {
		n += btoi(m.Budget.Known()) + btoi(m.Spent.Known())
	}
	for _, x := range f.Indicators {
		n += btoi(x.Actual.Text != "") + btoi(x.Score.Known())
	}
	return n
}

// sameProject reports forms of the same title, project, unit and year that have
// the same indicators.
func sameProject(a, b *model.Form) bool {
	if !a.ProjectName.Known() || a.Year.Value != b.Year.Value || len(a.Indicators) == 0 || len(b.Indicators) == 0 {
		return false
	}
	for _, c := range [][2]model.Cell[string]{{a.ProjectName, b.ProjectName}, {a.Unit, b.Unit}, {a.Title, b.Title}, {a.Code, b.Code}} {
		if model.Key(c[0].Value) != model.Key(c[1].Value) {
			return false
		}
	}
	shared := 0
	for _, x := range a.Indicators {
		if slices.ContainsFunc(b.Indicators, func(y *model.Indicator) bool { return model.Key(x.Level3.Value) == model.Key(y.Level3.Value) }) {
			shared++
		}
	}
	return 2*shared > min(len(a.Indicators), len(b.Indicators))
}

// sameForm reports forms with the same money and indicators, as typed.
func sameForm(a, b *model.Form) bool {
	return a.TotalScore.Text == b.TotalScore.Text &&
		slices.EqualFunc(a.Money, b.Money, func(x, y *model.MoneyRow) bool {
			return x.Kind == y.Kind && x.Budget.Text == y.Budget.Text && x.Spent.Text == y.Spent.Text && x.Initial.Text == y.Initial.Text
		}) &&
		slices.EqualFunc(a.Indicators, b.Indicators, func(x, y *model.Indicator) bool {
			return x.Level3.Text == y.Level3.Text && x.Target.Text == y.Target.Text && x.Actual.Text == y.Actual.Text && x.Weight.Text == y.Weight.Text && x.Score.Text == y.Score.Text
		})
}
