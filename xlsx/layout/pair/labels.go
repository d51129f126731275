package pair

import (
	"fmt"
	"regexp"
	"slices"
	"strings"

	"ziping/model"
	"ziping/xlsx/grid"
	"ziping/xlsx/layout/body"
	"ziping/xlsx/layout/cell"
	"ziping/xlsx/layout/evidence"
	"ziping/xlsx/layout/fact"
	"ziping/xlsx/layout/header"
	"ziping/xlsx/layout/view"
	"ziping/xlsx/layout/word"
	"ziping/xlsx/profile"
	"ziping/xlsx/value"
)

// A labelled is a label cell of a 基本信息 or 文字材料 form, with its value.
type labelled struct {
	form   *word.LabelForm
	field  *profile.Field
	label  string
	span   grid.Range // of the label
	inline string     // value behind a colon in the label's own cell
	cells  []grid.Ref // where the value stands, in reading order
	where  string     // "右边", "下面", "同一格"
	name   string     // of a text whose name is not in the list
}

// Find proposes the label and value forms on what the tables and the
// 自评表 leave of the sheet.
func Find(v *word.Page, taken []evidence.Reading) []evidence.Reading {
	if v.Rows > evidence.Standard.Pair.Rows || v.Words.Basic == nil {
		return nil
	}
	free := func(r grid.Range) bool {
		return !slices.ContainsFunc(taken, func(c evidence.Reading) bool { return view.Overlap(c.Region, r) })
	}
	var found []*labelled
	for row := 1; row <= v.Rows; row++ {
		for col := 1; col <= v.Cols; col++ {
			span := v.Span(row, col)
			if span.Top == row && span.Left == col && free(span) {
				if l := labelledAt(v, row, col, span); l != nil {
					found = append(found, l)
				}
			}
			col = max(col, span.Right)
		}
	}
	var out []evidence.Reading
	for _, group := range cluster(found, taken) {
		if c, ok := labelCandidate(v, group, free); ok {
			out = append(out, c)
		}
	}
	return out
}

// labelledAt reads a cell as a label, nil when it is none.
func labelledAt(v *word.Page, row, col int, span grid.Range) *labelled {
	c := v.Cell(row, col)
	if c == nil || c.Kind != grid.String {
		return nil
	}
	text := strings.TrimSpace(c.Text)
	if text == "" {
		return nil
	}
	if _, ok := value.FindUnitLine(text); ok && word.IsLine(v.KeyOf(text)) {
		return nil // 单位：万元 is no 单位
	}
	if len(text) <= evidence.Standard.Word.LabelBytes {
		if form, field := v.LabelField(v.Label(text)); field != nil {
			return &labelled{form: form, field: field, label: text, span: span}
		}
	}
	// 项目名称：科普经费 in one cell.
	head, rest, ok := strings.Cut(strings.Replace(text, "：", ":", 1), ":")
	if rest = strings.TrimSpace(rest); !ok || len(head) > evidence.Standard.Pair.HeadBytes {
		return nil
	}
	if form, field := v.LabelField(word.NewLabel(head)); field != nil {
		return &labelled{form: form, field: field, label: strings.TrimSpace(head), span: span, inline: rest}
	}
	return nil
}

// cluster parts the labels of a sheet where a table stands between them or
// many rows are empty.
func cluster(found []*labelled, taken []evidence.Reading) [][]*labelled {
	var out [][]*labelled
	for _, l := range found {
		n := len(out)
		if n > 0 {
			last := out[n-1][len(out[n-1])-1]
			gap := grid.Range{Top: last.span.Bottom, Left: 1, Bottom: l.span.Top, Right: 1 << 14}
			if l.span.Top-last.span.Bottom <= evidence.Standard.Pair.Gap && !slices.ContainsFunc(taken, func(c evidence.Reading) bool { return view.Overlap(c.Region, gap) }) {
				out[n-1] = append(out[n-1], l)
				continue
			}
		}
		out = append(out, []*labelled{l})
	}
	return out
}

// labelCandidate weighs a group of labels and finds their values.
func labelCandidate(v *word.Page, group []*labelled, free func(grid.Range) bool) (evidence.Reading, bool) {
	basics, texts, strong := map[string]bool{}, map[string]bool{}, 0
	for _, l := range group {
		seen := basics
		if l.form == v.Words.Texts {
			seen = texts
		}
		if !seen[l.field.Name] {
			seen[l.field.Name] = true
			strong += view.One(l.field.Strong)
		}
	}
	kind, form, n := model.KindBasic, v.Words.Basic, len(basics)
	if len(texts) > len(basics) {
		kind, form, n = model.KindText, v.Words.Texts, len(texts)
	}
	named, why := labelsNamed(v, form, group[0])
	if !(strong >= evidence.Standard.Pair.Strong || named && strong >= 1 && n >= 2 || kind == model.KindText && (strong >= 2 || named && n >= 1)) {
		return evidence.Reading{}, false
	}
	findValues(v, group, free)
	group = withoutHeader(v, group)
	if first := group[0]; len(group) > 1 && first.inline == "" && first.form == v.Words.Basic && (len(first.cells) == 0 || acrossAll(v, first.span)) &&
		slices.ContainsFunc(form.Titles, func(w string) bool { return strings.Contains(v.KeyOf(first.label), w) }) {
		group = group[1:] // the title, which is also a label's word
	}
	if lying(v, group) {
		return evidence.Reading{}, false
	}
	if kind == model.KindText || len(texts) > 0 {
		group = furtherTexts(v, group, free)
	}
	region := group[0].span
	for _, l := range group {
		region = view.Union(region, l.span)
		for _, c := range l.cells {
			region = view.Union(region, v.Span(c.Row, c.Col))
		}
	}
	region.Right = min(region.Right, max(v.Cols, region.Left))
	why = append(why, fmt.Sprintf("认得 %d 个标签", len(group)))
	c := evidence.Reading{Kind: kind, Region: region, Score: 1 - 1/(1+float64(strong)+0.5*float64(view.One(named))), Why: why}
	c.Read = func(known evidence.Known, res *evidence.Result) { readLabels(v, known, res, kind, group, c) }
	c.Heads = c.Read
	return c, true
}

// headerValue is what stands over the values where labels have a header row.
var headerValue = regexp.MustCompile(`^` + profile.Any("value-of") + `?` + profile.Any("values") + `$`)

// withoutHeader drops the labels of a header row over the others: 序号 | 内容 |
// 填写, or 项目 | 内容, which are labels' words as well.
func withoutHeader(v *word.Page, group []*labelled) []*labelled {
	n := 0
	for n < len(group) && group[n].span.Top == group[0].span.Top {
		n++
	}
	if n == len(group) || group[n].span.Top != group[0].span.Bottom+1 {
		return group
	}
	over, beside := false, n > 1
	for i, l := range group[:n] {
		over = over || l.span.Left == group[n].span.Left
		beside = beside && len(l.cells) == 0 && l.inline == "" && (i == 0 || group[i-1].span.Right+1 == l.span.Left)
	}
	if first := group[0]; over && (beside || n == 1 && len(first.cells) == 1 && headerValue.MatchString(v.Key(first.cells[0].Row, first.cells[0].Col))) {
		return group[n:]
	}
	return group
}

// labelsNamed reports that the sheet's name or a line above the labels says
// what the form is.
func labelsNamed(v *word.Page, form *word.LabelForm, first *labelled) (bool, []string) {
	key := v.KeyOf(v.Grid.Name)
	for _, name := range form.Sheets {
		if key == name || len(name) >= evidence.Standard.Pair.SheetBytes && strings.Contains(key, name) {
			return true, []string{"工作表名“" + v.Grid.Name + "”是" + form.Title + "的常用名"}
		}
	}
	for row := max(1, first.span.Top-evidence.Standard.Pair.TitleRows); row < first.span.Top; row++ {
		for col := 1; col <= v.Cols; col++ {
			for _, w := range form.Titles {
				if strings.Contains(v.Key(row, col), w) {
					return true, []string{"标题“" + view.Brief(v.Text(row, col)) + "”里有“" + w + "”"}
				}
			}
			col = max(col, v.Span(row, col).Right)
		}
	}
	return false, nil
}

// lying reports that most labels are followed by several values of their own:
// then it is a table on its side, and no form.
func lying(v *word.Page, group []*labelled) bool {
	beside, more := 0, 0
	starts := map[grid.Ref]bool{}
	for _, l := range group {
		starts[grid.Ref{Row: l.span.Top, Col: l.span.Left}] = true
	}
	for _, l := range group {
		if l.where != "右边" {
			continue
		}
		beside++
		at := l.cells[0]
		next := v.Span(at.Row, at.Col).Right + 1
		if next <= v.Cols && v.Text(at.Row, next) != "" && !starts[grid.Ref{Row: at.Row, Col: next}] && len(l.cells) == 1 {
			after := v.Span(at.Row, next).Right + 1
			if after > v.Cols || v.Text(at.Row, after) == "" || !starts[grid.Ref{Row: at.Row, Col: after}] {
				more++
			}
		}
	}
	return beside >= 2 && more*3 >= beside*2
}

// acrossAll reports a region as wide as the sheet.
func acrossAll(v *word.Page, r grid.Range) bool {
	return r.Left <= 1 && r.Right >= v.Cols && v.Cols > 1
}

// findValues gives every label the cells of its value.
func findValues(v *word.Page, group []*labelled, free func(grid.Range) bool) {
	labels := map[grid.Ref]*labelled{}
	inRow := map[int]int{}
	for _, l := range group {
		labels[grid.Ref{Row: l.span.Top, Col: l.span.Left}] = l
		for row := l.span.Top; row <= l.span.Bottom; row++ {
			inRow[row]++
		}
	}
	isLabel := func(row, col int) bool {
		s := v.Span(row, col)
		return labels[grid.Ref{Row: s.Top, Col: s.Left}] != nil
	}
	for _, l := range group {
		switch {
		case l.inline != "":
			l.where = "同一格"
		case rightOf(v, l, isLabel, free):
			l.where = "右边"
		case belowOf(v, l, inRow, free):
			l.where = "下面"
		}
	}
}

// rightOf takes the value right of a label: the next cell, over the rows the
// label is merged over; for texts also the rows below whose label cell is blank.
func rightOf(v *word.Page, l *labelled, isLabel func(int, int) bool, free func(grid.Range) bool) bool {
	col := l.span.Right + 1
	for col <= v.Cols && v.Text(l.span.Top, col) == "" && !isLabel(l.span.Top, col) && v.Span(l.span.Top, col).Right == col && col < l.span.Right+3 {
		col++
	}
	if next := v.Span(l.span.Top, min(col, v.Cols)).Right + 1; col > l.span.Right+1 && next <= v.Cols && v.Text(l.span.Top, next) != "" && !isLabel(l.span.Top, next) && l.field.Type == "text" {
		return false // a label that is not known, and its value
	}
	if col > v.Cols || isLabel(l.span.Top, col) || !free(v.Span(l.span.Top, col)) || !l.takes(v.Key(l.span.Top, col)) {
		return false
	}
	last := l.span.Bottom
	if l.field.Type == "text" {
		for last < v.Rows && !anyLeft(v, last+1, col) && v.Text(last+1, col) != "" && v.Span(last+1, col).Left == col && v.Span(last+1, col).Top == last+1 && free(v.Span(last+1, col)) {
			last++
		}
	}
	for row := l.span.Top; row <= last; row++ {
		s := v.Span(row, col)
		if v.Text(row, col) != "" && (s.Top == row || row == l.span.Top) {
			l.cells = append(l.cells, grid.Ref{Row: row, Col: col})
		}
		row = max(row, s.Bottom)
	}
	if len(l.cells) == 0 {
		return false
	}
	carriedOn(v, l, isLabel)
	return true
}

// takes reports that a text may be the label's value: a document has a number,
// 文号 | 金额 | 日期 is a header, and 单位 | 万元 states the unit of money.
func (l *labelled) takes(key string) bool {
	switch l.field.Name {
	case "document":
		return key == "" || strings.ContainsAny(key, "0123456789〇一二三四五六七八九十号无没/-—")
	case "unit":
		_, money := value.ParseMoneyUnit(key)
		return !money
	}
	return true
}

// anyLeft reports a text in the row left of col.
func anyLeft(v *word.Page, row, col int) bool {
	for c := 1; c < col; c++ {
		if v.Text(row, c) != "" {
			return true
		}
	}
	return false
}

// carriedOn adds the cells that carry a value on in its row: 2022年1月1日 | 至 |
// 2022年12月31日, and 36 | 万元.
func carriedOn(v *word.Page, l *labelled, isLabel func(int, int) bool) {
	at := l.cells[0]
	for col := v.Span(at.Row, at.Col).Right + 1; col <= v.Cols && !isLabel(at.Row, col); col = v.Span(at.Row, col).Right + 1 {
		text := v.Text(at.Row, col)
		_, money := value.ParseMoneyUnit(text)
		switch {
		case text == "":
			return
		case l.field.Type == "amount" && money:
		case l.field.Type == "dates" && (strings.Trim(text, "至到—-–~～") == "" || view.DateLike(text)):
		default:
			return
		}
		l.cells = append(l.cells, grid.Ref{Row: at.Row, Col: col})
	}
}

// belowOf takes the value under a label, where that row has no label of its
// own: a row of labels over a row of values, or a heading over paragraphs.
func belowOf(v *word.Page, l *labelled, inRow map[int]int, free func(grid.Range) bool) bool {
	row, col := l.span.Bottom+1, l.span.Left
	if l.field.Type != "text" || inRow[l.span.Top] > 1 {
		if row <= v.Rows && inRow[row] == 0 && v.Text(row, col) != "" && v.Span(row, col).Left == col && free(v.Span(row, col)) && !moreBelow(v, row, col, inRow) {
			l.cells = []grid.Ref{{Row: row, Col: col}}
			return true
		}
		return false
	}
	for blank := 0; row <= v.Rows && inRow[row] == 0 && blank < 2; row++ {
		if v.Text(row, col) == "" {
			blank++
			continue
		}
		if s := v.Span(row, col); s.Left != col || !free(s) || word.HeadingLike(v.Text(row, col)) || !l.takes(v.Key(row, col)) {
			break
		} else {
			l.cells = append(l.cells, grid.Ref{Row: row, Col: col})
			row = max(row, s.Bottom)
		}
		blank = 0
	}
	return len(l.cells) > 0
}

// moreBelow reports that more than one row of values stands under a row of
// labels: then it is a table, and no form.
func moreBelow(v *word.Page, row, col int, inRow map[int]int) bool {
	next := v.Span(row, col).Bottom + 1
	return next <= v.Rows && inRow[next] == 0 && v.Text(next, col) != "" && header.Filled(v, next, 1, v.Cols) >= 3
}

// furtherTexts adds the named texts whose names are not in the list: they stand
// in the column of the known names, with a text to their right.
func furtherTexts(v *word.Page, group []*labelled, free func(grid.Range) bool) []*labelled {
	var known []*labelled
	used := map[grid.Ref]bool{}
	for _, l := range group {
		used[grid.Ref{Row: l.span.Top, Col: l.span.Left}] = true
		for _, c := range l.cells {
			used[c] = true
		}
		if l.form == v.Words.Texts && l.where == "右边" {
			known = append(known, l)
		}
	}
	if len(known) == 0 {
		return group
	}
	col := known[0].span.Left
	for row := known[0].span.Top; row <= v.Rows; row++ {
		s := v.Span(row, col)
		name := v.Text(row, col)
		at := grid.Ref{Row: row, Col: s.Right + 1}
		if s.Top != row || s.Left != col || name == "" || used[grid.Ref{Row: row, Col: col}] || used[at] || !free(s) {
			continue
		}
		if n := len([]rune(name)); n > evidence.Standard.Pair.NameRunes || word.NoteHead.MatchString(v.KeyOf(name)) || at.Col > v.Cols || v.Text(at.Row, at.Col) == "" {
			continue
		}
		group = append(group, &labelled{form: v.Words.Texts, field: known[0].field, label: name, name: name, span: s, cells: []grid.Ref{at}, where: "右边"})
	}
	slices.SortStableFunc(group, func(a, b *labelled) int {
		if a.span.Top != b.span.Top {
			return a.span.Top - b.span.Top
		}
		return a.span.Left - b.span.Left
	})
	return group
}

// A labelReader turns labels and values into the head of a project and texts.
type labelReader struct {
	v     *word.Page
	known evidence.Known
	res   *evidence.Result
	out   *model.Table
	cell.Notes
	p *model.Project
}

func readLabels(v *word.Page, known evidence.Known, res *evidence.Result, kind model.TableKind, group []*labelled, c evidence.Reading) {
	out := &model.Table{Kind: kind, Pos: model.Pos{Sheet: v.Model, Row: int32(c.Region.Top), Col: int32(c.Region.Left)}, Range: c.Region.String(), Why: c.Why}
	head := evidence.Head{Weight: evidence.Standard.Fact.Basic}
	r := &labelReader{v: v, known: known, res: res, out: out, p: &head.Project}
	title := labelTitle(v, group[0])
	if title != nil {
		out.Title = title.Text
		if h, ok := fact.FromTitle(title.Text, v.Pos(title.At.Row, title.At.Col), evidence.Standard.Fact.Title); ok {
			res.Heads = append(res.Heads, h)
		}
	}
	var from, to model.Cell[model.DateRange]
	for _, l := range group {
		_, unit := value.HeaderUnit(l.label)
		out.Columns = append(out.Columns, model.Column{Header: l.label, Field: l.fieldName(), Title: l.field.Title, Cell: grid.Ref{Row: l.span.Top, Col: l.span.Left}.String(), Unit: unit})
		switch {
		case l.form == v.Words.Texts:
			r.text(l)
		case l.field.Name == "start":
			from = r.dates(l)
		case l.field.Name == "end":
			to = r.dates(l)
		default:
			r.head(l)
		}
	}
	if head.Period.State == model.Absent && from.State == model.Known && to.State == model.Known {
		from.Value.To = to.Value.To
		from.Text += "—" + to.Text
		head.Period = from
	}
	for row := c.Region.Top; row <= c.Region.Bottom; row++ {
		if v.Row(row) != nil {
			out.Rows = append(out.Rows, model.RowUse{Row: row, Role: body.UseData, Why: "标签和内容"})
		}
	}
	res.Tables = append(res.Tables, out)
	if kind == model.KindBasic || anyHead(&head.Project) {
		res.Heads = append(res.Heads, head)
		if h, ok := fact.ImpliedYear(&head.Project); ok {
			res.Heads = append(res.Heads, h)
		}
	}
	if kind == model.KindBasic {
		r.unread(group, c.Region)
	}
	r.ReportComputed(out.Pos)
	res.Notes = append(res.Notes, r.Said...)
}

func anyHead(p *model.Project) bool {
	return p.Unit.Known() || p.Name.Known() || p.Year.Known() || p.Issued.Known() || p.Period.Known()
}

func (l *labelled) fieldName() string {
	if l.name != "" {
		return "text"
	}
	return l.field.Name
}

// labelTitle is the nearest line above the first label that is none itself.
func labelTitle(v *word.Page, first *labelled) *word.TitleLine {
	for row := first.span.Top - 1; row >= max(1, first.span.Top-evidence.Standard.Pair.NearRows); row-- {
		for col := 1; col <= v.Cols; col++ {
			s := v.Span(row, col)
			if t := v.Text(row, col); t != "" && s.Top == row {
				if key := v.KeyOf(t); !word.IsLine(key) && !word.NoTitle.MatchString(key) && len([]rune(t)) <= evidence.Standard.Pair.TitleRunes {
					return &word.TitleLine{Text: t, Key: key, At: grid.Ref{Row: row, Col: s.Left}, Span: s}
				}
			}
			col = max(col, s.Right)
		}
	}
	return nil
}

// cell is the value of a label as one cell: the cell itself, what stands behind
// the colon, or several cells joined.
func (r *labelReader) cell(l *labelled, sep string) (*grid.Cell, model.Pos) {
	at := grid.Ref{Row: l.span.Top, Col: l.span.Left}
	switch {
	case l.inline != "":
		return &grid.Cell{Kind: grid.String, Text: l.inline, Col: int32(at.Col)}, r.v.Pos(at.Row, at.Col)
	case len(l.cells) == 1:
		return r.v.Anchor(l.cells[0].Row, l.cells[0].Col), r.v.Pos(l.cells[0].Row, l.cells[0].Col)
	case len(l.cells) > 1:
		var texts []string
		for _, c := range l.cells {
			texts = append(texts, r.v.Text(c.Row, c.Col))
		}
		return &grid.Cell{Kind: grid.String, Text: strings.Join(texts, sep), Col: int32(l.cells[0].Col)}, r.v.Pos(l.cells[0].Row, l.cells[0].Col)
	}
	// Nothing there: the place where it should stand.
	if l.span.Right < r.v.Cols {
		return nil, r.v.Pos(l.span.Top, l.span.Right+1)
	}
	return nil, r.v.Pos(at.Row, at.Col)
}

func (r *labelReader) words(l *labelled) model.Cell[string] {
	c, pos := r.cell(l, "\n")
	out := model.Cell[string]{Pos: pos, State: model.Blank}
	if c == nil {
		return out
	}
	return cell.Words(c, out)
}

func (r *labelReader) text(l *labelled) {
	name := model.Cell[string]{Value: word.SectionName(strings.TrimRight(l.label, ":：")), Text: l.label, Pos: r.v.Pos(l.span.Top, l.span.Left), State: model.Known}
	r.res.Texts = append(r.res.Texts, model.Text{Name: name, Body: r.words(l)})
}

func (r *labelReader) dates(l *labelled) model.Cell[model.DateRange] {
	c, pos := r.cell(l, "")
	out := model.Cell[model.DateRange]{Pos: pos, State: model.Blank}
	if c == nil {
		return out
	}
	return cell.Read(&r.Notes, c, out, "import/bad-date", l.label, func(c *grid.Cell) value.Result[model.DateRange] { return value.Dates(c, r.known.Year) })
}

// head fills in one field; a label that stands twice keeps what it said first.
func (r *labelReader) head(l *labelled) {
	p := r.p
	texts := map[string]*model.Cell[string]{"name": &p.Name, "code": &p.Code, "department": &p.Department, "unit": &p.Unit, "document": &p.DocNumber,
		"leader": &p.Leader, "basis": &p.Basis, "purpose": &p.Purpose, "content": &p.Content, "goal": &p.Goal}
	if to := texts[l.field.Name]; to != nil {
		c := r.words(l)
		if l.field.Name == "unit" || l.field.Name == "department" {
			c.Value = fact.CleanUnit(c.Value)
		}
		if !to.Known() {
			*to = c
		}
		return
	}
	switch l.field.Name {
	case "year":
		if !p.Year.Known() {
			p.Year = r.year(l)
		}
	case "issued":
		if !p.Issued.Known() {
			p.Issued = r.issued(l)
		}
	case "period":
		if !p.Period.Known() {
			p.Period = r.dates(l)
		}
	}
}

func (r *labelReader) year(l *labelled) model.Cell[int] {
	c, pos := r.cell(l, "")
	out := model.Cell[int]{Pos: pos, State: model.Blank}
	if c == nil || strings.TrimSpace(c.Text) == "" {
		return out
	}
	return cell.Read(&r.Notes, c, out, "import/bad-date", l.label, value.Year)
}

func (r *labelReader) issued(l *labelled) model.Cell[model.Amount] {
	c, pos := r.cell(l, "")
	out := model.Cell[model.Amount]{Pos: pos, State: model.Blank}
	if c == nil {
		return out
	}
	unit, from := r.unit(l)
	r.out.Unit, r.out.UnitPos = unit.Name, from
	cell := cell.Read(&r.Notes, c, out, "import/bad-number", l.label, func(c *grid.Cell) value.Result[model.Amount] { return value.Amount(c, unit) })
	return cell
}

// unit is the money unit of a label: its own, that of a line on the sheet, or
// none, in which case a bare figure is refused by the value's reader and the
// unit is assumed and reported.
func (r *labelReader) unit(l *labelled) (value.MoneyUnit, model.Pos) {
	if _, name := value.HeaderUnit(l.label); name != "" {
		if u, ok := value.ParseMoneyUnit(name); ok {
			return u, r.v.Pos(l.span.Top, l.span.Left)
		}
	}
	for col := l.span.Left - 1; col > 0; col-- { // 项目资金（万元）, merged down beside its parts
		if u, ok := value.ParseMoneyUnit(word.HeaderMoneyUnit(r.v.Text(l.span.Top, col))); ok {
			s := r.v.Span(l.span.Top, col)
			return u, r.v.Pos(s.Top, s.Left)
		}
	}
	for row := max(1, int(r.out.Pos.Row)-evidence.Standard.Pair.NearRows); row <= min(r.v.Rows, l.span.Bottom+3); row++ {
		for col := 1; col <= r.v.Cols; col++ {
			text := r.v.Text(row, col)
			if strings.HasSuffix(r.v.Key(row, col), "单位") {
				if u, ok := value.ParseMoneyUnit(r.v.Text(row, r.v.Span(row, col).Right+1)); ok {
					return u, r.v.Pos(row, r.v.Span(row, col).Right+1)
				}
			}
			if text != "" && r.v.Owns(row, col) && strings.Contains(text, "单位") && len(text) < evidence.Standard.Word.LabelBytes {
				if name, ok := value.FindUnitLine(text); ok {
					if u, ok := value.ParseMoneyUnit(name); ok {
						return u, r.v.Pos(row, col)
					}
				}
			}
		}
	}
	if c, _ := r.cell(l, ""); c != nil && !view.BareFigure(c) {
		return value.MoneyUnit{}, model.Pos{}
	}
	u := r.v.Assume()
	_, pos := r.cell(l, "")
	n := r.Add("import/unit-assumed", pos, "“"+l.label+"”没有写金额单位，按"+u.Name+"读入", "请在标签里写明单位，如“"+l.label+"（万元）”")
	n.Want = u.Name
	r.res.Assumed = append(r.res.Assumed, r.out)
	return u, model.Pos{}
}
