package biff

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/richardlehane/mscfb"

	"ziping/xlsx/grid/fill"
)

// IsOLE reports the signature of an OLE2 compound file.
func IsOLE(data []byte) bool {
	return bytes.HasPrefix(data, []byte("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1"))
}

// A Container is the directory of an OLE2 file.
type Container struct {
	streams map[string]*mscfb.File // by lower-case path
	all     []*mscfb.File
	guard   *guarded
}

const (
	maxStreams = 10000
	// directoryBytes bounds what is read for the directory: a real one is a
	// few kilobytes, and one of the file's full length would take six times
	// that in memory.
	directoryBytes = 16 << 20
)

// OpenContainer reads the directory. Chains of sectors that run in circles end
// in an error, because every file can be read only so many times over.
func OpenContainer(data []byte, b *fill.Budget) (c *Container, err error) {
	defer caught(&err)
	g := &guarded{data: data, budget: b, left: directoryBytes}
	r, err := mscfb.New(g)
	if err != nil {
		return nil, damaged("文件的目录读不出来，可能没有下载或复制完", err)
	}
	g.left = 16*int64(len(data)) + 1<<20
	if len(r.File) > maxStreams {
		return nil, fill.Over(fmt.Sprintf("文件里的流超过 %d 个", maxStreams))
	}
	c = &Container{streams: map[string]*mscfb.File{}, all: r.File, guard: g}
	for _, f := range r.File {
		name := strings.ToLower(strings.Join(append(slices.Clone(f.Path), f.Name), "/"))
		if !f.FileInfo().IsDir() && c.streams[name] == nil {
			c.streams[name] = f
		}
	}
	return c, nil
}

// Has reports a stream at the top of the container, whatever its case.
func (c *Container) Has(name string) bool { return c.streams[strings.ToLower(name)] != nil }

// Sound refuses a stream that claims to be longer than the file, before
// another reader of the container reserves memory for it.
func (c *Container) Sound() error {
	for _, f := range c.all {
		if !f.FileInfo().IsDir() && (f.Size < 0 || f.Size > int64(len(c.guard.data))) {
			return damaged("流 "+f.Name+" 比文件还长", nil)
		}
	}
	return nil
}

// stream reads a stream whole.
func (c *Container) stream(name string) (b []byte, err error) {
	defer caught(&err)
	f := c.streams[strings.ToLower(name)]
	if f.Size < 0 || f.Size > int64(len(c.guard.data)) {
		return nil, damaged("流 "+name+" 比文件还长", nil)
	}
	b = make([]byte, f.Size)
	if _, err := io.ReadFull(f, b); err != nil {
		return nil, damaged("流 "+name+" 不完整", err)
	}
	return b, nil
}

// workbook finds the workbook stream. A file saved for two versions holds
// both Workbook (BIFF8) and Book (BIFF5); the version counts, not the name.
func (c *Container) workbook() ([]byte, error) {
	var found []byte
	for _, name := range []string{"Workbook", "Book"} {
		if !c.Has(name) {
			continue
		}
		b, err := c.stream(name)
		if err != nil {
			return nil, err
		}
		if version(b) == biff8 {
			return b, nil
		}
		if found == nil {
			found = b
		}
	}
	if found == nil {
		return nil, damaged("文件里没有工作簿", nil)
	}
	return found, nil
}

// guarded is the file as mscfb sees it, with a limit on reading.
type guarded struct {
	data   []byte
	budget *fill.Budget
	left   int64
}

func (g *guarded) ReadAt(b []byte, off int64) (int, error) {
	if err := g.budget.Work(len(b)); err != nil {
		return 0, err
	}
	if g.left -= int64(len(b)) + 64; g.left < 0 {
		return 0, errors.New("sector chain runs in circles")
	}
	if off < 0 || off >= int64(len(g.data)) {
		return 0, io.EOF
	}
	n := copy(b, g.data[off:])
	if n < len(b) {
		return n, io.EOF
	}
	return n, nil
}

// caught turns a panic of the container library into a fault.
func caught(err *error) {
	if r := recover(); r != nil {
		*err = damaged("文件的目录读不出来", fmt.Errorf("mscfb: %v", r))
	}
}
