package fill

import (
	"bytes"
	"strings"

	"ziping/render/docx/opc"
)

// A long part is packed while it is filled: what can no longer change goes to the packer, and the buffer stays small.

const (
	flushAt  = 1 << 20  // a buffer above this is packed, while it still lies in the processor's cache
	keptTail = 64 << 10 // what is looked back at: the end of a cell, two tables side by side
)

// A mark is a place in the output that may still be gone back to: the beginning of a paragraph that vanishes when it
// shows nothing, or of a table that is taken out when it got no rows.
type mark struct {
	at    int // from the beginning of the part
	table bool
}

// flush packs what of the part is sure to stay.
func (f *filler) flush() {
	if len(f.out) < flushAt || !f.p.Body() || f.whole || f.inNote || f.pic.open {
		return
	}
	cut := len(f.out) - keptTail
	for _, m := range f.marks {
		from := m.at - f.base
		if from >= cut || m.table && bytes.Contains(f.out[max(from, 0):cut], []byte("</"+f.p.Tree.Prefix()+"tr>")) {
			continue // the table has a row: it stays
		}
		if from >= 0 {
			cut = from
			break
		}
	}
	if cut <= 0 {
		return
	}
	if f.packed == nil {
		f.packed = map[string]*opc.Packed{}
	}
	key := strings.ToLower(f.p.Ref.Name)
	p := f.packed[key]
	if p == nil {
		var err error
		if p, err = opc.NewPacked(f.t.Opts.Level); err != nil {
			f.whole = true
			return
		}
		f.packed[key] = p
	}
	_, _ = p.Write(f.out[:cut]) // into memory
	f.base += cut
	f.out = append(f.out[:0], f.out[cut:]...)
}
