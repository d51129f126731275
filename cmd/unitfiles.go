package cmd

import (
	"path/filepath"
	"slices"

	"ziping/cmd/city/find"
	"ziping/cmd/door"
	"ziping/cmd/handout"
	"ziping/xlsx"
)

// inputs reads the workbooks of a unit.
func (u unitPath) inputs(d *door.Door) ([]xlsx.Input, error) {
	switch {
	case u.fault != nil:
		return nil, u.fault
	case u.found.Name != "":
		return foundInputs(d, u.found)
	case len(u.files) > 1:
		return readTogether(d, u.files), nil
	}
	return readInputs(d, u.path)
}

// foundInputs reads the workbooks of a unit of a city.
func foundInputs(d *door.Door, u find.Unit) ([]xlsx.Input, error) {
	var inputs []xlsx.Input
	for _, f := range u.Files {
		switch {
		case f.Fault != nil:
			inputs = append(inputs, faultyInput(f.Name, inputError(f.Path, f.Fault)))
		case f.Sort == find.Workbook:
			in := foundInput(d, f)
			if in.Fault == nil && f.Entry == "" && handout.NotInput(f.Path, in.Data, writtenByUs(in.Data)) != "" {
				d.Forget(f.Path)
				continue
			}
			inputs = append(inputs, in)
		}
	}
	if u.Loose && len(inputs) > 0 {
		for _, name := range waiverFiles {
			if beside := filepath.Join(filepath.Dir(u.Path), name); exists(beside) {
				inputs = append(inputs, readInput(d, beside, name))
			}
		}
		inputs = append(inputs, supplementsOf(d, u.Path)...)
	}
	if len(inputs) == 0 {
		return nil, nothingToRead(u)
	}
	return inputs, nil
}

func foundInput(d *door.Door, f find.File) xlsx.Input {
	if f.Entry == "" {
		return readInput(d, f.Path, f.Name)
	}
	data, err := d.ReadEntry(f.Path, f.Entry, door.Workbook)
	if err != nil {
		return faultyInput(f.Name, inputError(f.Name, err))
	}
	return xlsx.Input{Name: f.Name, Data: data}
}

// nothingToRead says what a unit without a workbook has handed in.
func nothingToRead(u find.Unit) error {
	var words, scans, packed bool
	for _, f := range u.Files {
		words, scans, packed = words || f.Sort == find.Word, scans || f.Sort == find.Scan, packed || f.Sort == find.Archive
	}
	const cure = "请报送资金表、活动台账、自评表的 Excel 工作簿"
	switch {
	case packed:
		return fail(exitFailure, "请解压后再报，或改用 zip；里面要有 Excel 工作簿", "“%s”只有打不开的压缩包，没有 Excel 工作簿", u.Label)
	case words && scans:
		return fail(exitFailure, cure, "“%s”只有 Word 和扫描件，没有 Excel 工作簿", u.Label)
	case words:
		return fail(exitFailure, cure, "“%s”只有 Word 报告，没有 Excel 工作簿", u.Label)
	case scans:
		return fail(exitFailure, cure, "“%s”只有扫描件，没有 Excel 工作簿", u.Label)
	}
	return fail(exitFailure, cure, "“%s”里没有 Excel 工作簿，也没有别的材料", u.Label)
}

// onPaper reports a unit that handed in something, but no workbook.
func onPaper(u find.Unit) bool {
	return len(u.Files) > 0 && !slices.ContainsFunc(u.Files, func(f find.File) bool { return f.Sort == find.Workbook })
}
