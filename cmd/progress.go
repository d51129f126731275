package cmd

import (
	"fmt"
	"io"
	"sync"
	"time"
)

// A progress is the one line that tells how far a batch is: redrawn in place on
// a terminal, one line every few seconds elsewhere.
type progress struct {
	mu       sync.Mutex
	w        io.Writer
	terminal bool
	total    int
	done     int
	last     time.Time
	every    time.Duration
}

// newProgress writes to w.
func newProgress(w io.Writer, total int) *progress {
	return &progress{w: w, terminal: isTerminal(w), total: total, every: 5 * time.Second, last: time.Now()}
}

// begin sets the number of units to come.
func (p *progress) begin(total int) { p.total, p.done = total, 0 }

// step reports one more unit done.
func (p *progress) step(name string) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.done++
	switch {
	case p.terminal:
		printf(p.w, "\r\x1b[K%s", progressLine(p.done, p.total, name))
	case time.Since(p.last) >= p.every:
		p.last = time.Now()
		printf(p.w, "%s\n", progressLine(p.done, p.total, name))
	}
}

// end clears the line.
func (p *progress) end() {
	if p.terminal {
		printf(p.w, "\r\x1b[K")
	}
}

// progressLine is what a terminal shows.
func progressLine(done, total int, name string) string {
	return fmt.Sprintf("第 %d/%d 个 %s", done, total, name)
}
