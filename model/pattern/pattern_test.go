package pattern

import (
	"sync"
	"testing"
)

// TestOnce wants one compiled expression, whoever asks first.
func TestOnce(t *testing.T) {
	r := &Regexp{expr: `(\d+)年`}
	var wg sync.WaitGroup
	for range 8 {
		wg.Go(func() {
			if got := r.FindStringSubmatch("2022年"); len(got) != 2 || got[1] != "2022" {
				t.Errorf("found %q", got)
			}
		})
	}
	wg.Wait()
	if r.re == nil || r.String() != `(\d+)年` {
		t.Errorf("compiled %v, %q", r.re, r)
	}
}

// TestWrong wants a wrong expression told where it is written, in tests.
func TestWrong(t *testing.T) {
	defer func() {
		if recover() == nil {
			t.Error("a wrong expression was taken")
		}
	}()
	New(`(`)
}
