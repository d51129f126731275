package opc

import (
	"archive/zip"
	"bytes"
	"compress/flate"
	"hash/crc32"
	"io"
	"strings"
	"sync"
	"unicode/utf8"
)

// inflaters and deflaters are reused: a deflater alone is over a megabyte.
var (
	inflaters = sync.Pool{New: func() any { return flate.NewReader(bytes.NewReader(nil)) }}
	deflaters [flate.BestCompression + 1]sync.Pool
	buffers   = sync.Pool{New: func() any { return new(bytes.Buffer) }}
)

func resetInflater(fr io.ReadCloser, r io.Reader) error { return fr.(flate.Resetter).Reset(r, nil) }

// deflater returns a deflater of a level from 1 to 9 that writes into buf; it goes back to deflaters[level].
func deflater(buf *bytes.Buffer, level int) (*flate.Writer, error) {
	w, _ := deflaters[level].Get().(*flate.Writer)
	if w == nil {
		return flate.NewWriter(buf, level)
	}
	w.Reset(buf)
	return w, nil
}

// deflate packs data at a level from 1 to 9 into buf.
func deflate(buf *bytes.Buffer, data []byte, level int) error {
	w, err := deflater(buf, level)
	if err != nil {
		return err
	}
	defer deflaters[level].Put(w)
	if _, err := w.Write(data); err != nil {
		return err
	}
	return w.Close()
}

// A packer writes an OPC package. Every entry carries the same zero time and no extra fields, so that equal
// input gives equal bytes.
type packer struct {
	z     *zip.Writer
	level int
}

func NewPacker(w io.Writer, level int) *packer { return &packer{zip.NewWriter(w), level} }

// header is the part of an entry's header that is the same for all entries.
func header(name string) *zip.FileHeader {
	h := &zip.FileHeader{Name: name, Method: zip.Deflate}
	if !isASCII(name) {
		h.Flags |= 0x800 // the name is UTF-8
	}
	return h
}

func isASCII(s string) bool {
	for i := range len(s) {
		if s[i] >= utf8.RuneSelf {
			return false
		}
	}
	return true
}

// Copy writes an entry as it lies in the template, without unpacking it.
func (p *packer) Copy(e *entry) error {
	h := header(e.Name)
	if strings.HasSuffix(e.Name, "/") {
		h.Method = zip.Store
		return p.raw(h, nil)
	}
	h.Method = e.header.Method
	h.Flags |= e.header.Flags & 0x800
	h.CRC32 = e.header.CRC32
	h.CompressedSize64, h.UncompressedSize64 = uint64(len(e.raw)), e.header.UncompressedSize64
	return p.raw(h, e.raw)
}

// Add packs and writes a part. Pictures are stored as they are: they do not get smaller.
func (p *packer) Add(name string, data []byte, store bool) error {
	h := header(name)
	h.CRC32 = crc32.ChecksumIEEE(data)
	h.UncompressedSize64 = uint64(len(data))
	if store {
		h.Method = zip.Store
		h.CompressedSize64 = uint64(len(data))
		return p.raw(h, data)
	}
	buf := buffers.Get().(*bytes.Buffer)
	defer buffers.Put(buf)
	buf.Reset()
	if err := deflate(buf, data, p.level); err != nil {
		return err
	}
	h.CompressedSize64 = uint64(buf.Len())
	return p.raw(h, buf.Bytes())
}

func (p *packer) raw(h *zip.FileHeader, data []byte) error {
	w, err := p.z.CreateRaw(h)
	if err != nil || strings.HasSuffix(h.Name, "/") { // some writers list folders as well
		return err
	}
	_, err = w.Write(data)
	return err
}

func (p *packer) Close() error { return p.z.Close() }

// A Packed is a part that is packed while it is written, so that it never lies in memory whole.
type Packed struct {
	buf   bytes.Buffer
	w     *flate.Writer
	level int
	crc   uint32
	size  uint64
}

// NewPacked begins a part at a deflate level from 1 to 9.
func NewPacked(level int) (*Packed, error) {
	p := &Packed{level: level}
	var err error
	p.w, err = deflater(&p.buf, level)
	return p, err
}

// Write packs what comes next.
func (p *Packed) Write(b []byte) (int, error) {
	p.crc = crc32.Update(p.crc, crc32.IEEETable, b)
	p.size += uint64(len(b))
	return p.w.Write(b)
}

// AddPacked writes a packed part, which is then at its end.
func (p *packer) AddPacked(name string, x *Packed) error {
	if err := x.w.Close(); err != nil {
		return err
	}
	deflaters[x.level].Put(x.w)
	x.w = nil
	h := header(name)
	h.CRC32, h.UncompressedSize64, h.CompressedSize64 = x.crc, x.size, uint64(x.buf.Len())
	return p.raw(h, x.buf.Bytes())
}
