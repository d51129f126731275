package layout

import (
	"fmt"
	"regexp"
	"slices"
	"strings"

	"ziping/model"
	"ziping/xlsx/grid"
	"ziping/xlsx/value"
)

// read puts the table into the result.
func (t *table) read(known Known, res *Result) {
	t.known, t.res = known, res
	t.notes, t.assumed, t.computed = nil, nil, nil
	t.describe()
	t.findUnit()
	switch t.c.form.Kind {
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
	used := v.place(t.used())
	head := v.place(grid.Range{Top: c.head.top, Left: t.used().Left, Bottom: c.head.bottom, Right: t.b.right()})
	t.out = &model.Table{Kind: c.form.Kind, Role: c.form.Role, Pos: model.Pos{Sheet: v.ms, Row: int32(used.Top), Col: int32(used.Left)}, Range: used.String(), Header: head.String()}
	if t.title != nil {
		t.out.Title = t.title.text
	}
	t.out.Why = append(t.out.Why, c.why...)
	if v.turned {
		t.out.Why = append(t.out.Why, "表是横着放的：表头在左边，一列一条记录")
	}
	for i := range c.columns {
		t.describeColumn(&c.columns[i])
	}
	t.res.Tables = append(t.res.Tables, t.out)
}

func (t *table) describeColumn(col *column) {
	if col.field < 0 && col.at.Col < col.col && col.sample.figures+col.sample.words == 0 {
		return // the right part of a merged header over merged cells
	}
	if len(col.path) == 0 && col.field < 0 {
		if col.sample.figures > 0 {
			t.Add("import/ignored", t.v.pos(t.c.head.bottom, col.col), fmt.Sprintf("第 %s 列没有表头，里面的数字没有读入", t.colName(col.col)), "请给这一列加上表头，或把它移出表格")
		}
		return
	}
	_, unit := value.HeaderUnit(col.header)
	if col.unit != "" {
		unit = col.unit
	}
	out := model.Column{Header: col.header, Cell: t.ref(col.at), Unit: unit}
	if col.field >= 0 {
		f := t.c.form.Fields[col.field]
		out.Field, out.Title = f.Name, f.Title
		if col.part {
			out.Title = f.Title + "的一部分"
			out.Field = f.Name + ".part"
			if f.Name == "received" {
				out.Field, out.Title = "source", "资金来源"
			}
		}
		if col.how != "" {
			t.out.Why = append(t.out.Why, fmt.Sprintf("“%s”读作%s：%s", col.header, f.Title, col.how))
		}
	} else {
		out.Guess = t.c.form.nearest(col.path[len(col.path)-1])
		t.reportUnknown(col, out.Guess)
	}
	t.out.Columns = append(t.out.Columns, out)
}

// reportUnknown says that a column of figures was not understood. Columns of
// words are only listed.
func (t *table) reportUnknown(col *column, guess string) {
	s := col.sample
	if s.figures == 0 || s.figures < s.words || col.again {
		return
	}
	if slices.ContainsFunc(t.c.twice, func(x [2]column) bool { return x[1].col == col.col }) {
		return
	}
	if col.other != 0 {
		t.Add("import/ignored", t.v.pos(col.at.Row, col.at.Col), fmt.Sprintf("“%s”这一列是%d年的，没有读入", col.header, col.other), "如果要用，请改正表头里的年度")
		return
	}
	hint := "如果这一列要用，请改用常见的表头，或在词表（--profile）里加上这个叫法"
	if guess != "" {
		hint = "最接近的叫法是“" + guess + "”；" + hint
	}
	t.Add("import/ignored", t.v.pos(col.at.Row, col.at.Col), "“"+col.header+"”这一列是数字，但认不出是什么，没有读入", hint)
}

func (t *table) colName(col int) string {
	if t.v.turned {
		return fmt.Sprint(col)
	}
	return grid.ColName(col)
}

func (t *table) ref(at grid.Ref) string { return t.v.ref(at).String() }

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
		t.out.Why = append(t.out.Why, fmt.Sprintf("金额单位是%s，写在%s“%s”", u.Name, where, brief(text)))
		return true
	}
	for _, l := range slices.Backward(t.titles) {
		if set(l.text, t.v.pos(l.at.Row, l.at.Col), "表上方") {
			return
		}
	}
	if t.unitBeside(set) || t.unitInHeader(set) {
		return
	}
	for _, r := range t.b.rows {
		if r.use != useNote {
			continue
		}
		for col := t.c.head.left; col <= t.b.right(); col++ {
			if t.v.owns(r.row, col) && set(t.v.text(r.row, col), t.v.pos(r.row, col), "表下方") {
				return
			}
		}
	}
}

// unitBeside finds a unit line above the table's rows but outside its columns,
// and one whose unit stands in the cell next to the words.
func (t *table) unitBeside(set func(string, model.Pos, string) bool) bool {
	v := t.v
	for row := t.c.head.top - 1; row >= max(1, t.c.head.top-4); row-- {
		for col := 1; col <= v.cols; col++ {
			text := v.text(row, col)
			if text == "" || !v.owns(row, col) {
				continue
			}
			key := strings.TrimRight(v.keyOf(text), ":")
			if next := v.span(row, col).Right + 1; next <= v.cols && (key == "单位" || key == "金额单位") {
				if set("单位："+v.text(row, next), v.pos(row, next), "表上方") {
					return true
				}
			}
			outside := col > t.b.right() || v.span(row, col).Right < t.c.head.left
			if outside && strings.Contains(key, "单位") && set(text, v.pos(row, col), "表上方") {
				return true
			}
		}
	}
	return false
}

// unitInHeader finds a unit line that was put into a row of the header.
func (t *table) unitInHeader(set func(string, model.Pos, string) bool) bool {
	for _, c := range t.c.columns {
		for _, l := range c.path {
			if strings.Contains(l.key, "单位:") && set(l.text, t.v.pos(c.at.Row, c.at.Col), "表头") {
				return true
			}
		}
	}
	return false
}

// unitOf is the money unit of a column: its own, its group's, the table's.
func (t *table) unitOf(col *column) value.MoneyUnit {
	if u := t.ownUnit(col); u.Name != "" {
		return u
	}
	if t.unitName != "" {
		return t.unit
	}
	return value.MoneyUnit{}
}

// ownUnit is the money unit that a column's header or its group states.
func (t *table) ownUnit(col *column) value.MoneyUnit {
	if u, ok := value.ParseMoneyUnit(col.unit); ok && col.unit != "" {
		return u
	}
	for _, l := range slices.Backward(col.path) {
		if _, unit := value.HeaderUnit(l.text); unit != "" {
			if u, ok := value.ParseMoneyUnit(unit); ok {
				return u
			}
		}
	}
	return value.MoneyUnit{}
}

// countUnit is the unit of a column of counts as its header states it, else
// the field's own.
func (t *table) countUnit(col *column) string {
	own := t.c.form.Fields[col.field].Unit
	units := []string{col.unit}
	for _, l := range slices.Backward(col.path) {
		_, unit := value.HeaderUnit(l.text)
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
	leaf := col.path[len(col.path)-1].keys
	for _, u := range []string{"人次", "场次", "人数"} {
		if slices.ContainsFunc(leaf, func(k string) bool { return strings.HasSuffix(k, u) }) {
			return strings.TrimSuffix(u, "数")
		}
	}
	return own
}

// multipliers may stand for a unit in a header: what is counted is in its words.
var multipliers = []string{"万", "千", "百", "亿"}

// countScale is the unit of people that a unit line above the table states
// besides the money's: 单位：万元、万人次.
func (t *table) countScale() string {
	for _, l := range t.titles {
		if m := scaledPeople.FindString(l.key); m != "" && strings.Contains(l.key, "单位") {
			return m
		}
	}
	return ""
}

var scaledPeople = regexp.MustCompile(`[万千]人次?`)

// sumsOnly reports a cell that says 合计 or 小计 and nothing else: the word of a
// row that sums others may stand in any column.
func sumsOnly(c *grid.Cell) bool {
	if c.Kind != grid.String || len(c.Text) > 60 {
		return false
	}
	key := strings.TrimRight(model.Key(c.Text), ":")
	return totalWord.MatchString(key) || sumWord.MatchString(key) || key == "小计"
}

func (t *table) amounts(field string) reader[model.Amount] { return t.amountsIn(t.col[field]) }

func (t *table) amountsIn(col *column) reader[model.Amount] {
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
		t.assumed = append(t.assumed, col.header)
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

func (t *table) countsIn(col *column) reader[model.Count] {
	r := reader[model.Count]{t: t, col: col, rule: "import/bad-number", known: newCache[model.Count]()}
	if col == nil {
		return r
	}
	unit := t.countUnit(col)
	whole, odd := t.c.form.Kind == model.KindActivity, 0
	read := value.CountIn(unit)
	r.parse = func(c *grid.Cell) value.Result[model.Count] {
		res := read(c)
		if whole && res.State == model.Known && !res.Value.N.IsInteger() {
			if odd++; odd > maxOdd {
				return value.Result[model.Count]{State: model.Bad} // said often enough
			}
			res = value.Result[model.Count]{State: model.Bad, Err: &value.Error{Text: c.Text,
				Cause: "“" + value.Text(c) + "”不是整数，数量不会有零头，可能漏写了“万”", Cure: "请核对；以万计的，请在表头写明（万人次）"}}
		}
		return res
	}
	return r
}

// maxOdd is how many figures with a fraction are reported of a column of counts;
// more say the same.
const maxOdd = 50

func (t *table) ratios(field string) reader[model.Ratio] {
	r := reader[model.Ratio]{t: t, col: t.col[field], rule: "import/bad-number"}
	if r.col == nil {
		return r
	}
	_, unit := value.HeaderUnit(r.col.path[len(r.col.path)-1].text)
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
			t.assumed = append(t.assumed, r.col.header)
		}
		return res
	}
	return r
}

// priceUnit is the unit of a column of prices: 单价（元/人天） states both, 单价（元）
// the money alone.
func (t *table) priceUnit(col *column) (value.MoneyUnit, string) {
	texts := []string{col.unit}
	for _, l := range slices.Backward(col.path) {
		_, unit := value.HeaderUnit(l.text)
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
		return c.col
	}
	return 0
}

func (t *table) wordsIn(col, row int) model.Cell[string] {
	if col == 0 {
		return model.Cell[string]{}
	}
	out := model.Cell[string]{State: model.Blank, Pos: t.v.pos(row, col)}
	span := t.v.span(row, col)
	if span.Left != col && t.namedColumn(span.Left) || span.Top <= t.c.head.bottom {
		out.Pos = t.v.pos(row, col)
		return out
	}
	c := t.v.anchor(row, col)
	if c == nil {
		return out
	}
	out = readWords(c, out)
	if t.same != nil && ditto(out.Text) {
		if up := t.same.source(row, col); up > 0 {
			out.Value = t.wordsIn(col, up).Value
		}
	}
	return out
}

// namedColumn reports a column that has a field of its own.
func (t *table) namedColumn(col int) bool {
	return slices.ContainsFunc(t.c.columns, func(c column) bool { return c.col == col && c.field >= 0 })
}

// says reports that some cell of a row of the table, or one merged over it, has
// a text and nothing else. A table beside it does not count.
func (t *table) says(row int, key string) bool {
	for col := t.c.head.left; col <= t.b.right(); col++ {
		at := t.v.span(row, col)
		if c := t.v.cell(at.Top, at.Left); c != nil && c.Kind == grid.String && len(c.Text) <= maxLabel && t.v.keyOf(strings.TrimSpace(c.Text)) == key {
			return true
		}
	}
	return false
}

// rowPos is the place of a row's first cell.
func (t *table) rowPos(row int) model.Pos {
	return t.v.pos(row, t.used().Left)
}

// finish hands the rows, the notes and what the lines above say to the result.
func (t *table) finish() {
	for _, r := range t.b.rows {
		if r.loose {
			t.Add("import/ignored", t.rowPos(r.row), "合计行下面有没有名称的数字，没有读入", "如果要算进去，请写上名称，放到合计行上面")
		}
	}
	t.out.Rows = t.b.uses()
	if t.v.spots != nil {
		for i := range t.out.Rows {
			t.out.Rows[i].Row, t.out.Rows[i].Last = t.v.card.Top, 0
		}
	}
	t.reportAssumed()
	t.reportComputed(t.out.Pos)
	t.reportHidden()
	t.reportLeftovers()
	t.res.Notes = append(t.res.Notes, t.notes...)
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
	n := t.Add("import/unit-assumed", t.v.pos(t.c.head.top, t.c.columns[0].col), fmt.Sprintf("没有写金额单位，“%s”按%s读入%s", strings.Join(t.assumed, "”“"), unit, t.known.Units[t.out.Range].Because), "请在表的上方写明“单位：元”或“单位：万元”")
	n.Got, n.Want = "", unit
	t.out.Why = append(t.out.Why, "没有找到金额单位，按"+unit+"读入")
}

// assume is the money unit of the table where it states none: what its figures
// agree with, else 元.
func (t *table) assume() value.MoneyUnit {
	if a := t.known.Units[t.out.Range]; a.Unit.Name != "" {
		return a.Unit
	}
	return t.v.assume()
}

// reportHidden names the hidden rows and columns that were read: a hidden row
// still counts in SUM, so it counts here.
func (t *table) reportHidden() {
	var rows, cols []string
	if !t.v.turned {
		for _, r := range t.b.rows {
			if g := t.v.row(r.row); g != nil && g.Hidden && slices.Contains([]string{useData, useTotal, useSubtotal, useOfWhich}, r.use) {
				rows = append(rows, fmt.Sprint(r.row))
			}
		}
		for _, c := range t.c.columns {
			if c.field >= 0 && slices.ContainsFunc(t.v.sheet.HiddenCols, func(h grid.Range) bool { return h.Left <= c.col && c.col <= h.Right }) {
				cols = append(cols, grid.ColName(c.col)+"（"+c.header+"）")
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
	if len(t.v.sheet.Merges) == 0 {
		return
	}
	region := t.region()
	for row := region.Top; row <= region.Bottom; row++ {
		r := t.v.row(row)
		if r == nil {
			continue
		}
		for i := range r.Cells {
			c := &r.Cells[i]
			col := int(c.Col)
			if col < region.Left || col > region.Right || c.Kind == grid.Empty || strings.TrimSpace(c.Text) == "" || t.v.owns(row, col) {
				continue
			}
			if a := t.v.anchor(row, col); a == nil || a.Text != c.Text {
				span := t.v.span(row, col)
				pos := model.Pos{Sheet: t.v.ms, Row: int32(row), Col: int32(col)}
				if t.v.turned {
					pos.Row, pos.Col = pos.Col, pos.Row
				}
				n := t.Add("import/hidden", pos, fmt.Sprintf("合并单元格 %s 下面还藏着“%s”，没有读入", t.v.place(span), brief(c.Text)), "请取消合并，看清后删去不要的内容；求和公式会把它算进去")
				n.Got = strings.TrimSpace(c.Text)
			}
		}
	}
}

// refuse reports a table that is clearly one of ours and cannot be read.
func (t *table) refuse(_ Known, res *Result) {
	c := t.c
	p := Partial{Kind: c.form.Kind, Role: c.form.Role, Title: c.form.Title, Pos: model.Pos{Sheet: t.v.ms}, Header: t.v.place(grid.Range{Top: c.head.top, Left: t.used().Left, Bottom: c.head.bottom, Right: t.b.right()}), Range: t.v.place(t.used()), Points: c.points, Named: c.named}
	p.Pos.Row, p.Pos.Col = int32(p.Header.Top), int32(p.Header.Left)
	for _, i := range c.missing {
		f := c.form.Fields[i]
		m := Missing{Field: f.Name, Title: f.Title, Words: f.Words[:min(4, len(f.Words))]}
		m.Near, m.NearCell = t.nearColumn(i)
		p.Missing = append(p.Missing, m)
	}
	for _, x := range c.twice {
		p.Twice = append(p.Twice, [2]string{x[0].header + "（" + t.ref(x[0].at) + "）", x[1].header + "（" + t.ref(x[1].at) + "）"})
	}
	for i := range c.columns {
		if c.columns[i].header != "" {
			p.Headers = append(p.Headers, c.columns[i].header)
		}
	}
	seen := table{v: t.v, c: t.c, b: t.b, title: t.title, res: &Result{}}
	seen.describe()
	p.Table = seen.out
	res.Partials = append(res.Partials, p)
}

// nearColumn is the header, among those not understood, most like a word of
// the field.
func (t *table) nearColumn(field int) (header, cell string) {
	best := 0.34
	for i := range t.c.columns {
		col := &t.c.columns[i]
		if col.field >= 0 || len(col.path) == 0 {
			continue
		}
		for _, w := range t.c.form.Fields[field].Words {
			if s := likeness(model.Key(w), col.path[len(col.path)-1].key); s > best {
				best, header, cell = s, col.header, t.ref(col.at)
			}
		}
	}
	return header, cell
}
