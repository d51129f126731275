package cmd

import (
	"os"
	"runtime"
	"runtime/debug"
	"runtime/metrics"
)

// Go's collector runs whenever the heap has doubled. That is too often for one
// unit, whose few megabytes it would go through five times, and too seldom for
// a long table, beside which it would keep as much again in waste. So the heap
// may grow ninefold, and a limit holds it near what is in use. A fixed limit is
// no cure: what is in use may be more, and then the collector runs all the time
// and frees nothing. This one follows: each collection sets it by what it found.
const (
	collectorGrowth = 800      // percent of what is in use; nothing is collected below as many percent of 4 MB
	collectorRoom   = 64 << 20 // bytes above what is in use, at least
	collectorShare  = 50       // or that many percent of it, when it is more
)

// paceCollector sets the pace for the whole process. What the user's
// environment says of it holds.
func paceCollector() {
	if os.Getenv("GOGC") != "" {
		return
	}
	debug.SetGCPercent(collectorGrowth)
	if os.Getenv("GOMEMLIMIT") != "" {
		return
	}
	debug.SetMemoryLimit(collectorLimit(0))
	afterCollection([]metrics.Sample{{Name: "/gc/heap/live:bytes"}})
}

// afterCollection has the limit set when the next collection is over: an object
// that nothing refers to is cleaned up after each. Until the clean-up comes,
// which is before one more collection has ended, the limit is that of less.
func afterCollection(live []metrics.Sample) {
	type unused struct{ _ *int } // with a pointer, so that it shares no block with others
	runtime.AddCleanup(&unused{}, func(live []metrics.Sample) {
		metrics.Read(live)
		debug.SetMemoryLimit(collectorLimit(live[0].Value.Uint64()))
		afterCollection(live)
	}, live)
}

// collectorLimit is the memory to hold to while live bytes are in use.
func collectorLimit(live uint64) int64 {
	return int64(live + max(collectorRoom, live*collectorShare/100))
}
