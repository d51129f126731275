package cmd

import (
	"context"
	"errors"
	"maps"
	"path/filepath"
	"runtime/debug"
	"slices"
	"strings"

	"ziping/cmd/door"
	"ziping/cmd/handout"
	"ziping/model"
	"ziping/model/check"
	"ziping/model/check/rules"
	"ziping/xlsx"
	"ziping/xlsx/grid"
)

// A result is what became of one unit.
type result struct {
	path     string         // as given: workbook or folder
	name     string         // base name without extension, for outputs
	project  *model.Project // nil when the unit could not be read
	seen     *model.Project // what was recognised before reading failed, for inspect
	findings []check.Finding
	checked  []check.Checked   // what became of the checks
	parts    [][]check.Checked // of each project, where there are several
	reports  []string          // paths of its reports, one a project
	err      error             // why the unit could not be read
	missed   error             // why some of its files could not be read just now
	given    []xlsx.Input      // what was read, for what is made of the workbooks themselves
}

// evaluate is the pipeline: file → xlsx → *model.Project → model/check →
// []check.Finding. Nothing below it opens a file. writeReport is its other
// half: findings → render → .docx.
func evaluate(path string, opt pipelineOptions) result { return evaluateFiles(path, nil, opt) }

// evaluateFiles is evaluate for files of one folder that together are a unit; path
// is the first of them, and the unit when there are none.
func evaluateFiles(path string, files []string, opt pipelineOptions) result {
	inputs, err := unitPath{path: path, files: files}.inputs(opt.door)
	return result{path: path, name: baseName(path)}.judge(inputs, err, opt)
}

// judge reads and checks the unit that the inputs make.
func (r result) judge(inputs []xlsx.Input, err error, opt pipelineOptions) result {
	r.given = inputs
	for _, in := range inputs {
		if passing(in.Fault) {
			r.missed = errors.Join(r.missed, in.Fault)
		}
	}
	if err == nil {
		r.project, err = xlsx.Read(inputs, opt.read)
	}
	if r.project != nil && !opt.several {
		err = errors.Join(unknownSheet(opt.read.HeaderRows, r.project), err)
	}
	if err != nil {
		r.project, r.seen = nil, r.project
		r.err, r.findings = err, faultFindings(err)
		return r
	}
	judged := rules.RunUnit(r.project, opt.set)
	told := len(r.project.Notes)
	if handout.Settle(r.project, judged.Findings) {
		for i, part := range r.project.Parts { // what is said of findings is said of those of all projects
			part.Waivers = r.project.Waivers
			if i == 0 {
				part.Notes = append(part.Notes, r.project.Notes[told:]...)
			}
		}
		judged = rules.RunUnit(r.project, opt.set)
	}
	r.findings, r.checked, r.parts = judged.Findings, judged.Checked, judged.Parts
	return r
}

// guard evaluates one unit; a fault in our own code is that unit's failure and
// no other's.
func guard(unit unitPath, opt pipelineOptions) result {
	inputs, err := unit.inputs(opt.door)
	return guardInputs(unit, inputs, err, opt)
}

func guardInputs(unit unitPath, inputs []xlsx.Input, err error, opt pipelineOptions) (r result) {
	defer func() {
		if p := recover(); p != nil {
			r = result{path: unit.path, name: baseName(unit.path), err: internalError(p)}
			r.findings = faultFindings(r.err)
		}
	}()
	return result{path: unit.path, name: baseName(unit.path)}.judge(inputs, err, opt)
}

func internalError(p any) error {
	return fail(exitFailure, "请把这个单位的文件和本信息发给维护人员", "程序内部错误：%v\n%s", p, debug.Stack())
}

// pipelineOptions are what every command that reads a unit needs.
type pipelineOptions struct {
	door    *door.Door
	read    xlsx.ReadOptions
	set     *check.Set
	several bool // several units: what is said of one sheet need not be true of all
}

// unknownSheet refuses --header-row for a sheet that none of the projects has.
func unknownSheet(rows map[string]int, projects ...*model.Project) error {
	for _, name := range slices.Sorted(maps.Keys(rows)) {
		var seen []string
		for _, p := range projects {
			for _, s := range p.Sheets {
				seen = append(seen, s.Name)
			}
		}
		if !slices.Contains(seen, name) {
			slices.Sort(seen)
			return usageError("工作表有 "+list(slices.Compact(seen)), "--header-row 里的工作表“%s”不存在", name)
		}
	}
	return nil
}

// list joins names for a message, the first of them when there are many.
func list(names []string) string {
	const most = 12
	if len(names) > most {
		return strings.Join(names[:most], "、") + " 等"
	}
	return strings.Join(names, "、")
}

// code is the exit code a unit's result asks for.
func (r result) code() int {
	switch {
	case r.err != nil:
		var e *exitError
		if errors.As(r.err, &e) {
			return e.code
		}
		return exitFailure
	case r.count(check.Error) > 0:
		return exitFindings
	}
	return exitClean
}

// count is the number of findings of a severity that nobody has settled.
func (r result) count(s check.Severity) int {
	n := 0
	for _, f := range r.findings {
		if f.Severity == s && f.Waived == "" {
			n++
		}
	}
	return n
}

// refusal is why no report can be written: nothing to report on. Findings are no
// reason: what is not known is a marked gap. It is nil when one can be written.
func (r result) refusal() error {
	var errs []error
	if p := r.project; p.Main() == nil && len(p.Logs)+len(p.Forms)+len(p.Texts) == 0 && !p.Name.Known() {
		errs = append(errs, &hintError{errors.New("“" + r.path + "”里没有资金表、活动台账，也没有自评表，写不成报告"),
			"请把该单位的资金表、活动台账或自评表放在一起再试"})
	}
	return errors.Join(errs...)
}

// faultFindings turns the reader's refusals into findings, for --json and for
// the lists of a batch.
func faultFindings(err error) []check.Finding {
	var out []check.Finding
	for _, e := range flatten(err) {
		f := check.Finding{Rule: "import/unreadable", Severity: check.Error, Message: e.Error()}
		var fault *xlsx.Error
		var hint *hintError
		if errors.As(e, &fault) {
			f.Rule, f.Message, f.Hint = fault.Rule, fault.Cause, fault.Cure
			f.Pos = faultPos(fault)
		} else if errors.As(e, &hint) {
			f.Message, f.Hint = hint.Error(), hint.hint
		}
		out = append(out, f)
	}
	return out
}

func faultPos(f *xlsx.Error) model.Pos {
	if f.File == "" {
		return model.Pos{}
	}
	pos := model.Pos{Sheet: &model.Sheet{File: f.File, Name: f.Sheet}}
	if ref, ok := grid.ParseRef(f.Cell); ok {
		pos.Row, pos.Col = int32(ref.Row), int32(ref.Col)
	}
	return pos
}

// baseName is the name a unit's outputs carry: the folder's, or the file's
// without its extension.
func baseName(path string) string {
	abs, err := filepath.Abs(path)
	if err != nil {
		abs = path
	}
	name := filepath.Base(abs)
	if slices.Contains(workbookExt, strings.ToLower(filepath.Ext(name))) {
		name = strings.TrimSuffix(name, filepath.Ext(name))
	}
	return name
}

// stopped reports a cancelled run.
func stopped(ctx context.Context) bool { return ctx.Err() != nil }
