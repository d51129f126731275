package cmd

import (
	"errors"
	"io/fs"
	"os"
	"syscall"
)

// reason says in Chinese why the operating system refused, without path and
// call; where it has no words for it, the system's own.
func reason(err error) string {
	var errno syscall.Errno
	if errors.As(err, &errno) && reasons[errno] != "" {
		return reasons[errno]
	}
	var pathErr *fs.PathError
	var linkErr *os.LinkError
	switch {
	case errors.As(err, &pathErr):
		err = pathErr.Err
	case errors.As(err, &linkErr):
		err = linkErr.Err
	}
	return "系统报告 " + err.Error()
}
