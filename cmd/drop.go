package cmd

import (
	"cmp"
	"context"
	"errors"
	"io"
	"path/filepath"
	"runtime"
	"strings"

	"github.com/spf13/cobra"

	"ziping/cmd/handout"
	"ziping/cmd/writer"
	"ziping/model/check"
)

// dropOptions are the options of `ziping FILE…`, what a drop on the program
// runs.
type dropOptions struct{ reportFlags }

func (o *dropOptions) addFlags(c *cobra.Command) { o.reportFlags.addFlags(c) }

// runDrop does what was dropped on the program: files of one unit are one unit,
// several units or a folder of units a batch. Results lie in one folder beside
// the first of them.
func runDrop(ctx context.Context, s *job, paths []string, opts dropOptions) error {
	d, err := sortDropped(s, paths)
	if err != nil {
		return withoutFlags(err)
	}
	opts.template = cmp.Or(opts.template, d.template)
	if err := opts.find(s, commonFolder(paths)); err != nil {
		return err
	}
	options, err := opts.options(s.door)
	if err != nil {
		return withoutFlags(err)
	}
	options.tellTemplate(s)
	if len(d.workbooks)+len(d.folders) == 0 {
		return withoutFlags(dropReports(s, d, options, result{}))
	}
	units, err := d.units(s, options.pipelineOptions)
	s.tellOmitted()
	if err != nil {
		return withoutFlags(err)
	}
	if stopped(ctx) {
		return &cancelError{"已取消，还没有写结果"}
	}
	if len(units) == 1 {
		r, err := dropUnit(s, units[0], options)
		return withoutFlags(worst(err, dropReports(s, d, options, r)))
	}
	err = dropBatch(ctx, s, d, units, options, opts)
	return withoutFlags(worst(err, dropReports(s, d, options, result{})))
}

// dropBatch does several units.
func dropBatch(ctx context.Context, s *job, d dropped, units []unitPath, options reportOptions, opts dropOptions) error {
	options.several, options.dropped = true, true
	out, err := resultFolder(s, d.first, writer.SafeName(cmp.Or(d.title(), "各单位")))
	if err != nil {
		return err
	}
	makeUnique(units)
	b := newRun(s, options, batchOptions{reportFlags: opts.reportFlags, out: out, workers: runtime.NumCPU()})
	b.title = cmp.Or(d.title(), "各单位")
	err = batchInto(ctx, s, b, units)
	showFolder(s, out)
	return err
}

// dropUnit does one unit: three lines that matter, then the findings. Where no
// report can be written, the page of findings says why.
func dropUnit(s *job, unit unitPath, options reportOptions) (result, error) {
	r := guard(unit, options.pipelineOptions)
	if r.err != nil && !exists(unit.path) {
		return r, r.err
	}
	docs := r.fill(options)
	if r.err != nil && r.findings == nil {
		r.findings = faultFindings(r.err)
	}
	plainCures(r.findings)
	if r.project != nil && r.project.Unit.Known() {
		r.name = r.project.Unit.Value
	}
	name := writer.SafeName(r.name)
	out, err := resultFolder(s, unit.path, name)
	if err != nil {
		return r, errors.Join(tellDropped(s, r, "", func() {}), r.err, err)
	}
	defer showFolder(s, out)
	page := ""
	var faults []error
	for i, doc := range docs {
		report, err := writeReport(s, filepath.Join(out, r.reportNames(name)[i]), options.force, true, doc)
		r.reports, faults = append(r.reports, filepath.ToSlash(report)), append(faults, err)
	}
	shown := sheet{result: r, dir: out}
	data, err := content(func(w io.Writer) error { return findingFormats.of(".html")(w, shown) })
	if err == nil {
		page, err = writeResult(s, filepath.Join(out, name+resultSuffix+".html"), options.force, data)
	}
	faults = append(faults, err)
	var supplement string
	var copies []handout.Copy
	place := copyPlace{dir: filepath.Join(out, markedFolder)}
	if r.project != nil {
		supplement, err = r.writeSupplement(s, filepath.Join(out, supplementName), options, false)
		faults = append(faults, err)
		copies = r.unit(options).Annotate(r.given)
		faults = append(faults, s.writeTree(s.markedOnly(copies, place.dir, options.force)))
	}
	if err := tellDropped(s, r, page, func() {
		tellSupplement(s, supplement)
		tellMarked(s, copies, place)
	}); err != nil {
		return r, err
	}
	if err := errors.Join(faults...); err != nil {
		return r, errors.Join(r.err, err)
	}
	return r, r.exit()
}

// tellDropped prints what matters first, then every finding.
func tellDropped(s *job, r result, page string, more func()) error {
	switch {
	case r.err != nil:
		printf(s.out, "%s：读不成，没有生成报告\n", oneLine(r.name))
	default:
		printf(s.out, "%s：%d 处错误，%d 处提醒\n", oneLine(r.name), r.count(check.Error), r.count(check.Warning))
	}
	for _, report := range r.reports {
		printf(s.out, "报告：%s\n", oneLine(cmp.Or(report, "没有写成")))
	}
	if len(r.reports) == 0 {
		printf(s.out, "报告：没有写成\n")
	}
	printf(s.out, "问题清单：%s\n", oneLine(cmp.Or(page, "没有写成")))
	more()
	if r.err != nil {
		return nil
	}
	printf(s.out, "\n")
	return tellFindings(s, r)
}

// commonFolder is where the settings of several paths are looked for: a single
// path itself, else the innermost folder that all lie in.
func commonFolder(paths []string) string {
	if len(paths) == 1 {
		return paths[0]
	}
	common := ""
	for i, path := range paths {
		abs, err := filepath.Abs(path)
		if err != nil {
			return paths[0]
		}
		dir := filepath.Dir(abs)
		if i == 0 {
			common = dir
		}
		for common != filepath.Dir(common) && common != dir && !strings.HasPrefix(dir, strings.TrimSuffix(common, string(filepath.Separator))+string(filepath.Separator)) {
			common = filepath.Dir(common)
		}
	}
	return common
}
