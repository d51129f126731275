package cmd

import (
	"context"
	"errors"
	"fmt"
)

// Exit codes are part of the interface. 2 is never used: a Go panic exits with
// it. An unknown code is a failure.
const (
	exitClean     = 0
	exitFailure   = 1   // the work could not be done
	exitPartial   = 3   // some units failed, the others are done
	exitFindings  = 4   // done, with findings of error level
	exitUsage     = 10  // wrong arguments, profile, rule set or template
	exitLocked    = 11  // another ziping works on the same output
	exitOutput    = 12  // an output cannot be written
	exitCancelled = 130 // Ctrl-C
)

// An exitError carries the exit code a failure asks for; err may be nil when
// everything has been said.
type exitError struct {
	code int
	err  error
}

func (e *exitError) Error() string {
	if e.err == nil {
		return fmt.Sprintf("exit %d", e.code)
	}
	return e.err.Error()
}

func (e *exitError) Unwrap() error { return e.err }

// A hintError is a failure with what to do next.
type hintError struct {
	err  error
	hint string
}

func (e *hintError) Error() string { return e.err.Error() }
func (e *hintError) Unwrap() error { return e.err }

// fail is a failure with an exit code, a message and what to do next.
func fail(code int, hint, format string, args ...any) error {
	return &exitError{code, &hintError{fmt.Errorf(format, shown(args)...), hint}}
}

func usageError(hint, format string, args ...any) error {
	return fail(exitUsage, hint, format, args...)
}

// A told is a failure in Chinese with the one it tells of.
type told struct {
	text  string
	cause error
}

func (e *told) Error() string { return e.text }
func (e *told) Unwrap() error { return e.cause }

// tellOf is a failure with an exit code, a message and what to do next, that
// keeps its cause.
func tellOf(cause error, code int, hint, format string, args ...any) error {
	return &exitError{code, &hintError{&told{fmt.Sprintf(format, shown(args)...), cause}, hint}}
}

// A cancelError is a run that was ended by its user, with how far it came.
type cancelError struct{ text string }

func (e *cancelError) Error() string { return e.text }
func (e *cancelError) Unwrap() error { return context.Canceled }

// flatten takes joined errors apart, in order.
func flatten(err error) []error {
	var code *exitError
	if errors.As(err, &code) && code.err != nil && code == err {
		err = code.err
	}
	joined, ok := err.(interface{ Unwrap() []error })
	if !ok {
		return []error{err}
	}
	var all []error
	for _, e := range joined.Unwrap() {
		all = append(all, flatten(e)...)
	}
	return all
}

// mergeCodes is the exit code of several units: a failed one beats findings,
// and among several units it means "some failed".
func mergeCodes(a, b, units int) int {
	failed := func(code int) bool { return code != exitClean && code != exitFindings }
	switch {
	case units == 1:
		return b
	case failed(a) || failed(b):
		return exitPartial
	case a == exitFindings || b == exitFindings:
		return exitFindings
	}
	return exitClean
}
