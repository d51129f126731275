package cmd

import (
	"cmp"
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"golang.org/x/text/unicode/norm"

	"ziping/cmd/door"
	"ziping/cmd/settings"
	"ziping/cmd/writer"
)

// A unitPath is one unit of a batch: a folder, or a loose workbook.
type unitPath struct {
	name  string // unique in the batch, usable as a file name
	path  string
	fault error    // why its folder could not be looked into, nil when it could
	files []string // of one folder that were given one by one and are the unit; path is the first
}

// discover lists the units under dir in name order. A folder that holds
// workbooks is one unit; a workbook that lies loose in dir is one unit. A
// folder whose sub-folders are named like units (市 over 县), and that holds no
// workbook of its own but their 资金分配表, is a level of its own; otherwise all
// that is in it is one unit that sorts its files into sub-folders. A folder that
// cannot be looked into is a unit too, and fails. out is left out. What may be a
// unit and is none, is an omission at the door.
func discover(d *door.Door, dir, out string) ([]unitPath, error) {
	info, err := os.Stat(dir)
	if err != nil {
		return nil, inputError(dir, err)
	}
	if !info.IsDir() {
		return nil, usageError("只核对一个文件请用 ziping report", "“%s”不是文件夹", dir)
	}
	f := finder{door: d, out: out}
	f.below(dir)
	if len(f.units) == 1 && f.units[0].path == dir {
		return nil, f.units[0].fault
	}
	if len(f.units) == 0 {
		return nil, fail(exitFailure, "请把每个单位的工作簿放进一个以单位命名的子文件夹", "文件夹“%s”里没有 Excel 工作簿", dir)
	}
	slices.SortFunc(f.units, func(a, b unitPath) int {
		return cmp.Or(strings.Compare(a.name, b.name), strings.Compare(a.path, b.path))
	})
	makeUnique(f.units)
	return f.units, nil
}

// A finder looks for units.
type finder struct {
	door  *door.Door
	out   string
	units []unitPath
}

func (f *finder) add(path string, err error) {
	if own := filepath.Join(path, settings.FileName); exists(own) {
		f.door.Omit(own, "没有用：一次做多个单位时，用的是放在总文件夹里的设置")
	}
	f.units = append(f.units, unitPath{name: writer.SafeName(baseName(path)), path: path, fault: err})
}

// below finds the units that lie in a folder of units.
func (f *finder) below(dir string) {
	entries, err := os.ReadDir(dir)
	if err != nil {
		f.add(dir, inputError(dir, err))
		return
	}
	for _, e := range entries {
		path := filepath.Join(dir, e.Name())
		why := leftOut(path, e)
		switch {
		case samePath(path, f.out):
			if f.hasWorkbooks(path) {
				f.door.Omit(path, "是 -o 写的结果文件夹，里面的工作簿没有当作单位")
			}
		case why != "":
			f.door.Omit(path, why)
		case hidden(e), slices.Contains(waiverFiles, e.Name()): // a waiver is read with each workbook beside it
		case e.Type().IsRegular() && isWorkbook(e.Name()):
			if ours, err := oursOnDisk(path); err != nil || !ours {
				f.add(path, nil)
			}
		case e.IsDir():
			f.folder(path)
		}
	}
}

// folder decides whether a folder is a unit, a level above units, or neither.
// It is a level when its workbooks lie in sub-folders named like units; beside
// these it may hold the table that allots them their money. The results of an
// earlier run are neither.
func (f *finder) folder(dir string) {
	files, err := listWorkbooks(f.door, dir)
	switch {
	case err != nil:
		f.add(dir, inputError(dir, err))
		return
	case len(files) == 0:
		f.door.Omit(dir, "里没有 Excel 工作簿，没有当作单位")
		return
	case !anyForeign(dir, files):
		return
	}
	level := false
	for _, name := range files {
		first, _, nested := strings.Cut(filepath.ToSlash(name), "/")
		switch {
		case nested && namedLikeUnit(first):
			level = true
		case nested || !namedLikeAllotment(first):
			f.add(dir, nil)
			return
		}
	}
	if level {
		f.below(dir)
		return
	}
	f.add(dir, nil)
}

// hasWorkbooks reports that a folder holds workbooks that are no results.
func (f *finder) hasWorkbooks(dir string) bool {
	files, err := listWorkbooks(nil, dir)
	return err == nil && anyForeign(dir, files)
}

// anyForeign reports that one of the files in dir is not an output of ziping.
func anyForeign(dir string, files []string) bool {
	return slices.ContainsFunc(files, func(name string) bool {
		ours, err := oursOnDisk(filepath.Join(dir, name))
		return err != nil || !ours
	})
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

// oursOnDisk reports that a workbook is an earlier output of ziping. It is only
// looked at, and no input by that.
func oursOnDisk(path string) (bool, error) {
	var look *door.Door
	data, err := look.Read(path, door.Workbook)
	return err == nil && writtenByUs(data), err
}

func exists(path string) bool {
	_, err := os.Stat(path)
	return err == nil
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
