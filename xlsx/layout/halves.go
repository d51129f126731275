package layout

import (
	"slices"
	"strings"

	"ziping/model"
	"ziping/xlsx/grid"
)

// A 二栏式 table has what came in on the left and what went out on the right:
// two lists that share rows and nothing else. halves parts its header, nil
// when it is none.
func (v *page) halves(h *header) (in, out *header) {
	split := 0
	for i, c := range h.cols {
		if len(c.path) > 0 && strings.HasPrefix(c.path[0].key, "支出") && i > 0 && len(h.cols[i-1].path) > 0 && !strings.HasPrefix(h.cols[i-1].path[0].key, "支出") {
			split = i
			break
		}
	}
	if split < 2 || len(h.cols)-split < 2 || !strings.HasPrefix(h.cols[0].path0(), "收入") {
		return nil, nil
	}
	part := func(cols []headCol, side string) *header {
		p := *h
		p.cols = slices.Clone(cols)
		p.left, p.right = cols[0].col, cols[len(cols)-1].col
		for i, c := range p.cols {
			if len(c.path) == 0 {
				return nil
			}
			if c.path[0].key == side || len(c.path) > 1 {
				continue
			}
			p.cols[i].path = append([]*label{newLabel(side)}, c.path...)
		}
		return &p
	}
	in, out = part(h.cols[:split], "收入"), part(h.cols[split:], "支出")
	if in == nil || out == nil {
		return nil, nil
	}
	return in, out
}

func (c headCol) path0() string {
	if len(c.path) == 0 {
		return ""
	}
	return c.path[0].key
}

// proposeHalves is the candidate for a 二栏式 table: one 资金表, whose rows are
// those of the left list and then those of the right one.
func (v *page) proposeHalves(in, out *header, bottom int, titles []titleLine) (candidate, bool) {
	i := slices.IndexFunc(v.words.tables, func(f *tableForm) bool { return f.Kind == model.KindFund && f.Role == "" })
	if i < 0 {
		return candidate{}, false
	}
	var tables [2]*table
	points := 0.0
	for n, h := range []*header{in, out} {
		c := v.claim(v.words.tables[i], h, v.samples(h, bottom), v.yearOf(titles))
		if c == nil || len(c.twice) > 0 || !c.states("label") || n == 0 && !c.states("received") && !c.states("planned") || n == 1 && !c.states("spent") {
			return candidate{}, false
		}
		c.missing = nil
		if n == 0 {
			c.hear(v.sheet.Name, titles, v)
		}
		points += c.points
		tables[n] = v.newTable(c, bottom, titles)
	}
	l, r := tables[0], tables[1]
	whole := union(l.region(), r.region())
	read := func(known Known, res *Result) {
		var side Result
		l.read(known, &side)
		r.read(known, &side)
		res.add(joinHalves(&side, whole))
	}
	return candidate{kind: model.KindFund, region: whole, score: 1 - 1/(1+points), why: l.c.why, read: read, heads: l.heads}, true
}

// states reports a column for the field, whole or in parts.
func (c *claim) states(field string) bool {
	i := c.form.fieldNamed(field)
	return i >= 0 && c.has(i)
}

// joinHalves makes one table of the two lists.
func joinHalves(r *Result, whole grid.Range) *Result {
	a, b := r.Funds[0], r.Funds[1]
	offset := len(a.Rows)
	for _, row := range b.Rows {
		for i := range row.Covers {
			row.Covers[i] += offset
		}
	}
	a.Rows = append(a.Rows, b.Rows...)
	a.Table.Columns = append(a.Table.Columns, b.Table.Columns...)
	a.Table.Range = whole.String()
	a.Table.Why = append(a.Table.Why, "左边是收入，右边是支出，两栏各自成表，合为一张资金表")
	r.Funds, r.Tables = r.Funds[:1], r.Tables[:1]
	r.Weak = nil
	return r
}
