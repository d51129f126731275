package ooxml

import (
	"fmt"
	"io"
)

const (
	aheadFrom   = 1 << 20   // parts from this size are inflated ahead; less is not worth a goroutine
	aheadBlock  = 256 << 10 // bytes handed over at a time
	aheadBlocks = 3
)

// An ahead reads from r in a goroutine of its own, a few blocks before its
// reader: inflating is a third of the work on a large sheet. It passes on what
// r returns, bytes and error, in order. Close ends the goroutine; r is no longer
// read once it has returned.
type ahead struct {
	full chan block
	free chan []byte
	done chan struct{} // closed by the goroutine
	last block
	rest []byte // of last, not yet passed on
}

// A block is the next bytes of the part. err is set on the last one.
type block struct {
	buf []byte
	n   int
	err error
}

func readAhead(r io.Reader) *ahead {
	a := &ahead{full: make(chan block, aheadBlocks), free: make(chan []byte, aheadBlocks), done: make(chan struct{})}
	for range aheadBlocks {
		a.free <- make([]byte, aheadBlock)
	}
	go a.run(r)
	return a
}

// run fills blocks until an error or until free is closed.
func (a *ahead) run(r io.Reader) {
	defer close(a.done)
	defer close(a.full)
	defer func() {
		if p := recover(); p != nil {
			a.full <- block{err: fmt.Errorf("inflate: %v", p)}
		}
	}()
	for buf := range a.free {
		n, err := 0, error(nil)
		for n < len(buf) && err == nil { // inflate gives 32 KB at a time at most
			var k int
			k, err = r.Read(buf[n:])
			n += k
		}
		a.full <- block{buf, n, err} // never waits: there are no more blocks than places
		if err != nil {
			return
		}
	}
}

func (a *ahead) Read(p []byte) (int, error) {
	for len(a.rest) == 0 {
		if a.last.err != nil {
			return 0, a.last.err
		}
		if a.last.buf != nil {
			a.free <- a.last.buf
		}
		b, ok := <-a.full
		if !ok {
			return 0, io.ErrClosedPipe
		}
		a.last, a.rest = b, b.buf[:b.n]
	}
	n := copy(p, a.rest)
	a.rest = a.rest[n:]
	return n, nil
}

// Close may be called once.
func (a *ahead) Close() {
	close(a.free)
	<-a.done
}
