package cmd

import (
	"cmp"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"syscall"
)

// reason says in Chinese why the operating system refused, without path and
// call: a number where it has no words for it, which a maintainer can look up.
func reason(err error) string {
	var errno syscall.Errno
	if errors.As(err, &errno) {
		return cmp.Or(reasons[errno], fmt.Sprintf("系统错误 %d", errno))
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
