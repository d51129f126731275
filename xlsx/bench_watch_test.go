package xlsx

import (
	"runtime/metrics"
	"time"
)

// watch samples the heap until stopped and keeps the highest reading. The heap
// counts from the moment watch is called.
func watch(peak *uint64) (stop func()) {
	heap := func() uint64 {
		s := []metrics.Sample{{Name: "/memory/classes/heap/objects:bytes"}, {Name: "/memory/classes/heap/stacks:bytes"}}
		metrics.Read(s)
		return s[0].Value.Uint64() + s[1].Value.Uint64()
	}
	base := heap()
	quit, done := make(chan struct{}), make(chan struct{})
	go func() {
		defer close(done)
		for tick := time.NewTicker(2 * time.Millisecond); ; {
			if n := heap(); n > base {
				*peak = max(*peak, n-base)
			}
			select {
			case <-quit:
				tick.Stop()
				return
			case <-tick.C:
			}
		}
	}()
	return func() { close(quit); <-done }
}
