package writer

import (
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"time"
)

// trayAge is how long uploads of a process that died may lie before the next one sweeps them.
const trayAge = 24 * time.Hour

// ErrTooLarge is what Put returns when a file has more bytes than it may.
var ErrTooLarge = errors.New("文件太大")

// A Tray is where uploads lie while they are worked on: folders of their own, which only this user can look into, in a
// folder of the user's cache. It is no place for results.
type Tray struct{ dir string }

// OpenTray makes the tray of a name, and removes what earlier processes left there more than a day ago.
func OpenTray(name string) (*Tray, error) {
	cache, err := os.UserCacheDir()
	if err != nil {
		return nil, err
	}
	t := &Tray{filepath.Join(cache, name)}
	if err := os.MkdirAll(t.dir, 0o700); err != nil {
		return nil, &Error{Path: t.dir, Why: FolderDenied, Err: err}
	}
	old, err := os.ReadDir(t.dir)
	if err != nil {
		return nil, &Error{Path: t.dir, Why: FolderDenied, Err: err}
	}
	for _, e := range old {
		if info, err := e.Info(); err == nil && time.Since(info.ModTime()) > trayAge {
			_ = os.RemoveAll(filepath.Join(t.dir, e.Name())) // the next start tries again
		}
	}
	return t, nil
}

// New makes an empty folder.
func (t *Tray) New() (string, error) { return os.MkdirTemp(t.dir, "*") }

// Put writes a file below a folder of the tray, and the folders it lies in. name is a local path with slashes (see
// filepath.IsLocal); a file that is there already is an error. It stops with ErrTooLarge after most bytes.
func (t *Tray) Put(dir, name string, r io.Reader, most int64) (n int64, err error) {
	name = filepath.FromSlash(name)
	if !filepath.IsLocal(name) {
		return 0, fmt.Errorf("%q is no local path", name)
	}
	root, err := os.OpenRoot(dir)
	if err != nil {
		return 0, err
	}
	defer root.Close()
	if err := root.MkdirAll(filepath.Dir(name), 0o700); err != nil {
		return 0, err
	}
	f, err := root.OpenFile(name, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	if err != nil {
		return 0, err
	}
	n, err = io.Copy(f, io.LimitReader(r, most+1))
	if err == nil && n > most {
		err = ErrTooLarge
	}
	return n, errors.Join(err, f.Close())
}

// Drop removes a folder of the tray with all that is in it.
func (t *Tray) Drop(dir string) error {
	if filepath.Dir(dir) != t.dir {
		return fmt.Errorf("%q is no folder of the tray", dir)
	}
	return os.RemoveAll(dir)
}
