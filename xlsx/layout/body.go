package layout

import (
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"

	"ziping/model"
	"ziping/xlsx/grid"
)

// How a row below a header was taken; the words of model.RowUse.
const (
	useData      = "data"
	useSubtotal  = "subtotal"
	useTotal     = "total"
	useOfWhich   = "of-which"
	useNote      = "note"
	useNumbering = "numbering"
	useHeader    = "header"
	useBlank     = "blank"
	useFiller    = "filler"
	useSection   = "section"
)

// A bodyRow is one row below a header.
type bodyRow struct {
	use     string
	why     string
	name    string   // of what a 小计 row sums, where it says so
	section *section // the heading the row stands under
	row     int
	indent  int16 // leading blanks of the label
	level   int8  // depth of the numbering, 0 for none
	kind    model.RowKind
	bare    bool // figures, and no word that says whose
	over    bool // a category and figures, and no name
	loose   bool // figures below the table's total that belong to no row
}

// A section is a heading across a table, and the rows under it.
type section struct {
	text string
	pos  model.Pos
}

// A titleLine is a text above a table.
type titleLine struct {
	text, key string
	at        grid.Ref
	span      grid.Range
}

// A body walks the rows below a header.
type body struct {
	v       *page
	c       *claim
	kinds   []string // type of each column of the sheet, by column number; "" for none
	fields  []string
	labels  map[int]bool // columns that name a row
	rows    []bodyRow
	current *section
	data    int  // rows of data so far
	closed  bool // a grand total stood after data
	ditto   bool // some cell says 同上
	titles  []titleLine
	header  [][]string // texts of the header's rows, by row and column
	buffer  []ownCell
}

// readBody classifies the rows of a table down to bottom.
func (v *page) readBody(c *claim, bottom int, titles []titleLine) *body {
	b := &body{v: v, c: c, titles: titles, kinds: make([]string, v.cols+2), fields: make([]string, v.cols+2), labels: map[int]bool{}}
	for _, col := range c.columns {
		if col.field < 0 {
			continue
		}
		f := c.form.Fields[col.field]
		b.kinds[col.col], b.fields[col.col] = f.Type, f.Name
		if slices.Contains(nameFields, f.Name) {
			b.labels[col.col] = true
		}
	}
	for row := c.head.top; row <= c.head.bottom; row++ {
		texts := make([]string, v.cols+2)
		for col := c.head.left; col <= c.head.right; col++ {
			texts[col] = v.text(row, col)
		}
		b.header = append(b.header, texts)
	}
	if n := len(titles); n > 0 && headingOf(titles[n-1]) != "" && !slices.ContainsFunc(c.form.titles, func(w string) bool { return strings.Contains(titles[n-1].key, w) }) {
		b.current = &section{text: headingOf(titles[n-1]), pos: v.pos(titles[n-1].at.Row, titles[n-1].at.Col)}
	}
	b.rows = make([]bodyRow, 0, max(bottom-c.head.bottom, 0))
	for row := c.head.bottom + 1; row <= bottom; row++ {
		cells := b.own(row)
		if b.over(cells, row, bottom) {
			break
		}
		b.take(row, cells)
	}
	b.trim()
	return b
}

// nameFields are the fields that say what a row is about.
var nameFields = []string{"label", "name", "unit", "category", "index", "rule"}

// ownCell is a cell of a row that is not blank and no follower of a merge.
type ownCell struct {
	*grid.Cell
	col int
}

// own lists them; the slice is good until the next call.
func (b *body) own(row int) []ownCell {
	r := b.v.row(row)
	if r == nil {
		return nil
	}
	cells := b.buffer[:0]
	for i := range r.Cells {
		c := &r.Cells[i]
		col := int(c.Col)
		if col < b.c.head.left || col > b.right() || c.Kind == grid.Empty && c.Formula() == nil {
			continue
		}
		if c.Formula() == nil && blank(c.Text) || !b.v.owns(row, col) {
			continue
		}
		cells = append(cells, ownCell{c, col})
		b.ditto = b.ditto || c.Kind == grid.String && ditto(c.Text)
	}
	b.buffer = cells
	return cells
}

// blank reports a text of white space only.
func blank(s string) bool {
	if r, _ := utf8.DecodeRuneInString(s); plainHan(r) {
		return false
	}
	return s == "" || s[0] <= ' ' && strings.TrimSpace(s) == "" || s[0] >= 0x80 && strings.TrimSpace(s) == ""
}

func (b *body) right() int { return b.c.columns[len(b.c.columns)-1].col }

// take classifies one row. The tests are in the order of how sure they are.
func (b *body) take(row int, cells []ownCell) {
	out := bodyRow{row: row, section: b.current}
	switch {
	case len(cells) == 0:
		out.use, out.why = useBlank, "空行"
	case b.repeats(row, cells):
		out.use, out.why = useHeader, "重复的表头"
	case b.numbers(cells):
		out.use, out.why = useNumbering, "列号行"
	case b.fills(cells):
		out.use, out.why = useFiller, "只有省略号一类的占位符"
	default:
		b.classify(&out, cells)
	}
	b.rows = append(b.rows, out)
}

// repeats reports the header again, as it stands after a page break.
func (b *body) repeats(row int, cells []ownCell) bool {
	for _, texts := range b.header {
		if last := cells[len(cells)-1]; len(cells) < 2 || figure(last.Cell) || figure(cells[0].Cell) {
			return false
		}
		same := 0
		for _, c := range cells {
			if c.Kind == grid.String && texts[c.col] == strings.TrimSpace(c.Text) {
				same++
			}
		}
		if same >= 2 && same*10 >= len(cells)*7 {
			return true
		}
	}
	return false
}

// numbers reports a row that only numbers the columns: 1 2 3, (1) (2) (3)=(1)+(2).
func (b *body) numbers(cells []ownCell) bool {
	if b.data > 0 || len(cells) < 3 {
		return false
	}
	last, plain := 0, 0
	for _, c := range cells {
		if len(c.Text) > 24 {
			return false
		}
		key := b.v.keyOf(strings.TrimSpace(c.Text))
		if !ordinal(key) || c.Formula() != nil {
			return false
		}
		n := 0
		for _, d := range strings.Trim(key, "()列栏") {
			if d < '0' || d > '9' {
				break
			}
			n = n*10 + int(d-'0')
		}
		if n == 0 && key[0] == '0' {
			return false
		}
		if n > 0 {
			if plain > 0 && n != last+1 {
				return false
			}
			last = n
			plain++
		}
	}
	return true
}

// fills reports a row of …… and the like, without any figure.
func (b *body) fills(cells []ownCell) bool {
	for _, c := range cells {
		if b.kinds[c.col] == "index" && len(c.Text) <= 4 && len(cells) > 1 {
			continue
		}
		if c.Kind != grid.String || len(c.Text) > 60 {
			return false
		}
		t := strings.TrimSpace(c.Text)
		if strings.Trim(t, "…⋯.。·—－-*/～~ ") != "" {
			return false
		}
	}
	return true
}

// classify settles the rows that say something.
func (b *body) classify(out *bodyRow, cells []ownCell) {
	figures, hard, words, named, names, long := 0, 0, 0, 0, 0, 0
	for _, c := range cells {
		switch kind := b.kinds[c.col]; {
		case isFigure(kind):
			if c.Kind == grid.String && dateLike(c.Text) {
				words++ // the day of a signature
			} else if figure(c.Cell) || figureLike(c.Text) || c.Formula() != nil {
				figures++
				hard++
			} else {
				words++
			}
		case kind == "dates":
			figures++ // a date, too, is more than a heading has
		default:
			if figure(c.Cell) && kind == "" {
				figures++
			} else {
				words++
			}
			if b.labels[c.col] && kind != "index" {
				named++
				names += btoi(b.fields[c.col] != "category")
			}
		}
		if len(c.Text) > 120 {
			long++
		}
	}
	if agg, ok := b.aggregate(cells); ok {
		out.kind, out.name, out.why = agg.kind, agg.name, agg.why
		out.use = useSubtotal
		if agg.kind == model.Total {
			out.use = useTotal
			b.closed = b.data > 0
		}
		b.shape(out, cells)
		return
	}
	waiver := b.c.form.Kind == model.KindWaiver && len(cells) > 1 // rule * is no mark of a note
	if (figures == 0 || b.closed) && !waiver {
		if why := b.footnote(cells, figures); why != "" {
			out.use, out.why = useNote, why
			return
		}
	}
	if hard == 0 && b.data > 0 && b.signed(cells) {
		out.use, out.why = useNote, "签章行"
		return
	}
	if figures == 0 && len(cells) == 1 && b.heading(out, cells[0]) {
		return
	}
	if figures == 0 && words > 0 && named == 0 && b.hasLabelColumn() && b.c.form.Kind != model.KindWaiver && b.c.form.Kind != model.KindText {
		if t := strings.TrimSpace(cells[0].Text); !ordinal(b.v.keyOf(t)) || words > 1 {
			// Words beside the table: no name, no figure.
			if !b.merged(out.row) {
				out.use, out.why = useNote, "没有名称也没有数字"
				return
			}
		}
	}
	b.shape(out, cells)
	if key := b.labelKey(cells); strings.HasPrefix(key, "其中") && b.c.form.Kind != model.KindText {
		out.use, out.kind, out.why = useOfWhich, model.OfWhich, "“其中”行，是上面一行的一部分"
		b.data++
		return
	}
	if b.closed && figures > 0 && compares.MatchString(b.labelText(cells)) {
		out.use, out.why = useNote, "和别的年度比较的数字，不是表里的行"
		return
	}
	out.use = useData
	out.bare = named == 0 && !b.mergedName(out.row)
	out.over = named > 0 && names == 0 && hard > 0 && !b.mergedName(out.row)
	if out.bare && b.unfilled(cells) {
		out.use, out.why = useBlank, "没有填写，只有序号和公式"
		return
	}
	if out.bare && b.closed && figures > 0 {
		out.use, out.why = useNote, "合计行之后没有名称的数字，不是表里的行"
		out.loose = true
		return
	}
	if out.bare && figures == 0 && len(cells) == 1 && b.kinds[cells[0].col] == "index" {
		out.use, out.why = useBlank, "只有序号"
		return
	}
	b.data++
}

// unfilled reports a row of a form that nobody filled in: a number in front, and
// formulas that come to nothing.
func (b *body) unfilled(cells []ownCell) bool {
	formulas := 0
	for _, c := range cells {
		switch {
		case b.kinds[c.col] == "index" && (c.Kind == grid.Number || ordinal(b.v.keyOf(strings.TrimSpace(c.Text)))):
		case c.Formula() != nil && (c.Kind == grid.Error || blank(c.Text) || strings.Trim(c.Text, "0.%-") == ""):
			formulas++
		default:
			return false
		}
	}
	return formulas > 0
}

func isFigure(kind string) bool {
	return slices.Contains([]string{"amount", "count", "ratio", "number", "price"}, kind)
}

func (b *body) hasLabelColumn() bool {
	for col := range b.labels {
		if b.kinds[col] != "index" {
			return true
		}
	}
	return false
}

// merged reports that some cell of the row is the follower of a region merged
// down from a row of the table.
func (b *body) merged(row int) bool {
	for _, c := range b.c.columns {
		if s := b.v.span(row, c.col); s.Top < row && s.Top > b.c.head.bottom && b.v.text(row, c.col) != "" {
			return true
		}
	}
	return false
}

// mergedName reports that the row's name is merged down from a row above.
func (b *body) mergedName(row int) bool {
	for col := range b.labels {
		if b.kinds[col] == "index" || b.fields[col] == "category" {
			continue
		}
		if s := b.v.span(row, col); s.Top < row && s.Top > b.c.head.bottom && b.v.text(row, col) != "" {
			return true
		}
	}
	return false
}

// shape notes the depth of a row: leading blanks and numbering.
func (b *body) shape(out *bodyRow, cells []ownCell) {
	named := slices.ContainsFunc(cells, func(c ownCell) bool { return b.fields[c.col] == "name" || b.fields[c.col] == "label" })
	for _, c := range cells {
		if !b.labels[c.col] || c.Kind != grid.String && b.kinds[c.col] != "index" {
			continue
		}
		if named && b.fields[c.col] == "category" {
			continue // 一、科普宣传 beside 科普日 numbers the category
		}
		index := b.kinds[c.col] == "index"
		if !index && out.indent == 0 {
			out.indent = int16(min(leadingBlanks(c.Text)+2*c.Indent(), 1000))
		}
		switch {
		case out.level != 0 || !mayNumber(c.Text):
		case index && c.Kind == grid.Number:
			if strings.Contains(c.Text, ".") {
				out.level = 4
			} else if len(c.Text) <= 3 {
				out.level = 3
			}
		case circled(c.Text):
			out.level = 5
		default:
			out.level = int8(levelOf(b.v.keyOf(strings.TrimSpace(c.Text)), index))
		}
	}
}

// mayNumber is a quick look for a numbering at the front of a text.
func mayNumber(s string) bool {
	for _, r := range s {
		switch {
		case r == ' ' || r == '\u3000' || r == '\u00a0' || r == '\t' || r == '\n' || r == '\r':
			continue
		case '0' <= r && r <= '9', '０' <= r && r <= '９', r == '(', r == '（', '①' <= r && r <= '⑳':
			return true
		}
		return strings.ContainsRune("一二三四五六七八九十", r)
	}
	return false
}

// circled reports ① and the like, which are one digit in a key.
func circled(s string) bool {
	r, _ := utf8.DecodeRuneInString(strings.TrimSpace(s))
	return '①' <= r && r <= '⑳'
}

func leadingBlanks(s string) int {
	n := 0
	for _, r := range s {
		switch r {
		case ' ', '\u00a0', '\t':
			n++
		case '\u3000':
			n += 2
		default:
			return n
		}
	}
	return n
}

var levels = []*regexp.Regexp{
	1: regexp.MustCompile(`^[一二三四五六七八九十]{1,3}(?:[、.:]|$)`),
	2: regexp.MustCompile(`^\([一二三四五六七八九十]{1,3}\)`),
	3: regexp.MustCompile(`^[0-9]{1,3}(?:[、.:)]\D|$)`),
	4: regexp.MustCompile(`^(?:\([0-9]{1,3}\)|[0-9]{1,2}[.-][0-9]{1,2}(?:[^0-9.-]|[.-]\D|[.-]?$))`),
	5: regexp.MustCompile(`^[0-9]{1,2}(?:[.-][0-9]{1,2}){2,3}(?:[^0-9.-]|[.-]\D|[.-]?$)`),
}

// levelOf is the depth of a numbering: 一、 is 1, （一） 2, 1. 3, (1) and 1.1 4,
// 1.1.1 5; 0 when the text carries none. A bare number counts only in a 序号 column.
func levelOf(key string, index bool) int {
	if !mayNumber(key) {
		return 0
	}
	for level := 1; level < len(levels); level++ {
		m := levels[level].FindString(key)
		if m == "" {
			continue
		}
		if m == key && !index && level != 2 {
			return 0
		}
		return level
	}
	return 0
}

func (b *body) labelKey(cells []ownCell) string {
	for _, c := range cells {
		if b.labels[c.col] && b.kinds[c.col] != "index" && len(c.Text) <= maxLabel {
			if t := strings.TrimSpace(c.Text); strings.HasPrefix(t, "其") || strings.HasPrefix(t, "#") || len(t) > 0 && t[0] < 0x80 {
				return b.v.keyOf(t)
			}
			return ""
		}
	}
	return ""
}

// compares are names of rows below a total that compare it with another year's.
var compares = regexp.MustCompile(`^(?:[比较与同]*(?:上年|去年|上期|同期)(?:度|同期|数|相比|合计|总计)*|同比|环比|增减|增长|增加|减少|差额|占比|比重|人均.*|平均.*)+(?:增减|增长|增加|减少|变化|变动|情况)*(?:额|数|率|%|比例|幅度)?$`)

// labelText is the key of the first short text of a row.
func (b *body) labelText(cells []ownCell) string {
	for _, c := range cells {
		if c.Kind == grid.String && len(c.Text) <= maxLabel {
			return b.v.keyOf(strings.TrimSpace(c.Text))
		}
	}
	return ""
}

// An aggregated row sums others.
type aggregated struct {
	kind model.RowKind
	name string
	why  string
}

var (
	totalWord    = regexp.MustCompile(`^(?:本年度?|全年度?|年度|以上|各项|全部|全体|资金|经费|金额|支出|项目|活动|总|各?县区|全[市县区省]|单位|收支|累计|费用|专项|科普|20[0-9]{2}年度?|本表|整个|大)*(?:合计|总计|共计|累计|总额|总和|总合计|总数|总金额)(?:数|金额|资金|经费|栏|行)?$`)
	sumWord      = regexp.MustCompile(`^(?:总支出|总收入|总经费|总资金|总投入|总预算|总费用|支出总额|资金总额|经费总额|预算总额|合计数|汇总|全[市县区]汇总|total|grandtotal|sum)$`)
	subtotalWord = regexp.MustCompile(`^(.*?)(?:小计|分计)(?:数|金额)?(.*)$`)
	namedTotal   = regexp.MustCompile(`^(.+?)(?:合计|总计|共计)(?:数|金额)?$`)
	pageWord     = regexp.MustCompile(`^(?:本页|本月|当月|[0-9一二三四]{1,3}月(?:份)?|[一二三四1-4]季度|本季度?|上半年|下半年|第[0-9一二三四]季度|本期)`)
)

// aggregate reads the words of a row that sums others.
func (b *body) aggregate(cells []ownCell) (aggregated, bool) {
	for i, c := range cells {
		kind := b.kinds[c.col]
		if c.Kind != grid.String || len(c.Text) > 90 || isFigure(kind) && i > 0 || b.fields[c.col] == "remark" && i > 0 {
			continue
		}
		if !strings.Contains(c.Text, "计") && !strings.Contains(c.Text, "总") && (len(c.Text) > 12 || c.Text == "" || !strings.ContainsRune("TtSsGg", rune(c.Text[0]))) {
			continue
		}
		if !b.labels[c.col] && i > 0 {
			continue
		}
		if a, ok := aggregateWord(b.v.keyOf(strings.TrimSpace(c.Text))); ok {
			return a, true
		}
	}
	return aggregated{}, false
}

// aggregateWord reads 合计, 小计, 科普宣传小计, 合计（科普宣传）.
func aggregateWord(key string) (aggregated, bool) {
	inside := ""
	if m := bracket.FindStringSubmatch(key); m != nil && !unitOnly.MatchString(m[1]) {
		inside = m[1]
	}
	k := strings.Trim(bracket.ReplaceAllString(key, ""), ":：,。.、*-—_=")
	k = numbering.ReplaceAllString(k, "")
	if m := unitTail.FindStringSubmatch(k); m != nil {
		k = m[1]
	}
	if totalWord.MatchString(k) || sumWord.MatchString(k) {
		if inside != "" && !isASCII(inside) && !aLine(inside) && !strings.ContainsAny(inside, "=+") {
			return aggregated{model.Subtotal, inside, "“" + key + "”：" + inside + "的合计"}, true
		}
		return aggregated{model.Total, "", "“" + key + "”是合计行"}, true
	}
	if m := subtotalWord.FindStringSubmatch(k); m != nil && len([]rune(m[1]+m[2])) <= 16 {
		name := strings.Trim(m[1]+m[2], ":-—()、")
		if name == "" {
			name = inside
		}
		return aggregated{model.Subtotal, name, "“" + key + "”是小计行"}, true
	}
	if m := namedTotal.FindStringSubmatch(k); m != nil && len([]rune(m[1])) <= 16 {
		return aggregated{model.Subtotal, m[1], "“" + key + "”是分组的合计行"}, true
	}
	return aggregated{}, false
}

var (
	noteHead = regexp.MustCompile(`^(?:注[0-9]?[:：.、]|注$|备注[:：]|说明[:：]|填表说明|填报说明|附注|本表|以上|此表|备注$|\*|※|[0-9]\.?本表|要求[:：]|数据来源|提示[:：])`)
	signHead = regexp.MustCompile(`^(?:填表|制表|填报|编制|审核|复核|经办|单位负责|项目负责|财务负责|负责人|分管|主管|联系|会计|出纳|审批|签字|签章|盖章|日期|报送|电话|单位[:：(]|主要负责|领导|记账|报表日期|法定代表|单位盖章|\(盖章|\(公章|20[0-9]{2}年[0-9]{1,2}月[0-9]{1,2}日$|年月日$|第[0-9]+页|共[0-9]+页|续表|金额单位|单位[万元千百亿]+元)`)
)

// heading takes a row with one single text: a category over the rows that
// follow, a title again, or a note. False leaves it to be a row of data.
func (b *body) heading(out *bodyRow, c ownCell) bool {
	t := strings.TrimSpace(c.Text)
	key := b.v.keyOf(t)
	span := b.v.span(out.row, c.col)
	wide := min(span.Right, b.right())-span.Left+1 >= max(2, (b.right()-b.c.head.left+2)/2)
	kind := b.kinds[c.col]
	level := levelOf(key, false)
	numbered := level == 1 || level == 2
	switch {
	case slices.ContainsFunc(b.titles, func(l titleLine) bool { return l.key == key }):
		out.use, out.why = useHeader, "重复的标题"
	case aLine(key) || strings.HasPrefix(key, "续表"):
		out.use, out.why = useNote, "单位或说明行"
	case b.closed && !numbered:
		out.use, out.why = useNote, "合计行之后的文字"
	case len([]rune(t)) > 40 && !(kind == "text" && !wide):
		out.use, out.why = useNote, "一段文字，不是数据"
	case numbered || wide || b.c.form.Kind == model.KindFund && sideOf(t) != "" || kind == "index" && c.Kind == grid.String && !ordinal(key) || kind == "text" && b.fields[c.col] == "category":
		if b.c.form.Kind == model.KindText || b.c.form.Kind == model.KindWaiver {
			return false
		}
		if periodHeading.MatchString(b.v.keyOf(sectionName(t))) {
			out.use, out.why = useSection, "小标题，只说是什么时候的"
			b.closed = false
			return true
		}
		out.use, out.why = useSection, "小标题，下面各行属于“"+brief(t)+"”"
		b.current = &section{text: sectionName(t), pos: b.v.pos(out.row, c.col)}
		b.closed = false
	default:
		return false
	}
	return true
}

// periodHeading is a heading that says when, and not what: 三月份 parts no
// activities by category.
var periodHeading = regexp.MustCompile(`^(?:20[0-9]{2}年度?)?(?:[0-9]{1,2}月份?(?:[-至到~、和][0-9]{1,2}月份?)?|[一二三四五六七八九十]{1,2}月份?|第?[一二三四1-4]季度?|[上下]半年|20[0-9]{2}年度?)(?:的?(?:科普)?活动)?(?:情况|统计|台账|明细|小结)?$`)

// sectionName is a heading without its numbering and colon.
func sectionName(t string) string {
	t = strings.TrimSpace(t)
	if m := sectionNumber.FindString(t); m != "" {
		t = t[len(m):]
	}
	t = strings.TrimSpace(strings.TrimRight(strings.TrimSpace(sectionUnit.ReplaceAllString(t, "")), ":："))
	if m := sectionSum.FindString(t); m != "" && len(m) < len(t) {
		t = t[:len(t)-len(m)]
	}
	return strings.TrimSpace(t)
}

// sectionUnit is a unit line behind a heading: 一、省级资金（单位：万元）.
var sectionUnit = regexp.MustCompile(`[（(\s]*(?:金额)?单位[:：]\s*[万千百]*元[）)\s]*$`)

// sectionSum is a count or a sum behind a heading: 科普宣传（3场次）.
var sectionSum = regexp.MustCompile(`[（(][^（）()]*[0-9][^（）()]*[）)]$`)

var sectionNumber = regexp.MustCompile(`^(?:[一二三四五六七八九十]{1,3}[、.．:：]|[（(][一二三四五六七八九十0-9]{1,3}[）)]|第[一二三四五六七八九十]{1,3}(?:部分|类)[、:： ]?|[0-9]{1,2}[、.．]\s*)`)
