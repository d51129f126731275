package model

import "strings"

// SourceFund is the name of the best source: the rows of the fund table.
const SourceFund = "资金表"

// SourceAnswers is the name of the last source: what a person answered where no
// table states a figure.
const SourceAnswers = "补充材料"

// A FundSource is one place of a project that states its money, or a part of
// it. What it does not state is Empty.
type FundSource struct {
	Name string // 资金表, 资金表的合计行, 自评表, 自评表的各项资金, 资金分配表, 基本信息, 补充材料
	Fund
}

// FundSources are the places that state the project's money, the best first:
// the fund table, the forms' 年度资金总额 (全年预算数, 到位资金, 全年执行数), the sum
// of the forms' sources of money, the unit's row in the allotment table, 下达金额
// in 基本信息, the answers of a person. Forms are added up where they are of several projects.
//
//	for _, s := range p.FundSources() { fmt.Println(s.Name, s.Planned.From) }
func (p *Project) FundSources() []FundSource {
	var out []FundSource
	if t := p.Main(); t != nil {
		out = append(out, FundSource{SourceFund, Fund{t.Sum(Planned), t.Sum(Received), t.Sum(Spent)}},
			FundSource{"资金表的合计行", Fund{t.total(Planned), t.total(Received), t.total(Spent)}})
	}
	totals, parts := p.formFunds()
	var issued summer
	issued.amount(p.Issued)
	out = append(out, FundSource{"自评表", totals}, FundSource{"自评表的各项资金", parts},
		FundSource{"资金分配表", Fund{Planned: p.allotted()}}, FundSource{"基本信息", Fund{Planned: issued.sum()}},
		FundSource{SourceAnswers, p.Answered})
	for i := range out {
		for k := range formMoney {
			out[i].at(k).Source = out[i].Name
		}
	}
	return out
}

// total is one column of the table's stated total.
func (t *FundTable) total(of func(*FundRow) Cell[Amount]) Sum {
	var s summer
	for _, r := range t.Rows {
		if r.Kind == Total {
			s.amount(of(r))
			break
		}
	}
	return s.sum()
}

// formMoney are the columns of a form's money block, in the order of Fund.
var formMoney = []func(*MoneyRow) Cell[Amount]{
	(*MoneyRow).Base,
	func(r *MoneyRow) Cell[Amount] { return r.Received },
	func(r *MoneyRow) Cell[Amount] { return r.Spent },
}

// formFunds are the money of the forms by their total rows, and by their rows
// of sources where the total row of some project's form states nothing.
func (p *Project) formFunds() (totals, parts Fund) {
	for i, of := range formMoney {
		var total, part summer
		whole := true
		for _, forms := range p.ByProject() {
			t, s := moneyOf(forms, of)
			switch {
			case !t.Sum.Empty():
				total.join(t)
				part.join(t)
			case !s.Sum.Empty():
				whole = false
				part.join(s)
			}
		}
		if whole {
			*totals.at(i) = total.sum()
		} else {
			*parts.at(i) = part.sum()
		}
	}
	return totals, parts
}

// moneyOf is one column of one project's money: of the first form's total row,
// and of the rows of its sources.
func moneyOf(forms []*Form, of func(*MoneyRow) Cell[Amount]) (total, parts summer) {
	for _, f := range forms {
		if !f.OfProject() {
			continue
		}
		if r := f.MoneyTotal(); r != nil && total.Sum.Empty() {
			total.amount(of(r))
		}
		if parts.Sum.Empty() {
			for _, r := range f.Money {
				if r.Kind != MoneyTotal && r.Level < 2 {
					parts.amount(of(r))
				}
			}
		}
	}
	return total, parts
}

// join adds another sum of cells.
func (s *summer) join(o summer) {
	if len(s.From) == 0 || len(o.From) > 0 && o.Place < s.Place {
		s.Place = o.Place
	}
	s.n = s.n.Add(o.n)
	s.Blank, s.Bad, s.Approx, s.absent = s.Blank+o.Blank, s.Bad+o.Bad, s.Approx+o.Approx, s.absent+o.absent
	s.From = append(s.From, o.From...)
}

// allotted is what the allotment table gives the unit.
func (p *Project) allotted() Sum {
	var s summer
	for _, t := range p.Allotments {
		for _, r := range t.Rows {
			if r.Kind == Detail && p.Unit.Known() && r.Unit.Known() && SameOffice(p.Unit.Value, r.Unit.Value) {
				s.amount(r.Amount)
			}
		}
	}
	return s.sum()
}

// SameOffice reports that one name is the other, or holds all of it.
func SameOffice(a, b string) bool {
	a, b = Key(a), Key(b)
	return a == b || len([]rune(a)) > 2 && strings.Contains(b, a) || len([]rune(b)) > 2 && strings.Contains(a, b)
}

// at is the sum with the index i: 计划, 到位, 支出.
func (f *Fund) at(i int) *Sum {
	return []*Sum{&f.Planned, &f.Received, &f.Spent}[i]
}
