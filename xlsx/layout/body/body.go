package body

import (
	"slices"
	"strings"

	"ziping/model"
	"ziping/xlsx/grid"
	"ziping/xlsx/layout/column"
	"ziping/xlsx/layout/view"
	"ziping/xlsx/layout/word"
)

// How a row below a header was taken; the words of model.RowUse.
const (
	UseData      = "data"
	UseSubtotal  = "subtotal"
	UseTotal     = "total"
	UseOfWhich   = "of-which"
	UseNote      = "note"
	UseNumbering = "numbering"
	UseHeader    = "header"
	UseBlank     = "blank"
	useFiller    = "filler"
	UseSection   = "section"
)

// A Row is one row below a header.
type Row struct {
	Use     string
	Why     string
	Name    string   // of what a 小计 row sums, where it says so
	Section *Section // the heading the row stands under
	Num     int
	Indent  int16 // leading blanks of the label
	Level   int8  // depth of the numbering, 0 for none
	Kind    model.RowKind
	Bare    bool // figures, and no word that says whose
	Over    bool // a category and figures, and no name
	Loose   bool // figures below the table's total that belong to no row
}

// A Section is a heading across a table, and the rows under it.
type Section struct {
	Text string
	Pos  model.Pos
}

// A Body walks the rows below a header.
type Body struct {
	page    *word.Page
	claim   *column.Claim
	Kinds   []string // type of each column of the sheet, by column number; "" for none
	fields  []string
	Labels  map[int]bool // columns that name a row
	Rows    []Row
	current *Section
	data    int  // rows of data so far
	closed  bool // a grand total stood after data
	Ditto   bool // some cell says 同上
	titles  []word.TitleLine
	header  [][]string // texts of the header's rows, by row and column
	buffer  []Cell
}

// Read classifies the rows of a table down to bottom.
func Read(v *word.Page, c *column.Claim, bottom int, titles []word.TitleLine) *Body {
	b := &Body{page: v, claim: c, titles: titles, Kinds: make([]string, v.Cols+2), fields: make([]string, v.Cols+2), Labels: map[int]bool{}}
	for _, col := range c.Columns {
		if col.Field < 0 {
			continue
		}
		f := c.Form.Fields[col.Field]
		b.Kinds[col.Col], b.fields[col.Col] = f.Type, f.Name
		if slices.Contains(nameFields, f.Name) {
			b.Labels[col.Col] = true
		}
	}
	for row := c.Head.Top; row <= c.Head.Bottom; row++ {
		texts := make([]string, v.Cols+2)
		for col := c.Head.Left; col <= c.Head.Right; col++ {
			texts[col] = v.Text(row, col)
		}
		b.header = append(b.header, texts)
	}
	if n := len(titles); n > 0 && word.HeadingOf(titles[n-1]) != "" && !slices.ContainsFunc(c.Form.Titles, func(w string) bool { return strings.Contains(titles[n-1].Key, w) }) {
		b.current = &Section{Text: word.HeadingOf(titles[n-1]), Pos: v.Pos(titles[n-1].At.Row, titles[n-1].At.Col)}
	}
	b.Rows = make([]Row, 0, max(bottom-c.Head.Bottom, 0))
	for row := c.Head.Bottom + 1; row <= bottom; row++ {
		cells := b.Own(row)
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

// Cell is a cell of a row that is not blank and no follower of a merge.
type Cell struct {
	*grid.Cell
	Col int
}

// Own lists them; the slice is good until the next call.
func (b *Body) Own(row int) []Cell {
	r := b.page.Row(row)
	if r == nil {
		return nil
	}
	cells := b.buffer[:0]
	for i := range r.Cells {
		c := &r.Cells[i]
		col := int(c.Col)
		if col < b.claim.Head.Left || col > b.Right() || c.Kind == grid.Empty && c.Formula() == nil {
			continue
		}
		if c.Formula() == nil && view.Blank(c.Text) || !b.page.Owns(row, col) {
			continue
		}
		cells = append(cells, Cell{c, col})
		b.Ditto = b.Ditto || c.Kind == grid.String && view.Ditto(c.Text)
	}
	b.buffer = cells
	return cells
}

func (b *Body) Right() int { return b.claim.Columns[len(b.claim.Columns)-1].Col }

// take classifies one row. The tests are in the order of how sure they are.
func (b *Body) take(row int, cells []Cell) {
	out := Row{Num: row, Section: b.current}
	switch {
	case len(cells) == 0:
		out.Use, out.Why = UseBlank, "空行"
	case b.repeats(row, cells):
		out.Use, out.Why = UseHeader, "重复的表头"
	case b.numbers(cells):
		out.Use, out.Why = UseNumbering, "列号行"
	case b.fills(cells):
		out.Use, out.Why = useFiller, "只有省略号一类的占位符"
	default:
		b.classify(&out, cells)
	}
	b.Rows = append(b.Rows, out)
}

// repeats reports the header again, as it stands after a page break.
func (b *Body) repeats(row int, cells []Cell) bool {
	for _, texts := range b.header {
		if last := cells[len(cells)-1]; len(cells) < 2 || view.Figure(last.Cell) || view.Figure(cells[0].Cell) {
			return false
		}
		same := 0
		for _, c := range cells {
			if c.Kind == grid.String && texts[c.Col] == strings.TrimSpace(c.Text) {
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
func (b *Body) numbers(cells []Cell) bool {
	if b.data > 0 || len(cells) < 3 {
		return false
	}
	last, plain := 0, 0
	for _, c := range cells {
		if len(c.Text) > 24 {
			return false
		}
		key := b.page.KeyOf(strings.TrimSpace(c.Text))
		if !word.Ordinal(key) || c.Formula() != nil {
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
func (b *Body) fills(cells []Cell) bool {
	for _, c := range cells {
		if b.Kinds[c.Col] == "index" && len(c.Text) <= 4 && len(cells) > 1 {
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
func (b *Body) classify(out *Row, cells []Cell) {
	figures, hard, words, named, names, long := 0, 0, 0, 0, 0, 0
	for _, c := range cells {
		switch kind := b.Kinds[c.Col]; {
		case word.IsFigure(kind):
			if c.Kind == grid.String && view.DateLike(c.Text) {
				words++ // the day of a signature
			} else if view.Figure(c.Cell) || view.FigureLike(c.Text) || c.Formula() != nil {
				figures++
				hard++
			} else {
				words++
			}
		case kind == "dates":
			figures++ // a date, too, is more than a heading has
		default:
			if view.Figure(c.Cell) && kind == "" {
				figures++
			} else {
				words++
			}
			if b.Labels[c.Col] && kind != "index" {
				named++
				names += view.One(b.fields[c.Col] != "category")
			}
		}
		if len(c.Text) > 120 {
			long++
		}
	}
	if agg, ok := b.aggregate(cells); ok {
		out.Kind, out.Name, out.Why = agg.Kind, agg.Name, agg.Why
		out.Use = UseSubtotal
		if agg.Kind == model.Total {
			out.Use = UseTotal
			b.closed = b.data > 0
		}
		b.shape(out, cells)
		return
	}
	waiver := b.claim.Form.Kind == model.KindWaiver && len(cells) > 1 // rule * is no mark of a note
	if (figures == 0 || b.closed) && !waiver {
		if why := b.footnote(cells, figures); why != "" {
			out.Use, out.Why = UseNote, why
			return
		}
	}
	if hard == 0 && b.data > 0 && b.signed(cells) {
		out.Use, out.Why = UseNote, "签章行"
		return
	}
	if figures == 0 && len(cells) == 1 && b.heading(out, cells[0]) {
		return
	}
	if figures == 0 && words > 0 && named == 0 && b.hasLabelColumn() && b.claim.Form.Kind != model.KindWaiver && b.claim.Form.Kind != model.KindText {
		if t := strings.TrimSpace(cells[0].Text); !word.Ordinal(b.page.KeyOf(t)) || words > 1 {
			// Words beside the table: no name, no figure.
			if !b.Merged(out.Num) {
				out.Use, out.Why = UseNote, "没有名称也没有数字"
				return
			}
		}
	}
	b.shape(out, cells)
	if key := b.labelKey(cells); strings.HasPrefix(key, "其中") && b.claim.Form.Kind != model.KindText {
		out.Use, out.Kind, out.Why = UseOfWhich, model.OfWhich, "“其中”行，是上面一行的一部分"
		b.data++
		return
	}
	if b.closed && figures > 0 && word.Compares.MatchString(b.labelText(cells)) {
		out.Use, out.Why = UseNote, "和别的年度比较的数字，不是表里的行"
		return
	}
	out.Use = UseData
	out.Bare = named == 0 && !b.mergedName(out.Num)
	out.Over = named > 0 && names == 0 && hard > 0 && !b.mergedName(out.Num)
	if out.Bare && b.unfilled(cells) {
		out.Use, out.Why = UseBlank, "没有填写，只有序号和公式"
		return
	}
	if out.Bare && b.closed && figures > 0 {
		out.Use, out.Why = UseNote, "合计行之后没有名称的数字，不是表里的行"
		out.Loose = true
		return
	}
	if out.Bare && figures == 0 && len(cells) == 1 && b.Kinds[cells[0].Col] == "index" {
		out.Use, out.Why = UseBlank, "只有序号"
		return
	}
	b.data++
}

// unfilled reports a row of a form that nobody filled in: a number in front, and
// formulas that come to nothing.
func (b *Body) unfilled(cells []Cell) bool {
	formulas := 0
	for _, c := range cells {
		switch {
		case b.Kinds[c.Col] == "index" && (c.Kind == grid.Number || word.Ordinal(b.page.KeyOf(strings.TrimSpace(c.Text)))):
		case c.Formula() != nil && (c.Kind == grid.Error || view.Blank(c.Text) || strings.Trim(c.Text, "0.%-") == ""):
			formulas++
		default:
			return false
		}
	}
	return formulas > 0
}

func (b *Body) hasLabelColumn() bool {
	for col := range b.Labels {
		if b.Kinds[col] != "index" {
			return true
		}
	}
	return false
}

// Merged reports that some cell of the row is the follower of a region merged
// down from a row of the table.
func (b *Body) Merged(row int) bool {
	for _, c := range b.claim.Columns {
		if s := b.page.Span(row, c.Col); s.Top < row && s.Top > b.claim.Head.Bottom && b.page.Text(row, c.Col) != "" {
			return true
		}
	}
	return false
}

// mergedName reports that the row's name is merged down from a row above.
func (b *Body) mergedName(row int) bool {
	for col := range b.Labels {
		if b.Kinds[col] == "index" || b.fields[col] == "category" {
			continue
		}
		if s := b.page.Span(row, col); s.Top < row && s.Top > b.claim.Head.Bottom && b.page.Text(row, col) != "" {
			return true
		}
	}
	return false
}

// shape notes the depth of a row: leading blanks and numbering.
func (b *Body) shape(out *Row, cells []Cell) {
	named := slices.ContainsFunc(cells, func(c Cell) bool { return b.fields[c.Col] == "name" || b.fields[c.Col] == "label" })
	for _, c := range cells {
		if !b.Labels[c.Col] || c.Kind != grid.String && b.Kinds[c.Col] != "index" {
			continue
		}
		if named && b.fields[c.Col] == "category" {
			continue // 一、科普宣传 beside 科普日 numbers the category
		}
		index := b.Kinds[c.Col] == "index"
		if !index && out.Indent == 0 {
			out.Indent = int16(min(view.LeadingBlanks(c.Text)+2*c.Indent(), 1000))
		}
		switch {
		case out.Level != 0 || !word.MayNumber(c.Text):
		case index && c.Kind == grid.Number:
			if strings.Contains(c.Text, ".") {
				out.Level = 4
			} else if len(c.Text) <= 3 {
				out.Level = 3
			}
		case view.Circled(c.Text):
			out.Level = 5
		default:
			out.Level = int8(word.LevelOf(b.page.KeyOf(strings.TrimSpace(c.Text)), index))
		}
	}
}

func (b *Body) labelKey(cells []Cell) string {
	for _, c := range cells {
		if b.Labels[c.Col] && b.Kinds[c.Col] != "index" && len(c.Text) <= word.MaxLabel {
			if t := strings.TrimSpace(c.Text); strings.HasPrefix(t, "其") || strings.HasPrefix(t, "#") || len(t) > 0 && t[0] < 0x80 {
				return b.page.KeyOf(t)
			}
			return ""
		}
	}
	return ""
}

// labelText is the key of the first short text of a row.
func (b *Body) labelText(cells []Cell) string {
	for _, c := range cells {
		if c.Kind == grid.String && len(c.Text) <= word.MaxLabel {
			return b.page.KeyOf(strings.TrimSpace(c.Text))
		}
	}
	return ""
}

// aggregate reads the words of a row that sums others.
func (b *Body) aggregate(cells []Cell) (word.Aggregated, bool) {
	for i, c := range cells {
		kind := b.Kinds[c.Col]
		if c.Kind != grid.String || len(c.Text) > 90 || word.IsFigure(kind) && i > 0 || b.fields[c.Col] == "remark" && i > 0 {
			continue
		}
		if !strings.Contains(c.Text, "计") && !strings.Contains(c.Text, "总") && (len(c.Text) > 12 || c.Text == "" || !strings.ContainsRune("TtSsGg", rune(c.Text[0]))) {
			continue
		}
		if !b.Labels[c.Col] && i > 0 {
			continue
		}
		if a, ok := word.AggregateWord(b.page.KeyOf(strings.TrimSpace(c.Text))); ok {
			return a, true
		}
	}
	return word.Aggregated{}, false
}

// heading takes a row with one single text: a category over the rows that
// follow, a title again, or a note. False leaves it to be a row of data.
func (b *Body) heading(out *Row, c Cell) bool {
	t := strings.TrimSpace(c.Text)
	key := b.page.KeyOf(t)
	span := b.page.Span(out.Num, c.Col)
	wide := min(span.Right, b.Right())-span.Left+1 >= max(2, (b.Right()-b.claim.Head.Left+2)/2)
	kind := b.Kinds[c.Col]
	level := word.LevelOf(key, false)
	numbered := level == 1 || level == 2
	switch {
	case slices.ContainsFunc(b.titles, func(l word.TitleLine) bool { return l.Key == key }):
		out.Use, out.Why = UseHeader, "重复的标题"
	case word.IsLine(key) || strings.HasPrefix(key, "续表"):
		out.Use, out.Why = UseNote, "单位或说明行"
	case b.closed && !numbered:
		out.Use, out.Why = UseNote, "合计行之后的文字"
	case len([]rune(t)) > 40 && !(kind == "text" && !wide):
		out.Use, out.Why = UseNote, "一段文字，不是数据"
	case numbered || wide || b.claim.Form.Kind == model.KindFund && word.SideOf(t) != "" || kind == "index" && c.Kind == grid.String && !word.Ordinal(key) || kind == "text" && b.fields[c.Col] == "category":
		if b.claim.Form.Kind == model.KindText || b.claim.Form.Kind == model.KindWaiver {
			return false
		}
		if word.PeriodHeading.MatchString(b.page.KeyOf(word.SectionName(t))) {
			out.Use, out.Why = UseSection, "小标题，只说是什么时候的"
			b.closed = false
			return true
		}
		out.Use, out.Why = UseSection, "小标题，下面各行属于“"+view.Brief(t)+"”"
		b.current = &Section{Text: word.SectionName(t), Pos: b.page.Pos(out.Num, c.Col)}
		b.closed = false
	default:
		return false
	}
	return true
}

// Counts reports a row that goes into the model.
func (b *Row) Counts() bool {
	return slices.Contains([]string{UseData, UseSubtotal, UseTotal, UseOfWhich}, b.Use)
}

// Counting is how many rows do.
func (b *Body) Counting() int {
	n := 0
	for i := range b.Rows {
		n += view.One(b.Rows[i].Counts())
	}
	return n
}
