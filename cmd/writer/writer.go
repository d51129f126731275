package writer

import (
	"bytes"
	"crypto/sha256"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"sync"
)

// Inputs are the files that this run reads; *door.Door is one.
type Inputs interface {
	// Input reports that path stands for an input, and under which name that came in.
	Input(path string) (as string, ok bool)
}

// A Writer writes the outputs of one run. It is safe for concurrent use.
type Writer struct {
	inputs Inputs
	temp   string // what the names of this run's temporary files begin with

	mu       sync.Mutex
	held     *Ledger // of the result folder, nil without one
	own      *Ledger // of the user, opened when it is needed
	swept    map[string]bool
	unsynced []string
}

// New is a writer that spares the inputs of its run.
func New(inputs Inputs) *Writer {
	return &Writer{inputs: inputs, temp: tempName(), swept: map[string]bool{}}
}

// A File is where an output goes.
type File struct {
	Path string
	// Force replaces what a person has worked on. It never replaces an input.
	Force bool
	// Start is a file that is written to be worked on, a profile or a rule set:
	// it is never replaced without Force.
	Start bool
	// AsIs writes the bytes as they are, without a seal: another program's file of
	// which a copy is handed out.
	AsIs bool
}

// Write puts data in the file's place, or returns an *Error.
func (w *Writer) Write(f File, data []byte) error {
	return w.WriteAll([]Output{{f, data}})
}

// An Output is a file with its content.
type Output struct {
	File
	Data []byte
}

// WriteAll writes files of one unit, in their order. All are asked for, then all
// are written beside their places, and only then renamed: one that may not or
// cannot be written leaves all as they were. Should a rename fail, the files
// before it are new, it and those after it old, and all whole.
func (w *Writer) WriteAll(outputs []Output) error {
	_, err := w.writeAll(outputs, false)
	return err
}

// writeAll writes files; quick does not wait for the disk.
func (w *Writer) writeAll(outputs []Output, quick bool) ([]placed, error) {
	var files []placed
	var refused []error
	for _, o := range outputs {
		f := placed{data: o.Data}
		if !o.AsIs {
			f.data = seal(o.Path, o.Data)
		}
		var err error
		f.path, f.same, err = w.allowed(o.File, f.data)
		if err != nil {
			refused = append(refused, err)
			continue
		}
		f.sum = sha256.Sum256(f.data)
		files = append(files, f)
	}
	if len(refused) > 0 {
		return nil, errors.Join(refused...)
	}
	if err := w.record(files); err != nil {
		return nil, err
	}
	for i, f := range files {
		w.sweep(filepath.Dir(f.path))
		if f.same {
			continue
		}
		var err error
		if files[i].temp, err = w.temporary(f.path, f.data, !quick); err != nil {
			discard(files)
			return nil, err
		}
	}
	dirs := map[string]bool{}
	for i, f := range files {
		if f.temp == "" {
			continue
		}
		if err := settle(f.temp, f.path); err != nil {
			discard(files[i:])
			return nil, err
		}
		dirs[filepath.Dir(f.path)] = !quick
	}
	for dir, sync := range dirs {
		if sync && syncDir(dir) != nil {
			w.mu.Lock()
			w.unsynced = append(w.unsynced, dir)
			w.mu.Unlock()
		}
	}
	return files, nil
}

// A placed is an output on its way.
type placed struct {
	path string // links followed
	data []byte // sealed
	sum  sum
	same bool   // what lies there has the same bytes
	temp string // where it is until all are
}

// discard removes what was not put in its place.
func discard(files []placed) {
	for _, f := range files {
		if f.temp != "" {
			_ = os.Remove(f.temp)
		}
	}
}

// Unsynced are the folders whose new names the disk did not confirm: they hold
// what was written, and might not after a loss of power.
func (w *Writer) Unsynced() []string {
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.unsynced
}

// allowed is the path to write to, links followed, and whether it holds data
// already.
func (w *Writer) allowed(f File, data []byte) (path string, same bool, err error) {
	if as, ok := w.inputs.Input(f.Path); ok {
		return "", false, &Error{Path: f.Path, Why: IsInput, As: as}
	}
	path, err = target(f.Path)
	if err != nil {
		return "", false, &Error{Path: f.Path, Why: Failed, Err: err}
	}
	if as, ok := w.inputs.Input(path); ok {
		return "", false, &Error{Path: f.Path, Why: IsInput, As: as}
	}
	info, err := os.Lstat(path)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		if _, err := os.Stat(filepath.Dir(path)); err != nil {
			return "", false, system(f.Path, err)
		}
		return path, false, nil
	case err != nil:
		return "", false, system(f.Path, err)
	case info.IsDir():
		return "", false, &Error{Path: f.Path, Why: IsFolder}
	case !info.Mode().IsRegular():
		return "", false, &Error{Path: f.Path, Why: Irregular}
	}
	old, err := readOld(path, info.Size())
	switch {
	case err != nil && !f.Force:
		return "", false, &Error{Path: f.Path, Why: Failed, Err: err}
	case err == nil && bytes.Equal(old, data):
		return path, true, nil
	case f.Force, err == nil && !f.Start && w.wrote(old):
		return path, false, nil
	}
	return "", false, &Error{Path: f.Path, Why: Foreign}
}

// largest is the size above which a file cannot be one of ours.
const largest = 1 << 30

func readOld(path string, size int64) ([]byte, error) {
	if size > largest {
		return []byte("too large"), nil
	}
	return os.ReadFile(path)
}

// target follows links, so that the file is replaced and not the link to it.
// One that leads nowhere yet leads to a file that is to be made.
func target(path string) (string, error) {
	for range 40 {
		info, err := os.Lstat(path)
		if err != nil || info.Mode()&fs.ModeSymlink == 0 {
			return path, nil
		}
		to, err := os.Readlink(path)
		if err != nil {
			return "", err
		}
		if !filepath.IsAbs(to) {
			to = filepath.Join(filepath.Dir(path), to)
		}
		path = to
	}
	return "", errLoop
}

// Wrote reports that the file's bytes are those that ziping wrote, so that to
// replace or remove it loses nobody's work.
func (w *Writer) Wrote(path string) (bool, error) {
	info, err := os.Lstat(path)
	if err != nil || !info.Mode().IsRegular() {
		return false, err
	}
	data, err := readOld(path, info.Size())
	return err == nil && w.wrote(data), err
}

func (w *Writer) wrote(data []byte) bool {
	if torn(data) || sealed(data) {
		return true
	}
	sum := sha256.Sum256(data)
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.held.has(sum) || w.user().has(sum)
}

// record notes what is about to be written, before it is: a run that is killed
// in between has noted too much, which harms nobody.
func (w *Writer) record(files []placed) error {
	files = slices.DeleteFunc(slices.Clone(files), func(f placed) bool { return sealed(f.data) })
	if len(files) == 0 {
		return nil
	}
	w.mu.Lock()
	defer w.mu.Unlock()
	if w.held == nil {
		_ = w.user().add(files) // without it, the next run asks for --force
		return nil
	}
	if err := w.held.add(files); err != nil {
		return &Error{Path: w.held.path, Why: Failed, Err: err}
	}
	return nil
}

// Remove removes a file if it is ziping's own and no input; removed tells.
func (w *Writer) Remove(path string) (removed bool, err error) {
	if _, input := w.inputs.Input(path); input {
		return false, nil
	}
	ours, err := w.Wrote(path)
	if errors.Is(err, fs.ErrNotExist) || err == nil && !ours {
		return false, nil
	}
	if err == nil {
		err = remove(path)
	}
	if err != nil {
		return false, &Error{Path: path, Why: Failed, Err: err}
	}
	w.mu.Lock()
	w.held.forget(path)
	w.mu.Unlock()
	return true, nil
}

// Writable reports that files can be made in a folder that is there.
func (w *Writer) Writable(dir string) bool {
	f, err := createTemp(dir, w.temp+"*")
	if err != nil {
		return false
	}
	return errors.Join(f.Close(), remove(f.Name())) == nil
}

// Mkdir makes a folder for outputs, and those above it.
func (w *Writer) Mkdir(path string) error {
	err := os.MkdirAll(path, 0o755)
	if err == nil {
		return nil
	}
	if info, statErr := os.Stat(path); errors.Is(err, fs.ErrExist) || statErr == nil && !info.IsDir() {
		return &Error{Path: path, Why: IsFile, Err: err}
	}
	return system(path, err)
}
