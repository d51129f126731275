package table

import (
	"cmp"
	"slices"

	"ziping/model"
	"ziping/xlsx/layout/body"
	"ziping/xlsx/layout/column"
	"ziping/xlsx/layout/evidence"
	"ziping/xlsx/layout/header"
	"ziping/xlsx/layout/view"
	"ziping/xlsx/layout/word"
)

// Find proposes every table that stands on the sheet.
func Find(v *word.Page, before []evidence.Reading) []evidence.Reading {
	var out []evidence.Reading
	for _, w := range header.Windows(v) {
		out = append(out, tablesIn(v, w, before)...)
	}
	return out
}

// FindLying proposes the tables that lie on their side: fields down, records
// across. They are looked for after label and value forms, which look alike.
func FindLying(v *word.Page) []evidence.Reading {
	t := v.Lie()
	if t == nil || !mayLie(t) {
		return nil
	}
	var out []evidence.Reading
	for _, w := range header.Windows(t) {
		for _, c := range tablesIn(t, w, nil) {
			if c.Partial {
				continue
			}
			c.Region = t.Place(c.Region)
			c.Score *= evidence.Standard.Table.Turned
			out = append(out, c)
		}
	}
	return out
}

// mayLie reports that some row of the turned sheet has three known headers;
// below that a column of words is no header.
func mayLie(v *word.Page) bool {
	for row := 1; row <= v.Rows; row++ {
		if v.Row(row) != nil && header.Seed(v, row, header.Window{Left: 1, Right: v.Cols}) {
			return true
		}
	}
	return false
}

// tablesIn proposes the tables within a window, top to bottom; before are the
// 自评表 of the sheet: a table above one ends there.
func tablesIn(v *word.Page, w header.Window, before []evidence.Reading) []evidence.Reading {
	heads := header.Find(v, w)
	var out []evidence.Reading
	floor := 1
	for i := 0; i < len(heads); i++ {
		h := heads[i]
		titles := header.TitlesAbove(v, h, floor)
		bottom := v.Rows
		for i+1 < len(heads) {
			next := heads[i+1]
			if !header.SameHeader(h, next) || header.NewTitle(v, titles, header.TitlesAbove(v, next, h.Bottom+1)) {
				bottom = header.AboveTitles(v, next, h.Bottom)
				break
			}
			i++
		}
		bottom = aboveForms(before, h, bottom)
		for _, part := range header.Split(v, h) {
			if c, ok := propose(v, part, bottom, titles); ok {
				out = append(out, c)
			}
		}
		floor = h.Bottom + 1
	}
	return out
}

// propose is the candidate for the table below a header.
func propose(v *word.Page, h *header.Header, bottom int, titles []word.TitleLine) (evidence.Reading, bool) {
	if in, out := header.Halves(v, h); in != nil {
		if c, ok := proposeHalves(v, in, out, bottom, titles); ok {
			return c, true
		}
	}
	bids := column.Bid(v, h, bottom, titles)
	if len(bids) == 0 || len(h.Cols) == 0 {
		return evidence.Reading{}, false
	}
	best := bids[0]
	t := newTable(v, best, bottom, titles)
	if c, one := oneRow(v, bids, bottom, titles); one != nil {
		best, t = c, one
	}
	if t.belongsToForm() {
		return evidence.Reading{}, false
	}
	if best.Form.Kind == model.KindAllotment && !best.Named && t.records() < 2 {
		return evidence.Reading{}, false // one row under labels is a form, not a table of units
	}
	if best.Complete() && !best.Yields(bids[1:]) {
		t.runnersUp(bids[1:])
		return evidence.Reading{Kind: best.Form.Kind, Region: t.region(), Score: best.Score(), Evidence: best.Evidence, Records: t.records(), Read: t.read, Heads: t.heads}, true
	}
	slices.SortStableFunc(bids, func(a, b *column.Claim) int {
		return cmp.Or(cmp.Compare(view.One(b.Named), view.One(a.Named)), cmp.Compare(b.Points, a.Points))
	})
	for _, c := range bids {
		if !c.Speaks() {
			continue
		}
		t = newTable(v, c, bottom, titles)
		return evidence.Reading{Kind: c.Form.Kind, Region: t.region(), Score: c.Score(), Evidence: c.Evidence, Read: t.refuse, Heads: t.heads, Partial: true}, true
	}
	return evidence.Reading{}, false
}

// oneRow is a 资金表 of one row that has no name, because there is but one thing
// the money was for; nil when the table is none.
func oneRow(v *word.Page, bids []*column.Claim, bottom int, titles []word.TitleLine) (*column.Claim, *table) {
	for _, c := range bids {
		if c.Form.Kind != model.KindFund || c.Form.Role != "" || len(c.Twice) > 0 || bids[0].Complete() ||
			len(c.Missing) != 1 || c.Missing[0] != c.Form.FieldNamed("label") || !c.States("planned") || !c.States("spent") {
			continue
		}
		t := newTable(v, c, bottom, titles)
		if t.records() != 1 || !slices.ContainsFunc(t.b.Rows, func(r body.Row) bool { return r.Use == body.UseData }) {
			return nil, nil
		}
		c.Missing = nil
		c.Tell("one-row", t.region(), 0, "没有支出方向一列，只有一行数字，就是全部资金")
		return c, t
	}
	return nil, nil
}

// aboveForms is the last row a table under h may have: no form begins in it.
func aboveForms(forms []evidence.Reading, h *header.Header, bottom int) int {
	for _, c := range forms {
		if f := c.Region; c.Score >= evidence.Standard.Table.Least && f.Top > h.Bottom && f.Left <= h.Right && f.Right >= h.Left {
			bottom = min(bottom, f.Top-1)
		}
	}
	return bottom
}
