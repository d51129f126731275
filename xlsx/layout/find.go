package layout

import (
	"cmp"
	"fmt"
	"regexp"
	"slices"
	"strings"

	"ziping/model"
	"ziping/xlsx/grid"
	"ziping/xlsx/value"
)

// turnedFactor makes a table that lies on its side weigh a little less than
// one that stands.
const turnedFactor = 0.9

// findTables proposes every table that stands on the sheet.
func findTables(v *page, before []candidate) []candidate {
	var out []candidate
	for _, w := range v.windows() {
		out = append(out, v.tablesIn(w, before)...)
	}
	return out
}

// findLying proposes the tables that lie on their side: fields down, records
// across. They are looked for after label and value forms, which look alike.
func findLying(v *page) []candidate {
	t := v.lie()
	if t == nil || !t.mayLie() {
		return nil
	}
	var out []candidate
	for _, w := range t.windows() {
		for _, c := range t.tablesIn(w, nil) {
			if c.partial {
				continue
			}
			c.region = t.place(c.region)
			c.score *= turnedFactor
			out = append(out, c)
		}
	}
	return out
}

// mayLie reports that some row of the turned sheet has three known headers;
// below that a column of words is no header.
func (v *page) mayLie() bool {
	for row := 1; row <= v.rows; row++ {
		if v.row(row) != nil && v.seed(row, window{1, v.cols}) {
			return true
		}
	}
	return false
}

// tablesIn proposes the tables within a window, top to bottom; before are the
// 自评表 of the sheet: a table above one ends there.
func (v *page) tablesIn(w window, before []candidate) []candidate {
	heads := v.headers(w)
	var out []candidate
	floor := 1
	for i := 0; i < len(heads); i++ {
		h := heads[i]
		titles := v.titlesAbove(h, floor)
		bottom := v.rows
		for i+1 < len(heads) {
			next := heads[i+1]
			if !sameHeader(h, next) || v.newTitle(titles, v.titlesAbove(next, h.bottom+1)) {
				bottom = v.aboveTitles(next, h.bottom)
				break
			}
			i++
		}
		bottom = aboveForms(before, h, bottom)
		for _, part := range v.split(h) {
			if c, ok := v.propose(part, bottom, titles); ok {
				out = append(out, c)
			}
		}
		floor = h.bottom + 1
	}
	return out
}

// split parts a header whose words repeat side by side: 序号 单位 金额 序号 单位 金额.
func (v *page) split(h *header) []*header {
	out := []*header{h}
	n := len(h.cols)
	for width := 2; width <= n/2; width++ {
		same := true
		for i := 0; i < width && same; i++ {
			same = len(h.cols[i].path) > 0 && h.cols[i].text() == h.cols[i+width].text()
		}
		if !same {
			continue
		}
		for from := 0; from+width <= n; from += width {
			part := *h
			part.cols = h.cols[from : from+width]
			part.left, part.right = part.cols[0].col, part.cols[width-1].col
			out = append(out, &part)
		}
		return out[1:]
	}
	return out
}

// propose is the candidate for the table below a header.
func (v *page) propose(h *header, bottom int, titles []titleLine) (candidate, bool) {
	if in, out := v.halves(h); in != nil {
		if c, ok := v.proposeHalves(in, out, bottom, titles); ok {
			return c, true
		}
	}
	bids := v.bid(h, bottom, titles)
	if len(bids) == 0 || len(h.cols) == 0 {
		return candidate{}, false
	}
	best := bids[0]
	t := v.newTable(best, bottom, titles)
	if c, one := v.oneRow(bids, bottom, titles); one != nil {
		best, t = c, one
	}
	if t.belongsToForm() {
		return candidate{}, false
	}
	if best.form.Kind == model.KindAllotment && !best.named && t.records() < 2 {
		return candidate{}, false // one row under labels is a form, not a table of units
	}
	if best.complete() && !best.yields(bids[1:]) {
		t.runnersUp(bids[1:])
		return candidate{kind: best.form.Kind, region: t.region(), score: best.score(), why: best.why, read: t.read, heads: t.heads}, true
	}
	slices.SortStableFunc(bids, func(a, b *claim) int {
		return cmp.Or(cmp.Compare(btoi(b.named), btoi(a.named)), cmp.Compare(b.points, a.points))
	})
	for _, c := range bids {
		if !c.speaks() {
			continue
		}
		t = v.newTable(c, bottom, titles)
		return candidate{kind: c.form.Kind, region: t.region(), score: c.score(), why: c.why, read: t.refuse, heads: t.heads, partial: true}, true
	}
	return candidate{}, false
}

// oneRow is a 资金表 of one row that has no name, because there is but one thing
// the money was for; nil when the table is none.
func (v *page) oneRow(bids []*claim, bottom int, titles []titleLine) (*claim, *table) {
	for _, c := range bids {
		if c.form.Kind != model.KindFund || c.form.Role != "" || len(c.twice) > 0 || bids[0].complete() ||
			len(c.missing) != 1 || c.missing[0] != c.form.fieldNamed("label") || !c.states("planned") || !c.states("spent") {
			continue
		}
		t := v.newTable(c, bottom, titles)
		if t.records() != 1 || !slices.ContainsFunc(t.b.rows, func(r bodyRow) bool { return r.use == useData }) {
			return nil, nil
		}
		c.missing = nil
		c.why = append(c.why, "没有支出方向一列，只有一行数字，就是全部资金")
		return c, t
	}
	return nil, nil
}

// yields reports that the table is called something else, which it is more
// clearly though a column is missing: then the column is missing.
func (c *claim) yields(others []*claim) bool {
	return !c.named && slices.ContainsFunc(others, func(o *claim) bool {
		return o.named && !o.complete() && o.form.Kind != c.form.Kind && o.points > c.points && o.speaks() &&
			(c.form.Kind != model.KindAllotment || o.strong() > 1)
	})
}

// strong counts the columns under strong words as they are in the list.
func (c *claim) strong() int {
	n := 0
	for i := range c.columns {
		f := c.columns[i].field
		n += btoi(f >= 0 && c.form.Fields[f].Strong && c.columns[i].how == "")
	}
	return n
}

// speaks reports that an incomplete claim is still clearly the form: a person
// would say that a column is missing, not that it is something else.
func (c *claim) speaks() bool {
	strong, known := c.strong(), 0
	for i := range c.columns {
		if f := c.columns[i].field; f >= 0 && c.form.Fields[f].Type != "index" && c.form.Fields[f].Name != "remark" {
			known++
		}
	}
	return strong >= 1 && (c.named && known >= 2 || known >= 4) || strong >= 2 && known >= 3 || c.head.forced
}

// sameHeader reports that two headers name the same columns.
func sameHeader(a, b *header) bool {
	if len(a.cols) != len(b.cols) {
		return false
	}
	for i := range a.cols {
		if a.cols[i].col != b.cols[i].col || a.cols[i].text() != b.cols[i].text() {
			return false
		}
	}
	return true
}

// newTitle reports that a header that is printed again stands under a title of
// its own. A heading (一、…) or the same title again carries the table on.
func (v *page) newTitle(before, after []titleLine) bool {
	for _, t := range after {
		kind := v.lineKind(t)
		if kind == aside {
			continue
		}
		if slices.ContainsFunc(before, func(b titleLine) bool { return b.key == t.key }) {
			return false
		}
		if kind == aTitle {
			return true
		}
	}
	return false
}

// What a line above a table is, as far as it begins a new one.
const (
	aText  = iota
	aside  // a heading, a line of units or a mark that the table goes on
	aTitle // it names a table
)

func (v *page) lineKind(t titleLine) int8 {
	if kind, known := v.lineKinds[t.text]; known {
		return kind
	}
	kind := int8(aText)
	if sectionNumber.MatchString(t.text) || aLine(t.key) || carriedOn.MatchString(t.key) {
		kind = aside
	} else if slices.ContainsFunc(v.words.tables, func(f *tableForm) bool {
		return slices.ContainsFunc(f.titles, func(w string) bool { return strings.Contains(t.key, w) })
	}) {
		kind = aTitle
	}
	if len(v.lineKinds) < maxKeys {
		v.lineKinds[t.text] = kind
	}
	return kind
}

var carriedOn = regexp.MustCompile(`续表|续\)|\(续|^第[0-9一二三]+页|接上`)

// titlesAbove are the texts above a header, from the top, down to what belongs
// to an earlier table.
func (v *page) titlesAbove(h *header, floor int) []titleLine {
	if v.turned {
		return v.titlesBeside(h)
	}
	var out []titleLine
	blank := 0
	for row := h.top - 1; row >= max(floor, h.top-12) && blank < 4; row-- {
		lines, ok := v.lines(row, h)
		if !ok {
			break
		}
		if len(lines) == 0 {
			blank++
			continue
		}
		out = append(lines, out...)
	}
	return out
}

// titlesBeside are the texts above a table that lies on its side.
func (v *page) titlesBeside(h *header) []titleLine {
	if len(h.cols) == 0 {
		return nil
	}
	out := v.up.titlesAbove(&header{window: window{1, v.up.cols}, top: h.cols[0].col}, 1)
	for i := range out {
		out[i].at.Row, out[i].at.Col = out[i].at.Col, out[i].at.Row
	}
	return out
}

// lines are the texts of a row above a header; ok is false for a row of data.
func (v *page) lines(row int, h *header) (out []titleLine, ok bool) {
	if v.row(row) == nil {
		return nil, true
	}
	figures := 0
	for col := h.left; col <= h.right; col++ {
		span := v.span(row, col)
		if span.Top == row && span.Left <= col {
			if c := v.cell(span.Top, span.Left); c != nil && strings.TrimSpace(c.Text) != "" {
				if figure(c) && !yearLike(c.Text) && c.Kind != grid.Date {
					figures++
				}
				t := strings.TrimSpace(c.Text)
				out = append(out, titleLine{text: t, key: v.keyOf(t), at: grid.Ref{Row: row, Col: span.Left}, span: span})
			}
		}
		col = max(col, min(span.Right, h.right))
	}
	return out, figures == 0
}

// aboveTitles is the last row above a header and its titles; the rows up to it
// may belong to the table before.
func (v *page) aboveTitles(h *header, floor int) int {
	row := h.top - 1
	for row > floor {
		lines, ok := v.lines(row, h)
		if !ok || len(lines) > 3 {
			break
		}
		if slices.ContainsFunc(lines, func(l titleLine) bool { return signHead.MatchString(l.key) && !strings.Contains(l.key, "单位") }) {
			break
		}
		if _, agg := aggregateWord(firstKey(lines)); agg {
			break
		}
		row--
	}
	return row
}

func firstKey(lines []titleLine) string {
	if len(lines) == 0 {
		return ""
	}
	return lines[0].key
}

// A table is a region that a form has claimed.
type table struct {
	v      *page
	c      *claim
	b      *body
	titles []titleLine
	out    *model.Table
	col    map[string]*column // field → its column
	title  *titleLine

	same     dittos          // nil where the table has none
	parts    []*column       // 年, 月, 日 of a log whose dates stand in parts, nil for none
	unit     value.MoneyUnit // of columns that state none
	unitName string
	unitPos  model.Pos
	assumed  []string // columns of money for which no unit was found
	Notes
	res   *Result
	known Known // of the unit, while the table is read
}

func (v *page) newTable(c *claim, bottom int, titles []titleLine) *table {
	t := &table{v: v, c: c, titles: titles, col: map[string]*column{}}
	t.b = v.readBody(c, bottom, titles)
	for i := range c.columns {
		col := &c.columns[i]
		if col.field >= 0 && !col.part {
			if name := c.form.Fields[col.field].Name; t.col[name] == nil {
				t.col[name] = col
			}
		}
	}
	t.title = t.pickTitle()
	t.dateParts()
	if t.b.ditto {
		t.findDittos()
	}
	return t
}

// belongsToForm reports rows that only a 自评表 has.
func (t *table) belongsToForm() bool {
	if t.c.form.Kind != model.KindFund {
		return false
	}
	for _, r := range t.b.rows {
		for col := t.c.head.left; col <= min(t.b.right(), t.c.head.left+5); col++ {
			switch key := t.v.key(r.row, col); {
			case strings.HasPrefix(key, "年度资金总额"), key == "一级指标", key == "三级指标", key == "年度总体目标", key == "总体目标":
				return true
			}
		}
	}
	return false
}

// headingOf is the category that a numbered line above a table names, "" when
// it names none.
func headingOf(l titleLine) string {
	if level := levelOf(l.key, false); level != 1 && level != 2 || len([]rune(l.text)) > 24 || aLine(l.key) {
		return ""
	}
	if name := sectionName(l.text); !periodHeading.MatchString(model.Key(name)) {
		return name
	}
	return ""
}

var noTitle = regexp.MustCompile(`^(?:附件|附表|附[:：0-9]|表[0-9一二三四五]|\(?20[0-9]{2}年度?\)?$|公开[0-9]+表|[0-9]{1,2}$)`)

// pickTitle is the line above the table that names it.
func (t *table) pickTitle() *titleLine {
	var best *titleLine
	rank := func(l *titleLine) int {
		n := 0
		for _, w := range t.c.form.titles {
			if strings.Contains(l.key, w) {
				n += 4
				break
			}
		}
		if l.span.Right > l.span.Left {
			n += 2
		}
		if len(l.key) >= 18 {
			n++
		}
		return n
	}
	for i := range t.titles {
		l := &t.titles[i]
		text := titleText(l.text)
		if aLine(t.v.keyOf(text)) || noTitle.MatchString(l.key) || headLine(text) != nil || headingOf(*l) != "" && len(t.titles) > 1 {
			continue
		}
		if _, isUnit := value.FindUnitLine(text); isUnit && len([]rune(l.key)) < 14 {
			continue
		}
		if best == nil || rank(l) > rank(best) {
			best = l
		}
	}
	return best
}

// region is the table's cells, from the header to the last row read.
func (t *table) region() grid.Range {
	r := t.used()
	if n := len(t.b.rows); n > 0 {
		r.Bottom = max(r.Bottom, t.b.rows[n-1].row)
	}
	return r
}

// records counts the rows that go into the model.
func (t *table) records() int {
	n := 0
	for i := range t.b.rows {
		n += btoi(t.b.rows[i].counts())
	}
	return n
}

// used is the table from its header to the last row of figures or totals.
func (t *table) used() grid.Range {
	r := grid.Range{Top: t.c.head.top, Left: t.c.columns[0].col, Bottom: t.c.head.bottom, Right: t.b.right()}
	for i := range t.c.columns {
		if len(t.c.columns[i].path) > 0 || t.c.columns[i].field >= 0 {
			r.Left = t.c.columns[i].col
			break
		}
	}
	for _, row := range slices.Backward(t.b.rows) {
		if slices.Contains([]string{useData, useSubtotal, useTotal, useOfWhich}, row.use) {
			r.Bottom = row.row
			break
		}
	}
	return r
}

// runnersUp explains why other forms did not get the table.
func (t *table) runnersUp(others []*claim) {
	for _, o := range others {
		if o.points < 1 || o.form == t.c.form {
			continue
		}
		why := fmt.Sprintf("得 %.1f 分", o.points)
		if len(o.missing) > 0 {
			why = "缺少“" + o.form.Fields[o.missing[0]].Title + "”列"
		}
		t.c.why = append(t.c.why, fmt.Sprintf("不是%s：%s（%s得 %.1f 分）", o.form.Title, why, t.c.form.Title, t.c.points))
		return
	}
}
