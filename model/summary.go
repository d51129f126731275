package model

import "github.com/shopspring/decimal"

// A Sum is a figure computed from several cells. What may be said of it hangs on
// what the cells state, so the number is only given with that: Total is the
// whole, Part what those cells come to that state something.
type Sum struct {
	n decimal.Decimal
	// From are the cells that were added, in order.
	From []Pos
	// Place is the finest written place of the parts.
	Place int32
	// Blank counts the cells that state nothing where others of the column do,
	// Bad those that could not be read, Approx the approximate ones among From.
	Blank, Bad, Approx int
	Source             string // of a sum of Project.Fund: the name of the FundSource that states it
}

// Total is the sum when every cell states its part.
func (s Sum) Total() (decimal.Decimal, bool) {
	if !s.Whole() {
		return decimal.Decimal{}, false
	}
	return s.n, true
}

// Part is the sum of the cells that state something, false when none does: the
// column does not exist, or nobody filled it in. Where it is not Whole it is
// printed 其中有记录的…, never as the total.
func (s Sum) Part() (decimal.Decimal, bool) { return s.n, len(s.From) > 0 }

// Whole reports that there is a sum and every cell states its part.
func (s Sum) Whole() bool { return len(s.From) > 0 && s.Blank == 0 && s.Bad == 0 }

// Empty reports that no cell states anything, readable or not.
func (s Sum) Empty() bool { return len(s.From) == 0 && s.Bad == 0 }

// PartSum is a sum with some of its parts, for whoever makes one.
func PartSum(n decimal.Decimal, from ...Pos) Sum { return Sum{n: n, From: from} }

// A summer adds cells up by what they state.
type summer struct {
	Sum
	absent int // cells of tables without the column
}

func (s *summer) add(st State, n decimal.Decimal, place int32, approx bool, pos Pos) {
	switch st {
	case Absent:
		s.absent++
	case Blank, Filler:
		s.Blank++
	case Bad:
		s.Bad++
	case None:
		s.From = append(s.From, pos)
	case Known:
		if len(s.From) == 0 || place < s.Place {
			s.Place = place
		}
		s.n = s.n.Add(n)
		if approx {
			s.Approx++
		}
		s.From = append(s.From, pos)
	}
}

func (s *summer) amount(c Cell[Amount]) {
	s.add(c.State, c.Value.Yuan, c.Value.Place, c.Value.Approx, c.Pos)
}

func (s *summer) count(c Cell[Count]) {
	s.add(c.State, c.Value.N, c.Value.Place, c.Value.Approx, c.Pos)
}

// sum is what was added up. Of several tables one may lack the column: its rows
// state nothing then, as blank ones.
func (s *summer) sum() Sum {
	if len(s.From) > 0 || s.Blank > 0 || s.Bad > 0 {
		s.Blank += s.absent
	}
	return s.Sum
}

// Main is the unit's 资金表, nil when it has none.
func (p *Project) Main() *FundTable {
	for _, t := range p.Funds {
		if t.Role == FundMain {
			return t
		}
	}
	return nil
}

// Sum adds one column of the table over its detail rows; where there are none,
// it is the stated total.
func (t *FundTable) Sum(field func(*FundRow) Cell[Amount]) Sum {
	var s summer
	details := 0
	for _, r := range t.Rows {
		if r.Kind == Detail {
			details++
			s.amount(field(r))
		}
	}
	if details == 0 {
		return t.total(field)
	}
	return s.sum()
}

// The columns of a fund table that are summed.
func Planned(r *FundRow) Cell[Amount]  { return r.Planned }
func Received(r *FundRow) Cell[Amount] { return r.Received }
func Spent(r *FundRow) Cell[Amount]    { return r.Spent }
func Balance(r *FundRow) Cell[Amount]  { return r.Balance }
func Initial(r *FundRow) Cell[Amount]  { return r.Initial }

// MoneyTotal is the form's 年度资金总额 row, nil when it has none.
func (f *Form) MoneyTotal() *MoneyRow {
	for _, r := range f.Money {
		if r.Kind == MoneyTotal {
			return r
		}
	}
	return nil
}

// Fund is the project's money as a whole.
type Fund struct{ Planned, Received, Spent Sum }

// Fund is every sum from the best source that states it; see FundSources.
func (p *Project) Fund() Fund {
	var f Fund
	if len(p.Parts) > 1 {
		return p.partFund()
	}
	for _, src := range p.FundSources() {
		for i := range 3 {
			if to := f.at(i); to.Empty() {
				*to = *src.at(i)
			}
		}
	}
	return f
}

// ReceiptRate is received over planned (到位率), where both are whole.
func (f Fund) ReceiptRate() (decimal.Decimal, bool) { return quotient(f.Received, f.Planned) }

// ExecutionRate is spent over planned (预算执行率), where both are whole.
func (f Fund) ExecutionRate() (decimal.Decimal, bool) { return quotient(f.Spent, f.Planned) }

// RatePlaces is the number of decimals rates are computed to before any
// rounding for display: far below every tolerance.
const RatePlaces = 16

func quotient(a, b Sum) (decimal.Decimal, bool) {
	top, ok := a.Total()
	bottom, ok2 := b.Total()
	if !ok || !ok2 || bottom.IsZero() {
		return decimal.Decimal{}, false
	}
	return top.DivRound(bottom, RatePlaces), true
}

// Activities is an activity log, or one category of it, added up.
type Activities struct {
	Category     string
	Count        int // detail rows; those under one name cell, merged over them, are one activity
	Sessions     Sum
	Participants Sum
	Youth        Sum
	Materials    Sum
	Cost         Sum
	Rows         []*Activity // the detail rows, in order
}

// Activities adds up every log of the project.
func (p *Project) Activities() Activities { return addUp("", p.details()) }

// ByCategory adds up the logs by 活动类别, in the order of first appearance.
// Rows without a category come under "".
func (p *Project) ByCategory() []Activities {
	var order []string
	rows := map[string][]*Activity{}
	names := map[string]string{}
	for _, a := range p.details() {
		key := Key(a.Category().Value)
		if _, seen := rows[key]; !seen {
			order = append(order, key)
			names[key] = a.Category().Value
		}
		rows[key] = append(rows[key], a)
	}
	out := make([]Activities, len(order))
	for i, key := range order {
		out[i] = addUp(names[key], rows[key])
	}
	return out
}

func (p *Project) details() []*Activity {
	var out []*Activity
	for _, log := range p.Logs {
		for _, a := range log.Rows {
			if a.Kind == Detail {
				out = append(out, a)
			}
		}
	}
	return out
}

func addUp(category string, rows []*Activity) Activities {
	var sessions, participants, youth, materials, cost summer
	for _, a := range rows {
		sessions.count(a.Sessions())
		participants.count(a.Participants())
		youth.count(a.Youth())
		materials.count(a.Materials())
		cost.amount(a.Cost())
	}
	return Activities{
		Category: category, Count: countNames(rows), Rows: rows,
		Sessions: sessions.sum(), Participants: participants.sum(), Youth: youth.sum(),
		Materials: materials.sum(), Cost: cost.sum(),
	}
}

// countNames counts activities: an activity of two days may have two rows under one name
// that is merged over them.
func countNames(rows []*Activity) int {
	n := len(rows)
	for i := 1; i < len(rows); i++ {
		if a, b := rows[i-1], rows[i]; a.Pos == b.Pos && a.Cells.Name.State() == Known {
			n--
		}
	}
	return n
}

// IndicatorWeight is the sum of the indicators' weights, without the execution
// rate's own.
func (p *Project) IndicatorWeight() Sum {
	var s summer
	for _, f := range p.Forms {
		if !f.OfProject() {
			continue
		}
		for _, i := range f.Indicators {
			if st := i.Weight.State; st == Known || st == Bad { // a weight may be of several indicators
				s.add(st, i.Weight.Value.N, i.Weight.Value.Place, false, i.Weight.Pos)
			}
		}
	}
	return s.sum()
}

// TotalScore is the stated 总分, unknown when no form states one or when the
// forms are of several projects.
func (p *Project) TotalScore() Cell[Number] {
	if len(p.ByProject()) > 1 {
		return Cell[Number]{}
	}
	for _, f := range p.Forms {
		if f.OfProject() && f.TotalScore.State != Absent {
			return f.TotalScore
		}
	}
	return Cell[Number]{}
}
