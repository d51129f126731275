package fill

import "strings"

const arenaChunk = 64 << 10

// Texts stores many short strings in few allocations. Strings it returned stay
// valid; the zero value with a Budget is ready.
type Texts struct {
	Budget *Budget
	chunk  strings.Builder
}

// oneByte serves the texts that make up half of a table: "0" to "9", "x".
const oneByte = "\x00\x01\x02\x03\x04\x05\x06\x07\x08\t\n\x0b\x0c\r\x0e\x0f\x10\x11\x12\x13\x14\x15\x16\x17\x18\x19\x1a\x1b\x1c\x1d\x1e\x1f" +
	" !\"#$%&'()*+,-./0123456789:;<=>?@ABCDEFGHIJKLMNOPQRSTUVWXYZ[\\]^_`abcdefghijklmnopqrstuvwxyz{|}~\x7f"

// Add stores p.
func (t *Texts) Add(p []byte) (string, error) {
	switch {
	case len(p) == 0:
		return "", nil
	case len(p) == 1 && p[0] < 0x80:
		return oneByte[p[0] : p[0]+1], nil
	}
	if t.chunk.Cap()-t.chunk.Len() < len(p) {
		size := max(arenaChunk, len(p))
		if err := t.Budget.take(size); err != nil {
			return "", err
		}
		t.chunk = strings.Builder{}
		t.chunk.Grow(size)
	}
	at := t.chunk.Len()
	t.chunk.Write(p)
	return t.chunk.String()[at:], nil
}
