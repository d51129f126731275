package cmd

import (
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"ziping/cmd/city/find"
	"ziping/cmd/door"
	"ziping/cmd/handout"
)

// A unitPath is one unit of a batch: a folder, or a loose workbook.
type unitPath struct {
	name  string // unique in the batch, usable as a file name
	path  string
	fault error     // why its folder could not be looked into, nil when it could
	files []string  // of one folder that were given one by one and are the unit; path is the first
	found find.Unit // as it was found in a city's folder, zero for what was given
}

// discover lists the units under dir in the order of their names, see package
// find. out is left out. What may be a unit and is none, is an omission at the
// door; others are files among the units that belong to nobody.
func discover(d *door.Door, dir, out string) (units []unitPath, others []string, err error) {
	info, err := os.Stat(dir)
	if err != nil {
		return nil, nil, inputError(dir, err)
	}
	if !info.IsDir() {
		return nil, nil, usageError("只核对一个文件请用 ziping report", "“%s”不是文件夹", dir)
	}
	found, others := find.Units(d, dir, finding(out))
	for _, u := range found {
		if u.Fault != nil {
			u.Fault = inputError(u.Path, u.Fault)
		}
		units = append(units, unitPath{name: u.Name, path: u.Path, fault: u.Fault, found: u})
	}
	if len(units) == 1 && units[0].path == dir {
		return nil, nil, units[0].fault
	}
	if len(units) == 0 {
		return nil, nil, fail(exitFailure, "请把每个单位的工作簿放进一个以单位命名的子文件夹", "文件夹“%s”里没有 Excel 工作簿", dir)
	}
	return units, others, nil
}

// finding is what finding units needs to know of the rest.
func finding(out string) find.Options {
	return find.Options{
		Out: out, Omit: leftOut,
		Ours: func(path string) bool {
			ours, err := oursOnDisk(path)
			return err == nil && ours || isSupplement(path) || putThere(path)
		},
		Skip: func(name string) bool { return slices.Contains(waiverFiles, name) }, // a waiver is read with each workbook beside it
	}
}

// namedLikeAllotment tells a 资金分配表, 资金下达表 by its file name.
func namedLikeAllotment(name string) bool { return find.LikeAllotment(name) }

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
	return err == nil && handout.NotInput(path, data, writtenByUs(data)) != "", err
}

// putThere reports a marked copy where ziping put it.
func putThere(path string) bool {
	var look *door.Door
	data, err := look.Read(path, door.Workbook)
	return err == nil && filepath.Base(filepath.Dir(path)) == markedFolder && handout.Marked(data)
}

// isSupplement reports a 补充材料: it belongs to the workbook that it names.
func isSupplement(path string) bool {
	var look *door.Door
	data, err := look.Read(path, door.Workbook)
	return err == nil && handout.IsAnswers(data)
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

// makeUnique gives units whose names are equal, or differ only in case, names of
// their own.
func makeUnique(units []unitPath) {
	all := make([]find.Unit, len(units))
	for i, u := range units {
		all[i] = find.Unit{Name: u.name, Rel: filepath.ToSlash(u.path)}
	}
	find.MakeUnique(all)
	for i := range units {
		units[i].name = all[i].Name
		if units[i].found.Name != "" {
			units[i].found.Name = all[i].Name
		}
	}
}
