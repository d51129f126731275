package cmd

import (
	"archive/zip"
	"bytes"
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"ziping/cmd/door"
	"ziping/cmd/handout"
	"ziping/cmd/settings"
	"ziping/xlsx"
	"ziping/xlsx/mark"
)

// workbookExt are the names a workbook goes by. What a file really is, its
// content decides.
var workbookExt = []string{".xlsx", ".xlsm", ".xltx", ".xltm", ".xls", ".xlt", ".et", ".ett", ".csv"}

// isWorkbook reports that a file name is worth opening: office programs' lock
// files, half downloads and hidden files are not.
func isWorkbook(name string) bool {
	if strings.HasPrefix(name, "~$") || strings.HasPrefix(name, ".") {
		return false
	}
	return slices.Contains(workbookExt, strings.ToLower(filepath.Ext(name)))
}

// readInputs reads the workbooks that PATH stands for: a workbook, or a folder
// whose workbooks together describe one unit.
func readInputs(d *door.Door, path string) ([]xlsx.Input, error) {
	info, err := os.Stat(path)
	if err != nil {
		return nil, inputError(path, err)
	}
	if !info.IsDir() {
		return readWithWaivers(d, path)
	}
	files, err := listWorkbooks(d, path)
	if err != nil {
		return nil, inputError(path, err)
	}
	var inputs []xlsx.Input
	for _, name := range files {
		in := readInput(d, filepath.Join(path, name), filepath.ToSlash(name))
		if in.Fault == nil && handout.NotInput(filepath.Join(path, name), in.Data, writtenByUs(in.Data)) != "" {
			d.Forget(filepath.Join(path, name))
			continue
		}
		inputs = append(inputs, in)
	}
	if len(inputs) == 0 {
		return nil, fail(exitFailure, "请把该单位的资金表、活动台账、自评表放进这个文件夹",
			"文件夹“%s”里没有 Excel 工作簿", path)
	}
	return inputs, nil
}

// waiverFiles are the names under which a list of waivers (豁免) may lie beside a
// single workbook. In a folder it is one of the unit's files anyway.
var waiverFiles = []string{"豁免.xlsx", "豁免.csv", "豁免.xls"}

// readWithWaivers reads one workbook, and the list of waivers beside it.
func readWithWaivers(d *door.Door, path string) ([]xlsx.Input, error) {
	data, err := readFile(d, path, door.Workbook)
	if err != nil {
		return nil, err
	}
	inputs := []xlsx.Input{{Name: filepath.Base(path), Data: data}}
	if m, ok := mark.Of(data); ok && m.Kind == mark.Answers {
		if to := companions(path, m); to != "" {
			more, err := readInputs(d, to)
			return append(slices.DeleteFunc(more, func(in xlsx.Input) bool { return bytes.Equal(in.Data, data) }), inputs...), err
		}
	}
	inputs = append(inputs, supplementsOf(d, path)...)
	for _, name := range waiverFiles {
		beside := filepath.Join(filepath.Dir(path), name)
		if _, err := os.Stat(beside); err != nil || samePath(beside, path) {
			continue
		}
		inputs = append(inputs, readInput(d, beside, name))
	}
	return inputs, nil
}

// supplementsOf are the 补充材料 beside a workbook that are about it.
func supplementsOf(d *door.Door, path string) []xlsx.Input {
	var out []xlsx.Input
	entries, _ := fs.Glob(os.DirFS(filepath.Dir(path)), "补充材料*.xlsx")
	for _, name := range entries {
		var look *door.Door
		beside := filepath.Join(filepath.Dir(path), name)
		data, err := look.Read(beside, door.Workbook)
		if m, ok := mark.Of(data); err == nil && ok && m.Kind == mark.Answers && m.Name == mark.Line(baseName(path)) && !samePath(beside, path) {
			out = append(out, readInput(d, beside, name))
		}
	}
	return out
}

// readTogether reads files of one folder as one unit, and the list of waivers
// beside them.
func readTogether(d *door.Door, files []string) []xlsx.Input {
	var inputs []xlsx.Input
	for _, path := range files {
		inputs = append(inputs, readInput(d, path, filepath.Base(path)))
	}
	for _, name := range waiverFiles {
		beside := filepath.Join(filepath.Dir(files[0]), name)
		if !exists(beside) || slices.ContainsFunc(files, func(f string) bool { return samePath(f, beside) }) {
			continue
		}
		inputs = append(inputs, readInput(d, beside, name))
	}
	return inputs
}

// readInput reads one file of several; why it cannot be read is for the reader to
// report beside what the others say.
func readInput(d *door.Door, path, name string) xlsx.Input {
	data, err := readFile(d, path, door.Workbook)
	if err != nil {
		return faultyInput(name, err)
	}
	return xlsx.Input{Name: name, Data: data}
}

// faultyInput is a file of several that cannot be read.
func faultyInput(name string, err error) xlsx.Input {
	var hint *hintError
	var fault *xlsx.Error
	switch {
	case errors.As(err, &fault):
		named := *fault
		named.File, err = name, &named
	case errors.As(err, &hint):
		err = &xlsx.Error{Rule: "import/unreadable", File: name, Offset: -1, Cause: hint.Error(), Cure: hint.hint, Err: err}
	}
	return xlsx.Input{Name: name, Fault: err}
}

// listWorkbooks lists the workbooks below dir, in name order, as paths
// relative to it. What looks like one and is left out, is an omission at the
// door.
func listWorkbooks(d *door.Door, dir string) ([]string, error) {
	var files []string
	err := filepath.WalkDir(dir, func(path string, e fs.DirEntry, err error) error {
		if err != nil || path == dir {
			return err
		}
		if why := leftOut(path, e); why != "" {
			d.Omit(path, why)
		}
		switch {
		case e.IsDir() && hidden(e):
			return filepath.SkipDir
		case e.Type().IsRegular() && isWorkbook(e.Name()):
			rel, err := filepath.Rel(dir, path)
			files = append(files, rel)
			return err
		case e.Name() == settings.FileName && filepath.Dir(path) != filepath.Clean(dir):
			d.Omit(path, "没有用：设置要放在工作簿那个文件夹的最上一层，或更上级的文件夹里")
		}
		return nil
	})
	return files, err
}

// hidden reports what neither a person nor a program shows: dot-files, and what
// a Mac packs beside the files of an archive.
func hidden(e fs.DirEntry) bool {
	return strings.HasPrefix(e.Name(), ".") || e.Name() == "__MACOSX"
}

// leftOut is why something that a person may take for a unit or a workbook is
// not read, "" when it is read, or when nobody would.
func leftOut(path string, e fs.DirEntry) string {
	name := e.Name()
	like := slices.Contains(workbookExt, strings.ToLower(filepath.Ext(name)))
	switch {
	case strings.HasPrefix(name, "~$") && like, strings.HasPrefix(name, ".~") && like:
		return "说明同名的工作簿正在 Excel 或 WPS 里打开，没有保存的修改不会读入"
	case e.Type()&fs.ModeSymlink != 0 || e.Type()&fs.ModeIrregular != 0:
		if info, err := os.Stat(path); like || err == nil && info.IsDir() {
			return "是链接，没有跟进去读"
		}
	case strings.EqualFold(filepath.Ext(name), ".lnk"):
		return "是快捷方式，没有跟进去读"
	case e.IsDir() && strings.HasPrefix(name, ".") && holdsWorkbook(path):
		return "是隐藏的文件夹（名字以点开头），里面的工作簿没有读"
	case !e.IsDir() && !e.Type().IsRegular() && like:
		return "不是普通文件（是管道或设备），没有读"
	}
	return ""
}

// holdsWorkbook reports that there is a workbook right in a folder or one level below.
func holdsWorkbook(dir string) bool {
	for _, pattern := range []string{"*", "*/*"} {
		found, _ := fs.Glob(os.DirFS(dir), pattern)
		if slices.ContainsFunc(found, func(name string) bool { return isWorkbook(filepath.Base(name)) }) {
			return true
		}
	}
	return false
}

// appName stands in docProps/app.xml of every package that ziping writes. Word,
// Excel, WPS and LibreOffice put their own name there when they save, so it
// tells an untouched output from one that a person has worked on.
const appName = "ziping"

// writtenByUs reports that data is a file ziping wrote and nobody saved since.
func writtenByUs(data []byte) bool {
	if bytes.HasPrefix(data, []byte(`{"schema":`)) || bytes.HasPrefix(data, []byte(`{"unit":`)) { // schema 1 began with the unit
		return true
	}
	if !bytes.HasPrefix(data, []byte("PK")) {
		return bytes.Contains(data[:min(len(data), 2048)], []byte(`name="generator" content="ziping"`)) ||
			bytes.HasPrefix(data, []byte("ziping "))
	}
	z, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		return false
	}
	part, err := z.Open("docProps/app.xml")
	if err != nil {
		return false
	}
	defer part.Close()
	xml, err := io.ReadAll(io.LimitReader(part, 64<<10))
	return err == nil && bytes.Contains(xml, []byte("<Application>"+appName+"</Application>"))
}

// looksLikePath tells a missing file from a mistyped command.
func looksLikePath(arg string) bool {
	return filepath.Base(arg) != arg || isWorkbook(arg) || filepath.Ext(arg) != ""
}

// companions finds what a 补充材料 that is given alone is about: the folder or the
// workbook of that name beside it, or the folder it lies in.
func companions(path string, m mark.Mark) string {
	dir := filepath.Dir(path)
	if abs, err := filepath.Abs(dir); err == nil {
		dir = abs
	}
	for _, at := range []string{dir, filepath.Dir(dir)} {
		if filepath.Base(at) == m.Name {
			return at
		}
		for _, ext := range append([]string{""}, workbookExt...) {
			if to := filepath.Join(at, m.Name+ext); m.Name != "" && filepath.IsLocal(m.Name) && exists(to) {
				return to
			}
		}
	}
	return ""
}
