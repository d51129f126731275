package cmd

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"golang.org/x/text/unicode/norm"
)

// A unitPath is one unit of a batch: a folder, or a loose workbook.
type unitPath struct {
	name string // unique in the batch, usable as a file name
	path string
}

// discover lists the units under dir in name order. A folder that holds
// workbooks is one unit; a workbook that lies loose in dir is one unit. A
// folder whose sub-folders are named like units (市 over 县), and that holds no
// workbook of its own but their 资金分配表, is a level of its own; otherwise all
// that is in it is one unit that sorts its files into sub-folders. out is left
// out. empty are the folders without a workbook, which may be a unit that has
// handed in nothing.
func discover(dir, out string) (units []unitPath, empty []string, err error) {
	info, err := os.Stat(dir)
	if err != nil {
		return nil, nil, inputError(dir, err)
	}
	if !info.IsDir() {
		return nil, nil, usageError("只核对一个文件请用 ziping report", "“%s”不是文件夹", dir)
	}
	paths, empty, err := unitsBelow(dir, out)
	if err != nil {
		return nil, nil, err
	}
	if len(paths) == 0 {
		return nil, nil, fail(exitFailure, "请把每个单位的工作簿放进一个以单位命名的子文件夹", "文件夹“%s”里没有 Excel 工作簿", dir)
	}
	units = make([]unitPath, len(paths))
	for i, path := range paths {
		units[i] = unitPath{safeName(baseName(path)), path}
	}
	slices.SortFunc(units, func(a, b unitPath) int {
		if c := strings.Compare(a.name, b.name); c != 0 {
			return c
		}
		return strings.Compare(a.path, b.path)
	})
	makeUnique(units)
	return units, empty, nil
}

func unitsBelow(dir, out string) (units, empty []string, err error) {
	entries, err := os.ReadDir(dir)
	if err != nil {
		return nil, nil, inputError(dir, err)
	}
	for _, e := range entries {
		path := filepath.Join(dir, e.Name())
		switch {
		case samePath(path, out), strings.HasPrefix(e.Name(), "."), e.Name() == "__MACOSX":
		case slices.Contains(waiverFiles, e.Name()): // read with each workbook beside it
		case e.Type().IsRegular() && isWorkbook(e.Name()):
			if ours, err := oursOnDisk(path); err != nil || !ours {
				units = append(units, path)
			}
		case e.IsDir():
			below, none, err := unitsOf(path, out)
			if err != nil {
				return nil, nil, err
			}
			units, empty = append(units, below...), append(empty, none...)
		}
	}
	return units, empty, nil
}

// unitsOf decides whether a folder is a unit, a level above units, or neither.
// It is a level when its workbooks lie in sub-folders named like units; beside
// these it may hold the table that allots them their money. The results of an
// earlier run are neither.
func unitsOf(dir, out string) (units, empty []string, err error) {
	files, err := listWorkbooks(dir)
	switch {
	case err != nil:
		return nil, nil, inputError(dir, err)
	case len(files) == 0:
		return nil, []string{dir}, nil
	case !slices.ContainsFunc(files, func(name string) bool {
		ours, err := oursOnDisk(filepath.Join(dir, name))
		return err != nil || !ours
	}):
		return nil, nil, nil
	}
	level := false
	for _, f := range files {
		first, _, nested := strings.Cut(filepath.ToSlash(f), "/")
		switch {
		case nested && namedLikeUnit(first):
			level = true
		case nested || !namedLikeAllotment(first):
			return []string{dir}, nil, nil
		}
	}
	if level {
		return unitsBelow(dir, out)
	}
	return []string{dir}, nil, nil
}

// namedLikeAllotment tells a 资金分配表, 资金下达表 by its file name.
func namedLikeAllotment(name string) bool {
	return strings.Contains(name, "分配") || strings.Contains(name, "下达")
}

// unitEndings are what the names of units end with.
var unitEndings = []string{"市", "区", "县", "旗", "州", "盟", "镇", "乡", "街道", "科协", "协会", "局", "委", "办", "中心", "学校", "馆", "单位"}

func namedLikeUnit(name string) bool {
	return slices.ContainsFunc(unitEndings, func(end string) bool { return strings.HasSuffix(name, end) })
}

// oursOnDisk reports that a workbook is an earlier output of ziping.
func oursOnDisk(path string) (bool, error) {
	info, err := os.Stat(path)
	if err != nil || info.Size() > maxFile {
		return false, err
	}
	data, err := os.ReadFile(path)
	return err == nil && writtenByUs(data), err
}

func samePath(a, b string) bool {
	infoA, errA := os.Stat(a)
	infoB, errB := os.Stat(b)
	return errors.Join(errA, errB) == nil && os.SameFile(infoA, infoB)
}

// makeUnique gives units whose names are equal, or differ only in case, a
// number.
func makeUnique(units []unitPath) {
	seen := map[string]bool{}
	for i := range units {
		name := units[i].name
		for n := 2; seen[foldName(units[i].name)]; n++ {
			units[i].name = name + "(" + strconv.Itoa(n) + ")"
		}
		seen[foldName(units[i].name)] = true
	}
}

func foldName(name string) string { return strings.ToLower(norm.NFC.String(name)) }

// mkdir makes a folder for outputs.
func mkdir(path string) error {
	if err := os.MkdirAll(path, 0o755); err != nil {
		if info, statErr := os.Stat(path); errors.Is(err, fs.ErrExist) || statErr == nil && !info.IsDir() {
			return fail(exitOutput, "请用 -o 写另一个文件夹名", "“%s”是文件，不是文件夹", path)
		}
		return outputError(path, err)
	}
	return nil
}
