package writer

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
)

// Keep puts what the caller needs for its next run in the state folder of a result
// folder: whole or not at all, and on the disk when it returns. name is a slash
// path below the state folder. It is no result, and nobody's work is looked for
// there.
func (w *Writer) Keep(dir, name string, data []byte) error {
	path := kept(dir, name)
	if old, err := os.ReadFile(path); err == nil && bytes.Equal(old, data) {
		return nil
	}
	folder := filepath.Dir(path)
	w.sweep(folder)
	temp, err := w.beside(path, data)
	if errors.Is(err, fs.ErrNotExist) {
		if err := os.MkdirAll(folder, 0o755); err != nil {
			return system(folder, err)
		}
		temp, err = w.beside(path, data)
	}
	if err != nil {
		return err
	}
	if err := settle(temp, path); err != nil {
		_ = os.Remove(temp)
		return err
	}
	return nil
}

// Kept is what Keep put there, nil when there is nothing.
func (w *Writer) Kept(dir, name string) []byte {
	data, err := os.ReadFile(kept(dir, name))
	if err != nil {
		return nil
	}
	return data
}

// Drop removes what Keep put there.
func (w *Writer) Drop(dir, name string) { _ = os.Remove(kept(dir, name)) }

func kept(dir, name string) string { return filepath.Join(dir, StateName, filepath.FromSlash(name)) }

// WriteQuick is WriteAll without waiting for the disk. Each file is put in its place
// whole, so that a run that is killed leaves the old one or the new one; after a
// loss of power one may be torn. Who keeps the hashes that it returns, in hex and in
// the order of outputs, can tell by Standing.
func (w *Writer) WriteQuick(outputs []Output) (hashes []string, err error) {
	files, err := w.writeAll(outputs, true)
	for _, f := range files {
		hashes = append(hashes, hex.EncodeToString(f.sum[:]))
	}
	return hashes, err
}

// HashOf is the hash of a file as it lies there, in hex; "" when it cannot be read.
func (w *Writer) HashOf(path string) string {
	data, err := os.ReadFile(path)
	if err != nil {
		return ""
	}
	sum := sha256.Sum256(data)
	return hex.EncodeToString(sum[:])
}

// A Standing is what has become of a file that was written.
type Standing int

// The standings.
const (
	Lost   Standing = iota // gone, torn, or another one of ziping's
	Intact                 // as it was written
	Worked                 // a person has worked on it
)

// Standing tells of a file that was written with a hash.
func (w *Writer) Standing(path, hash string) Standing {
	info, err := os.Lstat(path)
	if err != nil || !info.Mode().IsRegular() {
		return Lost
	}
	data, err := readOld(path, info.Size())
	if err != nil {
		return Lost
	}
	sum := sha256.Sum256(data)
	switch {
	case hex.EncodeToString(sum[:]) == hash:
		return Intact
	case w.wrote(data):
		return Lost
	}
	return Worked
}

// torn reports what a loss of power leaves of a file whose name was in place before
// its bytes were.
func torn(data []byte) bool { return len(bytes.Trim(data, "\x00")) == 0 }

// KeptNames are the names of what Keep put in a folder of the state folder.
func (w *Writer) KeptNames(dir, name string) []string {
	entries, _ := os.ReadDir(kept(dir, name))
	var names []string
	for _, e := range entries {
		if e.Type().IsRegular() {
			names = append(names, e.Name())
		}
	}
	return names
}
