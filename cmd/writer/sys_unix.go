//go:build !windows

package writer

import (
	"errors"
	"os"
	"syscall"
)

// syncDir makes the names in a folder durable, where the file system can.
func syncDir(dir string) error {
	f, err := os.Open(dir)
	if err != nil {
		return err
	}
	defer f.Close()
	err = f.Sync()
	if errors.Is(err, syscall.EINVAL) || errors.Is(err, errors.ErrUnsupported) {
		return nil
	}
	return err
}

// inUse reports that a name could not be replaced because a program holds the
// file.
func inUse(err error) bool { return errors.Is(err, syscall.ETXTBSY) || errors.Is(err, syscall.EBUSY) }

// hide: a name that begins with a dot is hidden.
func hide(string) {}

// readOnly reports a disk that takes nothing.
func readOnly(err error) bool { return errors.Is(err, syscall.EROFS) }

// alive reports that a process of this machine may still run.
func alive(pid int) bool { return !errors.Is(syscall.Kill(pid, 0), syscall.ESRCH) }
