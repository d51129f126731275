package city

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"github.com/shopspring/decimal"

	"ziping/cmd/city/find"
	"ziping/model"
	"ziping/xlsx/write/mend"
)

func likenessOf(a, b string) bool { return find.Likeness(a, b) > 0 }

// balance compares every line of the 资金分配表 with its units, and names the units
// that are on none.
func (s *Sum) balance(p *Plan) {
	if len(p.Tables) == 0 {
		return
	}
	rows := map[string]*Row{}
	for i := range s.Rows {
		rows[s.Rows[i].Unit] = &s.Rows[i]
	}
	for _, l := range p.Lines {
		if len(l.Allotted) == 0 && l.Amount == "" {
			continue
		}
		b := Balance{Name: l.Name, Allotted: l.allotted()}
		var got []decimal.NullDecimal
		failed := 0
		for _, name := range l.Units {
			r := rows[name]
			switch {
			case r == nil || r.Again:
			case r.Failed != "":
				failed++
			default:
				got = append(got, r.Received)
			}
		}
		b.Received = total(got)
		switch {
		case len(l.Units) == 0:
			b.Verdict, b.Differs = "没有交材料", true
		case failed > 0:
			b.Verdict, b.Differs = "交了材料，没有读成，无法比较", true
		case l.Doubt != "":
			b.Verdict, b.Differs = l.Doubt, true
		}
		s.Balances = append(s.Balances, b)
		s.several(l, b)
	}
	for _, m := range p.Members {
		if r := rows[m.Name]; r != nil && m.Line < 0 && !r.Again {
			b := Balance{Name: r.Name, Received: r.Received}
			if r.Failed != "" {
				b.Verdict, b.Differs = "资金分配表上没有找到它；交了材料，没有读成", true
			}
			if len(m.Like) > 0 {
				b.Verdict, b.Differs = "看不出是资金分配表里的哪一行", true
			}
			s.Balances = append(s.Balances, b)
		}
	}
}

// several reports a difference of a unit that handed in several submissions: it
// stands in none of them.
func (s *Sum) several(l Line, b Balance) {
	if len(l.Units) < 2 || b.Verdict != "" || !b.Allotted.Valid || !b.Received.Valid || b.Allotted.Decimal.Sub(b.Received.Decimal).Abs().LessThan(decimal.New(1, -2)) {
		return
	}
	s.Between = append(s.Between, mend.Row{
		Severity: "error", Rule: "rollup/allotment", RuleTitle: "到位与分配不符", Got: b.Received.Decimal.StringFixed(2), Want: b.Allotted.Decimal.StringFixed(2),
		Gap:     b.Received.Decimal.Sub(b.Allotted.Decimal).StringFixed(2),
		Message: fmt.Sprintf("“%s”的 %d 份材料合起来到位 %s 元，分配表下达的是 %s 元", l.Name, len(l.Units), model.Thousands(b.Received.Decimal.StringFixed(2)), model.Thousands(b.Allotted.Decimal.StringFixed(2))),
		Hint:    "与拨款文件核对：没有拨足的写实际到位数并说明，写错的改到位资金",
	})
}

// counted are the projects that the sums are over.
func (s *Sum) counted(visit func(r *Row, p *Project)) {
	for i := range s.Rows {
		r := &s.Rows[i]
		if r.Again {
			continue
		}
		for k := range r.Projects {
			visit(r, &r.Projects[k])
		}
	}
}

func (s *Sum) directions() {
	at := map[string]int{}
	unit := map[string]map[string]bool{}
	s.counted(func(r *Row, p *Project) {
		for _, d := range p.Directions {
			key := model.Key(d.Name)
			i, ok := at[key]
			if !ok {
				i = len(s.Directions)
				at[key], unit[key] = i, map[string]bool{}
				s.Directions = append(s.Directions, Share{Name: d.Name})
			}
			one := &s.Directions[i]
			add(&one.Planned, d.Planned)
			add(&one.Received, d.Received)
			add(&one.Spent, d.Spent)
			unit[key][r.Unit] = true
			one.Units = len(unit[key])
		}
	})
	slices.SortStableFunc(s.Directions, func(a, b Share) int {
		return cmp.Or(cmp.Compare(b.Units, a.Units), b.Planned.Decimal.Cmp(a.Planned.Decimal), cmp.Compare(a.Name, b.Name))
	})
}

func add(to *decimal.NullDecimal, d decimal.NullDecimal) {
	if d.Valid {
		to.Decimal, to.Valid = to.Decimal.Add(d.Decimal), true
	}
}

func (s *Sum) seconds() {
	at := map[string]int{}
	unit := map[string]map[string]bool{}
	s.counted(func(r *Row, p *Project) {
		for _, i := range p.Indicators {
			key := model.Key(i.Level1) + "\x1f" + model.Key(i.Level2)
			k, ok := at[key]
			if !ok {
				k = len(s.Seconds)
				at[key], unit[key] = k, map[string]bool{}
				s.Seconds = append(s.Seconds, Second{Level1: i.Level1, Level2: i.Level2})
			}
			one := &s.Seconds[k]
			one.Count++
			unit[key][r.Unit] = true
			one.Units = len(unit[key])
			if !i.Weight.Valid || !i.Score.Valid {
				one.Unscored++
				continue
			}
			one.Weight, one.Score = one.Weight.Add(i.Weight.Decimal), one.Score.Add(i.Score.Decimal)
			if i.Short {
				one.Short++
			}
		}
	})
	slices.SortStableFunc(s.Seconds, func(a, b Second) int { return cmp.Compare(levelRank(a.Level1), levelRank(b.Level1)) })
}

// levelRank orders the 一级指标 as forms do.
func levelRank(level string) int {
	for i, w := range []string{"预算", "决策", "过程", "成本", "产出", "效益", "满意"} {
		if strings.Contains(level, w) {
			return i
		}
	}
	return 9
}

// kinds counts the findings by what they are about, the most frequent errors first.
func (s *Sum) kinds() {
	at := map[string]int{}
	count := func(name string, rows []mend.Row) {
		for _, f := range rows {
			if f.Waived != "" || f.Follows || f.Severity == "info" {
				continue
			}
			key := f.Severity + f.Rule
			i, ok := at[key]
			if !ok {
				i = len(s.Kinds)
				at[key] = i
				s.Kinds = append(s.Kinds, Kind{Title: cmp.Or(f.RuleTitle, f.Rule), Severity: f.Severity})
			}
			k := &s.Kinds[i]
			k.Count++
			if name != "" && !slices.Contains(k.Units, name) {
				k.Units = append(k.Units, name)
			}
		}
	}
	for _, r := range s.Rows {
		count(r.Name, r.Findings)
	}
	count("", s.Between)
	slices.SortStableFunc(s.Kinds, func(a, b Kind) int {
		return cmp.Or(cmp.Compare(a.Severity, b.Severity), cmp.Compare(len(b.Units), len(a.Units)), cmp.Compare(b.Count, a.Count), cmp.Compare(a.Title, b.Title))
	})
}

// Count is how many rows have a status.
func (s *Sum) Count(of ...Status) int {
	n := 0
	for _, r := range s.Rows {
		if slices.Contains(of, r.Status) {
			n++
		}
	}
	return n
}
