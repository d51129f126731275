package rules

import (
	"fmt"
	"slices"
	"strings"

	"ziping/model"
	"ziping/model/check"
	"ziping/model/check/relation"
)

// A span of rows is where the figures of one table stand.
type tableSpan struct {
	table       *model.Table
	what        string
	sheet       *model.Sheet
	top, bottom int32
}

func (s *tableSpan) add(pos model.Pos) {
	switch {
	case pos.Row == 0:
	case s.sheet == nil:
		s.sheet, s.top, s.bottom = pos.Sheet, pos.Row, pos.Row
	case s.sheet == pos.Sheet:
		s.top, s.bottom = min(s.top, pos.Row), max(s.bottom, pos.Row)
	}
}

func (s *tableSpan) has(pos model.Pos) bool {
	return pos.Sheet == s.sheet && s.top <= pos.Row && pos.Row <= s.bottom
}

// moneyTables are the tables of a project that state money.
func moneyTables(p *model.Project) []*tableSpan {
	var out []*tableSpan
	open := func(t *model.Table, what string) *tableSpan {
		out = append(out, &tableSpan{table: t, what: what})
		return out[len(out)-1]
	}
	for _, t := range p.Funds {
		s := open(t.Table, map[model.FundRole]string{model.FundMain: "资金表", model.FundItems: "支出明细", model.FundLedger: "支出流水"}[t.Role])
		for _, r := range t.Rows {
			s.add(r.Pos)
		}
	}
	for _, l := range p.Logs {
		s := open(l.Table, "活动台账")
		for _, a := range l.Rows {
			s.add(a.Pos)
		}
	}
	for _, f := range p.Forms {
		s := open(f.Table, "自评表")
		for _, r := range f.Money {
			s.add(r.Label.Pos)
			s.add(r.Spent.Pos)
		}
		for _, i := range f.Indicators {
			s.add(i.Level3.Pos)
		}
	}
	return slices.DeleteFunc(out, func(s *tableSpan) bool { return s.table == nil || s.sheet == nil })
}

// A scaled relation is broken by a factor of 10,000.
type scaledRelation struct {
	index   int
	finding check.Finding
	tables  []*tableSpan
}

// wrongUnit finds the table whose every figure is 10,000 times what the other
// tables say, or the 10,000th part: its unit is written wrong. It is one
// finding; the relations it breaks are its consequences and taken out.
func wrongUnit(p *check.Pass, relations []relation.Relation) ([]check.Finding, []relation.Relation) {
	var scaled []scaledRelation
	var spans []*tableSpan
	for i := range relations {
		if r := &relations[i]; r.Level == 3 && !r.Limit && !r.Holds(nil) {
			if f := r.Finding(nil); relation.TenThousandfold(f) != 0 {
				if spans == nil {
					spans = moneyTables(p.Project)
				}
				scaled = append(scaled, scaledRelation{i, f, touched(spans, r)})
			}
		}
	}
	for _, s := range spans {
		if of := s.blamed(scaled, relations); len(of) >= 2 {
			out := s.finding(of, supported(s, of, relations))
			out.Severity = p.Rule.Severity
			rest := make([]relation.Relation, 0, len(relations))
			for i := range relations {
				if !slices.ContainsFunc(of, func(x scaledRelation) bool { return x.index == i }) {
					rest = append(rest, relations[i])
				}
			}
			return []check.Finding{out}, rest
		}
	}
	return nil, relations
}

// blamed are the broken relations of a table, none when another relation with
// another table holds, or when the other tables are off by themselves.
func (s *tableSpan) blamed(scaled []scaledRelation, relations []relation.Relation) []scaledRelation {
	var of []scaledRelation
	for _, x := range scaled {
		if slices.Contains(x.tables, s) {
			of = append(of, x)
		}
	}
	if len(of) < 2 || len(of) < len(scaled) {
		return nil
	}
	others := map[*tableSpan]bool{}
	for _, x := range of {
		for _, t := range x.tables {
			others[t] = others[t] || t != s
		}
	}
	delete(others, s)
	if len(others) < 2 && s.agrees(relations) {
		return nil
	}
	return of
}

// agrees reports that money of the table agrees with another table's.
func (s *tableSpan) agrees(relations []relation.Relation) bool {
	for i := range relations {
		r := &relations[i]
		if r.Level != 3 || r.Limit || !r.Holds(nil) || r.Rule.ID != "fund/budget" && r.Rule.ID != "activity/cost" {
			continue
		}
		inside, outside := false, false
		for c := range r.Cells() {
			inside, outside = inside || s.has(c), outside || !s.has(c)
		}
		if s.has(r.Cell) {
			inside = true
		}
		if inside && outside {
			return true
		}
	}
	return false
}

// supported reports that a table which s disagrees with agrees with a third.
func supported(s *tableSpan, of []scaledRelation, relations []relation.Relation) bool {
	for _, x := range of {
		for _, t := range x.tables {
			if t != s && t.agrees(relations) {
				return true
			}
		}
	}
	return false
}

func touched(spans []*tableSpan, r *relation.Relation) []*tableSpan {
	var out []*tableSpan
	for _, s := range spans {
		in := s.has(r.Cell)
		for c := range r.Cells() {
			if in = in || s.has(c); in {
				break
			}
		}
		if in {
			out = append(out, s)
		}
	}
	return out
}

// finding says that the table's unit is wrong, at the cell that states it. With
// two tables alone it may be either's; others tells that the other table has
// another one's word for it.
func (s *tableSpan) finding(of []scaledRelation, others bool) check.Finding {
	got, want := s.table.Unit, map[string]string{"元": "万元", "万元": "元"}[s.table.Unit]
	size := "大"
	if got == "元" {
		size = "小"
	}
	pos := s.table.UnitPos
	if pos.IsZero() {
		pos = s.table.Pos
	}
	f := check.Finding{Rule: "fund/budget", Pos: pos, Got: got, Want: want, Hint: fmt.Sprintf("核对金额单位：把“%s”改为“%s”，随后几处就都对得上；单位没有写错的，核对各行金额", got, want)}
	var names []string
	for _, x := range of {
		for _, t := range x.tables {
			if t != s && !slices.Contains(names, t.what) {
				names = append(names, t.what)
			}
		}
		f.Related = append(f.Related, x.finding.Pos)
		f.Consequences = append(f.Consequences, x.finding)
	}
	f.Message = fmt.Sprintf("%s的金额单位是“%s”，与%s比，%d 处金额都正好%s一万倍，单位应当是“%s”", s.what, got, strings.Join(names, "、"), len(of), size, want)
	if len(names) == 1 && !others {
		f.Message = strings.Replace(f.Message, "单位应当是“"+want+"”", "两张表有一张的单位写错了", 1)
		f.Hint = "对照凭证看哪一张的单位写错了，改正后随后几处就都对得上"
	}
	return f
}
