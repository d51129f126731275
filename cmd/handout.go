package cmd

import (
	"bytes"
	"cmp"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"ziping/cmd/door"
	"ziping/cmd/handout"
	"ziping/cmd/writer"
	"ziping/model"
	"ziping/xlsx"
	"ziping/xlsx/mark"
	"ziping/xlsx/supplement"
	sheets "ziping/xlsx/write/ask"
	"ziping/xlsx/write/mend"
)

// unit is the result as it is handed out.
func (r result) unit(opt reportOptions) handout.Unit {
	u := handout.Unit{Name: r.name, Project: r.project, Findings: r.findings, Checked: r.checked, Report: opt.view()}
	for _, stranger := range opt.strangers {
		u.Strangers = append(u.Strangers, stranger.Name)
	}
	return u
}

// writeSupplement writes a unit's 补充材料 to path, with all that a person typed
// into the one that lies there, or into the one that came in. Where one cannot be
// read completely, or is about somebody else, the new one goes beside it. It
// returns "" when there is nothing to ask and nothing to replace.
//
// named tells that a person named the path: then it goes there.
func (r result) writeSupplement(s *job, path string, opt reportOptions, named bool) (string, error) {
	inputs := r.given
	in := r.supplementIn(inputs)
	if !named {
		path = cmp.Or(in, path)
	}
	u := r.unit(opt)
	p := u.Paper(u.Books(inputs, opt.read))
	old, err := s.supplementAt(path, opt)
	known := err == nil && (old == nil || aboutUnit(old.Mark, p.Unit))
	if known {
		p.Typed = old
	}
	if named && in != "" && p.Typed == nil && known {
		p.Typed, _ = s.supplementAt(in, opt)
	}
	if p.Empty() && p.Typed == nil {
		return "", nil
	}
	data, err := sheets.Write(p)
	if err != nil {
		return "", fail(exitOutput, "原来的一份没有动；请把它和本信息发给维护人员", "补充材料没有写成：%v", err)
	}
	if !known {
		path = newBeside(path)
		if old, err = s.supplementAt(path, opt); err != nil || old != nil && old.Typed() > 0 {
			return writeResult(s, path, false, data)
		}
	}
	s.door.Forget(path) // it came in as well, and all of it is in the new one
	return writeResult(s, path, known || old != nil, data)
}

// newBeside is where the new one goes when the old one stays.
func newBeside(path string) string {
	ext := filepath.Ext(path)
	return strings.TrimSuffix(path, ext) + "（新）" + ext
}

// supplementIn is the 补充材料 among the inputs, "" for none.
func (r result) supplementIn(inputs []xlsx.Input) string {
	for _, in := range inputs {
		if m, ok := mark.Of(in.Data); ok && m.Kind == mark.Answers {
			return r.placeIn(in.Name)
		}
	}
	return ""
}

// placeIn is where an input of the unit lies.
func (r result) placeIn(name string) string {
	if isWorkbook(filepath.Base(r.path)) {
		return filepath.Join(filepath.Dir(r.path), filepath.FromSlash(name))
	}
	return filepath.Join(r.path, filepath.FromSlash(name))
}

// supplementAt is what a person typed into the 补充材料 at a place, nil when there is
// none.
func (j *job) supplementAt(path string, opt reportOptions) (*supplement.Supplement, error) {
	if _, err := os.Stat(path); errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	} else if err != nil {
		return nil, err // it may be there: nothing may take its place
	}
	var look *door.Door
	data, err := look.Read(path, door.Workbook)
	if err != nil {
		return nil, err
	}
	b, err := xlsx.Open(filepath.Base(path), data, opt.read.Options)
	if err != nil {
		return nil, err
	}
	m, ok := mark.Of(data)
	if !ok || m.Kind != mark.Answers {
		return nil, errors.New("它不是补充材料")
	}
	sup, err := supplement.Read(b, filepath.Base(path))
	if err == nil {
		sup.Mark = m
	}
	return sup, err
}

// aboutUnit reports that a 补充材料 is about the unit and the year.
func aboutUnit(m mark.Mark, u mend.Unit) bool {
	return (m.Unit == "" || u.Name == "" || model.SameOffice(m.Unit, u.Name)) && (m.Year == 0 || u.Year == 0 || m.Year == u.Year)
}

// writeBytes writes bytes as they are.
func writeBytes(f writer.File, data []byte) writer.Output {
	f.AsIs = true
	return writer.Output{File: f, Data: bytes.Clone(data)}
}

// tellSupplement says where the 补充材料 is.
func tellSupplement(s *job, path string) {
	if path != "" {
		printf(s.out, "补充材料：%s（请填写黄色的格，和原来的表放在一起再核对一次）\n", oneLine(path))
	}
}

// defaultSupplement is where a unit's 补充材料 goes that lies beside others.
func defaultSupplement(path string) (string, error) {
	abs, err := filepath.Abs(path)
	if err != nil {
		return "", inputError(path, err)
	}
	return filepath.Join(filepath.Dir(abs), fmt.Sprintf("补充材料_%s.xlsx", writer.SafeName(baseName(path)))), nil
}
