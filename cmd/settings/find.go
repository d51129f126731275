package settings

import (
	"errors"
	"os"
	"path/filepath"

	"ziping/cmd/door"
)

// FileName is what a settings file is called.
const FileName = "ziping.yaml"

// misnamed are the names under which one is found that was meant to be.
var misnamed = []string{"ziping.yml", "ziping.yaml.txt", "ziping.txt", "ziping.yaml.yaml"}

// A Set is what holds for an input.
type Set struct {
	Values []Value  // at most one a key, in the order of Keys
	Files  []string // the settings files that were read, the nearest first
}

// Find is the setting of a key, by its twin.
func (s Set) Find(twin string) (Value, bool) {
	for _, v := range s.Values {
		if v.Twin == twin {
			return v, true
		}
	}
	return Value{}, false
}

// Find collects the settings for an input: in its folder (a folder's own come
// first), in the folders above, and beside the program. Every file on that way
// is read and must be right. The error joins *Error and *door.Error.
func Find(d *door.Door, input, program string) (Set, error) {
	var set Set
	var errs []error
	byKey := map[string]Value{}
	for _, dir := range folders(input, program) {
		for _, name := range misnamed {
			path := filepath.Join(dir, name)
			if info, err := os.Stat(path); err == nil && info.Mode().IsRegular() {
				d.Omit(path, "没有当作设置文件读，设置文件的名字应是 "+FileName)
			}
		}
		path := filepath.Join(dir, FileName)
		data, err := d.Read(path, door.YAML)
		var refused *door.Error
		if errors.As(err, &refused) && refused.Why == door.Missing {
			continue
		}
		set.Files = append(set.Files, path)
		if err != nil {
			errs = append(errs, err)
			continue
		}
		values, err := Parse(data, path)
		if err != nil {
			errs = append(errs, err)
		}
		for _, v := range values {
			if _, nearer := byKey[v.Twin]; !nearer {
				byKey[v.Twin] = v
			}
		}
	}
	for _, k := range Keys {
		if v, ok := byKey[k.Twin]; ok {
			set.Values = append(set.Values, v)
		}
	}
	return set, errors.Join(errs...)
}

// folders are where settings may lie, the nearest first. An input that is not
// there has none: it is refused elsewhere.
func folders(input, program string) []string {
	var dirs []string
	if abs, err := filepath.Abs(input); err == nil {
		if info, err := os.Stat(abs); err == nil {
			if !info.IsDir() {
				abs = filepath.Dir(abs)
			}
			for dir := abs; ; dir = filepath.Dir(dir) {
				dirs = append(dirs, dir)
				if dir == filepath.Dir(dir) {
					break
				}
			}
		}
	}
	if program == "" {
		return dirs
	}
	for _, dir := range dirs {
		if dir == program {
			return dirs
		}
	}
	return append(dirs, program)
}

// Program is the folder of the running program, links followed, "" when the
// system does not tell.
func Program() string {
	path, err := os.Executable()
	if err != nil {
		return ""
	}
	if real, err := filepath.EvalSymlinks(path); err == nil {
		path = real
	}
	return filepath.Dir(path)
}
