package door

import (
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"sync"
)

// A Door is where the files of one run come in. The zero Door is ready, and a
// nil one lets in but remembers nothing. It is safe for concurrent use.
type Door struct {
	mu     sync.Mutex
	names  map[string]string // folded path → as given
	ids    map[any]string    // identity, where the system has a plain one → as given
	others []other           // the rest

	omitted map[string]bool // paths
	untold  []Omission
}

type other struct {
	info fs.FileInfo
	path string
}

// New is a door that nothing has come through.
func New() *Door { return &Door{} }

// Read is the content of a regular file within the limits of its kind; the
// error is an *Error. The file is an input from now on, also when it is
// refused.
func (d *Door) Read(path string, k Kind) ([]byte, error) {
	info, err := os.Stat(path)
	if err != nil {
		return nil, System(path, err)
	}
	d.remember(path, info)
	if refused := irregular(path, info); refused != nil { // before it is opened: opening a tape rewinds it
		return nil, refused
	}
	return d.let(path, k, func() (*os.File, error) { return os.OpenFile(path, flags, 0) })
}

// ReadIn is Read of a file that lies in a folder or below it, and nowhere else,
// whatever its name and the links there say.
func (d *Door) ReadIn(dir, name string, k Kind) ([]byte, error) {
	path := filepath.Join(dir, name)
	root, err := os.OpenRoot(dir)
	if err != nil {
		return nil, System(path, err)
	}
	defer root.Close()
	info, err := root.Stat(name)
	if err != nil {
		return nil, System(path, err)
	}
	if refused := irregular(path, info); refused != nil {
		return nil, refused
	}
	return d.let(path, k, func() (*os.File, error) { return root.OpenFile(name, flags, 0) })
}

// let opens a file that was looked at, looks again, and reads it.
func (d *Door) let(path string, k Kind, open func() (*os.File, error)) ([]byte, error) {
	f, err := open()
	if err != nil {
		return nil, System(path, err)
	}
	defer f.Close()
	info, err := f.Stat()
	if err != nil {
		return nil, System(path, err)
	}
	if refused := irregular(path, info); refused != nil {
		return nil, refused
	}
	d.remember(path, info)
	return read(path, f, k)
}

// ReadStream is Read of what is open already, the standard input: a pipe is
// welcome there.
func (d *Door) ReadStream(r io.Reader, name string, k Kind) ([]byte, error) {
	if f, ok := r.(*os.File); ok {
		if info, err := f.Stat(); err == nil && info.Mode().IsRegular() {
			d.remember(name, info)
		}
	}
	return read(name, r, k)
}

func read(path string, r io.Reader, k Kind) ([]byte, error) {
	data, err := io.ReadAll(io.LimitReader(r, k.Max+1))
	if err != nil {
		return nil, System(path, err)
	}
	if int64(len(data)) > k.Max {
		return nil, &Error{Path: path, Why: TooLarge, Limit: k.Max}
	}
	if k.shape != nil {
		if refused := k.shape(data); refused != nil {
			refused.Path = path
			return nil, refused
		}
	}
	return data, nil
}

func irregular(path string, info fs.FileInfo) *Error {
	switch {
	case info.IsDir():
		return &Error{Path: path, Why: Folder}
	case !info.Mode().IsRegular():
		return &Error{Path: path, Why: Irregular}
	}
	return nil
}
