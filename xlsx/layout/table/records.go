package table

import (
	"cmp"
	"strings"

	"github.com/shopspring/decimal"

	"ziping/model"
	"ziping/xlsx/layout/body"
	"ziping/xlsx/layout/sum"
	"ziping/xlsx/layout/word"
)

// readAllotment reads a 资金分配表.
func (t *table) readAllotment() {
	out := &model.AllotmentTable{Table: t.out}
	own := t.amounts("amount")
	parts := map[string][]reader[model.Amount]{}
	for i := range t.c.Columns {
		col := &t.c.Columns[i]
		if col.Part && col.Field >= 0 && t.c.Form.Fields[col.Field].Name == "amount" && !col.Path[len(col.Path)-1].OfWhich {
			parts["amount"] = append(parts["amount"], t.amountsIn(col))
		}
	}
	amount := fundReader{t: t, parts: parts}
	var rows []*model.Allotment
	var lines []*sum.Line
	for i := range t.b.Rows {
		b := &t.b.Rows[i]
		if !b.Counts() {
			continue
		}
		row := &model.Allotment{Unit: t.words("unit", b.Num), Amount: amount.whole("amount", own, b.Num)}
		if row.Unit.Text == "" {
			row.Unit = t.firstWords(b.Num, row.Unit)
		}
		rows = append(rows, row)
		l := t.line(b, row.Unit, "")
		l.Summed = t.sumsRange(row.Amount.Pos.Row)
		lines = append(lines, l)
	}
	s := &sum.Sums{Lines: lines, Columns: 1, Value: func(i, _ int) (decimal.Decimal, bool) {
		return rows[i].Amount.Value.Yuan, rows[i].Amount.State == model.Known
	}}
	s.Settle()
	for i, l := range lines {
		rows[i].Kind = l.Kind
		if l.Bad {
			rows[i].Amount.State = model.Bad
			t.Add("import/bad-number", rows[i].Amount.Pos, "这一行"+l.Why, "请填上单位名称，或写上“合计”")
		}
		if !l.Drop {
			out.Rows = append(out.Rows, rows[i])
		}
	}
	t.lostInSubtotals(s, func(i int) model.Pos { return rows[i].Unit.Pos })
	t.res.Allotments = append(t.res.Allotments, out)
}

// readWaivers reads the sheet 豁免.
func (t *table) readWaivers() {
	for i := range t.b.Rows {
		b := &t.b.Rows[i]
		if b.Use != body.UseData {
			continue
		}
		w := model.Waiver{
			Rule: strings.TrimSpace(t.words("rule", b.Num).Text), Reason: t.words("reason", b.Num).Value,
			Pos: t.words("rule", b.Num).Pos,
		}
		w.File, w.Sheet, w.Cell = splitPlace(t.words("cell", b.Num).Value)
		w.Sheet = cmp.Or(t.words("sheet", b.Num).Value, w.Sheet)
		switch {
		case w.Rule == "" && w.Reason == "" && w.Cell == "":
			continue
		case w.Rule == "":
			t.Add("import/waiver", t.rowPos(b.Num), "豁免没有写规则，没有生效", "请写上规则编号，如 fund/total；全部规则写 *")
			continue
		case w.Reason == "":
			t.Add("import/waiver", w.Pos, "豁免“"+w.Rule+"”没有写理由，没有生效", "请在理由一列写明为什么不改")
			continue
		}
		t.res.Waivers = append(t.res.Waivers, w)
	}
}

// splitPlace takes a place apart that was pasted from a finding into 单元格:
// [高台.xlsx]资金表!F6, or less of it.
func splitPlace(s string) (file, sheet, cell string) {
	cell = s
	if i := strings.LastIndexAny(s, "!！"); i >= 0 {
		sheet, cell = s[:i], strings.TrimLeft(s[i:], "!！")
		if quoted, ok := strings.CutSuffix(sheet, "'"); ok { // the office takes the first quote for a mark of text
			sheet = strings.ReplaceAll(strings.TrimPrefix(quoted, "'"), "''", "'")
		}
		if left, right, ok := strings.Cut(sheet, "]"); ok && strings.HasPrefix(left, "[") {
			file, sheet = left[1:], right
		}
	}
	return file, sheet, strings.ToUpper(strings.ReplaceAll(cell, "$", ""))
}

// readTexts reads 文字材料 in columns: a name and its text in each row. Rows
// that leave the name blank carry the text on.
func (t *table) readTexts() {
	last := -1
	for i := range t.b.Rows {
		b := &t.b.Rows[i]
		if b.Use == body.UseBlank || b.Use == body.UseHeader || b.Use == body.UseNumbering {
			continue
		}
		name, text := t.words("name", b.Num), t.words("body", b.Num)
		name.Value = word.SectionName(name.Value)
		switch {
		case name.Text == "" && text.Text == "":
			continue
		case name.Text == "" || last >= 0 && name.Pos == t.res.Texts[last].Name.Pos:
			if last >= 0 && text.State == model.Known && text.Pos != t.res.Texts[last].Body.Pos {
				prev := &t.res.Texts[last].Body
				prev.Value, prev.Text = join(prev.Value, text.Value), join(prev.Text, text.Text)
				prev.State = model.Known
			} else if last < 0 && text.Text != "" {
				t.Add("import/ignored", text.Pos, "这一段文字没有栏目名称，没有读入", "请在左边写上栏目名称")
			}
			continue
		}
		if text.State == model.Absent {
			text.State = model.Blank
		}
		t.res.Texts = append(t.res.Texts, model.Text{Name: name, Body: text})
		last = len(t.res.Texts) - 1
		b.Use = body.UseData
	}
}

func join(a, b string) string {
	if a == "" {
		return b
	}
	return a + "\n" + b
}
