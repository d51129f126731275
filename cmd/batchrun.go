package cmd

import (
	"context"
	"errors"
	"fmt"
	"io"
	"slices"
	"sync/atomic"

	"golang.org/x/sync/errgroup"

	"ziping/cmd/city"
	"ziping/cmd/city/find"
	"ziping/cmd/door"
	"ziping/cmd/writer"
	"ziping/model"
	"ziping/model/check/rules"
	"ziping/render"
	"ziping/render/docx"
	"ziping/xlsx"
)

// A batch is one run over a city's units. What it keeps of a unit when it is
// through with it is its record.
type batch struct {
	opts     reportOptions
	flags    batchOptions
	out      string
	job      *job
	door     *door.Door
	to       *writer.Writer
	err      io.Writer
	screen   io.Writer
	progress *progress
	part     share
	title    string
	expect   []string
	others   []string

	plan     *city.Plan
	settings string         // a hash of all that every unit's results depend on
	records  []*city.Record // of the units of the plan, in their order; nil for those of other shards
}

func newRun(s *job, options reportOptions, flags batchOptions) *batch {
	return &batch{opts: options, flags: flags, out: flags.out, job: s, door: s.door, to: s.writer, err: s.err, screen: s.out, progress: newProgress(s.err, 0, flags.json)}
}

// A batchUnit is one unit of a run while it is worked on.
type batchUnit struct {
	unitPath
	result
	line   *city.Line // what it was allotted, nil when that is not known or not its alone
	report string     // path of the report relative to the output folder, "" for none
	old    string     // the same of one that an earlier run wrote and this one did not
}

// run judges every unit of its share that has no record yet, and leaves a record of
// each. A template or settings that no unit fits are refused before anything is
// written.
func (b *batch) run(ctx context.Context, paths []unitPath) error {
	units, err := b.prepare(ctx, paths)
	if err != nil {
		return err
	}
	if err := b.remember(); err != nil {
		return outputError(err)
	}
	b.records = make([]*city.Record, len(units))
	var mine []int
	for i := range units {
		if b.part.mine(i) {
			mine = append(mine, i)
		}
	}
	b.progress.begin(len(mine))
	done, err := b.each(ctx, len(mine), func(n int) {
		i := mine[n]
		var again bool
		b.records[i], again = b.unit(units[i], i)
		b.progress.step(b.records[i], again)
	})
	b.progress.end()
	if err != nil {
		return &cancelError{fmt.Sprintf("已取消：已完成 %d/%d 个单位，没有写完的文件已删除，汇总没有更新；再运行一次就接着做", done, len(mine))}
	}
	return nil
}

// prepare takes the 资金分配表 out of the units, tells who is who, and looks whether
// the settings fit.
func (b *batch) prepare(ctx context.Context, paths []unitPath) ([]unitPath, error) {
	units, tables, err := b.allotments(ctx, paths)
	if err != nil {
		return nil, err
	}
	if err := b.fits(ctx, units); err != nil {
		return nil, err
	}
	found := make([]find.Unit, len(units))
	for i, u := range units {
		found[i] = u.found
		if u.found.Name == "" { // given one by one
			found[i] = find.Unit{Name: u.name, Label: baseName(u.path), Rel: u.name}
		}
	}
	b.plan = city.NewPlan(b.title, found, tables, b.expect)
	b.plan.Others = b.others
	stated := map[int]string{}
	for _, i := range b.plan.Open() {
		if stopped(ctx) {
			break
		}
		if r := b.evaluate(units[i]); r.project != nil && r.project.Unit.Known() {
			stated[i] = r.project.Unit.Value
		}
	}
	b.plan.State(stated)
	b.settings, err = b.fingerprint()
	if stopped(ctx) {
		return nil, &cancelError{"已取消，还没有写结果"}
	}
	return units, err
}

// fits refuses names in the template and in --header-row that no unit has anything
// for. It reads units until all are found, which the first one mostly does.
func (b *batch) fits(ctx context.Context, units []unitPath) error {
	if len(b.opts.strangers) == 0 && len(b.opts.read.HeaderRows) == 0 {
		return nil
	}
	var names error
	var sheets []*model.Project
	reports := 0
	for i, u := range units {
		if stopped(ctx) {
			return nil
		}
		r := b.evaluate(u)
		p := r.project
		if p == nil {
			p = r.seen
		}
		if p != nil {
			sheets = append(sheets, &model.Project{Sheets: p.Sheets})
		}
		if r.project != nil && r.refusal() == nil {
			reports++
			one := render.NewReport(r.project, r.findings, b.opts.view())
			b.opts.strangers = slices.DeleteFunc(b.opts.strangers, func(p docx.Problem) bool { return one.States(p.Name) })
		}
		names = unknownSheet(b.opts.read.HeaderRows, sheets...)
		if len(b.opts.strangers) == 0 && names == nil {
			return nil
		}
		if i == len(units)-1 && names != nil {
			return names
		}
	}
	if names != nil || len(b.opts.strangers) == 0 || reports == 0 {
		return names
	}
	return templateError(b.opts.name, &docx.TemplateError{Problems: b.opts.strangers})
}

// evaluate reads and checks one unit.
func (b *batch) evaluate(path unitPath) result {
	inputs, err := path.inputs(b.door)
	return b.judge(path, inputs, err)
}

func (b *batch) judge(path unitPath, inputs []xlsx.Input, err error) result {
	r := guardInputs(path, inputs, err, b.opts.pipelineOptions)
	if b.opts.dropped {
		plainCures(r.findings)
		r.err = withoutFlags(r.err)
	}
	return r
}

// each runs work for 0…n-1 on the batch's workers, and stops between units
// when the run is cancelled; done is how many it came to.
func (b *batch) each(ctx context.Context, n int, work func(int)) (done int, err error) {
	var g errgroup.Group
	g.SetLimit(b.flags.workers)
	var finished atomic.Int64
	for i := range n {
		if stopped(ctx) {
			break
		}
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

// unit does one unit, unless its record says that nothing has changed.
func (b *batch) unit(path unitPath, i int) (rec *city.Record, again bool) {
	defer func() {
		if p := recover(); p != nil {
			err := internalError(p)
			u := &batchUnit{unitPath: path, result: result{path: path.path, name: baseName(path.path), err: err, findings: faultFindings(err)}}
			rec = b.record(u, nil)
		}
	}()
	inputs, err := path.inputs(b.door)
	key := b.key(i, inputs, err)
	if old := b.unchanged(path.name, key); old != nil {
		return old, true
	}
	u := &batchUnit{unitPath: path, line: b.plan.Sole(i)}
	u.result = b.judge(path, inputs, err)
	b.compare(u, i)
	outputs, failed := b.deliver(u)
	u.err = errors.Join(u.err, failed)
	rec = b.record(u, outputs)
	if failed == nil && !passing(u.err) && u.missed == nil {
		rec.Key = key
	}
	kept, err := b.keep(rec)
	if err == nil {
		return kept, false
	}
	err = outputError(err)
	rec.Fail(failures(err), path.name+"："+failedText(err), result{err: err}.code())
	return rec, false
}

// compare holds what a unit received against what it was allotted.
func (b *batch) compare(u *batchUnit, i int) {
	if u.project == nil || u.refusal() != nil {
		return
	}
	m := b.plan.Members[i]
	switch {
	case u.line != nil && len(u.line.Allotted) > 0:
		p := *u.project
		p.Unit.Value, p.Unit.State = u.line.Name, model.Known // by whatever name the unit goes
		table := &model.AllotmentTable{Rows: u.line.Allotted}
		for _, f := range rules.Rollup([]*model.Project{&p}, table, b.opts.set) {
			if f.Rule != "rollup/allotment" {
				continue
			}
			if u.line.Doubt != "" {
				f.Severity, f.Message, f.Hint = "info", "无法判断到位资金对不对："+u.line.Doubt, "只留下要用的一张资金分配表，或在文件名里写明是哪一级、哪一批"
			}
			u.findings = rules.All.Sort(append(u.findings, f))
		}
		u.checked = rules.Allotted(u.checked, &p, table, u.findings)
	case len(b.plan.Tables) > 0:
		why := "资金分配表里没有这个单位"
		if m.Line >= 0 {
			why = "这个单位交了几份材料，合起来的到位资金在汇总里核对"
		}
		if len(m.Like) > 0 {
			why = "看不出资金分配表里的哪一行是这个单位：" + list(m.Like)
		}
		u.checked = rules.NotAllotted(u.checked, why)
	}
}

// finish says what became of the units, then of the roll-up, and returns the exit
// code: a failed unit is told by 3, else an output by 12, else findings by 4.
func (b *batch) finish(s *job, rollup error) error {
	failed, none, total, code := 0, 0, 0, exitClean
	for _, r := range b.records {
		if r == nil {
			continue
		}
		total++
		if b.flags.json { // a line that does not arrive is told at the end; the others are tried
			b.printJSON(s.out, r)
		}
		if r.Status == city.NoMaterial {
			none++
			continue
		}
		if r.Failed != "" {
			failed++
			printf(s.err, "%s：没有生成报告\n", r.Unit)
			for _, f := range r.Failures {
				printf(s.err, "错误：%s%s\n", f.Place, sentence(f.Cause))
				printHint(s.err, f.Cure)
			}
			if r.Old != "" {
				printf(s.err, "  以前的报告没有动：%s\n", oneLine(b.file(r.Old)))
			}
		}
		code = mergeCodes(code, r.Code, 2)
	}
	if rollup != nil {
		printError(s.err, rollup)
		if code != exitPartial {
			code = exitOutput
		}
	}
	if !b.flags.json {
		line := fmt.Sprintf("%d 个单位：完成 %d 个，失败 %d 个", total, total-failed-none, failed)
		if none > 0 {
			line += fmt.Sprintf("，没有材料 %d 个", none)
		}
		printf(s.out, "%s。%s\n", line, b.where(rollup))
		b.tellMissing(s)
	}
	if code != exitClean {
		return &exitError{code: code}
	}
	return nil
}

func (b *batch) where(err error) string {
	switch {
	case err != nil:
		return "汇总没有写成"
	case b.part.of > 0:
		return "各份都做完后，运行 ziping batch --merge " + oneLine(b.out) + " 做汇总"
	}
	return "汇总见 " + b.file(rollupName)
}

// tellMissing names who has handed in nothing.
func (b *batch) tellMissing(s *job) {
	if b.part.of > 0 {
		return
	}
	var missing []string
	for _, l := range b.plan.Missing() {
		missing = append(missing, l.Name)
	}
	if len(missing) > 0 {
		printf(s.out, "应报送而没有找到材料的 %d 个：%s\n", len(missing), list(missing))
	}
}
