package ooxml

import (
	"archive/zip"
	"bytes"
	"errors"
	"fmt"
	"hash/crc32"
	"io"
	"net/url"
	"path"
	"strings"

	"ziping/xlsx/grid"
	"ziping/xlsx/grid/fill"
	"ziping/xlsx/ooxml/token"
)

// A pack is the zip container of a workbook, checked before any part of it is
// read: few enough entries, each name once, no name that points outside,
// declared sizes within budget.
type pack struct {
	parts map[string]*zip.File // by key
	left  int64                // inflated bytes still allowed
	scan  *token.Scanner
	ahead *ahead // of the part being read, where it is a large one
}

// centralHeader starts each entry of a zip's directory.
const centralHeader = "PK\x01\x02"

func openPack(data []byte) (*pack, error) {
	// archive/zip reads the directory to its end whatever its stated length.
	if bytes.Count(data, []byte(centralHeader)) > 2*fill.Parts {
		return nil, fill.Over(fmt.Sprintf("压缩包里的文件超过 %d 个", fill.Parts))
	}
	zr, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		return nil, damaged("", "压缩包不完整，读不到目录，可能没有下载或复制完", err)
	}
	if len(zr.File) > fill.Parts {
		return nil, fill.Over(fmt.Sprintf("压缩包里的文件超过 %d 个", fill.Parts))
	}
	p := &pack{parts: make(map[string]*zip.File, len(zr.File)), left: fill.InflatedBytes, scan: token.NewScanner(nil)}
	var total uint64
	for _, f := range zr.File {
		if total += f.UncompressedSize64; f.UncompressedSize64 > fill.InflatedBytes || total > fill.InflatedBytes {
			return nil, fill.Over(fmt.Sprintf("解压后超过 %d MB", fill.InflatedBytes>>20))
		}
		if err := p.add(f); err != nil {
			return nil, err
		}
	}
	return p, nil
}

// add files an entry under its key.
func (p *pack) add(f *zip.File) error {
	if strings.HasSuffix(f.Name, "/") && f.UncompressedSize64 == 0 {
		return nil
	}
	name := strings.TrimPrefix(strings.ReplaceAll(f.Name, `\`, "/"), "/")
	for seg := range strings.SplitSeq(name, "/") {
		if seg == "" || seg == "." || seg == ".." || strings.ContainsAny(seg, ":\x00") {
			return damaged(printable(f.Name), "压缩包里有不正常的文件路径", nil)
		}
	}
	k := key(name)
	if p.parts[k] != nil {
		return damaged(printable(f.Name), "压缩包里有两个同名文件，分不清哪个算数", nil)
	}
	p.parts[k] = f
	return nil
}

// printable keeps a name from a damaged file fit for a message.
func printable(name string) string {
	name = strings.ToValidUTF8(name, "?")
	if r := []rune(name); len(r) > 80 {
		name = string(r[:80]) + "…"
	}
	return strings.Map(func(r rune) rune {
		if r < 0x20 || r == 0x7f {
			return '?'
		}
		return r
	}, name)
}

// key is how part names are compared: without regard to case (ECMA-376 part 2,
// 6.2.2.3).
func key(name string) string { return strings.ToLower(name) }

// find returns the entry of a part name, nil when there is none. Names in
// relationships may be percent-encoded.
func (p *pack) find(name string) *zip.File {
	if f := p.parts[key(name)]; f != nil {
		return f
	}
	if plain, err := url.PathUnescape(name); err == nil {
		return p.parts[key(plain)]
	}
	return nil
}

// target resolves a relationship's target against the part that has it.
func target(source, to string) string {
	to = strings.ReplaceAll(to, `\`, "/")
	if !strings.HasPrefix(to, "/") {
		to = path.Join(path.Dir(source), to)
	}
	return strings.TrimPrefix(path.Clean(to), "/")
}

// close ends the reading of the current part.
func (p *pack) close() {
	if p.ahead != nil {
		p.ahead.Close()
		p.ahead = nil
	}
}

// part starts reading a part. Only one part is read at a time: it ends the
// reading of the one before. The caller owes the pack a close after the last.
func (p *pack) part(name string) (*part, error) {
	p.close()
	f := p.find(name)
	if f == nil {
		return nil, damaged(name, "缺少部件", nil)
	}
	r, err := p.inflate(f)
	if err != nil {
		return nil, err
	}
	text, label, err := decoded(r)
	if err != nil {
		return nil, located(err, name)
	}
	p.scan.Reset(text)
	p.scan.Encoding = label
	p.scan.MaxDepth = fill.Depth
	return &part{Scanner: p.scan, name: name}, nil
}

func (p *pack) inflate(f *zip.File) (io.Reader, error) {
	switch {
	case f.Flags&1 != 0:
		return nil, &grid.Fault{Rule: "import/encrypted", Part: f.Name, Offset: -1, Cause: "压缩包设了密码", Cure: "请用 Excel 或 WPS 取消密码后另存"}
	case f.Method != zip.Store && f.Method != zip.Deflate:
		return nil, damaged(f.Name, "压缩方式不是 Excel 用的那种", nil)
	}
	r, err := f.Open()
	if err != nil {
		return nil, damaged(f.Name, "压缩包里的这一部分打不开", err)
	}
	c := &checked{r: r, file: f, pack: p}
	if f.UncompressedSize64 < aheadFrom {
		return c, nil
	}
	p.ahead = readAhead(c)
	return p.ahead, nil
}

// checked passes on an inflating part and turns its end into an error when
// checksum, size or the budget of the whole workbook do not hold.
type checked struct {
	r    io.ReadCloser
	file *zip.File
	pack *pack
	sum  uint32
}

func (c *checked) Read(b []byte) (int, error) {
	n, err := c.r.Read(b)
	if c.pack.left -= int64(n); c.pack.left < 0 {
		return n, fill.Over(fmt.Sprintf("解压后超过 %d MB", fill.InflatedBytes>>20))
	}
	if c.file.CRC32 == 0 { // archive/zip takes 0 for "not given"
		c.sum = crc32.Update(c.sum, crc32.IEEETable, b[:n])
	}
	switch {
	case err == nil:
		return n, nil
	case err != io.EOF:
		return n, damaged(c.file.Name, "压缩数据损坏", err)
	case c.sum != 0:
		return n, damaged(c.file.Name, "压缩数据损坏", zip.ErrChecksum)
	}
	c.r.Close()
	return n, io.EOF
}

// damaged is the fault of a file that is not what its writer wrote.
func damaged(part, cause string, err error) *grid.Fault {
	return &grid.Fault{Rule: "import/damaged", Part: part, Offset: -1, Cause: cause, Cure: "请重新复制或下载；仍不行就用 Excel 或 WPS 打开检查后另存为新文件", Err: err}
}

// located gives an error its part and, for a syntax error, its words.
func located(err error, name string) error {
	if f, ok := errors.AsType[*grid.Fault](err); ok {
		if f.Part == "" && f.Rule == "import/damaged" {
			f.Part = name
		}
		return f
	}
	if e, ok := errors.AsType[*token.SyntaxError](err); ok {
		f := damaged(name, "内容写坏了："+e.Msg, err)
		f.Offset = e.Offset
		return f
	}
	return damaged(name, "读不出来", err)
}
