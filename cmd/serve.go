package cmd

import (
	"bytes"
	"cmp"
	"context"
	"errors"
	"io"
	"maps"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"ziping/cmd/web"
	"ziping/cmd/writer"

	"ziping/model/check"
	"ziping/render"
	"ziping/render/manual"
	"ziping/xlsx"
	"ziping/xlsx/supplement"
	sheets "ziping/xlsx/write/ask"
)

type serveCommand struct {
	unitFlags
	port  int
	idle  int
	quiet bool
}

func newServe(s *job) *cobra.Command {
	var opts serveCommand
	c := &cobra.Command{
		Use:   "serve [路径…]",
		Short: "打开网页：拖进去、看认成了什么、定下来、看报告、取走",
		Long: `在本机打开一个网页，只有本机能看，不联网。把工作簿拖到网页里核对，认不准的当场定，报告先看再取走。
写上路径的，读的就是那些文件：在 Excel 或 WPS 里改好保存，点“改好了，再核一遍”；结果同时写在旁边的文件夹里。`,
		Example: `  ziping serve
  ziping serve 甘州区科协`,
		Args: cobra.ArbitraryArgs,
		RunE: func(c *cobra.Command, args []string) error {
			ctx, stop := interruptible(c.Context())
			defer stop()
			return runServe(ctx, s, args, opts)
		},
	}
	opts.unitFlags.addFlags(c)
	c.Flags().IntVar(&opts.port, "port", 0, "网页的`端口`；不写则由系统给一个空的")
	c.Flags().IntVar(&opts.idle, "idle", 30, "没有人用多少`分钟`后自己停止，0 则不停")
	c.Flags().BoolVar(&opts.quiet, "no-open", false, "不打开浏览器，只显示网址")
	return c
}

// runServe shows the page until it is stopped.
func runServe(ctx context.Context, s *job, paths []string, opts serveCommand) error {
	if opts.port < 0 || opts.port > 65535 || opts.idle < 0 {
		return usageError("例如 ziping serve --port 8080 --idle 30", "--port 是 0 到 65535，--idle 不能小于 0")
	}
	for _, path := range paths {
		if !exists(path) {
			return usageError("请检查文件名", "没有“%s”这个文件或文件夹", path)
		}
	}
	server, err := web.New(desk{flags: opts.unitFlags}, web.Options{
		Port: opts.port, Paths: paths, Idle: time.Duration(opts.idle) * time.Minute,
		Log: func(line string) { printf(s.err, "%s\n", oneLine(line)) },
	})
	if err != nil {
		return fail(exitFailure, "换一个端口，或去掉 --port 由系统给一个", "网页打不开：%v", err)
	}
	url := server.URL()
	printf(s.out, "网页已打开：%s\n（这个网址一分钟内有效，只能用一次。关上本窗口，或按 Ctrl+C，程序就停止。）\n", url)
	if !opts.quiet {
		openURL(url)
	}
	return server.Serve(ctx)
}

// A desk is what the page works with: each judgement is a job of its own, as one command line is.
type desk struct{ flags unitFlags }

// Offers are the built-in templates and rule sets.
func (desk) Offers() web.Offers {
	var o web.Offers
	for _, t := range render.Templates() {
		o.Templates = append(o.Templates, web.Choice{Name: t.Name, Title: t.Title})
	}
	for _, set := range check.Sets() {
		o.Rules = append(o.Rules, web.Choice{Name: set.Name, Title: set.Title})
	}
	return o
}

// Manual is the manual as a page.
func (desk) Manual() ([]byte, error) {
	return content(func(w io.Writer) error { return manual.HTML(w, version) })
}

// Judge does what a drop does, and keeps the results instead of writing them; for paths of the command line it writes them as
// well.
func (k desk) Judge(ctx context.Context, in web.Input) (out web.Outcome) {
	defer func() {
		if p := recover(); p != nil {
			out = faulty(internalError(p))
		}
	}()
	var said bytes.Buffer
	j := newJob(streams{strings.NewReader(""), io.Discard, &said})
	flags := reportFlags{unitFlags: k.flags, template: in.Template, date: in.Date}
	flags.password = cmp.Or(in.Password, flags.password)
	flags.rules = cmp.Or(in.Rules, flags.rules)
	paths := in.Paths
	if !in.Beside { // uploads lie in a folder that has no name for anybody
		paths = below(in.Paths)
		if len(paths) == 0 {
			return faulty(fail(exitFailure, "请选择资金表、活动台账或自评表", "没有收到文件"))
		}
	}
	d, err := sortDropped(j, paths)
	if err != nil {
		return faulty(err)
	}
	flags.template = cmp.Or(flags.template, d.template)
	if in.Beside { // settings are never taken from an upload
		if err := flags.find(j, commonFolder(paths)); err != nil {
			return faulty(err)
		}
	}
	opt, err := flags.options(j.door)
	if err != nil {
		return faulty(err)
	}
	opt.read.Picture = true
	opt.dropped = true
	var units []unitPath
	if len(d.workbooks)+len(d.folders) > 0 {
		if units, err = d.units(j, opt.pipelineOptions); err != nil {
			return faulty(err)
		}
	}
	rv := &reviewer{s: j, set: opt.set}
	for _, u := range units {
		if stopped(ctx) {
			return faulty(&cancelError{"已取消"})
		}
		own := opt
		given := answersOf(in, u, len(units))
		own.read.Answers = slices.Clone(opt.read.Answers)
		for _, a := range given {
			own.read.Answers = append(own.read.Answers, a.Answer)
		}
		unit, r, locked := k.unit(u, own)
		unit.Files = append(unit.Files, j.handOut(r, own, given)...)
		if len(units) == 1 && r.project != nil && r.err == nil {
			rv.hold(r, opt.template)
		}
		out.Units = append(out.Units, unit)
		out.Locked = out.Locked || locked
	}
	for _, path := range d.reports {
		out.Units = append(out.Units, reviewPart(rv, path))
	}
	if in.Beside {
		out.Where = beside(j, d, &out)
	}
	for i := range out.Units { // after they were written, which seals them
		for n, f := range out.Units[i].Files {
			out.Units[i].Files[n].Data = writer.Seal(f.Name, f.Data)
		}
	}
	j.tellOmitted()
	for line := range strings.Lines(said.String()) {
		line = strings.TrimSpace(line)
		for _, p := range in.Paths { // where uploads lie is nobody's business
			line = strings.ReplaceAll(line, p+string(filepath.Separator), "")
		}
		out.Notes = append(out.Notes, line)
	}
	return out
}

// answersOf are the answers for a unit. One that stands alone has them all: its file may have got another name.
func answersOf(in web.Input, u unitPath, units int) []web.Answered {
	if units > 1 {
		return in.Answers[u.name]
	}
	var all []web.Answered
	for _, key := range slices.Sorted(maps.Keys(in.Answers)) {
		all = append(all, in.Answers[key]...)
	}
	return all
}

// below are the files and folders in the folder of an upload.
func below(dirs []string) []string {
	var out []string
	for _, dir := range dirs {
		names, err := filepath.Glob(filepath.Join(dir, "*"))
		if err == nil {
			out = append(out, names...)
		}
	}
	return out
}

func faulty(err error) web.Outcome {
	err = withoutFlags(err)
	var texts, cures []string
	for _, e := range flatten(err) {
		var hint *hintError
		var fault *xlsx.Error
		switch {
		case errors.As(e, &hint):
			texts, cures = append(texts, hint.Error()), append(cures, hint.hint)
		case errors.As(e, &fault):
			texts, cures = append(texts, fault.Error()), append(cures, fault.Cure)
		default:
			texts = append(texts, e.Error())
		}
	}
	return web.Outcome{Fault: strings.Join(texts, "\n"), Cure: strings.Join(cures, "；")}
}

// unit judges one unit and makes what can be taken away.
func (k desk) unit(u unitPath, opt reportOptions) (out web.Unit, r result, locked bool) {
	r = guard(u, opt.pipelineOptions)
	docs := r.fill(opt)
	if r.err != nil && r.findings == nil {
		r.findings = faultFindings(r.err)
	}
	plainCures(r.findings)
	if r.project != nil && r.project.Unit.Known() {
		r.name = r.project.Unit.Value
	}
	out = web.Unit{Key: u.name, Name: r.name, Errors: r.count(check.Error), Warnings: r.count(check.Warning)}
	if r.err != nil {
		out.Failed = withoutFlags(r.err).Error()
	}
	for _, f := range r.findings {
		locked = locked || f.Rule == "import/encrypted"
	}
	seen := cmp.Or(r.project, r.seen)
	if seen != nil {
		out.Project = seen.Name.Value
		out.Questions = seen.Questions
		out.Read, _ = render.InspectPart(seen) // an empty part says less, and nothing wrong
	}
	name := writer.SafeName(r.name)
	for i, doc := range docs {
		title := "绩效自评报告"
		if len(docs) > 1 {
			title += "：" + r.project.Split()[i].Name.Value
		}
		out.Files = append(out.Files, web.File{Name: r.reportNames(name)[i], Title: title, Data: doc, Report: true})
	}
	shown := sheet{result: r}
	var err error
	if out.Findings, err = render.FindingsPart(shown.page()); err != nil {
		out.Failed = cmp.Or(out.Failed, err.Error())
	}
	for _, f := range []struct{ ext, name, title string }{
		{".html", name + resultSuffix + ".html", "核对结果，可以打印"}, {".xlsx", name + "_核对清单.xlsx", "核对清单，可以签字"},
	} {
		data, err := content(func(w io.Writer) error { return findingFormats.of(f.ext)(w, shown) })
		if err != nil {
			continue // an unread unit has no list
		}
		out.Files = append(out.Files, web.File{Name: f.name, Title: f.title, Data: data})
	}
	return out, r, locked
}

// handOut is 补充材料, with what was answered on the page in it, and the marked copies.
func (j *job) handOut(r result, opt reportOptions, given []web.Answered) []web.File {
	if r.project == nil || r.err != nil {
		return nil
	}
	var out []web.File
	u := r.unit(opt)
	p := u.Paper(u.Books(r.given, opt.read))
	typed := &supplement.Supplement{}
	if in := r.supplementIn(r.given); in != "" {
		if old, err := j.supplementAt(in, opt); err == nil && old != nil && aboutUnit(old.Mark, p.Unit) {
			typed = old
		}
	}
	for _, a := range given {
		typed.Replies = append(typed.Replies, supplement.Reply{ID: a.Answer.ID, Shown: a.Answer.Shown, Ask: a.Ask, Where: a.Question.Pos.String(), Taken: a.Taken, Choice: labelOf(a), Note: a.Note})
	}
	if typed.Typed() > 0 || len(given) > 0 {
		p.Typed = typed
	}
	if !p.Empty() || p.Typed != nil {
		if data, err := sheets.Write(p); err == nil {
			out = append(out, web.File{Name: supplementName, Title: "缺的、要定的、要改的，填好和原来的文件一起再核一遍", Data: data})
		} else {
			printf(j.err, "补充材料没有写成：%v\n", err)
		}
	}
	for _, c := range u.Annotate(r.given) {
		if c.Why == "" {
			out = append(out, web.File{Name: filepath.Base(safePath(c.Name)), Folder: markedFolder, Title: "标注了问题的副本", Data: c.Data})
		} else {
			printf(j.err, "没有标注：%s（%s）\n", oneLine(c.Name), c.Why)
		}
	}
	return out
}

// labelOf is an answer as a person reads it.
func labelOf(a web.Answered) string {
	for _, c := range a.Choices {
		if c.Value == a.Value {
			return c.Label
		}
	}
	return a.Value
}

// reviewPart reviews one finished report for the page.
func reviewPart(rv *reviewer, path string) web.Unit {
	one := rv.review(path)
	plainCures(one.findings)
	base := filepath.Base(path)
	out := web.Unit{Key: base, Name: "审读：" + base, Errors: countOf(one.findings, check.Error), Warnings: countOf(one.findings, check.Warning)}
	if one.err != nil {
		out.Failed = withoutFlags(one.err).Error()
	} else if rv.project == nil {
		out.Project = "（没有和工作簿核对：要和一个单位的工作簿一起拖）"
	}
	var err error
	if out.Findings, err = render.FindingsPart(render.UnitFindings{Name: base, Findings: one.findings, Checked: one.checked, Between: true}); err != nil {
		out.Failed = cmp.Or(out.Failed, err.Error())
	}
	if data, err := one.commented(); err == nil && data != nil && one.err == nil {
		name := writer.SafeName(strings.TrimSuffix(base, filepath.Ext(base))) + reviewSuffix
		out.Files = []web.File{{Name: name, Title: "报告，问题写在批注里", Data: data, Report: true}}
	}
	return out
}

// beside writes the results where a drop would, and returns the folder.
func beside(s *job, d dropped, out *web.Outcome) string {
	name := "各单位"
	if len(out.Units) == 1 {
		name = out.Units[0].Name
	}
	dir, err := resultFolder(s, d.first, writer.SafeName(cmp.Or(name, d.title())))
	if err != nil {
		printError(s.err, err)
		return ""
	}
	for _, u := range out.Units {
		for _, f := range u.Files {
			to := dir
			if f.Folder != "" {
				to = filepath.Join(dir, f.Folder)
			}
			err := outputError(s.writer.Mkdir(to))
			if err == nil {
				_, err = writeResult(s, filepath.Join(to, f.Name), false, f.Data)
			}
			if err != nil {
				printError(s.err, err)
			}
		}
	}
	return dir
}
