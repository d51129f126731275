//go:build !windows

package door

import (
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
