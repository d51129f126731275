package writer

import (
	"errors"
	"fmt"
	"io/fs"
)

// A Why is the reason for which a file was not written.
type Why int

const (
	IsInput      Why = iota + 1 // it is the input As
	IsFolder                    // a folder has that name
	IsFile                      // a file has the name of a folder that is wanted
	Irregular                   // a pipe, device or socket has that name
	Foreign                     // not written by ziping, or changed since
	NoFolder                    // its folder does not exist
	FolderDenied                // its folder cannot be written to
	InUse                       // another program holds it open
	Locked                      // another run holds the result folder
	Failed                      // any other answer of the system, in Err
)

// An Error is a file that was not written; what was there is untouched.
type Error struct {
	Path string // as given
	Why  Why
	As   string // the name under which the input came in, for IsInput
	Err  error  // the system's error, nil where the writer itself refused
}

func (e *Error) Error() string {
	return fmt.Sprintf("writer: %s: refused (%d): %v", e.Path, e.Why, e.Err)
}
func (e *Error) Unwrap() error { return e.Err }

// system turns the system's answer about path's folder into an Error.
func system(path string, err error) *Error {
	why := Failed
	switch {
	case errors.Is(err, fs.ErrNotExist):
		why = NoFolder
	case errors.Is(err, fs.ErrPermission), readOnly(err):
		why = FolderDenied
	}
	return &Error{Path: path, Why: why, Err: err}
}
