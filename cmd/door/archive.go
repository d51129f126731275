package door

import (
	"archive/zip"
	"bytes"
	"errors"
	"io"
	"io/fs"
	"os"
	"path"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/encoding/simplifiedchinese"
)

// The limits of archives. A city's bundle of all counties has some thousand
// files; what is read of it is held to the limits of its kind besides.
const (
	maxEntries  = 10_000
	maxUnpacked = 2 << 30  // bytes, of all entries together
	suspicious  = 10 << 20 // an entry above this that is packed
	maxRatio    = 500      // more than so many times is a bomb
)

// An Entry is a file in a zip archive.
type Entry struct {
	Name string // slash path, without .. and drive letters, in Unicode
	Size int64  // as the archive says
}

// List names the files in a zip archive, in the archive's order. The archive is
// an input from now on; nothing of it is unpacked. An archive with a name that
// leads out of it, a link, two files of one name or contents beyond all measure
// is refused as a whole; the error is an *Error.
func (d *Door) List(name string) ([]Entry, error) {
	var out []Entry
	err := d.archive(name, func(z *zip.Reader) error {
		files, err := entries(z)
		for _, f := range files {
			out = append(out, f.Entry)
		}
		return err
	})
	return out, err
}

// ReadEntry is the content of a file in a zip archive, by the name that List
// gives it, within the limits of its kind; the error is an *Error.
func (d *Door) ReadEntry(name, entry string, k Kind) (data []byte, err error) {
	full := name + "/" + entry
	err = d.archive(name, func(z *zip.Reader) error {
		files, err := entries(z)
		if err != nil {
			return err
		}
		for _, f := range files {
			if f.Name != entry {
				continue
			}
			if f.file.Flags&1 != 0 {
				return &Error{Path: full, Why: Encrypted}
			}
			part, err := f.file.Open()
			if err != nil {
				return &Error{Path: full, Why: Torn, Err: err}
			}
			defer part.Close()
			data, err = read(full, part, k)
			var refused *Error
			if errors.As(err, &refused) && refused.Why == Failed {
				refused.Why = Torn // what is wrong lies in the archive
			}
			return err
		}
		return &Error{Path: full, Why: Missing, Err: fs.ErrNotExist}
	})
	return data, err
}

// archive opens a file as a zip archive.
func (d *Door) archive(name string, use func(*zip.Reader) error) error {
	info, err := os.Stat(name)
	if err != nil {
		return System(name, err)
	}
	d.remember(name, info)
	if refused := irregular(name, info); refused != nil {
		return refused
	}
	f, err := os.OpenFile(name, flags, 0)
	if err != nil {
		return System(name, err)
	}
	defer f.Close()
	at := &watched{r: f}
	z, err := zip.NewReader(at, info.Size())
	switch {
	case at.err != nil:
		return System(name, at.err)
	case err != nil && !errors.Is(err, zip.ErrInsecurePath):
		return &Error{Path: name, Why: Torn, Err: err}
	}
	err = use(z)
	var refused *Error
	if errors.As(err, &refused) && refused.Path == "" {
		refused.Path = name
	}
	return err
}

// A watched reader remembers what the system refused.
type watched struct {
	r   io.ReaderAt
	err error
}

func (w *watched) ReadAt(p []byte, off int64) (int, error) {
	n, err := w.r.ReadAt(p, off)
	if err != nil && !errors.Is(err, io.EOF) {
		w.err = err
	}
	return n, err
}

type entry struct {
	Entry
	file *zip.File
}

// entries are the files of an archive that may be trusted.
func entries(z *zip.Reader) ([]entry, error) {
	if len(z.File) > maxEntries {
		return nil, &Error{Why: Crowded, Limit: maxEntries}
	}
	var out []entry
	seen := map[string]bool{}
	var total uint64
	for _, f := range z.File {
		name, ok := inside(entryName(f))
		mode := f.Mode()
		switch {
		case !ok, mode&fs.ModeSymlink != 0:
			return nil, &Error{Why: Unsafe}
		case mode.IsDir() || strings.HasSuffix(f.Name, "/") || strings.HasSuffix(f.Name, `\`):
			continue
		case seen[foldName(name)]:
			return nil, &Error{Why: Unsafe}
		}
		seen[foldName(name)] = true
		size := f.UncompressedSize64
		if total += size; total > maxUnpacked || size > maxUnpacked || size > suspicious && size/max(f.CompressedSize64, 1) > maxRatio {
			return nil, &Error{Why: Bomb, Limit: maxUnpacked}
		}
		out = append(out, entry{Entry{name, int64(size)}, f}) //nolint:gosec // G115: bounded above
	}
	return out, nil
}

// inside is a name in an archive as a plain slash path; ok is false for one that
// leads out of it on any system.
func inside(name string) (clean string, ok bool) {
	name = strings.ReplaceAll(name, `\`, "/")
	if name == "" || strings.HasPrefix(name, "/") || strings.ContainsAny(name, "\x00:") {
		return "", false
	}
	for part := range strings.SplitSeq(name, "/") {
		if trimmed := strings.TrimRight(part, ". "); part != "" && trimmed == "" && part != "." {
			return "", false
		}
	}
	clean = path.Clean(name)
	return clean, clean != "."
}

// entryName is the name of a file in an archive. Windows and most Chinese
// programs write it in GBK and say nothing; some put it in Unicode beside that.
func entryName(f *zip.File) string {
	if name, ok := unicodeName(f.Extra); ok {
		return name
	}
	if f.NonUTF8 && !utf8.ValidString(f.Name) {
		if name, err := simplifiedchinese.GB18030.NewDecoder().String(f.Name); err == nil {
			return name
		}
	}
	return strings.ToValidUTF8(f.Name, "_")
}

// unicodeName is the name in the field 0x7075 (APPNOTE 4.6.9).
func unicodeName(extra []byte) (string, bool) {
	for len(extra) >= 4 {
		id, n := int(extra[0])|int(extra[1])<<8, int(extra[2])|int(extra[3])<<8
		if extra = extra[4:]; n > len(extra) {
			return "", false
		}
		if name := extra[:n]; id == 0x7075 && n > 5 && utf8.Valid(name[5:]) && !bytes.ContainsRune(name[5:], 0) {
			return string(name[5:]), true
		}
		extra = extra[n:]
	}
	return "", false
}
