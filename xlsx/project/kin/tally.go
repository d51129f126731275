package kin

import (
	"slices"

	"github.com/shopspring/decimal"

	"ziping/model"
	"ziping/model/pattern"
)

// A Tally is what logs come to: of one, or of all but one.
type Tally struct {
	Rows, Dated int // rows that are no sums; logs that say when or where
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

func NewTally() *Tally {
	return &Tally{deeds: map[deed]int{}, names: map[string]int{}, groups: map[string]int{}}
}

func TallyOf(log *model.ActivityLog) *Tally {
	t := NewTally()
	a := (&model.Project{Logs: []*model.ActivityLog{log}}).Activities()
	t.Rows = a.Count
	if Dated(log) {
		t.Dated = 1
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

// Add adds another tally, or with sign −1 takes it away.
func (t *Tally) Add(o *Tally, sign int) {
	t.Rows, t.Dated, t.unnamed = t.Rows+sign*o.Rows, t.Dated+sign*o.Dated, t.unnamed+sign*o.unnamed
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

// Agrees reports that at least two of the figures are those of the rest, and
// none that says something is another.
func (t *Tally) Agrees(rest *Tally) bool {
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

// Copied reports that every activity stands in the rest too, under the same name
// and time.
func (t *Tally) Copied(rest *Tally) bool {
	for k := range t.deeds {
		if rest.deeds[k] <= 0 {
			return false
		}
	}
	return t.unnamed == 0
}

// NamesCategories reports that the activities are called as the categories of
// the rest.
func (t *Tally) NamesCategories(rest *Tally) bool {
	for name := range t.names {
		if rest.groups[name] <= 0 {
			return false
		}
	}
	return t.Rows > 1
}

// Dated reports a log that says of a row when or where it was.
func Dated(log *model.ActivityLog) bool {
	return slices.ContainsFunc(log.Rows, func(a *model.Activity) bool {
		return a.Kind == model.Detail && (a.When().State == model.Known || a.When().State == model.Bad || a.Place().Known())
	})
}

// Counting reports a log that says of its rows how many there were, and nothing
// else: a return of statistics.
func Counting(log *model.ActivityLog) bool {
	return !slices.ContainsFunc(log.Table.Columns, func(c model.Column) bool {
		return slices.Contains([]string{"when", "start", "end", "place", "participants", "cost", "youth"}, c.Field)
	})
}

// SumsUp reports a log that is called a summary, or whose rows are months.
func SumsUp(log *model.ActivityLog) bool {
	if summaryWord.MatchString(log.Table.Pos.SheetName()) || summaryWord.MatchString(log.Title.Value) && !Dated(log) {
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
