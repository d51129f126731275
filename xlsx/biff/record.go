package biff

import (
	"encoding/binary"

	"ziping/xlsx/grid/fill"
)

// Record types ([MS-XLS] 2.3).
const (
	recInteger2     = 0x0002 // of BIFF2, as the next four
	recNumber2      = 0x0003
	recLabel2       = 0x0004
	recBoolErr2     = 0x0005
	recFormula      = 0x0006
	recString2      = 0x0007
	recEOF          = 0x000A
	recExternSheet  = 0x0017
	recName         = 0x0018
	recDateMode     = 0x0022
	recFilePass     = 0x002F
	recFont         = 0x0031
	recContinue     = 0x003C
	recPane         = 0x0041
	recCodePage     = 0x0042
	recColInfo      = 0x007D
	recBoundSheet   = 0x0085
	recMulRK        = 0x00BD
	recRString      = 0x00D6
	recXF           = 0x00E0
	recInterfaceHdr = 0x00E1
	recMergedCells  = 0x00E5
	recSST          = 0x00FC
	recLabelSST     = 0x00FD
	recRRDHead      = 0x0138
	recUsrExcl      = 0x0194
	recFileLock     = 0x0195
	recRRDInfo      = 0x0196
	recSupBook      = 0x01AE
	recNumber       = 0x0203
	recLabel        = 0x0204
	recBoolErr      = 0x0205
	recFormula3     = 0x0206 // written by some for recFormula, as recFormula4
	recString       = 0x0207
	recRow          = 0x0208
	recWindow2      = 0x023E
	recRK           = 0x027E
	recFormula4     = 0x0406
	recFormat       = 0x041E
	recBOF          = 0x0809
)

// records walks the records of a stream. A record and the CONTINUE records
// after it are given together.
type records struct {
	stream []byte
	pos    int // of the next record
	at     int // of the current one
	budget *fill.Budget

	kind int
	body body
}

// next moves to the next record that is no CONTINUE. The stream has to end
// with a whole EOF record; running out of input is damage. Every byte passed
// over counts as work: sheets may claim the same records a thousand times.
func (r *records) next() error {
	kind, data, err := r.one()
	if err != nil {
		return err
	}
	r.at = r.pos
	r.pos += 4 + len(data)
	r.kind = kind
	from := r.pos
	more := 0
	for r.pos+4 <= len(r.stream) && binary.LittleEndian.Uint16(r.stream[r.pos:]) == recContinue {
		_, data, err := r.one()
		if err != nil {
			return err
		}
		r.pos += 4 + len(data)
		more += len(data)
	}
	r.body.reset(data, r.stream[from:r.pos], more)
	return r.budget.Work(r.pos - r.at)
}

// one looks at the record at pos.
func (r *records) one() (kind int, data []byte, err error) {
	if r.pos+4 > len(r.stream) {
		return 0, nil, r.fail("内容不完整，在一半处断了")
	}
	kind = int(binary.LittleEndian.Uint16(r.stream[r.pos:]))
	n := int(binary.LittleEndian.Uint16(r.stream[r.pos+2:]))
	if r.pos+4+n > len(r.stream) {
		return 0, nil, r.fail("内容不完整，在一半处断了")
	}
	return kind, r.stream[r.pos+4 : r.pos+4+n], nil
}

func (r *records) fail(cause string) error {
	f := damaged(cause, nil)
	f.Part, f.Offset = "Workbook", int64(r.pos)
	return f
}

// A body is the data of a record and its continuations, which are taken from
// the stream when they are reached, so that a million of them cost nothing.
// Reading past its end sets short and gives zeros; callers check it once.
type body struct {
	cur     []byte // what is left of the segment being read
	rest    []byte // the CONTINUE records after it
	more    int    // bytes of data in rest
	short   bool
	scratch []byte
	runs    []run // of the text read last
	length  int   // of it, in the units of the runs
}

func (b *body) reset(data, rest []byte, more int) {
	b.cur, b.rest, b.more = data, rest, more
	b.short = false
}

// left is the number of bytes not yet read.
func (b *body) left() int { return len(b.cur) + b.more }

// advance moves to the next segment that holds anything.
func (b *body) advance() bool {
	for len(b.rest) > 0 {
		n := int(binary.LittleEndian.Uint16(b.rest[2:]))
		b.cur, b.rest = b.rest[4:4+n], b.rest[4+n:]
		b.more -= n
		if n > 0 {
			return true
		}
	}
	b.cur = nil
	return false
}

// take gives the next n bytes, which may lie in several segments. They are
// valid until the next call.
func (b *body) take(n int) []byte {
	if len(b.cur) >= n {
		p := b.cur[:n]
		b.cur = b.cur[n:]
		return p
	}
	b.scratch = b.scratch[:0]
	for len(b.scratch) < n {
		if len(b.cur) == 0 && !b.advance() {
			b.short = true
			return append(b.scratch[:0], make([]byte, n)...)
		}
		k := min(len(b.cur), n-len(b.scratch))
		b.scratch = append(b.scratch, b.cur[:k]...)
		b.cur = b.cur[k:]
	}
	return b.scratch
}

// skip passes over n bytes.
func (b *body) skip(n int) {
	for n > 0 {
		if len(b.cur) == 0 && !b.advance() {
			b.short = true
			return
		}
		k := min(n, len(b.cur))
		b.cur = b.cur[k:]
		n -= k
	}
}

func (b *body) u8() int  { return int(b.take(1)[0]) }
func (b *body) u16() int { return int(binary.LittleEndian.Uint16(b.take(2))) }
func (b *body) u32() int { return int(binary.LittleEndian.Uint32(b.take(4))) }
func (b *body) u64() uint64 {
	return binary.LittleEndian.Uint64(b.take(8))
}
