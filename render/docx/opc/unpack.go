package opc

import (
	"archive/zip"
	"bytes"
	"errors"
	"hash/crc32"
	"io"
	"strings"
	"unicode/utf16"
	"ziping/render/docx/problem"
)

// Read unpacks an entry that is XML, as UTF-8.
func (p *Package) Read(e *entry) ([]byte, error) {
	if e.header.UncompressedSize64 > MaxPart {
		return nil, problem.Fail(problem.Limit, e.Name, "", "“%s”展开后超过 %d MB", e.Name, MaxPart>>20)
	}
	data, err := Unpack(e)
	if err != nil {
		return nil, problem.Fail(problem.Package, e.Name, "文件可能没有下载或复制完整，请重新取得一份。", "压缩包内“%s”损坏（%v）", e.Name, err)
	}
	return toUTF8(data), nil
}

// errSize means an entry does not unpack to the size it declares.
var errSize = errors.New("长度与目录不符")

// Unpack returns the unpacked bytes of an entry, never more than it declares.
func Unpack(e *entry) ([]byte, error) {
	if e.header.Method == zip.Store {
		if uint64(len(e.raw)) != e.header.UncompressedSize64 {
			return nil, errSize
		}
		return e.raw, checkCRC(e, e.raw)
	}
	fr := inflaters.Get().(io.ReadCloser)
	defer inflaters.Put(fr)
	if err := resetInflater(fr, bytes.NewReader(e.raw)); err != nil {
		return nil, err
	}
	size := int(e.header.UncompressedSize64)
	// Grow with what really comes out: the directory may promise more than the data holds.
	out := make([]byte, 0, min(size+1, 64*len(e.raw)+1024)) // one more, so that the end is seen without growing
	for {
		if len(out) == cap(out) {
			out = append(out, 0)[:len(out)]
		}
		n, err := fr.Read(out[len(out):cap(out)])
		if out = out[:len(out)+n]; len(out) > size {
			return nil, errSize
		}
		if err == io.EOF {
			break
		}
		if err != nil {
			return nil, err
		}
	}
	if len(out) != size {
		return nil, errSize
	}
	return out, checkCRC(e, out)
}

func checkCRC(e *entry, data []byte) error {
	if crc32.ChecksumIEEE(data) != e.header.CRC32 {
		return zip.ErrChecksum
	}
	return nil
}

// toUTF8 converts a part in UTF-16 with a byte order mark; anything else is returned as it is.
func toUTF8(b []byte) []byte {
	if len(b) < 2 || len(b)%2 != 0 || !(b[0] == 0xFF && b[1] == 0xFE || b[0] == 0xFE && b[1] == 0xFF) {
		return b
	}
	lo := 0
	if b[0] == 0xFE {
		lo = 1
	}
	u := make([]uint16, 0, len(b)/2)
	for i := 2; i < len(b); i += 2 {
		u = append(u, uint16(b[i+lo])|uint16(b[i+1-lo])<<8)
	}
	s := string(utf16.Decode(u))
	if strings.HasPrefix(s, "<?xml") { // the declaration names the encoding that is no more
		if i := strings.Index(s, "?>"); i > 0 {
			s = `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>` + s[i+2:]
		}
	}
	return []byte(s)
}
