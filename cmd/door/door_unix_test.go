//go:build !windows

package door

import (
	"errors"
	"os"
	"path/filepath"
	"syscall"
	"testing"
)

// TestIrregular wants pipes and devices refused without a wait for the other end.
func TestIrregular(t *testing.T) {
	pipe := filepath.Join(t.TempDir(), "pipe.xlsx")
	if err := syscall.Mkfifo(pipe, 0o600); err != nil {
		t.Skip(err)
	}
	for _, path := range []string{pipe, "/dev/zero", "/dev/null"} {
		if _, err := New().Read(path, Workbook); why(err) != Irregular {
			t.Errorf("%s: %v", path, err)
		}
	}
}

// TestReadIn wants what lies in a folder let in, and no way out of it.
func TestReadIn(t *testing.T) {
	dir := t.TempDir()
	in := filepath.Join(dir, "in")
	if err := errors.Join(os.Mkdir(in, 0o755), os.WriteFile(filepath.Join(in, "a.png"), []byte("x"), 0o644), os.WriteFile(filepath.Join(dir, "b.png"), []byte("x"), 0o644),
		os.Symlink("../b.png", filepath.Join(in, "out.png")), os.Symlink("a.png", filepath.Join(in, "link.png")), syscall.Mkfifo(filepath.Join(in, "pipe.png"), 0o600)); err != nil {
		t.Skip(err)
	}
	for name, want := range map[string]Why{"a.png": 0, "link.png": 0, "out.png": Failed, "../b.png": Failed, "none.png": Missing, "pipe.png": Irregular, ".": Folder} {
		if _, err := New().ReadIn(in, name, Picture); why(err) != want {
			t.Errorf("%s: %v, want %d", name, err, want)
		}
	}
}
