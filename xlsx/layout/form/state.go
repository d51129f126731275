package form

import (
	"slices"

	"ziping/model"
	"ziping/xlsx/grid"
	"ziping/xlsx/layout/cell"
	"ziping/xlsx/layout/evidence"
	"ziping/xlsx/layout/view"
	"ziping/xlsx/layout/word"
)

// A formBlock is the block of the form the reader stands in.
type formBlock uint8

const (
	inHead formBlock = iota
	inMoney
	inGoal
	inIndicators
	inTail
	inNotes
	inTask // 年度主要任务, 资金管理情况: understood as such, not read
)

// A formReader reads the rows of one form, top to bottom.
type formReader struct {
	v   *formView
	lx  *word.LabelForm
	seg formSegment

	form  *model.Form
	table *model.Table
	cell.Notes
	ignored []model.Ignored
	lacks   []evidence.Lack

	consumed ledger // cells that were read

	state formBlock
	money moneyBlock
	ind   indicatorBlock
	goal  goalBlock
	goals bool

	executes bool // no 资金栏, but a row of the execution rate among the indicators

	leader cellString
	period model.Cell[model.DateRange]

	unit    string // of the money
	unitPos model.Pos
	assumed bool // nothing stated the unit

	lastRow     int // last row that belongs to the form
	left, right int
	top         int
	blank       int  // blank rows since lastRow
	noteOpen    bool // the last text was a note; a lone text continues it
	pendingText int  // index+1 in form.Texts of a text whose body is expected below
	totalRank   int
	taskTop     int
	taskSpan    grid.Range
	unitOwn     bool // Unit came from a label that says 实施 or 承担, not from 单位名称
}

type cellString = model.Cell[string]

// A moneyBlock is the form's money: 项目资金（万元）with its columns and rows.
type moneyBlock struct {
	seen      bool
	label     bool // the block's own label was found
	labelCell string
	pos       model.Pos // of the first header
	headers   []string
	has       map[string]bool
	columns   []formColumn
	header    grid.Range
	bottom    int // last header row
	first     int // first column of figures
	labelLeft int // first column of the row labels
	rows      []moneyLine
	weight    model.Cell[model.Number] // printed in the label or the header: (20分)
	lying     bool                     // kinds of money in columns, years' figures in rows
	lone      bool                     // label and value side by side, no header row
	monitor   bool                     // columns of a 监控表
}

// The rows of the money block.

// A moneyLine is a money row with what settling it needs.
type moneyLine struct {
	*model.MoneyRow
	row     int
	labeled bool
	of      bool // 其中 stands before it
	part    bool // a column split off the row above it
	indent  int
	unit    string      // of money, stated in its own label
	shared  []formField // cells merged from a row above
}

type formField struct {
	field string
	span  grid.Range
}

// An indicatorBlock is 绩效指标 with its columns.
type indicatorBlock struct {
	seen    bool
	actuals int  // columns of actual values in one header
	twice   bool // two headers side by side: 中期 and 年度 of a 申报表
	monitor bool // columns of a 监控表
	has     map[string]bool
	cells   map[string]string // field → header cell
	columns []formColumn
	top     int // header rows
	bottom  int
	header  grid.Range // of the first header
	span    grid.Range // of the header in force
	l1, l2  cellString // carried down
	l1Span  grid.Range
	groups  []groupLabel
}

// A groupLabel is a label with a printed weight.
type groupLabel struct {
	name  string
	level int
	cell  model.Cell[model.Number]
}

func (b *indicatorBlock) column(field string) (formColumn, bool) {
	for _, c := range b.columns {
		if c.field == field {
			return c, true
		}
	}
	return formColumn{}, false
}

func (b *indicatorBlock) headerCell(field string) string { return b.cells[field] }

// A goalBlock is 年度总体目标: the texts planned and reached, below their headers.
type goalBlock struct {
	rows    int          // rows of texts read
	columns []formColumn // field goal.planned, goal.initial or goal.actual
}

// A formSegment is the rows of one form, before it is read.
type formSegment struct {
	top, bottom int
	last        int // last marked row
	marks       formMark
	foreign     string // title word of a form that is no self-evaluation
	foreignIs   string // what that form is
	title       *formUnit
	assume      evidence.Assumption // money unit to assume, where the other tables told one
}

// use counts a row into the form and says how it was taken.
func (fr *formReader) use(row int, role, why string) {
	if fr.top == 0 {
		fr.top = row
	}
	fr.lastRow, fr.blank = row, 0
	fr.table.Rows = append(fr.table.Rows, model.RowUse{Row: row, Role: role, Why: why})
}

// useOnce is use for a row that may have been counted already.
func (fr *formReader) useOnce(row int, role, why string) {
	fr.table.Rows = slices.DeleteFunc(fr.table.Rows, func(u model.RowUse) bool { return u.Row == row })
	fr.use(row, role, why)
}

// take widens the form's region by cells.
func (fr *formReader) take(us ...formUnit) {
	for _, u := range us {
		if fr.left == 0 || u.Left < fr.left {
			fr.left = u.Left
		}
		fr.right = max(fr.right, min(u.Right, fr.v.Cols))
		if fr.top == 0 || u.Top < fr.top {
			fr.top = u.Top
		}
	}
}

func (fr *formReader) region() grid.Range {
	return grid.Range{Top: max(fr.top, 1), Left: max(fr.left, 1), Bottom: max(fr.lastRow, 1), Right: max(fr.right, fr.left, 1)}
}

func (fr *formReader) column(header, field string, at grid.Ref, unit string) {
	cell := at.String()
	if slices.ContainsFunc(fr.table.Columns, func(c model.Column) bool { return c.Cell == cell }) {
		return
	}
	fr.table.Columns = append(fr.table.Columns, model.Column{Header: header, Field: field, Title: fr.lx.TitleOf(field), Cell: cell, Unit: unit})
}

// rename gives a column that was taken another field.
func (fr *formReader) rename(at grid.Ref, field string) {
	for i, c := range fr.table.Columns {
		if c.Cell == at.String() {
			fr.table.Columns[i].Field, fr.table.Columns[i].Title = field, fr.lx.TitleOf(field)
		}
	}
}

func (fr *formReader) notUnderstood(c formColumn, block string) {
	fr.table.Columns = append(fr.table.Columns, model.Column{Header: c.header, Cell: c.at.String(), Guess: fr.lx.Guess(c.label.Base, block)})
}

func (fr *formReader) setUnit(unit string, pos model.Pos) {
	if fr.unit == "" {
		fr.unit, fr.unitPos = unit, pos
	}
}

// allLabels reports that every text that begins in the row is a label of the blocks.
func (fr *formReader) allLabels(row int, blocks ...string) bool {
	n := 0
	for _, u := range fr.v.units(row) {
		if u.Top != row {
			continue
		}
		if fr.lx.Named(rowWord(u.Base), blocks...) == "" {
			return false
		}
		n++
	}
	return n > 0
}

// stray reports figures that stand right of all headers: nobody can say what
// they are, so they are not read, and not passed over either.
func (fr *formReader) stray(row int, us []formUnit, header grid.Range) {
	for _, u := range us {
		c := fr.v.Anchor(u.Top, u.Left)
		if u.Top != row || u.Left <= header.Right || c == nil || !view.Figure(c) {
			continue
		}
		fr.ignored = append(fr.ignored, model.Ignored{Sheet: fr.v.Grid.Name, Range: u.String(), Reason: "自评表右边没有表头的数“" + view.Brief(u.Text) + "”，没有读取"})
	}
}
