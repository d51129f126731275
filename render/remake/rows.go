package remake

import (
	"slices"
	"strconv"
	"strings"

	"ziping/model/text"
	"ziping/render"
	"ziping/render/docx"
)

// A gridRow is one row of a table: its cells, each one line, nil for an empty one.
type gridRow struct {
	cells []*text.Line
	lines []int
	odd   bool // a cell has several paragraphs
}

// tables are the rows of each table of the report.
func (m *maker) tables() [][]gridRow {
	var out [][]gridRow
	type at struct {
		part  string
		table int
	}
	last := at{}
	row := 0
	for _, l := range m.facts.Lines {
		q := l.Para
		if q.Table == 0 || q.Kind == text.Margin {
			last = at{}
			continue
		}
		if here := (at{q.Part, q.Table}); here != last {
			last, row = here, 0
			out = append(out, nil)
		}
		t := &out[len(out)-1]
		for row < q.Row {
			*t = append(*t, gridRow{})
			row++
		}
		r := &(*t)[len(*t)-1]
		for len(r.cells) < q.Col {
			r.cells = append(r.cells, nil)
		}
		if r.cells[q.Col-1] != nil {
			r.odd = true
		}
		r.cells[q.Col-1] = l
		r.lines = append(r.lines, l.No)
	}
	return out
}

func (r gridRow) text(col int) string {
	if col >= len(r.cells) || r.cells[col] == nil {
		return ""
	}
	return r.cells[col].Text
}

// rowLoops makes a loop of the rows of a table that go through a list.
func (m *maker) rowLoops() {
	for _, t := range m.tables() {
		for s := 0; s < len(t); {
			n := 0
			for _, l := range m.lists {
				if k := len(l.Items); s+k <= len(t) && n == 0 {
					n = m.rowLoop(t, s, l)
				}
			}
			s += max(n, 1)
		}
	}
}

// A columnTag is what a column of a table prints.
type columnTag struct {
	expr, base string
	count      bool // a running number
	plain      bool // the same words in every row
	merged     bool // cells that go on are empty
	sure       bool // the head says so
}

// rowLoop makes a loop of the rows from s on, and returns how many it took.
func (m *maker) rowLoop(t []gridRow, s int, l render.ListValue) int {
	n := len(l.Items)
	width := 0
	for i := range n {
		r := t[s+i]
		if r.odd || slices.ContainsFunc(r.lines, func(no int) bool { return m.taken[no] }) {
			return 0
		}
		name := label(l.Items[i])
		if name == "" || !slices.ContainsFunc(r.cells, func(c *text.Line) bool { return c != nil && c.Text == name }) {
			return 0
		}
		width = max(width, len(r.cells))
	}
	columns := make([]columnTag, width)
	for j := range width {
		c, ok := m.column(t, s, j, l)
		if !ok {
			return 0
		}
		columns[j] = c
	}
	keep, most := -1, -1
	for i := range n {
		full := 0
		for j, c := range columns {
			if c.plain || t[s+i].text(j) != "" {
				full++
			} else if c.merged || m.emptyCell(t[s+i], j) == nil {
				full -= width // it cannot be the row that stays
			}
		}
		if full > most {
			keep, most = i, full
		}
	}
	if keep < 0 {
		return 0
	}
	m.putRows(t, s, n, keep, columns, l)
	return n
}

// putRows makes the edit of a loop of rows: one row stays, with tags.
func (m *maker) putRows(t []gridRow, s, n, keep int, columns []columnTag, l render.ListValue) {
	row := t[s+keep]
	e := madeEdit{}
	var cells []int
	for j, c := range row.cells {
		if c != nil {
			cells = append(cells, j)
		}
	}
	if len(cells) < 2 {
		return
	}
	for j, k := range columns {
		if j >= len(row.cells) || row.cells[j] == nil {
			if cell := m.emptyCell(row, j); cell != nil && !k.plain && !k.count {
				e.fills = append(e.fills, madeFill{cell, "{{" + k.expr + "}}"})
			}
			continue
		}
		c := row.cells[j]
		tag, from := "", ""
		switch {
		case k.count:
			tag = "{{序号}}"
		case !k.plain:
			tag = "{{" + k.expr + "}}"
			for _, f := range l.Items[keep] {
				if f.Name == k.base {
					from = f.Source
				}
			}
		default:
			tag = text.Span{Line: c, From: 0, To: len(c.Text)}.Quote()
		}
		first, last := j == cells[0], j == cells[len(cells)-1]
		if first {
			tag = "{{#" + l.Name + "}}" + tag
		}
		if last {
			tag += "{{/" + l.Name + "}}"
		}
		if k.plain && !first && !last {
			continue
		}
		e.replaces = append(e.replaces, madeReplace{text.Span{Line: c, From: 0, To: len(c.Text)}, tag, from})
	}
	for i := range n {
		e.lines = append(e.lines, t[s+i].lines...)
		if i != keep {
			e.drops = append(e.drops, t[s+i].lines[0])
		}
	}
	for _, no := range e.lines {
		m.taken[no] = true
	}
	m.edits = append(m.edits, e)
	if s+n < len(t) {
		m.totalRow(t[s+n], columns, l)
	}
}

// totalsOf are the fields that hold the sums of a list's columns.
var totalsOf = map[string]string{"资金方向": "资金", "活动": "活动合计", "活动一览": "活动合计", "类别": "活动合计"}

// totalRow makes tags of the sums below a loop.
func (m *maker) totalRow(r gridRow, columns []columnTag, l render.ListValue) {
	head := r.text(0) + r.text(1)
	if !strings.Contains(head, "合计") && !strings.Contains(head, "总计") || totalsOf[l.Name] == "" {
		return
	}
	// merged cells move the columns: count from the right
	shift := len(columns) - len(r.cells)
	e := madeEdit{lines: r.lines}
	for j, c := range r.cells {
		if c == nil || j+shift >= len(columns) || columns[j+shift].base == "" || !columns[j+shift].sure {
			continue
		}
		k := columns[j+shift]
		x := m.fieldOf(totalsOf[l.Name] + "." + k.base)
		if x.Name == "" {
			continue
		}
		format := ""
		if _, f, ok := strings.Cut(k.expr, "｜"); ok {
			format = f
		}
		for _, f := range []string{format, "整数", "万", "小数 2", ""} {
			if s, err := docx.FormatAs(x.Figure, f); err == nil && fold(s) == c.Text && !x.Figure.Approx && !x.Figure.Partial {
				tag := "{{" + x.Name
				if f != "" {
					tag += "｜" + f
				}
				e.replaces = append(e.replaces, madeReplace{text.Span{Line: c, From: 0, To: len(c.Text)}, tag + "}}", x.Source})
				break
			}
		}
	}
	if len(e.replaces) > 0 {
		m.edits = append(m.edits, e)
	}
	for _, no := range r.lines {
		m.taken[no] = true
	}
}

// cellFormats are the ways in which a cell under a head with a unit prints a number.
var cellFormats = []string{"", "万", "万 2", "万元", "元", "整数", "小数 2", "千分位", "千分位 2", "百分比", "百分比 2", "人数"}

// column is what a column of the rows prints: a column of the list, a running
// number, or the same words in all.
func (m *maker) column(t []gridRow, s, j int, l render.ListValue) (columnTag, bool) {
	n := len(l.Items)
	same, counts, empty := true, true, true
	for i := range n {
		x := t[s+i].text(j)
		same = same && x == t[s].text(j)
		counts = counts && x == strconv.Itoa(i+1)
		empty = empty && x == ""
	}
	if counts {
		return columnTag{count: true}, true
	}
	if empty {
		return columnTag{plain: true}, true
	}
	exprs, base := map[string]string{}, map[string]string{}
	for k, f := range l.Items[0] {
		for _, format := range cellFormats {
			if format == "人数" && !anyHas(t[s:s+n], j, "万") {
				continue
			}
			fits, merged := true, format == "" && f.Kind == render.KindText
			for i := range n {
				x, cell := l.Items[i][k], t[s+i].text(j)
				fits = fits && printsAs(x, format, cell)
				merged = merged && (printsAs(x, "", cell) || cell == "" && i > 0 && l.Items[i-1][k].Figure.Text == x.Figure.Text)
			}
			expr := f.Name
			switch {
			case fits && format != "":
				expr += "｜" + format
			case fits:
			case merged:
				expr += merging
			default:
				continue
			}
			exprs[expr], base[expr] = "", f.Name
		}
	}
	words := head(t, s, j)
	expr, ok := chosen(exprs, base, words)
	if len(exprs) > 0 && ok {
		tag := columnTag{expr: expr, base: base[expr], merged: strings.HasSuffix(expr, merging), sure: called(base[expr], words)}
		if tag.sure || !same { // the same value in every row may be anything's
			return tag, true
		}
	}
	return columnTag{plain: true}, same
}

// anyHas reports that a cell of a column has a word.
func anyHas(rows []gridRow, j int, word string) bool {
	return slices.ContainsFunc(rows, func(r gridRow) bool { return strings.Contains(r.text(j), word) })
}

// merging is the format that merges equal neighbours.
const merging = "｜合并"

// called reports that words name a column.
func called(column, words string) bool {
	if strings.Contains(words, column) {
		return true
	}
	return slices.ContainsFunc(columnWords[column], func(w string) bool { return strings.Contains(words, w) })
}

// emptyCell is the paragraph of an empty cell of a row, nil when it has none.
func (m *maker) emptyCell(r gridRow, j int) *text.Paragraph {
	if len(r.lines) == 0 || r.text(j) != "" {
		return nil
	}
	q := m.facts.Lines[r.lines[0]].Para
	for i := range m.facts.Doc.Paragraphs {
		p := &m.facts.Doc.Paragraphs[i]
		if p.Part == q.Part && p.Table == q.Table && p.Row == q.Row && p.Col == j+1 {
			return p
		}
	}
	return nil
}

// printsAs reports that a value prints as a cell is written; one that is not
// stated prints as an empty cell.
func printsAs(f render.FieldValue, format, cell string) bool {
	if !f.Figure.Known() {
		return cell == ""
	}
	if format != "" && (!f.Figure.Numeric || f.Figure.Approx || f.Figure.Partial) {
		return false
	}
	s, err := docx.FormatAs(f.Figure, format)
	return err == nil && fold(s) == cell
}

// head is what stands above a column: the cells over it, the nearest first.
func head(t []gridRow, s, j int) string {
	var parts []string
	for i := s - 1; i >= 0 && i >= s-3; i-- {
		shift := 0
		if d := len(t[s].cells) - len(t[i].cells); d > 0 && i == s-1 {
			shift = d
		}
		if x := t[i].text(j - shift); j >= shift && x != "" {
			parts = append(parts, x)
		}
	}
	slices.Reverse(parts)
	return strings.Join(parts, "|")
}
