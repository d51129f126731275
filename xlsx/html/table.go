package html

import (
	"slices"
	"strconv"
	"strings"

	"ziping/xlsx/grid"
	"ziping/xlsx/grid/fill"
)

// A table is one being read (HTML, 4.9.12: forming a table). Its rows go to the
// sheet as they end.
type table struct {
	outer   *table
	spans   []span // of columns still covered from above
	waiting int    // spans that are not used up
	inRow   bool
	inCell  bool
	caption bool
	group   string // the row group that is open: thead, tbody, tfoot; "" for rows without one
	hidden  int    // bit 0 the table is, 1 the group, 2 the row

	rows  int // so far
	width int
	row   []placed // of the current row
	sheet int      // the row's place in the sheet, 0 while it has none
	col   int      // of the next cell, 0-based; of the current one 1-based while it is open
	cols  int      // <col> elements so far
	nests bool     // the current row holds a table

	text     flow
	cell     placed
	look     looks // of the open cell, as the next two
	kept     kept
	fmla     string
	hiddenAt []int // columns of hidden cells, the same in every row
	judged   bool  // hiddenAt is known
}

// A placed cell waits for the row of the sheet that its own becomes.
type placed struct {
	cell   grid.Cell
	cols   int // that it spans
	rows   int
	hidden bool
}

// A span covers a column from above. The first of a cell's columns carries the
// rectangle.
type span struct {
	rows        int // still to cover
	top, bottom int // rows of the sheet, where the cell begins and has come to
	cols        int // of the cell, 0 in its other columns
}

const (
	hiddenTable = 1 << iota
	hiddenGroup
	hiddenRow
)

// at is the row of the sheet where t is.
func (t *table) at(p *page) int {
	if t.sheet > 0 {
		return t.sheet
	}
	return p.next
}

// openTable begins a table; inside a cell one that stands for itself. One that
// begins between the cells of another ends that (HTML, 13.2.6.4.9).
func (p *page) openTable() error {
	t := p.table
	if t != nil && !t.inCell {
		if err := p.closeTable(); err != nil {
			return err
		}
		t = p.table
	}
	depth := 1
	for o := t; o != nil; o = o.outer {
		if depth++; depth > maxTables {
			return fill.Over("表格嵌套太深")
		}
	}
	if t == nil {
		if err := p.flush(); err != nil {
			return err
		}
	} else if err := p.reserve(); err != nil {
		return err
	}
	p.tables++
	inner := &table{outer: t}
	if p.css.look("table", &p.attrs).hidden || p.flow().hidden > 0 {
		inner.hidden = hiddenTable
	}
	if t != nil {
		t.nests = true
		inner.hidden |= t.hidden
	}
	p.table = inner
	return nil
}

// reserve gives the current row of a table its place in the sheet before that
// of a table inside it, if it has begun to say anything.
func (p *page) reserve() (err error) {
	t := p.table
	if t.sheet == 0 && (!empty(t.text.text) || p.says()) {
		t.sheet, err = p.row()
	}
	return err
}

// says reports that a cell of the current row holds something.
func (p *page) says() bool {
	return slices.ContainsFunc(p.table.row, func(c placed) bool { return c.cell.Kind != grid.Empty })
}

// closeTable ends the innermost table.
func (p *page) closeTable() error {
	t := p.table
	if t == nil {
		return nil
	}
	if err := p.closeRow(); err != nil {
		return err
	}
	if t.caption {
		if err := p.closeCaption(); err != nil {
			return err
		}
	}
	if err := p.settle(t, true); err != nil {
		return err
	}
	for _, c := range t.hiddenAt {
		p.hideColumns(c, c)
	}
	p.table = t.outer
	p.wide = t.rows > 1 && t.width > 1
	if t.outer != nil && t.outer.text.breaks == 0 {
		t.outer.text.breaks = 1
	}
	return nil
}

// openGroup begins thead, tbody or tfoot.
func (p *page) openGroup(name string) error {
	t := p.table
	if t == nil {
		return nil
	}
	if err := p.closeGroup(); err != nil {
		return err
	}
	t.group = name
	if p.css.look("tbody", &p.attrs).hidden {
		t.hidden |= hiddenGroup
	}
	return nil
}

// endGroup ends a row group by its end tag. The tag of another group than the
// open one is ignored, as in every browser (HTML, 13.2.6.4.13); rows without a
// group stand in a tbody that nobody wrote.
func (p *page) endGroup(name string) error {
	if t := p.table; t == nil || t.group != name && (t.group != "" || name != "tbody") {
		return nil
	}
	return p.closeGroup()
}

// closeGroup ends a row group. Cells do not span beyond it.
func (p *page) closeGroup() error {
	t := p.table
	if t == nil {
		return nil
	}
	if err := p.closeRow(); err != nil {
		return err
	}
	t.hidden &^= hiddenGroup
	if t.group == "" {
		return nil
	}
	t.group = ""
	return p.settle(t, false)
}

// openRow begins a row.
func (p *page) openRow() error {
	t := p.table
	if t == nil {
		return nil
	}
	if err := p.closeRow(); err != nil {
		return err
	}
	t.inRow, t.nests, t.col, t.sheet = true, false, 0, 0
	if p.css.look("tr", &p.attrs).hidden {
		t.hidden |= hiddenRow
	}
	if t.rows == 0 && p.wide {
		return p.gap()
	}
	return nil
}

// gap leaves a row free between two tables of which the first is one of several
// rows and columns: what follows is another table, not its next row.
func (p *page) gap() error {
	p.wide = false
	_, err := p.row()
	return err
}

// closeRow ends the row and puts its cells into the sheet. A row that held
// tables and nothing else takes no row of its own.
func (p *page) closeRow() error {
	t := p.table
	if t == nil || !t.inRow {
		return nil
	}
	if err := p.closeCell(); err != nil {
		return err
	}
	t.inRow = false
	t.rows++
	if err := p.book.Budget.Work(1 + len(t.spans)); err != nil {
		return err
	}
	if err := p.concealed(); err != nil {
		return err
	}
	own := t.sheet > 0 || !t.nests || p.says()
	if t.sheet == 0 {
		t.sheet = p.next - 1 // the last row of the table inside
		if own {
			var err error
			if t.sheet, err = p.row(); err != nil {
				return err
			}
		}
	}
	for i := range t.row {
		c := &t.row[i]
		if err := p.out.Put(t.sheet, &c.cell); err != nil {
			return err
		}
		if c.cols > 1 || c.rows > 1 {
			p.begin(c, own)
		}
	}
	if t.hidden != 0 {
		p.out.HideRow(t.sheet)
	}
	t.hidden &^= hiddenRow
	t.row = t.row[:0]
	return p.cover()
}

// begin records the rectangle of a cell that is larger than one; own is false
// for a row that has no place of its own in the sheet.
func (p *page) begin(c *placed, own bool) {
	t := p.table
	col := int(c.cell.Col) - 1
	for len(t.spans) < col+c.cols {
		t.spans = append(t.spans, span{})
	}
	for i := col; i < col+c.cols; i++ {
		t.spans[i] = span{rows: c.rows, top: t.sheet, bottom: t.sheet}
	}
	if own {
		t.spans[col].cols = c.cols
	}
	t.waiting++
}

// cover takes a row off every span and hands out the rectangles that are full.
func (p *page) cover() error {
	t := p.table
	if t.waiting == 0 {
		return nil
	}
	for i := range t.spans {
		s := &t.spans[i]
		if s.rows <= 0 {
			continue
		}
		s.bottom = t.sheet
		if s.rows--; s.rows == 0 && s.cols > 0 {
			if err := p.merge(i, s); err != nil {
				return err
			}
		}
	}
	return nil
}

// settle ends the spans that are left at the end of a row group, or of the
// table. A reader that lets them run on into the next group puts its cells
// elsewhere than one that does not.
func (p *page) settle(t *table, last bool) error {
	for i := range t.spans {
		s := &t.spans[i]
		if s.rows == 0 || s.rows < 0 && !last {
			continue
		}
		if s.rows > 0 && !last && s.rows < endless/2 {
			t.spans[i].rows = -1 // refused when a row follows
			continue
		}
		s.rows = 0
		if s.cols > 0 {
			if err := p.merge(i, s); err != nil {
				return err
			}
		}
	}
	return nil
}

func (p *page) merge(col int, s *span) error {
	p.table.waiting--
	r := grid.Range{Top: s.top, Left: col + 1, Bottom: s.bottom, Right: col + s.cols}
	s.cols = 0
	if r.Top == r.Bottom && r.Left == r.Right {
		return nil
	}
	if p.out.Merges = append(p.out.Merges, r); len(p.out.Merges) > fill.Merges {
		return fill.Over("合并单元格超过 " + strconv.Itoa(fill.Merges) + " 处")
	}
	return nil
}

// openCell begins a cell at the first column that is free.
func (p *page) openCell() error {
	t := p.table
	if t == nil {
		return nil
	}
	if !t.inRow {
		a := p.attrs
		p.attrs = attrs{}
		if err := p.openRow(); err != nil {
			return err
		}
		p.attrs = a
	}
	if err := p.closeCell(); err != nil {
		return err
	}
	for t.col < len(t.spans) && t.spans[t.col].rows != 0 {
		if t.spans[t.col].rows < 0 {
			return p.fail("上面一格跨行跨出了表头或表体，分不清下面的格在哪一列")
		}
		t.col++
	}
	cols, rows := spanned(p.attrs.colspan, maxSpan), spanned(p.attrs.rowspan, maxRows)
	if strings.TrimSpace(p.attrs.rowspan) == "0" {
		rows = endless // to the end of the group
	}
	if t.col+cols > fill.Columns {
		return fill.Over("一行超过 16384 列")
	}
	if err := p.book.Budget.Work(cols); err != nil {
		return err
	}
	for i := t.col; i < t.col+cols && i < len(t.spans); i++ {
		if t.spans[i].rows != 0 {
			return p.fail("跨行和跨列的格互相压住，分不清在哪一列")
		}
	}
	t.cell = placed{cols: cols, rows: rows}
	t.col++ // 1-based while the cell is open
	t.cell.cell.Col = int32(t.col)
	t.inCell = true
	t.text.reset()
	look := p.css.look("td", &p.attrs)
	t.cell.hidden = look.hidden
	if look.strike {
		t.text.struck++
	}
	return p.typed(look)
}

// spanned is the number of rows or columns that an attribute says, 1 for
// anything that is no such number.
func spanned(s string, limit int) int {
	s = strings.TrimSpace(s)
	n := 0
	for n < len(s) && '0' <= s[n] && s[n] <= '9' {
		n++
	}
	if n == 0 {
		return 1
	}
	if v, err := strconv.Atoi(s[:n]); err == nil && v < limit {
		return max(1, v)
	}
	return limit
}

// closeCell ends the cell.
func (p *page) closeCell() error {
	t := p.table
	if t == nil || !t.inCell {
		return nil
	}
	p.endChoice("select")
	t.inCell = false
	c := &t.cell
	if err := p.value(&c.cell, &t.text); err != nil {
		return err
	}
	t.row = append(t.row, *c)
	t.col += c.cols - 1 // 0-based again, behind the cell
	t.width = max(t.width, t.col)
	return nil
}

// concealed holds the hidden cells of a row to those of the rows before: a
// browser leaves them out, office programs keep their place, and only where all
// rows hide the same columns the two are one. A row of one cell is a title.
func (p *page) concealed() error {
	t := p.table
	var at []int
	for i := range t.row {
		if t.row[i].hidden {
			at = append(at, int(t.row[i].cell.Col))
		}
	}
	if len(t.row) < 2 && len(at) == 0 {
		return nil
	}
	if t.judged && !slices.Equal(at, t.hiddenAt) {
		return p.fail("有的行藏了格、有的行没有藏，分不清各格在哪一列")
	}
	t.hiddenAt, t.judged = at, true
	return nil
}

// openCaption begins a title of the table.
func (p *page) openCaption() error {
	t := p.table
	if t == nil {
		return nil
	}
	if err := p.closeRow(); err != nil {
		return err
	}
	t.caption = true
	return nil
}

func (p *page) closeCaption() error {
	t := p.table
	if t == nil || !t.caption {
		return nil
	}
	t.caption = false
	return p.flush()
}

// column reads a <col>.
func (p *page) column() {
	t := p.table
	if t == nil {
		return
	}
	n := spanned(p.attrs.span, maxSpan)
	from := t.cols + 1
	if t.cols += n; p.css.look("col", &p.attrs).hidden && t.cols <= fill.Columns {
		p.hideColumns(from, t.cols)
	}
}

func (p *page) hideColumns(from, to int) {
	if len(p.out.HiddenCols) < fill.Columns {
		p.out.HiddenCols = append(p.out.HiddenCols, grid.Range{Left: from, Right: to})
	}
}
