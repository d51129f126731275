package cmd

import (
	"os"
	"runtime/debug"
)

// ballast is memory that is never touched, so it costs none; it keeps the
// collector from running several times over the few megabytes that one unit
// takes, which is a third of the time from start to report.
func ballast() []byte { return make([]byte, 32<<20) }

// memoryLimit is what a command that reads one unit should take, ballast and
// all: near it the collector runs more often. The largest workbook that is
// accepted, three million cells, fits.
const memoryLimit = 300 << 20

// limitMemory sets it, unless the user's environment sets another.
func limitMemory() {
	if os.Getenv("GOMEMLIMIT") == "" {
		debug.SetMemoryLimit(memoryLimit)
	}
}
