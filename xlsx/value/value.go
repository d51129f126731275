// Package value turns what a cell says into what it means: money, counts,
// rates, scores, dates, targets. It accepts the ways of writing in its tables
// and refuses everything else; an unknown is never 0.
//
// Every reader takes the stored cell and gives a Result with a state:
//
//	nil, empty, white space            model.Blank
//	—  -  无  没有                      model.None: stated, and there is none
//	不适用  不涉及  /                   model.NotApplicable
//	……  *  XX                          model.Filler: nobody filled it in
//	0 and everything that is on the table   model.Known
//	anything else                      model.Bad, with an Error that says why and what to do
//
// # Text
//
// Full-width ASCII and its small forms count as half width, white space and
// invisible characters between words do not count, white space between two
// digits does (“4 5” is neither 4 nor 45). Digits of other scripts, letters,
// Inf, NaN, 0x and _ are never numbers. A text is read to its last character
// or not at all.
//
// # Numbers
//
// The text of a Number cell is the decimal expansion of a binary number; it is
// rounded to 15 significant digits, as the office programs do, before anything
// else: 12.600000000000001 is 12.6. Residues of calculation (below 10⁻⁹) are 0.
// The value is the stored one; the written place (Place) is the one that the
// number format shows, for that is the figure a reviewer sees on paper: 89.974
// under 0.00 is 89.974 with place −2. Without a format that fixes the decimals
// the place is that of the last stored digit, of a text that of the last typed
// one.
//
// # Units
//
// A unit in the cell wins over the column's: 4.5万元 in a 元 column is 45000
// 元, and in a 万元 column it is not multiplied again. 万 and 亿 without 元 in
// a money cell count as 万元 and 亿元. A unit that the number format prints
// (0.00"万元") is in the cell, for it is on the paper. Nothing guesses a unit: a
// bare figure in a column without one is Bad.
package value

import "ziping/model"

// An Error says why a text could not be read as a value, and what to do.
type Error struct {
	Text  string
	Cause string // Chinese: “三十六点”不是金额
	Cure  string // Chinese: 请写成 36 或 36.00
}

// swapEnds is the cure of a span of time of which both ends can be read.
const swapEnds = "请核对起止日期"

// Backwards reports that both ends of a span of time can be read, and that the
// second is before the first.
func (e *Error) Backwards() bool { return e.Cure == swapEnds }

func (e *Error) Error() string { return e.Cause + "。" + e.Cure }

// A Result is a value with its state; Err is set exactly when State is Bad.
type Result[T any] struct {
	Value T
	State model.State
	Err   *Error
}

func known[T any](v T) Result[T] { return Result[T]{Value: v, State: model.Known} }

func without[T any](s model.State) Result[T] { return Result[T]{State: s} }

func bad[T any](err *Error) Result[T] { return Result[T]{State: model.Bad, Err: err} }
