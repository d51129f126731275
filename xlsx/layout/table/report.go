package table

import (
	"fmt"
	"slices"
	"strings"

	"ziping/model"
	"ziping/xlsx/grid"
	"ziping/xlsx/layout/body"
	"ziping/xlsx/layout/column"
	"ziping/xlsx/layout/evidence"
	"ziping/xlsx/layout/view"
	"ziping/xlsx/layout/word"
)

// reportUnknown hands in a column that was not understood. One that says again
// what another says, and one of another year, are none.
func (t *table) reportUnknown(col *column.Column, guess string) {
	if col.Again && col.How != "" {
		t.sayDerived(col)
		return
	}
	if col.Again || slices.ContainsFunc(t.c.Twice, func(x [2]column.Column) bool { return x[1].Col == col.Col }) {
		return
	}
	if col.Other != 0 {
		if col.Sample.Figures > 0 && col.Sample.Figures >= col.Sample.Words {
			t.Add("import/ignored", t.v.Pos(col.At.Row, col.At.Col), fmt.Sprintf("“%s”这一列是%d年的，没有读入", col.Header, col.Other), "如果要用，请改正表头里的年度")
		}
		return
	}
	if why := t.derived(col); why != "" {
		col.Again, col.How = true, why
		t.sayDerived(col)
		return
	}
	if u := t.unread(col); u.Figures+u.Dates+u.Words > 0 {
		u.Guess = guess
		t.res.Unread = append(t.res.Unread, u)
	}
}

func (t *table) sayDerived(col *column.Column) {
	t.out.Why = append(t.out.Why, "“"+col.Header+"”"+col.How+"，不另外读")
}

func (t *table) reportAssumed() {
	if len(t.assumed) == 0 {
		return
	}
	unit := t.assume().Name
	if t.out.Unit == "" {
		t.out.Unit = unit
		t.res.Assumed = append(t.res.Assumed, t.out)
	}
	n := t.Add("import/unit-assumed", t.v.Pos(t.c.Head.Top, t.c.Columns[0].Col), fmt.Sprintf("没有写金额单位，“%s”按%s读入%s", strings.Join(t.assumed, "”“"), unit, t.known.Units[t.out.Range].Because), "请在表的上方写明“单位：元”或“单位：万元”")
	n.Got, n.Want = "", unit
	t.out.Why = append(t.out.Why, "没有找到金额单位，按"+unit+"读入")
}

// reportHidden names the hidden rows and columns that were read: a hidden row
// still counts in SUM, so it counts here.
func (t *table) reportHidden() {
	var rows, cols []string
	if !t.v.Turned {
		for _, r := range t.b.Rows {
			if g := t.v.Row(r.Num); g != nil && g.Hidden && slices.Contains([]string{body.UseData, body.UseTotal, body.UseSubtotal, body.UseOfWhich}, r.Use) {
				rows = append(rows, fmt.Sprint(r.Num))
			}
		}
		for _, c := range t.c.Columns {
			if c.Field >= 0 && slices.ContainsFunc(t.v.Grid.HiddenCols, func(h grid.Range) bool { return h.Left <= c.Col && c.Col <= h.Right }) {
				cols = append(cols, grid.ColName(c.Col)+"（"+c.Header+"）")
			}
		}
	}
	say := func(what string, list []string) {
		if len(list) > 20 {
			list = append(list[:20:20], fmt.Sprintf("等共 %d", len(list)))
		}
		t.Add("import/hidden", t.out.Pos, "表里有隐藏的"+what+" "+strings.Join(list, "、")+"，已照常读入", "请取消隐藏，确认这些内容要算进去；不要的请删除")
	}
	if len(rows) > 0 {
		say("行：第", rows)
	}
	if len(cols) > 0 {
		say("列：", cols)
	}
}

// reportLeftovers names values that are stored under merged regions and differ
// from what is shown: Excel hides them, SUM counts them.
func (t *table) reportLeftovers() {
	if len(t.v.Grid.Merges) == 0 {
		return
	}
	region := t.region()
	for row := region.Top; row <= region.Bottom; row++ {
		r := t.v.Row(row)
		if r == nil {
			continue
		}
		for i := range r.Cells {
			c := &r.Cells[i]
			col := int(c.Col)
			if col < region.Left || col > region.Right || c.Kind == grid.Empty || strings.TrimSpace(c.Text) == "" || t.v.Owns(row, col) {
				continue
			}
			if a := t.v.Anchor(row, col); a == nil || a.Text != c.Text {
				span := t.v.Span(row, col)
				pos := model.Pos{Sheet: t.v.Model, Row: int32(row), Col: int32(col)}
				if t.v.Turned {
					pos.Row, pos.Col = pos.Col, pos.Row
				}
				n := t.Add("import/hidden", pos, fmt.Sprintf("合并单元格 %s 下面还藏着“%s”，没有读入", t.v.Place(span), view.Brief(c.Text)), "请取消合并，看清后删去不要的内容；求和公式会把它算进去")
				n.Got = strings.TrimSpace(c.Text)
			}
		}
	}
}

// refuse reports a table that is clearly one of ours and lacks a column, and
// reads the columns it has: the project decides whether it can use them.
func (t *table) refuse(known evidence.Known, res *evidence.Result) {
	c := t.c
	p := evidence.Partial{Kind: c.Form.Kind, Role: c.Form.Role, Title: c.Form.Title, Pos: model.Pos{Sheet: t.v.Model}, Header: t.v.Place(grid.Range{Top: c.Head.Top, Left: t.used().Left, Bottom: c.Head.Bottom, Right: t.b.Right()}), Range: t.v.Place(t.used()), Points: c.Points, Named: c.Named}
	p.Pos.Row, p.Pos.Col = int32(p.Header.Top), int32(p.Header.Left)
	for _, i := range c.Missing {
		f := c.Form.Fields[i]
		m := evidence.Missing{Field: f.Name, Title: f.Title, Words: f.Words[:min(4, len(f.Words))]}
		m.Near, m.NearCell = t.nearColumn(i)
		p.Missing = append(p.Missing, m)
	}
	for _, x := range c.Twice {
		p.Twice = append(p.Twice, [2]string{x[0].Header + "（" + t.ref(x[0].At) + "）", x[1].Header + "（" + t.ref(x[1].At) + "）"})
	}
	for i := range c.Columns {
		if c.Columns[i].Header != "" {
			p.Headers = append(p.Headers, c.Columns[i].Header)
		}
	}
	p.Read = &evidence.Result{Uses: res.Uses}
	t.read(known, p.Read)
	p.Table = p.Read.Tables[0]
	res.Partials = append(res.Partials, p)
}

// nearColumn is the header, among those not understood, most like a word of
// the field.
func (t *table) nearColumn(field int) (header, cell string) {
	best := evidence.Standard.Word.NearLikeness
	for i := range t.c.Columns {
		col := &t.c.Columns[i]
		if col.Field >= 0 || len(col.Path) == 0 {
			continue
		}
		for _, w := range t.c.Form.Fields[field].Words {
			if s := word.Likeness(model.Key(w), col.Path[len(col.Path)-1].Key); s > best {
				best, header, cell = s, col.Header, t.ref(col.At)
			}
		}
	}
	return header, cell
}
