package cmd

import (
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"ziping/cmd/door"
	"ziping/cmd/settings"
	"ziping/cmd/writer"
	"ziping/model"
	"ziping/model/check"
	"ziping/model/check/review"
	"ziping/model/check/rules"
	"ziping/model/text"
	"ziping/render"
	"ziping/render/docx"
	"ziping/xlsx/write"
)

type reviewOptions struct {
	unitFlags
	against, last, words, template string
	json, force                    bool
	out                            string
}

func (o *reviewOptions) addFlags(c *cobra.Command) {
	o.unitFlags.addFlags(c)
	c.Flags().StringVar(&o.against, "against", "", "本单位的工作簿或文件夹（`路径`）：报告里的每个数字都和它核对")
	c.Flags().StringVar(&o.last, "last", "", "上年的报告`文件`：找出连数字都没有改的句子")
	c.Flags().StringVar(&o.words, "words", "", "本单位的审读词表`文件`（YAML），加在内置的词后面")
	c.Flags().StringVar(&o.template, "template", "", "报告所用模板的`名称或文件`，和内置的模板一起对照")
	c.Flags().BoolVar(&o.json, "json", false, "结果写成 JSON（一份报告一行），供程序使用")
	c.Flags().StringVarP(&o.out, "output", "o", "", "结果写入`文件`：.docx（原报告加批注）、"+reviewFormats.list(true)+"；审读一个文件夹时是 .xlsx（审读汇总）")
	c.Flags().BoolVar(&o.force, "force", false, "允许覆盖不是 ziping 写的文件")
}

func newReview(s *job) *cobra.Command {
	var opts reviewOptions
	c := &cobra.Command{
		Use:   "review 报告.docx",
		Short: "审读写好的报告：数字、年度、文号、序号、结论，写在哪一段",
		Long: `像复核的人一样读一份写好的报告（.docx 或 .txt）：数字互相之间对不对、年度有没有没改的、文号和
书名号的写法、序号、单位、结论和数字是否一致、没有完成的有没有写原因。
加上 --against，报告里的每个数字都和工作簿核对；加上 --last，再和上年的报告比较。
路径是文件夹时，其中每份报告都审读，汇总成 审读汇总.xlsx。用词、语病和空话程序不查。`,
		Example: `  ziping review 自评报告.docx --against 高台县科协
  ziping review 自评报告.docx --against 高台县科协 --last 上年报告.docx -o 批注.docx
  ziping review 各县报告 -o 审读汇总.xlsx`,
		Args: exactPath("报告文件"),
		RunE: func(c *cobra.Command, args []string) error { return runReview(s, args[0], opts) },
	}
	opts.addFlags(c)
	return c
}

// A reviewed is what became of one report.
type reviewed struct {
	path     string
	name     string // as it is told of
	data     []byte // of the .docx, nil for a plain text
	project  *model.Project
	findings []check.Finding
	checked  []check.Checked
	err      error
}

// reviewFormats are the ways to write what was found in a report.
var reviewFormats = formats[reviewed]{
	{[]string{".txt"}, "", func(w io.Writer, r reviewed) error {
		return render.ReviewText(w, r.name, r.findings, render.TextOptions{Checked: r.checked})
	}},
	{[]string{".html", ".htm"}, "", func(w io.Writer, r reviewed) error {
		return render.FindingsHTML(w, []render.UnitFindings{{Name: r.name, Findings: r.findings, Checked: r.checked}})
	}},
	{[]string{".xlsx"}, "清单", func(w io.Writer, r reviewed) error {
		return write.Checklist(checklist(result{path: r.path, name: r.name, findings: r.findings, checked: r.checked}, filepath.Dir(r.path))).Write(w)
	}},
	{[]string{".json"}, "", func(w io.Writer, r reviewed) error {
		return render.WriteReviewJSON(w, r.project, r.findings, render.JSONOptions{Reports: []string{r.path}, Failed: failedText(r.err), Checked: r.checked})
	}},
}

func runReview(s *job, path string, opts reviewOptions) error {
	beside := path
	if opts.against != "" {
		beside = opts.against
	}
	if err := opts.hold(s, beside, map[string]string{settings.Profile: opts.profile, settings.Rules: opts.rules}); err != nil {
		return err
	}
	info, err := os.Stat(path)
	if err != nil {
		return inputError(path, err)
	}
	write, err := opts.writer(info.IsDir())
	if err != nil {
		return err
	}
	rv, err := newReviewer(s, opts)
	if err != nil {
		return err
	}
	if info.IsDir() {
		return rv.folder(path, opts)
	}
	r := rv.review(path)
	if r.err != nil && !opts.json {
		return r.err
	}
	if err := rv.deliver(r, opts, write); err != nil {
		return err
	}
	return r.exit()
}

// exit is the error that carries the exit code of a review.
func (r reviewed) exit() error {
	return result{findings: r.findings, err: r.err}.exit()
}

// writer chooses how a review is written; nil is for a commented copy.
func (o reviewOptions) writer(folder bool) (func(io.Writer, reviewed) error, error) {
	ext := strings.ToLower(filepath.Ext(o.out))
	switch {
	case folder && o.out != "" && ext != ".xlsx":
		return nil, usageError("例如 -o 审读汇总.xlsx", "审读一个文件夹，结果是 .xlsx，“%s”的扩展名不是", o.out)
	case folder, o.out == "" && !o.json, ext == ".docx":
		return nil, nil
	}
	return reviewFormats.named(o.out, o.json)
}

// A reviewer holds what all reports of a run are held against.
type reviewer struct {
	s        *job
	set      *check.Set
	project  *model.Project
	expected []*text.Facts
	last     *text.Facts
	words    *review.Words
}

func newReviewer(s *job, opts reviewOptions) (*reviewer, error) {
	pipe, err := opts.pipeline(s.door)
	if err != nil {
		return nil, err
	}
	rv := &reviewer{s: s, set: pipe.set}
	if opts.words != "" {
		data, err := readFile(s.door, opts.words, door.YAML)
		if err != nil {
			return nil, err
		}
		if rv.words, err = review.ParseWords(data, filepath.Base(opts.words)); err != nil {
			return nil, &exitError{exitUsage, err}
		}
	}
	if opts.last != "" {
		d, _, err := readFinished(s.door, opts.last)
		if err != nil {
			return nil, err
		}
		rv.last = text.Read(d)
	}
	if opts.against == "" {
		return rv, nil
	}
	template, err := chosenTemplate(s.door, choose(opts.held, settings.Template, opts.template))
	if err != nil {
		return nil, err
	}
	r := evaluate(opts.against, pipe)
	if r.err != nil {
		return nil, r.err
	}
	if n := r.count(check.Error); n > 0 {
		printf(s.err, "工作簿自己有 %d 处错误，先运行 ziping check 改好，再拿报告和它核对。\n", n)
	}
	rv.hold(r, template)
	return rv, nil
}

// hold has reports held against a unit that was read; template is the one they are filled from, nil for the built-in ones.
func (rv *reviewer) hold(r result, template []byte) {
	rv.project = r.project
	var own [][]byte
	if template != nil {
		own = append(own, template)
	}
	for _, one := range r.project.Split() {
		rv.expected = append(rv.expected, render.Expected(render.NewReport(one, r.findings, render.Options{}), own...)...)
	}
}

// commented is the report with each finding as a comment on the words concerned, nil for what is no .docx.
func (r reviewed) commented() ([]byte, error) {
	if r.data == nil {
		return nil, nil
	}
	return content(func(w io.Writer) error {
		return docx.Revise(w, r.data, "ziping", docx.Revision{Remarks: render.Remarks(r.findings)})
	})
}

// readFinished reads a report: a .docx, or a plain text. data is that of the .docx.
func readFinished(d *door.Door, path string) (doc *text.Document, data []byte, err error) {
	if data, err = readFile(d, path, door.Template); err != nil {
		return nil, nil, err
	}
	name := filepath.Base(path)
	if strings.EqualFold(filepath.Ext(path), ".txt") {
		s, err := text.DecodePlain(data)
		if err != nil {
			return nil, nil, fail(exitFailure, "请用记事本另存为 UTF-8", "“%s”：%v", path, err)
		}
		return text.ParsePlain(name, s), nil, nil
	}
	doc, err = render.ReadFinished(name, data)
	var bad *docx.TemplateError
	if errors.As(err, &bad) && len(bad.Problems) > 0 {
		return nil, nil, fail(exitFailure, bad.Problems[0].Hint, "“%s”读不了：%s", path, bad.Problems[0].Message)
	}
	return doc, data, err
}

// review reads one report and looks at it.
func (rv *reviewer) review(path string) reviewed {
	r := reviewed{path: path, name: filepath.Base(path), project: rv.project}
	d, data, err := readFinished(rv.s.door, path)
	if err == nil && strings.TrimSpace(d.String()) == "" {
		err = fail(exitFailure, "请确认选对了文件；扫描的图片程序读不了", "“%s”里没有文字", path)
	}
	if err != nil {
		r.err, r.findings = err, faultFindings(err)
		return r
	}
	r.data = data
	in := &check.Review{Report: text.Read(d), Project: rv.project, Expected: rv.expected, Last: rv.last}
	if rv.words != nil {
		in.Words = rv.words
	}
	r.findings, r.checked = rules.Review(in, rv.set)
	return r
}

// deliver writes a review to its file, or to stdout. With a commented copy the
// findings are told on the screen too.
func (rv *reviewer) deliver(r reviewed, opts reviewOptions, write func(io.Writer, reviewed) error) error {
	s := rv.s
	tell := func() error {
		if opts.json {
			return reviewFormats.of(".json")(s.out, r)
		}
		return render.ReviewText(s.out, r.name, r.findings, render.TextOptions{Color: useColor(s.out), Width: terminalWidth(s.out), Checked: r.checked})
	}
	if opts.out == "" {
		return tell()
	}
	produce := func(w io.Writer) error { return write(w, r) }
	if write == nil || strings.EqualFold(filepath.Ext(opts.out), ".docx") {
		if r.data == nil {
			return errors.Join(tell(), fail(exitUsage, "写成 .html 或 .xlsx，或把报告另存为 .docx 再审读", "“%s”不是 .docx，加不了批注", r.path))
		}
		if err := tell(); err != nil {
			return err
		}
		produce = func(w io.Writer) error {
			return docx.Revise(w, r.data, "ziping", docx.Revision{Remarks: render.Remarks(r.findings)})
		}
	}
	if err := s.write(writer.File{Path: opts.out, Force: opts.force}, produce); err != nil {
		return err
	}
	if !opts.json {
		printf(s.err, "已写入 %s\n", oneLine(opts.out))
	}
	return nil
}

// reviewRollup is what the roll-up of a folder of reports is called.
const reviewRollup = "审读汇总.xlsx"

// folder reviews every report of a folder; one that cannot be read hides no other.
func (rv *reviewer) folder(dir string, opts reviewOptions) error {
	paths, err := reportsIn(rv.s.door, dir)
	if err != nil {
		return err
	}
	if len(paths) == 0 {
		return fail(exitFailure, "请把报告（.docx 或 .txt）放进这个文件夹", "文件夹“%s”里没有报告", dir)
	}
	code := exitClean
	var all []write.ReviewedReport
	var failures []error
	for _, path := range paths {
		r := rv.review(path)
		rel, _ := filepath.Rel(dir, path)
		r.name = filepath.ToSlash(rel)
		var e *exitError
		if err := r.exit(); errors.As(err, &e) {
			code = mergeCodes(code, e.code, len(paths))
		}
		if r.err != nil {
			failures = append(failures, r.err)
		}
		if opts.json {
			if err := reviewFormats.of(".json")(rv.s.out, r); err != nil {
				return err
			}
		}
		all = append(all, rollupRow(r))
	}
	if opts.out == "" && !opts.json {
		opts.out = filepath.Join(dir, reviewRollup)
	}
	if opts.out != "" {
		if err := rv.s.write(writer.File{Path: opts.out, Force: opts.force}, func(w io.Writer) error { return write.Reviews(all).Write(w) }); err != nil {
			return errors.Join(append(failures, err)...)
		}
		printf(rv.s.err, "审读了 %d 份报告，已写入 %s\n", len(paths), oneLine(opts.out))
	}
	if code == exitClean {
		return nil
	}
	return &exitError{code, errors.Join(failures...)}
}

func rollupRow(r reviewed) write.ReviewedReport {
	row := write.ReviewedReport{Name: r.name, Failed: failedText(r.err)}
	for _, f := range r.findings {
		if r.err != nil {
			break
		}
		switch f.Severity {
		case check.Error:
			row.Errors++
		case check.Warning:
			row.Warnings++
		default:
			row.Infos++
		}
		if f.Severity == check.Info || len(row.First) >= 3 {
			continue
		}
		place := ""
		if f.Where != nil {
			place = f.Where.Place + "："
		}
		row.First = append(row.First, place+f.Message)
	}
	return row
}

// reportsIn lists the reports below a folder, in name order.
func reportsIn(d *door.Door, dir string) ([]string, error) {
	var out []string
	err := filepath.WalkDir(dir, func(path string, e fs.DirEntry, err error) error {
		if err != nil || path == dir {
			return err
		}
		name := e.Name()
		ext := strings.ToLower(filepath.Ext(name))
		switch {
		case e.IsDir() && hidden(e):
			return filepath.SkipDir
		case !e.Type().IsRegular() || strings.HasPrefix(name, "~$") || strings.HasPrefix(name, "."):
		case ext == ".docx" || ext == ".txt":
			out = append(out, path)
		case slices.Contains([]string{".doc", ".wps", ".pdf"}, ext):
			d.Omit(path, "没有审读：请用 Word 或 WPS 打开，另存为 .docx")
		}
		return nil
	})
	if err != nil {
		return nil, inputError(dir, err)
	}
	return out, nil
}
