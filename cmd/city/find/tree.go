package find

import (
	"cmp"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"ziping/cmd/door"
)

// A Sort is what a file is good for, by its name.
type Sort int

// The sorts of files.
const (
	Other    Sort = iota
	Workbook      // may hold tables
	Word          // a text
	Scan          // a picture of paper
	Archive       // packed, and not opened
)

var sorts = map[string]Sort{
	".xlsx": Workbook, ".xlsm": Workbook, ".xltx": Workbook, ".xltm": Workbook, ".xls": Workbook, ".xlt": Workbook, ".et": Workbook, ".ett": Workbook, ".csv": Workbook,
	".docx": Word, ".doc": Word, ".docm": Word, ".wps": Word, ".rtf": Word, ".odt": Word, ".txt": Word,
	".pdf": Scan, ".ofd": Scan, ".jpg": Scan, ".jpeg": Scan, ".png": Scan, ".bmp": Scan, ".tif": Scan, ".tiff": Scan, ".heic": Scan, ".webp": Scan,
	".rar": Archive, ".7z": Archive, ".zip": Archive, ".tar": Archive, ".gz": Archive,
}

// sortOf is what a file of that name is good for; office programs' lock files,
// half downloads and hidden files are good for nothing.
func sortOf(name string) Sort {
	if strings.HasPrefix(name, "~$") || strings.HasPrefix(name, ".") {
		return Other
	}
	return sorts[strings.ToLower(filepath.Ext(name))]
}

// A node is a file or folder of the tree; a zip archive that opened is a folder.
type node struct {
	name  string
	path  string // on disk: of the file, the folder, or the archive it is in
	entry string // slash path in the archive, "" outside of one
	dir   bool
	zip   bool // the archive itself
	sort  Sort
	kids  []*node
	fault error // why it cannot be looked into
}

// ResultMark is the name of the folder, in every result folder, that is no result.
const ResultMark = ".ziping"

// A scanner makes the tree.
type scanner struct {
	door *door.Door
	omit func(path string, e fs.DirEntry) string
	out  string
	ours func(path string) bool
}

// scan makes the node of a folder on disk.
func (s *scanner) scan(dir string) *node {
	n := &node{name: filepath.Base(dir), path: dir, dir: true}
	entries, err := os.ReadDir(dir)
	if err != nil {
		n.fault = err
		return n
	}
	for _, e := range entries {
		path := filepath.Join(dir, e.Name())
		if s.out != "" && e.IsDir() && sameFile(path, s.out) {
			if k := s.scan(path); s.foreign(k) {
				s.door.Omit(path, "是 -o 写的结果文件夹，里面的工作簿没有当作单位")
			}
			continue
		}
		if why := s.omit(path, e); why != "" {
			s.door.Omit(path, why)
			continue
		}
		switch {
		case hidden(e.Name()):
		case e.IsDir():
			n.kids = append(n.kids, s.scan(path))
		case e.Type().IsRegular():
			n.kids = append(n.kids, s.file(path, e.Name()))
		}
	}
	return n
}

func (s *scanner) file(path, name string) *node {
	n := &node{name: name, path: path, sort: sortOf(name)}
	if !strings.EqualFold(filepath.Ext(name), ".zip") {
		return n
	}
	list, err := s.door.List(path)
	if err != nil {
		n.fault = err
		return n
	}
	n.dir, n.zip = true, true
	n.name = strings.TrimSuffix(name, filepath.Ext(name))
	for _, e := range list {
		n.add(path, e.Name)
	}
	order(n)
	return n
}

// add puts an entry of an archive in its place in the tree.
func (n *node) add(path, entry string) {
	at := n
	parts := strings.Split(entry, "/")
	for i, part := range parts {
		if hidden(part) {
			return
		}
		if i == len(parts)-1 {
			at.kids = append(at.kids, &node{name: part, path: path, entry: entry, sort: sortOf(part)})
			return
		}
		k := slices.IndexFunc(at.kids, func(k *node) bool { return k.dir && k.name == part })
		if k < 0 {
			at.kids = append(at.kids, &node{name: part, path: path, entry: strings.Join(parts[:i+1], "/"), dir: true})
			k = len(at.kids) - 1
		}
		at = at.kids[k]
	}
}

func order(n *node) {
	slices.SortStableFunc(n.kids, func(a, b *node) int { return cmp.Compare(a.name, b.name) })
	for _, k := range n.kids {
		order(k)
	}
}

// hidden reports what neither a person nor a program shows: dot-files, and what a
// Mac packs beside the files of an archive.
func hidden(name string) bool { return strings.HasPrefix(name, ".") || name == "__MACOSX" }

// results reports a folder that an earlier run wrote.
func (n *node) results() bool {
	if n.entry != "" || n.zip {
		return false
	}
	for _, mark := range []string{ResultMark, ResultMark + ".lock"} {
		if _, err := os.Stat(filepath.Join(n.path, mark)); err == nil {
			return true
		}
	}
	return strings.HasSuffix(n.name, "_核对结果")
}

// each visits the files below a node that are no results.
func (n *node) each(visit func(f *node, rel string)) { n.walk("", visit) }

func (n *node) walk(rel string, visit func(f *node, rel string)) {
	for _, k := range n.kids {
		name := k.name
		if k.zip {
			name += ".zip"
		}
		switch {
		case !k.dir:
			visit(k, rel+name)
		case !k.results():
			k.walk(rel+name+"/", visit)
		}
	}
}

// foreign reports that workbooks lie in a folder that are no outputs of ziping.
func (s *scanner) foreign(n *node) bool {
	found := false
	n.each(func(f *node, rel string) {
		if found || f.sort != Workbook {
			return
		}
		found = f.entry != "" || !mayBeOurs(rel) || !s.ours(f.path)
	})
	return found
}

// mayBeOurs reports that ziping writes files of such a name, or into a folder of
// such a name: others need not be opened to know.
func mayBeOurs(name string) bool {
	return slices.ContainsFunc([]string{"汇总", "核对", "清单", "标注", "补充材料"}, func(w string) bool { return strings.Contains(name, w) }) ||
		strings.EqualFold(filepath.Ext(name), ".csv")
}

func sameFile(a, b string) bool {
	x, errX := os.Stat(a)
	y, errY := os.Stat(b)
	return errors.Join(errX, errY) == nil && os.SameFile(x, y)
}
