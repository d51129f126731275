package model

import (
	"cmp"
	"fmt"
	"strings"

	"github.com/shopspring/decimal"
)

// A Sheet names one sheet of one file. Every Pos on it shares the value.
type Sheet struct {
	File  string // base name of the workbook; with a folder of workbooks the slash path below that folder
	Name  string
	Order int // of the file and sheet among all that were read; Pos.Compare uses it
}

// A Pos is the place a value was read from. The zero Pos is "no place".
type Pos struct {
	Sheet *Sheet
	Row   int32 // 1-based; 0 means the sheet as a whole
	Col   int32 // 1-based
}

// File is the workbook's name, "" for no place.
func (p Pos) File() string {
	if p.Sheet == nil {
		return ""
	}
	return p.Sheet.File
}

// SheetName is the sheet's name, "" for no place.
func (p Pos) SheetName() string {
	if p.Sheet == nil {
		return ""
	}
	return p.Sheet.Name
}

// Cell is the A1 reference, "" when the Pos is a sheet, a file or no place.
func (p Pos) Cell() string {
	if p.Row == 0 {
		return ""
	}
	var b []byte
	for col := p.Col; col > 0; col = (col - 1) / 26 {
		b = append([]byte{byte('A' + (col-1)%26)}, b...)
	}
	return fmt.Sprintf("%s%d", b, p.Row)
}

// IsZero reports that p names no place.
func (p Pos) IsZero() bool { return p.Sheet == nil }

// String is Excel's own external reference, "[budget.xlsx]资金表!C7", quoted
// where the sheet's name needs it, so that it can be pasted into a formula; what a name hides is spelled out.
func (p Pos) String() string {
	if p.Sheet == nil {
		return ""
	}
	name := Visible("[" + p.Sheet.File + "]" + p.Sheet.Name)
	if strings.ContainsAny(name, " '()（）!-&,;+=") {
		name = "'" + strings.ReplaceAll(name, "'", "''") + "'"
	}
	if p.Row == 0 {
		return name
	}
	return name + "!" + p.Cell()
}

// Compare orders places as a reader meets them: file, sheet, row, column. What
// has no place comes last.
func (p Pos) Compare(q Pos) int {
	switch {
	case p.Sheet == nil || q.Sheet == nil:
		return cmp.Compare(btoi(p.Sheet == nil), btoi(q.Sheet == nil))
	case p.Sheet != q.Sheet:
		return cmp.Or(cmp.Compare(p.Sheet.Order, q.Sheet.Order), cmp.Compare(p.Sheet.File, q.Sheet.File), cmp.Compare(p.Sheet.Name, q.Sheet.Name))
	}
	return cmp.Or(cmp.Compare(p.Row, q.Row), cmp.Compare(p.Col, q.Col))
}

func btoi(b bool) int {
	if b {
		return 1
	}
	return 0
}

// State tells apart the ways in which a value may be missing. Of a sum, None is
// a part of 0; NotApplicable is no part of it; what is not stated (Absent, Blank,
// Filler, Bad) leaves it open.
type State uint8

const (
	Absent        State = iota // the form has no such column or label
	Blank                      // the cell is there and empty
	Filler                     // "XX", "……", "*": a mark of the template, nobody filled it in
	NotApplicable              // "不适用", "不涉及", "/"
	None                       // "—", "无": stated, and there is none
	Bad                        // something is written that could not be read; a Note reports it
	Known                      // Value holds what is written
)

// A Cell is a value as read: what it means, what was typed, where.
type Cell[T any] struct {
	Value T
	Text  string // as typed or shown, white space trimmed
	Pos   Pos
	State State
	// Computed marks a formula's value that ziping calculated because the
	// file held none.
	Computed bool
}

// Known reports that Value may be used.
func (c Cell[T]) Known() bool { return c.State == Known }

// Or returns the value, or other where none is known.
func (c Cell[T]) Or(other T) T {
	if c.State == Known {
		return c.Value
	}
	return other
}

// An Amount is a sum of money, exact.
type Amount struct {
	Yuan decimal.Decimal
	// Place is the power of ten, in yuan, of the last place that is written:
	// -2 for 12.00 元, 2 for 3.60 万元. Tolerances follow it.
	Place int32
	// Approx marks "约", "近", "余": never equal, only not less or not more.
	Approx bool
}

// A Count is a number of things or people with its unit.
type Count struct {
	N      decimal.Decimal
	Unit   string // as written or from the header, "" when none: "人次" and "人" differ
	Place  int32  // power of ten of the last written place: 3 for 1.1万
	Approx bool
}

// A Ratio is a rate; 1 is 100 %.
type Ratio struct {
	R     decimal.Decimal
	Place int32 // power of ten of the last written place of R: -4 for 99.97%
	// Percent reports that a percent sign or a percent format was there. 96.85
	// without one is read as 0.9685 and Percent is false.
	Percent bool
	Approx  bool
}

// A Number is a plain decimal: a weight (分值) or a score (得分).
type Number struct {
	N     decimal.Decimal
	Place int32 // power of ten of the last written place, ≤ 0
}
