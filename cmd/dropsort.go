package cmd

import (
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"ziping/cmd/door"
	"ziping/cmd/settings"
	"ziping/cmd/writer"
	"ziping/model/check"
	"ziping/render/docx"
	"ziping/xlsx"
	"ziping/xlsx/mark"
)

// What was dropped, by what it is.
type dropped struct {
	first     string   // beside it lie the results
	workbooks []string // single files
	folders   []string
	template  string   // "" for none
	reports   []string // Word files without tags: finished reports
}

// sortDropped looks at what was dropped. What is no workbook, folder or template
// is an omission at the door.
func sortDropped(s *job, paths []string) (dropped, error) {
	var d dropped
	for _, path := range paths {
		info, err := os.Stat(path)
		name := filepath.Base(path)
		switch {
		case err != nil && !looksLikePath(path):
			return d, usageError("运行 ziping --help 看全部命令；要处理文件，请检查文件名", "没有“%s”这个命令，也没有这个文件", path)
		case err == nil && info.IsDir():
			d.folders = append(d.folders, path)
		case strings.HasPrefix(name, "~$"), strings.HasPrefix(name, ".~"):
			s.door.Omit(path, "说明同名的文件正在 Word、Excel 或 WPS 里打开，没有保存的修改不会读入")
			continue
		case err == nil && strings.EqualFold(filepath.Ext(name), ".docx"):
			if err := d.word(s, path); err != nil {
				return d, err
			}
			continue
		case err == nil && info.Mode().IsRegular() && !isWorkbook(name) && len(paths) > 1:
			s.door.Omit(path, "不是 Excel 工作簿，没有读")
			continue
		default: // also one that is not there, which reading tells
			d.workbooks = append(d.workbooks, path)
		}
		if d.first == "" {
			d.first = path
		}
	}
	if d.first == "" && len(d.reports) > 0 {
		d.first = d.reports[0]
	}
	if d.first == "" {
		s.tellOmitted()
		return d, fail(exitFailure, "请把资金表、活动台账、自评表（或装着它们的文件夹）拖到程序图标上；有模板的一起拖", "拖来的文件里没有 Excel 工作簿")
	}
	return d, nil
}

// word takes a Word file with tags for the template, one without for a finished report.
func (d *dropped) word(s *job, path string) error {
	data, err := s.read(path, door.Template)
	if err != nil {
		return err
	}
	t, err := docx.Compile(data)
	switch {
	case err == nil && len(t.Tags()) == 0:
		d.reports = append(d.reports, path)
	case d.template != "":
		return fail(exitUsage, "请只拖一份模板", "拖来了两份模板：%s、%s", filepath.Base(d.template), filepath.Base(path))
	default:
		d.template = path // its faults are told with all others of a template
	}
	return nil
}

// title is what several units together are called: by their folder.
func (d dropped) title() string {
	if len(d.folders) == 1 && len(d.workbooks) == 0 {
		return baseName(d.folders[0])
	}
	abs, err := filepath.Abs(d.first)
	if err != nil {
		return ""
	}
	return strings.Trim(filepath.Base(filepath.Dir(abs)), `/\.`)
}

// units are the units that were dropped: each folder is one, or several; the
// files of a folder are one, unless they name several.
func (d dropped) units(s *job, opt pipelineOptions) ([]unitPath, error) {
	var all []unitPath
	for _, dir := range d.folders {
		units, err := unitsOf(s.door, dir, opt)
		if err != nil {
			return nil, err
		}
		all = append(all, units...)
	}
	byFolder := map[string][]string{}
	var order []string
	for _, path := range d.workbooks {
		dir := filepath.Dir(path)
		if byFolder[dir] == nil {
			order = append(order, dir)
		}
		if !slices.Contains(byFolder[dir], path) {
			byFolder[dir] = append(byFolder[dir], path)
		}
	}
	for _, dir := range order {
		all = append(all, grouped(sameUnit(byFolder[dir], opt))...)
	}
	for _, u := range all {
		if own := filepath.Join(u.path, settings.FileName); len(all) > 1 && exists(own) {
			s.door.Omit(own, "没有用：一次做多个单位时，用的是放在它们上级文件夹里的设置")
		}
	}
	return all, nil
}

// grouped are the units that groups of files make.
func grouped(groups [][]string) []unitPath {
	var all []unitPath
	for _, files := range groups {
		all = append(all, unitPath{name: writer.SafeName(baseName(files[0])), path: files[0], files: files})
	}
	return all
}

// unitsOf are the units in a dropped folder: several where batch would find
// several in sub-folders named like units, or loose workbooks that name
// different ones, else the folder itself.
func unitsOf(d *door.Door, dir string, opt pipelineOptions) ([]unitPath, error) {
	files, err := listWorkbooks(nil, dir)
	if err != nil {
		return nil, inputError(dir, err)
	}
	nested := false
	var loose []string
	for _, name := range files {
		first, _, below := strings.Cut(filepath.ToSlash(name), "/")
		ours, _ := oursOnDisk(filepath.Join(dir, name))
		switch {
		case ours:
		case below && namedLikeUnit(first):
			nested = true
		case !below && !namedLikeAllotment(first):
			loose = append(loose, filepath.Join(dir, name))
		}
	}
	if nested && len(loose) == 0 {
		units, _, err := discover(d, dir, "")
		return units, err
	}
	if groups := sameUnit(loose, opt); !nested && len(groups) > 1 && !slices.ContainsFunc(loose, func(path string) bool { return statedUnit(path, opt) == "" }) {
		return grouped(groups), nil
	}
	return []unitPath{{name: writer.SafeName(baseName(dir)), path: dir}}, nil
}

// sameUnit groups the files of a folder by the unit they name. A file that names
// none belongs to the only unit that is named; where several are, its own name
// decides, or it stands alone.
func sameUnit(files []string, opt pipelineOptions) [][]string {
	if len(files) < 2 {
		return [][]string{files}
	}
	var names []string // of the groups, "" for a file that names no unit
	var groups [][]string
	var unnamed []string
	for _, path := range files {
		name := statedUnit(path, opt)
		if name == "" {
			unnamed = append(unnamed, path)
			continue
		}
		i := slices.IndexFunc(names, func(n string) bool { return sameName(n, name) })
		if i < 0 {
			names, groups = append(names, name), append(groups, nil)
			i = len(names) - 1
		}
		groups[i] = append(groups[i], path)
	}
	for _, path := range unnamed {
		hint := unitInFileName(path)
		i := slices.IndexFunc(names, func(n string) bool { return hint != "" && (strings.Contains(n, hint) || sameName(n, hint)) })
		switch {
		case i >= 0:
		case len(names) == 1 && hint == "":
			i = 0
		case hint == "" && len(names) > 1:
			names, groups = append(names, baseName(path)), append(groups, nil)
			i = len(names) - 1
		default:
			names, groups = append(names, hint), append(groups, nil)
			i = len(names) - 1
		}
		groups[i] = append(groups[i], path)
	}
	for i := range groups { // in the order in which they were dropped
		slices.SortFunc(groups[i], func(a, b string) int { return slices.Index(files, a) - slices.Index(files, b) })
	}
	return groups
}

// statedUnit is the unit that a workbook states, "" when it states none or cannot
// be read.
func statedUnit(path string, opt pipelineOptions) string {
	in := readInput(opt.door, path, filepath.Base(path))
	if in.Fault != nil {
		return ""
	}
	if m, ok := mark.Of(in.Data); ok && m.Kind == mark.Answers {
		return shortUnit(m.Unit)
	}
	p, err := xlsx.Read([]xlsx.Input{in}, opt.read)
	if err != nil || p == nil || !p.Unit.Known() {
		return ""
	}
	return shortUnit(p.Unit.Value)
}

// shortUnit is a unit's name without blanks and in its short form.
func shortUnit(name string) string {
	return strings.ReplaceAll(strings.Join(strings.Fields(name), ""), "科学技术协会", "科协")
}

// sameName: one name may have the city before it that the other leaves out.
func sameName(a, b string) bool { return strings.HasSuffix(a, b) || strings.HasSuffix(b, a) }

// unitInFileName is the unit that a file's name begins with, 高台县 of
// 高台县科普经费.xlsx, "" when it begins with none.
func unitInFileName(path string) string {
	name := []rune(strings.Join(strings.Fields(baseName(path)), ""))
	for i := 2; i <= len(name) && i <= 12; i++ {
		for _, end := range []string{"科协", "县", "区", "市", "旗"} {
			if strings.HasSuffix(string(name[:i]), end) {
				return string(name[:i])
			}
		}
	}
	return ""
}

// withoutFlags takes the options out of the cures of an error: who dropped a
// file has no command line.
func withoutFlags(err error) error {
	if err == nil {
		return nil
	}
	var coded *exitError
	code := exitFailure
	if errors.As(err, &coded) {
		code = coded.code
	}
	var cancelled *cancelError
	if errors.As(err, &cancelled) || coded != nil && coded.err == nil {
		return err
	}
	var all []error
	for _, e := range flatten(err) {
		var fault *xlsx.Error
		var hint *hintError
		switch {
		case errors.As(e, &fault):
			plain := *fault
			plain.Cure = plainCure(fault.Cure)
			e = &plain
		case errors.As(e, &hint):
			e = &hintError{hint.err, plainCure(hint.hint)}
		}
		all = append(all, e)
	}
	return &exitError{code, errors.Join(all...)}
}

func plainCures(fs []check.Finding) {
	for i := range fs {
		fs[i].Hint = plainCure(fs[i].Hint)
		plainCures(fs[i].Consequences)
	}
}

// plainCure leaves out of a cure what speaks of options and commands.
func plainCure(hint string) string {
	if !speaksOfOptions(hint) {
		return hint
	}
	var kept []string
	for _, part := range strings.FieldsFunc(hint, func(r rune) bool { return r == '；' || r == '，' || r == '。' }) {
		if !speaksOfOptions(part) {
			kept = append(kept, part)
		}
	}
	if len(kept) == 0 {
		return "请把这段话发给本单位管信息的人员"
	}
	kept[0] = strings.TrimPrefix(kept[0], "或")
	return strings.Join(kept, "，")
}

func speaksOfOptions(text string) bool {
	return strings.Contains(text, " -") || strings.Contains(text, "--") || strings.Contains(text, "ziping ")
}
