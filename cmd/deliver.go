package cmd

import (
	"errors"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"ziping/cmd/city"
	"ziping/cmd/writer"
	"ziping/render"
)

// A paper is one of the files in the folder that goes back to a unit. A new one is
// one more value in the list of unitPapers.
type paper struct {
	suffix string                                         // of the file's name, after the unit's
	report bool                                           // not there for a unit that could not be judged
	make   func(b *batch, u *batchUnit) ([][]byte, error) // of reports one a project, of others one
}

// unitPapers are all, in the order in which they are made: filling the report adds
// findings, the report is put in its place last.
func unitPapers() []paper {
	return []paper{
		{reportSuffix, true, func(b *batch, u *batchUnit) ([][]byte, error) { return fillReports(&u.result, b.opts) }},
		{resultSuffix + ".json", false, one((*batch).findingsJSON)},
		{resultSuffix + ".html", false, one((*batch).findingsPage)},
		{returnSuffix, false, one((*batch).returnSlip)},
	}
}

// one is a paper of which a unit has one, nil for none.
func one(of func(*batch, *batchUnit) ([]byte, error)) func(*batch, *batchUnit) ([][]byte, error) {
	return func(b *batch, u *batchUnit) ([][]byte, error) {
		data, err := of(b, u)
		if data == nil {
			return nil, err
		}
		return [][]byte{data}, err
	}
}

// findingsJSON are a unit's findings as --json prints them.
func (b *batch) findingsJSON(u *batchUnit) ([]byte, error) {
	opt := render.JSONOptions{Checked: u.checked, Parts: u.parts}
	if u.err != nil {
		opt.Failed = u.unitPath.name + "：" + failedText(u.err)
	} else {
		opt.Reports = u.reports
	}
	return content(func(w io.Writer) error { return render.WriteJSON(w, u.project, u.findings, opt) })
}

func (b *batch) findingsPage(u *batchUnit) ([]byte, error) {
	shown := sheet{result: u.result, dir: b.file(u.unitPath.name)}
	shown.name = u.unitPath.name
	return content(func(w io.Writer) error { return findingFormats.of(".html")(w, shown) })
}

// paper is the slash path of one of the unit's papers from the folder of results.
func (u *batchUnit) paper(suffix string) string {
	return u.unitPath.name + "/" + u.unitPath.name + suffix
}

// reportPapers are the slash paths of the unit's reports, one a project.
func (u *batchUnit) reportPapers() []string {
	var out []string
	for _, name := range u.reportNames(u.unitPath.name) {
		out = append(out, u.unitPath.name+"/"+name)
	}
	return out
}

// deliver writes what goes back to a unit. A unit that was read and cannot have a
// report has none of an earlier run either, unless a person worked on it; it gets
// what can be said. One that could not be read keeps what it had: that may still be
// right, and 汇总 says that it is old.
func (b *batch) deliver(u *batchUnit) (out []city.Output, err error) {
	defer func() {
		if p := recover(); p != nil {
			out, err = nil, internalError(p)
		}
	}()
	b.to.Sweep(b.file(u.unitPath.name))
	if u.err == nil {
		u.err = u.refusal()
	}
	if b.keepOld(u); u.err == nil && u.old != "" && u.missed != nil {
		u.err = u.missed // with gaps that will pass, the new report would be worse than the old one
	}
	if passing(u.err) {
		return nil, nil
	}
	if u.err != nil {
		if u.findings == nil {
			u.findings = faultFindings(u.err)
		}
		if err := b.withdraw(u); err != nil {
			return nil, err
		}
	}
	return b.writeUnit(u)
}

// writeUnit writes the papers of a unit: all or, when one of them may not be written,
// none. One that a person has worked on stays, and the new one goes beside it.
func (b *batch) writeUnit(u *batchUnit) ([]city.Output, error) {
	if err := b.to.Mkdir(b.file(u.unitPath.name)); err != nil {
		return nil, outputError(err)
	}
	var outputs []writer.Output
	for _, p := range unitPapers() {
		if p.report && u.err != nil {
			continue
		}
		all, err := p.make(b, u)
		if err != nil {
			return nil, err
		}
		names := []string{u.paper(p.suffix)}
		if p.report {
			names = u.reportPapers()
		}
		for i, data := range all {
			path := b.spared(u, b.file(names[i]))
			if p.report {
				rel, _ := filepath.Rel(b.out, path)
				u.reports = append(u.reports, filepath.ToSlash(rel))
				u.report = u.reports[0]
			}
			outputs = append(outputs, writer.Output{File: writer.File{Path: path, Force: b.opts.force}, Data: data})
		}
	}
	marked := b.job.markedOnly(u.unit(b.opts).Annotate(u.given), b.file(u.unitPath.name+"/"+markedFolder), b.opts.force)
	u.given = nil
	for _, o := range marked {
		if err := b.to.Mkdir(filepath.Dir(o.Path)); err != nil {
			return nil, outputError(err)
		}
	}
	outputs = append(outputs, marked...)
	n := len(u.reports) // last: where one fails, the report is the old one
	outputs = slices.Concat(outputs[n:], outputs[:n])
	hashes, err := b.to.WriteQuick(outputs)
	if err != nil {
		u.report, u.reports = "", nil
		return nil, outputError(err)
	}
	if u.report != "" {
		u.old = ""
	}
	asked, err := u.writeSupplement(b.job, b.file(u.unitPath.name+"/"+supplementName), b.opts, false)
	if err != nil {
		return nil, err
	}
	var out []city.Output
	if rel, err := filepath.Rel(b.out, asked); asked != "" && err == nil && filepath.IsLocal(rel) { // another one lies where it came in
		out = append(out, city.Output{Name: filepath.ToSlash(rel), Hash: b.to.HashOf(asked)})
	}
	for i, o := range outputs {
		rel, _ := filepath.Rel(b.out, o.Path)
		out = append(out, city.Output{Name: filepath.ToSlash(rel), Hash: hashes[i]})
	}
	return out, nil
}

// spared is the path itself, or one beside it when a person has worked on what lies
// there.
func (b *batch) spared(u *batchUnit, path string) string {
	if b.opts.force {
		return path
	}
	if ours, err := b.to.Wrote(path); ours || err != nil {
		return path
	}
	ext := filepath.Ext(path)
	beside := strings.TrimSuffix(path, ext) + "（新）" + ext
	printf(b.err, "%s：“%s”不是 ziping 写的或之后有人改过，没有动；新的写在“%s”。\n", oneLine(u.unitPath.name), oneLine(filepath.Base(path)), oneLine(filepath.Base(beside)))
	return beside
}

// keepOld notes the report of an earlier run, which stays where no new one is written.
func (b *batch) keepOld(u *batchUnit) {
	u.old = ""
	name := u.paper(reportSuffix)
	if info, err := os.Stat(b.file(name)); err == nil && info.Mode().IsRegular() {
		u.old = name
	}
}

// withdraw removes the reports that an earlier run wrote for a unit that has none now.
func (b *batch) withdraw(u *batchUnit) error {
	paths, _ := filepath.Glob(filepath.Join(b.file(u.unitPath.name), "*"+projectSuffix))
	var errs []error
	for _, path := range append(paths, b.file(u.paper(reportSuffix))) {
		_, err := b.to.Remove(path)
		errs = append(errs, outputError(err))
	}
	b.keepOld(u) // one that a person worked on stays
	return errors.Join(errs...)
}

// write writes one file of the whole city.
func (b *batch) write(name string, produce func(io.Writer) error) error {
	data, err := content(produce)
	if err != nil {
		return err
	}
	return outputError(b.to.Write(writer.File{Path: b.file(name), Force: b.opts.force}, data))
}
