package layout

import (
	"cmp"
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"ziping/model"
	"ziping/xlsx/grid"
	"ziping/xlsx/value"
)

// A column is one column of a header, understood by one form.
type column struct {
	headCol
	header string
	field  int  // index in the form's fields, -1 when not understood
	part   bool // holds a part of the field's figure
	how    string
	again  bool // says what another column says in another unit
	other  int  // the year of which the column is, when it is not the project's
	sample sample
}

// A sample is what the cells below a header look like.
type sample struct{ figures, dates, words, blank int }

// A claim is a form's bid for the table below a header.
type claim struct {
	form    *tableForm
	head    *header
	columns []column
	points  float64
	why     []string
	missing []int       // required fields without a column
	twice   [][2]column // columns of figures that both read as the same field
	named   bool        // title or sheet name say what it is
}

// foreign are headers that say that a table is no table of ours: they belong to
// a 自评表 or a catalogue of indicators.
var foreign = []string{"分值", "得分", "自评得分", "权重", "一级指标", "二级指标", "三级指标", "指标值", "年度指标值", "实际完成值", "度量单位", "指标性质"}

// bid lets every form of the profile claim the table below a header, and
// returns the claims, the best first. bottom is the last row that may belong
// to the table; title are the texts above it.
func (v *page) bid(h *header, bottom int, titles []titleLine) []*claim {
	for _, c := range h.cols {
		for _, l := range c.path {
			if slices.ContainsFunc(l.keys, func(k string) bool { return slices.Contains(foreign, k) }) && !h.forced {
				return nil
			}
		}
	}
	samples, year := v.samples(h, bottom), v.yearOf(titles)
	var out []*claim
	for _, f := range v.words.tables {
		c := v.claim(f, h, samples, year)
		if c == nil || f.Kind == model.KindText && v.namesFacts(c, bottom) || f.Kind == model.KindAllotment && v.namesColumns(c, bottom) {
			continue
		}
		c.hear(v.sheet.Name, titles, v)
		out = append(out, c)
	}
	called := slices.ContainsFunc(out, func(c *claim) bool { return c.named && c.complete() && c.form.Kind != model.KindFund })
	slices.SortStableFunc(out, func(a, b *claim) int {
		if a, b := a.first() && (a.named || !called), b.first() && (b.named || !called); a != b {
			return cmp.Compare(btoi(b), btoi(a))
		}
		return cmp.Or(cmp.Compare(btoi(b.complete()), btoi(a.complete())), cmp.Compare(b.points, a.points))
	})
	return out
}

// namesColumns reports that the only names below a header are headers of amounts
// themselves, 单位 | 甲县 | 乙县 over 分配金额 | 1 | 2: the table lies on its side.
func (v *page) namesColumns(c *claim, bottom int) bool {
	unit, names := c.form.fieldNamed("unit"), 0
	for _, col := range c.columns {
		if col.field != unit {
			continue
		}
		for row := c.head.bottom + 1; row <= min(bottom, c.head.bottom+sampleRows); row++ {
			if v.text(row, col.col) == "" {
				continue
			}
			l := v.label(v.text(row, col.col))
			_, sum := aggregateWord(l.key)
			if sum || !slices.ContainsFunc(c.form.look(l), func(m match) bool { return m.field == c.form.fieldNamed("amount") }) {
				return false
			}
			names++
		}
	}
	return names > 0
}

// namesFacts reports that what a table of texts would take for the names of its
// paragraphs are labels of 基本信息: 项目 | 内容 over 项目名称, 年度, 预算金额.
func (v *page) namesFacts(c *claim, bottom int) bool {
	name := c.form.fieldNamed("name")
	facts, texts := 0, 0
	for _, col := range c.columns {
		if col.field != name {
			continue
		}
		for row := c.head.bottom + 1; row <= min(bottom, c.head.bottom+sampleRows); row++ {
			text := v.text(row, col.col)
			if text == "" || len(text) > maxLabel {
				continue
			}
			switch form, field := v.labelField(v.label(text)); {
			case field == nil:
			case form == v.words.texts:
				texts++
			case field.Strong:
				facts++
			}
		}
	}
	return facts >= 3 && facts > texts
}

func btoi(b bool) int {
	if b {
		return 1
	}
	return 0
}

// complete reports that nothing required is missing and nothing is there twice.
func (c *claim) complete() bool { return len(c.missing) == 0 && len(c.twice) == 0 }

// substance reports that a table of figures has at least one column of figures
// or dates: 名称 and 说明 alone make no log.
func (c *claim) substance() bool {
	switch c.form.Kind {
	case model.KindFund, model.KindActivity, model.KindAllotment:
		return slices.ContainsFunc(c.columns, func(x column) bool {
			return x.field >= 0 && (isFigure(c.form.Fields[x.field].Type) || c.form.Fields[x.field].Type == "dates")
		})
	}
	return true
}

// first reports that the claim goes before relatives: a table that states both
// what was planned and what was spent is a 资金表, whatever else it has.
func (c *claim) first() bool {
	return c.complete() && c.form.Kind == model.KindFund && c.form.Role == ""
}

// sampleRows is how many rows below a header are looked at.
const sampleRows = 60

func (v *page) samples(h *header, bottom int) []sample {
	out := make([]sample, len(h.cols))
	for row := h.bottom + 1; row <= min(bottom, h.bottom+sampleRows); row++ {
		if v.row(row) == nil {
			continue
		}
		for i, hc := range h.cols {
			s := &out[i]
			if v.span(row, hc.col).Left != hc.col {
				s.blank++
				continue
			}
			c := v.anchor(row, hc.col)
			switch {
			case c == nil || c.Text == "" && c.Formula() == nil:
				s.blank++
			case c.Kind == grid.Date || dateLike(c.Text):
				s.dates++
			case figure(c) || figureLike(c.Text):
				s.figures++
			default:
				s.words++
			}
		}
	}
	return out
}

// dateLike and figureLike are quick looks, used for nothing but choosing
// between two ways to understand a header.
func dateLike(s string) bool {
	if len(s) > 60 || s == "" || !strings.ContainsAny(s, "0123456789０１２３４５６７８９〇一二三四五六七八九十") {
		return false
	}
	return strings.Contains(s, "月") || strings.Contains(s, "年") || strings.Contains(s, "日") ||
		len(s) >= 8 && (strings.Count(s, "-") >= 2 || strings.Count(s, "/") >= 2 || strings.Count(s, ".") >= 2)
}

func figureLike(s string) bool {
	if len(s) == 0 || len(s) > 40 {
		return false
	}
	for _, head := range []string{"约", "近", "超", "共", "￥", "¥", "-", "—", "/", "("} {
		s = strings.TrimPrefix(s, head)
	}
	return s == "" || '0' <= s[0] && s[0] <= '9' || strings.HasPrefix(s, "０") || strings.HasPrefix(s, "１") || strings.HasPrefix(s, "２")
}

// fits weighs a match by what stands below the header.
func (s sample) fits(kind string) float64 {
	all := s.figures + s.dates + s.words
	if all == 0 {
		return 1
	}
	share := func(n int) float64 { return float64(n) / float64(all) }
	switch kind {
	case "amount", "count", "ratio", "number", "price":
		if share(s.words+s.dates) > 0.6 {
			return 0.6
		}
	case "dates":
		if share(s.words+s.figures) > 0.8 {
			return 0.75
		}
	case "text":
		if share(s.figures) > 0.7 {
			return 0.6
		}
	}
	return 1
}

// refutes reports a column of nothing but words under a header that may also
// stand for words (资金来源, 参加人员), where figures are asked for.
func (s sample) refutes(f *tableForm, m match, path []*label) bool {
	field := f.Fields[m.field]
	return isFigure(field.Type) && !field.Required && s.words > 0 && s.figures+s.dates == 0 && f.wordRank(m.field, path) >= 5
}

// An offer is one way to understand one column.
type offer struct {
	col  int
	m    match
	rank float64
}

// claim lets one form understand the columns, nil when it understands nothing
// to speak of.
func (v *page) claim(f *tableForm, h *header, samples []sample, year int) *claim {
	c := &claim{form: f, head: h}
	var offers []offer
	for i, hc := range h.cols {
		c.columns = append(c.columns, column{headCol: hc, header: hc.text(), field: -1, sample: samples[i]})
		for _, m := range f.match(hc.path) {
			if samples[i].refutes(f, m, hc.path) {
				continue
			}
			rank := m.strength * samples[i].fits(f.Fields[m.field].Type)
			if f.Fields[m.field].Required {
				rank += 0.01
			}
			if f.Fields[m.field].Unit == "人次" && hc.path[len(hc.path)-1].visits() {
				rank += 0.03 // 人次 beside 人数 is the figure that is asked for
			}
			rank -= 0.0005*float64(f.wordRank(m.field, hc.path)) + f.gives(m.field, hc.path)
			offers = append(offers, offer{i, m, rank})
		}
	}
	offers = c.asPlanned(c.otherYears(c.divide(offers), year))
	slices.SortStableFunc(offers, func(a, b offer) int { return cmp.Compare(b.rank, a.rank) })
	c.assign(offers)
	c.deeper(offers)
	c.afterAdjusting()
	v.twoUnits(c)
	c.byUnit()
	c.ofWhich()
	c.bare()
	c.settleInitial()
	c.weigh()
	if (c.points < 0.3 || !c.substance()) && !h.forced {
		return nil
	}
	return c
}

// yearOf is the project's year as far as it is known, else the one that the
// titles above a table name, 0 for none.
func (v *page) yearOf(titles []titleLine) int {
	if v.opt.Year != 0 {
		return v.opt.Year
	}
	for _, t := range slices.Backward(titles) {
		if y, ok := value.FindYear(t.text); ok {
			return y
		}
	}
	return 0
}

// year is the year a column's header names, 0 for none.
func (c *column) year() int {
	for _, l := range c.path {
		if y, ok := value.FindYear(l.text); ok {
			return y
		}
		if len(l.key) == 4 && yearLike(l.key) {
			y, _ := strconv.Atoi(l.key)
			return y
		}
	}
	return 0
}

// otherYears takes back the offers of columns of another year whose field some
// column of the project's year, or of none, states.
func (c *claim) otherYears(offers []offer, year int) []offer {
	ours := map[int]bool{}
	for _, o := range offers {
		if y := c.columns[o.col].year(); year != 0 && (y == year || y == 0 && o.m.strength > byTail && !o.m.part) {
			ours[o.m.field] = true
		}
	}
	if len(ours) == 0 {
		return offers
	}
	for _, o := range offers {
		if y := c.columns[o.col].year(); y != 0 && y != year && ours[o.m.field] {
			c.columns[o.col].other = y
		}
	}
	return slices.DeleteFunc(offers, func(o offer) bool { return c.columns[o.col].other != 0 })
}

// planWords name groups of columns that say what was to be done.
var planWords = regexp.MustCompile(`^(?:年初|年度|全年|原)*(?:计划|目标|预期|任务|指标)(?:数|值|任务|目标|情况|完成|开展)*$`)

// asPlanned takes back the offers of columns of a log under 计划 whose field some
// column under another group states: 实际 is what was done.
func (c *claim) asPlanned(offers []offer) []offer {
	if c.form.Kind != model.KindActivity {
		return offers
	}
	done := map[int]bool{}
	for _, o := range offers {
		if !c.columns[o.col].planned() && o.m.strength > byTail {
			done[o.m.field] = true
		}
	}
	return slices.DeleteFunc(offers, func(o offer) bool { return c.columns[o.col].planned() && done[o.m.field] })
}

// planned reports a column under a group of what was planned.
func (c *column) planned() bool {
	return len(c.path) > 1 && slices.ContainsFunc(c.path[:len(c.path)-1], func(l *label) bool { return planWords.MatchString(l.key) })
}

// sparePrefix begins the fields that only take what another leaves: 受益人数
// beside 参加人数 is a figure of its own, alone it is the participants.
const sparePrefix = "also."

func (f *tableForm) spare(field int) bool {
	return strings.HasPrefix(f.Fields[field].Name, sparePrefix)
}

// gives is what a reading loses that gives way to others: a spare field, and a
// word of one under another field.
func (f *tableForm) gives(field int, path []*label) float64 {
	if f.spare(field) {
		return 0.2
	}
	for i := range f.Fields {
		if f.spare(i) && f.wordRank(i, path) < len(f.Fields[i].Words) {
			return 0.1
		}
	}
	return 0
}

// wordRank is the place of a column's word in the field's list: the most usual
// words come first there.
func (f *tableForm) wordRank(field int, path []*label) int {
	leaf := path[len(path)-1]
	for i, w := range f.Fields[field].Words {
		if slices.Contains(leaf.keys, model.Key(w)) {
			return i
		}
	}
	return len(f.Fields[field].Words)
}

// assign gives every column the best field that is still free.
func (c *claim) assign(offers []offer) {
	taken := map[int]int{} // field → column index + 1
	rank := map[int]float64{}
	for _, o := range offers {
		col := &c.columns[o.col]
		if col.field >= 0 {
			continue
		}
		if by := taken[o.m.field]; by > 0 && !o.m.part && !c.form.isSource(o.m.field) {
			c.clash(c.columns[by-1], *col, o, rank[o.m.field])
			continue
		}
		col.field, col.part, col.how = o.m.field, o.m.part, o.m.how
		if !o.m.part && !c.form.isSource(o.m.field) {
			taken[o.m.field], rank[o.m.field] = o.col+1, o.m.strength
		}
	}
	// A clash is settled when the column found another meaning.
	c.twice = slices.DeleteFunc(c.twice, func(t [2]column) bool {
		return slices.ContainsFunc(c.columns, func(x column) bool { return x.col == t[1].col && x.field >= 0 })
	})
}

// clash records two columns that say the same with the same right. 其中 columns
// and weaker words are not the column itself.
func (c *claim) clash(a, b column, o offer, rank float64) {
	kind := c.form.Fields[o.m.field].Type
	if kind != "amount" && kind != "count" || o.m.strength < rank*trimmed || b.path[len(b.path)-1].ofWhich {
		return
	}
	if a.path[len(a.path)-1].visits() && !b.path[len(b.path)-1].visits() && c.form.Fields[o.m.field].Unit == "人次" {
		return // 人数 beside 人次 is another figure
	}
	if b.sample.figures == 0 {
		return // an empty column decides nothing
	}
	c.twice = append(c.twice, [2]column{a, b})
}

// afterAdjusting reads 本年预算 beside 调整后预算 as the budget before it was adjusted.
func (c *claim) afterAdjusting() {
	initial, planned := c.form.fieldNamed("initial"), c.form.fieldNamed("planned")
	if initial < 0 || c.has(initial) || len(c.twice) != 1 {
		return
	}
	a, b := c.at(c.twice[0][0].col), c.at(c.twice[0][1].col)
	if a.field != planned || a.afterAdjusting() == b.afterAdjusting() {
		return
	}
	if b.afterAdjusting() {
		a, b = b, a
	}
	a.field, b.field, b.how = planned, initial, "另有“"+a.header+"”"
	c.twice = nil
}

func (c *column) afterAdjusting() bool {
	return slices.ContainsFunc(c.path, func(l *label) bool { return strings.Contains(l.key, "调整后") })
}

// at is the claim's column in a column of the sheet.
func (c *claim) at(col int) *column {
	return &c.columns[slices.IndexFunc(c.columns, func(x column) bool { return x.col == col })]
}

// deeper reads 支出方向 as the category where its cells are blank beside a second
// column of names, 支出明细, that is filled: written once over the rows it holds.
func (c *claim) deeper(offers []offer) {
	label, category := c.form.fieldNamed("label"), c.form.fieldNamed("category")
	if label < 0 || category < 0 || c.has(category) {
		return
	}
	at := slices.IndexFunc(c.columns, func(x column) bool { return x.field == label })
	for _, o := range offers {
		if col := &c.columns[o.col]; at >= 0 && o.m.field == label && o.col > at && col.field < 0 &&
			col.sample.words > col.sample.figures && c.columns[at].sample.blank > col.sample.blank {
			col.field, c.columns[at].field = label, category
			c.columns[at].how = "右边“" + col.header + "”一列写得更细"
			return
		}
	}
}

// byUnit understands a column of figures by the unit in its header, where no
// word does and nothing else states the field: 服务村民（人次）.
func (c *claim) byUnit() {
	if c.form.Kind != model.KindActivity {
		return
	}
	for unit, name := range map[string]string{"人次": "participants", "场次": "sessions", "份": "materials"} {
		field, found := c.form.fieldNamed(name), -1
		for i := range c.columns {
			col := &c.columns[i]
			if len(col.path) == 0 || col.field >= 0 || col.subset() || col.sample.figures == 0 {
				continue
			}
			if _, u := value.HeaderUnit(col.path[len(col.path)-1].text); u == unit {
				if found >= 0 {
					found = -2
					break
				}
				found = i
			}
		}
		if field >= 0 && found >= 0 && !c.has(field) {
			c.columns[found].field, c.columns[found].how = field, "单位是"+unit+"，表里没有别的列写"+c.form.Fields[field].Title
		}
	}
}

// ofWhich takes 其中 columns as parts of the column of figures to their left.
func (c *claim) ofWhich() {
	for i := range c.columns {
		col := &c.columns[i]
		if len(col.path) == 0 || col.part {
			continue
		}
		if !col.subset() {
			continue
		}
		if col.field >= 0 && !c.form.isSource(col.field) && c.form.Fields[col.field].Type != "amount" {
			continue
		}
		for j := i - 1; j >= 0; j-- {
			left := c.columns[j]
			if left.subset() {
				continue
			}
			if left.field >= 0 && !c.form.isSource(left.field) && slices.Contains([]string{"amount", "count"}, c.form.Fields[left.field].Type) {
				col.field, col.part, col.how = left.field, true, "“其中”是“"+left.header+"”的一部分"
				break
			}
		}
	}
}

// subset reports a column of 其中.
func (c *column) subset() bool {
	n := len(c.path)
	return n > 0 && (c.path[n-1].ofWhich || n > 1 && strings.HasPrefix(c.path[n-2].key, "其中"))
}

// bare understands a column of words without a header, left of all figures, as
// the table's label.
func (c *claim) bare() {
	field := c.form.fieldNamed("label")
	if field < 0 {
		field = c.form.fieldNamed("unit")
	}
	if field < 0 || c.has(field) {
		return
	}
	if category := c.form.fieldNamed("category"); category >= 0 && c.form.Kind == model.KindFund {
		for i := range c.columns {
			if col := &c.columns[i]; col.field == category {
				col.field, col.how = field, "没有别的列写支出方向"
				return
			}
		}
	}
	var words []*column
	for i := range c.columns {
		col := &c.columns[i]
		if col.field >= 0 && c.form.Fields[col.field].Type == "amount" {
			break
		}
		if col.field < 0 && len(col.path) > 0 && col.sample.words > 0 && col.sample.words > col.sample.figures+col.sample.dates {
			words = append(words, col)
		}
		if len(col.path) == 0 && col.sample.words > 0 && col.sample.words >= col.sample.figures {
			col.field, col.how = field, "没有表头，在各列金额左边，写的都是文字"
			return
		}
	}
	if len(words) == 1 && c.form.Kind == model.KindFund && c.form.Role == "" {
		words[0].field, words[0].how = field, "在各列金额左边，只有这一列是文字"
	}
}

// settleInitial reads 年初预算 as the plan where the table states no other plan
// and no adjustment.
func (c *claim) settleInitial() {
	initial, planned, adjusted := c.form.fieldNamed("initial"), c.form.fieldNamed("planned"), c.form.fieldNamed("adjusted")
	if initial < 0 || planned < 0 || c.has(planned) || adjusted >= 0 && c.has(adjusted) {
		return
	}
	for i := range c.columns {
		if c.columns[i].field == initial {
			c.columns[i].field, c.columns[i].how = planned, "表里没有别的预算数，也没有调整数"
		}
	}
}

// has reports that some column states the field, whole or in parts.
func (c *claim) has(field int) bool {
	return slices.ContainsFunc(c.columns, func(x column) bool { return x.field == field })
}

// weigh adds up the points of a claim: a strong word 1, a column of figures or
// dates 0.6, other words less, a column not understood minus 0.1.
func (c *claim) weigh() {
	understood, named := 0, 0
	for i := range c.columns {
		col := &c.columns[i]
		if len(col.path) > 0 {
			named++
		}
		if col.field < 0 {
			if len(col.path) > 0 {
				c.points -= 0.1
			}
			continue
		}
		understood++
		c.points += c.worth(col)
	}
	for i := range c.form.Fields {
		if c.form.Fields[i].Required && !c.has(i) {
			c.missing = append(c.missing, i)
		}
	}
	if c.form.Role == string(model.FundLedger) && !c.vouched() {
		c.missing = append(c.missing, c.form.fieldNamed("voucher"))
	}
	h := c.head
	rows := fmt.Sprintf("第 %d 行", h.top)
	if h.bottom > h.top {
		rows = fmt.Sprintf("第 %d～%d 行", h.top, h.bottom)
	}
	c.why = append(c.why, fmt.Sprintf("%s是表头：%d 列中认得 %d 列", rows, named, understood))
}

// vouched reports what makes a list of spending a ledger: vouchers, payees, or
// dates.
func (c *claim) vouched() bool {
	for _, name := range []string{"voucher", "payee", "date"} {
		if i := c.form.fieldNamed(name); i >= 0 && c.has(i) {
			return true
		}
	}
	return c.form.fieldNamed("voucher") < 0
}

func (c *claim) worth(col *column) float64 {
	f := c.form.Fields[col.field]
	strength := 1.0
	if col.how != "" {
		strength = 0.7
	}
	switch {
	case f.Type == "index" || f.Name == "remark":
		return 0.05
	case col.part || strings.HasPrefix(f.Name, "source"):
		return 0.3 * strength
	case f.Strong:
		return strength
	case f.Required, slices.Contains([]string{"amount", "count", "ratio", "price", "dates"}, f.Type):
		return 0.6 * strength
	}
	return 0.3 * strength
}

// hear adds what the sheet's name and the title say.
func (c *claim) hear(sheet string, titles []titleLine, v *page) {
	key := v.keyOf(sheet)
	for _, name := range c.form.sheets {
		if key == name || len(name) >= 6 && strings.Contains(key, name) {
			c.points += 0.5
			c.named = true
			c.why = append(c.why, "工作表名“"+sheet+"”是"+c.form.Title+"的常用名")
			break
		}
	}
	for _, t := range titles {
		for _, name := range c.form.titles {
			if strings.Contains(t.key, name) {
				c.points += 0.6
				c.named = true
				c.why = append(c.why, "标题“"+brief(t.text)+"”里有“"+name+"”")
				return
			}
		}
	}
}

// score is the points on the scale of candidates.
func (c *claim) score() float64 {
	if c.head.forced {
		return 1
	}
	return 1 - 1/(1+max(c.points, 0))
}

// brief shortens a text for a message.
func brief(s string) string {
	s = oneLine(s)
	if r := []rune(s); len(r) > 24 {
		return string(r[:24]) + "…"
	}
	return s
}
