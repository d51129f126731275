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

// beside writes data to a temporary file in path's folder, down to the disk.
func (w *Writer) beside(path string, data []byte) (temp string, err error) {
	return w.temporary(path, data, true)
}

// temporary is beside; without sync it does not wait for the disk.
func (w *Writer) temporary(path string, data []byte, sync bool) (temp string, err error) {
	f, err := createTemp(filepath.Dir(path), w.temp+"*")
	if err != nil {
		return "", system(path, err)
	}
	defer func() {
		if err != nil {
			f.Close()
			os.Remove(f.Name())
			temp, err = "", &Error{Path: path, Why: Failed, Err: err}
		}
	}()
	if _, err = f.Write(data); err != nil {
		return "", err
	}
	// A share or a stick without permissions of its own refuses, and needs none.
	if err = f.Chmod(0o644); err != nil && !errors.Is(err, errors.ErrUnsupported) && !errors.Is(err, fs.ErrPermission) {
		return "", err
	}
	if sync {
		if err = f.Sync(); err != nil {
			return "", err
		}
	}
	if err = f.Close(); err != nil {
		return "", err
	}
	return f.Name(), nil
}

// settle renames a temporary file to its place.
func settle(temp, path string) error {
	err := rename(temp, path)
	switch {
	case err == nil:
		return nil
	case inUse(err):
		return &Error{Path: path, Why: InUse, Err: err}
	}
	return &Error{Path: path, Why: Failed, Err: err}
}
