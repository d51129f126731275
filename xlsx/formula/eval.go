// Package formula computes the formulas that a workbook's writer left without
// a result: sums, the four operations, rounding and the few functions that
// office forms use, over exact decimals. What it does not know it leaves
// alone: a cell without a result is better than one with a wrong result.
//
// References into other workbooks are never followed; cycles have no result.
package formula

import (
	"strings"

	"github.com/shopspring/decimal"

	"ziping/xlsx/grid"
	"ziping/xlsx/numfmt"
)

// Error values.
const (
	ErrDiv   = "#DIV/0!"
	ErrNA    = "#N/A"
	ErrName  = "#NAME?"
	ErrNull  = "#NULL!"
	ErrNum   = "#NUM!"
	ErrRef   = "#REF!"
	ErrValue = "#VALUE!"
)

// Limits of one workbook's calculation. They count work and memory: the same
// workbook computes alike on every machine.
const (
	maxSteps = 8000000  // cells, operations and pieces of text looked at
	maxText  = 32 << 20 // bytes of all texts that formulas made
	maxDepth = 500      // formulas that wait for one another
	// maxLength is how many characters a cell holds; a formula that makes a
	// longer text gives #VALUE!.
	maxLength = 32767
)

// A value is what an expression gives.
type value struct {
	kind grid.Kind // Empty, Number, String, Bool (num 0 or 1) or Error
	num  decimal.Decimal
	text string
}

func num(d decimal.Decimal) value { return value{kind: grid.Number, num: d} }
func str(s string) value          { return value{kind: grid.String, text: s} }
func fault(code string) value     { return value{kind: grid.Error, text: code} }
func truth(b bool) value {
	if b {
		return value{kind: grid.Bool, num: decimal.NewFromInt(1)}
	}
	return value{kind: grid.Bool}
}

// state of a formula cell without a result.
type state uint8

const (
	waiting state = iota
	running       // met again: a cycle
	failed        // cannot be computed
	done
)

// A Calculator computes the uncached formulas of one book in place.
type Calculator struct {
	book   *grid.Book
	sheets map[string]*grid.Sheet
	state  map[*grid.Cell]state
	steps  int
	text   int // bytes of text made so far
	depth  int
	deep   *Left // the formula at which a chain became too long
}

// unknown is thrown where the package does not know what Excel would do.
type unknown struct{}

// NewCalculator prepares the calculation of book.
func NewCalculator(book *grid.Book) *Calculator {
	c := &Calculator{book: book, sheets: map[string]*grid.Sheet{}, state: map[*grid.Cell]state{}}
	for _, s := range book.Sheets {
		c.sheets[strings.ToLower(s.Name)] = s
	}
	return c
}

// Again is a calculator of the same book, of which other formulas have got their
// results meanwhile. What has been used of the limits stays used.
func (c *Calculator) Again() *Calculator {
	next := NewCalculator(c.book)
	next.steps, next.text = c.steps, c.text
	return next
}

// Run computes every formula cell without a result that it can, sets the
// cell's Kind and Text, and marks the formula Computed. It returns the cells
// that are left.
func (c *Calculator) Run() []Left {
	var left []Left
	for _, l := range uncached(c.book) {
		if pending(l.Cell) && !c.follow(l) {
			left = append(left, l)
		}
	}
	return left
}

// follow computes a cell, and first what lies too deep below it to be reached
// in one go.
func (c *Calculator) follow(l Left) bool {
	stack := []Left{l}
	on := map[*grid.Cell]bool{l.Cell: true}
	for len(stack) > 0 {
		top := stack[len(stack)-1]
		c.deep = nil
		c.compute(top.Sheet, top.Row, top.Cell)
		switch {
		case c.deep == nil:
			stack = stack[:len(stack)-1]
		case on[c.deep.Cell]: // a long cycle
			c.state[c.deep.Cell] = failed
		default:
			on[c.deep.Cell] = true
			stack = append(stack, *c.deep)
		}
	}
	return c.state[l.Cell] == done
}

// A Left is a formula cell that has no result.
type Left struct {
	Sheet *grid.Sheet
	Row   int
	Cell  *grid.Cell
}

func uncached(b *grid.Book) []Left {
	var out []Left
	for _, s := range b.Sheets {
		for i := range s.Rows {
			r := &s.Rows[i]
			for j := range r.Cells {
				if pending(&r.Cells[j]) {
					out = append(out, Left{s, r.Num, &r.Cells[j]})
				}
			}
		}
	}
	return out
}

func pending(c *grid.Cell) bool {
	return c.Formula() != nil && !c.Formula().Cached && !c.Formula().Computed
}

// compute gives one cell its result.
func (c *Calculator) compute(s *grid.Sheet, row int, cell *grid.Cell) (ok bool) {
	switch c.state[cell] {
	case done:
		return true
	case running, failed:
		return false
	}
	if c.depth >= maxDepth {
		c.deep = &Left{s, row, cell}
		return false
	}
	c.state[cell] = running
	c.depth++
	v, ok := c.try(s, cell)
	c.depth--
	switch {
	case ok:
		c.state[cell] = done
		c.set(cell, v)
	case c.deep != nil: // once that one is known
		c.state[cell] = waiting
	default:
		c.state[cell] = failed
	}
	return ok
}

// try evaluates a cell's formula; false when it throws unknown.
func (c *Calculator) try(s *grid.Sheet, cell *grid.Cell) (v value, ok bool) {
	f := cell.Formula()
	if f.External || f.Text == "" {
		return value{}, false
	}
	n, ok := parse(f.Text)
	if !ok {
		return value{}, false
	}
	defer func() {
		if r := recover(); r != nil {
			if _, mine := r.(unknown); !mine {
				panic(r)
			}
			v, ok = value{}, false
		}
	}()
	e := &eval{calc: c, sheet: s}
	return e.single(n), true
}

// set stores a result as the file would hold it.
func (c *Calculator) set(cell *grid.Cell, v value) {
	cell.Formula().Computed = true
	cell.Kind, cell.Text = v.kind, v.text
	switch v.kind {
	case grid.Empty: // a reference to a blank cell shows 0
		cell.Kind, cell.Text = grid.Number, "0"
	case grid.Bool:
		cell.Text = v.num.String()
	case grid.Number:
		cell.Text = show(v.num)
		if d, ok := numfmt.Date(cell.Text, cell.Format(), c.book.Date1904); ok {
			cell.Kind, cell.Text = grid.Date, d
		}
	}
}

// digits is how many significant digits Excel keeps.
const digits = 15

// show writes a number with Excel's 15 significant digits.
func show(d decimal.Decimal) string {
	if d.IsZero() {
		return "0"
	}
	size := d.NumDigits() + int(d.Exponent()) // digits before the point
	return d.Round(int32(digits - size)).String()
}

// step accounts for work.
func (c *Calculator) step(n int) {
	if c.steps += n; c.steps > maxSteps {
		panic(unknown{})
	}
}

// textStep is the length of text that costs as much as an operation.
const textStep = 64

// join is a & b within the limits of a cell and of the workbook.
func (c *Calculator) join(a, b string) value {
	c.step((len(a) + len(b)) / textStep)
	if TooLong(a, b) {
		return fault(ErrValue)
	}
	if c.text += len(a) + len(b); c.text > maxText {
		panic(unknown{})
	}
	return str(a + b)
}

// TooLong reports a text that no cell holds, counted as Excel does in UTF-16.
func TooLong(parts ...string) bool {
	n := 0
	for _, s := range parts {
		if n+len(s) > 3*maxLength+maxLength { // more bytes than so many units have
			return true
		}
		for _, r := range s {
			if n++; r > 0xFFFF {
				n++
			}
		}
	}
	return n > maxLength
}
