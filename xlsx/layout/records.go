package layout

import (
	"cmp"
	"strings"

	"github.com/shopspring/decimal"

	"ziping/model"
)

// readAllotment reads a 资金分配表.
func (t *table) readAllotment() {
	out := &model.AllotmentTable{Table: t.out}
	own := t.amounts("amount")
	parts := map[string][]reader[model.Amount]{}
	for i := range t.c.columns {
		col := &t.c.columns[i]
		if col.part && col.field >= 0 && t.c.form.Fields[col.field].Name == "amount" && !col.path[len(col.path)-1].ofWhich {
			parts["amount"] = append(parts["amount"], t.amountsIn(col))
		}
	}
	amount := fundReader{t: t, parts: parts}
	var rows []*model.Allotment
	var lines []*line
	for i := range t.b.rows {
		b := &t.b.rows[i]
		if !b.counts() {
			continue
		}
		row := &model.Allotment{Unit: t.words("unit", b.row), Amount: amount.whole("amount", own, b.row)}
		if row.Unit.Text == "" {
			row.Unit = t.firstWords(b.row, row.Unit)
		}
		rows = append(rows, row)
		l := t.line(b, row.Unit, "")
		l.summed = t.sumsRange(row.Amount.Pos.Row)
		lines = append(lines, l)
	}
	s := &sums{lines: lines, columns: 1, value: func(i, _ int) (decimal.Decimal, bool) {
		return rows[i].Amount.Value.Yuan, rows[i].Amount.State == model.Known
	}}
	s.settle()
	for i, l := range lines {
		rows[i].Kind = l.kind
		if l.bad {
			rows[i].Amount.State = model.Bad
			t.Add("import/bad-number", rows[i].Amount.Pos, "这一行"+l.why, "请填上单位名称，或写上“合计”")
		}
		if !l.drop {
			out.Rows = append(out.Rows, rows[i])
		}
	}
	t.lostInSubtotals(s, func(i int) model.Pos { return rows[i].Unit.Pos })
	t.res.Allotments = append(t.res.Allotments, out)
}

// readWaivers reads the sheet 豁免.
func (t *table) readWaivers() {
	for i := range t.b.rows {
		b := &t.b.rows[i]
		if b.use != useData {
			continue
		}
		w := model.Waiver{
			Rule: strings.TrimSpace(t.words("rule", b.row).Text), Reason: t.words("reason", b.row).Value,
			Pos: t.words("rule", b.row).Pos,
		}
		w.File, w.Sheet, w.Cell = splitPlace(t.words("cell", b.row).Value)
		w.Sheet = cmp.Or(t.words("sheet", b.row).Value, w.Sheet)
		switch {
		case w.Rule == "" && w.Reason == "" && w.Cell == "":
			continue
		case w.Rule == "":
			t.Add("import/waiver", t.rowPos(b.row), "豁免没有写规则，没有生效", "请写上规则编号，如 fund/total；全部规则写 *")
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
	for i := range t.b.rows {
		b := &t.b.rows[i]
		if b.use == useBlank || b.use == useHeader || b.use == useNumbering {
			continue
		}
		name, body := t.words("name", b.row), t.words("body", b.row)
		name.Value = sectionName(name.Value)
		switch {
		case name.Text == "" && body.Text == "":
			continue
		case name.Text == "" || last >= 0 && name.Pos == t.res.Texts[last].Name.Pos:
			if last >= 0 && body.State == model.Known && body.Pos != t.res.Texts[last].Body.Pos {
				prev := &t.res.Texts[last].Body
				prev.Value, prev.Text = join(prev.Value, body.Value), join(prev.Text, body.Text)
				prev.State = model.Known
			} else if last < 0 && body.Text != "" {
				t.Add("import/ignored", body.Pos, "这一段文字没有栏目名称，没有读入", "请在左边写上栏目名称")
			}
			continue
		}
		if body.State == model.Absent {
			body.State = model.Blank
		}
		t.res.Texts = append(t.res.Texts, model.Text{Name: name, Body: body})
		last = len(t.res.Texts) - 1
		b.use = useData
	}
}

func join(a, b string) string {
	if a == "" {
		return b
	}
	return a + "\n" + b
}
