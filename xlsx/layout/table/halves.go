package table

import (
	"slices"

	"ziping/model"
	"ziping/xlsx/grid"
	"ziping/xlsx/layout/column"
	"ziping/xlsx/layout/evidence"
	"ziping/xlsx/layout/header"
	"ziping/xlsx/layout/view"
	"ziping/xlsx/layout/word"
)

// proposeHalves is the candidate for a 二栏式 table: one 资金表, whose rows are
// those of the left list and then those of the right one.
func proposeHalves(v *word.Page, in, out *header.Header, bottom int, titles []word.TitleLine) (evidence.Reading, bool) {
	i := slices.IndexFunc(v.Words.Tables, func(f *word.TableForm) bool { return f.Kind == model.KindFund && f.Role == "" })
	if i < 0 {
		return evidence.Reading{}, false
	}
	var tables [2]*table
	points := 0.0
	for n, h := range []*header.Header{in, out} {
		c := column.Understand(v, v.Words.Tables[i], h, column.Samples(v, h, bottom), column.YearOf(v, titles))
		if c == nil || len(c.Twice) > 0 || !c.States("label") || n == 0 && !c.States("received") && !c.States("planned") || n == 1 && !c.States("spent") {
			return evidence.Reading{}, false
		}
		c.Missing = nil
		if n == 0 {
			c.Hear(v.Grid.Name, titles, v)
		}
		points += c.Points
		tables[n] = newTable(v, c, bottom, titles)
	}
	l, r := tables[0], tables[1]
	whole := view.Union(l.region(), r.region())
	read := func(known evidence.Known, res *evidence.Result) {
		side := evidence.Result{Uses: res.Uses.Like()}
		l.read(known, &side)
		r.read(known, &side)
		res.Add(joinHalves(&side, whole))
	}
	return evidence.Reading{Kind: model.KindFund, Region: whole, Score: evidence.Score(points), Evidence: l.c.Evidence, Read: read, Heads: l.heads}, true
}

// joinHalves makes one table of the two lists.
func joinHalves(r *evidence.Result, whole grid.Range) *evidence.Result {
	a, b := r.Funds[0], r.Funds[1]
	offset := len(a.Rows)
	for _, row := range a.Rows {
		notOfThisSide(&row.Planned, &row.Spent)
	}
	for _, row := range b.Rows {
		notOfThisSide(&row.Received)
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
