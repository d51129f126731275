package table

import (
	"ziping/model"
	"ziping/xlsx/layout/word"
)

// sides says for each row of a 收支表 that has what came in above what went out
// on which side it is; nil for a table that is none, or has a column of what
// came in.
func (t *table) sides() []string {
	label, category := t.colOf("label"), t.colOf("category")
	if t.c.Form.Role != "" || label == 0 || t.c.States("received") {
		return nil
	}
	out, seen, side := make([]string, len(t.b.Rows)), map[string]bool{}, ""
	for i := range t.b.Rows {
		b := &t.b.Rows[i]
		var texts []string
		if b.Section != nil {
			texts = append(texts, b.Section.Text)
		}
		if category > 0 {
			texts = append(texts, t.v.Text(b.Num, category))
		}
		for _, text := range append(texts, t.v.Text(b.Num, label)) {
			if s := word.SideOf(text); s != "" {
				side = s
			}
		}
		out[i] = side
		seen[side] = true
	}
	if !seen[word.SideIn] || !seen[word.SideOut] {
		return nil
	}
	t.out.Why = append(t.out.Why, "上面是收入，下面是支出：收入各行的数读作到位资金，不算支出")
	return out
}

// cameIn reads a row of what came in: its figure is money received.
func cameIn(row *model.FundRow) {
	row.Received, row.Spent = row.Spent, model.Cell[model.Amount]{}
	row.Planned, row.Initial, row.Adjusted = model.Cell[model.Amount]{}, model.Cell[model.Amount]{}, model.Cell[model.Amount]{}
	row.Rate, row.Balance = model.Cell[model.Ratio]{}, model.Cell[model.Amount]{}
	notOfThisSide(&row.Planned, &row.Spent)
}

// notOfThisSide marks figures that a row cannot state, because it stands on the
// other side of a 收支表: they are missing nowhere.
func notOfThisSide(cells ...*model.Cell[model.Amount]) {
	for _, c := range cells {
		if c.State == model.Absent {
			c.State = model.NotApplicable
		}
	}
}
