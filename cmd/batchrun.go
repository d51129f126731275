package cmd

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"runtime/debug"
	"sync/atomic"

	"golang.org/x/sync/errgroup"

	"ziping/cmd/writer"
	"ziping/model"
	"ziping/model/check"
	"ziping/model/check/rules"
	"ziping/render"
)

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
	u.result = guard(path, b.opts.pipelineOptions)
	if b.opts.dropped {
		plainCures(u.findings)
		u.err = withoutFlags(u.err)
	}
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
func guard(unit unitPath, opt pipelineOptions) (r result) {
	defer func() {
		if p := recover(); p != nil {
			r = result{path: unit.path, name: baseName(unit.path), err: internalError(p)}
			r.findings = faultFindings(r.err)
		}
	}()
	return evaluateFiles(unit.path, unit.files, opt)
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
	for _, u := range units {
		if u.project != nil {
			u.checked = rules.Allotted(u.checked, u.project, allot, u.findings)
		}
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
