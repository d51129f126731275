package cmd

import (
	"errors"
	"io/fs"
	"os"
	"slices"
	"testing"
	"unicode"
)

// TestReasons wants a Chinese sentence for every failure listed, wrapped or
// not, and the system's own words for the rest.
func TestReasons(t *testing.T) {
	for errno, want := range reasons {
		for _, err := range []error{errno, &fs.PathError{Op: "write", Path: "x", Err: errno}, &os.LinkError{Op: "rename", Err: errno}} {
			if got := reason(err); got != want {
				t.Errorf("reason(%v) = %q, want %q", err, got, want)
			}
		}
		if slices.ContainsFunc([]rune(want), func(r rune) bool { return r < unicode.MaxASCII }) {
			t.Errorf("%v: %q is not Chinese", errno, want)
		}
	}
	if got, want := reason(&fs.PathError{Op: "write", Path: "x", Err: errors.New("odd")}), "系统报告 odd"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}
