package layout

import (
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"

	"ziping/xlsx/grid"
	"ziping/xlsx/value"
)

// A window is a span of columns that is looked at by itself: the whole sheet,
// or a part of it that empty columns set apart.
type window struct{ left, right int }

// A header is a band of rows that names the columns below it.
type header struct {
	window
	top, bottom int
	cols        []headCol
	forced      bool // a person named the row
}

// A headCol is one column of a header.
type headCol struct {
	col  int
	path []*label // from the top row of the band to the bottom one
	at   grid.Ref // where the lowest word stands
	unit string   // unit from a row of the header that holds only units
}

func (c headCol) text() string {
	words := make([]string, len(c.path))
	for i, l := range c.path {
		words[i] = oneLine(l.text)
	}
	return strings.Join(words, "/")
}

func oneLine(s string) string { return strings.Join(strings.Fields(s), "") }

// maxHeaderRows is the height of the highest header seen in print, and one more.
const maxHeaderRows = 5

// windows are the spans of columns to search: the sheet as a whole, and the
// parts between columns that hold nothing but merged titles.
func (v *page) windows() []window {
	used := make([]bool, v.cols+2)
	for i := range v.sheet.Rows {
		for j := range v.sheet.Rows[i].Cells {
			c := &v.sheet.Rows[i].Cells[j]
			if c.Kind == grid.Empty || int(c.Col) > v.cols || c.Text == "" && c.Formula() == nil {
				continue
			}
			used[c.Col] = true
		}
	}
	first, last := slices.Index(used, true), v.cols
	if first < 0 {
		return nil
	}
	out := []window{{first, last}}
	left := first
	for col := first; col <= last+1; col++ {
		switch {
		case col <= last && used[col]:
			if left == 0 {
				left = col
			}
		case left > 0:
			if w := (window{left, col - 1}); w != out[0] {
				out = append(out, w)
			}
			left = 0
		}
	}
	return out
}

// headers finds the bands of header rows within a window, top to bottom.
func (v *page) headers(w window) []*header {
	var out []*header
	floor := 1
	for row := 1; row <= v.rows; row++ {
		forced := row == v.opt.HeaderRow
		if !forced && (v.opt.HeaderRow > 0 || !v.seed(row, w)) {
			continue
		}
		h := &header{window: w, top: row, bottom: row, forced: forced}
		v.growUp(h, floor)
		v.growDown(h)
		v.fillHeader(h)
		if len(h.cols) < 2 && !forced {
			continue
		}
		out = append(out, h)
		row, floor = h.bottom, h.bottom+1
	}
	return out
}

// seed reports that a row may be the header of a table: words only, and at
// least two of them known headers.
func (v *page) seed(row int, w window) bool {
	r := v.row(row)
	if r == nil {
		return false
	}
	words := 0
	for i := range r.Cells {
		c := &r.Cells[i]
		if int(c.Col) < w.left || int(c.Col) > w.right || c.Text == "" && c.Formula() == nil {
			continue
		}
		if figure(c) && !yearLike(c.Text) {
			return false
		}
		if len(c.Text) <= maxLabel {
			words++
		}
	}
	if words < 1 || v.pairs(row, w) {
		return false
	}
	if v.knownWords(row, w) >= 2 {
		return true
	}
	return row <= maxTurned && v.likeWords(row, w)
}

// pairs reports a row of labels with their values, 项目名称 | 科普专项经费 | 实施单位 |
// 某县科协: in a column of a label the row below has a label, too, where a table
// would have a value.
func (v *page) pairs(row int, w window) bool {
	if v.words.basic == nil {
		return false
	}
	isLabel := func(row, col int) bool {
		text := v.text(row, col)
		return text != "" && len(text) <= maxLabel && v.words.basic.field(v.label(text)) != nil
	}
	for col := w.left; col < min(w.right, v.cols); col++ {
		span := v.span(row, col)
		next := span.Right + 1
		if isLabel(row, col) && !isLabel(row, next) && v.text(row, next) != "" && isLabel(span.Bottom+1, col) && !isLabel(span.Bottom+1, next) {
			return true
		}
		col = max(col, span.Right)
	}
	return false
}

// likeWords reports a row most of whose words, three at least, can be
// understood as headers of one form, though hardly any is in its list.
func (v *page) likeWords(row int, w window) bool {
	for _, f := range v.words.tables {
		understood, texts := 0, 0
		for col := w.left; col <= min(w.right, v.cols); col++ {
			span := v.span(row, col)
			if text := v.text(row, col); text != "" {
				texts++
				if len(text) <= 75 && slices.ContainsFunc(f.look(v.label(text)), func(m match) bool {
					return f.Fields[m.field].Type != "text" || f.Fields[m.field].Strong || f.Fields[m.field].Required
				}) {
					understood++
				}
			}
			col = max(col, min(span.Right, w.right))
		}
		if understood >= 3 && understood*2 > texts {
			return true
		}
	}
	return false
}

// knownWords counts the different header words in a row that some table knows,
// numbering columns not among them.
func (v *page) knownWords(row int, w window) int {
	n := 0
	for col := w.left; col <= min(w.right, v.cols); col++ {
		span := v.span(row, col)
		if text := v.text(row, col); text != "" && len(text) <= maxLabel && v.knows(v.label(text)) {
			n++
		}
		col = max(col, min(span.Right, w.right))
	}
	return n
}

// knows reports that some table has this word for a column with content.
func (v *page) knows(l *label) bool {
	for _, f := range v.words.tables {
		for _, k := range l.keys {
			for _, i := range f.exact[k] {
				if f.Fields[i].Type != "index" && f.Fields[i].Name != "remark" {
					return true
				}
			}
		}
	}
	return false
}

// numeral is what a figure looks like when it is stored as text.
var numeral = regexp.MustCompile(`^[+\-(（¥￥]?[0-9０-９][0-9０-９,，.．]*\s*[%％]?[)）]?$`)

// measured is a figure with its unit: 38场, 9000人次, 约1.2万元. Behind a number
// the unit is no header word.
var measured = regexp.MustCompile(`^(?:约|近|超|共|[¥￥])?[0-9０-９][0-9０-９,，.．]*\s*[余多]?[万千百亿]?(?:余|多)?(?:` + unitWords + `)$`)

// mayMeasure is a quick look for a figure at the front of a text.
func mayMeasure(t string) bool {
	r, _ := utf8.DecodeRuneInString(t)
	return '0' <= r && r <= '9' || '０' <= r && r <= '９' || strings.ContainsRune("+-(（¥￥约近超共", r)
}

// figure reports a cell that holds a number, a date, an error or a formula's
// result: something that a header does not.
func figure(c *grid.Cell) bool {
	switch c.Kind {
	case grid.Number, grid.Date, grid.Error, grid.Bool:
		return true
	case grid.String:
		if r, _ := utf8.DecodeRuneInString(c.Text); plainHan(r) && !mayMeasure(c.Text) {
			return false // most texts
		}
		t := strings.TrimSpace(c.Text)
		return len(t) > 0 && len(t) <= 40 && mayMeasure(t) && (numeral.MatchString(t) || measured.MatchString(t))
	}
	return c.Formula() != nil
}

func yearLike(s string) bool {
	return len(s) == 4 && (strings.HasPrefix(s, "20") || strings.HasPrefix(s, "19")) && isASCII(s)
}

// lineWords begin texts that stand above or below a table and name no column.
var lineWords = []string{"单位:", "金额单位", "单位名称:", "编制", "填报", "填表", "制表", "报送", "项目名称:", "日期", "附件", "附表", "表号", "注:", "备注:", "说明:", "注.", "审核", "负责人:", "联系"}

// unitLabel is a unit line whose unit stands in brackets: 单位（万元）.
var unitLabel = regexp.MustCompile(`^(?:金额|货币|计量)?单位\((?:人民币)?[万千百亿]?元\)$`)

// aLine reports a text of a unit line, an 编制单位 line or a note.
func aLine(key string) bool {
	for _, w := range lineWords {
		if strings.HasPrefix(key, w) {
			return true
		}
	}
	if at := strings.Index(key, "单位:"); at >= 0 && !strings.Contains(key[:at], "(") {
		return true
	}
	return unitLabel.MatchString(key) || strings.Contains(key, "年月日") || len(key) > maxLabel
}

// growUp takes the rows above a header that name groups of its columns.
func (v *page) growUp(h *header, floor int) {
	for h.top > floor && h.bottom-h.top+1 < maxHeaderRows && v.groupRow(h.top-1, h) {
		h.top--
	}
}

// groupRow reports that a row above the header belongs to it: a cell of it is
// merged down into the header, or its words stand over groups of columns.
func (v *page) groupRow(row int, h *header) bool {
	if v.row(row) == nil {
		return false
	}
	groups, known, straddles := 0, 0, false
	for col := h.left; col <= h.right; col++ {
		span, text := v.span(row, col), v.text(row, col)
		right := min(span.Right, h.right)
		if text != "" {
			l := v.label(text)
			if c := v.anchor(row, col); c != nil && figure(c) && !yearLike(c.Text) || aLine(l.key) || len(text) > maxLabel {
				return false
			}
			switch {
			case span.Bottom > row && span.Bottom <= h.bottom:
				straddles = true
			case right > col && v.wide(h, col, right):
				return false // a title over the whole table
			case right > col && v.filled(row+1, col, right) >= 2:
				groups++
			}
			if v.knows(l) || l.key == "其中" || l.key == "其中:" {
				known++
			}
		}
		col = max(col, right)
	}
	return straddles || known > 0 && (groups > 0 || known >= 2 || v.overGap(row, h)) || groups >= 2
}

// wide reports that a span covers (nearly) all columns the header has words in.
func (v *page) wide(h *header, left, right int) bool {
	inside, all := 0, 0
	for col := h.left; col <= h.right; col++ {
		if v.text(h.bottom, col) != "" {
			all++
			if left <= col && col <= right {
				inside++
			}
		}
	}
	return inside >= all-1 && all > 2 || inside == all
}

// overGap reports that the only word of a row stands above a column other than
// the first: a group that was not merged.
func (v *page) overGap(row int, h *header) bool {
	for col := h.left; col <= h.right; col++ {
		if v.text(row, col) != "" {
			return v.text(h.top, h.left) != "" && col > h.left && v.text(row+1, col) != ""
		}
	}
	return false
}

// filled counts the different visible texts of a row between two columns.
func (v *page) filled(row, left, right int) int {
	n := 0
	for col := left; col <= right; col++ {
		if v.text(row, col) != "" {
			n++
		}
		col = max(col, v.span(row, col).Right)
	}
	return n
}

// growDown takes the rows below that carry on the header.
func (v *page) growDown(h *header) {
	for h.bottom < v.rows && h.bottom-h.top+1 < maxHeaderRows && v.subRow(h.bottom+1, h) {
		h.bottom++
	}
}

// subRow reports that a row below the header belongs to it.
func (v *page) subRow(row int, h *header) bool {
	r := v.row(row)
	if r == nil {
		return v.straddle(row, h)
	}
	own := 0
	for i := range r.Cells {
		c := &r.Cells[i]
		if int(c.Col) < h.left || int(c.Col) > h.right || c.Text == "" && c.Formula() == nil || !v.owns(row, int(c.Col)) {
			continue
		}
		if figure(c) && !yearLike(c.Text) || len(c.Text) > maxLabel {
			return v.straddle(row, h) && !figure(c)
		}
		own++
	}
	if v.straddle(row, h) {
		return true
	}
	if own < 2 {
		return false
	}
	if v.unitRow(row, h) {
		return true
	}
	return v.underGroup(row, h) || v.underGap(row, h)
}

// unitRow reports a row that holds nothing but units, each under a word of the
// header: （万元） | （元） | （%）.
func (v *page) unitRow(row int, h *header) bool {
	for col := h.left; col <= h.right; col++ {
		if text := v.text(row, col); text != "" && (v.text(h.bottom, col) == "" || !unitOnly.MatchString(strings.Trim(v.keyOf(text), "()[]"))) {
			return false
		}
	}
	return true
}

// straddle reports that a word of the header is merged down into the row.
func (v *page) straddle(row int, h *header) bool {
	for col := h.left; col <= h.right; col++ {
		if span := v.span(row, col); span.Top >= h.top && span.Top < row && v.text(row, col) != "" {
			return true
		}
	}
	return false
}

// underGroup reports that the row names at least two columns below a word that
// is merged across them, and nothing below the header's first word.
func (v *page) underGroup(row int, h *header) bool {
	for col := h.left; col <= h.right; col++ {
		span := v.span(row-1, col)
		right := min(span.Right, h.right)
		if right > col && v.text(row-1, col) != "" && v.filled(row, col, right) >= 2 && !v.wide(h, col, right) {
			return v.knownWords(row, window{col, right}) > 0 || v.text(row, h.first(v)) == ""
		}
		col = max(col, right)
	}
	return false
}

// first is the first column with a word in the header's bottom row.
func (h *header) first(v *page) int {
	for col := h.left; col <= h.right; col++ {
		if v.text(h.bottom, col) != "" {
			return col
		}
	}
	return h.left
}

// underGap reports that the row names columns that the header leaves blank, as
// it is where a group was not merged: the words stand below a known group and
// to the right of it, and below the first word stands nothing.
func (v *page) underGap(row int, h *header) bool {
	if v.text(row, h.first(v)) != "" {
		return false
	}
	gaps, known := 0, 0
	for col := h.left; col <= h.right; col++ {
		text := v.text(row, col)
		if text == "" {
			continue
		}
		if v.text(row-1, col) == "" && col > h.left && v.text(row-1, col-1)+v.text(row, col-1) != "" {
			gaps++
		}
		if l := v.label(text); v.knows(l) || l.whole || l.ofWhich {
			known++
		}
	}
	return gaps > 0 && (known > 0 || v.underFigures(row, h))
}

// underFigures reports that all words of a row stand below headers of figures or
// right of such a word: 上半年 | 下半年 under 场次. No row of data looks like that.
func (v *page) underFigures(row int, h *header) bool {
	figures := false // the header's word that this column belongs to is one of figures
	for col := h.left; col <= h.right; col++ {
		if text := v.text(row-1, col); text != "" {
			figures = v.counts(v.label(text))
		}
		if v.text(row, col) != "" && !figures {
			return false
		}
	}
	return true
}

// counts reports a word that some table knows as a column of amounts or counts.
func (v *page) counts(l *label) bool {
	return slices.ContainsFunc(v.words.tables, func(f *tableForm) bool {
		return len(f.amountsOf(f.look(l))) > 0
	})
}

// fillHeader lists the columns with their paths.
func (v *page) fillHeader(h *header) {
	for col := h.left; col <= h.right; col++ {
		c := headCol{col: col, at: grid.Ref{Row: h.bottom, Col: col}}
		var last grid.Range
		for row := h.top; row <= h.bottom; row++ {
			span, from := v.span(row, col), col
			if v.text(row, col) == "" {
				if from = v.inherits(h, row, col); from == 0 {
					continue
				}
				span = v.span(row, from)
			}
			if span == last || span.Bottom > h.bottom && h.bottom > h.top || span.Bottom > h.bottom+1 {
				continue // said above, or a title that reaches down into the data
			}
			last = span
			l := v.label(v.text(row, from))
			switch {
			case l.key == "" && len(l.text) == 0, ordinal(l.key):
				continue
			case len(c.path) > 0 && v.isUnit(h, row, col, from, l):
				c.unit = strings.Trim(l.key, "()[]")
				continue
			}
			if n := len(c.path); n > 0 && c.path[n-1].key == l.key {
				continue
			}
			c.path = append(c.path, l)
			c.at = grid.Ref{Row: span.Top, Col: span.Left}
		}
		h.cols = append(h.cols, c)
	}
	named := func(c headCol) bool { return len(c.path) > 0 }
	for len(h.cols) > 0 && v.turned && v.leads(h, h.cols[0].col, named(h.cols[0])) {
		h.cols = h.cols[1:]
	}
	last := len(h.cols) - 1
	for last >= 0 && !named(h.cols[last]) {
		last--
	}
	h.cols = h.cols[:last+1]
}

// leads reports, of a sheet on its side, a row above the table: a title with
// nothing beside it, or a lone text such as a unit line.
func (v *page) leads(h *header, col int, named bool) bool {
	n := 0
	for row := h.bottom + 1; row <= v.rows; row++ {
		if v.owns(row, col) && v.text(row, col) != "" {
			n++
		}
	}
	return n == 0 || n < 2 && !named
}

// isUnit reports a word of the header that only gives the unit of the word above
// it. 场次 and 人次 name columns by themselves: they are units in brackets, or in
// a row of nothing but units that stand each under a word of its own.
func (v *page) isUnit(h *header, row, col, from int, l *label) bool {
	bare := strings.Trim(l.key, "()[]")
	if !unitOnly.MatchString(bare) {
		return false
	}
	if _, money := value.ParseMoneyUnit(bare); money || bare != l.key || bare == "%" {
		return true
	}
	if above := v.span(row-1, col); from != col || above.Right > above.Left || v.text(row-1, col) == "" {
		return false
	}
	for c := h.left; c <= h.right; c++ {
		text := v.text(row, c)
		if text == "" || v.span(row, c).Top != row {
			continue
		}
		if v.text(row-1, c) == "" || !unitOnly.MatchString(strings.Trim(v.keyOf(text), "()[]")) {
			return false
		}
	}
	return true
}

// inherits is the column whose group word also stands for this one, because the
// group was not merged: the next word to the left in the row, when it and this
// column both have words of their own below. 0 when there is none.
func (v *page) inherits(h *header, row, col int) int {
	if row == h.bottom || v.below(h, row, col) == "" {
		return 0
	}
	for left := col - 1; left >= h.left; left-- {
		if v.text(row, left) == "" {
			if v.below(h, row, left) == "" {
				return 0
			}
			continue
		}
		if v.below(h, row, left) == "" || v.span(row, left).Right > left {
			return 0
		}
		return left
	}
	return 0
}

// below is the text of a column further down in the header, "" when the word at
// row is the column's only one.
func (v *page) below(h *header, row, col int) string {
	span := v.span(row, col)
	for r := max(row, span.Bottom) + 1; r <= h.bottom; r++ {
		if t := v.text(r, col); t != "" {
			return t
		}
	}
	return ""
}

// ordinal reports the number or letter of a column: 1, (2), 3=1+2, 甲.
var ordinalWord = regexp.MustCompile(`^\(?(?:[0-9]{1,2}|[a-z]|[甲乙丙丁戊己庚辛]|栏次|行次)\)?(?:列|栏)?(?:=[0-9a-z+\-*/×÷%().]+)?$`)

func ordinal(key string) bool { return ordinalWord.MatchString(key) }
