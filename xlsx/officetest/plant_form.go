package officetest

import "strings"

func plantWeight(p *planting) bool {
	t := p.u.table("form")
	if t == nil {
		return false
	}
	rows := t.rows("data", "weight", "score")
	r := pick(p.d, rows)
	f := r.Figures["weight"]
	p.set(t, r.Row, f, f.Value+200)
	cells := [][2]string{at(t, r.Row, f.Col)}
	for _, x := range t.Rows {
		if f, ok := x.Figures["weight"]; ok {
			cells = append(cells, at(t, x.Row, f.Col))
		}
	}
	return p.fault([]string{"indicator/weight"}, cells...)
}

func plantScore(p *planting) bool {
	t := p.u.table("form")
	if t == nil {
		return false
	}
	r := pick(p.d, t.rows("data", "weight", "score"))
	f := r.Figures["score"]
	by := r.Figures["weight"].Value - f.Value + 200
	p.set(t, r.Row, f, f.Value+by)
	total := t.rows("total")[0]
	p.set(t, total.Row, total.Figures["score"], total.Figures["score"].Value+by)
	return p.fault([]string{"indicator/score"}, at(t, r.Row, f.Col))
}

func plantScoreTotal(p *planting) bool {
	t := p.u.table("form")
	if t == nil {
		return false
	}
	r := t.rows("total")[0]
	f := r.Figures["score"]
	p.set(t, r.Row, f, f.Value-150)
	return p.fault([]string{"indicator/total"}, at(t, r.Row, f.Col))
}

func plantRateScore(p *planting) bool {
	t := p.u.table("form")
	if t == nil {
		return false
	}
	rows := t.rows("money", "score")
	if len(rows) == 0 {
		return false
	}
	f, total := rows[0].Figures["score"], t.rows("total")[0]
	by := int64(-120)
	s := p.u.sheet(t)
	s.cells[ref(rows[0].Row, f.Col)] = short(f.Value+by, 2)
	p.set(t, total.Row, total.Figures["score"], total.Figures["score"].Value+by)
	return p.fault([]string{"indicator/rate-score"}, at(t, rows[0].Row, f.Col))
}

// plantReason takes away the reason of an indicator that is short of full marks.
func plantReason(p *planting) bool {
	t := p.u.table("form")
	if t == nil {
		return false
	}
	for _, r := range t.rows("data", "reason") {
		if r.Figures["score"].Value < r.Figures["weight"].Value {
			delete(p.u.sheet(t).cells, ref(r.Row, r.Figures["reason"].Col))
			return p.fault([]string{"indicator/deviation"}, at(t, r.Row, r.Figures["reason"].Col), at(t, r.Row, r.Figures["score"].Col))
		}
	}
	return false
}

func plantFact(p *planting) bool {
	t := p.u.table("form")
	if t == nil {
		return false
	}
	rows := t.rows("data", "actual")
	if len(rows) == 0 {
		return false
	}
	r := pick(p.d, rows)
	f := r.Figures["actual"]
	s := p.u.sheet(t)
	cell := ref(r.Row, f.Col)
	s.cells[cell] = strings.Replace(s.cells[cell], short(f.Value, 0), short(f.Value+f.Value/5+3, 0), 1)
	return p.fault([]string{"indicator/fact"}, at(t, r.Row, f.Col))
}

func plantBudget(p *planting) bool {
	t := p.u.table("form")
	if t == nil {
		return false
	}
	cells := [][2]string{}
	for _, r := range t.Rows {
		f, ok := r.Figures["planned"]
		if !ok {
			continue
		}
		p.set(t, r.Row, f, f.Value+bump(f.Value))
		cells = append(cells, at(t, r.Row, f.Col))
	}
	if len(cells) == 0 {
		return false
	}
	return p.fault([]string{"fund/budget"}, cells...)
}

func plantBlank(p *planting) bool {
	t := p.u.table("form")
	if t == nil {
		return false
	}
	r := pick(p.d, t.rows("data", "score"))
	cell := ref(r.Row, t.column("actual"))
	delete(p.u.sheet(t).cells, cell)
	return p.fault([]string{"indicator/blank"}, at(t, r.Row, t.column("actual")))
}
