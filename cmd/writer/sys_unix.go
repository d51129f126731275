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

// replaceLedger puts an ordered ledger in the place of the one that is locked.
func replaceLedger(w *Writer, path string, data []byte) error {
	temp, err := w.beside(path, data)
	if err != nil {
		return err
	}
	if err := settle(temp, path); err != nil {
		_ = os.Remove(temp)
		return err
	}
	return nil
}

// readOnly reports a disk that takes nothing.
func readOnly(err error) bool { return errors.Is(err, syscall.EROFS) }

// alive reports that a process of this machine may still run.
func alive(pid int) bool { return !errors.Is(syscall.Kill(pid, 0), syscall.ESRCH) }
