// Package value turns what a cell says into what it means: money, counts,
// rates, dates, targets. It accepts the ways of writing in its tables and
// refuses everything else; an unknown is never 0.
package value

import "ziping/model"

// An Error says why a text could not be read as a value, and what to do.
type Error struct {
	Text  string
	Cause string // Chinese: “三十六点”不是金额
	Cure  string // Chinese: 请写成 36 或 36.00
}

func (e *Error) Error() string { return e.Cause + "。" + e.Cure }

// A Result is a value with its state; Err is set exactly when State is Bad.
type Result[T any] struct {
	Value T
	State model.State
	Err   *Error
}
