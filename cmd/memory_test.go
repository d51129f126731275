package cmd

import (
	"runtime"
	"runtime/debug"
	"testing"
	"time"
)

// TestHoldMemory wants a limit to stand while what is in use fits, and to give
// way when it does not.
func TestHoldMemory(t *testing.T) {
	settle := func() int64 {
		for range 3 {
			runtime.GC()
			time.Sleep(20 * time.Millisecond) // finalizers run beside
		}
		return debug.SetMemoryLimit(-1)
	}
	const limit = 400 << 20
	defer holdMemory(limit)()
	if got := settle(); got != limit {
		t.Errorf("limit %d with nothing in use", got)
	}
	big := make([]byte, limit)
	if got := settle(); got < limit*3/2 {
		t.Errorf("limit %d with %d in use", got, len(big))
	}
	runtime.KeepAlive(big)
}
