package pair

import (
	"strings"

	"ziping/model"
	"ziping/model/pattern"
	"ziping/xlsx/grid"
	"ziping/xlsx/layout/view"
	"ziping/xlsx/layout/word"
	"ziping/xlsx/profile"
)

// sumOfMoney is a sum written with its unit; moneyLabel is a label of one.
var (
	sumOfMoney = pattern.New(`^[约近]?[¥￥]?[0-9][0-9,，]*(?:\.[0-9]+)?(?:[百千万亿]+元?|元)$`)
	moneyLabel = pattern.New(profile.Any("money"))
)

// unread reports the sums of money among the labels that no known label has
// taken: a figure must not be lost in silence.
func (r *labelReader) unread(group []*labelled, region grid.Range) {
	v := r.v
	used := map[grid.Ref]bool{}
	take := func(s grid.Range) { used[grid.Ref{Row: s.Top, Col: s.Left}] = true }
	for _, l := range group {
		take(l.span)
		for _, c := range l.cells {
			take(v.Span(c.Row, c.Col))
		}
	}
	for row := region.Top; row <= region.Bottom; row++ {
		label := ""
		for col := region.Left; col <= region.Right; col++ {
			s := v.Span(row, col)
			text := v.Text(row, col)
			if text == "" || s.Top != row || s.Left != col || used[grid.Ref{Row: row, Col: col}] {
				if text != "" {
					label = ""
				}
				continue
			}
			c := v.Cell(row, col)
			if label == "" && c != nil && view.Figure(c) {
				label = moneyAbove(v, row, col, region.Top)
			}
			if label != "" && (sumOfMoney.MatchString(model.Key(text)) || c != nil && view.Figure(c) && moneyLabel.MatchString(label)) {
				n := r.Add("import/ignored", v.Pos(row, col), "“"+label+"”不是认得的栏目，“"+strings.TrimSpace(text)+"”没有读入", "如果要用，请改用认得的叫法（如“下达金额”），或在表头词表里加上这个叫法")
				n.Got = text
			}
			label = view.OneLine(text)
		}
	}
}

// moneyAbove is the header of money over a figure in a small table among the
// labels, 文号 | 金额 | 日期; "" for none.
func moneyAbove(v *word.Page, row, col, top int) string {
	for row--; row >= top; row-- {
		if c := v.Anchor(row, col); c != nil && v.Text(row, col) != "" && !view.Figure(c) {
			if moneyLabel.MatchString(v.Key(row, col)) {
				return view.OneLine(v.Text(row, col))
			}
			return ""
		}
	}
	return ""
}
