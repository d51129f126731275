package writer

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"

	"github.com/gofrs/flock"
)

// StateName is the folder, in a result folder, that holds what is no result: the
// lock of a run, the ledger, and what the caller keeps (see Keep).
const StateName = ".ziping"

// What lies in it.
const (
	lockName   = "lock"
	ledgerName = "written" // and of a part: written-2-3
)

// Hold locks a result folder until release is called, and opens its ledger.
// The error is an *Error, Locked when another run holds it.
func (w *Writer) Hold(dir string) (release func(), err error) { return w.HoldPart(dir, "") }

// HoldPart is Hold for a part of the work, which other parts may do at the same
// time: 2-3. Each has a ledger of its own, until a run of the whole joins them.
func (w *Writer) HoldPart(dir, part string) (release func(), err error) {
	state := filepath.Join(dir, StateName)
	if info, err := os.Lstat(state); err == nil && !info.IsDir() { // a link would lead elsewhere, a pipe nowhere
		return nil, &Error{Path: state, Why: Irregular}
	}
	if err := os.MkdirAll(state, 0o755); err != nil {
		return nil, system(state, err)
	}
	hide(state)
	locks, err := w.locks(state, part)
	if err != nil {
		return nil, err
	}
	if locks == nil {
		return nil, &Error{Path: dir, Why: Locked}
	}
	unlock := func() {
		for _, l := range locks {
			_ = l.Unlock()
		}
	}
	ledger, err := w.ledgers(state, part)
	if err != nil {
		unlock()
		return nil, err
	}
	w.mu.Lock()
	w.held = ledger
	w.mu.Unlock()
	return func() {
		w.mu.Lock()
		defer w.mu.Unlock()
		w.held = nil
		ledger.close()
		w.order(ledger, part)
		unlock()
	}, nil
}

// locks are the locks of a run, nil when somebody else has one: a run of the
// whole has the folder for itself, parts share it and have their own.
func (w *Writer) locks(state, part string) ([]*flock.Flock, error) {
	path := filepath.Join(state, lockName)
	if as, ok := w.inputs.Input(path); ok {
		return nil, &Error{Path: path, Why: IsInput, As: as}
	}
	for _, p := range []string{path, path + "-" + part} {
		if info, err := os.Lstat(p); err == nil && !info.Mode().IsRegular() {
			return nil, &Error{Path: p, Why: Irregular}
		}
	}
	whole := flock.New(path)
	try := whole.TryLock
	if part != "" {
		try = whole.TryRLock
	}
	if ok, err := try(); err != nil {
		return nil, system(path, err)
	} else if !ok {
		return nil, nil
	}
	if part == "" {
		return []*flock.Flock{whole}, nil
	}
	own := flock.New(path + "-" + part)
	ok, err := own.TryLock()
	if err != nil || !ok {
		_ = whole.Unlock()
		if err != nil {
			return nil, system(path, err)
		}
		return nil, nil
	}
	return []*flock.Flock{own, whole}, nil
}

// ledgers opens the ledger of a run, and reads those of all others.
func (w *Writer) ledgers(state, part string) (*Ledger, error) {
	name := ledgerName
	if part != "" {
		name += "-" + part
	}
	path := filepath.Join(state, name)
	if info, err := os.Lstat(path); err == nil && !info.Mode().IsRegular() {
		return nil, &Error{Path: path, Why: Irregular}
	}
	ledger, err := openLedger(path)
	if err != nil {
		return nil, system(path, err)
	}
	ledger.root = filepath.Dir(state)
	entries, err := os.ReadDir(state)
	if err != nil {
		ledger.close()
		return nil, system(state, err)
	}
	for _, e := range entries {
		if e.Name() != name && e.Type().IsRegular() && strings.HasPrefix(e.Name(), ledgerName) {
			data, _ := os.ReadFile(filepath.Join(state, e.Name())) // without it, the run asks for --force
			ledger.learn(data, part == "")
		}
	}
	return ledger, nil
}

// order leaves the ledger in order. That it cannot costs nothing but that.
func (w *Writer) order(l *Ledger, part string) {
	settled := l.settled()
	if old, err := os.ReadFile(l.path); err != nil || !bytes.Equal(old, settled) {
		temp, err := w.beside(l.path, settled)
		if err != nil {
			return
		}
		if settle(temp, l.path) != nil {
			_ = os.Remove(temp)
			return
		}
	}
	if part != "" {
		return
	}
	state := filepath.Dir(l.path)
	entries, _ := os.ReadDir(state)
	for _, e := range entries { // those of parts are in this one
		if name := e.Name(); strings.HasPrefix(name, ledgerName+"-") || strings.HasPrefix(name, lockName+"-") {
			_ = os.Remove(filepath.Join(state, name))
		}
	}
}
