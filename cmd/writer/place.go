package writer

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"syscall"
)

// What the system is asked to do; tests put failing ones in their place.
var (
	remove     = os.Remove
	rename     = os.Rename
	createTemp = os.CreateTemp
)

var errLoop error = &fs.PathError{Op: "readlink", Err: syscall.ELOOP}

// place writes data beside path and renames it into place.
func (w *Writer) place(path string, data []byte) (err error) {
	f, err := createTemp(filepath.Dir(path), w.temp+"*")
	if err != nil {
		return system(path, err)
	}
	defer func() {
		if err != nil {
			f.Close()
			os.Remove(f.Name())
		}
	}()
	failed := func(err error) error { return &Error{Path: path, Why: Failed, Err: err} }
	if _, err = f.Write(data); err != nil {
		return failed(err)
	}
	// A share or a stick without permissions of its own refuses, and needs none.
	if err = f.Chmod(0o644); err != nil && !errors.Is(err, errors.ErrUnsupported) && !errors.Is(err, fs.ErrPermission) {
		return failed(err)
	}
	if err = f.Sync(); err != nil {
		return failed(err)
	}
	if err = f.Close(); err != nil {
		return failed(err)
	}
	if err = rename(f.Name(), path); err != nil {
		if inUse(err) {
			return &Error{Path: path, Why: InUse, Err: err}
		}
		return failed(err)
	}
	return nil
}
