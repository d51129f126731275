//go:build !windows

package door

import (
	"io/fs"
	"os"
	"syscall"
)

// flags: what is opened does not wait for the other end of a pipe that took the
// file's place since it was looked at.
const flags = os.O_RDONLY | syscall.O_NONBLOCK

// identity is the file's device and number.
func identity(info fs.FileInfo) (any, bool) {
	s, ok := info.Sys().(*syscall.Stat_t)
	if !ok {
		return nil, false
	}
	return [2]uint64{uint64(s.Dev), s.Ino}, true
}
