package cmd

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"runtime"
	"runtime/debug"
	"sync/atomic"

	"github.com/spf13/cobra"
	"golang.org/x/sync/errgroup"

	"ziping/cmd/writer"
	"ziping/model"
	"ziping/model/check"
	"ziping/model/check/rules"
	"ziping/render"
)

type batchOptions struct {
	reportFlags
	out     string
	json    bool
	workers int
}

func newBatch(s *job) *cobra.Command {
	var opts batchOptions
	c := &cobra.Command{
		Use:   "batch 文件夹 -o 结果文件夹",
		Short: "一次做完所有单位：每个单位的报告和核对结果，加一份汇总",
		Long: `一次做完一个文件夹下的所有单位。每个子文件夹是一个单位；直接放在文件夹里的工作簿，
一个文件是一个单位。文件夹里有资金分配表的，逐个单位与下达金额核对。

结果文件夹里，每个单位一个子文件夹（绩效自评报告、核对结果），另有 汇总.xlsx 和
所有单位的 核对结果.html。
一个单位出错不影响其他单位。`,
		Example: `  ziping batch 2022年各县 -o 结果`,
		Args:    exactPath("文件夹"),
		RunE: func(c *cobra.Command, args []string) error {
			ctx, stop := interruptible(c.Context())
			defer stop()
			return runBatch(ctx, s, args[0], opts)
		},
	}
	opts.addFlags(c)
	c.Flags().StringVarP(&opts.out, "output", "o", "", "结果写入这个`文件夹`（必填）")
	c.Flags().BoolVar(&opts.json, "json", false, "结果写成 JSON（一个单位一行），供程序使用")
	c.Flags().IntVar(&opts.workers, "workers", runtime.NumCPU(), "同时处理的单位`个数`")
	return c
}

// A batchUnit is one unit of a batch and what became of it.
type batchUnit struct {
	unitPath
	result
	report string // path of the report relative to the output folder, "" for none
	old    string // the same of one that an earlier run wrote and this one did not
}

func runBatch(ctx context.Context, s *job, dir string, opts batchOptions) error {
	if opts.out == "" {
		return usageError("例如 ziping batch "+dir+" -o 结果", "没有写结果放在哪个文件夹（-o）")
	}
	if opts.workers < 1 {
		return usageError("例如 --workers 2", "同时处理的单位个数至少是 1")
	}
	options, err := opts.options(s.door)
	if err != nil {
		return err
	}
	options.several = true
	options.tellTemplate(s)
	paths, err := discover(s.door, dir, opts.out)
	s.tellOmitted()
	if err != nil {
		return err
	}
	if err := outputError(s.writer.Mkdir(opts.out)); err != nil {
		return err
	}
	release, err := s.writer.Hold(opts.out)
	if err != nil {
		return outputError(err)
	}
	defer release()
	s.writer.Sweep(opts.out)
	b := batch{opts: options, out: opts.out, to: s.writer, workers: opts.workers, progress: newProgress(s.err, len(paths))}
	units, rollup, err := b.run(ctx, paths)
	if err != nil {
		return err
	}
	return finishBatch(s, units, rollup, opts)
}

// finishBatch says what became of the units, then of the roll-up, and returns
// the exit code: a failed unit is told by 3, else an output by 12, else findings
// by 4.
func finishBatch(s *job, units []*batchUnit, rollup error, opts batchOptions) error {
	failed, code := 0, exitClean
	for _, u := range units {
		if opts.json { // a line that does not arrive is told at the end; the others are tried
			_ = render.WriteJSON(s.out, u.project, u.findings, render.JSONOptions{Report: u.report, Failed: u.failed(), Checked: u.checked})
		}
		if u.err != nil {
			failed++
			printf(s.err, "%s：没有生成报告\n", u.unitPath.name)
			printError(s.err, u.err)
			if u.old != "" {
				printf(s.err, "  以前的报告没有动：%s\n", oneLine(filepath.Join(opts.out, filepath.FromSlash(u.old))))
			}
		}
		code = mergeCodes(code, u.code(), 2)
	}
	if rollup != nil {
		printError(s.err, rollup)
		if code != exitPartial {
			code = exitOutput
		}
	}
	if !opts.json {
		printf(s.out, "%d 个单位：完成 %d 个，失败 %d 个。%s\n", len(units), len(units)-failed, failed, whereRollup(opts.out, rollup))
	}
	if code != exitClean {
		return &exitError{code: code}
	}
	return nil
}

func whereRollup(out string, err error) string {
	if err != nil {
		return "汇总没有写成"
	}
	return "汇总见 " + filepath.Join(out, rollupName)
}

// failed is why a unit has no result, with its name, "" when it has.
func (u *batchUnit) failed() string {
	if u.err == nil {
		return ""
	}
	return u.unitPath.name + "：" + failedText(u.err)
}

// A batch carries what all units share.
type batch struct {
	opts     reportOptions
	out      string
	to       *writer.Writer
	workers  int
	progress *progress
}

// run evaluates every unit, compares them with the allotment table, writes each
// unit's outputs, and then the roll-up, whose failure is an error of its own.
// Results are in name order whatever the number of workers.
func (b *batch) run(ctx context.Context, paths []unitPath) (units []*batchUnit, rollup, err error) {
	all := make([]*batchUnit, len(paths))
	done, err := b.each(ctx, len(paths), func(i int) { all[i] = b.evaluate(paths[i]) })
	if err != nil {
		return nil, nil, &cancelError{fmt.Sprintf("已取消：读完 %d/%d 个单位，还没有写结果", done, len(paths))}
	}
	if err := unknownSheet(b.opts.read.HeaderRows, projects(all)...); err != nil {
		return nil, nil, err
	}
	units, allot, err := splitAllotments(all)
	if err != nil {
		return nil, nil, err
	}
	if err := b.unknownNames(units); err != nil {
		return nil, nil, err
	}
	rest := addRollup(units, allot, b.opts.set)
	b.progress.begin(len(units))
	done, err = b.each(ctx, len(units), func(i int) {
		failed := b.deliver(units[i]) // sets the unit's err when it is refused
		units[i].err = errors.Join(units[i].err, failed)
		b.progress.step(units[i].unitPath.name)
	})
	b.progress.end()
	if err != nil {
		return nil, nil, &cancelError{fmt.Sprintf("已取消：写完 %d/%d 个单位，没有写完的文件已删除，汇总没有更新；再运行一次就接着做", done, len(units))}
	}
	return units, b.writeRollup(units, allot, rest), nil
}

// unknownNames refuses a template with names that no unit of the batch has anything for.
func (b *batch) unknownNames(units []*batchUnit) error {
	if len(b.opts.strangers) == 0 {
		return nil
	}
	var reports []*render.Report
	for _, u := range units {
		if u.err == nil && u.project != nil {
			reports = append(reports, render.NewReport(u.project, u.findings, b.opts.view()))
		}
	}
	return b.opts.unknown(reports...)
}

// evaluate reads and checks one unit.
func (b *batch) evaluate(path unitPath) *batchUnit {
	u := &batchUnit{unitPath: path}
	if path.fault != nil {
		u.result = result{path: path.path, name: baseName(path.path), err: path.fault, findings: faultFindings(path.fault)}
		return u
	}
	u.result = guard(path.path, b.opts.pipelineOptions)
	return u
}

// projects are the units' projects, as far as something was recognised.
func projects(units []*batchUnit) []*model.Project {
	var out []*model.Project
	for _, u := range units {
		if p := cmp.Or(u.project, u.seen); p != nil {
			out = append(out, p)
		}
	}
	return out
}

// each runs work for 0…n-1 on the batch's workers, and stops between units
// when the run is cancelled; done is how many it came to.
func (b *batch) each(ctx context.Context, n int, work func(int)) (done int, err error) {
	var g errgroup.Group
	g.SetLimit(b.workers)
	var finished atomic.Int64
	for i := range n {
		g.Go(func() error {
			if !stopped(ctx) {
				work(i)
				finished.Add(1)
			}
			return nil
		})
	}
	_ = g.Wait()
	if done = int(finished.Load()); done < n {
		return done, context.Canceled
	}
	return done, nil
}

// guard evaluates one unit; a fault in our own code is that unit's failure and
// no other's.
func guard(path string, opt pipelineOptions) (r result) {
	defer func() {
		if p := recover(); p != nil {
			r = result{path: path, name: baseName(path), err: internalError(p)}
			r.findings = faultFindings(r.err)
		}
	}()
	return evaluate(path, opt)
}

func internalError(p any) error {
	return fail(exitFailure, "请把这个单位的文件和本信息发给维护人员", "程序内部错误：%v\n%s", p, debug.Stack())
}

// splitAllotments takes the workbooks that hold nothing but a 资金分配表 out of
// the units.
func splitAllotments(all []*batchUnit) ([]*batchUnit, *model.AllotmentTable, error) {
	var units []*batchUnit
	var allot *model.AllotmentTable
	var from string
	for _, u := range all {
		p := u.project
		if p == nil || len(p.Allotments) == 0 || p.Main() != nil || len(p.Logs)+len(p.Forms) > 0 {
			units = append(units, u)
			continue
		}
		if allot != nil || len(p.Allotments) > 1 {
			return nil, nil, fail(exitFailure, "请只留一张", "有不止一张资金分配表：%s、%s", from, u.unitPath.path)
		}
		allot, from = p.Allotments[0], u.unitPath.path
	}
	if len(units) == 0 {
		return nil, nil, fail(exitFailure, "请把每个单位的工作簿放进一个以单位命名的子文件夹", "除了资金分配表，没有找到任何单位的工作簿")
	}
	return units, allot, nil
}

// addRollup gives every unit the findings that only show when units are
// compared, and returns those that belong to no unit.
func addRollup(units []*batchUnit, allot *model.AllotmentTable, set *check.Set) []check.Finding {
	var projects []*model.Project
	for _, u := range units {
		if u.project != nil && u.refusal() == nil {
			projects = append(projects, u.project)
		}
	}
	var rest []check.Finding
	for _, f := range rules.Rollup(projects, allot, set) {
		if u := ownerOf(units, f.Pos); u != nil {
			u.findings = rules.All.Sort(append(u.findings, f))
			continue
		}
		rest = append(rest, f)
	}
	return rest
}

// ownerOf is the unit whose workbook a place lies in.
func ownerOf(units []*batchUnit, pos model.Pos) *batchUnit {
	for _, u := range units {
		if u.project != nil && u.project.Owns(pos) {
			return u
		}
	}
	return nil
}

// progressLine is what a terminal shows.
func progressLine(done, total int, name string) string {
	return fmt.Sprintf("第 %d/%d 个 %s", done, total, name)
}
