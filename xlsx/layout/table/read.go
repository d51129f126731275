package table

import (
	"fmt"
	"regexp"
	"slices"
	"strings"

	"ziping/model"
	"ziping/xlsx/grid"
	"ziping/xlsx/layout/body"
	"ziping/xlsx/layout/cell"
	"ziping/xlsx/layout/column"
	"ziping/xlsx/layout/evidence"
	"ziping/xlsx/layout/view"
	"ziping/xlsx/layout/word"
	"ziping/xlsx/profile"
	"ziping/xlsx/value"
)

// read puts the table into the result. What it finds out about the rows is its own,
// so that it may be called again with other things known; only a sheet so large that
// its cells are let go is read once.
func (t *table) read(known evidence.Known, res *evidence.Result) {
	if t.v.Rows < evidence.Standard.Table.ReleasedRows {
		own, b := *t, *t.b
		b.Rows = slices.Clone(t.b.Rows)
		own.b = &b
		t = &own
	}
	t.known, t.res = known, res
	t.Notes, t.assumed = cell.Notes{}, nil
	t.describe()
	t.findUnit()
	switch t.c.Form.Kind {
	case model.KindFund:
		t.readFund()
	case model.KindActivity:
		t.readLog()
	case model.KindAllotment:
		t.readAllotment()
	case model.KindWaiver:
		t.readWaivers()
	case model.KindText:
		t.readTexts()
	}
	t.finish()
}

// describe fills in what inspect shows before any cell is read.
func (t *table) describe() {
	v, c := t.v, t.c
	used := v.Place(t.used())
	head := v.Place(grid.Range{Top: c.Head.Top, Left: t.used().Left, Bottom: c.Head.Bottom, Right: t.b.Right()})
	t.out = &model.Table{Kind: c.Form.Kind, Role: c.Form.Role, Pos: model.Pos{Sheet: v.Model, Row: int32(used.Top), Col: int32(used.Left)}, Range: used.String(), Header: head.String()}
	if t.title != nil {
		t.out.Title = t.title.Text
	}
	t.out.Why = append(t.out.Why, c.Why...)
	if v.Turned {
		t.out.Why = append(t.out.Why, "表是横着放的：表头在左边，一列一条记录")
	}
	for i := range c.Columns {
		t.describeColumn(&c.Columns[i])
	}
	t.res.Tables = append(t.res.Tables, t.out)
}

func (t *table) describeColumn(col *column.Column) {
	if col.Field < 0 && col.At.Col < col.Col && col.Sample.Figures+col.Sample.Words == 0 {
		return // the right part of a merged header over merged cells
	}
	if len(col.Path) == 0 && col.Field < 0 {
		if col.Sample.Figures > 0 {
			t.Add("import/ignored", t.v.Pos(t.c.Head.Bottom, col.Col), fmt.Sprintf("第 %s 列没有表头，里面的数字没有读入", t.colName(col.Col)), "请给这一列加上表头，或把它移出表格")
		}
		return
	}
	_, unit := value.HeaderUnit(col.Header)
	if col.Unit != "" {
		unit = col.Unit
	}
	out := model.Column{Header: col.Header, Cell: t.ref(col.At), Unit: unit}
	if col.Field >= 0 {
		f := t.c.Form.Fields[col.Field]
		out.Field, out.Title = f.Name, f.Title
		if col.Part {
			out.Title = f.Title + "的一部分"
			out.Field = f.Name + ".part"
			if f.Name == "received" {
				out.Field, out.Title = "source", "资金来源"
			}
		}
		if col.How != "" {
			t.out.Why = append(t.out.Why, fmt.Sprintf("“%s”读作%s：%s", col.Header, f.Title, col.How))
		}
	} else {
		out.Guess = t.c.Form.Nearest(col.Path[len(col.Path)-1])
		t.reportUnknown(col, out.Guess)
	}
	t.out.Columns = append(t.out.Columns, out)
}

// reportUnknown says that a column of figures was not understood. Columns of
// words are only listed.
func (t *table) reportUnknown(col *column.Column, guess string) {
	s := col.Sample
	if s.Figures == 0 || s.Figures < s.Words || col.Again {
		return
	}
	if slices.ContainsFunc(t.c.Twice, func(x [2]column.Column) bool { return x[1].Col == col.Col }) {
		return
	}
	if col.Other != 0 {
		t.Add("import/ignored", t.v.Pos(col.At.Row, col.At.Col), fmt.Sprintf("“%s”这一列是%d年的，没有读入", col.Header, col.Other), "如果要用，请改正表头里的年度")
		return
	}
	hint := "如果这一列要用，请改用常见的表头，或在词表（--profile）里加上这个叫法"
	if guess != "" {
		hint = "最接近的叫法是“" + guess + "”；" + hint
	}
	t.Add("import/ignored", t.v.Pos(col.At.Row, col.At.Col), "“"+col.Header+"”这一列是数字，但认不出是什么，没有读入", hint)
}

func (t *table) colName(col int) string {
	if t.v.Turned {
		return fmt.Sprint(col)
	}
	return grid.ColName(col)
}

func (t *table) ref(at grid.Ref) string { return t.v.Ref(at).String() }

// findUnit settles the money unit of the columns that state none: a unit line
// above the table, the last one wins; then one in the title; then a note below.
func (t *table) findUnit() {
	set := func(text string, pos model.Pos, where string) bool {
		name, ok := value.FindUnitLine(text)
		if !ok {
			return false
		}
		u, ok := value.ParseMoneyUnit(name)
		if !ok {
			return false
		}
		t.unit, t.unitName, t.unitPos = u, u.Name, pos
		t.out.Why = append(t.out.Why, fmt.Sprintf("金额单位是%s，写在%s“%s”", u.Name, where, view.Brief(text)))
		return true
	}
	for _, l := range slices.Backward(t.titles) {
		if set(l.Text, t.v.Pos(l.At.Row, l.At.Col), "表上方") {
			return
		}
	}
	if t.unitBeside(set) || t.unitInHeader(set) {
		return
	}
	for _, r := range t.b.Rows {
		if r.Use != body.UseNote {
			continue
		}
		for col := t.c.Head.Left; col <= t.b.Right(); col++ {
			if t.v.Owns(r.Num, col) && set(t.v.Text(r.Num, col), t.v.Pos(r.Num, col), "表下方") {
				return
			}
		}
	}
}

// unitBeside finds a unit line above the table's rows but outside its columns,
// and one whose unit stands in the cell next to the words.
func (t *table) unitBeside(set func(string, model.Pos, string) bool) bool {
	v := t.v
	for row := t.c.Head.Top - 1; row >= max(1, t.c.Head.Top-evidence.Standard.Table.UnitRows); row-- {
		for col := 1; col <= v.Cols; col++ {
			text := v.Text(row, col)
			if text == "" || !v.Owns(row, col) {
				continue
			}
			key := strings.TrimRight(v.KeyOf(text), ":")
			if next := v.Span(row, col).Right + 1; next <= v.Cols && (key == "单位" || key == "金额单位") {
				if set("单位："+v.Text(row, next), v.Pos(row, next), "表上方") {
					return true
				}
			}
			outside := col > t.b.Right() || v.Span(row, col).Right < t.c.Head.Left
			if outside && strings.Contains(key, "单位") && set(text, v.Pos(row, col), "表上方") {
				return true
			}
		}
	}
	return false
}

// unitInHeader finds a unit line that was put into a row of the header.
func (t *table) unitInHeader(set func(string, model.Pos, string) bool) bool {
	for _, c := range t.c.Columns {
		for _, l := range c.Path {
			if strings.Contains(l.Key, "单位:") && set(l.Text, t.v.Pos(c.At.Row, c.At.Col), "表头") {
				return true
			}
		}
	}
	return false
}

// unitOf is the money unit of a column: its own, its group's, the table's.
func (t *table) unitOf(col *column.Column) value.MoneyUnit {
	if u := t.ownUnit(col); u.Name != "" {
		return u
	}
	if t.unitName != "" {
		return t.unit
	}
	return value.MoneyUnit{}
}

// ownUnit is the money unit that a column's header or its group states.
func (t *table) ownUnit(col *column.Column) value.MoneyUnit {
	if u, ok := value.ParseMoneyUnit(col.Unit); ok && col.Unit != "" {
		return u
	}
	for _, l := range slices.Backward(col.Path) {
		if _, unit := value.HeaderUnit(l.Text); unit != "" {
			if u, ok := value.ParseMoneyUnit(unit); ok {
				return u
			}
		}
	}
	return value.MoneyUnit{}
}

// countUnit is the unit of a column of counts as its header states it, else
// the field's own.
func (t *table) countUnit(col *column.Column) string {
	own := t.c.Form.Fields[col.Field].Unit
	units := []string{col.Unit}
	for _, l := range slices.Backward(col.Path) {
		_, unit := value.HeaderUnit(l.Text)
		units = append(units, unit)
	}
	for _, unit := range units {
		switch {
		case slices.Contains(multipliers, unit):
			return unit + own // 人次（万）
		case unit != "":
			return unit
		}
	}
	if scaled := t.countScale(); scaled != "" && strings.HasPrefix(own, "人") {
		return scaled
	}
	leaf := col.Path[len(col.Path)-1].Keys
	for _, u := range []string{"人次", "场次", "人数"} {
		if slices.ContainsFunc(leaf, func(k string) bool { return strings.HasSuffix(k, u) }) {
			return strings.TrimSuffix(u, "数")
		}
	}
	return own
}

// multipliers may stand for a unit in a header: what is counted is in its words.
var multipliers = profile.Common("multipliers")

// countScale is the unit of people that a unit line above the table states
// besides the money's: 单位：万元、万人次.
func (t *table) countScale() string {
	for _, l := range t.titles {
		if m := scaledPeople.FindString(l.Key); m != "" && strings.Contains(l.Key, "单位") {
			return m
		}
	}
	return ""
}

var scaledPeople = regexp.MustCompile(`[万千]人次?`)

func (t *table) amounts(field string) reader[model.Amount] { return t.amountsIn(t.col[field]) }

func (t *table) amountsIn(col *column.Column) reader[model.Amount] {
	r := reader[model.Amount]{t: t, col: col, rule: "import/bad-number"}
	if col == nil {
		return r
	}
	unit, rows := t.unitOf(col), t.rowUnits(col)
	if unit.Name == "" && rows.all() {
		unit = rows.units[0]
		t.out.Unit = unit.Name
	} else if unit.Name == "" {
		unit = t.assume()
		t.assumed = append(t.assumed, col.Header)
	} else if t.out.Unit == "" {
		t.out.Unit, t.out.UnitPos = unit.Name, t.unitPos
	}
	r.parse = func(c *grid.Cell) value.Result[model.Amount] { return value.Amount(c, unit) }
	if len(rows.at) > 0 {
		r.byRow = func(row int) func(*grid.Cell) value.Result[model.Amount] {
			u := rows.of(row, unit)
			return func(c *grid.Cell) value.Result[model.Amount] { return value.Amount(c, u) }
		}
	}
	return r
}

func (t *table) counts(field string) reader[model.Count] { return t.countsIn(t.col[field]) }

func (t *table) countsIn(col *column.Column) reader[model.Count] {
	r := reader[model.Count]{t: t, col: col, rule: "import/bad-number", known: newCache[model.Count]()}
	if col == nil {
		return r
	}
	unit := t.countUnit(col)
	whole, odd := t.c.Form.Kind == model.KindActivity, 0
	read := value.CountIn(unit)
	r.parse = func(c *grid.Cell) value.Result[model.Count] {
		res := read(c)
		if whole && res.State == model.Known && !res.Value.N.IsInteger() {
			if odd++; odd > evidence.Standard.Table.OddCounts {
				return value.Result[model.Count]{State: model.Bad} // said often enough
			}
			res = value.Result[model.Count]{State: model.Bad, Err: &value.Error{Text: c.Text,
				Cause: "“" + value.Text(c) + "”不是整数，数量不会有零头，可能漏写了“万”", Cure: "请核对；以万计的，请在表头写明（万人次）"}}
		}
		return res
	}
	return r
}

func (t *table) ratios(field string) reader[model.Ratio] {
	r := reader[model.Ratio]{t: t, col: t.col[field], rule: "import/bad-number"}
	if r.col == nil {
		return r
	}
	_, unit := value.HeaderUnit(r.col.Path[len(r.col.Path)-1].Text)
	r.parse = func(c *grid.Cell) value.Result[model.Ratio] { return value.RatioIn(c, unit) }
	return r
}

func (t *table) prices(field string) reader[model.Price] {
	r := reader[model.Price]{t: t, col: t.col[field], rule: "import/bad-number"}
	if r.col == nil {
		return r
	}
	unit, per := t.priceUnit(r.col)
	stated := unit.Name != ""
	if !stated {
		unit = t.assume()
	}
	said := false
	r.parse = func(c *grid.Cell) value.Result[model.Price] {
		res := value.Price(c, unit)
		if res.State == model.Known && res.Value.Per == "" {
			res.Value.Per = per
		}
		if !stated && !said && res.State == model.Known && !strings.Contains(c.Text, "元") {
			said = true
			t.assumed = append(t.assumed, r.col.Header)
		}
		return res
	}
	return r
}

// priceUnit is the unit of a column of prices: 单价（元/人天） states both, 单价（元）
// the money alone.
func (t *table) priceUnit(col *column.Column) (value.MoneyUnit, string) {
	texts := []string{col.Unit}
	for _, l := range slices.Backward(col.Path) {
		_, unit := value.HeaderUnit(l.Text)
		texts = append(texts, unit)
	}
	for _, text := range texts {
		if u, per, ok := value.ParsePriceUnit(text); ok {
			return u, per
		}
	}
	return t.unitOf(col), ""
}

// words reads a cell of text. A region merged downwards fills its rows; one
// merged across from another column belongs to that column alone.
func (t *table) words(field string, row int) model.Cell[string] {
	return t.wordsIn(t.colOf(field), row)
}

// colOf is the number of a field's column, 0 when there is none.
func (t *table) colOf(field string) int {
	if c := t.col[field]; c != nil {
		return c.Col
	}
	return 0
}

func (t *table) wordsIn(col, row int) model.Cell[string] {
	if col == 0 {
		return model.Cell[string]{}
	}
	out := model.Cell[string]{State: model.Blank, Pos: t.v.Pos(row, col)}
	span := t.v.Span(row, col)
	if span.Left != col && t.namedColumn(span.Left) || span.Top <= t.c.Head.Bottom {
		out.Pos = t.v.Pos(row, col)
		return out
	}
	c := t.v.Anchor(row, col)
	if c == nil {
		return out
	}
	out = cell.Words(c, out)
	if t.same != nil && view.Ditto(out.Text) {
		if up := t.same.source(row, col); up > 0 {
			out.Value = t.wordsIn(col, up).Value
		}
	}
	return out
}

// namedColumn reports a column that has a field of its own.
func (t *table) namedColumn(col int) bool {
	return slices.ContainsFunc(t.c.Columns, func(c column.Column) bool { return c.Col == col && c.Field >= 0 })
}

// says reports that some cell of a row of the table, or one merged over it, has
// a text and nothing else. A table beside it does not count.
func (t *table) says(row int, key string) bool {
	for col := t.c.Head.Left; col <= t.b.Right(); col++ {
		at := t.v.Span(row, col)
		if c := t.v.Cell(at.Top, at.Left); c != nil && c.Kind == grid.String && len(c.Text) <= evidence.Standard.Word.LabelBytes && t.v.KeyOf(strings.TrimSpace(c.Text)) == key {
			return true
		}
	}
	return false
}

// rowPos is the place of a row's first cell.
func (t *table) rowPos(row int) model.Pos {
	return t.v.Pos(row, t.used().Left)
}

// finish hands the rows, the notes and what the lines above say to the result.
func (t *table) finish() {
	for _, r := range t.b.Rows {
		if r.Loose {
			t.Add("import/ignored", t.rowPos(r.Num), "合计行下面有没有名称的数字，没有读入", "如果要算进去，请写上名称，放到合计行上面")
		}
	}
	t.out.Rows = t.b.Uses()
	if t.v.Spots != nil {
		for i := range t.out.Rows {
			t.out.Rows[i].Row, t.out.Rows[i].Last = t.v.Card.Top, 0
		}
	}
	t.reportAssumed()
	t.ReportComputed(t.out.Pos)
	t.reportHidden()
	t.reportLeftovers()
	t.res.Notes = append(t.res.Notes, t.Said...)
	t.heads(t.known, t.res)
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

// assume is the money unit of the table where it states none: what its figures
// agree with, else 元.
func (t *table) assume() value.MoneyUnit {
	if a := t.known.Units[t.out.Range]; a.Unit.Name != "" {
		return a.Unit
	}
	return t.v.Assume()
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
	p.Read = &evidence.Result{}
	t.read(known, p.Read)
	p.Table = p.Read.Tables[0]
	res.Partials = append(res.Partials, p)
}

// nearColumn is the header, among those not understood, most like a word of
// the field.
func (t *table) nearColumn(field int) (header, cell string) {
	best := evidence.Standard.Table.NearLikeness
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
