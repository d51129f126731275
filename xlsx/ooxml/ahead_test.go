package ooxml

import (
	"bytes"
	"errors"
	"io"
	"math/rand"
	"testing"
	"testing/iotest"
)

// TestAhead wants what a reader gives, in order, and its error after it.
func TestAhead(t *testing.T) {
	data := make([]byte, 5*aheadBlock+17)
	rand.New(rand.NewSource(1)).Read(data)
	broken := errors.New("broken")
	for _, c := range []struct {
		name string
		r    io.Reader
		want error
	}{
		{"whole", bytes.NewReader(data), nil},
		{"in pieces", iotest.HalfReader(bytes.NewReader(data)), nil},
		{"data with the error", iotest.DataErrReader(bytes.NewReader(data)), nil},
		{"broken", io.MultiReader(bytes.NewReader(data), iotest.ErrReader(broken)), broken},
	} {
		t.Run(c.name, func(t *testing.T) {
			a := readAhead(c.r)
			got, err := io.ReadAll(a)
			if !bytes.Equal(got, data) || !errors.Is(err, c.want) {
				t.Errorf("%d bytes of %d, %v", len(got), len(data), err)
			}
			if _, again := a.Read(make([]byte, 1)); c.want == nil && again != io.EOF || c.want != nil && again != c.want {
				t.Errorf("then %v", again)
			}
			a.Close()
		})
	}
}

// endless counts what is read of it.
type endless struct{ n int }

func (e *endless) Read(p []byte) (int, error) { e.n += len(p); return len(p), nil }

// TestAheadClosed wants the reader left alone once Close has returned, wherever
// the reading stopped.
func TestAheadClosed(t *testing.T) {
	for _, blocks := range []int{0, 1, 7} {
		var e endless
		a := readAhead(&e)
		if _, err := io.CopyN(io.Discard, a, int64(blocks)*aheadBlock); err != nil {
			t.Fatal(err)
		}
		a.Close()
		if n := e.n; n > (blocks+aheadBlocks+1)*aheadBlock {
			t.Errorf("%d blocks wanted, %d bytes read", blocks, n)
		}
	}
}

type panicking struct{}

func (panicking) Read([]byte) (int, error) { panic("no") }

func TestAheadPanics(t *testing.T) {
	a := readAhead(panicking{})
	defer a.Close()
	if _, err := io.ReadAll(a); err == nil {
		t.Error("a fault while inflating passes for the end")
	}
}
