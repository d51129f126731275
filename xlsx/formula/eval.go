// Package formula computes the formulas that a workbook's writer left without
// a result: sums, the four operations, rounding and the few functions that
// office forms use, over exact decimals. What it does not know it leaves
// alone: a cell without a result is better than one with a wrong result.
//
// References into other workbooks are never followed; cycles have no result.
package formula

import (
	"strings"
	"time"

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

// Limits of one workbook's calculation.
const (
	maxSteps  = 20000000 // cells and operations looked at
	maxDepth  = 500      // formulas that wait for one another
	timeLimit = 3 * time.Second
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
	depth  int
	deep   *Left // the formula at which a chain became too long
	until  time.Time
}

// unknown is thrown where the package does not know what Excel would do.
type unknown struct{}

// NewCalculator prepares the calculation of book.
func NewCalculator(book *grid.Book) *Calculator {
	c := &Calculator{book: book, sheets: map[string]*grid.Sheet{}, state: map[*grid.Cell]state{}, until: time.Now().Add(timeLimit)}
	for _, s := range book.Sheets {
		c.sheets[strings.ToLower(s.Name)] = s
	}
	return c
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
	if c.steps += n; c.steps > maxSteps || c.steps%1024 < n && time.Now().After(c.until) {
		panic(unknown{})
	}
}
