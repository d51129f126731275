package writer

import (
	"bytes"
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
)

// A Ledger is the list of the hashes of what was written and carries no seal: one line each, the
// SHA-256 in hex, a blank, the path.
//
//	\n
//	9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08 甲县/甲县_核对结果.json
//
// It only grows, by whole lines, so that a run that is killed leaves a torn last
// line at most, which is passed over; a hash that is lost makes the next run ask
// for --force and loses nothing. A nil Ledger knows nothing and takes nothing.
type Ledger struct {
	path string
	root string // what its paths are relative to, "" for its own folder
	file *os.File
	sums map[sum]bool
	last map[string]sum // by path
	torn bool           // the last line is
}

type sum = [sha256.Size]byte

// first is where the lines begin.
const first = 1

// most is the size above which a ledger is cut down to what it lists last.
const most = 4 << 20

// openLedger reads the ledger at path, and makes it if there is none.
func openLedger(path string) (*Ledger, error) {
	f, err := os.OpenFile(path, os.O_RDWR|os.O_CREATE|os.O_APPEND, 0o644)
	if err != nil {
		return nil, err
	}
	l := &Ledger{path: path, file: f, sums: map[sum]bool{}, last: map[string]sum{}}
	if err := l.load(); err != nil {
		f.Close()
		return nil, err
	}
	return l, nil
}

func (l *Ledger) load() error {
	info, err := l.file.Stat()
	if err != nil {
		return err
	}
	if info.Size() < first {
		_, err := l.file.Write([]byte("\n"))
		return err
	}
	data := make([]byte, info.Size()-first)
	if n, err := l.file.ReadAt(data, first); n < len(data) {
		return err
	}
	if len(data) > most {
		data = data[len(data)-most/2:]
		data = data[bytes.IndexByte(data, '\n')+1:]
		if err := l.file.Truncate(first); err != nil {
			return err
		}
		if _, err := l.file.Write(data); err != nil {
			return err
		}
	}
	l.learn(data, true)
	l.torn = len(data) > 0 && data[len(data)-1] != '\n'
	return nil
}

// learn reads lines; take lists them as this ledger's own.
func (l *Ledger) learn(data []byte, take bool) {
	for line := range bytes.Lines(data) {
		if s, path, ok := parseLine(line); ok {
			l.sums[s] = true
			if take {
				l.last[path] = s
			}
		}
	}
}

func parseLine(line []byte) (s sum, path string, ok bool) {
	text, rest, ok := bytes.Cut(line, []byte(" "))
	if !ok || len(text) != hex.EncodedLen(len(s)) || line[len(line)-1] != '\n' {
		return s, "", false
	}
	_, err := hex.Decode(s[:], text)
	return s, string(rest[:len(rest)-1]), err == nil
}

func appendLine(b []byte, s sum, path string) []byte {
	b = append(hex.AppendEncode(b, s[:]), ' ')
	return append(append(b, path...), '\n')
}

// relative is a path as the ledger writes it.
func (l *Ledger) relative(path string) string {
	if rel, err := filepath.Rel(cmp.Or(l.root, filepath.Dir(l.path)), path); err == nil {
		path = filepath.ToSlash(rel)
	}
	return strings.ReplaceAll(path, "\n", " ")
}

func (l *Ledger) has(s sum) bool { return l != nil && l.sums[s] }

// add notes files before they are put in place. The note of a result folder's ledger
// is not waited for: what it notes is not either.
func (l *Ledger) add(files []placed) error {
	if l == nil || l.file == nil {
		return nil
	}
	var lines []byte
	for _, f := range files {
		if path := l.relative(f.path); l.last[path] != f.sum {
			lines = appendLine(lines, f.sum, path)
		}
	}
	if lines == nil {
		return nil
	}
	if l.torn {
		lines = append([]byte("\n"), lines...)
	}
	l.torn = true
	if _, err := l.file.Write(lines); err != nil {
		return err
	}
	l.torn = false
	if l.root == "" {
		if err := l.file.Sync(); err != nil {
			return err
		}
	}
	for _, f := range files {
		l.sums[f.sum], l.last[l.relative(f.path)] = true, f.sum
	}
	return nil
}

// forget takes a file that was removed off the list.
func (l *Ledger) forget(path string) {
	if l != nil {
		delete(l.last, l.relative(path))
	}
}

// settled is the list as it should be between two runs: the last hash of each
// path, in the order of paths. It does not depend on which worker came first.
func (l *Ledger) settled() []byte {
	b := []byte("\n")
	for _, path := range slices.Sorted(maps.Keys(l.last)) {
		b = appendLine(b, l.last[path], path)
	}
	return b
}

func (l *Ledger) close() {
	if l != nil && l.file != nil {
		_ = l.file.Close()
	}
}

// user is the ledger of what was written one by one, in the user's cache:
// beside an output it would lie among the office's own files. Without a place
// for it nothing is remembered.
func (w *Writer) user() *Ledger {
	if w.own != nil {
		return w.own
	}
	w.own = &Ledger{}
	dir, err := os.UserCacheDir()
	if err != nil {
		return w.own
	}
	dir = filepath.Join(dir, "ziping")
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return w.own
	}
	if l, err := openLedger(filepath.Join(dir, "written")); err == nil {
		w.own = l
	}
	return w.own
}
