package writer

import (
	"bytes"
	"os"
	"path/filepath"

	"github.com/gofrs/flock"
)

// LockName is the one file in a result folder that is no result: it is locked
// while a run writes there, and it is the folder's ledger.
const LockName = ".ziping.lock"

// Hold locks a result folder until release is called, and opens its ledger.
// The error is an *Error, Locked when another run holds it.
func (w *Writer) Hold(dir string) (release func(), err error) {
	path := filepath.Join(dir, LockName)
	if as, ok := w.inputs.Input(path); ok {
		return nil, &Error{Path: path, Why: IsInput, As: as}
	}
	if info, err := os.Lstat(path); err == nil && !info.Mode().IsRegular() { // a link would lead elsewhere, a pipe nowhere
		return nil, &Error{Path: path, Why: Irregular}
	}
	if f, err := os.OpenFile(path, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o644); err == nil {
		_, _ = f.Write([]byte("\n")) // what cannot be written now is found when the ledger is
		f.Close()
	}
	lock, err := tryLock(path)
	switch {
	case err != nil:
		return nil, system(path, err)
	case lock == nil:
		return nil, &Error{Path: dir, Why: Locked}
	}
	ledger, err := openLedger(path)
	if err != nil {
		_ = lock.Unlock()
		return nil, system(path, err)
	}
	w.mu.Lock()
	w.held = ledger
	w.mu.Unlock()
	return func() {
		w.mu.Lock()
		defer w.mu.Unlock()
		w.held = nil
		ledger.close()
		w.order(ledger)
		_ = lock.Unlock()
	}, nil
}

// tryLock locks a file, nil when somebody else has. The run that held it before
// may have put a new file in its place in the meantime.
func tryLock(path string) (*flock.Flock, error) {
	for range 10 {
		lock := flock.New(path)
		ok, err := lock.TryLock()
		if err != nil || !ok {
			return nil, err
		}
		held, err := lock.Stat()
		if err != nil {
			_ = lock.Unlock()
			return nil, err
		}
		if now, err := os.Stat(path); err == nil && os.SameFile(held, now) {
			return lock, nil
		}
		_ = lock.Unlock()
	}
	return nil, nil
}

// order leaves the ledger in order. That it cannot costs nothing but that.
func (w *Writer) order(l *Ledger) {
	settled := l.settled()
	if old, err := os.ReadFile(l.path); err == nil && bytes.Equal(old, settled) {
		return
	}
	_ = replaceLedger(w, l.path, settled)
}
