package door

import (
	"errors"
	"fmt"
	"io/fs"
)

// A Why is the reason for which a file is not let in.
type Why int

// Missing to Failed are the system's answers and may differ tomorrow; the
// others are what the file is.
const (
	Missing   Why = iota + 1 // no such file
	Denied                   // no permission
	Failed                   // any other answer of the system, in Err
	Folder                   // a folder where a file is wanted
	Irregular                // a pipe, device or socket
	TooLarge                 // above Max bytes
	TooDeep                  // nested beyond Limit, from Line on
	TooMany                  // more than Limit values, from Line on
	TooLong                  // more than Limit lines
	Alias                    // a YAML anchor or alias, in Line
	Torn                     // an archive that is damaged, or none
	Unsafe                   // an archive with a name that leads out of it, a link, or one name twice
	Crowded                  // an archive of more than Limit files
	Bomb                     // an archive whose contents are beyond all measure
	Encrypted                // an archive with a password
)

// An Error is a file that was not let in.
type Error struct {
	Path  string // as given
	Why   Why
	Line  int   // 1-based, for texts; 0 for the file as a whole
	Limit int64 // what was exceeded
	Err   error // the system's error, for Missing, Denied and Failed
}

func (e *Error) Error() string {
	return fmt.Sprintf("door: %s: refused (%d, line %d): %v", e.Path, e.Why, e.Line, e.Err)
}

func (e *Error) Unwrap() error { return e.Err }

// Passing reports that the same file may be read another time: nothing is
// known of what is in it.
func (e *Error) Passing() bool { return e.Why <= Failed }

// System turns the system's answer about a file into an Error.
func System(path string, err error) *Error {
	why := Failed
	switch {
	case errors.Is(err, fs.ErrNotExist):
		why = Missing
	case errors.Is(err, fs.ErrPermission):
		why = Denied
	}
	return &Error{Path: path, Why: why, Err: err}
}
