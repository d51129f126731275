package layout

import (
	"regexp"

	"ziping/model"
)

// The sides of a 收支表: what came in, what went out, and what is left.
const (
	sideIn   = "收入"
	sideOut  = "支出"
	sideLeft = "结余"
)

const aboutMoney = `(?:本年度?|当年|本期|全年|年末|期末|年度|累计|收支|资金|经费|项目|总)*`

var sideWords = []struct {
	side string
	word *regexp.Regexp
}{
	{sideIn, regexp.MustCompile(`^` + aboutMoney + `(?:收入|来源)(?:部分|情况|项目|合计|总计|小计|总额)*$`)},
	{sideOut, regexp.MustCompile(`^` + aboutMoney + `(?:支出|使用|运用)(?:部分|情况|项目|合计|总计|小计|总额)*$`)},
	{sideLeft, regexp.MustCompile(`^` + aboutMoney + `(?:结余|结转|余额|节余)+(?:资金|部分|情况|合计|下年度?)*$`)},
}

// sideOf is the side that a heading or a row's name begins, "" for none.
func sideOf(text string) string {
	key := model.Key(sectionName(text))
	for _, w := range sideWords {
		if w.word.MatchString(key) {
			return w.side
		}
	}
	return ""
}

// sides says for each row of a 收支表 that has what came in above what went out
// on which side it is; nil for a table that is none, or has a column of what
// came in.
func (t *table) sides() []string {
	label, category := t.colOf("label"), t.colOf("category")
	if t.c.form.Role != "" || label == 0 || t.c.states("received") {
		return nil
	}
	out, seen, side := make([]string, len(t.b.rows)), map[string]bool{}, ""
	for i := range t.b.rows {
		b := &t.b.rows[i]
		var texts []string
		if b.section != nil {
			texts = append(texts, b.section.text)
		}
		if category > 0 {
			texts = append(texts, t.v.text(b.row, category))
		}
		for _, text := range append(texts, t.v.text(b.row, label)) {
			if s := sideOf(text); s != "" {
				side = s
			}
		}
		out[i] = side
		seen[side] = true
	}
	if !seen[sideIn] || !seen[sideOut] {
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
}
