package table

import (
	"fmt"
	"strings"

	"github.com/shopspring/decimal"

	"ziping/model"
	"ziping/xlsx/layout/body"
	"ziping/xlsx/layout/sum"
	"ziping/xlsx/layout/view"
	"ziping/xlsx/layout/word"
	"ziping/xlsx/value"
)

// readFund reads a 资金表, a 支出明细 or a 流水.
func (t *table) readFund() {
	ft := &model.FundTable{Table: t.out, Role: model.FundRole(t.c.Form.Role), Title: t.titleCell()}
	t.otherYears()
	r := t.newFundReader()
	var lines []*sum.Line
	var rows []*model.FundRow
	var parts [2][]int // rows that are settled together: what went out, what came in
	sides := t.sides()
	for i := range t.b.Rows {
		b := &t.b.Rows[i]
		if !b.Counts() {
			continue
		}
		if sides != nil && sides[i] == word.SideLeft {
			b.Use, b.Why = body.UseNote, "收支相抵后的结余，不是支出"
			continue
		}
		row, in := r.row(b), sides != nil && sides[i] == word.SideIn
		if in {
			cameIn(row)
		} else if sides != nil {
			notOfThisSide(&row.Received)
		}
		parts[view.One(in)] = append(parts[view.One(in)], len(rows))
		rows = append(rows, row)
		lines = append(lines, t.line(b, row.Label, row.Group))
	}
	for _, part := range parts {
		t.settleFund(rows, lines, part)
	}
	index := make([]int, len(rows)) // line → index in ft.Rows
	for i, l := range lines {
		index[i] = len(ft.Rows)
		if !l.Drop {
			ft.Rows = append(ft.Rows, rows[i])
		}
	}
	for i, l := range lines {
		row := rows[i]
		row.Kind = l.Kind
		if l.Kind == model.Total {
			row.Group = ""
		}
		if row.Group == "" && l.Kind == model.Detail {
			row.Group = l.Group
		}
		if l.Kind == model.Subtotal && row.Group == "" {
			row.Group = l.Name
		}
		row.Covers = mapped(l.Covers, index)
		if l.Bad {
			t.refuseFundRow(row, l)
		}
	}
	if t.col["balance"] != nil {
		t.dropRunning(ft.Rows)
	}
	t.res.Funds = append(t.res.Funds, ft)
	if w := t.weakMain(); w != "" {
		t.res.Weak = append(t.res.Weak, ft)
		t.out.Why = append(t.out.Why, w)
	}
}

// settleFund decides which of some rows sum which.
func (t *table) settleFund(rows []*model.FundRow, lines []*sum.Line, part []int) {
	s := &sum.Sums{Columns: len(fundSums), Value: func(i, k int) (decimal.Decimal, bool) {
		c := fundSums[k](rows[part[i]])
		return c.Value.Yuan, c.State == model.Known
	}, Says: func(i int, key string) bool { return t.says(lines[part[i]].Num, key) }}
	for _, i := range part {
		lines[i].Summed = t.sumsRange(rows[i].Pos.Row)
		s.Lines = append(s.Lines, lines[i])
	}
	s.Settle()
	t.lostInSubtotals(s, func(i int) model.Pos { return rows[part[i]].Pos })
	for _, l := range s.Lines {
		l.Covers = mapped(l.Covers, part)
	}
}

// otherYears leaves out the rows of other years, where a column of years says
// that the table holds several and one of them is the project's.
func (t *table) otherYears() {
	col, year := t.col["year"], t.known.Year
	if col == nil {
		return
	}
	other, last := map[int]int{}, 0 // index of a row → its year
	years := map[int]bool{}
	for i := range t.b.Rows {
		b := &t.b.Rows[i]
		if !b.Counts() || b.Use == body.UseTotal {
			continue
		}
		if c := t.v.Anchor(b.Num, col.Col); c != nil && !view.Blank(c.Text) {
			last = value.Year(c).Value
		}
		if other[i] = last; b.Use == body.UseData {
			years[last] = true
		}
	}
	delete(years, 0)
	if year == 0 && len(years) > 1 {
		t.Add("import/bad-date", t.v.Pos(col.At.Row, col.At.Col), "“"+col.Header+"”一列里有几个年度，又没有写自评的是哪一年，各年的数字都算在一起了", "请在标题或基本信息里写明预算年度")
	}
	if year == 0 || !years[year] || len(years) < 2 {
		return
	}
	for i := range t.b.Rows {
		b := &t.b.Rows[i]
		switch y := other[i]; {
		case b.Use == body.UseTotal:
			b.Use, b.Why = body.UseNote, "各年的合计"
		case y != 0 && y != year:
			b.Use, b.Why = body.UseNote, fmt.Sprintf("%d年的，不是%d年的", y, year)
			t.Add("import/ignored", t.rowPos(b.Num), fmt.Sprintf("这一行是%d年的，项目年度是%d年，没有读入", y, year), "如果要用，请改正年度一列；不用的请移走")
		}
	}
}

// fundSums are the columns by which rows and their sums are told apart.
var fundSums = []func(*model.FundRow) model.Cell[model.Amount]{model.Planned, model.Received, model.Spent, model.Initial}

// weakMain says why a main fund table would give way to another one, "" when
// it would not.
func (t *table) weakMain() string {
	if t.c.Form.Role != "" {
		return ""
	}
	for _, name := range []string{"voucher", "payee", "price"} {
		if c := t.col[name]; c != nil {
			return "有“" + c.Header + "”一列，像逐笔的明细"
		}
	}
	return ""
}

func mapped(covers, index []int) []int {
	if len(covers) == 0 {
		return nil
	}
	out := make([]int, len(covers))
	for i, c := range covers {
		out[i] = index[c]
	}
	return out
}

// line is what settle needs of a row.
func (t *table) line(b *body.Row, label model.Cell[string], group string) *sum.Line {
	l := &sum.Line{Row: b, Kind: b.Kind, Level: int(b.Level), Group: t.v.KeyOf(group), Label: t.v.KeyOf(word.SectionName(label.Text)), Code: t.codeOf(b.Num)}
	if b.Kind == model.Subtotal || b.Kind == model.Total {
		l.Level = int(b.Rank)
	}
	return l
}

// sumsRange reports a formula in the row that sums a range.
func (t *table) sumsRange(row int32) bool {
	if t.v.Turned {
		return false
	}
	r := t.v.Row(int(row))
	if r == nil {
		return false
	}
	for i := range r.Cells {
		if f := r.Cells[i].Formula(); f != nil && (strings.HasPrefix(f.Text, "SUM(") || strings.HasPrefix(f.Text, "SUBTOTAL(")) {
			return true
		}
	}
	return false
}

// refuseFundRow takes the figures of a row that is neither data nor a sum out
// of every calculation, and says so.
func (t *table) refuseFundRow(row *model.FundRow, l *sum.Line) {
	pos := row.Pos
	for _, c := range []*model.Cell[model.Amount]{&row.Planned, &row.Received, &row.Spent, &row.Initial, &row.Balance} {
		if c.State == model.Known {
			c.State = model.Bad
			pos = c.Pos
		}
	}
	t.Add("import/bad-number", pos, "这一行"+l.Why, "请在名称一列写上“合计”“小计”或支出方向；不要的数字请删除")
}

// lostInSubtotals reports figures that only a 小计 row has: they are in no
// detail row, so nothing would count them.
func (t *table) lostInSubtotals(s *sum.Sums, pos func(int) model.Pos) {
	for i, l := range s.Lines {
		if l.Kind != model.Subtotal && l.Kind != model.Total || len(l.Covers) == 0 {
			continue
		}
		own, both := s.Overlap(i, l.Covers)
		if own > both && l.Kind == model.Total {
			how := "合计按明细行计算，这些数字没有算进去"
			if t.c.Form.Kind == model.KindFund {
				how = "明细行一个都没有填的列，取合计行写的数"
			}
			t.Add("import/ignored", pos(i), "合计行有的数字，各明细行都没有填；"+how, "请把数字填到明细行")
		} else if own > both {
			t.Add("import/bad-number", pos(i), "小计行“"+view.Brief(l.Row.Why)+"”里有的数字，下面各明细行都没有填，没有计入合计", "请把数字填到明细行，或删去小计行里多出的数字")
		}
	}
}
