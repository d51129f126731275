package cmd

import (
	"bytes"
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"time"
)

// An output is one file to be written: whole or not at all.
type output struct {
	path  string
	force bool     // overwrite what ziping did not write
	keep  []string // inputs, never to be overwritten
}

// write produces the content in memory, then puts it in place with a rename.
// An existing file is replaced only when ziping wrote it or force is set.
func (o output) write(produce func(io.Writer) error) error {
	if err := o.allowed(); err != nil {
		return err
	}
	var b bytes.Buffer
	if err := produce(&b); err != nil {
		return err
	}
	if err := replaceFile(o.path, b.Bytes()); err != nil {
		return outputError(o.path, err)
	}
	return nil
}

// allowed refuses to overwrite an input, a folder, or a stranger's file.
func (o output) allowed() error {
	info, err := os.Stat(o.path)
	if errors.Is(err, fs.ErrNotExist) {
		if _, err := os.Stat(filepath.Dir(o.path)); err != nil {
			return outputError(o.path, err)
		}
		return nil
	}
	if err != nil {
		return outputError(o.path, err)
	}
	if info.IsDir() {
		return fail(exitOutput, "请用 -o 写一个文件名", "输出“%s”已是一个文件夹", o.path)
	}
	for _, in := range o.keep {
		if other, err := os.Stat(in); err == nil && os.SameFile(info, other) {
			return fail(exitOutput, "请用 -o 写另一个文件名", "输出“%s”就是输入文件，ziping 从不修改输入", o.path)
		}
	}
	if o.force {
		return nil
	}
	data, err := os.ReadFile(o.path)
	if err != nil {
		return outputError(o.path, err)
	}
	if len(data) > 0 && !writtenByUs(data) {
		return fail(exitOutput, "请把它改名或移走，或用 -o 换一个文件名；确认可以覆盖时加 --force", "“%s”已存在，而且不是 ziping 写的或之后有人改过", o.path)
	}
	return nil
}

// jsonName reports that --json may write to out: to stdout, or a .json file.
func jsonName(out string) bool { return out == "" || strings.EqualFold(filepath.Ext(out), ".json") }

func jsonNameError(out string) error {
	return usageError("请去掉 --json，或把文件名改成 .json", "--json 写出来的是 JSON，“%s”的扩展名不是 .json", out)
}

// remove is os.Remove; tests put a failing one in its place.
var remove = os.Remove

// replaceFile writes data beside path and renames it into place, so that path
// holds the old content or the new, never a part.
func replaceFile(path string, data []byte) (err error) {
	sweep(filepath.Dir(path))
	f, err := os.CreateTemp(filepath.Dir(path), tempPrefix+"*")
	if err != nil {
		return err
	}
	defer func() {
		if err != nil {
			f.Close()
			os.Remove(f.Name())
		}
	}()
	if _, err = f.Write(data); err != nil {
		return err
	}
	if err = f.Chmod(0o644); err != nil && !errors.Is(err, errors.ErrUnsupported) {
		return err
	}
	if err = f.Sync(); err != nil {
		return err
	}
	if err = f.Close(); err != nil {
		return err
	}
	return os.Rename(f.Name(), path)
}

// tempPrefix begins the name of a file that is not in place yet.
const tempPrefix = ".ziping-"

// sweep removes what runs that were killed a day ago or longer left in dir.
// That it cannot is no reason not to write.
func sweep(dir string) {
	entries, _ := os.ReadDir(dir)
	for _, e := range entries {
		if !e.Type().IsRegular() || !strings.HasPrefix(e.Name(), tempPrefix) {
			continue
		}
		if info, err := e.Info(); err == nil && time.Since(info.ModTime()) > 24*time.Hour {
			_ = os.Remove(filepath.Join(dir, e.Name()))
		}
	}
}

// outputError says in Chinese why an output cannot be written.
func outputError(path string, err error) error {
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return fail(exitOutput, "请先建好文件夹，或用 -o 写到别处", "输出“%s”所在的文件夹不存在", path)
	case errors.Is(err, fs.ErrPermission):
		return fail(exitOutput, "请关闭打开着它的 Word 或 WPS，或用 -o 写到别处", "没有权限写“%s”", path)
	}
	return fail(exitOutput, "请检查路径和磁盘空间，或用 -o 写到别处", "“%s”写不了：%s", path, reason(err))
}

// safeName makes a unit's name usable as a file name on every system: the
// characters and device names that Windows refuses are replaced.
func safeName(name string) string {
	clean := strings.Map(func(r rune) rune {
		if r < 0x20 || r == 0x7f || strings.ContainsRune(`<>:"/\|?*`, r) {
			return '_'
		}
		return r
	}, name)
	clean = strings.Trim(clean, " .")
	if runes := []rune(clean); len(runes) > 80 {
		clean = strings.TrimRight(string(runes[:80]), " .")
	}
	stem, _, _ := strings.Cut(strings.ToUpper(clean), ".")
	if clean == "" || reservedName[strings.TrimSpace(stem)] {
		clean = "_" + clean
	}
	return clean
}

// reservedName are the device names of Windows.
var reservedName = func() map[string]bool {
	names := map[string]bool{"CON": true, "PRN": true, "AUX": true, "NUL": true, "CONIN$": true, "CONOUT$": true}
	for _, digit := range "123456789¹²³" {
		names["COM"+string(digit)], names["LPT"+string(digit)] = true, true
	}
	return names
}()
