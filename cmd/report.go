package cmd

import (
	"cmp"
	"errors"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"ziping/cmd/door"
	"ziping/cmd/settings"
	"ziping/cmd/writer"
	"ziping/model"
	"ziping/model/check/rules"
	"ziping/render"
	"ziping/render/docx"
	"ziping/xlsx/grid"
	"ziping/xlsx/value"
)

// reportFlags choose how a report is filled; report, batch and a drop share them.
type reportFlags struct {
	unitFlags
	template string
	trace    bool
	date     string
	force    bool
}

func (f *reportFlags) addFlags(c *cobra.Command) {
	f.unitFlags.addFlags(c)
	c.Flags().StringVar(&f.template, "template", "", "Word 模板的`名称或文件`：内置模板的名称，或本单位的模板文件（.docx），见 ziping template --help")
	c.Flags().BoolVar(&f.trace, "trace", false, "给每个数字加批注，写明取自哪个单元格，并附取数来源表")
	c.Flags().StringVar(&f.date, "date", "", "落款`日期`，例如 2023年4月13日；不写则留待填写")
	c.Flags().BoolVar(&f.force, "force", false, "允许覆盖不是 ziping 写的文件")
}

// find looks up the settings that hold for an input, where the flags say nothing.
func (f *reportFlags) find(s *job, path string) error {
	return f.hold(s, path, map[string]string{settings.Profile: f.profile, settings.Rules: f.rules, settings.Template: f.template, settings.Date: f.date})
}

// reportOptions are the flags, resolved.
type reportOptions struct {
	pipelineOptions
	template  []byte         // nil for the built-in one
	name      string         // of the template, for messages
	strangers []docx.Problem // names in the template that are no field: texts of a unit's own, or mistakes
	warnings  []docx.Problem // what is likely a mistake in the template
	trace     bool
	date      model.Date
	force     bool
	dropped   bool // no cure may speak of options
}

func (o reportOptions) view() render.Options { return render.Options{Trace: o.trace, Date: o.date} }

func (f *reportFlags) options(d *door.Door) (reportOptions, error) {
	pipe, err := f.pipeline(d)
	if err != nil {
		return reportOptions{}, err
	}
	day := choose(f.held, settings.Date, f.date)
	date, err := signatureDate(day.text)
	if err != nil {
		return reportOptions{}, day.fault(err)
	}
	chosen := choose(f.held, settings.Template, f.template)
	template, err := chosenTemplate(d, chosen)
	if err != nil {
		return reportOptions{}, err
	}
	opt := reportOptions{pipelineOptions: pipe, template: template, name: cmp.Or(chosen.text, render.Templates()[0].Name), trace: f.trace, date: date, force: f.force}
	return opt, opt.lint()
}

// lint sorts what is wrong with the template: what no data can mend is an error now, names that are no field are
// judged when the units have been read.
func (o *reportOptions) lint() error {
	if o.template == nil {
		return nil
	}
	o.strangers = render.Strangers(o.template)
	var bad []docx.Problem
	for _, p := range docx.Lint(o.template, render.TemplateSchema()) {
		switch {
		case p.Severity == docx.Warning:
			o.warnings = append(o.warnings, p)
		case p.Severity == docx.Error && p.Code != "unknown-field":
			bad = append(bad, p)
		}
	}
	if len(bad) > 0 {
		return templateError(o.name, &docx.TemplateError{Problems: append(bad, o.strangers...)})
	}
	return nil
}

// unknown are the names in the template that nothing in any of the reports stands behind: nil when there are none.
func (o *reportOptions) unknown(reports ...*render.Report) error {
	if len(reports) == 0 {
		return nil
	}
	var bad []docx.Problem
	for _, p := range o.strangers {
		if !slices.ContainsFunc(reports, func(r *render.Report) bool { return r.States(p.Name) }) {
			bad = append(bad, p)
		}
	}
	if len(bad) == 0 {
		return nil
	}
	return templateError(o.name, &docx.TemplateError{Problems: bad})
}

// tellTemplate prints what is likely a mistake in the template.
func (o *reportOptions) tellTemplate(s *job) {
	for _, p := range o.warnings {
		printf(s.err, "【%s】模板“%s”%s（%s）\n", p.Severity, oneLine(filepath.Base(o.name)), sentence(p.Message), p.ID)
		printHint(s.err, p.Hint)
	}
}

// signatureDate reads --date: one full day.
func signatureDate(text string) (model.Date, error) {
	if text == "" {
		return model.Date{}, nil
	}
	r := value.Dates(&grid.Cell{Kind: grid.String, Text: text}, 0)
	if r.State != model.Known || r.Value.From != r.Value.To || r.Value.From.Day == 0 || r.Value.YearAssumed {
		return model.Date{}, usageError("例如 --date 2023年4月13日", "“%s”不是一个完整的日期", text)
	}
	return r.Value.From, nil
}

// findTemplate reads a template by name or from a file, and compiles it once so
// that its mistakes are told before any work is done.
func findTemplate(d *door.Door, name string) ([]byte, error) {
	return chosenTemplate(d, choice{text: name})
}

func chosenTemplate(d *door.Door, c choice) ([]byte, error) {
	name := c.text
	if name == "" {
		return nil, nil
	}
	if t, ok := render.TemplateByName(name); ok {
		return t.Docx, nil
	}
	if filepath.Ext(name) == "" {
		if _, err := os.Stat(name); err != nil || c.by != nil && !c.isFile() {
			return nil, c.fault(usageError("内置的有 "+strings.Join(templateNames(), "、")+"；自己的模板请写 .docx 文件名", "没有名为“%s”的模板", name))
		}
	}
	data, err := c.read(d, door.Template)
	if err != nil {
		return nil, err
	}
	if _, err := docx.Compile(data); err != nil {
		return nil, templateError(name, allMistakes(data, err))
	}
	return data, nil
}

// allMistakes adds to what a template is refused for the names in it that do not exist.
func allMistakes(template []byte, err error) error {
	var bad *docx.TemplateError
	if template != nil && errors.As(err, &bad) {
		all := docx.Lint(template, render.TemplateSchema())
		all = slices.DeleteFunc(all, func(p docx.Problem) bool { return p.Severity != docx.Error })
		if len(all) > 0 {
			bad.Problems = all
		}
	}
	return err
}

func templateNames() []string {
	var names []string
	for _, t := range render.Templates() {
		names = append(names, t.Name)
	}
	return names
}

// templateError lists every mistake of a template.
func templateError(name string, err error) error {
	var bad *docx.TemplateError
	if !errors.As(err, &bad) {
		return fail(exitUsage, "请用 Word 或 WPS 另存为 .docx 后再试", "模板“%s”用不了：%v", name, err)
	}
	var errs []error
	for _, p := range bad.Problems {
		errs = append(errs, &hintError{errors.New("模板“" + filepath.Base(name) + "”" + p.Message + "（" + p.ID + "）"), p.Hint})
	}
	return &exitError{exitUsage, errors.Join(errs...)}
}

type reportCommand struct {
	reportFlags
	out  string
	json bool
}

func newReport(s *job) *cobra.Command {
	var opts reportCommand
	c := &cobra.Command{
		Use:   "report 路径",
		Short: "核对并生成 Word 版绩效自评报告",
		Long: `核对一个单位的数字，再填好 Word 版绩效自评报告。发现问题时照样生成：
有疑问的数字标黄并加批注。读不出或没有写明的数字不会猜，会说明是哪个单元格，
报告里留空标出〔请补写：…〕。打不开的文件也会说明，不影响其他文件。`,
		Example: `  ziping report 甘州区科协
  ziping report 甘州区科协 -o 甘州区自评报告.docx --date 2023年4月13日
  ziping report 甘州区科协 --template 本单位模板.docx --trace`,
		Args: exactPath("路径"),
		RunE: func(c *cobra.Command, args []string) error { return runReport(s, args[0], opts) },
	}
	opts.addFlags(c)
	c.Flags().StringVarP(&opts.out, "output", "o", "", "报告写到这个`文件`（.docx）；不写则放在工作簿旁边")
	c.Flags().BoolVar(&opts.json, "json", false, "核对结果写成 JSON（一个单位一行），供程序使用")
	return c
}

func runReport(s *job, path string, opts reportCommand) error {
	if err := opts.find(s, path); err != nil {
		return err
	}
	options, err := opts.options(s.door)
	if err != nil {
		return err
	}
	target, err := reportPath(path, opts.out)
	if err != nil {
		return err
	}
	options.tellTemplate(s)
	r, doc := reportOn(path, options)
	if r.err == nil {
		r.err = outputError(s.writer.Write(writer.File{Path: target, Force: options.force}, doc))
	}
	if r.err != nil {
		target = ""
	}
	if opts.json {
		err = findingFormats.of(".json")(s.out, sheet{result: r, report: target})
	} else {
		err = tell(s, r, target)
	}
	if err != nil {
		return err
	}
	return r.exit()
}

// tell lists the findings, and says where the report is. A report that could not
// be written hides no finding; of a unit that has none the error says all.
func tell(s *job, r result, target string) error {
	var unwritten *writer.Error
	if r.err != nil && !errors.As(r.err, &unwritten) {
		return nil
	}
	if err := tellFindings(s, r); err != nil {
		return err
	}
	if r.err == nil {
		printf(s.out, "报告已写入 %s\n", target)
	}
	return nil
}

// reportOn evaluates one unit and fills its report, unless it is refused.
func reportOn(path string, opt reportOptions) (result, []byte) {
	r := evaluate(path, opt.pipelineOptions)
	return r, r.fill(opt)
}

// fill fills the report, unless it is refused: then r.err says why.
func (r *result) fill(opt reportOptions) []byte {
	if r.err == nil {
		r.err = r.refusal()
	}
	var doc []byte
	if r.err == nil {
		doc, r.err = fillReport(r, opt)
	}
	return doc
}

// fillReport fills the report; what the report itself lacks (a section without
// data) joins the findings.
func fillReport(r *result, opt reportOptions) ([]byte, error) {
	report := render.NewReport(r.project, r.findings, opt.view())
	if !opt.several {
		if err := opt.unknown(report); err != nil {
			return nil, err
		}
	}
	missing, err := report.FindingsFor(opt.template)
	if err != nil {
		return nil, asTemplateError(opt.name, allMistakes(opt.template, err))
	}
	r.findings = rules.All.Join(r.findings, missing, r.project, opt.set)
	doc, err := content(func(w io.Writer) error { return render.WriteReport(w, report, opt.template) })
	return doc, asTemplateError(opt.name, allMistakes(opt.template, err))
}

// reportPath is where the report goes: -o, or beside the workbook or folder.
func reportPath(path, out string) (string, error) {
	name := writer.SafeName(baseName(path)) + reportSuffix
	if out == "" {
		abs, err := filepath.Abs(path)
		if err != nil {
			return "", inputError(path, err)
		}
		return filepath.Join(filepath.Dir(abs), name), nil
	}
	if info, err := os.Stat(out); err == nil && info.IsDir() {
		return filepath.Join(out, name), nil
	}
	if !strings.EqualFold(filepath.Ext(out), ".docx") {
		return "", usageError("例如 -o 报告.docx", "报告是 Word 文件，“%s”的扩展名不是 .docx", out)
	}
	return out, nil
}
