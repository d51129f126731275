package column

import (
	"cmp"
	"math"
	"slices"

	"ziping/xlsx/layout/evidence"
	"ziping/xlsx/layout/header"
	"ziping/xlsx/layout/word"
	"ziping/xlsx/profile"
)

// An offer is one way to understand one column.
type offer struct {
	col  int
	m    word.Match
	rank float64
}

// An understanding is a claim while its columns are understood.
type understanding struct {
	*Claim
	page   *word.Page
	year   int // the project's or the title's, 0 for not known
	offers []offer
}

// A Step is one way in which columns get their fields.
type Step struct {
	ID  string
	Doc string // what the step reads
	Run func(u *understanding)
}

// steps are the readings of columns, in order: the first ones make and take back
// offers, assign gives each column the best that is left, the others read what the
// words alone do not tell. Each leaves on the column how it was understood. For a
// quirk of columns, add a step where it belongs.
var steps = []Step{
	{"said", "what a person said that a column is", (*understanding).said},
	{"words", "the fields that the words of the header may stand for, weighed by what stands below", (*understanding).words},
	{"divided", "一季度支出 to 四季度支出, 男 and 女: columns that part a figure, all of it", (*understanding).divided},
	{"other-years", "columns of another year give way to those of the project's", (*understanding).otherYears},
	{"planned", "in a log, columns under 计划 give way to those under 实际", (*understanding).planned},
	{"best", "every column gets the best field that is still free", (*understanding).best},
	{"deeper", "支出方向 with blanks beside 支出明细 is the category", (*understanding).deeper},
	{"adjusted", "本年预算 beside 调整后预算 is the budget before it was adjusted", (*understanding).adjusted},
	{"sources", "资金来源/小计 beside 到位资金, where nothing else states the plan: it is the plan, by its sources", (*understanding).sources},
	{"two-units", "计划资金（万元） and 计划资金（元） say the same: the finer one is read", (*understanding).twoUnits},
	{"unit", "服务村民（人次）: in a log the unit tells, where nothing else states the field", (*understanding).byUnit},
	{"everyone", "惠及儿童人次 where no other column says how many took part", (*understanding).everyone},
	{"days", "the only column of days of a log", (*understanding).days},
	{"names", "in a log without names, the first column of words that nothing else takes", (*understanding).names},
	{"months", "1月 to 12月 of a 资金表, and the sum of them", (*understanding).months},
	{"of-which", "其中 columns are parts of the column of figures to their left", (*understanding).ofWhich},
	{"bare", "words without a header left of all figures name the rows", (*understanding).bare},
	{"details", "in a 资金表, words that could name the rows beside those that do: what was bought", (*understanding).details},
	{"nearest", "the most like word of a list, where nothing else states the field", (*understanding).nearest},
	{"unsaid", "what a person said that is not to be read", (*understanding).unsaid},
	{"initial", "年初预算 is the plan where no other plan and no adjustment stands", (*understanding).initial},
}

// Understand lets one form understand the columns of a header, nil when it
// understands nothing to speak of.
func Understand(v *word.Page, f *word.TableForm, h *header.Header, samples []Sample, year int) *Claim {
	c := &Claim{Form: f, Head: h}
	for i, hc := range h.Cols {
		c.Columns = append(c.Columns, Column{Column: hc, Header: hc.Text(), Field: -1, Sample: samples[i]})
	}
	u := &understanding{Claim: c, page: v, year: year}
	for i := range steps {
		steps[i].Run(u)
	}
	c.weigh()
	if (c.Points < evidence.Standard.Column.LeastPoints || !c.substance()) && !h.Forced {
		return nil
	}
	return c
}

// said offers the field that a person named, before all others.
func (u *understanding) said() {
	for i := range u.Columns {
		if name, ok := u.person(i); ok {
			if f := slices.IndexFunc(u.Form.Fields, func(f profile.Field) bool { return f.Name == name }); f >= 0 {
				u.offers = append(u.offers, offer{i, word.Match{Field: f, Strength: evidence.Standard.Word.Literal}, math.Inf(1)})
			}
		}
	}
}

// person is what a person said of a column.
func (u *understanding) person(i int) (field string, ok bool) {
	field, ok = u.page.Options.Columns[evidence.ColumnKey(u.Form.Kind, u.Columns[i].Header)]
	return field, ok
}

// unsaid takes its field from a column that is not to be read.
func (u *understanding) unsaid() {
	for i := range u.Columns {
		if name, ok := u.person(i); ok && name == evidence.None {
			u.Columns[i].Field, u.Columns[i].Part, u.Columns[i].Doubt = -1, false, ""
		} else if ok {
			u.Columns[i].How, u.Columns[i].Doubt = "按答复", ""
		}
	}
}

// words offers the fields that the words of each header may stand for.
func (u *understanding) words() {
	f := u.Form
	for i := range u.Columns {
		path, sample := u.Columns[i].Path, u.Columns[i].Sample
		if _, said := u.person(i); said {
			continue
		}
		for _, m := range u.Columns[i].meanings(f) {
			if sample.refutes(f, m, path) || u.Columns[i].share() && word.IsFigure(f.Fields[m.Field].Type) && f.Fields[m.Field].Type != "ratio" {
				continue
			}
			if m.Composed && !m.Part && u.Columns[i].subset() && f.Fields[m.Field].Strong && word.IsFigure(f.Fields[m.Field].Type) {
				continue // 其中：党员 is never all who came
			}
			rank := m.Strength + sample.votes(f.Fields[m.Field].Type)
			if f.Fields[m.Field].Name == "youth" && path[len(path)-1].OfWhich {
				rank += evidence.Standard.Word.Spare // the part, where 惠及儿童人次 stands beside it
			}
			if sample.confirms(f.Fields[m.Field].Type) {
				rank += evidence.Standard.Column.Fits
			}
			if m.Composed && rank < evidence.Standard.Column.Least {
				continue
			}
			if f.Fields[m.Field].Required {
				rank += evidence.Standard.Column.Required
			}
			if f.Fields[m.Field].Unit == "人次" && path[len(path)-1].Visits() {
				rank += evidence.Standard.Column.Visits // 人次 beside 人数 is the figure that is asked for
			}
			rank -= evidence.Standard.Column.PerPlace*float64(f.WordRank(m.Field, path)) + f.Gives(m.Field, path)
			u.offers = append(u.offers, offer{i, m, rank})
		}
	}
}

func (u *understanding) divided()    { u.offers = u.divide(u.offers) }
func (u *understanding) otherYears() { u.offers = u.Claim.otherYears(u.offers, u.year) }
func (u *understanding) planned()    { u.offers = u.asPlanned(u.offers) }
func (u *understanding) sources()    { u.planBySources(u.offers) }
func (u *understanding) deeper()     { u.Claim.deeper(u.offers) }
func (u *understanding) adjusted()   { u.afterAdjusting() }
func (u *understanding) twoUnits()   { twoUnits(u.page, u.Claim) }
func (u *understanding) byUnit()     { u.Claim.byUnit() }
func (u *understanding) ofWhich()    { u.Claim.ofWhich() }
func (u *understanding) everyone()   { u.Claim.everyone(u.page, u.offers) }
func (u *understanding) days()       { u.Claim.days() }
func (u *understanding) names()      { u.Claim.names(u.offers) }
func (u *understanding) months()     { u.Claim.months() }
func (u *understanding) nearest()    { u.Claim.nearest() }
func (u *understanding) details()    { u.Claim.details(u.offers) }
func (u *understanding) bare()       { u.Claim.bare() }
func (u *understanding) initial()    { u.settleInitial() }

func (u *understanding) best() {
	slices.SortStableFunc(u.offers, func(a, b offer) int { return cmp.Compare(b.rank, a.rank) })
	u.assign(u.offers)
}
