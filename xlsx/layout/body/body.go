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
	Period  int32 // row of the heading 三月份 that it stands under, 0 for none
	Indent  int16 // leading blanks of the label
	Level   int8  // depth of the numbering, 0 for none
	Rank    int8  // of a sum: 小计 1, 合计 2, 总计 3
	Kind    model.RowKind
	Bare    bool // figures, and no word that says whose
	Over    bool // a category and figures, and no name
	Void    bool // cancelled or struck through
	Carried bool // a sum that a page hands to the next
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
	first   int          // column of the first field
	Rows    []Row
	current *Section
	data    int  // rows of data so far
	closed  bool // a grand total stood after data
	period  int32
	bottom  int  // last row there may be
	blocks  bool // parts of the table have titles of their own
	Ditto   bool // some cell says 同上
	titles  []word.TitleLine
	header  [][]string // texts of the header's rows, by row and column
	buffer  []Cell
	seen    seen
}

// Read classifies the rows of a table down to bottom.
func Read(v *word.Page, c *column.Claim, bottom int, titles []word.TitleLine) *Body {
	b := &Body{bottom: bottom, page: v, claim: c, titles: titles, Kinds: make([]string, v.Cols+2), fields: make([]string, v.Cols+2), Labels: map[int]bool{}}
	for _, col := range c.Columns {
		if col.Field < 0 {
			continue
		}
		f := c.Form.Fields[col.Field]
		b.Kinds[col.Col], b.fields[col.Col] = f.Type, f.Name
		if b.first == 0 {
			b.first = col.Col
		}
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

// A Cell is a cell of a row that is not blank and no follower of a merge.
type Cell struct {
	*grid.Cell
	Col int
}

// Own lists the cells of a row; the slice is good until the next call.
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

// Right is the last column of the table.
func (b *Body) Right() int { return b.claim.Columns[len(b.claim.Columns)-1].Col }

// take says which kind a row is of: the first in the list that has it.
func (b *Body) take(row int, cells []Cell) {
	out := Row{Num: row, Section: b.current, Period: b.period}
	s := b.look(row, cells)
	for i := range kinds {
		if kinds[i].Run(b, &out, s) {
			break
		}
	}
	b.Rows = append(b.Rows, out)
}

// Counts reports a row that goes into the model.
func (r *Row) Counts() bool {
	return slices.Contains([]string{UseData, UseSubtotal, UseTotal, UseOfWhich}, r.Use)
}

// Counting is how many rows do.
func (b *Body) Counting() int {
	n := 0
	for i := range b.Rows {
		n += view.One(b.Rows[i].Counts())
	}
	return n
}
