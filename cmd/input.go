package cmd

import (
	"archive/zip"
	"bytes"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"ziping/xlsx"
)

// workbookExt are the names a workbook goes by. What a file really is, its
// content decides.
var workbookExt = []string{".xlsx", ".xlsm", ".xltx", ".xltm", ".xls", ".xlt", ".et", ".ett", ".csv"}

// maxFile is the size above which a file is not even read.
const maxFile = 50 << 20

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
func readInputs(path string) ([]xlsx.Input, error) {
	info, err := os.Stat(path)
	if err != nil {
		return nil, inputError(path, err)
	}
	if !info.IsDir() {
		return readWithWaivers(path)
	}
	files, err := listWorkbooks(path)
	if err != nil {
		return nil, inputError(path, err)
	}
	var inputs []xlsx.Input
	var errs []error
	for _, name := range files {
		data, err := readFile(filepath.Join(path, name))
		if err != nil {
			errs = append(errs, err)
			continue
		}
		if writtenByUs(data) {
			continue
		}
		inputs = append(inputs, xlsx.Input{Name: filepath.ToSlash(name), Data: data})
	}
	if len(errs) > 0 {
		return nil, errors.Join(errs...)
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
func readWithWaivers(path string) ([]xlsx.Input, error) {
	data, err := readFile(path)
	if err != nil {
		return nil, err
	}
	inputs := []xlsx.Input{{Name: filepath.Base(path), Data: data}}
	for _, name := range waiverFiles {
		beside := filepath.Join(filepath.Dir(path), name)
		if _, err := os.Stat(beside); err != nil || samePath(beside, path) {
			continue
		}
		data, err := readFile(beside)
		if err != nil {
			return nil, err
		}
		inputs = append(inputs, xlsx.Input{Name: name, Data: data})
	}
	return inputs, nil
}

// listWorkbooks lists the workbooks below dir, in name order, as paths
// relative to it.
func listWorkbooks(dir string) ([]string, error) {
	var files []string
	err := filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case d.IsDir() && path != dir && (strings.HasPrefix(d.Name(), ".") || d.Name() == "__MACOSX"):
			return filepath.SkipDir
		case d.Type().IsRegular() && isWorkbook(d.Name()):
			rel, err := filepath.Rel(dir, path)
			files = append(files, rel)
			return err
		}
		return nil
	})
	return files, err
}

// readFile reads a whole input file, within the size limit.
func readFile(path string) ([]byte, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, inputError(path, err)
	}
	defer f.Close()
	if info, err := f.Stat(); err == nil && info.IsDir() {
		return nil, fail(exitFailure, "请写文件名", "“%s”是文件夹，不是文件", path)
	}
	data, err := io.ReadAll(io.LimitReader(f, maxFile+1))
	if err != nil {
		return nil, inputError(path, err)
	}
	if len(data) > maxFile {
		return nil, &xlsx.Error{Rule: "import/unreadable", File: filepath.Base(path), Offset: -1,
			Cause: fmt.Sprintf("文件超过 %d MB，不像一个单位的工作簿", maxFile>>20), Cure: "请删去图片和无关的工作表后另存再试"}
	}
	return data, nil
}

// inputError says in Chinese why an input cannot be opened.
func inputError(path string, err error) error {
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return fail(exitFailure, "请检查路径；名字里有空格时，整个路径要加英文引号", "找不到“%s”", path)
	case errors.Is(err, fs.ErrPermission):
		return fail(exitFailure, "请关闭占用它的程序，或请管理员给读取权限", "没有权限读取“%s”", path)
	}
	return fail(exitFailure, "文件可能被别的程序独占，请关闭 Excel 或 WPS 后再试", "读取“%s”失败：%s", path, reason(err))
}

// appName stands in docProps/app.xml of every package that ziping writes. Word,
// Excel, WPS and LibreOffice put their own name there when they save, so it
// tells an untouched output from one that a person has worked on.
const appName = "ziping"

// writtenByUs reports that data is a file ziping wrote and nobody saved since.
func writtenByUs(data []byte) bool {
	if bytes.HasPrefix(data, []byte(`{"unit":`)) {
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
