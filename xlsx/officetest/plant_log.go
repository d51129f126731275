package officetest

import "strings"

func plantLogTotal(p *planting) bool {
	t := p.u.table("activity")
	if t == nil {
		return false
	}
	rows := t.rows("total")
	if len(rows) == 0 || len(rows[0].Figures) == 0 {
		return false
	}
	r := rows[0]
	fields := []string{}
	for _, f := range []string{"participants", "cost", "sessions"} {
		if _, ok := r.Figures[f]; ok {
			fields = append(fields, f)
		}
	}
	if len(fields) == 0 {
		return false
	}
	field := pick(p.d, fields)
	f := r.Figures[field]
	by := int64(10)
	if field == "cost" {
		by = bump(f.Value)
	}
	p.set(t, r.Row, f, f.Value+by)
	return p.fault([]string{"activity/total"}, at(t, r.Row, f.Col))
}

func plantYouth(p *planting) bool {
	t := p.u.table("activity")
	if t == nil {
		return false
	}
	rows := t.rows("data", "youth", "participants")
	if len(rows) == 0 {
		return false
	}
	r := pick(p.d, rows)
	f := r.Figures["youth"]
	by := r.Figures["participants"].Value - f.Value + 7
	for _, x := range t.Rows {
		if x.Row == r.Row || x.Role == "total" || x.Role == "subtotal" && x.Label == r.Label {
			if f, ok := x.Figures["youth"]; ok {
				p.set(t, x.Row, f, f.Value+by)
			}
		}
	}
	return p.fault([]string{"activity/subset"}, at(t, r.Row, f.Col), at(t, r.Row, r.Figures["participants"].Col))
}

func plantDate(p *planting) bool {
	t := p.u.table("activity")
	if t == nil {
		return false
	}
	s, col, year := p.u.sheet(t), t.column("date"), *p.u.Expect.Year
	for _, r := range some(p.d, t.rows("data"), 20) {
		old := s.cells[ref(r.Row, col)]
		now := strings.Replace(old, itoa(year), itoa(year-2), 1)
		if now != old {
			s.cells[ref(r.Row, col)] = now
			return p.fault([]string{"activity/period"}, at(t, r.Row, col))
		}
	}
	return false
}

// plantDuplicate copies a whole row over the next one; the sums are then
// wrong too, which is another finding.
func plantDuplicate(p *planting) bool {
	t := p.u.table("activity")
	if t == nil {
		return false
	}
	s, rows := p.u.sheet(t), t.rows("data")
	for i := 0; i+1 < len(rows); i++ {
		a, b := rows[i], rows[i+1]
		if a.Label != b.Label || b.Row != a.Row+1 {
			continue
		}
		cells := [][2]string{}
		for _, c := range t.Columns {
			if c.Field != "index" && c.Field != "category" {
				if v, ok := s.cells[ref(a.Row, c.Col)]; ok {
					s.cells[ref(b.Row, c.Col)] = v
				} else {
					delete(s.cells, ref(b.Row, c.Col))
				}
			}
			cells = append(cells, at(t, a.Row, c.Col), at(t, b.Row, c.Col))
		}
		return p.fault([]string{"activity/duplicate"}, cells...)
	}
	return false
}

func plantNoDate(p *planting) bool {
	t := p.u.table("activity")
	if t == nil {
		return false
	}
	r := pick(p.d, t.rows("data"))
	delete(p.u.sheet(t).cells, ref(r.Row, t.column("date")))
	return p.fault([]string{"activity/incomplete", "import/bad-date"}, at(t, r.Row, t.column("date")), at(t, r.Row, t.column("name")))
}
