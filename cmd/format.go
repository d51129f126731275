package cmd

import (
	"io"
	"path"
	"path/filepath"
	"slices"
	"strings"

	"ziping/render"
	"ziping/xlsx/write"
)

// A format is a way to write something: which endings a file of it may have,
// and what writes it. Commands choose one by a file's name, and print the list
// in their help: a new format is one more value here.
type format[T any] struct {
	ext   []string // in lower case, the usual one first
	what  string   // said of it in the help, "" where the ending says all
	write func(io.Writer, T) error
}

type formats[T any] []format[T]

// A sheet is a result as it is written: with the folder it goes to, to which
// links are relative; its reports are where others see them.
type sheet struct {
	result
	dir   string
	cells bool // with what became of every cell
}

// page is a sheet as a part of a page.
func (s sheet) page() render.UnitFindings {
	u := render.UnitFindings{Name: s.name, Project: s.project, Findings: s.findings, Checked: s.checked}
	if len(s.reports) > 0 {
		u.Report = path.Base(s.reports[0]) // beside the page
	}
	return u
}

// findingFormats are the ways to write what was found.
var findingFormats = formats[sheet]{
	{[]string{".txt"}, "", func(w io.Writer, s sheet) error {
		return render.FindingsText(w, s.project, s.findings, render.TextOptions{Checked: s.checked})
	}},
	{[]string{".html", ".htm"}, "", func(w io.Writer, s sheet) error {
		return render.FindingsHTML(w, []render.UnitFindings{s.page()})
	}},
	{[]string{".xlsx"}, "核对清单", func(w io.Writer, s sheet) error {
		return write.Checklist(checklist(s.result, s.dir)).Write(w)
	}},
	{[]string{".json"}, "", func(w io.Writer, s sheet) error {
		return render.WriteJSON(w, s.project, s.findings, render.JSONOptions{Reports: s.reports, Failed: failedText(s.err), Checked: s.checked, Parts: s.parts})
	}},
}

// inspectFormats are the ways to write what was recognised.
var inspectFormats = formats[sheet]{
	{[]string{".txt"}, "", func(w io.Writer, s sheet) error { return render.InspectText(w, s.project, render.TextOptions{}) }},
	{[]string{".html", ".htm"}, "", func(w io.Writer, s sheet) error {
		return render.InspectHTML(w, s.project, render.TextOptions{})
	}},
	{[]string{".json"}, "", func(w io.Writer, s sheet) error {
		return render.WriteJSON(w, s.project, s.findings, render.JSONOptions{Explain: true, Cells: s.cells, Failed: failedText(s.err), Checked: s.checked, Parts: s.parts})
	}},
}

// fieldFormats are the ways to write the list of a template's fields.
var fieldFormats = formats[struct{}]{
	{[]string{".docx"}, "一张表，可打印", func(w io.Writer, _ struct{}) error { return render.FieldsDocx(w) }},
	{[]string{".txt"}, "", func(w io.Writer, _ struct{}) error { return render.FieldsText(w) }},
	{[]string{".json"}, "", func(w io.Writer, _ struct{}) error { return render.FieldsJSON(w) }},
}

// named is the format that a file's name asks for; with --json it is JSON, and
// the name must not say otherwise.
func (all formats[T]) named(file string, json bool) (func(io.Writer, T) error, error) {
	ext := strings.ToLower(filepath.Ext(file))
	if json && file == "" {
		ext = ".json"
	}
	if json && ext != ".json" {
		return nil, usageError("请去掉 --json，或把文件名改成 .json", "--json 写出来的是 JSON，“%s”的扩展名不是 .json", file)
	}
	for _, f := range all {
		if slices.Contains(f.ext, ext) {
			return f.write, nil
		}
	}
	return nil, usageError("可以用 "+all.list(false), "不知道怎样写“%s”这种文件", file)
}

// of is what writes files of an ending, which is on the list.
func (all formats[T]) of(ext string) func(io.Writer, T) error {
	i := slices.IndexFunc(all, func(f format[T]) bool { return f.ext[0] == ext })
	return all[i].write
}

// list names the formats: .txt、.html、.xlsx（核对清单）或 .json.
func (all formats[T]) list(explained bool) string {
	var b strings.Builder
	for i, f := range all {
		switch i {
		case 0:
		case len(all) - 1:
			b.WriteString(" 或 ")
		default:
			b.WriteString("、")
		}
		b.WriteString(f.ext[0])
		if f.what != "" && explained {
			b.WriteString("（" + f.what + "）")
		}
	}
	return strings.ReplaceAll(b.String(), "） ", "）")
}
