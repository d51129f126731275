package column

import (
	"cmp"
	"slices"
	"strings"

	"ziping/model"
	"ziping/model/pattern"
	"ziping/xlsx/layout/evidence"
	"ziping/xlsx/layout/header"
	"ziping/xlsx/layout/view"
	"ziping/xlsx/layout/word"
	"ziping/xlsx/profile"
	"ziping/xlsx/value"
)

// A Column is one column of a header, understood by one form.
type Column struct {
	header.Column
	Header string
	Field  int  // index in the form's fields, -1 when not understood
	Part   bool // holds a part of the field's figure
	How    string
	Made   bool   // no list has the word: the grammar makes it
	Doubt  string // Chinese: why it may be something else, "" for none
	Again  bool   // says what another column says in another unit
	Other  int    // the year of which the column is, when it is not the project's
	Sample Sample
}

// A Claim is a form's bid for the table below a header.
type Claim struct {
	Form     *word.TableForm
	Head     *header.Header
	Columns  []Column
	Points   float64 // of the evidence
	Evidence []evidence.Evidence
	Missing  []int       // required fields without a column
	Twice    [][2]Column // columns of figures that both read as the same field
	Named    bool        // title or sheet name say what it is
}

// foreign are headers that say that a table is no table of ours: they belong to
// a 自评表 or a catalogue of indicators.
var foreign = profile.Common("other-forms")

// Bid lets every form of the profile claim the table below a header, and
// returns the claims, the best first. bottom is the last row that may belong
// to the table; title are the texts above it.
func Bid(v *word.Page, h *header.Header, bottom int, titles []word.TitleLine) []*Claim {
	for _, c := range h.Cols {
		for _, l := range c.Path {
			if slices.ContainsFunc(l.Keys, func(k string) bool { return slices.Contains(foreign, k) }) && !h.Forced {
				return nil
			}
		}
	}
	samples, year := Samples(v, h, bottom), YearOf(v, titles)
	var out []*Claim
	for _, f := range v.Words.Tables {
		c := Understand(v, f, h, samples, year)
		if c == nil || f.Kind == model.KindText && namesFacts(v, c, bottom) || f.Kind == model.KindAllotment && namesColumns(v, c, bottom) {
			continue
		}
		c.Hear(v.Grid.Name, titles, v)
		if !c.likeLog() || !c.likeAllotment() {
			continue
		}
		out = append(out, c)
	}
	called := slices.ContainsFunc(out, func(c *Claim) bool { return c.Named && c.Complete() && c.Form.Kind != model.KindFund })
	counted := slices.ContainsFunc(out, func(c *Claim) bool {
		return c.Form.Kind == model.KindActivity && c.Complete() && c.States("when") && c.States("sessions") && c.States("participants")
	})
	slices.SortStableFunc(out, func(a, b *Claim) int {
		if a, b := a.first() && !counted && (a.Named || !called), b.first() && !counted && (b.Named || !called); a != b {
			return cmp.Compare(view.One(b), view.One(a))
		}
		return cmp.Or(cmp.Compare(view.One(b.Complete()), view.One(a.Complete())), cmp.Compare(b.Points, a.Points))
	})
	return out
}

// namesColumns reports that the only names below a header are headers of amounts
// themselves, 单位 | 甲县 | 乙县 over 分配金额 | 1 | 2: the table lies on its side.
func namesColumns(v *word.Page, c *Claim, bottom int) bool {
	unit, names := c.Form.FieldNamed("unit"), 0
	for _, col := range c.Columns {
		if col.Field != unit {
			continue
		}
		for row := c.Head.Bottom + 1; row <= min(bottom, c.Head.Bottom+evidence.SampleRows); row++ {
			if v.Text(row, col.Col) == "" {
				continue
			}
			l := v.Label(v.Text(row, col.Col))
			_, sum := word.AggregateWord(l.Key)
			if sum || !slices.ContainsFunc(c.Form.Look(l), func(m word.Match) bool { return !m.Composed && m.Field == c.Form.FieldNamed("amount") }) {
				return false
			}
			names++
		}
	}
	return names > 0
}

// namesFacts reports that what a table of texts would take for the names of its
// paragraphs are labels of 基本信息: 项目 | 内容 over 项目名称, 年度, 预算金额.
func namesFacts(v *word.Page, c *Claim, bottom int) bool {
	name := c.Form.FieldNamed("name")
	facts, texts := 0, 0
	for _, col := range c.Columns {
		if col.Field != name {
			continue
		}
		for row := c.Head.Bottom + 1; row <= min(bottom, c.Head.Bottom+evidence.SampleRows); row++ {
			text := v.Text(row, col.Col)
			if text == "" || len(text) > evidence.Standard.Word.LabelBytes {
				continue
			}
			switch form, field := v.LabelField(v.Label(text)); {
			case field == nil:
			case form == v.Words.Texts:
				texts++
			case field.Strong:
				facts++
			}
		}
	}
	return facts >= evidence.Standard.Pair.Strong && facts > texts
}

// planWords name groups of columns that say what was to be done.
var planWords = pattern.New(`^` + profile.Any("plan-of") + `*` + profile.Any("plans") + profile.Any("plan-tails") + `*$`)

// asPlanned takes back the offers of columns of a log under 计划 whose field some
// column under another group states: 实际 is what was done.
func (c *Claim) asPlanned(offers []offer) []offer {
	if c.Form.Kind != model.KindActivity {
		return offers
	}
	done := map[int]bool{}
	for _, o := range offers {
		if !c.Columns[o.col].planned() && o.m.Strength > evidence.Standard.Word.ByTail {
			done[o.m.Field] = true
		}
	}
	return slices.DeleteFunc(offers, func(o offer) bool { return c.Columns[o.col].planned() && done[o.m.Field] })
}

// planned reports a column under a group of what was planned.
func (c *Column) planned() bool {
	return len(c.Path) > 1 && slices.ContainsFunc(c.Path[:len(c.Path)-1], func(l *word.Label) bool { return planWords.MatchString(l.Key) })
}

// assign gives every column the best field that is still free.
func (c *Claim) assign(offers []offer) {
	taken := map[int]int{} // field → column index + 1
	rank := map[int]float64{}
	for _, o := range offers {
		col := &c.Columns[o.col]
		if col.Field >= 0 {
			continue
		}
		by := taken[o.m.Field]
		if by > 0 && !o.m.Part && !c.Form.IsSource(o.m.Field) && c.moves(offers, by-1, o.col, taken) {
			by = 0
		}
		if by > 0 && !o.m.Part && !c.Form.IsSource(o.m.Field) {
			c.clash(c.Columns[by-1], *col, o, rank[o.m.Field])
			continue
		}
		col.Field, col.Part, col.How, col.Made = o.m.Field, o.m.Part, o.m.How, o.m.Composed
		if o.m.Composed && c.Form.Kind == model.KindActivity && strings.HasPrefix(col.Path[len(col.Path)-1].Key, "累计") {
			col.Doubt = "如果是一行行累加的数，就不能相加"
		}
		if !o.m.Part && !c.Form.IsSource(o.m.Field) {
			taken[o.m.Field], rank[o.m.Field] = o.col+1, o.m.Strength
		}
	}
	// A clash is settled when the column found another meaning.
	c.Twice = slices.DeleteFunc(c.Twice, func(t [2]Column) bool {
		return slices.ContainsFunc(c.Columns, func(x Column) bool { return x.Col == t[1].Col && x.Field >= 0 })
	})
}

// moves gives a column that has a field the other one that its word means as well, 下达金额
// beside 申请金额, where that one is free and no other column offers it as surely: both
// columns then have a meaning. Of two that may both be either, what was planned is on
// the left.
func (c *Claim) moves(offers []offer, at, by int, taken map[int]int) bool {
	col := &c.Columns[at]
	for _, o := range offers {
		if o.col != at || o.m.Field == col.Field || o.m.Part || o.m.Composed || taken[o.m.Field] > 0 || !word.IsFigure(c.Form.Fields[o.m.Field].Type) && !c.Form.Fields[o.m.Field].Required {
			continue
		}
		either := slices.ContainsFunc(offers, func(x offer) bool { return x.col == by && x.m.Field == o.m.Field && !x.m.Composed })
		if either && at < by || slices.ContainsFunc(offers, func(x offer) bool { return x.col != at && x.col != by && x.m.Field == o.m.Field && x.rank >= o.rank }) {
			return false
		}
		taken[o.m.Field] = at + 1
		col.Field, col.How = o.m.Field, "另有一列写"+c.Form.Fields[col.Field].Title
		return true
	}
	return false
}

// clash records two columns that say the same with the same right. 其中 columns
// and weaker words are not the column itself.
func (c *Claim) clash(a, b Column, o offer, rank float64) {
	kind := c.Form.Fields[o.m.Field].Type
	if kind != "amount" && kind != "count" || o.m.Strength < rank*evidence.Standard.Word.Trimmed || b.Path[len(b.Path)-1].OfWhich {
		return
	}
	if a.Path[len(a.Path)-1].Visits() && !b.Path[len(b.Path)-1].Visits() && c.Form.Fields[o.m.Field].Unit == "人次" {
		return // 人数 beside 人次 is another figure
	}
	if b.Sample.Figures == 0 {
		return // an empty column decides nothing
	}
	c.Twice = append(c.Twice, [2]Column{a, b})
}

// afterAdjusting reads 本年预算 beside 调整后预算 as the budget before it was adjusted.
func (c *Claim) afterAdjusting() {
	initial, planned := c.Form.FieldNamed("initial"), c.Form.FieldNamed("planned")
	if initial < 0 || c.has(initial) || len(c.Twice) != 1 {
		return
	}
	a, b := c.at(c.Twice[0][0].Col), c.at(c.Twice[0][1].Col)
	if a.Field != planned || a.afterAdjusting() == b.afterAdjusting() {
		return
	}
	if b.afterAdjusting() {
		a, b = b, a
	}
	a.Field, b.Field, b.How = planned, initial, "另有“"+a.Header+"”"
	c.Twice = nil
}

func (c *Column) afterAdjusting() bool {
	return slices.ContainsFunc(c.Path, func(l *word.Label) bool { return strings.Contains(l.Key, "调整后") })
}

// planBySources reads 资金来源/小计 beside 到位资金 as the plan, where no other column
// states it: both say the same of the field received, and the sources come first.
func (c *Claim) planBySources(offers []offer) {
	planned, received := c.Form.FieldNamed("planned"), c.Form.FieldNamed("received")
	if c.Form.Kind != model.KindFund || planned < 0 || c.has(planned) {
		return
	}
	whole, other := -1, -1
	for _, o := range offers {
		switch col := &c.Columns[o.col]; {
		case o.m.Field != received || o.m.Part || col.Field >= 0 && col.Field != received || col.Sample.Figures == 0:
		case col.fromSources():
			if whole < 0 {
				whole = o.col
			}
		case other < 0:
			other = o.col
		}
	}
	if whole < 0 || other < 0 {
		return
	}
	a, b := &c.Columns[other], &c.Columns[whole]
	a.Field, b.Field, b.Part, b.How = received, planned, false, "另有“"+a.Header+"”，没有别的列写"+c.Form.Fields[planned].Title
	c.Twice = slices.DeleteFunc(c.Twice, func(x [2]Column) bool { return x[0].Col == b.Col || x[1].Col == b.Col })
}

// fromSources reports a column under 资金来源.
func (c *Column) fromSources() bool {
	return len(c.Path) > 1 && slices.ContainsFunc(c.Path, func(l *word.Label) bool { return strings.HasSuffix(l.Key, "来源") })
}

// at is the claim's column in a column of the sheet.
func (c *Claim) at(col int) *Column {
	return &c.Columns[slices.IndexFunc(c.Columns, func(x Column) bool { return x.Col == col })]
}

// deeper reads 支出方向 as the category where its cells are blank beside a second
// column of names, 支出明细, that is filled: written once over the rows it holds.
func (c *Claim) deeper(offers []offer) {
	label, category := c.Form.FieldNamed("label"), c.Form.FieldNamed("category")
	if label < 0 || category < 0 || c.has(category) {
		return
	}
	at := slices.IndexFunc(c.Columns, func(x Column) bool { return x.Field == label })
	for _, o := range offers {
		if col := &c.Columns[o.col]; at >= 0 && o.m.Field == label && o.col > at && col.Field < 0 &&
			col.Sample.Words > col.Sample.Figures && c.Columns[at].Sample.blank > col.Sample.blank {
			col.Field, c.Columns[at].Field = label, category
			c.Columns[at].How = "右边“" + col.Header + "”一列写得更细"
			return
		}
		if col := &c.Columns[o.col]; at >= 0 && o.m.Field == label && o.col < at && col.Field < 0 &&
			col.Sample.Words > col.Sample.Figures && c.Columns[at].Sample.blank > col.Sample.blank {
			col.Field, c.Columns[at].Field = label, -1
			col.How = "“" + c.Columns[at].Header + "”一列不是每行都有"
			if detail := c.Form.FieldNamed("detail"); detail >= 0 && !c.has(detail) {
				c.Columns[at].Field, c.Columns[at].How = detail, "名称在“"+col.Header+"”一列"
			}
			return
		}
	}
}

// details reads 开支范围 beside 支出方向 as what the money was spent on: it could name the
// rows, and another column does.
func (c *Claim) details(offers []offer) {
	label, detail := c.Form.FieldNamed("label"), c.Form.FieldNamed("detail")
	if c.Form.Kind != model.KindFund || label < 0 || detail < 0 || !c.has(label) || c.has(detail) {
		return
	}
	for _, o := range offers {
		if col := &c.Columns[o.col]; o.m.Field == label && col.Field < 0 && col.Sample.confirms("text") {
			col.Field, col.How = detail, "名称在另一列"
			return
		}
	}
}

// headerUnit is the unit in a column's header, "" for none.
func headerUnit(c *Column) string {
	_, u := value.HeaderUnit(c.Path[len(c.Path)-1].Text)
	return u
}

// byUnit understands a column of figures by the unit in its header, where no
// word does and nothing else states the field: 服务村民（人次）.
func (c *Claim) byUnit() {
	if c.Form.Kind != model.KindActivity {
		return
	}
	for unit, name := range map[string]string{"人次": "participants", "场次": "sessions", "场": "sessions", "份": "materials", "册": "materials"} {
		field, found := c.Form.FieldNamed(name), -1
		for i := range c.Columns {
			col := &c.Columns[i]
			if len(col.Path) == 0 || col.Field >= 0 || col.subset() || col.Sample.Figures == 0 {
				continue
			}
			if col.unit() == unit {
				if found >= 0 {
					found = -2
					break
				}
				found = i
			}
		}
		if field >= 0 && found >= 0 && !c.has(field) {
			c.Columns[found].Field, c.Columns[found].How = field, "单位是"+unit+"，表里没有别的列写"+c.Form.Fields[field].Title
		}
	}
}

// ofWhich takes 其中 columns as parts of the column of figures to their left.
func (c *Claim) ofWhich() {
	for i := range c.Columns {
		col := &c.Columns[i]
		if len(col.Path) == 0 || col.Part {
			continue
		}
		if !col.subset() {
			continue
		}
		if col.Field >= 0 && !c.Form.IsSource(col.Field) && c.Form.Fields[col.Field].Type != "amount" {
			continue
		}
		for j := i - 1; j >= 0; j-- {
			left := c.Columns[j]
			if left.subset() {
				continue
			}
			if left.Field >= 0 && !c.Form.IsSource(left.Field) && slices.Contains([]string{"amount", "count"}, c.Form.Fields[left.Field].Type) {
				col.Field, col.Part, col.How = left.Field, true, "“其中”是“"+left.Header+"”的一部分"
				break
			}
		}
	}
}

// subset reports a column of 其中.
func (c *Column) subset() bool {
	n := len(c.Path)
	return n > 0 && (c.Path[n-1].OfWhich || n > 1 && strings.HasPrefix(c.Path[n-2].Key, "其中"))
}

// bare understands a column of words without a header, left of all figures, as
// the table's label.
func (c *Claim) bare() {
	field := c.Form.FieldNamed("label")
	if field < 0 {
		field = c.Form.FieldNamed("unit")
	}
	if field < 0 || c.has(field) {
		return
	}
	if category := c.Form.FieldNamed("category"); category >= 0 && c.Form.Kind == model.KindFund {
		for i := range c.Columns {
			if col := &c.Columns[i]; col.Field == category {
				col.Field, col.How = field, "没有别的列写支出方向"
				return
			}
		}
	}
	var words []*Column
	for i := range c.Columns {
		col := &c.Columns[i]
		if col.Field >= 0 && c.Form.Fields[col.Field].Type == "amount" {
			break
		}
		if col.Field < 0 && len(col.Path) > 0 && col.Sample.Words > 0 && col.Sample.Words > col.Sample.Figures+col.Sample.dates {
			words = append(words, col)
		}
		if len(col.Path) == 0 && col.Sample.Words > 0 && col.Sample.Words >= col.Sample.Figures {
			col.Field, col.How = field, "没有表头，在各列金额左边，写的都是文字"
			return
		}
	}
	if len(words) == 1 && c.Form.Kind == model.KindFund && c.Form.Role == "" {
		words[0].Field, words[0].How = field, "在各列金额左边，只有这一列是文字"
	}
}

// settleInitial reads 年初预算 as the plan where the table states no other plan
// and no adjustment.
func (c *Claim) settleInitial() {
	initial, planned, adjusted := c.Form.FieldNamed("initial"), c.Form.FieldNamed("planned"), c.Form.FieldNamed("adjusted")
	if initial < 0 || planned < 0 || c.has(planned) || adjusted >= 0 && c.has(adjusted) {
		return
	}
	for i := range c.Columns {
		if c.Columns[i].Field == initial {
			c.Columns[i].Field, c.Columns[i].How = planned, "表里没有别的预算数，也没有调整数"
		}
	}
}

// has reports that some column states the field, whole or in parts.
func (c *Claim) has(field int) bool {
	return slices.ContainsFunc(c.Columns, func(x Column) bool { return x.Field == field })
}

// States reports a column for the field, whole or in parts.
func (c *Claim) States(field string) bool {
	i := c.Form.FieldNamed(field)
	return i >= 0 && c.has(i)
}
