package cmd

import (
	"errors"
	"io"
	"os"
	"path/filepath"

	"ziping/cmd/writer"
)

// What a unit's outputs in a batch are called, after the unit's name.
const (
	reportSuffix = "_绩效自评报告.docx"
	resultSuffix = "_核对结果" // and the ending of a format
	rollupName   = "汇总.xlsx"
	rollupPage   = "核对结果.html"
)

// resultFormats are the formats in which a batch writes a unit's findings.
var resultFormats = []string{".json", ".html"}

// deliver writes one unit's outputs. A unit whose files were read and cannot
// have a report has none of an earlier run either, unless a person worked on
// it. One that could not be read keeps what it had: that may still be right, and
// 汇总 says that it is old.
func (b *batch) deliver(u *batchUnit) (err error) {
	defer func() {
		if p := recover(); p != nil {
			err = internalError(p)
		}
	}()
	b.to.Sweep(filepath.Join(b.out, u.unitPath.name))
	if u.err == nil {
		u.err = u.refusal()
	}
	if b.keep(u); u.err == nil && u.old != "" {
		u.err = u.missed // with gaps that will pass, the new report would be worse than the old one
	}
	switch {
	case u.err == nil:
		return b.writeUnit(u)
	case passing(u.err):
		return nil
	}
	return b.withdraw(u)
}

// writeUnit writes the findings and the report of a unit: all or, when one of
// them may not be written, none.
func (b *batch) writeUnit(u *batchUnit) error {
	doc, err := fillReport(&u.result, b.opts)
	if err != nil {
		return err
	}
	dir := filepath.Join(b.out, u.unitPath.name)
	name := filepath.Join(u.unitPath.name, u.unitPath.name)
	shown := sheet{result: u.result, dir: dir, report: filepath.ToSlash(name + reportSuffix)}
	shown.name = u.unitPath.name
	var outputs []writer.Output
	for _, ext := range resultFormats {
		data, err := content(func(w io.Writer) error { return findingFormats.of(ext)(w, shown) })
		if err != nil {
			return err
		}
		outputs = append(outputs, writer.Output{File: b.file(name + resultSuffix + ext), Data: data})
	}
	outputs = append(outputs, writer.Output{File: b.file(name + reportSuffix), Data: doc}) // last: where one fails, the report is the old one
	err = b.to.Mkdir(dir)
	if err == nil {
		err = b.to.WriteAll(outputs)
	}
	if err == nil {
		u.report, u.old = shown.report, ""
	}
	return outputError(err)
}

func (b *batch) file(name string) writer.File {
	return writer.File{Path: filepath.Join(b.out, name), Force: b.opts.force}
}

// keep notes the report of an earlier run, which stays where no new one is written.
func (b *batch) keep(u *batchUnit) {
	u.old = ""
	name := filepath.Join(u.unitPath.name, u.unitPath.name+reportSuffix)
	if info, err := os.Stat(filepath.Join(b.out, name)); err == nil && info.Mode().IsRegular() {
		u.old = filepath.ToSlash(name)
	}
}

// withdraw removes what an earlier run wrote for a unit that has no report now.
func (b *batch) withdraw(u *batchUnit) error {
	dir := filepath.Join(b.out, u.unitPath.name)
	names := []string{reportSuffix}
	for _, ext := range resultFormats {
		names = append(names, resultSuffix+ext)
	}
	var errs []error
	for _, suffix := range names {
		_, err := b.to.Remove(filepath.Join(dir, u.unitPath.name+suffix))
		errs = append(errs, outputError(err))
	}
	_ = os.Remove(dir) // only when it is empty
	b.keep(u)          // one that a person worked on stays
	return errors.Join(errs...)
}
