package cmd

import (
	"encoding/json"
	"fmt"
	"io"
	"sync"
	"time"

	"ziping/cmd/city"
)

// A progress tells how far a batch is: one line redrawn in place on a terminal, with
// an estimate; one line every few seconds elsewhere; an event a unit for a program.
type progress struct {
	mu       sync.Mutex
	w        io.Writer
	terminal bool
	events   bool
	total    int
	done     int
	worked   int // done that were not done before
	began    time.Time
	last     time.Time
	every    time.Duration
}

// newProgress writes to w.
func newProgress(w io.Writer, total int, events bool) *progress {
	return &progress{w: w, terminal: isTerminal(w) && !events, events: events, total: total, every: 5 * time.Second, began: time.Now(), last: time.Now()}
}

// begin sets the number of units to come.
func (p *progress) begin(total int) {
	p.total, p.done, p.worked, p.began = total, 0, 0, time.Now()
	p.event(map[string]any{"event": "begin", "units": total})
}

// step reports one more unit done; again says that its results were there already.
func (p *progress) step(r *city.Record, again bool) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.done++
	if !again {
		p.worked++
	}
	p.event(map[string]any{"event": "unit", "unit": r.Unit, "status": r.Status, "errors": r.Errors, "warnings": r.Warnings, "again": again, "done": p.done, "units": p.total})
	switch {
	case p.events:
	case p.terminal:
		printf(p.w, "\r\x1b[K%s%s", progressLine(p.done, p.total, r.Unit), p.estimate())
	case time.Since(p.last) >= p.every:
		p.last = time.Now()
		printf(p.w, "%s%s\n", progressLine(p.done, p.total, r.Unit), p.estimate())
	}
}

// estimate says how long the rest may take, once enough is done to tell.
func (p *progress) estimate() string {
	if p.worked < 10 || p.done >= p.total {
		return ""
	}
	left := time.Since(p.began) / time.Duration(p.worked) * time.Duration(p.total-p.done)
	switch {
	case left < 10*time.Second:
		return ""
	case left < 90*time.Second:
		return fmt.Sprintf("，约还要 %d 秒", int(left.Seconds()/10+1)*10)
	}
	return fmt.Sprintf("，约还要 %d 分钟", int(left.Minutes())+1)
}

// end clears the line.
func (p *progress) end() {
	p.event(map[string]any{"event": "end", "done": p.done, "units": p.total})
	if p.terminal {
		printf(p.w, "\r\x1b[K")
	}
}

// event is a line of JSON for a program that watches.
func (p *progress) event(e map[string]any) {
	if !p.events {
		return
	}
	if data, err := json.Marshal(e); err == nil {
		_, _ = p.w.Write(append(data, '\n'))
	}
}

// progressLine is what a terminal shows.
func progressLine(done, total int, name string) string {
	return fmt.Sprintf("第 %d/%d 个 %s", done, total, name)
}
