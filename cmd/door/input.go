package door

import (
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"

	"golang.org/x/text/unicode/norm"
)

// Know makes an input of a file that has been found and is to be read later.
// One that is not there is known by its name.
func (d *Door) Know(path string) {
	info, err := os.Stat(path)
	if err != nil {
		info = nil
	}
	d.remember(path, info)
}

func (d *Door) remember(path string, info fs.FileInfo) {
	if d == nil {
		return
	}
	name := folded(path)
	d.mu.Lock()
	defer d.mu.Unlock()
	if d.names == nil {
		d.names, d.ids = map[string]string{}, map[any]string{}
	}
	d.names[name] = path
	if info == nil {
		return
	}
	if id, ok := identity(info); ok {
		d.ids[id] = path
		return
	}
	d.others = append(d.others, other{info, path})
}

// Input reports that a path stands for an input of this run, and under which
// name that came in.
func (d *Door) Input(path string) (as string, ok bool) {
	if d == nil {
		return "", false
	}
	name := folded(path)
	info, err := os.Stat(path)
	d.mu.Lock()
	defer d.mu.Unlock()
	if as, ok = d.names[name]; ok || err != nil {
		return as, ok
	}
	if id, plain := identity(info); plain {
		as, ok = d.ids[id]
		return as, ok
	}
	for _, o := range d.others {
		if os.SameFile(o.info, info) {
			return o.path, true
		}
	}
	return "", false
}

// folded is a path in the one spelling by which it is remembered: absolute,
// links in its folders followed, and names that are one file on Windows or a
// Mac made one.
func folded(path string) string {
	path = plain(path, runtime.GOOS == "windows")
	abs, err := filepath.Abs(path)
	if err != nil {
		abs = filepath.Clean(path)
	}
	dir, base := filepath.Split(abs)
	if real, err := filepath.EvalSymlinks(dir); err == nil {
		dir = real
	}
	return foldName(filepath.Join(dir, base))
}

// foldName makes one of names that differ in case, in how accents are composed,
// and in the dots and blanks at the end of a name, which Windows drops.
func foldName(path string) string {
	parts := strings.FieldsFunc(path, func(r rune) bool { return r == '/' || r == filepath.Separator })
	for i, p := range parts {
		p = strings.ToLower(norm.NFC.String(p))
		p = strings.TrimSuffix(p, "::$data")
		if trimmed := strings.TrimRight(p, ". "); trimmed != "" {
			p = trimmed
		}
		parts[i] = p
	}
	return strings.Join(parts, "/")
}

// plain takes the prefixes off a Windows path by which it goes round the
// system's own reading of names (\\?\, \\.\, //?/, \??\), and the name of a
// stream off its end.
func plain(path string, windows bool) string {
	if !windows {
		return path
	}
	path = strings.ReplaceAll(path, "/", `\`)
	for _, prefix := range []string{`\\?\UNC\`, `\\.\UNC\`, `\??\UNC\`} {
		if len(path) > len(prefix) && strings.EqualFold(path[:len(prefix)], prefix) {
			path = `\\` + path[len(prefix):]
		}
	}
	for _, prefix := range []string{`\\?\`, `\\.\`, `\??\`} {
		path = strings.TrimPrefix(path, prefix)
	}
	i := strings.LastIndexByte(path, '\\') + 1
	if at := strings.IndexByte(path[i:], ':'); at > 1 { // one letter is a drive
		path = path[:i+at]
	}
	return path
}

// Forget takes a file off the inputs: looked at, and found to be an output.
func (d *Door) Forget(path string) {
	if d == nil {
		return
	}
	name := folded(path)
	info, err := os.Stat(path)
	d.mu.Lock()
	defer d.mu.Unlock()
	delete(d.names, name)
	if err != nil {
		return
	}
	if id, ok := identity(info); ok {
		delete(d.ids, id)
	}
	d.others = slices.DeleteFunc(d.others, func(o other) bool { return os.SameFile(o.info, info) })
}
