// Package patch changes an office's workbook in place: it adds sheets, and gives
// cells a fill and a comment. What it does not touch is delivered byte for byte,
// packed as it was; a workbook that has something it does not know is refused
// with an Unknown, and is then to be delivered as it is.
//
//	b, err := patch.Open(data)
//	err = b.Mark("资金表", []patch.Cell{{Ref: "E7", Fill: patch.Solid("FBE3E1"), Comment: "合计不对"}})
//	err = b.AddSheets(made, front, hidden) // sheets that the kit wrote
//	out, err := b.Bytes()
//
// The parts it writes anew: the sheets with marked cells, the styles (appended
// to), comments and their drawings, relationships and content types, the list of
// sheets, and the custom properties.
package patch

import (
	"archive/zip"
	"bytes"
	"fmt"
	"io"
	"path"
	"slices"
	"strings"

	"ziping/xlsx/ooxml/token"
)

// A Book is a workbook being patched.
type Book struct {
	zip     *zip.Reader
	entries map[string]*zip.File // by part name
	read    map[string][]byte    // parts that were read
	changed map[string]bool      // and are written anew
	added   []string             // parts that were not there, in order

	part   string // of the workbook
	rels   *relations
	sheets []*sheet
	styles *styles
}

// A sheet is one line of the list of sheets.
type sheet struct {
	name string
	part string // "" for one without cells
}

const (
	typesPart = "[Content_Types].xml"
	rootRels  = "_rels/.rels"
)

// Open looks a workbook over.
func Open(data []byte) (*Book, error) {
	z, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		return nil, unknown("不是 .xlsx 工作簿")
	}
	b := &Book{zip: z, entries: map[string]*zip.File{}, read: map[string][]byte{}, changed: map[string]bool{}}
	lower := map[string]bool{}
	for _, f := range z.File {
		key := strings.ToLower(f.Name)
		switch {
		case strings.HasPrefix(key, "_xmlsignatures/"):
			return nil, unknown("工作簿有数字签名，改动会使签名失效")
		case strings.HasPrefix(key, "xl/revisions/"):
			return nil, unknown("工作簿在多人共享编辑状态")
		case strings.HasPrefix(f.Name, "/"), strings.Contains(f.Name, `\`), lower[key]:
			return nil, unknown("压缩包里的部件名写法特别")
		}
		lower[key] = true
		b.entries[f.Name] = f
	}
	return b, b.open()
}

func (b *Book) open() error {
	if b.entries[typesPart] == nil || b.entries[rootRels] == nil {
		return unknown("压缩包里的部件名写法特别")
	}
	root, err := b.relations("")
	if err != nil {
		return err
	}
	main := root.ofKind("officeDocument")
	if main == nil {
		return unknown("找不到工作簿部件")
	}
	b.part = main.part
	if b.rels, err = b.relations(b.part); err != nil {
		return err
	}
	return b.openSheets()
}

// content is a part's bytes, as changed so far.
func (b *Book) content(name string) ([]byte, error) {
	if data, ok := b.read[name]; ok {
		return data, nil
	}
	f := b.entries[name]
	if f == nil {
		return nil, unknown("缺少部件 %s", name)
	}
	r, err := f.Open()
	if err != nil {
		return nil, err
	}
	defer r.Close()
	data, err := io.ReadAll(r)
	if err != nil {
		return nil, err
	}
	b.read[name] = data
	return data, nil
}

// set changes a part, or adds it.
func (b *Book) set(name string, data []byte) {
	if b.entries[name] == nil && !slices.Contains(b.added, name) {
		b.added = append(b.added, name)
	}
	b.read[name], b.changed[name] = data, true
}

// tree is a part that is looked at as a whole; it must be of the given space.
func (b *Book) tree(name string, space token.Space, root string) ([]byte, *element, error) {
	data, err := b.content(name)
	if err != nil {
		return nil, nil, err
	}
	e, err := tree(data)
	if err != nil {
		return nil, nil, unknown("部件 %s 的写法特别（%v）", name, err)
	}
	if e.space != space || e.local != root {
		return nil, nil, unknown("部件 %s 的写法特别", name)
	}
	if bytes.Contains(data[:e.open], []byte("purl.oclc.org")) {
		return nil, nil, unknown("工作簿是“严格 Open XML”格式")
	}
	return data, e, nil
}

// free is a part name that nobody has: stem, number, ending.
func (b *Book) free(stem, ext string) string {
	for n := 1; ; n++ {
		name := fmt.Sprintf("%s%d%s", stem, n, ext)
		if b.entries[name] == nil && !slices.Contains(b.added, name) {
			return name
		}
	}
}

// dir is where the workbook's other parts lie.
func (b *Book) dir() string { return path.Dir(b.part) }

// Changed are the names of the parts that differ, sorted: those written anew and
// those added.
func (b *Book) Changed() []string {
	var out []string
	for name := range b.changed {
		out = append(out, name)
	}
	slices.Sort(out)
	return out
}

// Bytes is the package: entries that are as they were are copied packed.
func (b *Book) Bytes() ([]byte, error) {
	if b.styles != nil {
		b.styles.finish(b)
	}
	var out bytes.Buffer
	to := zip.NewWriter(&out)
	for _, f := range b.zip.File {
		if !b.changed[f.Name] {
			if err := to.Copy(f); err != nil {
				return nil, err
			}
			continue
		}
		//lint:ignore SA1019 Modified would add an extra field
		h := &zip.FileHeader{Name: f.Name, Method: zip.Deflate, ModifiedDate: f.ModifiedDate, ModifiedTime: f.ModifiedTime}
		if err := write(to, h, b.read[f.Name]); err != nil {
			return nil, err
		}
	}
	for _, name := range b.added {
		//lint:ignore SA1019 Modified would add an extra field
		h := &zip.FileHeader{Name: name, Method: zip.Deflate, ModifiedDate: 1<<5 | 1}
		if err := write(to, h, b.read[name]); err != nil {
			return nil, err
		}
	}
	if err := to.Close(); err != nil {
		return nil, err
	}
	return out.Bytes(), nil
}

func write(to *zip.Writer, h *zip.FileHeader, data []byte) error {
	w, err := to.CreateHeader(h)
	if err != nil {
		return err
	}
	_, err = w.Write(data)
	return err
}
