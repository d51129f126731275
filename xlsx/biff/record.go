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
	recName         = 0x0018
	recDateMode     = 0x0022
	recFilePass     = 0x002F
	recContinue     = 0x003C
	recPane         = 0x0041
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
	count  int

	kind int
	body body
}

// next moves to the next record that is no CONTINUE. The stream has to end
// with a whole EOF record; running out of input is damage.
func (r *records) next() error {
	if r.count++; r.count%4096 == 0 {
		if err := r.budget.Time(); err != nil {
			return err
		}
	}
	kind, data, err := r.one()
	if err != nil {
		return err
	}
	r.at = r.pos
	r.pos += 4 + len(data)
	r.kind = kind
	r.body.reset(data)
	for r.pos+4 <= len(r.stream) && binary.LittleEndian.Uint16(r.stream[r.pos:]) == recContinue {
		_, more, err := r.one()
		if err != nil {
			return err
		}
		r.body.segments = append(r.body.segments, more)
		r.pos += 4 + len(more)
	}
	return nil
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

// A body is the data of a record and its continuations. Reading past its end
// sets short and gives zeros; callers check it once.
type body struct {
	segments [][]byte // what is left, the first being read
	short    bool
	scratch  []byte
}

func (b *body) reset(data []byte) {
	b.segments = append(b.segments[:0], data)
	b.short = false
}

// left is the number of bytes not yet read.
func (b *body) left() int {
	n := 0
	for _, s := range b.segments {
		n += len(s)
	}
	return n
}

// take gives the next n bytes, which may lie in several segments. n is small.
func (b *body) take(n int) []byte {
	if len(b.segments) > 0 && len(b.segments[0]) >= n {
		p := b.segments[0][:n]
		b.segments[0] = b.segments[0][n:]
		return p
	}
	b.scratch = b.scratch[:0]
	for len(b.scratch) < n && len(b.segments) > 0 {
		s := b.segments[0]
		k := min(len(s), n-len(b.scratch))
		b.scratch = append(b.scratch, s[:k]...)
		if b.segments[0] = s[k:]; k == len(s) {
			b.segments = b.segments[1:]
		}
	}
	if len(b.scratch) < n {
		b.short = true
		b.scratch = append(b.scratch[:0], make([]byte, n)...)
	}
	return b.scratch
}

// skip passes over n bytes.
func (b *body) skip(n int) {
	for n > 0 && len(b.segments) > 0 {
		k := min(n, len(b.segments[0]))
		if b.segments[0] = b.segments[0][k:]; len(b.segments[0]) == 0 {
			b.segments = b.segments[1:]
		}
		n -= k
	}
	b.short = b.short || n > 0
}

func (b *body) u8() int  { return int(b.take(1)[0]) }
func (b *body) u16() int { return int(binary.LittleEndian.Uint16(b.take(2))) }
func (b *body) u32() int { return int(binary.LittleEndian.Uint32(b.take(4))) }
func (b *body) u64() uint64 {
	return binary.LittleEndian.Uint64(b.take(8))
}
